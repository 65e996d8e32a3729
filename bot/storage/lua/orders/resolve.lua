-- Stores what a person has decided about a frozen intent: prepared (try it again) or rejected (no order is made).
-- at: of the next attempt, or of the notice. fingerprint empty: it does not count as unpaid.
-- @params id, state, chat, at, fingerprint
-- @return 1, or 0 when it is not frozen
local key = intent_key(id)
if redis.call("HGET", key, "state") ~= "frozen" then return 0 end
redis.call("HSET", key, "state", state, "reason", "")
if state == "prepared" then
  redis.call("ZREM", frozen_key(), id)
  schedule("intents", id, at)
  if fingerprint ~= "" then set_with_ttl(unpaid_key(chat), ttl.unpaid, "intent:" .. id, fingerprint) end
else
  redis.call("EXPIRE", key, ttl.intent)
  end_intent(id, chat, "intent:" .. id .. ":" .. state, at)
end
return 1
