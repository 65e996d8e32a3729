"""When an order is checked again, and when its payment screen loses the pay buttons.

All functions are pure. They take and return time spans, so the partner's clock is never compared with ours.
"""

from datetime import datetime, timedelta

from bot.orders.models import RANK, SETTLED
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus

WATCH_TIME = timedelta(days=7)
"""An expired, cancelled or failed order is watched for so long after that end, and an unpaid order after its time to
pay. A paid order, or one whose status is unknown, is then checked once a day."""

LATE_PAYMENT_TIME = timedelta(hours=24)
"""Money often still arrives or comes back in this time after such an end; later there is one check a day."""

URGENT_TIME = timedelta(minutes=10)
"""Checks are urgent this long after "I have paid"."""

UNPAID_CHECK_INTERVAL = timedelta(seconds=10)

ASSUMED_TIME_TO_PAY = timedelta(hours=1)
"""For an order without `expires_at`."""

MISSING_TIME = timedelta(minutes=3)
"""An order that the partner does not show (404) for so long counts as missing, not as late."""

MIN_TIME_TO_PAY = timedelta(minutes=1)
"""With less time left no pay buttons are shown: the money would arrive late."""

REMINDER_TIME = timedelta(minutes=5)
"""With this much time left the chat is reminded of an unpaid order that could be paid for at least twice as long."""

TICK_DELAY = timedelta(seconds=1)
"""The pay buttons go this much after it has become too late to pay."""


def time_left(order: Order, partner_now: datetime) -> timedelta | None:
    """Time until the order expires, negative after it; None for an order without `expires_at`."""
    return order.expires_at - partner_now if order.expires_at else None


def next_check(order: Order, left: timedelta | None, since: timedelta) -> timedelta | None:
    """Time until the next check of an order; None when its status can no longer change.

    `left`: see `time_left`. `since`: since its status changed. Checks are frequent while paid money is on its way, and
    become rarer after an end that money can still undo.
    """
    if order.status in SETTLED:
        return None
    if order.status in (OrderStatus.EXPIRED, OrderStatus.CANCELLED, OrderStatus.FAILED):
        if since > WATCH_TIME:
            return None
        return back_off(since, least=15, most=1800) if since < LATE_PAYMENT_TIME else timedelta(days=1)
    if order.status is not OrderStatus.PENDING_PAYMENT:
        return _rare_after_week(since, back_off(since, least=2, most=300))  # paid, processing, or an unknown status
    if left is None:
        left = ASSUMED_TIME_TO_PAY - since
    if left > timedelta(0):  # the first check after the end comes at once
        return min(UNPAID_CHECK_INTERVAL, left + timedelta(seconds=1))
    # `left` is by the partner's clock, `since` by ours: a jump of the partner's clock alone must not end the watch.
    return back_off(-left, least=3, most=1800) if min(-left, since) <= WATCH_TIME else None


def next_check_after_failure(since: timedelta) -> timedelta:
    """Time until the check after one without a usable answer. `since`: since the partner last showed the order."""
    most = 300 if since < LATE_PAYMENT_TIME else 1800
    return _rare_after_week(since, back_off(since, least=30, most=most))


def _rare_after_week(since: timedelta, delay: timedelta) -> timedelta:
    return delay if since <= WATCH_TIME else timedelta(days=1)


def next_urgent_check(order: Order, since_paid: timedelta | None) -> timedelta | None:
    """Time until the next check for a customer who pressed "I have paid" `since_paid` ago; None: it is not urgent."""
    if since_paid is None or since_paid >= URGENT_TIME or RANK[order.status] >= RANK[OrderStatus.PAID]:
        return None
    return back_off(since_paid, least=1.5, most=15)


def next_tick(order: Order, left: timedelta | None) -> timedelta | None:
    """Time until the reminder, and then until a payment screen loses its pay buttons; None when it has none, or keeps
    them."""
    if order.status is not OrderStatus.PENDING_PAYMENT or left is None:
        return None
    if left > REMINDER_TIME and _is_long(order):
        return left - REMINDER_TIME + TICK_DELAY
    tick = left - MIN_TIME_TO_PAY + TICK_DELAY
    return tick if tick > timedelta(0) else None


def is_time_to_remind(order: Order, left: timedelta) -> bool:
    return left <= REMINDER_TIME and _is_long(order)


def _is_long(order: Order) -> bool:
    created, end = order.created_at, order.expires_at
    return created is not None and end is not None and end - created >= 2 * REMINDER_TIME


def back_off(since: timedelta, *, least: float, most: float) -> timedelta:
    """A tenth of the time gone by, between `least` and `most` seconds."""
    return timedelta(seconds=min(most, max(least, since.total_seconds() / 10)))
