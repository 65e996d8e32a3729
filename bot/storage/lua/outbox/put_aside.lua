-- Keeps a notice whose chat has blocked the bot. again_at: the next try, if the chat has unblocked the bot meanwhile.
-- @params id, fence, chat, again_at
-- @return 1, or 0 when the fence is gone
if not holds("notices", id, fence) then return 0 end
if redis.call("EXISTS", returned_key(chat)) == 1 then
  finish("notices", id, again_at)
else
  finish("notices", id, "")
  redis.call("SADD", missed_key(chat), id)
  redis.call("EXPIRE", missed_key(chat), ttl.missed)
end
return 1
