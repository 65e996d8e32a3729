-- Moves a batch from one phase to the next, once. mode: one, all, or empty: unchanged. work_at empty: there is no work.
-- @params id, before, to, mode, work_at
-- @return 1, or 0 when the batch is in another phase
local key = batch_key(id)
if redis.call("HGET", key, "phase") ~= before then return 0 end
redis.call("HSET", key, "phase", to)
if mode ~= "" then redis.call("HSET", key, "mode", mode) end
if work_at ~= "" then schedule("batches", id, work_at) end
return 1
