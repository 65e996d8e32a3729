"""A lease: one process at a time does what is to be done by one, and another takes over soon after it is gone."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import Redis
from redis.exceptions import LockError, RedisError

from bot.clock import Sleep, sleep
from bot.storage.keys import Keys

log = structlog.get_logger(__name__)

LEASE_TTL = 3.0
"""Short, so that a killed process is replaced by the time a new one has started; renewed three times as often."""


class Lease:
    """Kept up to date inside `renewed()`: `held`, whether this process has it; `lost`, whether that cannot be known,
    since Redis is away."""

    def __init__(self, redis: Redis, keys: Keys, name: str, *, sleep: Sleep = sleep) -> None:
        self._lock = redis.lock(keys.lease(name), timeout=LEASE_TTL, thread_local=False)
        self._sleep = sleep
        self.held = False
        self.lost = False
        self._wanted = False

    @asynccontextmanager
    async def renewed(self) -> AsyncIterator[None]:
        """Takes the lease when it is free and renews it, until the end; then gives it back."""
        await self._renew_once()
        self._wanted = True
        async with asyncio.TaskGroup() as group:
            renewing = group.create_task(self._renew())
            try:
                yield
            finally:
                self._wanted = False
                renewing.cancel()
                async with asyncio.TaskGroup() as last:  # not in a task that is being cancelled: its time limits would
                    last.create_task(self._give_back())  # cancel once more instead of running out (Python < 3.11.4)

    async def _renew(self) -> None:
        while self._wanted:
            await self._sleep(LEASE_TTL / 3)
            await self._renew_once()

    async def _renew_once(self) -> None:
        try:
            self.held, self.lost = await self._take(), False
        except RedisError as error:
            self.held, self.lost = False, True
            log.warning("redis is away", lease=self._lock.name, error=str(error))

    async def _take(self) -> bool:
        with contextlib.suppress(LockError):  # it ran out between the two questions
            if await self._lock.owned():
                await self._lock.reacquire()
                return True
        return bool(await self._lock.acquire(blocking=False))

    async def _give_back(self) -> None:
        """So that another process need not wait for it to run out."""
        self.held = False
        with contextlib.suppress(RedisError):
            if await self._lock.owned():
                await self._lock.release()
