-- Starts the next round of rows, so that each gets an intent and an idempotency key of its own.
-- A row whose round is another by now is skipped: somebody else has started it.
-- @param id      batch
-- @param work_at ms when a worker takes the batch up; empty: there is no work
-- @rest  rounds  for each row: its number, the round that is over
-- @return how many rows were started
local key, started = batch_key(id), 0
for i = 1, #rounds, 2 do
  local field = "round:" .. rounds[i]
  if (redis.call("HGET", key, field) or "0") == rounds[i + 1] then
    redis.call("HINCRBY", key, field, 1)
    started = started + 1
  end
end
if started > 0 and work_at ~= "" then schedule("batches", id, work_at) end
return started
