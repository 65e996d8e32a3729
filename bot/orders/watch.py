"""Watches orders: each is checked until its status can no longer change, and every change of it writes a notice.

Few open orders: one GET each. Many: one process reads the partner's list page by page (workers/sweep.py). Orders whose
customers pressed "I have paid" are also in `urgent_queue`, which a long `queue` does not delay.
"""

from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from typing import cast

import structlog
from redis.asyncio import Redis

from bot.clock import Clock, from_ms, to_ms, utcnow
from bot.metrics import CountOrder, count_nothing
from bot.notifications.alerts import RATE_LIMIT_ALERT_AFTER, Alerts
from bot.notifications.models import MessageRef
from bot.orders.models import ENDED, RANK, WatchedOrder
from bot.orders.references import References
from bot.orders.schedule import WATCH_TIME, back_off, next_check, next_tick, next_urgent_check, time_left
from bot.partner.addresses import same_account
from bot.partner.client import PartnerClient, Priority
from bot.partner.errors import NotFound, PartnerError, RateLimited, Unauthorized, Unreadable, WrongOrder
from bot.partner.models import Order, OrderStatus
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.redis_clock import script_time
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

ORDER_TTL = timedelta(days=60)
"""An order is kept this long after its watch has ended."""

CARDS_PER_ORDER = 20
"""Messages in other chats that follow one order. Older ones are dropped."""

ERROR_DELAY = timedelta(seconds=30)
"""Time until the check after one that failed."""

MISSING_TIME = timedelta(minutes=3)
"""An order that the partner does not show (404) for so long counts as missing, not as late."""

MANY_MISSING = 6
"""If so many orders are missing and none is found, the key or the URL is wrong."""

ASSUMED_TIME_TO_PAY = timedelta(hours=1)
"""For an order without `expires_at`."""

NOTE_RING_INTERVAL = timedelta(minutes=10)
"""A changing note rings the phone at most this often."""

URGENT_LEAD = timedelta(minutes=1)
"""The first check after "I have paid" is due this much earlier, so that it comes before second checks of others."""


@dataclass
class Watch:
    redis: Redis
    keys: Keys
    partner: PartnerClient
    references: References
    alerts: Alerts
    _: KW_ONLY
    clock: Clock = utcnow
    count_order: CountOrder = count_nothing

    def __post_init__(self) -> None:
        redis, keys = self.redis, self.keys
        self.queue = DelayedQueue(redis, keys, "orders", clock=self.clock)
        self.urgent_queue = DelayedQueue(redis, keys, "urgent", clock=self.clock)
        self.tick_queue = DelayedQueue(redis, keys, "ticks", clock=self.clock)
        self._apply = Script(redis, "orders/apply_answer", keys.root)
        self._not_found = Script(redis, "orders/not_found", keys.root)
        self._adopt = Script(redis, "orders/adopt", keys.root)
        self._set_screen = Script(redis, "orders/set_screen", keys.root)
        self._forget = Script(redis, "orders/forget", keys.root)

    async def get(self, order_id: str) -> WatchedOrder | None:
        fields = await hashes.read(self.redis, self.keys.order(order_id))
        return WatchedOrder.read(fields) if fields.get(b"order") else None

    async def get_many(self, ids: Iterable[bytes]) -> list[WatchedOrder]:
        """The orders that are known, in the order of their ids."""
        rows = await hashes.read_many(self.redis, [self.keys.order(id.decode()) for id in ids])
        return [WatchedOrder.read(fields) for fields in rows if fields.get(b"order")]

    async def of_chat(self, chat_id: int, *, limit: int, offset: int = 0) -> tuple[list[WatchedOrder], int]:
        """The chat's orders, newest first, and how many there are."""
        key = self.keys.chat_orders(chat_id)
        async with self.redis.pipeline(transaction=False) as pipe:
            pipe.zcard(key)
            pipe.zrange(key, offset, offset + limit - 1, desc=True)
            total, ids = await pipe.execute()
        return await self.get_many(ids), int(total)

    async def status_history(self, order_id: str) -> list[tuple[datetime, str]]:
        """When this bot saw which status, oldest first."""
        rows = await cast(Awaitable[list[bytes]], self.redis.lrange(self.keys.status_history(order_id), 0, -1))
        pairs = (row.decode().split(" ", 1) for row in rows)
        return [(from_ms(at), status) for at, status in pairs]

    async def paid_longer_than(self, least: timedelta) -> list[str]:
        """Orders that were paid that long ago, at most a week, and have not ended."""
        now = self.clock()
        rows = await self.redis.zrangebyscore(self.keys.paid, to_ms(now - WATCH_TIME), to_ms(now - least))
        return [row.decode() for row in rows]

    async def unpaid_of_chat(self, chat_id: int) -> Mapping[str, str]:
        """What the chat has confirmed and not paid: `intent:<id>` or `order:<id>` → fingerprint of its goods."""
        fields = await hashes.read(self.redis, self.keys.unpaid(chat_id))
        return {name.decode(): value.decode() for name, value in fields.items()}

    async def adopt_missing(self, chat_id: int) -> None:
        """Adopts the orders that the partner has under the chat's reference. Raises PartnerError.

        The partner may find more than it was asked for, so an order without a reference of its own cannot be paid.
        """
        for order in await self.partner.orders_by_reference(self.references.write(chat_id)):
            if order.client_reference is None and await self.get(order.id) is None:
                order = await self.partner.order(order.id)
            owner = self.references.owner(order.client_reference)
            if order.client_reference is None or owner == chat_id:
                await self.adopt(order, chat_id, withheld="" if owner else "owner")

    # Checks

    async def check(self, claim: Claim) -> None:
        """Checks the claimed order and finishes the claim."""
        watched = await self.get(claim.id)
        if watched is None:
            await self.queue.finish(claim)
            return
        try:
            order = await self.partner.paced(Priority.WATCH).order(claim.id)
        except PartnerError as error:
            delay = await self._after_error(error, watched)
            await self.queue.finish(claim, again=self.clock() + delay if delay else None)
        else:
            await self.alerts.clear_if_triggered("unauthorized")
            await self.apply(watched, order, claim)

    async def check_urgently(self, claim: Claim) -> None:
        """Checks the claimed order, whose customer pressed "I have paid", and finishes the claim."""
        watched = await self.get(claim.id)
        delay = next_urgent_check(watched.order, self._since_paid(watched)) if watched else None
        if watched and delay:
            try:
                order = await self.partner.paced(Priority.PERSON).order(claim.id)
            except PartnerError as error:
                failed = await self._after_error(error, watched)
                delay = max(delay, failed) if failed and not isinstance(error, NotFound) else delay
            else:
                await self.apply(watched, order)
                delay = next_urgent_check(order, self._since_paid(watched))
        await self.urgent_queue.finish(claim, again=self.clock() + delay if delay else None)

    async def check_now(self, watched: WatchedOrder, *, max_age: timedelta = timedelta(0)) -> WatchedOrder:
        """Checks an order for a person who waits, unless its last answer is younger than `max_age`. Raises
        PartnerError."""
        if watched.checked_at and self.clock() - watched.checked_at < max_age:
            return watched
        order = await self.partner.paced(Priority.PERSON).order(watched.order.id)
        await self.apply(watched, order)
        return await self.get(order.id) or watched

    async def apply(self, watched: WatchedOrder, order: Order, claim: Claim | None = None) -> str:
        """Stores an answer of the partner if its status is not lower; a risen status writes its notice.

        Returns what `apply_answer.lua` returns, or "wrong" for an answer about other goods or another reference: it is
        dropped. Finishes the claim.
        """
        if not _is_same(order, watched.order):
            await self.alerts.trigger("wrong-order", watched.order.id, repeat_after=None)
            if claim:
                await self.queue.finish(claim, again=self.clock() + ERROR_DELAY)
            return "wrong"
        word = order.status_text if order.status is OrderStatus.UNKNOWN else ""
        order = _complete(order, watched.order)
        if word:
            order = order.model_copy(update={"status": watched.order.status, "status_text": watched.order.status_text})
            if word != watched.unknown_word:
                await self.alerts.trigger("status", word)
        withheld = ""
        if not _has_same_details(order, watched.order):
            await self.alerts.trigger("details", order.id, repeat_after=None)
            withheld = "" if order.paid_ton or RANK[order.status] >= RANK[OrderStatus.PAID] else "details"
        details = {name: value for name in _DETAILS if (value := getattr(watched.order, name)) is not None}
        order = order.model_copy(update=details)
        return await self._store(watched, order, claim, word=word, withheld=withheld)

    async def _store(
        self,
        watched: WatchedOrder,
        order: Order,
        claim: Claim | None = None,
        *,
        word: str = "",
        withheld: str = "",
        assumed: bool = False,
    ) -> str:
        now = self.clock()
        current = order if RANK[order.status] >= RANK[watched.order.status] else watched.order
        changed = watched.changed_at if order.status == watched.order.status else now
        delay = next_check(current, time_left(current, self.partner.now()), now - (changed or now))
        outcome: bytes = await self._apply(
            id=order.id,
            fence=claim.fence if claim else "",
            order=order.model_dump_json(),
            status=order.status,
            rank=RANK[order.status],
            word=word,
            assumed=int(assumed),
            withheld=withheld,
            now=to_ms(now),
            again_at=to_ms(now + delay) if delay else "",
            order_ttl=int(ORDER_TTL.total_seconds()),
            new_note=int(_has_note_to_ring(watched, order, now)),
            price_nano=_price_nano(order),
        )
        if outcome == b"risen":
            self.count_order(order.product, order.status, order.price_ton)
            log.info("order changed", order=order.id, status=order.status_text, assumed=assumed, chat=watched.chat_id)
        return outcome.decode()

    async def _after_error(self, error: PartnerError, watched: WatchedOrder) -> timedelta | None:
        """Time until the check after one that failed; None: the watch ends."""
        delay = ERROR_DELAY
        if isinstance(error, RateLimited):
            delay = timedelta(seconds=error.retry_after or 5)
            await self.alerts.trigger("rate-limit", after=RATE_LIMIT_ALERT_AFTER)
        elif isinstance(error, Unauthorized):
            await self.alerts.trigger("unauthorized")
        elif isinstance(error, WrongOrder):
            await self.alerts.trigger("wrong-order", watched.order.id, repeat_after=None)
        elif isinstance(error, NotFound):
            return await self._after_not_found(error, watched)
        log.warning("order check failed", order=watched.order.id, error=repr(error), again_in=delay.total_seconds())
        return delay

    async def _after_not_found(self, error: NotFound, watched: WatchedOrder) -> timedelta | None:
        """Time until the next check of an order that the partner does not show; None: the watch ends.

        Seconds at first: a replica of the partner may lag behind. After minutes the chat is told: of its end, if the
        order could not be paid any more and nobody has said that it was; else that it is not shown. If many orders are
        missing and none is found, something else is wrong (another key, another URL): only the admins are told.
        """
        now, order = self.clock(), watched.order
        since_ms, missing, found_ms = await self._not_found(id=order.id, now=script_time(self.clock), tell=0)
        since = now - from_ms(since_ms)
        delay = back_off(since, least=2, most=1800)
        log.warning("order is not found", order=order.id, since=since.total_seconds(), missing=missing)
        is_old = now - (watched.changed_at or now) > WATCH_TIME
        if order.status in ENDED:
            return None if is_old else delay
        if since < MISSING_TIME:
            return delay
        many = missing >= MANY_MISSING and now - from_ms(found_ms) > MISSING_TIME
        if many or error.about_route or not error.enveloped:
            await self.alerts.trigger("not-found", str(missing))
            return None if is_old else delay
        if order.status is not OrderStatus.PENDING_PAYMENT or watched.marked_paid_at or order.paid_ton:
            await self._not_found(id=order.id, now=script_time(self.clock), tell=1)
            await self.alerts.trigger("order-missing", order.id, repeat_after=None)
            return None if is_old else delay
        left = time_left(order, self.partner.now())
        if left is None:
            left = (watched.changed_at or now) + ASSUMED_TIME_TO_PAY - now
        if -left >= MISSING_TIME:
            await self._store(watched, order.model_copy(update={"status": OrderStatus.EXPIRED}), assumed=True)
            if is_old:
                await self.queue.drop(order.id)
        return delay

    def _since_paid(self, watched: WatchedOrder) -> timedelta | None:
        return self.clock() - watched.marked_paid_at if watched.marked_paid_at else None

    def next_tick(self, watched: WatchedOrder) -> datetime | None:
        """When the order's payment screen loses its pay buttons; None: never."""
        delay = next_tick(watched.order, time_left(watched.order, self.partner.now()))
        return self.clock() + delay if delay else None

    # What people do with an order

    async def mark_paid(self, watched: WatchedOrder, *, said: bool = True) -> WatchedOrder:
        """Stores that the customer says that it is paid (not `said`: that they want to pay again)."""
        id, now = watched.order.id, self.clock()
        if said:
            await hashes.write(self.redis, self.keys.order(id), {"marked_paid_at": str(to_ms(now))})
            await self.urgent_queue.add(id, now - URGENT_LEAD)
        else:
            await hashes.erase(self.redis, self.keys.order(id), "marked_paid_at")
            if watched.unknown_word:
                await hashes.write(self.redis, self.keys.order(id), {"shows_payment": "1"})
            await self.urgent_queue.drop(id)
        return await self.get(id) or watched

    async def cancel(self, watched: WatchedOrder, *, by_chat: bool = True) -> WatchedOrder:
        """Asks the partner to cancel. Raises PartnerError: Rejected when a payment was faster.

        A cancellation by the chat itself does not ring; one by an admin (not `by_chat`) does.
        """
        id = watched.order.id
        if by_chat:
            await hashes.write(self.redis, self.keys.order(id), {"cancelled_by_chat": "1"})
        try:
            order = await self.partner.paced(Priority.CONFIRM).cancel_order(id)
        except PartnerError:
            await hashes.erase(self.redis, self.keys.order(id), "cancelled_by_chat")
            await self.queue.add(id, self.clock())
            raise
        await self.apply(watched, order)
        return await self.get(id) or watched

    async def set_message_ref(
        self,
        order_id: str,
        message_ref: MessageRef,
        locale: str,
        *,
        tick: datetime | None = None,
        asked_for: Order | None = None,
    ) -> OrderStatus | None:
        """Stores the order's message, its language, and when it loses its pay buttons. Returns the order's present
        status.

        `asked_for`: the order as the chat has asked to see it, so its notice is dropped.
        """
        notified = bool(asked_for and (asked_for.status in ENDED or asked_for.note))
        status = await self._set_screen(
            id=order_id,
            message_ref=message_ref.model_dump_json(),
            locale=locale,
            tick_at=to_ms(tick) if tick else "",
            shown=asked_for.status if asked_for else "",
            notified=int(notified),
            note=(asked_for.note if asked_for else None) or "",
        )
        return OrderStatus(status.decode()) if status else None

    async def set_last_notified(self, watched: WatchedOrder) -> None:
        order = watched.order
        fields = {"last_notified": order.status.value, "last_notified_note": order.note or ""}
        if order.note and order.note != watched.last_notified_note:
            fields["note_notified_at"] = str(to_ms(self.clock()))
        if watched.missing:
            fields["missing_notified"] = "1"
        await hashes.write(self.redis, self.keys.order(order.id), fields)

    async def forget(self, chat_id: int) -> int:
        """Deletes the chat's orders that are no longer watched; returns how many still are."""
        return int(await self._forget(chat=chat_id))

    async def add_card(self, order_id: str, inline_id: str) -> None:
        """Stores a message in another chat that follows this order."""
        key = self.keys.cards(order_id)
        async with self.redis.pipeline(transaction=False) as pipe:
            pipe.zadd(key, {inline_id: to_ms(self.clock())})
            pipe.zremrangebyrank(key, 0, -1 - CARDS_PER_ORDER)
            pipe.expire(key, ORDER_TTL)
            await pipe.execute()

    async def cards(self, order_id: str) -> list[str]:
        return [id.decode() for id in await self.redis.zrange(self.keys.cards(order_id), 0, -1)]

    async def adopt(
        self, order: Order, chat_id: int, *, tell_since: datetime | None = None, withheld: str = ""
    ) -> bool:
        """Starts to watch an order that Redis does not know. False: Redis knows it.

        `tell_since`: the chat is told of an order that was made after this and has ended (the partner's time).
        `withheld`: see WatchedOrder.
        """
        word = order.status_text if order.status is OrderStatus.UNKNOWN else ""
        if word:
            order = order.model_copy(update={"status": OrderStatus.PENDING_PAYMENT})
            await self.alerts.trigger("status", word)
        now, partner_now = self.clock(), self.partner.now()
        created = order.created_at or partner_now
        delay = next_check(order, time_left(order, partner_now), partner_now - created)
        reference = self.references.read(order.client_reference)
        tell = order.status in ENDED and tell_since is not None and created >= tell_since
        made = await self._adopt(
            id=order.id,
            order=order.model_dump_json(),
            status=order.status,
            rank=RANK[order.status],
            chat=chat_id,
            created_at=to_ms(created),
            check_at=to_ms(now + delay) if delay else "",
            notify=int(tell),
            now=to_ms(now),
            fingerprint=order.goods.fingerprint if order.product and order.recipient else "",
            order_ttl=int(ORDER_TTL.total_seconds()),
            invoice=(reference.invoice if reference else None) or "",
            latest_created_at=to_ms(created + max(timedelta(0), now - partner_now)),
            word=word,
            withheld=withheld,
        )
        if made:
            log.info("order adopted", order=order.id, status=order.status_text, chat=chat_id)
        return bool(made)


def _price_nano(order: Order) -> int:
    """For the statistics; 0 when the price is unknown."""
    try:
        return order.price_nano
    except Unreadable:
        return 0


def _is_same(order: Order, known: Order) -> bool:
    """Whether an answer is about the known order. What it does not tell is no difference."""
    names = ("product", "amount", "recipient", "client_reference")
    pairs = ((getattr(order, name), getattr(known, name)) for name in names)
    return all(None in pair or str(pair[0]).lower() == str(pair[1]).lower() for pair in pairs)


_DETAILS = ("price_ton", "payment_address", "payment_memo", "expires_at")
"""What the first answer says of these stands for ever."""


def _has_same_details(order: Order, known: Order) -> bool:
    """Whether a complete answer is to be paid as the known order is."""
    if None in (known.price_ton, known.payment_address, known.payment_memo):
        return True
    is_same_account = same_account(order.payment_address or "", known.payment_address or "")
    return is_same_account and (order.price_ton, order.payment_memo) == (known.price_ton, known.payment_memo)


def _has_note_to_ring(watched: WatchedOrder, order: Order, now: datetime) -> bool:
    """Whether the order has a note that the chat was not told, or that its screen does not show."""
    if order.note is None or order.note == watched.last_notified_note:
        return False
    return order.note != watched.order.note or not rang_lately(watched, now)


def rang_lately(watched: WatchedOrder, now: datetime) -> bool:
    """Whether a note of the order has rung the phone a short while ago."""
    return watched.note_notified_at is not None and now - watched.note_notified_at < NOTE_RING_INTERVAL


def _complete(row: Order, known: Order) -> Order:
    """A row of a list with the fields that it lacks taken from what is known."""
    missing = {name: value for name, value in dict(known).items() if getattr(row, name) is None and value is not None}
    return row.model_copy(update=missing)
