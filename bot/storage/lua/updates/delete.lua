-- Deletes a stored update after it was handled.
-- @params id, fence
-- @return 1, or 0 when the fence is gone
if not holds("updates", id, fence) then return 0 end
finish("updates", id, "")
redis.call("DEL", update_key(id))
return 1
