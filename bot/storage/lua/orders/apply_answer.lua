-- Applies an answer of the partner to a watched order. A status only rises, and a risen one writes its notice.
-- again_at empty: the watch ends, and the order is kept for order_ttl seconds. new_note 1: the chat is told the note.
-- @params id, fence, order, status, rank, now, again_at, order_ttl, new_note, price_nano
-- @return "risen", "same", "older" (the answer lags behind), "fenced" (the fence is gone), "unknown" (no such order)
local key = order_key(id)
local known = redis.call("HMGET", key, "rank", "status", "chat_id")
if not known[1] then return "unknown" end
if not holds("orders", id, fence) then return "fenced" end
local result = "same"
if tonumber(rank) > tonumber(known[1]) then
  redis.call("HSET", key, "order", order, "status", status, "rank", rank, "changed_at", now)
  redis.call("HDEL", unpaid_key(known[3]), "order:" .. id)
  schedule("notices", "order:" .. id .. ":" .. status, now)
  record_status(id, status, rank, now)
  count_day(now, status, 1)
  if status == "completed" then
    local bought = cjson.decode(order)
    count_day(now, "nanotons", price_nano)
    if type(bought.product) == "string" and type(bought.amount) == "number" then
      count_day(now, bought.product, bought.amount)
    end
  end
  result = "risen"
elseif status == known[2] then
  redis.call("HSET", key, "order", order)
  if new_note == "1" then schedule("notices", "order:" .. id .. ":" .. status, now) end
else
  result = "older"
end
finish("orders", id, again_at)
if again_at == "" then redis.call("EXPIRE", key, order_ttl) end
return result
