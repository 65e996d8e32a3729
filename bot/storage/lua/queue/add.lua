-- Makes an id due, and takes the claim of whoever works on it.
-- @param queue name
-- @param id    id
-- @param at    ms
-- @return nothing
schedule(queue, id, at)
