-- Ends an alert (kind:subject). With notify 1 the admins hear of the end, if they have heard of the beginning.
-- @params alert, now, notify
-- @return nothing
redis.call("ZREM", alerts_started_key(), alert)
redis.call("ZREM", alerts_triggered_key(), alert)
if redis.call("ZREM", alerts_notified_key(), alert) == 1 and notify == "1" then schedule("notices", "over:" .. alert, now) end
