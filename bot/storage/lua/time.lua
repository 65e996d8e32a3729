-- Redis' own time.
-- @param now empty
-- @return ms
return redis_time(now)
