-- Counts what became of one message of a broadcast, and takes it out of the due set, in one step.
-- ARGV: "<broadcast>:<chat>", fence, outcome (delivered | blocked | failed | skipped | later), now (ms), again (ms: when a later one is tried)
-- Result: 1, or 0 when the fence is gone
local member, fence, outcome, now, again = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
if not holds("broadcast", member, fence) then return 0 end
local id, chat = string.match(member, "^([^:]*):(.*)$")
local key = root .. ":broadcast:" .. id
if outcome == "later" then
  if redis.call("HINCRBY", key, "tries:" .. chat, 1) < 10 then
    finish("broadcast", member, again)
    return 1
  end
  outcome = "failed"
end
finish("broadcast", member, "")
redis.call("HDEL", key, "tries:" .. chat)
redis.call("HINCRBY", key, outcome, 1)
if outcome == "blocked" then redis.call("ZREM", root .. ":people", chat) end
local handled = 0
for _, count in ipairs(redis.call("HMGET", key, "delivered", "blocked", "failed", "skipped")) do
  handled = handled + tonumber(count or "0")
end
if handled == tonumber(redis.call("HGET", key, "total")) then
  if redis.call("HGET", key, "state") == "sending" then redis.call("HSET", key, "state", "done") end
  redis.call("ZREM", due_key("notices"), "broadcast:" .. id .. ":progress")
  schedule("notices", "broadcast:" .. id .. ":done", now)
else
  redis.call("ZADD", due_key("notices"), "NX", now + 2000, "broadcast:" .. id .. ":progress")
end
return 1
