-- Tells which of the queues have an id that may be claimed: it is due, and its queue is not held. A key that is no queue
-- is told, too, so that its worker alone meets the error.
-- @params now, queues...
-- @return their names
local due = {}
now = redis_time(now)
for _, queue in ipairs(queues) do
  drop_lasting(held_key(queue), ttl.held)
  local first = redis.pcall("ZRANGE", queue_key(queue), 0, 0, "WITHSCORES")
  local is_due = first.err or (first[2] and tonumber(first[2]) <= now)
  if is_due and redis.call("EXISTS", held_key(queue)) == 0 then due[#due + 1] = queue end
end
return due
