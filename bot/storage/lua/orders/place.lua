-- Stores the order of an intent, starts its watch, writes its notice and ends the intent: all or nothing.
-- fence empty: a person has decided about a frozen intent. message_ref, estimate (TON), batch, invoice, sale and for_self
-- may be empty; client: who owes a reseller the price of the sale. Rows of a batch do not count as unpaid. created_at is
-- by the partner's clock. account: digest of its URL and of the key.
-- @params id, fence, order_id, order, status, rank, chat, locale, message_ref, estimate, created_at, check_at
-- @params notify_at, fingerprint, batch, invoice, account, sale, client, for_self
-- @return {"placed", the order's hash, what the chat has not paid}, {"fenced"} (the fence is gone), {"taken"} (the order
--   belongs to another intent)
if not holds("intents", id, fence) then return { "fenced" } end
if fence == "" and redis.call("HGET", intent_key(id), "state") ~= "frozen" then return { "fenced" } end
local key = order_key(order_id)
local owner = redis.call("HGET", key, "intent_id")
if owner and owner ~= "" and owner ~= id then return { "taken" } end
if redis.call("HEXISTS", intent_key(id), "record") == 1 then -- else it was lost while the partner answered
  redis.call("HSET", intent_key(id), "state", "placed", "order_id", order_id, "reason", "")
  redis.call("EXPIRE", intent_key(id), ttl.intent)
end
count_ended("placed")
local tries = redis.call("HMGET", intent_key(id), "attempts", "clean", "restored")
if tonumber(tries[1] or 0) - 1 > tonumber(tries[2] or 0) and not tries[3] then -- an earlier attempt may have made another order
  redis.call("HSET", intent_key(id), "placed_at", notify_at)
else
  redis.call("HDEL", open_intents_key(chat), id)
end
redis.call("DEL", refusals_key())
redis.call("HSET", key, "intent_id", id, "chat_id", chat, "locale", locale, "account", account, "client", client)
for name, value in pairs({ message_ref = message_ref, estimate = estimate, batch = batch, invoice = invoice, sale = sale }) do
  redis.call(value == "" and "HDEL" or "HSET", key, name, value) -- an empty field would cost memory
end
local name = redis.call("HGET", intent_key(id), "recipient_name")
if for_self ~= "" then redis.call("HSET", key, "for_self", for_self) end
if name then
  redis.call("HSET", key, "recipient_name", name)
  redis.call("HDEL", intent_key(id), "recipient_name")
end
redis.call("PERSIST", key)
local known = redis.call("HGET", key, "rank")
if not known or tonumber(known) <= tonumber(rank) then
  redis.call("HSET", key, "order", order, "status", status, "rank", rank, "changed_at", notify_at)
  record_status(order_id, status, rank, notify_at)
end
if not known then count_day(created_at, "placed", 1) end
add_chat_order(chat, order_id, created_at, notify_at)
local is_sold = sale ~= "" and redis.call("HEXISTS", key, "settled_at") == 0
if tonumber(redis.call("HGET", key, "rank")) == 0 and batch == "" then
  set_with_ttl(unpaid_key(chat), ttl.unpaid, "order:" .. order_id, fingerprint)
end
schedule("orders", order_id, check_at)
if is_sold then add_debt(chat, order_id, created_at) end
end_intent(id, chat, "order:" .. order_id .. ":" .. redis.call("HGET", key, "status"), notify_at)
return { "placed", redis.call("HGETALL", key), redis.call("HKEYS", unpaid_key(chat)) }
