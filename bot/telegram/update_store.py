"""Stores updates that take longer than a second, so that Telegram need not keep them.

Telegram then goes on with other updates: a webhook connection is free, and polling confirms the update. The claim of a
stored update belongs to the process that handles it; after a kill another process handles the update.
"""

from dataclasses import KW_ONLY, dataclass
from datetime import timedelta
from typing import Any

from bot.clock import to_ms
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue, new_fence
from bot.storage.stored import Stored

MAX_STORED = 10_000
"""Stored updates; with more, Telegram keeps the others."""

STORED_LEASE = timedelta(minutes=2)
"""Longer than a handler may take."""

MAX_ATTEMPTS = 3
RETRY_DELAY = timedelta(seconds=5)


@dataclass
class UpdateStore(Stored):
    _: KW_ONLY
    limit: int = MAX_STORED

    def __post_init__(self) -> None:
        self.queue = DelayedQueue(self.redis, self.keys, "updates", clock=self.clock)
        self._save = self.script("updates/save")
        self._delete = self.script("updates/delete")

    async def save(self, update_id: int, body: str) -> Claim | None:
        """Stores the JSON of an update, claimed by this process. None: the store is full."""
        claim = Claim(str(update_id), new_fence())
        saved = await self._save(
            id=claim.id,
            fence=claim.fence,
            until_=to_ms(self.clock() + STORED_LEASE),
            limit=self.limit,
            body=body,
        )
        return claim if saved else None

    async def load(self, claim: Claim) -> bytes | None:
        """The JSON of a stored update, for one more attempt. None: it is gone, or was attempted too often."""
        key = self.keys.update(claim.id)
        body: Any = await self.redis.hget(key, "body")  # type: ignore[misc]
        attempts: Any = await self.redis.hincrby(key, "attempts", 1) if body else 0  # type: ignore[misc]
        await self.redis.expire(key, Keys.update.ttl)  # another process may just have deleted it
        return body if attempts <= MAX_ATTEMPTS else None

    async def delete(self, claim: Claim) -> None:
        await self._delete(id=claim.id, fence=claim.fence)

    async def retry(self, claim: Claim) -> None:
        await self.queue.finish(claim, again=self.clock() + RETRY_DELAY)
