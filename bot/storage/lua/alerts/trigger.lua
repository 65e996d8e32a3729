-- Triggers an alert (kind:subject): admins are told after `after` ms, and again each `repeat_after` ms (empty: never).
-- @params alert, now, after, repeat_after
-- @return nothing
now, repeat_after = redis_time(now), tonumber(repeat_after)
redis.call("ZADD", alerts_started_key(), "NX", now, alert)
redis.call("ZADD", alerts_triggered_key(), now, alert)
if now - tonumber(redis.call("ZSCORE", alerts_started_key(), alert)) < tonumber(after) then return end
local notified = redis.call("ZSCORE", alerts_notified_key(), alert)
if not notified or (repeat_after and now - tonumber(notified) >= repeat_after) then
  redis.call("ZADD", alerts_notified_key(), now, alert)
  schedule("notices", "alert:" .. alert, now)
end
