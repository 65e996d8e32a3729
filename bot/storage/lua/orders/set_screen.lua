-- Remembers where an order's screen stands, and says what the order has become meanwhile.
-- ARGV: order id, place (json), locale, seen (ms, or empty: nobody looks at it now), tick at (ms, or empty: the time left on it is not to be shown anew),
--       shown (the status on a screen that the chat asked for: nothing is left to tell of it; or empty), told (1: it is remembered as told), its note
-- Result: the order's status, nothing for an unknown one
local id, place, locale, seen, tick, shown, told, note = unpack(ARGV)
redis.call("HSET", order_key(id), "place", place, "locale", locale)
if seen ~= "" then redis.call("HSET", order_key(id), "seen", seen) end
if tick ~= "" then schedule("ticks", id, tick) end
if told == "1" then redis.call("HSET", order_key(id), "told", shown, "told_note", note) end
if shown ~= "" then finish("notices", "order:" .. id .. ":" .. shown, "") end
return redis.call("HGET", order_key(id), "status")
