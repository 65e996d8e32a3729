"""Broadcasts: one message of an admin's to everybody who has written to the bot.

A due set of its own holds whom it is still to reach, so a killed process leaves nothing undone; each process sends one
message at a time and counts it in the same script that takes it out of the set, so that at most the one in flight is
sent twice. Telegram's pace is kept by the bucket, where broadcasts come after answers and notices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Self

from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.notifications.models import MessageRef
from bot.storage import hashes
from bot.storage.ids import new_id
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.scripts import Script

BROADCAST_TTL = timedelta(days=30)

RETRY_DELAY = timedelta(seconds=20)
"""Until the next try when Telegram does not answer."""


class State(StrEnum):
    COMPOSED = "composed"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True)
class Broadcast:
    """`message_id` in the chat of the admin is what is copied; `place` is where its progress is shown."""

    id: str
    admin: int
    message_id: int
    locale: str
    state: State
    message_ref: MessageRef | None = None
    total: int = 0
    delivered: int = 0
    blocked: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def handled(self) -> int:
        return self.delivered + self.blocked + self.failed + self.skipped

    @classmethod
    def read(cls, id: str, fields: Mapping[bytes, bytes]) -> Self:
        """From its Redis hash."""
        text = {name.decode(): value.decode() for name, value in fields.items()}
        counts = {name: int(text.get(name, 0)) for name in ("total", "delivered", "blocked", "failed", "skipped")}
        return cls(
            id=id,
            admin=int(text["admin"]),
            message_id=int(text["message_id"]),
            locale=text["locale"],
            state=State(text["state"]),
            message_ref=MessageRef.model_validate_json(text["message_ref"]) if text.get("message_ref") else None,
            **counts,
        )


class Broadcasts:
    def __init__(self, redis: Redis, keys: Keys, *, clock: Clock = utcnow) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock
        self.queue = DelayedQueue(redis, keys, "broadcast", clock=clock)
        self._start = Script(redis, "broadcasts/start", keys.root)
        self._sent = Script(redis, "broadcasts/count_sent", keys.root)

    async def compose(self, admin: int, message_id: int, locale: str) -> str:
        """Keeps what is to be sent; returns its id. Nothing is sent yet."""
        id = new_id()
        fields = {"admin": str(admin), "message_id": str(message_id), "locale": locale, "state": State.COMPOSED.value}
        await hashes.write(self._redis, self._keys.broadcast(id), fields)
        await self._redis.expire(self._keys.broadcast(id), BROADCAST_TTL)
        return id

    async def get(self, id: str) -> Broadcast | None:
        fields = await hashes.read(self._redis, self._keys.broadcast(id))
        return Broadcast.read(id, fields) if fields.get(b"state") else None

    async def start(self, id: str) -> bool:
        """Makes it due for everybody who is not kept out, once. False: it was started before."""
        return bool(await self._start(id=id, now=to_ms(self._clock())))

    async def set_message_ref(self, id: str, message_ref: MessageRef) -> None:
        await hashes.write(self._redis, self._keys.broadcast(id), {"message_ref": message_ref.model_dump_json()})

    async def stop(self, id: str) -> None:
        """Those whom it has not reached yet are skipped."""
        await hashes.write(self._redis, self._keys.broadcast(id), {"state": State.STOPPED.value})

    async def sent(self, claim: Claim, outcome: str) -> None:
        """Counts what became of one message: delivered, blocked, failed, skipped, or "later" with another try."""
        now = self._clock()
        await self._sent(
            member=claim.id,
            fence=claim.fence,
            outcome=outcome,
            now=to_ms(now),
            again_at=to_ms(now + RETRY_DELAY),
        )
