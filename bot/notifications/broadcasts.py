"""Broadcasts: one message of an admin's to everybody who has written to the bot.

A queue of its own holds the chats that are left. A message is counted in the script that takes it out of the queue, so
after a kill at most the message in flight is sent twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Self

from bot.clock import to_ms
from bot.notifications.models import MessageRef
from bot.storage import hashes
from bot.storage.ids import new_id
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.stored import Stored

RETRY_DELAY = timedelta(seconds=20)
"""Until the next attempt when Telegram does not answer."""


FILL = "fill"
"""Stands for a chat in the first member of a broadcast's queue."""

FILL_PAGE_SIZE = 100
"""People for whom one script makes a broadcast due."""


class State(StrEnum):
    COMPOSED = "composed"
    FILLING = "filling"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True)
class Broadcast:
    """`message_id` in the chat of `admin` is copied to everybody; `message_ref` shows the progress."""

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


@dataclass
class Broadcasts(Stored):
    def __post_init__(self) -> None:
        self.queue = DelayedQueue(self.redis, self.keys, "broadcast", clock=self.clock)
        self._start = self.script("broadcasts/start")
        self._fill = self.script("broadcasts/fill")
        self._count_sent = self.script("broadcasts/count_sent")
        self._set_fields = self.script("orders/set_fields")

    async def compose(self, admin: int, message_id: int, locale: str) -> str:
        """Stores a broadcast and returns its id. Nothing is sent yet."""
        id = new_id()
        fields = {"admin": str(admin), "message_id": str(message_id), "locale": locale, "state": State.COMPOSED.value}
        await hashes.write(self.redis, self.keys.broadcast(id), fields)
        await self.redis.expire(self.keys.broadcast(id), Keys.broadcast.ttl)
        return id

    async def get(self, id: str) -> Broadcast | None:
        fields = await hashes.read(self.redis, self.keys.broadcast(id))
        return Broadcast.read(id, fields) if fields.get(b"state") else None

    async def start(self, id: str) -> bool:
        """Sends the message to everybody who is not blocked, once. False: it was started before."""
        return bool(await self._start(id=id, now=to_ms(self.clock())))

    async def fill(self, claim: Claim) -> None:
        """Makes the message due for everybody, in pages. Another process may do the same at the same time."""
        id = claim.id.removesuffix(f":{FILL}")
        while await self._fill(id=id, now=to_ms(self.clock()), limit=FILL_PAGE_SIZE):
            pass
        await self.queue.finish(claim)

    async def set_message_ref(self, id: str, message_ref: MessageRef) -> None:
        await self._write(id, "message_ref", message_ref.model_dump_json())

    async def stop(self, id: str) -> None:
        """Chats that are left are skipped."""
        await self._write(id, "state", State.STOPPED)

    async def _write(self, id: str, *fields: str) -> None:
        await self._set_fields(key=self.keys.broadcast(id), document="state", fields=fields)

    async def count_sent(self, claim: Claim, outcome: str) -> None:
        """Counts the outcome of one message: delivered, blocked, failed, skipped, or later (tried again)."""
        now = self.clock()
        await self._count_sent(
            member=claim.id,
            fence=claim.fence,
            outcome=outcome,
            now=to_ms(now),
            again_at=to_ms(now + RETRY_DELAY),
        )
