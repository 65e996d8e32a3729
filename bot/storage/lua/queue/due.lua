-- Tells which of the queues have an id that may be claimed: it is due, and its queue is not held.
-- @params now, queues...
-- @return their names
local due = {}
now = redis_time(now)
for _, queue in ipairs(queues) do
  drop_lasting(held_key(queue), ttl.held)
  local first = redis.call("ZRANGE", queue_key(queue), 0, 0, "WITHSCORES")
  if first[2] and tonumber(first[2]) <= now and redis.call("EXISTS", held_key(queue)) == 0 then due[#due + 1] = queue end
end
return due
