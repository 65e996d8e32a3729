-- Moves a batch from one phase to the next, once, and makes it due for what is to be done there.
-- ARGV: batch, from, to, mode (one | all, or empty: as it was), work at (ms, or empty: nothing is to be done)
-- Result: 1, or 0 when it is not in that phase (any more)
local id, from, to, mode, at = unpack(ARGV)
local key = batch_key(id)
if redis.call("HGET", key, "phase") ~= from then return 0 end
redis.call("HSET", key, "phase", to)
if mode ~= "" then redis.call("HSET", key, "mode", mode) end
if at ~= "" then schedule("batches", id, at) end
return 1
