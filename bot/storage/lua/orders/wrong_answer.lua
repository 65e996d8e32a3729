-- Stores that an answer about an order was about another one: until a right one its ways to pay stand behind a button.
-- @params id, word, now
-- @return nothing
local known = redis.call("HMGET", order_key(id), "status", "unknown_word")
if known[1] and (known[2] or "") == "" then
  redis.call("HSET", order_key(id), "unknown_word", word)
  tell_chat(id, known[1], now)
end
