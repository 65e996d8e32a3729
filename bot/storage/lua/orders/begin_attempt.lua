-- Claims one intent for an attempt and counts the attempt, before anything is sent.
-- ARGV: id, fence (empty: take it if nobody holds it), now (ms), lease until (ms), new fence (the caller's own: asked again after a lost answer, it gives the same attempt)
-- Result: fence (empty: not yours now), then the intent's hash; nothing for an unknown id
local id, fence, now, lease, new = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local key = intent_key(id)
if redis.call("EXISTS", key) == 0 then return {} end
local mine = ""
if redis.call("HGET", key, "state") == "prepared" then
  local held = redis.call("HGET", fence_key("intents"), id)
  local until_ = tonumber(redis.call("ZSCORE", due_key("intents"), id) or "0")
  if held == new then
    mine = new
  elseif held == fence or not held or (fence == "" and until_ <= now) then
    mine = take("intents", id, lease, new)
    redis.call("HINCRBY", key, "attempts", 1)
  end
end
return { mine, redis.call("HGETALL", key) }
