-- Turns a confirmed draft into an intent, once. Touches no key of the conversation.
-- ARGV: id, record (json), chat, fingerprint, sweep at (ms: when the sweeper takes it up if nobody has), most unpaid (empty: any, and it does not count), anew (1: a twin is wanted)
-- Result: "made" | "known" | "twin", "intent:<id>" or "order:<id>" | "full" | "closed" (maintenance; one of many was confirmed with them)
local id, record, chat, fingerprint, at, most, anew = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local key, open = intent_key(id), open_key(chat)
if redis.call("EXISTS", key) == 1 then return { "known" } end
if most ~= "" and redis.call("EXISTS", root .. ":closed") == 1 then return { "closed" } end
local unpaid = redis.call("HGETALL", open)
if anew ~= "1" then
  for i = 1, #unpaid, 2 do
    if unpaid[i + 1] == fingerprint then return { "twin", unpaid[i] } end
  end
end
if most ~= "" and #unpaid / 2 >= tonumber(most) then return { "full" } end
redis.call("HSET", key, "record", record, "state", "prepared", "attempts", 0, "clean", 0)
if most ~= "" then redis.call("HSET", open, "intent:" .. id, fingerprint) end
schedule("intents", id, at)
return { "made" }
