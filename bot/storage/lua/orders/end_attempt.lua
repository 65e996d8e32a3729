-- Ends an attempt that decided nothing. ARGV: id, fence, again (ms), clean (1: it is known to have made no order), reason
-- Result: 1, or 0 when the fence is gone
local id, fence, again, clean, reason = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if not holds("intents", id, fence) then return 0 end
if clean == "1" then redis.call("HINCRBY", intent_key(id), "clean", 1) end
redis.call("HSET", intent_key(id), "reason", reason)
finish("intents", id, again)
return 1
