-- Turns a confirmed draft into an intent, once, and begins its first attempt. Touches no key of the conversation.
-- record: the part that never changes. max_unpaid empty: any number, and this one does not count. allow_duplicate 1:
-- another unpaid one with the same goods does not matter. missing_ms: an order that the partner has not shown for so long
-- counts no more. price_nano and daily_limit are nanotons; daily_limit empty: any amount.
-- recipient_name: what the partner calls the recipient, or empty. waiting_at: from when it has waited for long.
-- now, lease and new_fence are those of begin_attempt.lua; new_fence empty: a worker begins the attempt.
-- @params id, record, chat, fingerprint, confirmed_at, attempt_at, max_unpaid, allow_duplicate, missing_ms, price_nano
-- @params daily_limit, recipient_name, waiting_at, now, lease, new_fence
-- @return {"made", attempt} or {"known", attempt} with what begin_attempt.lua returns (nothing: a worker begins it),
--   {"duplicate", "intent:<id>" or "order:<id>"}, {"full"}, {"maintenance"}, {"limit", nanotons that are left}
--   (the rows of a batch that was confirmed before it go on)
local key, unpaid = intent_key(id), unpaid_key(chat)
local function begin() return new_fence ~= "" and begin_attempt(id, "", redis_time(now), lease, new_fence) or nil end
if redis.call("HEXISTS", key, "record") == 1 then return { "known", begin() } end
if redis.call("EXISTS", stopped_key()) == 1 or (max_unpaid ~= "" and redis.call("EXISTS", maintenance_key()) == 1) then return { "maintenance" } end
local number, known = 0, redis.call("HGETALL", unpaid)
for i = 1, #known, 2 do
  local kind, other = string.match(known[i], "^(%a+):(.*)$")
  local is_order = kind == "order"
  local missing_since = is_order and redis.call("ZSCORE", missing_key(), other)
  if redis.call("HEXISTS", is_order and order_key(other) or intent_key(other), is_order and "order" or "state") == 0 then
    redis.call("HDEL", unpaid, known[i]) -- there is no such order or intent any more: a fail-over has lost its last writes
  elseif not missing_since or confirmed_at - missing_since < tonumber(missing_ms) then
    if allow_duplicate ~= "1" and known[i + 1] == fingerprint then return { "duplicate", known[i] } end
    number = number + 1
  end
end
if max_unpaid ~= "" and number >= tonumber(max_unpaid) then return { "full" } end
if daily_limit ~= "" then
  local left = daily_limit - spent_today(chat, confirmed_at)
  if tonumber(price_nano) > left then return { "limit", string.format("%d", math.max(left, 0)) } end
  set_with_ttl(spent_key(chat), ttl.spent, id, confirmed_at .. " " .. price_nano)
end
redis.call("HSET", key, "record", record, "state", "prepared", "attempts", 0, "clean", 0)
if recipient_name ~= "" then redis.call("HSET", key, "recipient_name", recipient_name) end
if max_unpaid ~= "" then
  set_with_ttl(unpaid, ttl.unpaid, "intent:" .. id, fingerprint)
  redis.call("ZADD", waiting_key(), waiting_at, id)
end
for _, old in ipairs(redis.call("HKEYS", open_intents_key(chat))) do
  if redis.call("EXISTS", intent_key(old)) == 0 then redis.call("HDEL", open_intents_key(chat), old) end
end
set_with_ttl(open_intents_key(chat), ttl.open_intents, id, confirmed_at .. " " .. fingerprint)
schedule("intents", id, attempt_at)
return { "made", begin() }
