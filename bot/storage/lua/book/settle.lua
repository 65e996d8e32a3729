-- Marks debts as paid by the client. An order that is none is left alone, so nothing is marked twice.
-- mark: that of the ids before these, or 0.
-- @params chat, now, mark, ids...
-- @return the mark, a time (ms) that no other marks have; how many were marked
local count = 0
trim(settled_key(chat), now, ttl.settled)
if mark == "0" then
  mark = tonumber(now)
  while redis.call("ZCOUNT", settled_key(chat), mark, mark) > 0 do mark = mark + 1 end
end
for _, id in ipairs(ids) do
  if drop_debt(chat, id) then
    redis.call("ZADD", settled_key(chat), mark, id)
    if redis.call("HEXISTS", order_key(id), "order") == 1 then redis.call("HSET", order_key(id), "settled_at", mark) end
    count = count + 1
  end
end
redis.call("EXPIRE", settled_key(chat), ttl.settled)
return { tonumber(mark), count }
