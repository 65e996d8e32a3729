-- Starts a composed broadcast, once. The first member of its queue is no chat: whoever claims it calls `fill.lua`.
-- @params id, now
-- @return 1, or 0 when it was started before
local key = broadcast_key(id)
if redis.call("HGET", key, "state") ~= "composed" then return 0 end
redis.call("HSET", key, "state", "filling", "total", redis.call("ZCARD", people_key()), "added", 0, "cursor", "-inf", "skip", 0)
schedule("broadcast", id .. ":fill", now)
return 1
