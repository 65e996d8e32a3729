"""The base of what keeps its state in Redis."""

from dataclasses import KW_ONLY, dataclass

from redis.asyncio import Redis

from bot.clock import Clock, utcnow
from bot.storage.keys import Keys
from bot.storage.scripts import Script


@dataclass
class Stored:
    redis: Redis
    keys: Keys
    _: KW_ONLY
    clock: Clock = utcnow

    def script(self, name: str) -> Script:
        """A script for the keys that belong to no single chat."""
        return Script(self.redis, name, self.keys.root)
