-- Claims ids that are due, unless the queue is held.
-- @param queue   name
-- @param now     ms
-- @param limit   most ids
-- @param until_  ms when the claims end
-- @param process of the caller
-- @return id, fence, id, fence, ...
local claims = {}
if redis.call("EXISTS", held_key(queue)) == 1 then return claims end
for _, id in ipairs(redis.call("ZRANGE", queue_key(queue), "-inf", now, "BYSCORE", "LIMIT", 0, limit)) do
  claims[#claims + 1] = id
  claims[#claims + 1] = claim(queue, id, until_, process .. ":" .. redis.call("INCR", fence_counter_key()))
end
return claims
