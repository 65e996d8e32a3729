"""Applies the answers of the partner to the orders that Redis knows: a status only rises, and then writes a notice."""

from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from bot.clock import to_ms
from bot.metrics import CountOrder, count_nothing
from bot.notifications.alerts import Alerts
from bot.orders.comparison import complete, is_same_order, payment_difference, with_payment_of
from bot.orders.models import ENDED, OTHER_ORDER, RANK, WatchedOrder
from bot.orders.schedule import (
    MIN_TIME_TO_PAY,
    WATCH_TIME,
    next_check,
    next_check_after_failure,
    next_tick,
    time_left,
)
from bot.orders.stored_orders import StoredOrders
from bot.partner.client import PartnerClient
from bot.partner.errors import Unreadable
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.queue import Claim, DelayedQueue, LastingQueue

log = structlog.get_logger(__name__)

ERROR_DELAY = timedelta(seconds=30)
"""Time until the next check of an order that Redis has lost, and after a refusal that is not about the order."""

REVERSAL_TIME = timedelta(minutes=1)
"""A paid order that the partner shows as expired or cancelled for so long has failed."""

REVERSAL_CHECK_INTERVAL = timedelta(seconds=20)

TICK_TOLERANCE = timedelta(seconds=15)
"""A payment screen whose end has moved by more, because the partner's clock has jumped, is drawn again."""

NOTE_RING_INTERVAL = timedelta(minutes=10)
"""A changing note rings the phone at most this often."""


class Told(StrEnum):
    """What tells that a watch ends: the notice of the order's status, or an alert of this kind."""

    STATUS = ""
    MISSING = "order-missing"
    LOST = "lost-order"


@dataclass
class AnsweredOrders(StoredOrders):
    partner: PartnerClient
    alerts: Alerts
    _: KW_ONLY
    count_order: CountOrder = count_nothing

    def __post_init__(self) -> None:
        super().__post_init__()
        self.queue = LastingQueue(self.redis, self.keys, "orders", clock=self.clock)
        self.tick_queue = DelayedQueue(self.redis, self.keys, "ticks", clock=self.clock)
        self._apply = self.script("orders/apply_answer")
        self._wrong_answer = self.script("orders/wrong_answer")
        self._end_watch = self.script("orders/end_watch")

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
                await self._finish(claim, self._after_failure(watched))
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

    def _after_failure(self, watched: WatchedOrder) -> timedelta | Told:
        """Time until the check after one without a usable answer; the watch of an ended order ends after a week."""
        now = self.clock()
        if watched.order.status in ENDED and now - (watched.changed_at or now) > WATCH_TIME:
            return Told.STATUS
        return next_check_after_failure(now - (watched.checked_at or watched.changed_at or now))

    async def _finish(self, claim: Claim, next_step: timedelta | Told) -> None:
        if isinstance(next_step, Told):
            await self.end(claim, next_step)
        else:
            await self.queue.postpone(claim, self.clock() + next_step)

    async def end(self, claim: Claim, told: Told) -> None:
        """Ends a watch that no answer of the partner ends; `apply_answer.lua` ends the others."""
        log.warning("watch ends", order=claim.id, told=told.name)
        await self._end_watch(id=claim.id, fence=claim.fence, alert=told, now=to_ms(self.clock()))

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
        since = timedelta(0) if RANK[order.status] > RANK[watched.order.status] else now - (watched.changed_at or now)
        delay = next_check(current, time_left(current, self.partner.now()), since)
        if delay is None and current.status is OrderStatus.PENDING_PAYMENT:
            if word:  # nobody knows whether the order has ended
                delay = timedelta(days=1)
            else:
                order, assumed, is_last = order.model_copy(update={"status": OrderStatus.EXPIRED}), True, True
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

    def next_tick(self, watched: WatchedOrder) -> datetime | None:
        """When the order's payment screen loses its pay buttons; None: never."""
        delay = next_tick(watched.order, time_left(watched.order, self.partner.now()))
        return self.clock() + delay if delay else None


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
