-- Deletes what is kept of a chat's orders that are done with; one that is still watched stays, since money can still move.
-- The chat gets no broadcast until it writes again.
-- ARGV: chat
-- Result: how many stay
local chat = ARGV[1]
local stay = 0
-- A batch first: a row whose intent is forgotten must not be begun again.
for _, id in ipairs(redis.call("ZRANGE", batches_key(chat), 0, -1)) do
  redis.call("DEL", batch_key(id))
  finish("batches", id, "")
end
redis.call("DEL", batches_key(chat))
for _, id in ipairs(redis.call("ZRANGE", chat_key(chat), 0, -1)) do
  if redis.call("ZSCORE", due_key("orders"), id) then
    stay = stay + 1
  else
    local intent = redis.call("HGET", order_key(id), "intent")
    if intent and intent ~= "" then redis.call("DEL", intent_key(intent)) end
    redis.call("DEL", order_key(id), order_key(id) .. ":cards", order_key(id) .. ":seen")
    redis.call("ZREM", chat_key(chat), id)
  end
end
redis.call("ZREM", root .. ":people", chat)
return stay
