-- Starts the next round of rows, so that each gets an intent and an idempotency key of its own.
-- rounds: for each row its number and the round that is over; a row in another round has been started by somebody else.
-- mode: one, all, or empty: unchanged. work_at empty: there is no work. The question whether to order again is closed.
-- @params id, mode, work_at, rounds...
-- @return how many rows were started
local key, started = batch_key(id), 0
for i = 1, #rounds, 2 do
  local field = "round:" .. rounds[i]
  if (redis.call("HGET", key, field) or "0") == rounds[i + 1] then
    redis.call("HINCRBY", key, field, 1)
    started = started + 1
  end
end
redis.call("HDEL", key, "again")
if started > 0 and mode ~= "" then redis.call("HSET", key, "mode", mode) end
if started > 0 and work_at ~= "" then schedule("batches", id, work_at) end
return started
