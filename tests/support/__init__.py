"""What tests share."""

from bot.storage.keys import Keys

KEYS = Keys("7000000001")
"""Those of the bot in tests and benches."""
