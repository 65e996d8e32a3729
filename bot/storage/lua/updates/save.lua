-- Stores an update that is being handled, so that Telegram need not keep it; the caller holds its claim.
-- @param id     update id
-- @param fence  of the claim, made by the caller
-- @param until_ ms when the claim ends
-- @param limit  most updates that are stored
-- @param body   JSON
-- @param ttl    seconds
-- @return 1, or 0 when the limit is reached
if redis.call("ZCARD", queue_key("updates")) >= tonumber(limit) then return 0 end
redis.call("HSET", update_key(id), "body", body)
redis.call("EXPIRE", update_key(id), ttl)
claim("updates", id, until_, fence)
return 1
