-- Stands in front of every script of this folder.
-- KEYS[1] is the root {orders}; every key below it carries the same hash tag, so a script may build the names itself.
-- A due set is a ZSET (id -> when it is due, ms) with a HASH of fences beside it (id -> who may finish it).
local root = KEYS[1]

local function due_key(set) return root .. ":due:" .. set end
local function fence_key(set) return root .. ":due:" .. set .. ":fences" end
local function intent_key(id) return root .. ":intent:" .. id end
local function order_key(id) return root .. ":order:" .. id end
local function batch_key(id) return root .. ":batch:" .. id end
local function chat_key(chat) return root .. ":chat:" .. chat end          -- ZSET: the chat's orders by time
local function batches_key(chat) return root .. ":chat:" .. chat .. ":batches" end -- ZSET: its batches by time
local function open_key(chat) return root .. ":chat:" .. chat .. ":open" end -- HASH: unpaid intents and orders -> what they buy
local function aside_key(chat) return root .. ":chat:" .. chat .. ":aside" end -- SET: notices for a chat that has blocked the bot
local function back_key(chat) return root .. ":chat:" .. chat .. ":back" end   -- for a minute after it has come back

-- Keeps what was seen of an order, and when (a bounded list), and which orders are paid and not at their end, and since when.
local function saw(id, status, rank, at)
  local key = order_key(id) .. ":seen"
  redis.call("RPUSH", key, at .. " " .. status)
  redis.call("LTRIM", key, -50, -1)
  redis.call("EXPIRE", key, 90 * 86400)
  if rank == "2" or rank == "3" then
    redis.call("ZADD", root .. ":paid", "NX", at, id)
  else
    redis.call("ZREM", root .. ":paid", id)
  end
end

-- Counts for the figures of a day (days since 1970, UTC).
local function tally(at, what, by)
  local key = root .. ":day:" .. string.format("%d", math.floor(at / 86400000))
  redis.call("HINCRBY", key, what, by)
  redis.call("EXPIRE", key, 400 * 86400)
end

-- Makes an id due; whoever works on it loses the right to finish it.
local function schedule(set, id, at)
  redis.call("ZADD", due_key(set), at, id)
  redis.call("HDEL", fence_key(set), id)
end

-- A fence is "<process>:<anything that is used once>".
local function take(set, id, until_, fence)
  redis.call("ZADD", due_key(set), until_, id)
  redis.call("HSET", fence_key(set), id, fence)
  return fence
end

-- An empty fence comes from one who holds no claim and needs none.
local function holds(set, id, fence)
  return fence == "" or redis.call("HGET", fence_key(set), id) == fence
end

-- Ends a claim: due again at that time, or (an empty time) out of the set.
local function finish(set, id, again)
  redis.call("HDEL", fence_key(set), id)
  if again == "" then redis.call("ZREM", due_key(set), id) else redis.call("ZADD", due_key(set), again, id) end
end

-- Counts the ends of intents, for the metrics.
local function count(state) redis.call("HINCRBY", root .. ":ended", state, 1) end
