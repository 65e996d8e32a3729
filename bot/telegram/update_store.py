"""Stores updates that take longer than a second, so that Telegram need not keep them.

Telegram then goes on with other updates: a webhook connection is free, and polling confirms the update. The claim of a
stored update belongs to the process that handles it; after a kill another process handles the update.
"""

from datetime import timedelta
from typing import Any

from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue, new_fence
from bot.storage.scripts import Script

MAX_STORED = 10_000
"""Stored updates; with more, Telegram keeps the others."""

STORED_LEASE = timedelta(minutes=2)
"""Longer than a handler may take."""

MAX_ATTEMPTS = 3
RETRY_DELAY = timedelta(seconds=5)


class UpdateStore:
    def __init__(self, redis: Redis, keys: Keys, *, limit: int = MAX_STORED, clock: Clock = utcnow) -> None:
        self.queue = DelayedQueue(redis, keys, "updates", clock=clock)
        self._redis = redis
        self._keys = keys
        self._limit = limit
        self._clock = clock
        self._save = Script(redis, "updates/save", keys.root)
        self._delete = Script(redis, "updates/delete", keys.root)

    async def save(self, update_id: int, body: str) -> Claim | None:
        """Stores the JSON of an update, claimed by this process. None: the store is full."""
        claim = Claim(str(update_id), new_fence())
        saved = await self._save(
            id=claim.id,
            fence=claim.fence,
            until_=to_ms(self._clock() + STORED_LEASE),
            limit=self._limit,
            body=body,
        )
        return claim if saved else None

    async def load(self, claim: Claim) -> bytes | None:
        """The JSON of a stored update, for one more attempt. None: it is gone, or was attempted too often."""
        key = self._keys.update(claim.id)
        body: Any = await self._redis.hget(key, "body")  # type: ignore[misc]
        attempts: Any = await self._redis.hincrby(key, "attempts", 1) if body else 0  # type: ignore[misc]
        return body if attempts <= MAX_ATTEMPTS else None

    async def delete(self, claim: Claim) -> None:
        await self._delete(id=claim.id, fence=claim.fence)

    async def retry(self, claim: Claim) -> None:
        await self.queue.finish(claim, again=self._clock() + RETRY_DELAY)
