-- Stores where an order's screen is.
-- tick_at: when it loses its pay buttons; empty: never. shown: status on a screen that the chat asked for, whose notice
-- is dropped; or empty. instead_of: id of the message that it replaces, or that it is; nothing is stored if the order has
-- another one by now. Empty: any. told: fields that store what the chat was told.
-- @params id, message_ref, locale, tick_at, shown, instead_of, told...
-- @return status, and the message until now (or empty); nothing for an unknown order
if redis.call("HEXISTS", order_key(id), "order") == 0 then return nil end
local known = redis.call("HMGET", order_key(id), "status", "message_ref")
local before = known[2] or ""
if instead_of == "" or before == "" or cjson.decode(before).message_id == tonumber(instead_of) then
  redis.call("HSET", order_key(id), "message_ref", message_ref, "locale", locale, unpack(told))
  if tick_at ~= "" then schedule("ticks", id, tick_at) end
  if shown ~= "" then finish("notices", "order:" .. id .. ":" .. shown, "") end
end
return { known[1], before }
