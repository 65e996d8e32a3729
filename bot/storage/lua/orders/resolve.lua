-- A person has decided about a frozen intent: it is tried again, or it is over and nothing was ordered.
-- ARGV: id, state (prepared | rejected), chat, at (ms: tried again, or told), keep for (seconds; empty: as long as it takes), fingerprint (empty: it does not count as unpaid)
-- Result: 1, or 0 when it is not frozen (any more)
local id, state, chat, at, keep, fingerprint = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local key = intent_key(id)
if redis.call("HGET", key, "state") ~= "frozen" then return 0 end
redis.call("ZREM", root .. ":frozen", id)
redis.call("HSET", key, "state", state, "reason", "")
if state == "prepared" then
  schedule("intents", id, at)
  if fingerprint ~= "" then redis.call("HSET", open_key(chat), "intent:" .. id, fingerprint) end
else
  redis.call("EXPIRE", key, keep)
  schedule("notices", "intent:" .. id .. ":" .. state, at)
end
return 1
