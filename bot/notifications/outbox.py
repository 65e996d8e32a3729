"""The outbox: notices that wait to be sent. The script that changes a state writes its notice, as a due id:

    order:<order id>:<status>       an order has this status (pending_payment: it was made)
    intent:<intent id>:<state>      a confirmation ended without an order
    alert:<kind>:<subject>          an alert began; over:…: it ended
    more:<kind>:                    many alerts of this kind began
    chat:<chat id>:screen           Telegram refused a chat's screen for a moment
    batch:<batch id>:screen         rows of a batch have changed
    batch:<batch id>:ring           rows of a batch have ended
    daily:<chat id>:<date>          a reseller's day has ended
    shopday:<chat id>:<date>        an admin gets the report of the shop's day
    team:<user id>:<role>           somebody has lost this role
    broadcast:<id>:<progress|done>  a broadcast has gone on, or has reached everybody

The notifier reads the present state and writes the text, so a notice may be sent twice or be out of date without harm.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, cast

from bot.clock import to_ms
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.stored import Stored

MISSED_PAGE_SIZE = 500
"""Missed notices that one script makes due."""

Kind = Literal["order", "intent", "alert", "over", "more", "chat", "batch", "daily", "shopday", "team", "broadcast"]


@dataclass(frozen=True)
class Notice:
    kind: Kind
    subject: str
    news: str

    @classmethod
    def read(cls, id: str) -> "Notice":
        kind, rest = id.split(":", 1)
        if kind in ("alert", "over", "more"):
            name, _, subject = rest.partition(":")
            return cls(cast(Kind, kind), subject, name)
        subject, _, news = rest.rpartition(":")
        return cls(cast(Kind, kind), subject, news)


@dataclass
class Outbox(Stored):
    def __post_init__(self) -> None:
        self.queue = DelayedQueue(self.redis, self.keys, "notices", clock=self.clock)
        self._put_aside = self.script("outbox/put_aside")
        self._come_back = self.script("outbox/come_back")

    async def show_chat(self, chat_id: int, seconds: float) -> None:
        """Sends the chat a button that leads back to its screen, after so many seconds."""
        await self.queue.add(f"chat:{chat_id}:screen", self.clock() + timedelta(seconds=seconds))

    async def put_aside(self, claim: Claim, chat_id: int) -> None:
        """Keeps a notice of a chat that has blocked the bot, until `come_back`."""
        at = to_ms(self.clock() + timedelta(seconds=5))
        # First the mark, which lies in another slot than the queue: each update of the chat looks for it.
        await self.redis.set(self.keys.has_missed(chat_id), 1, ex=Keys.has_missed.ttl)
        await self._put_aside(id=claim.id, fence=claim.fence, chat=chat_id, again_at=at)

    async def come_back(self, chat_id: int) -> None:
        """Sends a chat that has unblocked the bot the notices that it has missed."""
        while await self._come_back(chat=chat_id, now=to_ms(self.clock()), limit=MISSED_PAGE_SIZE):
            pass
        await self.redis.delete(self.keys.has_missed(chat_id))

    async def set_moved(self, group_id: int, new_id: int) -> None:
        """The group has become a supergroup, which has another chat id."""
        await self.redis.set(self.keys.moved_to(group_id), new_id, ex=Keys.moved_to.ttl)

    async def moved_to(self, chat_id: int) -> int:
        """The present id of a chat."""
        new_id: bytes | None = await self.redis.getex(self.keys.moved_to(chat_id), ex=Keys.moved_to.ttl)
        return int(new_id) if new_id else chat_id

    async def batch_changed(self, batch_id: str, within: timedelta) -> None:
        """Draws the batch's screen anew, once for all changes until then."""
        await self.queue.gather(f"batch:{batch_id}:screen", self.clock() + within)

    async def batch_ended(self, batch_id: str, within: timedelta) -> None:
        """Sends a message about ended rows, once for all that end until then."""
        await self.queue.gather(f"batch:{batch_id}:ring", self.clock() + within)

    async def shown(self, kind: Kind, subject: str, news: str) -> None:
        """Removes a notice whose news the chat has already seen on a screen."""
        await self.queue.drop(f"{kind}:{subject}:{news}")
