-- Stores that a user has written to the bot, and forgets some who have not done so for long.
-- @params user, now
-- @return nothing
redis.call("ZADD", people_key(), now, user)
trim(people_key(), now, ttl.people)
