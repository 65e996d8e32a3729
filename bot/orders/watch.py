"""Watching: every order is looked at until nothing can come any more, and every change of it becomes a notice.

Few open orders: one GET each, as often as the moment asks for. Many: one leader reads the partner's list page by page
(sweep.py). Those whose customers say that they have paid stand in a queue of their own as well, which no number of
others holds up.
"""

from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from typing import cast

import structlog
from redis.asyncio import Redis

from bot.clock import Clock, from_ms, to_ms, utcnow
from bot.notifications.alerts import LIMITED, Alerts
from bot.notifications.models import MessageRef
from bot.orders.models import ENDED, RANK, WatchedOrder
from bot.orders.references import References
from bot.orders.schedule import WEEK, next_check, next_urgent_check
from bot.partner.client import PartnerClient, Priority
from bot.partner.errors import NotFound, PartnerError, RateLimited, Unauthorized, Unreadable
from bot.partner.models import Order, OrderStatus
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

KEEP = timedelta(days=60)
"""An order that can no longer change is kept this long for "my orders"."""

CARDS = 20
"""Messages in other chats that follow one order; of more, the latest."""

AHEAD = timedelta(minutes=1)
"""The first look after "I have paid" goes before the second looks of others."""


class Watch:
    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        partner: PartnerClient,
        references: References,
        alerts: Alerts,
        *,
        clock: Clock = utcnow,
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._partner = partner
        self._references = references
        self._alerts = alerts
        self._clock = clock
        self.queue = DelayedQueue(redis, keys, "orders", clock=clock)
        self.urgent_queue = DelayedQueue(redis, keys, "urgent", clock=clock)
        self._apply = Script(redis, "orders/apply_answer", keys.root)
        self._adopt = Script(redis, "orders/adopt", keys.root)
        self._set_screen = Script(redis, "orders/set_screen", keys.root)
        self._forget = Script(redis, "orders/forget", keys.root)

    async def get(self, order_id: str) -> WatchedOrder | None:
        fields = await hashes.read(self._redis, self._keys.order(order_id))
        return WatchedOrder.read(fields) if fields.get(b"order") else None

    async def of_chat(self, chat_id: int, *, limit: int, offset: int = 0) -> tuple[list[WatchedOrder], int]:
        """The chat's orders, newest first, and how many there are."""
        key = self._keys.chat_orders(chat_id)
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.zcard(key)
            pipe.zrange(key, offset, offset + limit - 1, desc=True)
            total, ids = await pipe.execute()
            for id in ids:
                pipe.hgetall(self._keys.order(id.decode()))
            rows = await pipe.execute() if ids else []
        return [WatchedOrder.read(fields) for fields in rows if fields.get(b"order")], int(total)

    async def status_history(self, order_id: str) -> list[tuple[datetime, str]]:
        """The order's history as this bot saw it, oldest first: when, and which status."""
        rows = await cast(Awaitable[list[bytes]], self._redis.lrange(self._keys.status_history(order_id), 0, -1))
        pairs = (row.decode().split(" ", 1) for row in rows)
        return [(from_ms(at), status) for at, status in pairs]

    async def paid_longer_than(self, least: timedelta) -> list[str]:
        """The orders of the last week that were paid so long ago, or longer, and have not come to their end."""
        now = self._clock()
        rows = await self._redis.zrangebyscore(self._keys.paid, to_ms(now - WEEK), to_ms(now - least))
        return [row.decode() for row in rows]

    async def unpaid_of_chat(self, chat_id: int) -> Mapping[str, str]:
        """What the chat has confirmed and not paid: `intent:<id>` or `order:<id>` → what it buys."""
        fields = await hashes.read(self._redis, self._keys.unpaid(chat_id))
        return {name.decode(): value.decode() for name, value in fields.items()}

    async def adopt_missing(self, chat_id: int) -> None:
        """Takes up the orders of a chat that this Redis does not know; asks the partner by the chat's reference."""
        for order in await self._partner.orders_by_reference(self._references.write(chat_id)):
            await self.adopt(order, chat_id)

    # Looking

    async def check(self, claim: Claim) -> None:
        """What the worker does with a due order."""
        watched = await self.get(claim.id)
        if watched is None:
            await self.queue.finish(claim)
            return
        try:
            order = await self._partner.paced(Priority.WATCH).order(claim.id)
        except PartnerError as error:
            await self.queue.finish(claim, again=await self._after(error, watched))
        else:
            await self._alerts.clear_if_triggered("unauthorized")
            await self.apply(watched, order, claim)

    async def check_urgently(self, claim: Claim) -> None:
        """What the worker does with an order whose customer says that it is paid."""
        watched = await self.get(claim.id)
        again = next_urgent_check(watched.order, self._clock(), watched.marked_paid_at) if watched else None
        if watched and again:
            try:
                order = await self._partner.paced(Priority.PERSON).order(claim.id)
            except PartnerError as error:
                again = await self._after(error, watched)
            else:
                await self.apply(watched, order)
                again = next_urgent_check(order, self._clock(), watched.marked_paid_at)
        await self.urgent_queue.finish(claim, again=again)

    async def check_now(self, watched: WatchedOrder) -> WatchedOrder:
        """A fresh look for a person who waits for it. Raises PartnerError."""
        order = await self._partner.paced(Priority.PERSON).order(watched.order.id)
        await self.apply(watched, order)
        return await self.get(order.id) or watched

    async def apply(self, watched: WatchedOrder, order: Order, claim: Claim | None = None) -> str:
        """Applies an answer of the partner's: a risen status is stored, and its notice with it."""
        now = self._clock()
        order = _complete(order, watched.order)
        ahead = order if RANK[order.status] >= RANK[watched.order.status] else watched.order
        changed = watched.changed_at if order.status == watched.order.status else now
        again = next_check(ahead, self._partner.now(), changed=changed)
        outcome: bytes = await self._apply(
            id=order.id,
            fence=claim.fence if claim else "",
            order=order.model_dump_json(),
            status=order.status,
            rank=RANK[order.status],
            now=to_ms(now),
            again_at=to_ms(again) if again else "",
            order_ttl=int(KEEP.total_seconds()),
            new_note=int(order.note is not None and order.note != watched.order.note),
            price_nano=_nano(order),
        )
        if outcome == b"risen":
            log.info("order changed", order=order.id, status=order.status_text, chat=watched.chat_id)
            if order.status is OrderStatus.UNKNOWN:
                await self._alerts.trigger("status", order.status_text)
        return outcome.decode()

    async def _after(self, error: PartnerError, watched: WatchedOrder) -> datetime | None:
        """When to look again after a look that failed; None: the partner has never heard of this order."""
        seconds = 30.0
        if isinstance(error, RateLimited):
            seconds = error.retry_after or 5
            await self._alerts.trigger("rate-limit", after=LIMITED)
        elif isinstance(error, Unauthorized):
            await self._alerts.trigger("unauthorized")
        elif isinstance(error, NotFound):
            seconds = 3600.0
            if watched.order.created_at and self._clock() - watched.order.created_at > WEEK:
                return None
        log.warning("could not look at an order", order=watched.order.id, error=repr(error), again_in=seconds)
        return self._clock() + timedelta(seconds=seconds)

    # What people do with an order

    async def mark_paid(self, watched: WatchedOrder, *, said: bool = True) -> WatchedOrder:
        """The customer says that it is paid (or wants the payment details again): it is looked at often for a while."""
        key, now = self._keys.order(watched.order.id), self._clock()
        if said:
            await hashes.write(self._redis, key, {"marked_paid_at": str(to_ms(now))})
            await self.urgent_queue.add(watched.order.id, now - AHEAD)
        else:
            await hashes.erase(self._redis, key, "marked_paid_at")
            await self.urgent_queue.drop(watched.order.id)
        return await self.get(watched.order.id) or watched

    async def cancel(self, watched: WatchedOrder, *, by_chat: bool = True) -> WatchedOrder:
        """Asks the partner to cancel. Raises PartnerError: Rejected when a payment was faster.

        What the chat did itself needs no ring; what an admin did (not `by_chat`) does.
        """
        if by_chat:
            await hashes.write(self._redis, self._keys.order(watched.order.id), {"cancelled_by_chat": "1"})
        partner = self._partner.paced(Priority.CONFIRM)
        try:
            order = await partner.cancel_order(watched.order.id)
        except PartnerError:
            await hashes.erase(self._redis, self._keys.order(watched.order.id), "cancelled_by_chat")
            await self.queue.add(watched.order.id, self._clock())
            raise
        await self.apply(watched, order)
        return await self.get(order.id) or watched

    async def set_message_ref(
        self,
        order_id: str,
        message_ref: MessageRef,
        locale: str,
        *,
        seen: bool = True,
        tick: datetime | None = None,
        asked_for: Order | None = None,
    ) -> OrderStatus | None:
        """Remembers where the order's screen stands, in which language, whether somebody looks at it now, and when the
        time left on it is to be shown anew. Returns what the order has become meanwhile.

        `asked_for`: the order as it is shown there because the chat wanted to see it, which leaves nothing to tell.
        """
        now = str(to_ms(self._clock())) if seen else ""
        notified = bool(asked_for and (asked_for.status in ENDED or asked_for.note))
        status = await self._set_screen(
            id=order_id,
            message_ref=message_ref.model_dump_json(),
            locale=locale,
            viewed_at=now,
            tick_at=to_ms(tick) if tick else "",
            shown=asked_for.status if asked_for else "",
            notified=int(notified),
            note=(asked_for.note if asked_for else None) or "",
        )
        return OrderStatus(status.decode()) if status else None

    async def set_last_notified(self, order: Order) -> None:
        await hashes.write(
            self._redis,
            self._keys.order(order.id),
            {"last_notified": order.status, "last_notified_note": order.note or ""},
        )

    async def forget(self, chat_id: int) -> int:
        """Deletes the chat's orders that are done with; returns how many stay, since they are still watched."""
        return int(await self._forget(chat=chat_id))

    async def add_card(self, order_id: str, inline_id: str) -> None:
        """Remembers a message in another chat that follows this order."""
        key = self._keys.cards(order_id)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.zadd(key, {inline_id: to_ms(self._clock())})
            pipe.zremrangebyrank(key, 0, -1 - CARDS)
            pipe.expire(key, KEEP)
            await pipe.execute()

    async def cards(self, order_id: str) -> list[str]:
        return [id.decode() for id in await self._redis.zrange(self._keys.cards(order_id), 0, -1)]

    # Orders that this Redis does not know

    async def adopt(self, order: Order, chat_id: int, *, tell_since: datetime | None = None) -> bool:
        """Takes an order up; one made after `tell_since` that has ended is told. False: it was known."""
        now = self._clock()
        created = order.created_at or now
        again = next_check(order, self._partner.now(), changed=created)
        reference = self._references.read(order.client_reference)
        invoice = reference.invoice if reference else None
        tell = order.status in ENDED and tell_since is not None and created >= tell_since
        made = await self._adopt(
            id=order.id,
            order=order.model_dump_json(),
            status=order.status,
            rank=RANK[order.status],
            chat=chat_id,
            created_at=to_ms(created),
            check_at=to_ms(again) if again else "",
            notify=int(tell),
            now=to_ms(now),
            fingerprint=order.goods.fingerprint if order.product and order.recipient else "",
            order_ttl=int(KEEP.total_seconds()),
            invoice=invoice or "",
        )
        if made:
            log.info("order adopted", order=order.id, status=order.status_text, chat=chat_id)
        return bool(made)


def _nano(order: Order) -> int:
    """For the figures; 0 when the price cannot be told exactly."""
    try:
        return order.price_nano
    except Unreadable:
        return 0


def _complete(row: Order, known: Order) -> Order:
    """A row of a list may lack what a full answer had; what was known of the order stays known."""
    missing = {name: value for name, value in dict(known).items() if getattr(row, name) is None and value is not None}
    return row.model_copy(update=missing)
