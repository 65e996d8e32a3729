-- Applies one look at a watched order: a status only rises, and a risen one is told.
-- ARGV: order id, fence (empty: seen without a claim), order (json), status, rank, now (ms), again (ms, or empty: the watch ends), keep for (seconds), noted (1: its note is news), price (nanotons)
-- Result: "risen" | "same" | "older" (an answer that lags behind) | "fenced" | "unknown" (not watched here)
local id, fence, doc, status, rank, now, again, keep, noted, nano = unpack(ARGV)
local key = order_key(id)
local known = redis.call("HMGET", key, "rank", "status", "chat")
if not known[1] then return "unknown" end
if not holds("orders", id, fence) then return "fenced" end
local result = "same"
if tonumber(rank) > tonumber(known[1]) then
  redis.call("HSET", key, "doc", doc, "status", status, "rank", rank, "changed", now)
  redis.call("HDEL", open_key(known[3]), "order:" .. id)
  schedule("notices", "order:" .. id .. ":" .. status, now)
  saw(id, status, rank, now)
  tally(now, status, 1)
  if status == "completed" then
    local order = cjson.decode(doc)
    tally(now, "nano", nano)
    if type(order.product) == "string" and type(order.amount) == "number" then tally(now, order.product, order.amount) end
  end
  result = "risen"
elseif status == known[2] then
  redis.call("HSET", key, "doc", doc)
  if noted == "1" then schedule("notices", "order:" .. id .. ":" .. status, now) end
else
  result = "older"
end
finish("orders", id, again)
if again == "" then redis.call("EXPIRE", key, keep) end
return result
