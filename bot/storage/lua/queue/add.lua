-- Makes an id due, and takes the claim of whoever works on it.
-- @params queue, id, at
-- @return nothing
schedule(queue, id, at)
