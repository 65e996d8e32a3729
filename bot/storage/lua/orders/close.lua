-- Ends an intent without an order, and writes the notice for its chat (for a frozen one also the admins' alert).
-- @param id         intent
-- @param fence      of the claim
-- @param state      rejected or frozen
-- @param reason     text
-- @param chat       its owner
-- @param notify_at  ms
-- @param intent_ttl seconds; empty: for ever
-- @rest  orders     ids of orders that the intent may have made: not shown to the chat, since nobody should pay them
-- @return 1, or 0 when the fence is gone
if not holds("intents", id, fence) then return 0 end
redis.call("HSET", intent_key(id), "state", state, "reason", reason)
count_ended(state)
if intent_ttl ~= "" then redis.call("EXPIRE", intent_key(id), intent_ttl) end
redis.call("HDEL", unpaid_key(chat), "intent:" .. id)
finish("intents", id, "")
schedule("notices", "intent:" .. id .. ":" .. state, notify_at)
for _, order in ipairs(orders) do
  if redis.call("EXISTS", order_key(order)) == 0 then redis.call("HSET", order_key(order), "intent_id", id) end
end
if state == "frozen" then
  redis.call("ZADD", frozen_key(), notify_at, id)
  redis.call("ZADD", alerts_notified_key(), notify_at, "frozen:" .. id)
  schedule("notices", "alert:frozen:" .. id, notify_at)
end
return 1
