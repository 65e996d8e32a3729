"""Life: each process says once a second that it lives, and what a dead one held is due again.

Every fence begins with the name of the process that holds it. A claim whose process has been silent for three seconds
is given back long before its lease is over, so a killed bot costs nobody half a minute. One that is only slow loses
nothing but its claims: its fences are gone, and what it finishes late changes nothing.
"""

import asyncio
from typing import get_args

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import Clock, Pause, pause, utcnow
from bot.storage.keys import Keys
from bot.storage.queue import QueueName, this_process
from bot.storage.redis_clock import script_time
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

ALIVE_TTL = 3.0
"""Seconds without a sign of life after which a process counts as dead."""

BEAT_INTERVAL = 1.0


class Heartbeat:
    def __init__(self, redis: Redis, keys: Keys, *, me: str = "", clock: Clock = utcnow, pause: Pause = pause) -> None:
        self._beat = Script(redis, "queue/heartbeat", keys.root)
        self._me = me or this_process()
        self._clock = clock
        self._pause = pause

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            try:
                await self.beat()
            except RedisError as error:
                log.warning("redis is away", error=f"{type(error).__name__}: {error}")
            await self._pause(stopping, BEAT_INTERVAL)

    async def beat(self) -> int:
        """Says that this process lives; returns how many claims of dead ones are due again."""
        freed = int(
            await self._beat(
                process=self._me,
                alive_ttl=int(ALIVE_TTL * 1000),
                now=script_time(self._clock),
                queues=get_args(QueueName),
            )
        )
        if freed:
            log.info("claims of a dead process are due again", number=freed)
        return freed
