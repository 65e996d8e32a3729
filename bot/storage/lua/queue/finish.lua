-- Ends a claim. ARGV: set, id, fence, again (ms, or empty: out of the set). Result: 1, or 0 when the fence is gone.
local set, id, fence, again = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if not holds(set, id, fence) then return 0 end
finish(set, id, again)
return 1
