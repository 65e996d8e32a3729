-- Ends an intent without an order (rejected or frozen), and writes the chat's notice, for a frozen one also the alert.
-- A frozen one is kept until a person decides. orders: ids that the intent may have made; hidden, since nobody should pay them.
-- doubtful 1: an order may turn up later. unexplained 1: a refusal that no customer caused. stop 1: all confirmations are
-- stopped.
-- @params id, fence, state, reason, chat, notify_at, doubtful, unexplained, stop, orders...
-- @return how many unexplained refusals there were in a row; 0 when the fence is gone
if not holds("intents", id, fence) or redis.call("HEXISTS", intent_key(id), "record") == 0 then return 0 end
if stop == "1" then
  redis.call("SET", stopped_key(), reason)
  redis.call("SET", maintenance_key(), "", "NX")
end
redis.call("HSET", intent_key(id), "state", state, "reason", reason)
count_ended(state)
if state ~= "frozen" then redis.call("EXPIRE", intent_key(id), ttl.intent) end
end_intent(id, chat, "intent:" .. id .. ":" .. state, notify_at)
if state == "rejected" and doubtful ~= "1" then redis.call("HDEL", open_intents_key(chat), id) end
for _, order in ipairs(orders) do
  local key = order_key(order)
  if redis.call("HEXISTS", key, "order") == 0 then set_with_ttl(key, ttl.order, "intent_id", id) end
end
if state == "frozen" then
  redis.call("ZADD", frozen_key(), notify_at, id)
  redis.call("ZADD", alerts_notified_key(), notify_at, "frozen:" .. id)
  schedule("notices", "alert:frozen:" .. id, notify_at)
end
if unexplained == "1" then return redis.call("INCR", refusals_key()) end
return tonumber(redis.call("GET", refusals_key()) or "0")
