-- Starts the next round of rows, so that each gets an intent and an idempotency key of its own.
-- rounds: for each row its number and the round that is over; a row in another round has been started by somebody else.
-- work_at empty: there is no work.
-- @params id, work_at, rounds...
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
