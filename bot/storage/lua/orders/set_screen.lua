-- Stores where an order's screen is, and returns the order's present status.
-- tick_at: when it loses its pay buttons; empty: never. shown: status on a screen that the chat asked for, whose notice
-- is dropped; or empty. notified 1: status and note count as told.
-- @params id, message_ref, locale, tick_at, shown, notified, note
-- @return status; nothing for an unknown order
if redis.call("HEXISTS", order_key(id), "order") == 0 then return nil end
redis.call("HSET", order_key(id), "message_ref", message_ref, "locale", locale)
if tick_at ~= "" then schedule("ticks", id, tick_at) end
if notified == "1" then redis.call("HSET", order_key(id), "last_notified", shown, "last_notified_note", note) end
if shown ~= "" then finish("notices", "order:" .. id .. ":" .. shown, "") end
return redis.call("HGET", order_key(id), "status")
