-- Adds an entry (empty: none) to the audit log, which keeps `limit` of them. member: whose place in the team is `value`
-- from now on ("": none), if it is `former` still; empty: nobody's. notice: what tells the member; empty: nothing.
-- @params entry, limit, member, value, former, notice, now
-- @return 1, or 0 when somebody else has changed the member
if member ~= "" and (redis.call("HGET", team_key(), member) or "") ~= former then return 0 end
if value ~= "" then
  redis.call("HSET", team_key(), member, value)
elseif member ~= "" then
  redis.call("HDEL", team_key(), member)
end
if notice ~= "" then schedule("notices", notice, now) end
if entry == "" then return 1 end
redis.call("LPUSH", audit_key(), entry)
redis.call("LTRIM", audit_key(), 0, limit - 1)
return 1
