-- A chat has unblocked the bot: the notices that it has missed are due.
-- The chat stays marked for a minute, for a notice that met the block and is being put aside at this moment.
-- @params chat, now
-- @return how many notices it has missed
local missed = redis.call("SMEMBERS", missed_key(chat))
for _, id in ipairs(missed) do schedule("notices", id, now) end
redis.call("DEL", missed_key(chat))
redis.call("SET", returned_key(chat), 1, "EX", 60)
return #missed
