-- Ends an intent without an order, and says so to its chat (a frozen one to the admins too).
-- ARGV: id, fence, state (rejected | frozen), reason, chat, notice at (ms), keep for (seconds; empty: for ever),
--       then the ids of orders that it may have made: held back from "my orders", since nobody should pay them
-- Result: 1, or 0 when the fence is gone
local id, fence, state, reason, chat, at, keep = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
if not holds("intents", id, fence) then return 0 end
redis.call("HSET", intent_key(id), "state", state, "reason", reason)
count(state)
if keep ~= "" then redis.call("EXPIRE", intent_key(id), keep) end
redis.call("HDEL", open_key(chat), "intent:" .. id)
finish("intents", id, "")
schedule("notices", "intent:" .. id .. ":" .. state, at)
for i = 8, #ARGV do
  if redis.call("EXISTS", order_key(ARGV[i])) == 0 then redis.call("HSET", order_key(ARGV[i]), "intent", id) end
end
if state == "frozen" then
  redis.call("ZADD", root .. ":frozen", at, id)
  redis.call("ZADD", root .. ":alerts:told", at, "frozen:" .. id)
  schedule("notices", "alert:frozen:" .. id, at)
end
return 1
