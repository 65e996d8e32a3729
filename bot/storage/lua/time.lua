-- Redis' own time.
-- @params now
-- @return ms
return redis_time(now)
