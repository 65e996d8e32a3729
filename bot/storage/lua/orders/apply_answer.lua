-- Applies an answer of the partner to a watched order. A status only rises, and a risen one writes its notice, unless
-- nobody confirmed the order here.
-- again_at empty: the watch ends with the notice of the status. new_note 1: the chat is told the note.
-- word: the partner's status if it is unknown (status is then the known one), else empty. assumed 1: the partner does not
-- show the order any more, and its end is assumed. withheld: why its payment details must not be shown any more, or empty.
-- account: digest of the partner's URL and of the key. notify_at: when a notice of it is due.
-- @params id, fence, order, status, rank, word, assumed, withheld, now, again_at, new_note, price_nano
-- @params account, notify_at
-- @return "risen", "same", "older" (the answer lags behind), "fenced" (the fence is gone), "unknown" (no such order)
local key = order_key(id)
local known = redis.call("HMGET", key, "rank", "status", "chat_id", "unknown_word", "missing", "withheld", "intent_id")
if not known[1] then return "unknown" end
if not holds("orders", id, fence) then return "fenced" end
local result, redraw = "same", new_note == "1"
if tonumber(rank) > tonumber(known[1]) then
  redis.call("HSET", key, "order", order, "status", status, "rank", rank, "changed_at", now)
  redis.call("HDEL", unpaid_key(known[3]), "order:" .. id)
  if rank == "1" then
    redis.call("HDEL", spent_key(known[3]), known[7] or "")
  elseif known[1] == "1" then -- a late payment
    set_with_ttl(spent_key(known[3]), ttl.spent, known[7] or "", now .. " " .. price_nano)
  end
  tell_chat(id, status, notify_at)
  record_status(id, status, rank, now)
  count_day(now, status, 1)
  local is_past_payment = status == "processing" or status == "completed" or status == "refunded"
  if is_past_payment and tonumber(known[1]) < 2 then count_day(now, "paid", 1) end -- the payment itself was not seen
  if status == "completed" then
    record_delivery(id, now)
    local bought = cjson.decode(order)
    count_day(now, "nanotons", price_nano)
    if type(bought.product) == "string" and type(bought.amount) == "number" then
      count_day(now, bought.product, bought.amount)
    end
  end
  result = "risen"
elseif status == known[2] then
  redis.call("HSET", key, "order", order)
else
  result = "older"
end
if word ~= (known[4] or "") and result ~= "older" then
  redis.call("HDEL", key, "unknown_word", "shows_payment")
  if word ~= "" then redis.call("HSET", key, "unknown_word", word) end
  redraw = true
end
if withheld ~= "" and not known[6] then
  redis.call("HSET", key, "withheld", withheld)
  redraw = true
end
if assumed == "1" then
  redis.call("HSET", key, "assumed", 1)
else
  redis.call("HSET", key, "checked_at", now, "account", account)
  redis.call("HDEL", key, "assumed", "missing", "missing_notified")
  redis.call("SET", found_key(), now)
  redraw = redraw or known[5]
end
redis.call("ZREM", missing_key(), id)
if redraw and result == "same" then tell_chat(id, status, notify_at) end
if again_at ~= "" then
  finish("orders", id, again_at)
  redis.call("PERSIST", key)
elseif redis.call("ZSCORE", queue_key("orders"), id) then
  end_watch(id, nil, now)
end
return result
