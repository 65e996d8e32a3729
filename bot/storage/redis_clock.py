"""The one clock of all processes: Redis' own. The clocks of machines may differ by minutes."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import Clock, Pause, from_ms, pause, to_ms, utcnow
from bot.storage.keys import Keys
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

SYNC_INTERVAL = 1.0
"""Seconds. After a fail-over the clock of the new server may differ."""


@dataclass
class RedisClock:
    """Estimates Redis' time between two calls of `sync`. Before the first one it is `machine_clock`."""

    redis: Redis
    keys: Keys
    _: KW_ONLY
    machine_clock: Clock = utcnow
    monotonic: Callable[[], float] = time.monotonic
    pause: Pause = pause

    def __post_init__(self) -> None:
        self._time = Script(self.redis, "time", self.keys.root)
        self._zero = self.machine_clock() - timedelta(seconds=self.monotonic())

    def __call__(self) -> datetime:
        return self._zero + timedelta(seconds=self.monotonic())

    async def sync(self) -> None:
        """Asks Redis for its time; the answer is taken for the middle of the call."""
        asked_at = self.monotonic()
        now = from_ms(await self._time(now=""))
        self._zero = now - timedelta(seconds=(asked_at + self.monotonic()) / 2)

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            try:
                await self.sync()
            except RedisError as error:
                log.warning("redis is unavailable", error=error)
            await self.pause(stopping, SYNC_INTERVAL)


def script_time(clock: Clock) -> int | str:
    """The argument `now` of a script that compares times, in ms. Empty for a RedisClock: the script asks Redis itself.
    Tests move time with a clock of their own."""
    return "" if isinstance(clock, RedisClock) else to_ms(clock())
