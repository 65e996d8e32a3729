-- Something is over. ARGV: kind:subject, now (ms), tell (1: the admins hear of it, if they have heard of its beginning)
local id, now, tell = ARGV[1], ARGV[2], ARGV[3]
local alerts = root .. ":alerts:"
redis.call("ZREM", alerts .. "since", id)
redis.call("ZREM", alerts .. "rung", id)
if redis.call("ZREM", alerts .. "told", id) == 1 and tell == "1" then schedule("notices", "over:" .. id, now) end
