-- Closes a chat after an update: what changed is kept, the update is done and the lock given back, all or nothing.
-- KEYS: the chat's root {chat:<id>}. ARGV: token, version (as it was entered), update id (empty: it is to come again), session (json; empty: as it was), session for (s), profile (json; empty: as it was; -: none), profile for (s), done for (s)
-- Result: 1, or 0 when another update has left the chat meanwhile: then only this update is done
local root = KEYS[1]
local token, version, update, session, session_ttl, profile, profile_ttl, done_ttl = unpack(ARGV)
if update ~= "" then redis.call("SET", root .. ":done:" .. update, 1, "EX", done_ttl) end
if redis.call("GET", root .. ":lock") == token then redis.call("DEL", root .. ":lock") end
if (redis.call("GET", root .. ":version") or "0") ~= version then return 0 end
redis.call("SET", root .. ":version", version + 1, "EX", profile_ttl)
if session ~= "" then redis.call("SET", root .. ":session", session, "EX", session_ttl) end
if profile == "-" then
  redis.call("DEL", root .. ":profile")
elseif profile ~= "" then
  redis.call("SET", root .. ":profile", profile, "EX", profile_ttl)
end
return 1
