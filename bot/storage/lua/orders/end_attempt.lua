-- Ends an attempt that decided nothing. clean 1: the attempt is known to have made no order. held 1: it was not made at
-- all, so it does not count. waiting_at: when chat and admins are told that the intent waits; empty: it has not waited
-- for long. since: the field that keeps since when the partner answers so: refused_at (and by-reference shows no
-- order), unpayable_at, or empty.
-- @params id, fence, now, again_at, waiting_at, clean, held, since, reason
-- @return 1, or 0 when the fence is gone
if not holds("intents", id, fence) then return 0 end
local key = intent_key(id)
if redis.call("HEXISTS", key, "record") == 0 then return 0 end
if held == "1" then
  redis.call("HINCRBY", key, "attempts", -1)
elseif clean == "1" then
  redis.call("HINCRBY", key, "clean", 1)
end
if since ~= "" then redis.call("HSETNX", key, since, now) end
if since ~= "refused_at" and clean ~= "1" then redis.call("HDEL", key, "refused_at") end
redis.call("HSET", key, "reason", reason)
local told = waiting_at == "" and 0
  or redis.call("ZADD", waiting_key(), "NX", waiting_at, id) + redis.call("HSETNX", key, "waiting", 1)
if told > 0 then
  schedule("notices", "intent:" .. id .. ":waiting", waiting_at)
end
finish("intents", id, again_at)
return 1
