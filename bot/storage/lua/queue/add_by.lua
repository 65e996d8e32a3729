-- Makes an id due by that time at the latest. Whoever works on it does not know the news yet: it comes again after that.
-- ARGV: set, id, at (ms)
local set, id, at = ARGV[1], ARGV[2], ARGV[3]
local due = redis.call("ZSCORE", due_key(set), id)
local claimed = redis.call("HEXISTS", fence_key(set), id) == 1
if claimed or not due or tonumber(due) > tonumber(at) then schedule(set, id, at) end
