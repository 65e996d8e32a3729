-- Claims ids that are due, unless the queue is held.
-- @params queue, now, limit, lease, process
-- @return id, fence, id, fence, ...
local claims = {}
now = redis_time(now)
drop_lasting(held_key(queue), ttl.held)
if redis.call("EXISTS", held_key(queue)) == 1 then return claims end
for _, id in ipairs(redis.call("ZRANGE", queue_key(queue), "-inf", now, "BYSCORE", "LIMIT", 0, limit)) do
  claims[#claims + 1] = id
  claims[#claims + 1] = claim(queue, id, now + lease, process .. ":" .. redis.call("INCR", fence_counter_key()))
end
return claims
