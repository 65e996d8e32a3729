-- Stops calls for so many ms, or ends that after a probe (ms 0). Several answers may hold: the longest counts.
-- KEYS[1] is the root of the limit. status: of the answer that asked for it. is_probe 1: the call was the probe, whose
-- outcome replaces what was known. scope empty: all calls are held. Else only those of that scope ("group/member"): what is
-- told to one order, one recipient or a minor endpoint must not stop the shop. The others of its group then probe one by
-- one, with longer and longer pauses, until one succeeds. After a 429, which may concern the whole key, and after a probe
-- that the scope spoilt, one call of another scope probes at once. lowers_rate 1: from now on a window has one call fewer
-- than the last one had; take.lua adds one call a minute until the rate is as set.
-- @params now, window, status, ms, is_probe, scope, lowers_rate
-- @return nothing
local MAX_FIELDS = 300 -- three for each scope, and each order is one
local FIRST_PAUSE, MAX_PAUSE = 2000, 30000 -- of a group after its second refusal, and at most
now = redis_time(now)
local function get(field) return tonumber(redis.call("HGET", hold_key(), field) or "0") end
local function set_hold(each, till)
  if get(each .. ":until") >= till then return end
  redis.call("HSET", hold_key(), each .. ":until", till, each .. ":status", status)
  redis.call("EXPIRE", hold_key(), ttl.hold)
end
local till, levels = now + tonumber(ms), hold_levels(scope)
for _, each in ipairs(is_probe == "1" and levels or {}) do
  if get(each .. ":until") <= now then
    redis.call("HDEL", hold_key(), each .. ":until", each .. ":status", each .. ":probe_until")
    if till <= now then redis.call("HDEL", hold_key(), each .. ":refusals") end
  end
end
if till > now then
  if redis.call("HLEN", hold_key()) > MAX_FIELDS then redis.call("DEL", hold_key()) end
  set_hold(scope, till)
  local made = lowers_rate == "1" and redis.call("ZCOUNT", calls_key(), now - window, "+inf") or 0
  if made > 1 then redis.call("HSET", hold_key(), "rate", made - 1, "rate_since", now) end
  local group = levels[3] and levels[2]
  if group and get(group .. ":until") == 0 then
    local refusals = redis.call("HINCRBY", hold_key(), group .. ":refusals", 1)
    local pause = refusals == 1 and 0 or math.min(ms, MAX_PAUSE, FIRST_PAUSE * 2 ^ (refusals - 2))
    set_hold(group, now + pause)
  end
  if scope ~= "" and (status == "429" or is_probe == "1") then set_hold("", now - HELD_YIELD) end
end
