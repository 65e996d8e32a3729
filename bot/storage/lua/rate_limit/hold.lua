-- Stops calls for so many ms, because an answer has asked for it; ms 0 after a probe: it found that calls are answered.
-- KEYS[1] is the root of the limit. scope: what the answer was about, "group/member", such as the creates for one
-- recipient; empty: all calls. What is told to one member, or to a minor endpoint, must not stop the shop: so only that
-- scope is held, and the others of its group then probe one by one, with longer and longer pauses, until one succeeds.
-- status: of the answer, 429 or 503. is_probe 1: the call was the first after a hold, and its outcome replaces what was
-- known. lowers_rate 1: from now on a window has one call fewer than the last one had (take.lua raises that again).
-- @params now, window, status, ms, is_probe, scope, lowers_rate
-- @return nothing
local MAX_FIELDS = 300 -- of the hash: three for each scope, and each order is one
local FIRST_PAUSE, MAX_PAUSE = 2000, 30000 -- of a group after its second refusal, and at most
now = redis_time(now)
local ends_at, levels = now + tonumber(ms), hold_levels(scope)

local function end_of(level) return tonumber(redis.call("HGET", hold_key(), level .. ":until") or "0") end

-- Several answers may hold a level: the longest counts.
local function hold(level, till)
  if end_of(level) >= till then return end
  redis.call("HSET", hold_key(), level .. ":until", till, level .. ":status", status)
  redis.call("EXPIRE", hold_key(), ttl.hold)
end

if is_probe == "1" then
  for _, level in ipairs(levels) do
    if end_of(level) <= now then
      redis.call("HDEL", hold_key(), level .. ":until", level .. ":status", level .. ":probe_until")
      if ends_at <= now then redis.call("HDEL", hold_key(), level .. ":refusals") end
    end
  end
end
if ends_at <= now then return end

if redis.call("HLEN", hold_key()) > MAX_FIELDS then redis.call("DEL", hold_key()) end
hold(scope, ends_at)
local calls = lowers_rate == "1" and redis.call("ZCOUNT", calls_key(), now - window, "+inf") or 0
if calls > 1 then redis.call("HSET", hold_key(), "rate", calls - 1, "rate_since", now) end
local group = levels[3] and levels[2]
if group and end_of(group) == 0 then
  local refusals = redis.call("HINCRBY", hold_key(), group .. ":refusals", 1)
  local pause = refusals == 1 and 0 or math.min(ms, MAX_PAUSE, FIRST_PAUSE * 2 ^ (refusals - 2))
  hold(group, now + pause)
end
-- A 429 may concern the whole key, and after a probe nobody knows whether the others are answered: one call of another
-- scope probes at once.
if scope ~= "" and (status == "429" or is_probe == "1") then hold("", now - HELD_YIELD) end
