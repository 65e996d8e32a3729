-- Ends an alert (kind:subject). With notify 1 a notice tells the admins of the end, if they know of the beginning.
-- @params alert, now, notify
-- @return 1 when the admins know of the beginning, else 0
redis.call("ZREM", alerts_started_key(), alert)
redis.call("ZREM", alerts_triggered_key(), alert)
redis.call("ZREM", alerts_held_key(), alert)
local known = redis.call("ZREM", alerts_notified_key(), alert)
if known == 1 and notify == "1" then schedule("notices", "over:" .. alert, now) end
return known
