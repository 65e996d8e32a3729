-- Compares a page of the partner's list with what is known. Unchanged orders are checked at again_at (0: as before), those
-- that seem to have expired now: the list may lag behind a payment. A claimed order is left to the check under way. A
-- watched order that has lost its place in the queue is due now; only after the watch has ended an order has a lifetime, or it is a debt.
-- rows: for each order its id, rank and status.
-- @params now, again_at, rows...
-- @return the ids that have changed; the ids that are not known here; id and chat of those that their chat's list lacks
local changed, unknown, unlisted = {}, {}, {}
for i = 1, #rows, 3 do
  local id, rank, status = rows[i], tonumber(rows[i + 1]), rows[i + 2]
  local known = redis.call("HMGET", order_key(id), "rank", "status", "chat_id")
  local claimed = redis.call("HEXISTS", fences_key("orders"), id) == 1
  if not known[1] then
    unknown[#unknown + 1] = id
  else
    if not redis.call("ZSCORE", chat_orders_key(known[3]), id) then
      unlisted[#unlisted + 1] = id
      unlisted[#unlisted + 1] = known[3]
    end
    local is_due = redis.call("ZSCORE", queue_key("orders"), id)
    if claimed then -- nothing to do
    elseif rank > tonumber(known[1]) and status == "expired" then
      redis.call("ZADD", queue_key("orders"), now, id)
    elseif rank > tonumber(known[1]) then
      changed[#changed + 1] = id
    elseif not is_due and tonumber(known[1]) < 5 and redis.call("TTL", order_key(id)) == -1 then
      redis.call("ZADD", queue_key("orders"), now, id)
    elseif status == known[2] then
      redis.call("ZADD", queue_key("orders"), "XX", "GT", again_at, id)
    end
  end
end
return { changed, unknown, unlisted }
