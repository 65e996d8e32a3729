-- Begins an attempt to turn an intent into an order (see common.lua).
-- @params id, fence, now, lease, new_fence
-- @return fence (empty: somebody else has the intent, or it has ended), the intent's hash, 1 if all confirmations are
--   stopped, how many restored ones are still to be looked up; {} for an unknown id
if redis.call("HEXISTS", intent_key(id), "record") == 0 then return {} end
return begin_attempt(id, fence, redis_time(now), lease, new_fence)
