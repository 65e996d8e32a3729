-- Counts the outcome of one message of a broadcast, and takes the message out of the queue, in one step.
-- member: <broadcast>:<chat>. outcome: delivered, blocked, failed, skipped, or later: tried again at again_at.
-- @params member, fence, outcome, now, again_at
-- @return 1, or 0 when the fence is gone
if not holds("broadcast", member, fence) then return 0 end
local id, chat = string.match(member, "^([^:]*):(.*)$")
local key = broadcast_key(id)
if outcome == "later" then
  if redis.call("HINCRBY", key, "tries:" .. chat, 1) < 10 then
    finish("broadcast", member, again_at)
    return 1
  end
  outcome = "failed"
end
finish("broadcast", member, "")
redis.call("HDEL", key, "tries:" .. chat)
redis.call("HINCRBY", key, outcome, 1)
if outcome == "blocked" then redis.call("ZREM", people_key(), chat) end
local handled = 0
for _, count in ipairs(redis.call("HMGET", key, "delivered", "blocked", "failed", "skipped")) do
  handled = handled + tonumber(count or "0")
end
if handled == tonumber(redis.call("HGET", key, "total")) then
  if redis.call("HGET", key, "state") == "sending" then redis.call("HSET", key, "state", "done") end
  redis.call("ZREM", queue_key("notices"), "broadcast:" .. id .. ":progress")
  schedule("notices", "broadcast:" .. id .. ":done", now)
else
  redis.call("ZADD", queue_key("notices"), "NX", tonumber(now) + 2000, "broadcast:" .. id .. ":progress")
end
return 1
