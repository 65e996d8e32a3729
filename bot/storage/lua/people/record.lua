-- Adds an entry to the audit log, which keeps `limit` of them. member: whose place in the team is `value` from now on
-- ("": none); empty: nobody's.
-- @params entry, limit, member, value
-- @return nothing
if value ~= "" then
  redis.call("HSET", team_key(), member, value)
elseif member ~= "" then
  redis.call("HDEL", team_key(), member)
end
redis.call("LPUSH", audit_key(), entry)
redis.call("LTRIM", audit_key(), 0, limit - 1)
