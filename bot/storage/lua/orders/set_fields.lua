-- Writes fields of an order, if Redis has its hash: a write to a lost one would make a stump.
-- @params id, fields...
-- @return 1, or 0 for an unknown order
if redis.call("HEXISTS", order_key(id), "order") == 0 then return 0 end
redis.call("HSET", order_key(id), unpack(fields))
return 1
