-- Which server holds the shop's data: it changes by a fail-over and by a restart. Empty for a user without the right to ask.
-- @params now
-- @return its run id
local info = redis.pcall("INFO", "server")
return type(info) == "string" and info:match("run_id:(%x+)") or ""
