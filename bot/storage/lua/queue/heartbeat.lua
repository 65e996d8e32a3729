-- Marks a process as alive, and makes due what is claimed by processes without a heartbeat.
-- @params process, now, queues...
-- @return how many claims were taken from dead processes
local lives = { [process] = true }
redis.call("SET", alive_key(process), 1, "EX", ttl.alive)
local freed = 0
-- Redis' clock may be set back, or a fail-over leads to a machine whose clock is behind: what is stored would be in the
-- future. So the bot's clock goes on from where it was, and runs a tenth slower until Redis' clock has caught up.
if now == "" then
  local at, ahead = tonumber(redis.call("HGET", clock_key(), "at") or "0"), redis.call("HGET", clock_key(), "ahead") or 0
  now = redis_time(now)
  local slower = math.max(math.ceil(ahead - (now - at) / 10), at - now + ahead, 0)
  now = now - ahead + slower
  redis.call("HSET", clock_key(), "at", now, "ahead", slower)
end
for _, queue in ipairs(queues) do
  local claims = redis.call("HGETALL", fences_key(queue))
  for c = 1, #claims, 2 do
    local owner = string.match(claims[c + 1], "^(%x+):") or ""
    if lives[owner] == nil then lives[owner] = redis.call("EXISTS", alive_key(owner)) == 1 end
    if not lives[owner] then
      schedule(queue, claims[c], now)
      freed = freed + 1
    end
  end
end
return freed
