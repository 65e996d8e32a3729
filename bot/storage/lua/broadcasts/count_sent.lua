-- Counts the outcome of one message of a broadcast, and takes the message out of the queue, in one step.
-- member: <broadcast>:<chat>. outcome: delivered, blocked, failed, skipped, or later: tried again at again_at.
-- @params member, fence, outcome, now, again_at
-- @return 1, or 0 when the fence is gone
if not holds("broadcast", member, fence) then return 0 end
local id, chat = string.match(member, "^([^:]*):(.*)$")
local key = broadcast_key(id)
if redis.call("HEXISTS", key, "state") == 0 then -- its lifetime is over
  finish("broadcast", member, "")
  return 1
end
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
if not end_broadcast(id, now) then
  redis.call("ZADD", queue_key("notices"), "NX", tonumber(now) + 2000, "broadcast:" .. id .. ":progress")
end
return 1
