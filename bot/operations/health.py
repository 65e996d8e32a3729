"""Readiness of this process, and the gauges of `/metrics` that are read from Redis."""

import asyncio
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import timedelta
from decimal import Decimal

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.metrics import Metrics
from bot.orders.intents import Intents
from bot.storage.keys import Keys
from bot.storage.queue import LastingQueue
from bot.storage.write_check import check_writes

MAX_LAG = timedelta(minutes=1)
"""With a longer lag a queue is not being worked on."""

REDIS_TIMEOUT = 2.0
"""Seconds; shorter than the timeouts of the callers."""


@dataclass
class HealthCheck:
    """A process is ready when its data is `migrated`, Redis takes writes and the lag of every `vital` queue is short.

    The gauges show the `shown` queues too.
    """

    redis: Redis
    keys: Keys
    metrics: Metrics
    intents: Intents
    migrated: asyncio.Event
    _: KW_ONLY
    vital: Sequence[LastingQueue]
    shown: Sequence[LastingQueue]

    async def ready(self) -> bool:
        try:
            async with asyncio.timeout(REDIS_TIMEOUT):
                await check_writes(self.redis, self.keys)
                lags = await asyncio.gather(*(queue.lag() for queue in self.vital))
                return self.migrated.is_set() and all(lag < MAX_LAG for lag in lags)
        except (RedisError, TimeoutError):
            return False

    async def metrics_text(self) -> bytes:
        """The metrics in Prometheus text format. Without Redis the gauges keep their last values."""
        try:
            async with asyncio.timeout(REDIS_TIMEOUT):
                await self._update_gauges()
        except (RedisError, TimeoutError):
            self.metrics.set_redis_up(False)
        else:
            self.metrics.set_redis_up(True)
        return self.metrics.text()

    async def _update_gauges(self) -> None:
        for queue in (*self.vital, *self.shown):
            self.metrics.set_queue(queue.name, await queue.size(), await queue.lag())
        for state, number in (await self.intents.tally()).items():
            self.metrics.set_intents(state, number)
        balance: bytes | None = await self.redis.get(self.keys.balance)
        self.metrics.set_balance(Decimal(balance.decode()) if balance else None)
