-- Ends a claim.
-- @param queue    name
-- @param id       id
-- @param fence    of the claim; empty: the caller acts without a claim
-- @param again_at ms when the id is due again; empty: it leaves the queue
-- @return 1, or 0 when the fence is gone
if not holds(queue, id, fence) then return 0 end
finish(queue, id, again_at)
return 1
