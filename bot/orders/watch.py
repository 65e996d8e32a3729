"""Watches orders: each is checked until its status can no longer change, and every change of it writes a notice.

Few open orders: one GET each. Many: one process reads the partner's list (workers/reconciliation.py). Orders whose
customers pressed "I have paid" are also in `urgent_queue`, which a long `queue` does not delay.

A watch ends in one Lua function only (`end_watch` in common.lua), together with a notice or an alert.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.clock import from_ms, to_ms
from bot.notifications.alerts import RATE_LIMIT_ALERT_AFTER, UNAUTHORIZED_QUIET_TIME
from bot.orders.adopted_orders import AdoptedOrders
from bot.orders.answered_orders import ERROR_DELAY, Told
from bot.orders.comparison import has_other_id, is_same_order
from bot.orders.models import ENDED, WatchedOrder
from bot.orders.schedule import (
    ASSUMED_TIME_TO_PAY,
    MISSING_TIME,
    UNPAID_CHECK_INTERVAL,
    WATCH_TIME,
    back_off,
    next_urgent_check,
    time_left,
)
from bot.partner.errors import PartnerError, RateLimited, Rejected, Unauthorized, Unreadable, WrongOrder
from bot.partner.order import Order
from bot.partner.pace import Priority
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.redis_clock import script_time

log = structlog.get_logger(__name__)

UNANSWERED_TIME = timedelta(minutes=10)
"""After that the admins hear that the partner answers nothing about an order."""

MANY_MISSING = 6
"""If so many orders are missing and none is found, the key or the URL may be wrong."""

LIST_ROWS = 100
"""Rows of the partner's list that are searched for a missing order, and for any other order of this bot."""

SHOW_DELAY = timedelta(seconds=3)
"""A chat that has asked for a check shows its answer in this time, so the notice of it waits."""

URGENT_LEAD = timedelta(minutes=1)
"""The first check after "I have paid" is due this much earlier, so that it comes before second checks of others."""


@dataclass
class Watch(AdoptedOrders):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.urgent_queue = DelayedQueue(self.redis, self.keys, "urgent", clock=self.clock)
        self._not_found = self.script("orders/not_found")

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
        await self._finish(claim, next_step)

    def _next_check_of_pressed(self, watched: WatchedOrder) -> timedelta | None:
        """Time until the next check of an order that the urgent queue has just checked; None: check it."""
        is_urgent = next_urgent_check(watched.order, self._since_paid(watched)) is not None
        is_fresh = watched.checked_at and self.clock() - watched.checked_at < UNPAID_CHECK_INTERVAL / 2
        return UNPAID_CHECK_INTERVAL if is_urgent and is_fresh else None

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
                    delay = max(delay, min(failed, ERROR_DELAY))
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

    async def _after_error(self, error: PartnerError, watched: WatchedOrder | None) -> timedelta | Told:
        """Time until the check after one that failed, or what tells that the watch ends."""
        now = self.clock()
        delay = self._after_failure(watched) if watched else ERROR_DELAY
        if isinstance(error, RateLimited):
            delay = min(ERROR_DELAY, timedelta(seconds=error.retry_after or 5))
            await self.alerts.trigger("rate-limit", after=RATE_LIMIT_ALERT_AFTER)
        elif isinstance(error, Unauthorized):
            delay = ERROR_DELAY
            await self.alerts.trigger("unauthorized")
        elif isinstance(error, Rejected):  # a 410, or a 403 about this order, shows it as little as a 404
            return await self._after_not_found(error, watched) if watched else Told.LOST
        elif isinstance(error, WrongOrder) and watched:
            await self._after_wrong_answer(watched)
        elif isinstance(error, Unreadable):
            pass  # the client has told it
        elif watched and now - (watched.checked_at or watched.changed_at or now) > UNANSWERED_TIME:
            await self.alerts.trigger("unreadable", f"GET /orders/{watched.order.id}", repeat_after=None)
        again_in = None if isinstance(delay, Told) else delay.total_seconds()
        log.warning("order check failed", error=error, again_in=again_in)
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
