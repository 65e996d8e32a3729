-- Makes a broadcast due for a page of the people whom the admins have not blocked, from those who wrote first to those
-- who wrote last. Nothing is sent before the last page: whoever writes meanwhile moves to a later page, and is one
-- member of the queue all the same. A stopped broadcast gets no more pages.
-- Fields: cursor: when the last person of the page before wrote; skip: how many of that very moment were in it.
-- @params id, now, limit
-- @return 1 while there are more pages
local key = broadcast_key(id)
local state, cursor, skip = unpack(redis.call("HMGET", key, "state", "cursor", "skip"))
if not cursor then return 0 end
local page, added = {}, 0
if state == "filling" then
  page = redis.call("ZRANGE", people_key(), cursor, "+inf", "BYSCORE", "LIMIT", skip, limit, "WITHSCORES")
end
for i = 1, #page, 2 do
  if redis.call("SISMEMBER", blocked_key(), page[i]) == 0 then
    added = added + redis.call("ZADD", queue_key("broadcast"), "NX", now, id .. ":" .. page[i])
  end
  if page[i + 1] == cursor then skip = skip + 1 else cursor, skip = page[i + 1], 1 end
end
local total = redis.call("HINCRBY", key, "added", added)
if #page > 0 then
  redis.call("HSET", key, "cursor", cursor, "skip", skip)
  return 1
end
redis.call("HDEL", key, "cursor", "skip", "added")
redis.call("HSET", key, "total", total)
if state == "filling" then redis.call("HSET", key, "state", "sending") end
end_broadcast(id, now)
return 0
