-- Lets a call through, or says how long to wait: at most `rate` calls in any `window`, urgent priorities first.
-- Low priorities may not have all calls; theirs are evenly spaced, so that a place is free at all times.
-- KEYS[1] is the root of the limit. window: ms. share: calls of the rate that are open to this priority. priority 0 is
-- the most urgent. member: unique name of the call.
-- @params now, window, rate, share, priority, member
-- @return 0: go; else ms to wait before asking again
now, window, rate = redis_time(now), tonumber(window), tonumber(rate)
share, priority = tonumber(share), tonumber(priority)
redis.call("ZREMRANGEBYSCORE", calls_key(), "-inf", now - window)
local used = redis.call("ZCARD", calls_key())
local wait = 0
if used >= share then
  -- The call whose leaving brings the number below this priority's share makes room.
  local leaving = redis.call("ZRANGE", calls_key(), used - share, used - share, "WITHSCORES")
  wait = math.max(1, tonumber(leaving[2]) + window + 1 - now)
end
local slot = nil
if share < rate then
  slot = tonumber(redis.call("GET", next_slot_key()) or "0")
  wait = math.max(wait, math.ceil(slot - now))
end
-- A more urgent call that was told to wait goes first. There may be several, so its mark stays until all had the time
-- to ask again.
local urgent = redis.call("HGETALL", waiting_key())
for i = 1, #urgent, 2 do
  if tonumber(urgent[i]) < priority and tonumber(urgent[i + 1]) > now then
    wait = math.max(wait, tonumber(urgent[i + 1]) - now)
  end
end
if wait == 0 then
  redis.call("ZADD", calls_key(), now, member)
  -- A call that comes up to 100 ms late does not delay those that follow.
  if slot then redis.call("SET", next_slot_key(), math.max(slot, now - 100) + window / share, "PX", 2 * window) end
else
  redis.call("HSET", waiting_key(), priority, now + wait + 50)
end
redis.call("PEXPIRE", calls_key(), 2 * window)
redis.call("PEXPIRE", waiting_key(), window + 4000)
return wait
