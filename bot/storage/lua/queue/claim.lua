-- Claims what is due, unless the set is held. ARGV: set, now (ms), limit, lease until (ms), process. Result: id, fence, id, fence, ...
local set, now, limit, lease, process = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local claims = {}
if redis.call("EXISTS", due_key(set) .. ":held") == 1 then return claims end
for _, id in ipairs(redis.call("ZRANGE", due_key(set), "-inf", now, "BYSCORE", "LIMIT", 0, limit)) do
  claims[#claims + 1] = id
  claims[#claims + 1] = take(set, id, lease, process .. ":" .. redis.call("INCR", root .. ":fence"))
end
return claims
