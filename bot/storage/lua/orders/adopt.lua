-- Takes up an order that this Redis does not know (it was lost, or the order came from elsewhere).
-- ARGV: order id, order (json), status, rank, chat, created (ms), look at (ms, or empty: nothing to watch), tell (1), now (ms), fingerprint (empty: a terse row), keep for (seconds), invoice (or empty)
-- Result: 1, or 0 when it is known already
local id, doc, status, rank, chat, created, look, tell, now, fingerprint, keep, invoice = unpack(ARGV)
local key = order_key(id)
if redis.call("EXISTS", key) == 1 then return 0 end
redis.call("HSET", key, "doc", doc, "status", status, "rank", rank, "chat", chat, "intent", "", "changed", now,
  "invoice", invoice)
saw(id, status, rank, now)
tally(created, "placed", 1)
redis.call("ZADD", chat_key(chat), created, id)
if look == "" then redis.call("EXPIRE", key, keep) else schedule("orders", id, look) end
if rank == "0" and fingerprint ~= "" then redis.call("HSET", open_key(chat), "order:" .. id, fingerprint) end
if tell == "1" then schedule("notices", "order:" .. id .. ":" .. status, now) end
return 1
