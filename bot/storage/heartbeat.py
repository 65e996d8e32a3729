"""A heartbeat of each process, and the return of claims whose process has none.

A fence begins with the name of its process, so the claims of a killed process are due again after 3 seconds instead of
30. A process that is only slow loses its claims; what it finishes later changes nothing.
"""

import asyncio
from dataclasses import KW_ONLY, dataclass, field
from typing import get_args

import structlog
from redis.exceptions import RedisError

from bot.clock import Pause, pause
from bot.storage.queue import QueueName, this_process
from bot.storage.redis_clock import script_time
from bot.storage.stored import Stored

log = structlog.get_logger(__name__)

BEAT_INTERVAL = 1.0
"""Seconds; a process without a heartbeat for the lifetime of `Keys.alive` counts as dead."""


@dataclass
class Heartbeat(Stored):
    _: KW_ONLY
    me: str = field(default_factory=this_process)
    pause: Pause = pause

    def __post_init__(self) -> None:
        self._beat = self.script("queue/heartbeat")

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            try:
                await self.beat()
            except RedisError as error:
                log.warning("redis is unavailable", error=error)
            await self.pause(stopping, BEAT_INTERVAL)

    async def beat(self) -> int:
        """Sends one heartbeat; returns how many claims of dead processes are due again."""
        freed = int(await self._beat(process=self.me, now=script_time(self.clock), queues=get_args(QueueName)))
        if freed:
            log.info("claims of a dead process are due again", number=freed)
        return freed
