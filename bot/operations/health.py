"""How the bot is: whether it can serve, and the figures of its work for `/metrics`."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.metrics import Metrics
from bot.orders.intents import Intents
from bot.storage.queue import DelayedQueue

SOON_STALE = timedelta(minutes=1)
"""A due set that lags by more than this is not being served."""

PATIENCE = 2.0
"""Seconds for Redis to answer: less than the time limit of whoever asks."""


class HealthCheck:
    """`vital` are the due sets whose lag makes a process unfit; the others are only shown."""

    def __init__(
        self,
        redis: Redis,
        metrics: Metrics,
        intents: Intents,
        *,
        vital: Sequence[DelayedQueue],
        shown: Sequence[DelayedQueue],
    ) -> None:
        self._redis = redis
        self._metrics = metrics
        self._intents = intents
        self._vital = vital
        self._shown = shown

    async def ready(self) -> bool:
        """Whether this process can serve: Redis answers, and what is due is not left lying."""
        try:
            async with asyncio.timeout(PATIENCE):
                return all([await due.lag() < SOON_STALE for due in self._vital])
        except (RedisError, TimeoutError):
            return False

    async def metrics_text(self) -> bytes:
        """The figures of this moment; without Redis those of this process alone."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._look()
        except (RedisError, TimeoutError):
            self._metrics.redis(False)
        else:
            self._metrics.redis(True)
        return self._metrics.text()

    async def _look(self) -> None:
        for due in (*self._vital, *self._shown):
            self._metrics.due(due.name, await due.size(), await due.lag())
        for state, number in (await self._intents.tally()).items():
            self._metrics.intents(state, number)
