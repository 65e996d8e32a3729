-- Stores an update that is being handled, so that Telegram need not keep it; the caller holds its claim.
-- fence: made by the caller. until_: ms when the claim ends. body: JSON. ttl: seconds.
-- @params id, fence, until_, limit, body, ttl
-- @return 1, or 0 when `limit` updates are stored
if redis.call("ZCARD", queue_key("updates")) >= tonumber(limit) then return 0 end
redis.call("HSET", update_key(id), "body", body)
redis.call("EXPIRE", update_key(id), ttl)
claim("updates", id, until_, fence)
return 1
