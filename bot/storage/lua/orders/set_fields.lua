-- Writes fields of a stored document, if Redis has it: a write to a lost one would make a stump. `document` is the field
-- that every such document has.
-- @params key, document, fields...
-- @return 1, or 0 when there is no such document
if redis.call("HEXISTS", key, document) == 0 then return 0 end
redis.call("HSET", key, unpack(fields))
return 1
