-- Puts a notice aside whose chat has blocked the bot, until it is back.
-- ARGV: id, fence, chat, due again at (ms; if it is back already), keep for (seconds)
-- Result: 1, or 0 when the fence is gone
local id, fence, chat, at, keep = unpack(ARGV)
if not holds("notices", id, fence) then return 0 end
if redis.call("EXISTS", back_key(chat)) == 1 then
  finish("notices", id, at)
else
  finish("notices", id, "")
  redis.call("SADD", aside_key(chat), id)
  redis.call("EXPIRE", aside_key(chat), keep)
end
return 1
