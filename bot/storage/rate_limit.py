"""A rate limit that all processes share: never more than so many calls in any one second, the urgent ones first."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable

from redis.asyncio import Redis

from bot.clock import Clock, Sleep, sleep, utcnow
from bot.storage.redis_clock import script_time
from bot.storage.scripts import Script

Observe = Callable[[int, float], None]
"""Told of every call that is let through: its priority, and the seconds that it waited."""


def unobserved(priority: int, seconds: float) -> None:
    """No metrics."""


class RateLimiter:
    """`rate` calls a second. Priorities count from 0, the most urgent; those from `patient` on leave one call of each
    second free and spread theirs evenly, so that a person never waits behind background work."""

    def __init__(
        self,
        redis: Redis,
        root: str,
        rate: int,
        *,
        patient: int = 2,
        clock: Clock = utcnow,
        sleep: Sleep = sleep,
        observe: Observe = unobserved,
    ) -> None:
        self._take = Script(redis, "rate_limit", root)
        self._rate = rate
        self._patient = patient
        self._clock = clock
        self._sleep = sleep
        self._observe = observe
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, priority: int) -> None:
        """Returns when the call may be made: first come, first served, among those of a priority in this process."""
        begun = self._clock()
        async with self._turns[priority]:  # one of them asks, and the others need not
            while wait := await self.ask(priority):
                await self._sleep(wait)
        self._observe(priority, (self._clock() - begun).total_seconds())

    async def ask(self, priority: int) -> float:
        """0: the call may be made and is counted. Otherwise the seconds to wait before asking again."""
        mine = self._rate if priority < self._patient else max(1, self._rate - 1)
        member = secrets.token_hex(6)
        now = script_time(self._clock)
        return int(await self._take(now=now, rate=self._rate, share=mine, priority=int(priority), member=member)) / 1000
