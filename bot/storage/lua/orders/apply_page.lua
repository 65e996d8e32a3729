-- Applies a page of the partner's list in one step, as far as nothing has changed.
-- ARGV: again (ms: the next single look at an unchanged order), then for each row: id, rank, status
-- Result: the ids that have changed, and the ids that are not watched here
local again = ARGV[1]
local changed, unknown = {}, {}
for i = 2, #ARGV, 3 do
  local id, rank, status = ARGV[i], tonumber(ARGV[i + 1]), ARGV[i + 2]
  local known = redis.call("HMGET", order_key(id), "rank", "status")
  if not known[1] then
    unknown[#unknown + 1] = id
  elseif rank > tonumber(known[1]) then
    changed[#changed + 1] = id
  elseif status == known[2] then
    redis.call("ZADD", due_key("orders"), "XX", "GT", again, id)
  end
end
return { changed, unknown }
