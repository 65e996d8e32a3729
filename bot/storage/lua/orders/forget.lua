-- Deletes a chat's orders that can no longer change; a watched one stays, since money can still move.
-- The chat gets no broadcast until it writes again.
-- Their ids stay for 8 days, longer than the partner's list is looked through, so that they are not adopted again.
-- @params chat, now
-- @return how many orders stay
local stay = 0
redis.call("ZREMRANGEBYSCORE", forgotten_key(), "-inf", now - 8 * 86400000)
-- Batches first: a row whose intent is deleted must not be ordered again.
for _, id in ipairs(redis.call("ZRANGE", chat_batches_key(chat), 0, -1)) do
  redis.call("DEL", batch_key(id))
  finish("batches", id, "")
end
redis.call("DEL", chat_batches_key(chat))
for _, id in ipairs(redis.call("ZRANGE", chat_orders_key(chat), 0, -1)) do
  if redis.call("ZSCORE", queue_key("orders"), id) then
    stay = stay + 1
  else
    local intent = redis.call("HGET", order_key(id), "intent_id")
    if intent and intent ~= "" then redis.call("DEL", intent_key(intent)) end
    redis.call("DEL", order_key(id), cards_key(id), history_key(id))
    redis.call("ZADD", forgotten_key(), now, id)
    redis.call("ZREM", chat_orders_key(chat), id)
    redis.call("ZREM", missing_key(), id)
  end
end
redis.call("EXPIRE", forgotten_key(), 8 * 86400)
redis.call("ZREM", people_key(), chat)
return stay
