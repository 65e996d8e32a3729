-- Ends a claim. again_at empty: the id leaves the queue.
-- @params queue, id, fence, again_at
-- @return 1, or 0 when the fence is gone
if not holds(queue, id, fence) then return 0 end
finish(queue, id, again_at)
return 1
