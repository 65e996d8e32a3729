-- Says that a process lives, and makes due what is claimed by those that do not.
-- ARGV: process, silent for (ms: then it is dead), now (ms), then the names of the due sets
-- Result: how many claims were taken from the dead
local me, silent, now = ARGV[1], ARGV[2], ARGV[3]
local lives = { [me] = true }
redis.call("SET", root .. ":alive:" .. me, 1, "PX", silent)
local freed = 0
for i = 4, #ARGV do
  local claims = redis.call("HGETALL", fence_key(ARGV[i]))
  for c = 1, #claims, 2 do
    local owner = string.match(claims[c + 1], "^(%x+):") or ""
    if lives[owner] == nil then lives[owner] = redis.call("EXISTS", root .. ":alive:" .. owner) == 1 end
    if not lives[owner] then
      schedule(ARGV[i], claims[c], now)
      freed = freed + 1
    end
  end
end
return freed
