-- Makes orders of a mark (at most `limit`), or these ids, debts again. One that has failed meanwhile is none.
-- @params chat, mark, limit, ids...
-- @return how many there were; how many were looked at
local count, key = 0, settled_key(chat)
if mark ~= "0" then ids = redis.call("ZRANGE", key, mark, mark, "BYSCORE", "LIMIT", 0, limit) end
for _, id in ipairs(ids) do
  if redis.call("ZREM", key, id) == 1 and redis.call("HEXISTS", order_key(id), "order") == 1 then
    redis.call("HDEL", order_key(id), "settled_at")
    if redis.call("ZSCORE", queue_key("orders"), id) or is_due(redis.call("HGET", order_key(id), "status")) then
      add_debt(chat, id, redis.call("ZSCORE", chat_orders_key(chat), id) or redis.call("HGET", order_key(id), "changed_at"))
    end
    count = count + 1
  end
end
return { count, #ids }
