-- Counts the confirmations that have waited for long. One that has lost its place in the queue gets it back.
-- @params now
-- @return how many there are
local waiting = redis.call("ZRANGEBYSCORE", waiting_key(), "-inf", now)
for _, id in ipairs(waiting) do
  if not redis.call("ZSCORE", queue_key("intents"), id) then schedule("intents", id, now) end
end
return #waiting
