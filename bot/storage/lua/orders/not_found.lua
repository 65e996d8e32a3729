-- Stores that the partner does not show a watched order (404).
-- now empty: Redis' own time. tell 1: the chat is told, once.
-- @params id, now, tell
-- @return since when, in ms; how many orders are missing; when an order was last found, in ms
now = redis_time(now)
local status = redis.call("HGET", order_key(id), "status")
trim(missing_key(), now, ttl.missing)
redis.call("ZADD", missing_key(), "NX", now, id)
if tell == "1" and status and redis.call("HSETNX", order_key(id), "missing", 1) == 1 then
  tell_chat(id, status, now)
end
return {
  redis.call("ZSCORE", missing_key(), id),
  redis.call("ZCARD", missing_key()),
  redis.call("GET", found_key()) or "0",
}
