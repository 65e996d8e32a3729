-- Stores that a user has written to the bot, and forgets some who have not done so for long.
-- @params user, now
-- @return what the user's chat has not paid, which the first screen tells
redis.call("ZADD", people_key(), now, user)
trim(people_key(), now, ttl.people)
return redis.call("HGETALL", unpaid_key(user))
