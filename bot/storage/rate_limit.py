"""A rate limit that all processes share: a sliding window, urgent calls first."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

from redis.asyncio import Redis

from bot.clock import Clock, Sleep, sleep, utcnow
from bot.storage.redis_clock import script_time
from bot.storage.scripts import Script

Observe = Callable[[int, float], None]
"""Called for every call that is let through: its priority, and the seconds that it waited."""


@dataclass
class RateLimiter:
    """`rate` calls in any `window` seconds. Priorities count from 0, the most urgent; those from `patient` on leave one
    call of each window free and are evenly spaced, so that a person never waits behind background work."""

    redis: Redis
    root: str
    rate: int
    _: KW_ONLY
    window: int = 1
    patient: int = 2
    clock: Clock = utcnow
    sleep: Sleep = sleep
    observe: Observe = lambda priority, seconds: None

    def __post_init__(self) -> None:
        self._take = Script(self.redis, "rate_limit", self.root)
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, priority: int) -> None:
        """Returns when the call may be made; in one process, calls of a priority keep their order."""
        begun = self.clock()
        async with self._locks[priority]:  # only the first one asks Redis
            while wait := await self.ask(priority):
                await self.sleep(wait)
        self.observe(priority, (self.clock() - begun).total_seconds())

    async def ask(self, priority: int) -> float:
        """0: the call is counted and may be made. Otherwise seconds to wait before asking again."""
        mine = self.rate if priority < self.patient else max(1, self.rate - 1)
        member = secrets.token_hex(6)
        now = script_time(self.clock)
        window = self.window * 1000
        wait = await self._take(
            now=now, window=window, rate=self.rate, share=mine, priority=int(priority), member=member
        )
        return int(wait) / 1000
