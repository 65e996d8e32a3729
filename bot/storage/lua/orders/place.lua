-- Stores the order that an intent has become, starts its watch, writes its notice and closes the intent: all or nothing.
-- ARGV: id, fence (empty: a person has decided, about a frozen one), order id, order (json), status, rank, chat, locale, place (json or empty), estimate (or empty),
--       created (ms), look at (ms), notice at (ms), keep for (seconds), fingerprint, batch (or empty; its rows do not count as unpaid), invoice (or empty)
-- Result: "placed" | "fenced" | "taken" (the order belongs to another intent)
local id, fence, order, doc, status, rank, chat, locale, place, estimate, created, look, at, keep, fingerprint, batch, invoice =
  unpack(ARGV)
if not holds("intents", id, fence) then return "fenced" end
if fence == "" and redis.call("HGET", intent_key(id), "state") ~= "frozen" then return "fenced" end
local key = order_key(order)
local owner = redis.call("HGET", key, "intent")
if owner and owner ~= "" and owner ~= id then return "taken" end
redis.call("HSET", intent_key(id), "state", "placed", "order", order, "reason", "")
count("placed")
redis.call("EXPIRE", intent_key(id), keep)
redis.call("ZREM", root .. ":frozen", id)
finish("intents", id, "")
redis.call("HDEL", open_key(chat), "intent:" .. id)
redis.call("HSET", key, "intent", id, "chat", chat, "locale", locale, "place", place, "estimate", estimate,
  "batch", batch, "invoice", invoice)
local known = redis.call("HGET", key, "rank")
if not known or tonumber(known) <= tonumber(rank) then
  redis.call("HSET", key, "doc", doc, "status", status, "rank", rank, "changed", created)
  saw(order, status, rank, created)
end
if not known then tally(created, "placed", 1) end
redis.call("ZADD", chat_key(chat), created, order)
if tonumber(redis.call("HGET", key, "rank")) == 0 and batch == "" then
  redis.call("HSET", open_key(chat), "order:" .. order, fingerprint)
end
schedule("orders", order, look)
schedule("notices", "order:" .. order .. ":" .. redis.call("HGET", key, "status"), at)
return "placed"
