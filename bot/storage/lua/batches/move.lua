-- Moves a batch from one phase to the next, once.
-- @param id      batch
-- @param before   phase
-- @param to      phase
-- @param mode    one or all; empty: as it was
-- @param work_at ms when a worker takes the batch up; empty: there is no work
-- @return 1, or 0 when the batch is in another phase
local key = batch_key(id)
if redis.call("HGET", key, "phase") ~= before then return 0 end
redis.call("HSET", key, "phase", to)
if mode ~= "" then redis.call("HSET", key, "mode", mode) end
if work_at ~= "" then schedule("batches", id, work_at) end
return 1
