-- Lets a call through, or says how long to wait: never more than the rate in any one second, the urgent first, and the
-- patient (those who may not have all calls) evenly spread, so that places become free all the time.
-- Stands alone. KEYS: the bucket (ZSET of the last second's calls). ARGV: now (ms), calls a second, those open to this priority, priority (0 first), member
-- Result: 0 (go), or ms to wait before asking again
local bucket, waiting, steady = KEYS[1], KEYS[1] .. ":waiting", KEYS[1] .. ":steady"
local now, rate, mine, priority, member = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
redis.call("ZREMRANGEBYSCORE", bucket, "-inf", now - 1000)
local used = redis.call("ZCARD", bucket)
local wait = 0
if used >= mine then
  -- The call that makes room is the one whose leaving brings the number below what is open to this priority.
  local leaving = redis.call("ZRANGE", bucket, used - mine, used - mine, "WITHSCORES")
  wait = math.max(1, tonumber(leaving[2]) + 1001 - now)
end
local turn = nil
if mine < rate then
  turn = tonumber(redis.call("GET", steady) or "0")
  wait = math.max(wait, math.ceil(turn - now))
end
-- Somebody more urgent who was sent to wait comes first when the place is free. There may be several of them, so the
-- mark stays until they all have had the time to ask again.
local urgent = redis.call("HGETALL", waiting)
for i = 1, #urgent, 2 do
  if tonumber(urgent[i]) < priority and tonumber(urgent[i + 1]) > now then
    wait = math.max(wait, tonumber(urgent[i + 1]) - now)
  end
end
if wait == 0 then
  redis.call("ZADD", bucket, now, member)
  -- Who comes a little late does not push back all that follow.
  if turn then redis.call("SET", steady, math.max(turn, now - 100) + 1000 / mine, "PX", 2000) end
else
  redis.call("HSET", waiting, priority, now + wait + 50)
end
redis.call("PEXPIRE", bucket, 2000)
redis.call("PEXPIRE", waiting, 5000)
return wait
