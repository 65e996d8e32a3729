-- Stores an update that is being handled, so that Telegram need not keep it; the caller holds its claim.
-- fence: made by the caller. until_: ms when the claim ends. body: JSON.
-- @params id, fence, until_, limit, body
-- @return 1, or 0 when `limit` updates are stored
if redis.call("ZCARD", queue_key("updates")) >= tonumber(limit) then return 0 end
set_with_ttl(update_key(id), ttl.update, "body", body)
claim("updates", id, until_, fence)
return 1
