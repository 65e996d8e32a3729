-- Something is going on: told to the admins when it has gone on for long enough, and again while it does.
-- ARGV: kind:subject, now (ms), tell after (ms), tell again after (ms; empty: never)
local id, now, after, again = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local alerts = root .. ":alerts:"
redis.call("ZADD", alerts .. "since", "NX", now, id)
redis.call("ZADD", alerts .. "rung", now, id)
if now - tonumber(redis.call("ZSCORE", alerts .. "since", id)) < after then return end
local told = redis.call("ZSCORE", alerts .. "told", id)
if not told or (again and now - tonumber(told) >= again) then
  redis.call("ZADD", alerts .. "told", now, id)
  schedule("notices", "alert:" .. id, now)
end
