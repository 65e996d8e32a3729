-- Stops all calls for so many ms, or ends that after a probe (ms 0). Several answers may hold: the longest counts.
-- KEYS[1] is the root of the limit. status: of the answer that asked for it. is_probe 1: the call was the probe, whose
-- outcome replaces what was known.
-- @params now, status, ms, is_probe
-- @return nothing
local HOUR = 3600000
now = redis_time(now)
local till = now + tonumber(ms)
if is_probe == "1" then
  redis.call("DEL", hold_key())
elseif tonumber(redis.call("HGET", hold_key(), "until") or "0") >= till then
  return
end
if till > now then
  redis.call("HSET", hold_key(), "until", till, "status", status)
  redis.call("PEXPIRE", hold_key(), tonumber(ms) + HOUR)
end
