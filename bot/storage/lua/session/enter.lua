-- Opens a chat for one update: everything that the update needs to know of the chat, in one round trip.
-- token and update are the update's; minute: minutes since 1970; impatient 1: go on without the lock.
-- @params token, update, minute, impatient
-- @return {"done"} (the update was handled before), {"busy"} (another update has the lock), or {"in", session, profile,
--   updates this minute, version, 1 when the admins have blocked the person, 1 when notices wait until the chat comes
--   back, id of the newest message}
if redis.call("EXISTS", done_key(update)) == 1 then return { "done" } end
drop_lasting(lock_key(), ttl.lock)
if not redis.call("SET", lock_key(), token, "NX", "EX", ttl.lock) then
  if redis.call("GET", lock_key()) ~= token and impatient ~= "1" then return { "busy" } end
end
redis.call("EXPIRE", version_key(), ttl.version) -- longer than any handler runs
redis.call("EXPIRE", newest_key(), ttl.newest)
local count = redis.call("INCR", minute_key(minute))
if count == 1 then redis.call("EXPIRE", minute_key(minute), ttl.minute) end
return {
  "in",
  redis.call("GET", session_key()) or "",
  redis.call("GET", profile_key()) or "",
  count,
  redis.call("GET", version_key()) or "0",
  redis.call("EXISTS", chat_blocked_key()),
  redis.call("EXISTS", has_missed_key()),
  redis.call("GET", newest_key()) or 0,
}
