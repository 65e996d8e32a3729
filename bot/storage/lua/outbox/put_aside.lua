-- Keeps a notice whose chat has blocked the bot, until the chat unblocks it.
-- @param id         notice
-- @param fence      of the claim
-- @param chat       chat
-- @param again_at   ms of the next try, if the chat has unblocked the bot meanwhile
-- @param missed_ttl seconds that missed notices are kept
-- @return 1, or 0 when the fence is gone
if not holds("notices", id, fence) then return 0 end
if redis.call("EXISTS", returned_key(chat)) == 1 then
  finish("notices", id, again_at)
else
  finish("notices", id, "")
  redis.call("SADD", missed_key(chat), id)
  redis.call("EXPIRE", missed_key(chat), missed_ttl)
end
return 1
