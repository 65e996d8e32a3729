-- Compares a page of the partner's list with what is known. Unchanged orders are checked at again_at, those that seem to
-- have expired now: the list may lag behind a payment. A claimed order is left to the check under way.
-- rows: for each order its id, rank and status.
-- @params now, again_at, rows...
-- @return the ids that have changed, and the ids that are not known here
local changed, unknown = {}, {}
for i = 1, #rows, 3 do
  local id, rank, status = rows[i], tonumber(rows[i + 1]), rows[i + 2]
  local known = redis.call("HMGET", order_key(id), "rank", "status")
  local claimed = redis.call("HEXISTS", fences_key("orders"), id) == 1
  if not known[1] then
    unknown[#unknown + 1] = id
  elseif claimed then -- nothing to do
  elseif rank > tonumber(known[1]) and status == "expired" then
    redis.call("ZADD", queue_key("orders"), now, id)
  elseif rank > tonumber(known[1]) then
    changed[#changed + 1] = id
  elseif status == known[2] then
    redis.call("ZADD", queue_key("orders"), "XX", "GT", again_at, id)
  end
end
return { changed, unknown }
