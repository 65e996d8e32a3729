-- Triggers an alert (kind:subject): admins are told after `after` ms, and again each `repeat_after` ms (empty: never).
-- notify 0: the caller tells them, without a notice. max_subjects: of this kind so many are told in an hour; 0: all.
-- @params alert, now, after, repeat_after, notify, max_subjects
-- @return 1 when the admins are to be told now, else 0
now, repeat_after = redis_time(now), tonumber(repeat_after)
redis.call("ZADD", alerts_started_key(), "NX", now, alert)
redis.call("ZADD", alerts_triggered_key(), now, alert)
if now - tonumber(redis.call("ZSCORE", alerts_started_key(), alert)) < tonumber(after) then return 0 end
local notified = redis.call("ZSCORE", alerts_notified_key(), alert)
if not notified and tonumber(max_subjects) > 0 then
  local told, kind = 0, alert:match("^[^:]*:")
  for _, each in ipairs(redis.call("ZRANGEBYSCORE", alerts_notified_key(), now - 3600000, "+inf")) do
    if each:sub(1, #kind) == kind then told = told + 1 end
  end
  if told >= tonumber(max_subjects) then return 0 end
end
if not notified or (repeat_after and now - tonumber(notified) >= repeat_after) then
  redis.call("ZADD", alerts_notified_key(), now, alert)
  if notify == "1" then schedule("notices", "alert:" .. alert, now) end
  return 1
end
return 0
