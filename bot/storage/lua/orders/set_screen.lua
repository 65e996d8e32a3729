-- Stores where an order's screen is, unless it has moved: then, or if its status has risen or its chat was told of its end
-- meanwhile, the notice of its status is repeated, so that no process that was late leaves an older screen. The field
-- redrawn says that a late process has edited this message: a process that sends a new one must then close this one again.
-- status: on this screen. tick_at: when it loses its pay buttons; empty: never. asked_for 1: nothing is left to notify of
-- this status. known_ref, known_told: id of the message and last_notified before the screen was shown; empty: none.
-- instead_of 1: nothing is stored if the order has another message by now. told: fields that store what the chat was told.
-- @params id, message_ref, locale, now, status, tick_at, asked_for, known_ref, known_told, instead_of, told...
-- @return the message until now (or empty), and 1 if the notice is repeated; nothing for an unknown order
if redis.call("HEXISTS", order_key(id), "order") == 0 then return nil end
local known = redis.call("HMGET", order_key(id), "status", "message_ref", "last_notified")
local before = known[2] or ""
local is_moved = before ~= "" and cjson.decode(before).message_id ~= tonumber(known_ref)
local is_late = is_moved or known[1] ~= status or (known[3] or "") ~= known_told
if #told > 0 then is_late = redis.call("HDEL", order_key(id), "redrawn") == 1 or is_late end
if is_late and not is_moved and instead_of == "1" then redis.call("HSET", order_key(id), "redrawn", 1) end
if not is_moved or instead_of ~= "1" then
  redis.call("HSET", order_key(id), "message_ref", message_ref, "locale", locale, unpack(told))
  if tick_at ~= "" then schedule("ticks", id, tick_at) end
  if asked_for == "1" then finish("notices", "order:" .. id .. ":" .. status, "") end
end
if is_late then schedule("notices", "order:" .. id .. ":" .. known[1], now) end
return { before, is_late and 1 or 0 }
