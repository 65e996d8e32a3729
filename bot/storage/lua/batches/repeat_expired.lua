-- Begins rows of a batch anew: each gets its next round, and so an intent and a key of its own, unless it has begun by now.
-- ARGV: batch, work at (ms, or empty: nothing is to be done), then for each row: number, the round that is over
-- Result: how many begin anew
local id, at = ARGV[1], ARGV[2]
local key, begun = batch_key(id), 0
for i = 3, #ARGV, 2 do
  local field = "round:" .. ARGV[i]
  if (redis.call("HGET", key, field) or "0") == ARGV[i + 1] then
    redis.call("HINCRBY", key, field, 1)
    begun = begun + 1
  end
end
if begun > 0 and at ~= "" then schedule("batches", id, at) end
return begun
