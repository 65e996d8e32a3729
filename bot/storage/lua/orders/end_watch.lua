-- Ends the watch of an order that no answer ends.
-- alert: "order-missing" (the partner has not shown it for long), "lost-order" (Redis has lost it, and the partner does not
-- show whose it is), or empty: the notice of its status.
-- @params id, fence, alert, now
-- @return 1, or 0 when the fence is gone
if not holds("orders", id, fence) then return 0 end
end_watch(id, alert ~= "" and alert or nil, now)
return 1
