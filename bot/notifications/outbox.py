"""Notices: the outbox. What is to be told is written by the very script that makes it true, as a due id:

    order:<order id>:<status>     an order has got this status (pending_payment: it was made)
    intent:<intent id>:<state>    a confirmation ended without an order
    alert:<kind>:<subject>        the admins must know
    over:<kind>:<subject>         … that it is over
    chat:<chat id>:screen         a chat's screen could not be shown when it was made
    batch:<batch id>:screen       rows of a batch have changed
    batch:<batch id>:ring         rows of a batch have ended
    daily:<chat id>:<date>        a day of a reseller's is over
    broadcast:<id>:<progress|done>  a broadcast has gone on, or has reached everybody

The id says what happened, never how it reads: the notifier tells the present state of the thing, in the language of
its chat. So one that is told twice says the same, and one whose thing has gone on since is let go.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, cast

from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.scripts import Script

MISSED_TTL = timedelta(days=60)
"""So long is kept what a chat has missed that has blocked the bot."""

Kind = Literal["order", "intent", "alert", "over", "chat", "batch", "daily", "broadcast"]


@dataclass(frozen=True)
class Notice:
    kind: Kind
    subject: str
    news: str

    @classmethod
    def read(cls, id: str) -> "Notice":
        kind, rest = id.split(":", 1)
        if kind in ("alert", "over"):
            name, _, subject = rest.partition(":")
            return cls(cast(Kind, kind), subject, name)
        subject, _, news = rest.rpartition(":")
        return cls(cast(Kind, kind), subject, news)


class Outbox:
    def __init__(self, redis: Redis, keys: Keys, *, clock: Clock = utcnow) -> None:
        self.queue = DelayedQueue(redis, keys, "notices", clock=clock)
        self._aside = Script(redis, "outbox/put_aside", keys.root)
        self._back = Script(redis, "outbox/come_back", keys.root)
        self._clock = clock

    async def show_chat(self, chat_id: int, seconds: float) -> None:
        """The chat's screen is to be shown after so many seconds."""
        await self.queue.add(f"chat:{chat_id}:screen", self._clock() + timedelta(seconds=seconds))

    async def put_aside(self, claim: Claim, chat_id: int) -> None:
        """The chat has blocked the bot: this is told when it comes back."""
        at = to_ms(self._clock() + timedelta(seconds=5))
        await self._aside(
            id=claim.id,
            fence=claim.fence,
            chat=chat_id,
            again_at=at,
            missed_ttl=int(MISSED_TTL.total_seconds()),
        )

    async def come_back(self, chat_id: int) -> None:
        """The chat can be reached again: what it has missed is told now."""
        await self._back(chat=chat_id, now=to_ms(self._clock()))

    async def batch_changed(self, batch_id: str, within: timedelta) -> None:
        """The batch's screen is to be drawn anew: once, for all that changes until then."""
        await self.queue.gather(f"batch:{batch_id}:screen", self._clock() + within)

    async def batch_ended(self, batch_id: str, within: timedelta) -> None:
        """The phone is to ring for the batch: once, for all that ends until then."""
        await self.queue.gather(f"batch:{batch_id}:ring", self._clock() + within)

    async def shown(self, kind: Kind, subject: str, news: str) -> None:
        """It was told by whoever made it true; nothing is left to tell."""
        await self.queue.drop(f"{kind}:{subject}:{news}")
