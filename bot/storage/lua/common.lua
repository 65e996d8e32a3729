-- Stands in front of every script. Before it, the loader writes `root` (KEYS[1]), a function `<name>_key(...)` for each
-- key of keys.py, and the table `ttl`: its lifetime in seconds. A queue is a ZSET (id -> due at, ms) with a HASH of
-- fences (claimed id -> fence).

-- Redis' own time in ms, never set back (`heartbeat.lua`): the clocks of the callers may differ. `given` replaces it in
-- tests; empty otherwise.
local function redis_time(given)
  if given ~= "" then return tonumber(given) end
  local time = redis.call("TIME")
  return time[1] * 1000 + math.floor(time[2] / 1000) + (redis.call("HGET", clock_key(), "ahead") or 0)
end

-- Deletes a lock that lives longer than locks do: Redis' clock was set back, and its process may be dead.
local function drop_lasting(key, seconds)
  if redis.call("PTTL", key) > seconds * 1000 then redis.call("DEL", key) end
end

local HELD_YIELD = 5000 -- ms after a hold of all calls in which one that was itself refused lets others be the probe

-- The levels at which a call of a rate limit can be held: all calls (""), its group, its scope ("group/member").
local function hold_levels(scope)
  local group = scope:match("^(.+)/")
  if group then return { "", group .. "/*", scope } end
  return scope == "" and { "" } or { "", scope }
end

-- Sets a field of a hash that keeps its lifetime from its last write.
local function set_with_ttl(key, seconds, ...)
  redis.call("HSET", key, ...)
  redis.call("EXPIRE", key, seconds)
end

-- Removes at most 100 entries of a ZSET that are older than its lifetime.
local function trim(key, now, seconds)
  local old = redis.call("ZRANGE", key, "-inf", now - seconds * 1000, "BYSCORE", "LIMIT", 0, 100)
  if #old > 0 then redis.call("ZREM", key, unpack(old)) end
end

-- Adds an order to those of its chat, and removes at most 100 that are gone. An order is gone when it was kept for its
-- whole lifetime, so the partner's lists of the last week cannot bring it back.
local function add_chat_order(chat, id, created_at, now)
  local key = chat_orders_key(chat)
  redis.call("ZADD", key, created_at, id)
  redis.call("EXPIRE", key, ttl.chat_orders)
  for _, old in ipairs(redis.call("ZRANGE", key, "-inf", now - ttl.order * 1000, "BYSCORE", "LIMIT", 0, 100)) do
    if redis.call("EXISTS", order_key(old)) == 0 then redis.call("ZREM", key, old) end
  end
end

-- Whether a client owes for an order whose watch has ended with this status.
local function is_due(status) return status == "completed" or status == "paid" or status == "processing" end

-- Takes an order out of the debts; after its watch it then has the lifetime of others.
local function drop_debt(chat, id)
  local was_debt = redis.call("ZREM", debts_key(chat), id) == 1
  if was_debt and not redis.call("ZSCORE", queue_key("orders"), id) then redis.call("EXPIRE", order_key(id), ttl.order) end
  return was_debt
end

-- Keeps an order until the reseller's client has paid it. Of more than 10000 the oldest are dropped.
local function add_debt(chat, id, created_at)
  local key = debts_key(chat)
  redis.call("ZADD", key, created_at, id)
  redis.call("PERSIST", order_key(id))
  for _, old in ipairs(redis.call("ZRANGE", key, 0, -10001)) do drop_debt(chat, old) end
end

-- Appends to the order's status history, and keeps the list of orders that are paid and have not ended.
local function record_status(id, status, rank, at)
  redis.call("RPUSH", status_history_key(id), at .. " " .. status)
  redis.call("LTRIM", status_history_key(id), -50, -1)
  redis.call("EXPIRE", status_history_key(id), ttl.status_history)
  trim(paid_key(), at, ttl.paid)
  if rank == "2" or rank == "3" then redis.call("ZADD", paid_key(), "NX", at, id) else redis.call("ZREM", paid_key(), id) end
end

-- Counts for the statistics of a day (days since 1970, UTC).
local function count_day(at, what, by)
  local key = day_key(string.format("%d", math.floor(at / 86400000)))
  redis.call("HINCRBY", key, what, by)
  redis.call("EXPIRE", key, ttl.day)
end

-- Keeps the longest time of the day from a payment that was seen to its delivery, in seconds.
local function record_delivery(id, at)
  for _, entry in ipairs(redis.call("LRANGE", status_history_key(id), 0, -1)) do
    local since, status = string.match(entry, "^(%d+) (.*)$")
    if status == "paid" or status == "processing" then
      local key, seconds = day_key(string.format("%d", math.floor(at / 86400000))), math.floor((at - since) / 1000)
      if seconds > tonumber(redis.call("HGET", key, "slowest") or "-1") then redis.call("HSET", key, "slowest", seconds) end
      return
    end
  end
end

-- Makes an id due, and takes the claim of whoever works on it.
local function schedule(queue, id, at)
  redis.call("ZADD", queue_key(queue), at, id)
  redis.call("HDEL", fences_key(queue), id)
end

-- Writes the notice of an order, unless nobody confirmed the order here: then its chat hears nothing of it.
local function tell_chat(id, status, at)
  if redis.call("HEXISTS", order_key(id), "unconfirmed") == 1 then
    redis.call("HSET", order_key(id), "last_notified", status)
  else
    schedule("notices", "order:" .. id .. ":" .. status, at)
  end
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
local function end_watch(id, alert, now)
  local key = order_key(id)
  local known = redis.call("HMGET", key, "status", "last_notified", "cancelled_by_chat", "batch", "chat_id")
  assert(alert or known[1], "a watch ends with an alert or the notice of a status")
  leave("orders", id)
  trim(missing_key(), now, ttl.missing)
  redis.call("EXPIRE", key, ttl.order)
  if known[5] and redis.call("ZSCORE", debts_key(known[5]), id) then
    if is_due(known[1]) then redis.call("PERSIST", key) else drop_debt(known[5], id) end
  end
  local is_told = known[1] == known[2] or (known[3] and known[1] == "cancelled") or (known[4] or "") ~= ""
  if alert then
    schedule("notices", "alert:" .. alert .. ":" .. id, now)
  elseif not is_told then
    tell_chat(id, known[1], now)
  end
end

-- Counts ended intents for the metrics.
local function count_ended(state) redis.call("HINCRBY", ended_intents_key(), state, 1) end

-- Nanotons that the chat has confirmed in the last 24 hours, without what was never paid. Removes what is older.
local function spent_today(chat, now)
  local sum, known = 0, redis.call("HGETALL", spent_key(chat))
  for i = 1, #known, 2 do
    local at, nano = string.match(known[i + 1], "^(%d+) (%d+)$")
    if tonumber(at) <= now - ttl.spent * 1000 then redis.call("HDEL", spent_key(chat), known[i]) else sum = sum + nano end
  end
  return sum
end

-- Claims an intent for an attempt and counts the attempt, before anything is sent. fence: of the caller's claim; empty:
-- claim it only if nobody has. new_fence is made by the caller, so that a command repeated after a lost connection finds
-- its own attempt. What it returns is said in orders/begin_attempt.lua.
local function begin_attempt(id, fence, now, lease, new_fence)
  local key, mine = intent_key(id), ""
  if redis.call("HGET", key, "state") == "prepared" then
    local held = redis.call("HGET", fences_key("intents"), id)
    local claimed_until = tonumber(redis.call("ZSCORE", queue_key("intents"), id) or "0")
    if held == new_fence then
      mine = new_fence
    elseif held == fence or not held or (fence == "" and claimed_until <= now) then
      mine = claim("intents", id, now + lease, new_fence)
      redis.call("HINCRBY", key, "attempts", 1)
    end
  end
  local unseen = redis.call("SCARD", unseen_key())
  if unseen > 0 and redis.call("TTL", unseen_key()) == -1 then redis.call("EXPIRE", unseen_key(), ttl.unseen) end
  return { mine, redis.call("HGETALL", key), redis.call("EXISTS", stopped_key()), unseen }
end

-- Ends an intent: nobody attempts it any more, and its chat, or the admins, are told by the notice. Nothing else takes an
-- intent from its queue.
local function end_intent(id, chat, notice, notify_at)
  assert(notice ~= "" and notify_at ~= "", "an intent ends with a notice or an alert")
  leave("intents", id)
  schedule("notices", notice, notify_at)
  redis.call("ZREM", frozen_key(), id)
  redis.call("ZREM", waiting_key(), id)
  redis.call("SREM", unseen_key(), id)
  redis.call("HDEL", unpaid_key(chat), "intent:" .. id)
  if redis.call("HGET", intent_key(id), "state") == "rejected" then
    redis.call("HDEL", spent_key(chat), id)
    redis.call("HDEL", intent_key(id), "recipient_name")
  end
end

-- The intent of the chat that may own an order which is not stored: one without an order before one that has ended. A
-- placed one may have made a second order before it was placed.
local function find_intent(chat, fingerprint, created_at, made_at)
  local open, ended = redis.call("HGETALL", open_intents_key(chat)), nil
  for i = 1, #open, 2 do
    local confirmed_at, bought = string.match(open[i + 1], "^(%d+) (.*)$")
    -- Clocks may differ by two minutes.
    if (fingerprint == "" or fingerprint == bought) and tonumber(created_at) >= tonumber(confirmed_at) - 120000 then
      local known = redis.call("HMGET", intent_key(open[i]), "state", "placed_at")
      if known[1] == "prepared" or known[1] == "frozen" then return open[i] end
      local is_twin = known[1] == "placed" and known[2] and tonumber(made_at) <= tonumber(known[2]) + 30000
      if known[1] == "rejected" or is_twin then ended = open[i] end
    end
  end
  return ended
end

local HOUR = 3600000

-- Whether another server has taken over the shop's data in the last hour, or in so many ms.
local function has_new_server(now, window)
  local info = redis.pcall("INFO", "server")
  local server = type(info) == "string" and info:match("run_id:(%x+)") or ""
  local known = redis.call("HMGET", looks_key(), "server", "server_since")
  if known[1] ~= server then
    known[2] = known[1] and now or 0
    redis.call("HSET", looks_key(), "server", server, "server_since", known[2])
  end
  return server ~= "" and now - known[2] < (window or HOUR)
end

-- Ends a broadcast whose every message has an outcome, and reports it to its admin.
local function end_broadcast(id, now)
  local key, handled = broadcast_key(id), 0
  for _, count in ipairs(redis.call("HMGET", key, "delivered", "blocked", "failed", "skipped")) do
    handled = handled + tonumber(count or "0")
  end
  if redis.call("HEXISTS", key, "cursor") == 1 or handled ~= tonumber(redis.call("HGET", key, "total")) then return false end
  if redis.call("HGET", key, "state") == "sending" then redis.call("HSET", key, "state", "done") end
  finish("notices", "broadcast:" .. id .. ":progress", "")
  schedule("notices", "broadcast:" .. id .. ":done", now)
  return true
end
