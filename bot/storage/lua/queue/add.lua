-- Makes an id due. ARGV: set, id, at (ms).
schedule(ARGV[1], ARGV[2], ARGV[3])
