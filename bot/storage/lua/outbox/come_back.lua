-- A chat has unblocked the bot: notices that it has missed are due, at most `limit` a call.
-- The chat stays marked for a minute, for a notice that met the block and is being put aside at this moment.
-- @params chat, now, limit
-- @return how many notices are due
redis.call("SET", returned_key(chat), 1, "EX", ttl.returned)
local missed = redis.call("SPOP", missed_key(chat), limit)
for _, id in ipairs(missed) do schedule("notices", id, now) end
return #missed
