-- Finds out whether this server runs scripts and takes writes.
-- @params now
-- @return nothing
redis.call("SET", write_check_key(), 1, "EX", ttl.write_check)
