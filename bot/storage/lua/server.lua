-- Whether another server has taken over the shop's data in the last hour, by a fail-over or by a restart: it may lack the
-- last writes. A user without the right to ask for the server's run id learns nothing.
-- @params now
-- @return 1 or 0
return has_new_server(now) and 1 or 0
