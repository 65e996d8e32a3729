"""Watches orders: each is checked until its status can no longer change, and every change of it writes a notice.

Few open orders: one GET each. Many: one process reads the partner's list (workers/reconciliation.py). Orders whose
customers pressed "I have paid" are also in `urgent_queue`, which a long `queue` does not delay.

A watch ends in one Lua function only (`end_watch` in common.lua), together with a notice or an alert.
"""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from bot.clock import Sleep, from_ms, sleep, to_ms
from bot.metrics import CountOrder, count_nothing
from bot.notifications.alerts import RATE_LIMIT_ALERT_AFTER, UNAUTHORIZED_QUIET_TIME, Alerts
from bot.orders import handles
from bot.orders.comparison import complete, has_other_id, is_same_order, payment_difference, with_payment_of
from bot.orders.models import ENDED, OTHER_ORDER, RANK, WatchedOrder
from bot.orders.references import References
from bot.orders.schedule import (
    ASSUMED_TIME_TO_PAY,
    MIN_TIME_TO_PAY,
    MISSING_TIME,
    UNPAID_CHECK_INTERVAL,
    WATCH_TIME,
    back_off,
    next_check,
    next_tick,
    next_urgent_check,
    time_left,
)
from bot.orders.stored_orders import StoredOrders
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, RateLimited, Rejected, Unauthorized, Unreadable, WrongOrder
from bot.partner.order import Order
from bot.partner.pace import Priority
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.queue import Claim, DelayedQueue, LastingQueue
from bot.storage.redis_clock import script_time
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

ERROR_DELAY = timedelta(seconds=30)
"""Time until the check after one that failed."""

UNANSWERED_TIME = timedelta(minutes=10)
"""After that the admins hear that the partner answers nothing about an order."""

REVERSAL_TIME = timedelta(minutes=1)
"""A paid order that the partner shows as expired or cancelled for so long has failed."""

REVERSAL_CHECK_INTERVAL = timedelta(seconds=20)

MANY_MISSING = 6
"""If so many orders are missing and none is found, the key or the URL may be wrong."""

LIST_ROWS = 100
"""Rows of the partner's list that are searched for a missing order, and for any other order of this bot."""

MAX_ALIASES = 20_000

TICK_TOLERANCE = timedelta(seconds=15)
"""A payment screen whose end has moved by more, because the partner's clock has jumped, is drawn again."""

NOTE_RING_INTERVAL = timedelta(minutes=10)
"""A changing note rings the phone at most this often."""

INTENT_DELAY = 2.0
"""Seconds in which an open intent usually gets the order that its next attempt finds."""

SHOW_DELAY = timedelta(seconds=3)
"""A chat that has asked for a check shows its answer in this time, so the notice of it waits."""

URGENT_LEAD = timedelta(minutes=1)
"""The first check after "I have paid" is due this much earlier, so that it comes before second checks of others."""


class Told(StrEnum):
    """What tells that a watch ends: the notice of the order's status, or an alert of this kind."""

    STATUS = ""
    MISSING = "order-missing"
    LOST = "lost-order"


@dataclass
class Watch(StoredOrders):
    partner: PartnerClient
    references: References
    alerts: Alerts
    _: KW_ONLY
    count_order: CountOrder = count_nothing
    sleep: Sleep = sleep

    def __post_init__(self) -> None:
        super().__post_init__()
        self.aliases = dict[str, str]()
        """Other ids of watched orders, as some answers of the partner write them → their ids here."""
        self.queue = LastingQueue(self.redis, self.keys, "orders", clock=self.clock)
        self.urgent_queue = DelayedQueue(self.redis, self.keys, "urgent", clock=self.clock)
        self.tick_queue = DelayedQueue(self.redis, self.keys, "ticks", clock=self.clock)
        self._apply, self._not_found, self._wrong_answer, self._end_watch, self._adopt = (
            Script(self.redis, f"orders/{name}", self.keys.root)
            for name in ("apply_answer", "not_found", "wrong_answer", "end_watch", "adopt")
        )

    async def check(self, claim: Claim) -> None:
        """Checks the claimed order and finishes the claim."""
        watched = await self.get(claim.id)
        next_step: timedelta | Told
        if watched and (delay := self._next_check_of_pressed(watched)):
            await self.queue.postpone(claim, self.clock() + delay)
            return
        try:
            order = await self.partner.paced(Priority.WATCH).order(claim.id)
            await self.alerts.clear_if_triggered("unauthorized", quiet_for=UNAUTHORIZED_QUIET_TIME)
            if watched:
                await self.apply(watched, order, claim)
                return
            next_step = await self._recover(order)
        except PartnerError as error:
            next_step = await self._after_error(error, watched)
        if isinstance(next_step, Told):
            await self.end(claim, next_step)
        else:
            await self.queue.postpone(claim, self.clock() + next_step)

    def _next_check_of_pressed(self, watched: WatchedOrder) -> timedelta | None:
        """Time until the next check of an order that the urgent queue has just checked; None: check it."""
        is_urgent = next_urgent_check(watched.order, self._since_paid(watched)) is not None
        is_fresh = watched.checked_at and self.clock() - watched.checked_at < UNPAID_CHECK_INTERVAL / 2
        return UNPAID_CHECK_INTERVAL if is_urgent and is_fresh else None

    async def end(self, claim: Claim, told: Told) -> None:
        """Ends a watch that no answer of the partner ends; `apply_answer.lua` ends the others."""
        log.warning("watch ends", order=claim.id, told=told.name)
        await self._end_watch(id=claim.id, fence=claim.fence, alert=told, now=to_ms(self.clock()))

    async def _recover(self, order: Order) -> timedelta | Told:
        """Adopts an order whose hash Redis has lost. An open intent that may own the order settles it instead."""
        chat_id = self.references.owner(order.client_reference)
        if chat_id is None:
            return Told.LOST
        await self.adopt(order, chat_id, tell_since=order.created_at or self.partner.now(), show=True)
        return ERROR_DELAY

    async def check_urgently(self, claim: Claim) -> None:
        """Checks the claimed order, whose customer pressed "I have paid", and finishes the claim."""
        watched = await self.get(claim.id)
        if watched is None:
            await self.queue.add(claim.id, self.clock())
        delay = next_urgent_check(watched.order, self._since_paid(watched)) if watched else None
        if watched and delay:
            try:
                order = await self.partner.paced(Priority.PERSON).order(claim.id)
            except PartnerError as error:
                failed = await self._after_error(error, watched)
                if isinstance(failed, timedelta) and not isinstance(error, Rejected):
                    delay = max(delay, failed)
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
        await self.apply(watched, order, notify_in=SHOW_DELAY)
        return await self.get(order.id) or watched

    async def apply(
        self, watched: WatchedOrder, order: Order, claim: Claim | None = None, *, notify_in: timedelta = timedelta(0)
    ) -> str:
        """Stores an answer of the partner if its status is not lower; a risen status writes its notice, due then.

        Returns what `apply_answer.lua` returns, or "wrong" for an answer about another order: it is dropped. Finishes
        the claim.
        """
        if not is_same_order(order, watched.order):
            await self._after_wrong_answer(watched)
            if claim:
                await self.queue.postpone(claim, self.clock() + ERROR_DELAY)
            return "wrong"
        word = order.status_text if order.status is OrderStatus.UNKNOWN else ""
        order = complete(order, watched.order)
        if word:
            order = order.model_copy(update={"status": watched.order.status, "status_text": watched.order.status_text})
            if word != watched.unknown_word:
                await self.alerts.trigger("status", word)
        withheld = ""
        if payment_difference(order, watched.order):
            await self.alerts.trigger("details", order.id, repeat_after=None)
            withheld = "" if order.paid_ton or RANK[order.status] >= RANK[OrderStatus.PAID] else "details"
        order = await self._fail_if_reversed(watched, with_payment_of(order, watched.order))
        return await self._store(watched, order, claim, word=word, withheld=withheld, notify_in=notify_in)

    async def _after_wrong_answer(self, watched: WatchedOrder) -> None:
        """The order may be paid already, so nobody is asked to pay it until an answer is about it again."""
        await self.alerts.trigger("wrong-order", watched.order.id, repeat_after=None)
        if not watched.unknown_word:
            await self._wrong_answer(id=watched.order.id, word=OTHER_ORDER, now=to_ms(self.clock()))

    async def _fail_if_reversed(self, watched: WatchedOrder, order: Order) -> Order:
        """The order; as failed if its payment was seen, and it has been shown as unpaid and ended for a while."""
        if not _is_reversed(watched, order):
            if watched.reversed_at:
                await hashes.erase(self.redis, self.keys.order(order.id), "reversed_at")
            return order
        now = self.clock()
        if watched.reversed_at is None:
            await self.set_fields(order.id, reversed_at=to_ms(now))
        elif now - watched.reversed_at >= REVERSAL_TIME:
            await self.alerts.trigger("reversed", order.id, repeat_after=None)
            return order.model_copy(update={"status": OrderStatus.FAILED})
        return order

    async def _store(
        self,
        watched: WatchedOrder,
        order: Order,
        claim: Claim | None = None,
        *,
        word: str = "",
        withheld: str = "",
        assumed: bool = False,
        is_last: bool = False,
        notify_in: timedelta = timedelta(0),
    ) -> str:
        """`assumed`: the partner does not show this status. `is_last`: the watch ends."""
        now = self.clock()
        current = order if RANK[order.status] >= RANK[watched.order.status] else watched.order
        changed = now if RANK[order.status] > RANK[watched.order.status] else watched.changed_at
        delay = next_check(current, time_left(current, self.partner.now()), now - (changed or now))
        if delay and _is_reversed(watched, order):
            delay = min(delay, REVERSAL_CHECK_INTERVAL)
        outcome: bytes = await self._apply(
            id=order.id,
            fence=claim.fence if claim else "",
            order=order.stored(),
            status=order.status,
            rank=RANK[order.status],
            word=word,
            assumed=int(assumed),
            withheld=withheld,
            now=to_ms(now),
            again_at=to_ms(now + delay) if delay and not is_last else "",
            new_note=int(_has_note_to_show(watched, order, now)),
            price_nano=_price_nano(order),
            account=self.partner.account,
            notify_at=to_ms(now + notify_in),
        )
        if outcome == b"same" and watched.message_ref and order.status is OrderStatus.PENDING_PAYMENT:
            await self._draw_if_clock_jumped(order)
        if outcome == b"risen":
            self.count_order(order.product, order.status, order.price_ton)
            log.info("order changed", order=order.id, status=order.status_text, assumed=assumed, chat=watched.chat_id)
        return outcome.decode()

    async def _draw_if_clock_jumped(self, order: Order) -> None:
        """Draws a payment screen again if the partner's clock has jumped since, so that its time left is right."""
        now, drawn_for = self.clock(), await self.tick_queue.due_at(order.id)
        tick = next_tick(order, time_left(order, self.partner.now()))
        if drawn_for is None:  # it was drawn as an order whose time is up
            if tick:
                await self.tick_queue.add(order.id, now)
        elif drawn_for - now < MIN_TIME_TO_PAY:  # it is drawn soon, or again after an error
            return
        elif abs(now + (tick or timedelta(0)) - drawn_for) > TICK_TOLERANCE:
            await self.tick_queue.add(order.id, now)

    async def _after_error(self, error: PartnerError, watched: WatchedOrder | None) -> timedelta | Told:
        """Time until the check after one that failed, or what tells that the watch ends."""
        delay, now = ERROR_DELAY, self.clock()
        if isinstance(error, RateLimited):
            delay = min(delay, timedelta(seconds=error.retry_after or 5))
            await self.alerts.trigger("rate-limit", after=RATE_LIMIT_ALERT_AFTER)
        elif isinstance(error, Unauthorized):
            await self.alerts.trigger("unauthorized")
        elif isinstance(error, Rejected):  # a 410, or a 403 about this order, shows it as little as a 404
            return await self._after_not_found(error, watched) if watched else Told.LOST
        elif isinstance(error, WrongOrder) and watched:
            await self._after_wrong_answer(watched)
        elif isinstance(error, Unreadable):
            pass  # the client has told it
        elif watched and now - (watched.checked_at or watched.changed_at or now) > UNANSWERED_TIME:
            await self.alerts.trigger("unreadable", f"GET /orders/{watched.order.id}", repeat_after=None)
        log.warning("order check failed", error=repr(error), again_in=delay.total_seconds())
        return delay

    async def _after_not_found(self, error: Rejected, watched: WatchedOrder) -> timedelta | Told:
        """Time until the next check of an order that the partner does not show, or what tells that the watch ends.

        Seconds at first: a replica of the partner may lag behind. After minutes the list is searched for the order.
        If it is not there either, the chat is told: of its end, if the order could not be paid any more and nobody has
        said that it was; else that it is not shown. If the key or the URL may be wrong, only the admins are told.
        """
        now, order = self.clock(), watched.order
        since_ms, missing, found_ms = await self._not_found(id=order.id, now=script_time(self.clock), tell=0)
        since = now - from_ms(since_ms)
        delay = back_off(since, least=2, most=1800)
        log.warning("order is not found", order=order.id, since=since.total_seconds(), missing=missing)
        is_old = now - (watched.changed_at or now) > WATCH_TIME
        if order.status in ENDED:
            return Told.STATUS if is_old else delay
        if since < MISSING_TIME:
            return delay
        rows = await self._newest_rows()
        if rows is None:
            return delay
        found = next((row for row in rows if row.id == order.id or has_other_id(row, order)), None)
        if found and await self.apply(watched, found.model_copy(update={"id": order.id})) != "wrong":
            return delay
        is_other_account = watched.account not in (None, self.partner.account)
        is_doubtful = missing >= MANY_MISSING and now - from_ms(found_ms) > MISSING_TIME
        if (
            is_other_account
            or error.about_route
            or not error.enveloped
            or (is_doubtful and not await self._knows_any(rows))
        ):
            await self.alerts.trigger("not-found")
            return delay
        if order.status is not OrderStatus.PENDING_PAYMENT or watched.marked_paid_at or order.paid_ton:
            await self._not_found(id=order.id, now=script_time(self.clock), tell=1)
            await self.alerts.trigger("order-missing", order.id, repeat_after=None)
            return Told.MISSING if is_old else delay
        left = time_left(order, self.partner.now())
        if left is None:
            left = (watched.changed_at or now) + ASSUMED_TIME_TO_PAY - now
        if -left >= MISSING_TIME:
            expired = order.model_copy(update={"status": OrderStatus.EXPIRED})
            await self._store(watched, expired, assumed=True, is_last=is_old)
        return delay

    async def _newest_rows(self) -> Sequence[Order] | None:
        """The newest orders of the partner's list; none if the list cannot be read, None if the key may not."""
        try:
            return (await self.partner.paced(Priority.WATCH).orders(limit=LIST_ROWS)).items
        except Unauthorized:
            await self.alerts.trigger("unauthorized")
            return None
        except PartnerError:
            return ()

    async def _knows_any(self, rows: Sequence[Order]) -> bool:
        """Whether one of the rows is an order of this bot: then the key and the URL are right."""
        for row in rows:
            owner = self.references.owner(row.client_reference)
            known = await self.get(row.id) or (owner and await self.find_same(row, owner))
            if known and row.recipient and (is_same_order(row, known.order) or has_other_id(row, known.order)):
                return True
        return False

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
            await self.set_fields(id, marked_paid_at=to_ms(now))
            await self.urgent_queue.add(id, now - URGENT_LEAD)
        else:
            await hashes.erase(self.redis, self.keys.order(id), "marked_paid_at")
            if watched.unknown_word:
                await self.set_fields(id, shows_payment=1)
            await self.urgent_queue.drop(id)
        return await self.get(id) or watched

    async def cancel(self, watched: WatchedOrder, *, by_chat: bool = True) -> WatchedOrder:
        """Asks the partner to cancel. Raises PartnerError: Rejected when a payment was faster.

        A cancellation by the chat itself does not ring; one by an admin (not `by_chat`) does.
        """
        id = watched.order.id
        if by_chat:
            await self.set_fields(id, cancelled_by_chat=1)
        try:
            order = await self.partner.paced(Priority.CONFIRM).cancel_order(id)
        except PartnerError:
            await hashes.erase(self.redis, self.keys.order(id), "cancelled_by_chat")
            await self.queue.add(id, self.clock())
            raise
        await self.apply(watched, order, notify_in=SHOW_DELAY)
        return await self.get(id) or watched

    # Orders that Redis does not know

    async def adopt(
        self,
        order: Order,
        chat_id: int,
        *,
        tell_since: datetime | None = None,
        withheld: str = "",
        any_chat: bool = True,
        show: bool = False,
    ) -> bool:
        """Starts to watch an order that Redis does not know. False: Redis knows it, or it may be an open intent's.

        `tell_since`: the chat is told of an order that was made after this and has ended (the partner's time).
        `withheld`: see WatchedOrder. `any_chat`: also for a chat that this bot does not know. `show`: an order that can
        still be paid is shown, since its customer may wait for its screen.
        """
        if await self.merge(order, chat_id):
            return False
        word = order.status_text if order.status is OrderStatus.UNKNOWN else ""
        if word:
            order = order.model_copy(update={"status": OrderStatus.PENDING_PAYMENT})
            await self.alerts.trigger("status", word)
        now, partner_now = self.clock(), self.partner.now()
        created = order.created_at or partner_now
        left = time_left(order, partner_now)
        delay = next_check(order, left, partner_now - created)
        is_payable = order.status is OrderStatus.PENDING_PAYMENT and (left is None or left > MIN_TIME_TO_PAY)
        reference = self.references.read(order.client_reference)
        tell = order.status in ENDED and tell_since is not None and created >= tell_since
        made = await self._adopt(
            id=order.id,
            order=order.stored(),
            status=order.status,
            rank=RANK[order.status],
            chat=chat_id,
            created_at=to_ms(created),
            check_at=to_ms(now + delay) if delay else "",
            notify=int(tell),
            now=to_ms(now),
            fingerprint=order.goods.fingerprint if order.product and order.recipient else "",
            invoice=(reference.invoice if reference else None) or "",
            made_at=to_ms(created + (now - partner_now)),
            latest_created_at=to_ms(created + max(timedelta(0), now - partner_now)),
            word=word,
            withheld=withheld,
            account=self.partner.account,
            any_chat=int(any_chat),
            show=int(show and is_payable and not word),
        )
        if made:
            await handles.remember(self.redis, self.keys, [order.id])
            log.info("order adopted", order=order.id, status=order.status_text, chat=chat_id)
        if made == 2:
            await self.alerts.trigger("unconfirmed", order.id, repeat_after=None)
        return bool(made)

    async def merge(self, order: Order, chat_id: int) -> bool:
        """Applies an order that Redis knows under another id; whether it is one."""
        if await self.get(order.id) or not (known := await self.find_same(order, chat_id)):
            return False
        log.warning("order has two ids", order=known.order.id, other=order.id)
        self.aliases[order.id] = known.order.id
        if len(self.aliases) > MAX_ALIASES:
            del self.aliases[next(iter(self.aliases))]
        await self.apply(known, order.model_copy(update={"id": known.order.id}))
        return True

    async def find(self, order_id: str, chat_id: int) -> WatchedOrder | None:
        """The chat's order. The partner is asked for one that Redis does not know. Raises PartnerError."""
        watched = await self.get(order_id)
        if watched is None:
            try:
                order = await self.partner.paced(Priority.PERSON).order(order_id)
            except Rejected:
                return None
            if order.client_reference is None:
                await self.adopt_missing(chat_id)
            elif self.references.owner(order.client_reference) != chat_id:
                return None
            elif not await self.adopt(order, chat_id):
                await self.sleep(INTENT_DELAY)
            watched = await self.get(self.aliases.get(order_id, order_id))
        return watched if watched and watched.chat_id == chat_id else None

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


def _is_reversed(watched: WatchedOrder, order: Order) -> bool:
    """Whether an order whose payment was seen is shown as one that ended unpaid."""
    was_paid = watched.order.status in (OrderStatus.PAID, OrderStatus.PROCESSING)
    return was_paid and order.status in (OrderStatus.EXPIRED, OrderStatus.CANCELLED)


def _price_nano(order: Order) -> int:
    """For the statistics; 0 when the price is unknown."""
    try:
        return order.price_nano
    except Unreadable:
        return 0


def _has_note_to_show(watched: WatchedOrder, order: Order, now: datetime) -> bool:
    """Whether the screen shows another note, or the chat was not told this one, and it may ring now."""
    if order.note != watched.order.note:
        return True
    return order.note not in (None, watched.last_notified_note) and not rang_lately(watched, now)


def rang_lately(watched: WatchedOrder, now: datetime) -> bool:
    """Whether a note of the order has rung the phone a short while ago."""
    return watched.note_notified_at is not None and now - watched.note_notified_at < NOTE_RING_INTERVAL
