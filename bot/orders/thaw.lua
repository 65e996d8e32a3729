-- A person has decided about a frozen intent: it is tried again, or it is over and nothing was ordered.
-- ARGV: id, state (prepared | rejected), chat, now (ms), keep for (seconds; empty: as long as it takes)
-- Result: 1, or 0 when it is not frozen (any more)
local id, state, chat, now, keep = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local key = intent_key(id)
if redis.call("HGET", key, "state") ~= "frozen" then return 0 end
redis.call("ZREM", root .. ":frozen", id)
redis.call("HSET", key, "state", state, "reason", "")
if state == "prepared" then
  schedule("intents", id, now)
else
  redis.call("EXPIRE", key, keep)
  schedule("notices", "intent:" .. id .. ":" .. state, now)
end
return 1
