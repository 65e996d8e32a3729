-- Ends an alert (kind:subject). With notify 1 a notice tells the admins of the end, if they know of the beginning.
-- quiet: ms that must have passed since it was last triggered. now empty: Redis' own time.
-- @params alert, now, notify, quiet
-- @return 1 when the admins know of the beginning, else 0; -1 when it was triggered a moment ago, and goes on
now = redis_time(now)
local triggered = tonumber(redis.call("ZSCORE", alerts_triggered_key(), alert) or "0")
if tonumber(quiet) > 0 and now - triggered < tonumber(quiet) then return -1 end
redis.call("ZREM", alerts_started_key(), alert)
redis.call("ZREM", alerts_triggered_key(), alert)
redis.call("ZREM", alerts_held_key(), alert)
local known = redis.call("ZREM", alerts_notified_key(), alert)
if known == 1 and notify == "1" then schedule("notices", "over:" .. alert, now) end
return known
