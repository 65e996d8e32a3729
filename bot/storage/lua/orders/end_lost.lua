-- Ends an intent of which Redis has lost everything but its id in the queue. The admins are told: nobody knows its chat.
-- @params id, fence, now
-- @return 1, or 0 when the fence is gone
if not holds("intents", id, fence) then return 0 end
end_intent(id, "", "alert:lost:" .. id, now)
return 1
