-- Restores a confirmation or an order of a backup, and makes it due. A confirmation without an order may have one by now:
-- it is looked up by reference before any order is created.
-- kind: intent or order. expires_at: ms, 0: never. dumped: what DUMP returned.
-- @params kind, id, expires_at, dumped, now
-- @return nothing
local key = kind == "intent" and intent_key(id) or order_key(id)
redis.call("RESTORE", key, expires_at, dumped, "REPLACE", "ABSTTL")
local state = redis.call("HGET", key, "state")
if kind == "order" then
  local is_open = tonumber(redis.call("HGET", key, "rank") or "0") < 5 -- others stay as debts
  if redis.call("HEXISTS", key, "order") == 1 and redis.call("TTL", key) == -1 and is_open then schedule("orders", id, now) end
elseif state == "prepared" or state == "frozen" then
  redis.call("HSET", key, "restored", 1)
  redis.call("HINCRBY", key, "attempts", 1)
  if state == "prepared" then
    redis.call("SADD", unseen_key(), id)
    schedule("intents", id, now)
  end
end
