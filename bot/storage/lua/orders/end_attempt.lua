-- Ends an attempt that decided nothing. clean 1: the attempt is known to have made no order.
-- @params id, fence, again_at, clean, reason
-- @return 1, or 0 when the fence is gone
if not holds("intents", id, fence) then return 0 end
if clean == "1" then redis.call("HINCRBY", intent_key(id), "clean", 1) end
redis.call("HSET", intent_key(id), "reason", reason)
finish("intents", id, again_at)
return 1
