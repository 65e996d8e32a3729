-- Stands in front of every script. KEYS[1] is the root; every key below it has the same hash tag.
-- keys.py describes each key. A queue is a ZSET (id -> due at, ms) with a HASH of fences (claimed id -> fence).
local root = KEYS[1]

local function queue_key(queue) return root .. ":queue:" .. queue end
local function fences_key(queue) return root .. ":queue:" .. queue .. ":fences" end
local function held_key(queue) return root .. ":queue:" .. queue .. ":held" end
local function intent_key(id) return root .. ":intent:" .. id end
local function order_key(id) return root .. ":order:" .. id end
local function history_key(id) return root .. ":order:" .. id .. ":history" end
local function cards_key(id) return root .. ":order:" .. id .. ":cards" end
local function batch_key(id) return root .. ":batch:" .. id end
local function broadcast_key(id) return root .. ":broadcast:" .. id end
local function update_key(id) return root .. ":update:" .. id end
local function chat_orders_key(chat) return root .. ":chat:" .. chat .. ":orders" end
local function chat_batches_key(chat) return root .. ":chat:" .. chat .. ":batches" end
local function unpaid_key(chat) return root .. ":chat:" .. chat .. ":unpaid" end
local function missed_key(chat) return root .. ":chat:" .. chat .. ":missed" end
local function returned_key(chat) return root .. ":chat:" .. chat .. ":returned" end -- STRING, 1 minute: it has unblocked the bot
local function alive_key(process) return root .. ":alive:" .. process end
local function fence_counter_key() return root .. ":fence_counter" end -- STRING: number of the last fence
local function open_intents_key(chat) return root .. ":chat:" .. chat .. ":open_intents" end
local function waiting_key() return root .. ":waiting" end
local function refusals_key() return root .. ":refusals" end -- STRING: refusals in a row that no customer caused
local function frozen_key() return root .. ":frozen" end
local function paid_key() return root .. ":paid" end
local function missing_key() return root .. ":missing" end
local function found_key() return root .. ":found" end
local function forgotten_key() return root .. ":forgotten" end
local function ended_intents_key() return root .. ":ended_intents" end
local function day_key(number) return root .. ":day:" .. number end
local function stopped_key() return root .. ":stopped" end
local function maintenance_key() return root .. ":maintenance" end
local function people_key() return root .. ":people" end
local function blocked_key() return root .. ":blocked" end -- below a chat's root: STRING, below the bot's: SET
local function alerts_started_key() return root .. ":alerts:started" end -- ZSET: kind:subject -> since when it goes on
local function alerts_triggered_key() return root .. ":alerts:last_triggered" end
local function alerts_notified_key() return root .. ":alerts:last_notified" end
-- Below a chat's own root:
local function session_key() return root .. ":session" end
local function profile_key() return root .. ":profile" end
local function lock_key() return root .. ":lock" end
local function version_key() return root .. ":version" end -- STRING, 1 year: how many updates have left the chat
local function has_missed_key() return root .. ":has_missed" end
local function done_key(update) return root .. ":done:" .. update end -- STRING, 2 days: this update was handled
local function minute_key(minute) return root .. ":rate:" .. minute end -- STRING, 2 minutes: updates in that minute
-- Below the root of a rate limit (they expire within seconds):
local function calls_key() return root .. ":calls" end -- ZSET: call of the last window -> when it was made
local function turns_key() return root .. ":waiting" end -- HASH: priority -> until when its place is kept
local function next_slot_key() return root .. ":next_slot" end -- STRING: when a call of low priority may come next
local function kept_calls_key() return root .. ":kept_calls" end -- ZSET: call of a kept priority -> when it was made
local function hold_key() return root .. ":hold" end -- HASH, up to 65 minutes: until when, and why, nobody may call

-- Redis' own time in ms: the clocks of the callers may differ. `given` replaces it in tests; empty otherwise.
local function redis_time(given)
  if given ~= "" then return tonumber(given) end
  local time = redis.call("TIME")
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Appends to the order's status history, and keeps the list of orders that are paid and have not ended.
local function record_status(id, status, rank, at)
  redis.call("RPUSH", history_key(id), at .. " " .. status)
  redis.call("LTRIM", history_key(id), -50, -1)
  redis.call("EXPIRE", history_key(id), 90 * 86400)
  if rank == "2" or rank == "3" then redis.call("ZADD", paid_key(), "NX", at, id) else redis.call("ZREM", paid_key(), id) end
end

-- Counts for the statistics of a day (days since 1970, UTC).
local function count_day(at, what, by)
  local key = day_key(string.format("%d", math.floor(at / 86400000)))
  redis.call("HINCRBY", key, what, by)
  redis.call("EXPIRE", key, 400 * 86400)
end

-- Makes an id due, and takes the claim of whoever works on it.
local function schedule(queue, id, at)
  redis.call("ZADD", queue_key(queue), at, id)
  redis.call("HDEL", fences_key(queue), id)
end

-- Claims an id until a time. A fence is "<process>:<anything that is used once>".
local function claim(queue, id, until_, fence)
  redis.call("ZADD", queue_key(queue), until_, id)
  redis.call("HSET", fences_key(queue), id, fence)
  return fence
end

-- Whether the fence is that of the present claim. `fence == ""` skips the check: the caller acts without a claim.
local function holds(queue, id, fence)
  return fence == "" or redis.call("HGET", fences_key(queue), id) == fence
end

-- Ends a claim: the id is due again at that time, or (empty) leaves the queue.
local function finish(queue, id, again_at)
  assert(again_at ~= "" or (queue ~= "orders" and queue ~= "intents"), "orders end by end_watch, intents by end_intent")
  redis.call("HDEL", fences_key(queue), id)
  if again_at == "" then redis.call("ZREM", queue_key(queue), id) else redis.call("ZADD", queue_key(queue), again_at, id) end
end

local function leave(queue, id)
  redis.call("HDEL", fences_key(queue), id)
  redis.call("ZREM", queue_key(queue), id)
end

-- Ends the watch of an order; nothing else takes an order from its queue, so no watch ends in silence. The admins get the
-- alert; without an alert the chat gets the notice of the status, unless it has been told.
local function end_watch(id, alert, now, order_ttl)
  local key = order_key(id)
  local known = redis.call("HMGET", key, "status", "last_notified", "cancelled_by_chat", "batch")
  assert(alert or known[1], "a watch ends with an alert or the notice of a status")
  leave("orders", id)
  redis.call("EXPIRE", key, order_ttl)
  local is_told = known[1] == known[2] or (known[3] and known[1] == "cancelled") or (known[4] or "") ~= ""
  if alert then
    schedule("notices", "alert:" .. alert .. ":" .. id, now)
  elseif not is_told then
    schedule("notices", "order:" .. id .. ":" .. known[1], now)
  end
end

-- Counts ended intents for the metrics.
local function count_ended(state) redis.call("HINCRBY", ended_intents_key(), state, 1) end

-- Ends an intent: nobody attempts it any more, and its chat, or the admins, are told by the notice. Nothing else takes an
-- intent from its queue.
local function end_intent(id, chat, notice, notify_at)
  assert(notice ~= "" and notify_at ~= "", "an intent ends with a notice or an alert")
  leave("intents", id)
  schedule("notices", notice, notify_at)
  redis.call("ZREM", frozen_key(), id)
  redis.call("ZREM", waiting_key(), id)
  redis.call("HDEL", unpaid_key(chat), "intent:" .. id)
end

-- The intent of the chat that may own an order which is not stored: one without an order before a rejected one.
local function find_intent(chat, fingerprint, created_at)
  local open, rejected = redis.call("HGETALL", open_intents_key(chat)), nil
  for i = 1, #open, 2 do
    local confirmed_at, bought = string.match(open[i + 1], "^(%d+) (.*)$")
    -- Clocks may differ by two minutes.
    if (fingerprint == "" or fingerprint == bought) and tonumber(created_at) >= tonumber(confirmed_at) - 120000 then
      local state = redis.call("HGET", intent_key(open[i]), "state")
      if state == "prepared" or state == "frozen" then return open[i] end
      if state == "rejected" then rejected = open[i] end
    end
  end
  return rejected
end
