-- Reads the debts of a chat, or what was marked as paid, the oldest first. settled 1: what was marked as paid.
-- @params chat, settled, offset, limit
-- @return for each order: id, time (ms) of its creation or its mark, status, client, sale; how many there were to read
local key = settled == "1" and settled_key(chat) or debts_key(chat)
local found = redis.call("ZRANGE", key, offset, offset + limit - 1, "WITHSCORES")
local rows = {}
for i = 1, #found, 2 do
  local known = redis.call("HMGET", order_key(found[i]), "status", "client", "sale")
  if known[1] then
    for _, value in ipairs({ found[i], found[i + 1], known[1], known[2] or "", known[3] or "" }) do rows[#rows + 1] = value end
  end
end
return { rows, #found / 2 }
