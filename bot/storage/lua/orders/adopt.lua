-- Stores an order that this Redis does not know: its data was lost, or the order was made elsewhere.
-- check_at empty: the order can no longer change. notify 1: the chat is told the status. fingerprint: what the order
-- buys; empty: not known. invoice may be empty. latest_created_at: the latest time by our clock at which the order may
-- have been made. word: the partner's status if it is unknown, or empty. withheld: why its payment details must not be
-- shown, or empty. With either it does not count as unpaid. account: digest of the partner's URL and of the key.
-- any_chat 1: also for a chat that this bot does not know. show 1: it can be paid, so its screen is sent; of one chat's
-- orders at most five, the others are in its list. An intent that may own the order is due now: it finds the order. The
-- second order of a placed intent cannot be paid. One that nobody confirmed cannot be paid either, and its chat is not told
-- of it, unless Redis may have lost the confirmation. made_at: when it was made, by our clock as well as it is known.
-- @params id, order, status, rank, chat, created_at, check_at, notify, now, fingerprint, invoice
-- @params made_at, latest_created_at, word, withheld, account, any_chat, show
-- @return 0 when it is known already, was deleted by /forget, is a stranger's, or may belong to an open intent; 2 when
-- nobody confirmed it; else 1
local MAX_AGE = 7 * 24 * HOUR -- an older one may be known no more
local LONGEST_LOOK = 25 * HOUR -- so long after a fail-over a look may find an order that it has lost
local key = order_key(id)
if redis.call("HEXISTS", key, "order") == 1 or redis.call("ZSCORE", forgotten_key(), id) then return 0 end
local is_known_chat = redis.call("ZSCORE", people_key(), chat)
  or redis.call("EXISTS", chat_orders_key(chat), open_intents_key(chat)) > 0
if any_chat ~= "1" and not is_known_chat then return 0 end
local intent = redis.call("HGET", key, "intent_id")
if not intent or intent == "" then intent = find_intent(chat, fingerprint, latest_created_at, made_at) end
local intent_state = intent and redis.call("HGET", intent_key(intent), "state")
if intent_state == "prepared" and redis.call("HEXISTS", fences_key("intents"), intent) == 0 then
  schedule("intents", intent, now)
end
if intent_state == "prepared" or intent_state == "frozen" then return 0 end
local epoch = redis.call("GET", epoch_key())
local is_known = intent or redis.call("ZSCORE", queue_key("orders"), id) or redis.call("ZSCORE", chat_orders_key(chat), id)
local is_new_redis = redis.call("HEXISTS", looks_key(), "week") == 0 or made_at - (epoch or 0) < HOUR
local is_old = rank ~= "0" and (is_new_redis or now - made_at > MAX_AGE)
local is_unconfirmed = withheld == "" and not is_known and not is_old
  and epoch and now - epoch >= HOUR and not has_new_server(now, rank ~= "0" and LONGEST_LOOK or HOUR)
if is_unconfirmed then
  withheld, show, notify = rank == "0" and "owner" or "", "0", "0"
  redis.call("HSET", key, "unconfirmed", 1)
end
redis.call("HSET", key, "order", order, "status", status, "rank", rank, "chat_id", chat, "intent_id", "",
  "changed_at", now, "invoice", invoice, "unknown_word", word, "account", account,
  "client", invoice)
if intent_state == "placed" and rank == "0" then
  withheld, show = "twin", "0"
  schedule("notices", "alert:twin:" .. id, now)
end
if withheld ~= "" then redis.call("HSET", key, "withheld", withheld) end
record_status(id, status, rank, now)
count_day(created_at, "placed", 1)
add_chat_order(chat, id, created_at, now)
if rank == "0" and fingerprint ~= "" and word .. withheld == "" then
  set_with_ttl(unpaid_key(chat), ttl.unpaid, "order:" .. id, fingerprint)
end
if show == "1" and redis.call("HLEN", unpaid_key(chat)) <= 5 then notify = "1" end
if intent_state == "rejected" then -- the chat has read that nothing was ordered
  redis.call("HDEL", open_intents_key(chat), intent)
  redis.call("HSET", key, "turned_up", 1)
  schedule("notices", "alert:turned-up:" .. id, now)
  notify = "1"
end
if notify == "1" then
  schedule("notices", "order:" .. id .. ":" .. status, now)
elseif rank ~= "0" then
  redis.call("HSET", key, "last_notified", status)
end
if invoice ~= "" and not is_unconfirmed then add_debt(chat, id, created_at) end -- only resellers have invoices
if check_at == "" then end_watch(id, nil, now) else schedule("orders", id, check_at) end
return is_unconfirmed and 2 or 1
