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

LEASE_TTL = Keys.lease.ttl.total_seconds()
"""Short, so that a killed process is replaced by the time a new one has started; renewed three times as often."""


class Lease:
    """Inside `renewed()`, `held` says whether this process has the lease. `lost`: Redis does not answer, so another
    process may have it."""

    def __init__(self, redis: Redis, keys: Keys, name: str, *, sleep: Sleep = sleep) -> None:
        self._redis = redis
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
                # Not in a task that is being cancelled: its timeouts would cancel it once more (Python < 3.11.4).
                async with asyncio.TaskGroup() as last:
                    last.create_task(self._give_back())

    async def _renew(self) -> None:
        while self._wanted:
            await self._sleep(LEASE_TTL / 3)
            await self._renew_once()

    async def _renew_once(self) -> None:
        try:
            self.held, self.lost = await self._take(), False
        except RedisError as error:
            self.held, self.lost = False, True
            log.warning("redis is unavailable", lease=self._lock.name, error=error)

    async def _take(self) -> bool:
        with contextlib.suppress(LockError):  # it expired between the two calls
            if await self._lock.owned():
                await self._lock.reacquire()
                return True
        if await self._redis.pttl(self._lock.name) > LEASE_TTL * 1000:  # Redis' clock was set back: nobody renews it
            await self._redis.delete(self._lock.name)
        return bool(await self._lock.acquire(blocking=False))

    async def _give_back(self) -> None:
        """Another process need not wait for the lease to expire."""
        self.held = False
        with contextlib.suppress(RedisError):
            if await self._lock.owned():
                await self._lock.release()
