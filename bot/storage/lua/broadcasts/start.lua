-- Starts a broadcast that was composed, once: everybody who is not kept out becomes due.
-- ARGV: id, now (ms). Result: 1, or 0 when it was started before
local id, now = ARGV[1], ARGV[2]
local key = root .. ":broadcast:" .. id
if redis.call("HGET", key, "state") ~= "composed" then return 0 end
local total = 0
for _, chat in ipairs(redis.call("ZRANGE", root .. ":people", 0, -1)) do
  if redis.call("SISMEMBER", root .. ":blocked", chat) == 0 then
    redis.call("ZADD", due_key("broadcast"), now, id .. ":" .. chat)
    total = total + 1
  end
end
redis.call("HSET", key, "state", total > 0 and "sending" or "done", "total", total)
if total == 0 then schedule("notices", "broadcast:" .. id .. ":done", now) end
return 1
