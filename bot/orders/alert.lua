-- Begins or ends an alert, and writes its notice: in one step, so that it bears to be repeated after a lost answer.
-- ARGV: begins (1: it is raised, 0: it is over), kind:subject, now (ms), told again after (seconds)
local begins, id, now, again = unpack(ARGV)
local key = root .. ":alert:" .. id
if begins == "1" then
  if redis.call("SET", key, now, "NX", "EX", again) then schedule("notices", "alert:" .. id, now) end
elseif redis.call("DEL", key) == 1 then
  schedule("notices", "over:" .. id, now)
end
