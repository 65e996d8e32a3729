-- Closes a chat after an update: stores what changed, marks the update as done and frees the lock: all or nothing.
-- version: as it was entered. update empty: it is to be delivered again. session and profile: JSON; empty: unchanged;
-- profile "-": delete it.
-- @params token, version, update, session, session_ttl, profile, profile_ttl, done_ttl
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
