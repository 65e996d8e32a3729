-- Remembers where an order's screen stands, and says what the order has become meanwhile.
-- ARGV: order id, place (json), locale, seen (ms, or empty: nobody looks at it now), tick at (ms, or empty: the time left on it is not to be shown anew)
-- Result: the order's status, nothing for an unknown one
local id, place, locale, seen, tick = unpack(ARGV)
redis.call("HSET", order_key(id), "place", place, "locale", locale)
if seen ~= "" then redis.call("HSET", order_key(id), "seen", seen) end
if tick ~= "" then schedule("ticks", id, tick) end
return redis.call("HGET", order_key(id), "status")
