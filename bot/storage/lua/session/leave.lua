-- Closes a chat after an update: stores what changed, marks the update as done and frees the lock: all or nothing.
-- KEYS[1] is the chat's root.
-- @param token       of the update
-- @param version     as it was entered
-- @param update      update id; empty: it is to be delivered again
-- @param session     JSON; empty: unchanged
-- @param session_ttl seconds
-- @param profile     JSON; empty: unchanged; "-": delete it
-- @param profile_ttl seconds
-- @param done_ttl    seconds
-- @return 1, or 0 when another update has left the chat meanwhile: its changes stay, those of this one are dropped
if update ~= "" then redis.call("SET", done_key(update), 1, "EX", done_ttl) end
if redis.call("GET", lock_key()) == token then redis.call("DEL", lock_key()) end
if (redis.call("GET", version_key()) or "0") ~= version then return 0 end
redis.call("SET", version_key(), version + 1, "EX", profile_ttl)
if session ~= "" then redis.call("SET", session_key(), session, "EX", session_ttl) end
if profile == "-" then
  redis.call("DEL", profile_key())
elseif profile ~= "" then
  redis.call("SET", profile_key(), profile, "EX", profile_ttl)
end
return 1
