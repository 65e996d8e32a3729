-- Lets a call through, or says how long to wait: at most `rate` calls in any `window`, urgent priorities first.
-- Low priorities may not have all calls; theirs are evenly spaced, so that a place is free at all times.
-- KEYS[1] is the root of the limit. window: ms. share: calls of the rate that are open to this priority. priority 0 is
-- the most urgent. kept_interval: ms after which a kept priority gets a call before all but the most urgent; empty: it
-- is not kept. reserve: calls that this priority leaves to the kept ones, while there are any. member: unique name of
-- the call. scope: see hold.lua.
-- @params now, window, rate, share, priority, kept_interval, reserve, member, scope
-- @return { ms to wait before asking again (0: go), status of the hold that makes it wait (0: none), 1 for a probe }
local PROBE_TIME = 35000 -- longer than any call: then the process of the probe has died, and another call probes
local PROBE_POLL = 500 -- ms until a call asks again that waits for the outcome of a probe
local KEPT_TIME = 10000 -- so long after their last call something is left to the kept priorities
now, window, rate = redis_time(now), tonumber(window), tonumber(rate)
share, priority = tonumber(share), tonumber(priority)

-- The holds of this call (hold.lua): how long they make it wait, the status of the longest, and their levels. When all
-- are over, the first call is the probe, and the others wait for its outcome.
local function check_holds()
  local longest, its_status, levels = 0, 0, {}
  for _, level in ipairs(hold_levels(scope)) do
    local fields = redis.call("HMGET", hold_key(), level .. ":until", level .. ":status", level .. ":probe_until")
    local ends_at, status, probe_until = tonumber(fields[1] or ""), tonumber(fields[2] or ""), tonumber(fields[3] or "0")
    if ends_at then
      if level == "" and scope ~= "" then -- a call that was itself refused for as long lets others be the probe
        local own_end = tonumber(redis.call("HGET", hold_key(), scope .. ":until") or "0")
        ends_at = math.max(ends_at, math.min(ends_at, own_end) + HELD_YIELD)
      end
      local wait = ends_at - now
      if wait <= 0 and probe_until > now then wait = PROBE_POLL end
      if wait > longest then longest, its_status = wait, status end
      levels[#levels + 1] = level
    end
  end
  return longest, its_status, levels
end

-- After an answer 429 there are fewer calls (hold.lua): each minute one more, until the rate is as set.
local function lower_rate()
  local lowered = redis.call("HMGET", hold_key(), "rate", "rate_since")
  if not lowered[1] then return end
  local missing = math.max(0, rate - lowered[1] - math.floor((now - lowered[2]) / 60000))
  local part = (rate - missing) / rate
  if kept_interval ~= "" then kept_interval = kept_interval / part end
  rate, share, reserve = rate - missing, math.max(1, share - missing), math.floor(reserve * part)
end

-- ms until the window has room for a call of this priority: until the call leaves that brings the number below its share.
local function wait_for_room()
  local used = redis.call("ZCARD", calls_key())
  if used < share then return 0 end
  local leaving = redis.call("ZRANGE", calls_key(), used - share, used - share, "WITHSCORES")
  return math.max(1, tonumber(leaving[2]) + window + 1 - now)
end

-- ms until the more urgent calls that were told to wait have had the time to ask again: they go first.
local function wait_for_urgent()
  local longest, turns = 0, redis.call("HGETALL", turns_key())
  for i = 1, #turns, 2 do
    if tonumber(turns[i]) < priority then longest = math.max(longest, tonumber(turns[i + 1]) - now) end
  end
  return longest
end

local held_for, held_by, held_levels = check_holds()
if held_for > 0 then return { held_for, held_by, 0 } end
redis.call("ZREMRANGEBYSCORE", calls_key(), "-inf", now - window)
if redis.call("ZCOUNT", calls_key(), now + 1, "+inf") > 0 then -- Redis' clock was set back
  redis.call("DEL", calls_key(), turns_key(), next_slot_key(), kept_calls_key())
end
lower_rate()

local slot = share < rate and tonumber(redis.call("GET", next_slot_key()) or "0") -- false: its calls are not spaced
local last_kept = tonumber(redis.call("ZRANGE", kept_calls_key(), -1, -1, "WITHSCORES")[2] or "0")
local until_kept = kept_interval ~= "" and last_kept + kept_interval - now -- false: this priority is not kept
if until_kept and until_kept <= 0 then
  priority, share, slot = 0, rate, false
elseif now - last_kept < KEPT_TIME then
  share = math.max(1, share - math.max(0, reserve - redis.call("ZCOUNT", kept_calls_key(), now - window, "+inf")))
end

local wait = math.max(wait_for_room(), slot and math.ceil(slot - now) or 0, wait_for_urgent())
if wait == 0 then
  redis.call("ZADD", calls_key(), now, member)
  -- A call that comes up to 100 ms late does not delay those that follow.
  if slot then redis.call("SET", next_slot_key(), math.max(slot, now - 100) + window / share, "PX", 2 * window) end
  if until_kept then
    redis.call("ZADD", kept_calls_key(), now, member)
    redis.call("ZREMRANGEBYSCORE", kept_calls_key(), "-inf", now - KEPT_TIME)
    redis.call("PEXPIRE", kept_calls_key(), KEPT_TIME)
  end
  for _, level in ipairs(held_levels) do redis.call("HSET", hold_key(), level .. ":probe_until", now + PROBE_TIME) end
else
  if until_kept and until_kept > 0 then wait = math.min(wait, until_kept) end
  redis.call("HSET", turns_key(), priority, now + wait + 50)
end
redis.call("PEXPIRE", calls_key(), 2 * window)
redis.call("PEXPIRE", turns_key(), window + 4000)
return { wait, 0, (wait == 0 and #held_levels > 0) and 1 or 0 }
