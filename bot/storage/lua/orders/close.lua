-- Ends an intent without an order (rejected or frozen), and writes the chat's notice, for a frozen one also the alert.
-- intent_ttl empty: kept for ever. orders: ids that the intent may have made; hidden, since nobody should pay them.
-- @params id, fence, state, reason, chat, notify_at, intent_ttl, orders...
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
