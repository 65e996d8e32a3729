-- Writes names and notes of a reseller's clients; an empty value deletes. New ones beyond `limit` are refused.
-- @params limit, fields...
-- @return how many were refused
local key, refused = clients_key(), 0
for i = 1, #fields, 2 do
  if fields[i + 1] == "" then
    redis.call("HDEL", key, fields[i])
  elseif redis.call("HEXISTS", key, fields[i]) == 1 or redis.call("HLEN", key) < tonumber(limit) then
    redis.call("HSET", key, fields[i], fields[i + 1])
  else
    refused = refused + 1
  end
end
return refused
