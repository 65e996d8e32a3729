-- Stops calls for so many ms, or ends that after a probe (ms 0). Several answers may hold: the longest counts.
-- KEYS[1] is the root of the limit. status: of the answer that asked for it. is_probe 1: the call was the probe, whose
-- outcome replaces what was known. scope empty: all calls are held. Else only those of that scope: what a minor endpoint
-- says must not stop the orders. After its 429, which concerns the whole key, and after a probe that it spoilt, one call of
-- another scope probes at once.
-- @params now, status, ms, is_probe, scope
-- @return nothing
local MAX_FIELDS = 300 -- three for each scope, and each order is one
now = redis_time(now)
local function set_hold(each, till)
  if tonumber(redis.call("HGET", hold_key(), each .. ":until") or "0") >= till then return end
  redis.call("HSET", hold_key(), each .. ":until", till, each .. ":status", status)
  redis.call("EXPIRE", hold_key(), ttl.hold)
end
local till = now + tonumber(ms)
for _, each in ipairs(is_probe == "1" and { "", scope } or {}) do
  if tonumber(redis.call("HGET", hold_key(), each .. ":until") or "0") <= now then
    redis.call("HDEL", hold_key(), each .. ":until", each .. ":status", each .. ":probe_until")
  end
end
if till > now then
  if redis.call("HLEN", hold_key()) > MAX_FIELDS then redis.call("DEL", hold_key()) end
  set_hold(scope, till)
  if scope ~= "" and (status == "429" or is_probe == "1") then set_hold("", now) end
end
