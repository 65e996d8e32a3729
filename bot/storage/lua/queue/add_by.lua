-- Makes an id due at a time or earlier. A claimed id is due again: whoever works on it does not know the news.
-- @params queue, id, at
-- @return nothing
local due_at = redis.call("ZSCORE", queue_key(queue), id)
local claimed = redis.call("HEXISTS", fences_key(queue), id) == 1
if claimed or not due_at or tonumber(due_at) > tonumber(at) then schedule(queue, id, at) end
