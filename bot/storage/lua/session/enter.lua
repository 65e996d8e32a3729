-- Opens a chat for one update: everything the update needs to know of it, in one round trip.
-- KEYS: the chat's root {chat:<id>}. ARGV: token, lock for (ms), update id, minute, impatient (1: go in beside whoever has the lock)
-- Result: "in" | "busy" | "done" (this update was handled before), session, profile, updates this minute, version, blocked (1: the admins keep the person out)
local root = KEYS[1]
local token, lock, update, minute, impatient = unpack(ARGV)
if redis.call("EXISTS", root .. ":done:" .. update) == 1 then return { "done" } end
if not redis.call("SET", root .. ":lock", token, "NX", "PX", lock) then
  if redis.call("GET", root .. ":lock") ~= token and impatient ~= "1" then return { "busy" } end
end
local rate = root .. ":rate:" .. minute
local count = redis.call("INCR", rate)
if count == 1 then redis.call("EXPIRE", rate, 120) end
return {
  "in",
  redis.call("GET", root .. ":session") or "",
  redis.call("GET", root .. ":profile") or "",
  count,
  redis.call("GET", root .. ":version") or "0",
  redis.call("EXISTS", root .. ":blocked"),
}
