-- Triggers an alert (kind:subject): admins are told after `after` ms, and again each `repeat_after` ms (empty: never).
-- notify 0: the caller tells them, without a notice. max_subjects: of this kind so many are told in an hour, and then one
-- notice `more:<kind>:` for all others; 0: all are told.
-- @params alert, now, after, repeat_after, notify, max_subjects
-- @return 1 when the admins are to be told now, else 0
local MAX_HELD = 10000
now, repeat_after, max_subjects = redis_time(now), tonumber(repeat_after), tonumber(max_subjects)
redis.call("ZADD", alerts_started_key(), "NX", now, alert)
redis.call("ZADD", alerts_triggered_key(), now, alert)
if now - tonumber(redis.call("ZSCORE", alerts_started_key(), alert)) < tonumber(after) then return 0 end
local notified = redis.call("ZSCORE", alerts_notified_key(), alert)
if notified and not (repeat_after and now - tonumber(notified) >= repeat_after) then return 0 end
local told, oldest, kind = 0, now, alert:match("^[^:]*:")
if max_subjects > 0 then
  local recent = redis.call("ZRANGEBYSCORE", alerts_notified_key(), now - HOUR, "+inf", "WITHSCORES")
  for i = #recent - 1, 1, -2 do
    if recent[i]:sub(1, #kind) == kind then told, oldest = told + 1, tonumber(recent[i + 1]) end
  end
end
if max_subjects > 0 and told >= max_subjects then
  redis.call("ZADD", alerts_held_key(), "NX", now, alert)
  redis.call("ZREMRANGEBYRANK", alerts_held_key(), 0, -1 - MAX_HELD)
  if not redis.call("ZSCORE", queue_key("notices"), "more:" .. kind) then
    schedule("notices", "more:" .. kind, oldest + HOUR)
  end
  return 0
end
redis.call("ZADD", alerts_notified_key(), now, alert)
redis.call("ZREM", alerts_held_key(), alert)
if notify == "1" then schedule("notices", "alert:" .. alert, now) end
return 1
