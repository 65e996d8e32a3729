-- Triggers an alert (kind:subject): admins are told after `after` ms, and again each `repeat_after` ms (empty: never).
-- notify 0: the caller tells them, without a notice.
-- @params alert, now, after, repeat_after, notify
-- @return 1 when the admins are to be told now, else 0
now, repeat_after = redis_time(now), tonumber(repeat_after)
redis.call("ZADD", alerts_started_key(), "NX", now, alert)
redis.call("ZADD", alerts_triggered_key(), now, alert)
if now - tonumber(redis.call("ZSCORE", alerts_started_key(), alert)) < tonumber(after) then return 0 end
local notified = redis.call("ZSCORE", alerts_notified_key(), alert)
if not notified or (repeat_after and now - tonumber(notified) >= repeat_after) then
  redis.call("ZADD", alerts_notified_key(), now, alert)
  if notify == "1" then schedule("notices", "alert:" .. alert, now) end
  return 1
end
return 0
