-- Deletes orders of a chat that can no longer change; a watched one stays, since money can still move. Of a deleted order
-- only the id stays for some days: the partner's list would bring the order back, and its chat would be told once more.
-- The chat gets no broadcast until it writes again.
-- offset: how many of the chat's orders stay so far. limit: how many orders are looked at.
-- @params chat, now, offset, limit
-- @return how many orders stay so far; 1 if there may be more to look at
local stay = tonumber(offset)
trim(forgotten_key(), now, ttl.forgotten)
-- Batches first: a row whose intent is deleted must not be ordered again.
for _, id in ipairs(redis.call("ZRANGE", chat_batches_key(chat), 0, -1)) do
  redis.call("DEL", batch_key(id))
  finish("batches", id, "")
end
redis.call("DEL", chat_batches_key(chat), settled_key(chat))
for _, id in ipairs(redis.call("HKEYS", open_intents_key(chat))) do redis.call("HDEL", intent_key(id), "recipient_name") end
local debts = redis.call("ZRANGE", debts_key(chat), 0, limit - 1)
for _, id in ipairs(debts) do drop_debt(chat, id) end
local orders = redis.call("ZRANGE", chat_orders_key(chat), stay, stay + limit - 1)
for _, id in ipairs(orders) do
  if redis.call("ZSCORE", queue_key("orders"), id) then
    stay = stay + 1
    redis.call("HDEL", order_key(id), "sale", "client", "settled_at", "recipient_name")
  else
    local intent = redis.call("HGET", order_key(id), "intent_id")
    if intent and intent ~= "" then redis.call("DEL", intent_key(intent)) end
    redis.call("DEL", order_key(id), cards_key(id), status_history_key(id))
    redis.call("ZADD", forgotten_key(), now, id)
    redis.call("ZREM", chat_orders_key(chat), id)
    redis.call("ZREM", missing_key(), id)
  end
end
redis.call("EXPIRE", forgotten_key(), ttl.forgotten)
redis.call("ZREM", people_key(), chat)
return { stay, (#orders == tonumber(limit) or #debts == tonumber(limit)) and 1 or 0 }
