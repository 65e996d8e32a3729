-- A chat that had blocked the bot is back: what it has missed is due. It stays marked for a minute, for a notice that met the block and is just being put aside.
-- ARGV: chat, now (ms)
-- Result: how many it has missed
local chat, now = ARGV[1], ARGV[2]
local missed = redis.call("SMEMBERS", aside_key(chat))
for _, id in ipairs(missed) do schedule("notices", id, now) end
redis.call("DEL", aside_key(chat))
redis.call("SET", back_key(chat), 1, "EX", 60)
return #missed
