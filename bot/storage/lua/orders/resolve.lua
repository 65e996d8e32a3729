-- Stores what a person has decided about a frozen intent: prepared (try it again) or rejected (no order is made).
-- at: of the next attempt, or of the notice. intent_ttl is for a rejected one. fingerprint empty: it does not count as
-- unpaid.
-- @params id, state, chat, at, intent_ttl, fingerprint
-- @return 1, or 0 when it is not frozen
local key = intent_key(id)
if redis.call("HGET", key, "state") ~= "frozen" then return 0 end
redis.call("HSET", key, "state", state, "reason", "")
if state == "prepared" then
  redis.call("ZREM", frozen_key(), id)
  schedule("intents", id, at)
  if fingerprint ~= "" then redis.call("HSET", unpaid_key(chat), "intent:" .. id, fingerprint) end
else
  redis.call("EXPIRE", key, intent_ttl)
  end_intent(id, chat, "intent:" .. id .. ":" .. state, at)
end
return 1
