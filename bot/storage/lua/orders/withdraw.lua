-- Ends an intent for its customer, if every attempt is known to have made no order and none is under way.
-- @params id, chat, notify_at
-- @return 1, or 0 when an order may exist, or the intent has ended
local key = intent_key(id)
local known = redis.call("HMGET", key, "state", "attempts", "clean")
if known[1] ~= "prepared" or known[2] ~= known[3] then return 0 end
redis.call("HSET", key, "state", "rejected", "reason", "")
count_ended("rejected")
redis.call("EXPIRE", key, ttl.intent)
redis.call("HDEL", open_intents_key(chat), id)
end_intent(id, chat, "intent:" .. id .. ":rejected", notify_at)
return 1
