-- Starts a composed broadcast, once: it becomes due for everybody whom the admins have not blocked.
-- @params id, now
-- @return 1, or 0 when it was started before
local key = broadcast_key(id)
if redis.call("HGET", key, "state") ~= "composed" then return 0 end
local total = 0
for _, chat in ipairs(redis.call("ZRANGE", people_key(), 0, -1)) do
  if redis.call("SISMEMBER", blocked_key(), chat) == 0 then
    redis.call("ZADD", queue_key("broadcast"), now, id .. ":" .. chat)
    total = total + 1
  end
end
redis.call("HSET", key, "state", total > 0 and "sending" or "done", "total", total)
if total == 0 then schedule("notices", "broadcast:" .. id .. ":done", now) end
return 1
