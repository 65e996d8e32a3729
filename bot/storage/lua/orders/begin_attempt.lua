-- Claims one intent for an attempt and counts the attempt, before anything is sent.
-- fence: of the caller's claim; empty: claim it only if nobody has. new_fence is made by the caller, so that a command
-- repeated after a lost connection finds its own attempt.
-- @params id, fence, now, lease, new_fence
-- @return fence (empty: somebody else has the intent, or it has ended), the intent's hash, 1 if all confirmations are
--   stopped, how many restored ones are still to be looked up; {} for an unknown id
local key = intent_key(id)
if redis.call("HEXISTS", key, "record") == 0 then return {} end
local mine = ""
now = redis_time(now)
if redis.call("HGET", key, "state") == "prepared" then
  local held = redis.call("HGET", fences_key("intents"), id)
  local claimed_until = tonumber(redis.call("ZSCORE", queue_key("intents"), id) or "0")
  if held == new_fence then
    mine = new_fence
  elseif held == fence or not held or (fence == "" and claimed_until <= now) then
    mine = claim("intents", id, now + lease, new_fence)
    redis.call("HINCRBY", key, "attempts", 1)
  end
end
local unseen = redis.call("SCARD", unseen_key())
if unseen > 0 and redis.call("TTL", unseen_key()) == -1 then redis.call("EXPIRE", unseen_key(), ttl.unseen) end
return { mine, redis.call("HGETALL", key), redis.call("EXISTS", stopped_key()), unseen }
