-- Lets a call through, or says how long to wait: at most `rate` calls in any `window`, urgent priorities first.
-- Low priorities may not have all calls; theirs are evenly spaced, so that a place is free at all times.
-- KEYS[1] is the root of the limit. window: ms. share: calls of the rate that are open to this priority. priority 0 is
-- the most urgent. kept_interval: ms after which a kept priority gets a call before all but the most urgent; empty: it
-- is not kept. reserve: calls that this priority leaves to the kept ones, while there are any. member: unique name of
-- the call. scope: see hold.lua.
-- @params now, window, rate, share, priority, kept_interval, reserve, member, scope
-- @return { ms to wait before asking again (0: go), status of the hold that makes it wait (0: none), 1 for a probe }
local PROBE_TIME = 35000 -- longer than any call: then the process of the probe has died, and another call probes
local PROBE_POLL = 500
local KEPT_TIME = 10000 -- so long after their last call something is left to the kept priorities
now, window, rate = redis_time(now), tonumber(window), tonumber(rate)
share, priority = tonumber(share), tonumber(priority)
local probed, held_for, held_by = {}, 0, 0
for _, each in ipairs(hold_levels(scope)) do
  local held = redis.call("HMGET", hold_key(), each .. ":until", each .. ":status", each .. ":probe_until")
  if held[1] then
    local refused_till = each == "" and scope ~= "" and redis.call("HGET", hold_key(), scope .. ":until") or 0
    local wait = math.max(held[1], math.min(held[1], refused_till) + HELD_YIELD) - now
    if wait <= 0 and tonumber(held[3] or "0") > now then wait = PROBE_POLL end
    if wait > held_for then held_for, held_by = wait, tonumber(held[2]) end
    probed[#probed + 1] = each
  end
end
if held_for > 0 then return { held_for, held_by, 0 } end
redis.call("ZREMRANGEBYSCORE", calls_key(), "-inf", now - window)
if redis.call("ZCOUNT", calls_key(), now + 1, "+inf") > 0 then -- Redis' clock was set back
  redis.call("DEL", calls_key(), turns_key(), next_slot_key(), kept_calls_key())
end
local lowered = redis.call("HMGET", hold_key(), "rate", "rate_since")
if lowered[1] then -- see hold.lua
  local less = math.max(0, rate - lowered[1] - math.floor((now - lowered[2]) / 60000))
  local part = (rate - less) / rate
  if kept_interval ~= "" then kept_interval = kept_interval / part end
  rate, share, reserve = rate - less, math.max(1, share - less), math.floor(reserve * part)
end
local slot = share < rate and tonumber(redis.call("GET", next_slot_key()) or "0")
local last_kept = tonumber(redis.call("ZRANGE", kept_calls_key(), -1, -1, "WITHSCORES")[2] or "0")
local until_kept = kept_interval ~= "" and last_kept + kept_interval - now
if until_kept and until_kept <= 0 then
  priority, share, slot = 0, rate, false
elseif now - last_kept < KEPT_TIME then
  share = math.max(1, share - math.max(0, reserve - redis.call("ZCOUNT", kept_calls_key(), now - window, "+inf")))
end
local used = redis.call("ZCARD", calls_key())
local wait = 0
if used >= share then
  -- The call whose leaving brings the number below this priority's share makes room.
  local leaving = redis.call("ZRANGE", calls_key(), used - share, used - share, "WITHSCORES")
  wait = math.max(1, tonumber(leaving[2]) + window + 1 - now)
end
if slot then wait = math.max(wait, math.ceil(slot - now)) end
-- A more urgent call that was told to wait goes first. There may be several, so its mark stays until all had the time
-- to ask again.
local urgent = redis.call("HGETALL", turns_key())
for i = 1, #urgent, 2 do
  if tonumber(urgent[i]) < priority and tonumber(urgent[i + 1]) > now then
    wait = math.max(wait, tonumber(urgent[i + 1]) - now)
  end
end
if wait == 0 then
  redis.call("ZADD", calls_key(), now, member)
  -- A call that comes up to 100 ms late does not delay those that follow.
  if slot then redis.call("SET", next_slot_key(), math.max(slot, now - 100) + window / share, "PX", 2 * window) end
  if until_kept then
    redis.call("ZADD", kept_calls_key(), now, member)
    redis.call("ZREMRANGEBYSCORE", kept_calls_key(), "-inf", now - KEPT_TIME)
    redis.call("PEXPIRE", kept_calls_key(), KEPT_TIME)
  end
  for _, each in ipairs(probed) do redis.call("HSET", hold_key(), each .. ":probe_until", now + PROBE_TIME) end
else
  if until_kept and until_kept > 0 then wait = math.min(wait, until_kept) end
  redis.call("HSET", turns_key(), priority, now + wait + 50)
end
redis.call("PEXPIRE", calls_key(), 2 * window)
redis.call("PEXPIRE", turns_key(), window + 4000)
return { wait, 0, (wait == 0 and #probed > 0) and 1 or 0 }
