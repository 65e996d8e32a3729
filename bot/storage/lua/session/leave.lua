-- Closes a chat after an update: stores what changed, marks the update as done and frees the lock: all or nothing.
-- version: as it was entered. update empty: it is to be delivered again. session and profile: JSON; empty: unchanged;
-- profile "-": delete it. newest: id of the newest message that the update has seen or sent.
-- @params token, version, update, session, profile, newest
-- @return 1, or 0 when another update has left the chat meanwhile: its changes stay, those of this one are dropped
if update ~= "" then redis.call("SET", done_key(update), 1, "EX", ttl.done) end
if redis.call("GET", lock_key()) == token then redis.call("DEL", lock_key()) end
if tonumber(newest) > tonumber(redis.call("GET", newest_key()) or "0") then
  redis.call("SET", newest_key(), newest, "EX", ttl.newest)
end
if (redis.call("GET", version_key()) or "0") ~= version then return 0 end
redis.call("SET", version_key(), version + 1, "EX", ttl.version)
if session ~= "" then redis.call("SET", session_key(), session, "EX", ttl.session) end
if profile == "-" then
  redis.call("DEL", profile_key())
elseif profile ~= "" then
  redis.call("SET", profile_key(), profile, "EX", ttl.profile)
end
return 1
