"""Ticks: when the time left on a payment screen is to be shown anew.

The time is shown in minutes, so a screen changes once a minute at most, and only while somebody has looked at it a
short while ago. One tick comes whether anybody looks or not: when it gets too late to pay, the pay buttons go.
"""

from datetime import datetime, timedelta

from redis.asyncio import Redis

from bot.clock import Clock, utcnow
from bot.orders.models import RANK, SETTLED
from bot.partner.models import Order, OrderStatus
from bot.storage.keys import Keys
from bot.storage.queue import DelayedQueue

WEEK = timedelta(days=7)

LATE = timedelta(hours=24)
"""Money can still arrive, or come back, this long after an order seemed to have ended; then it is a daily look."""

SAID_PAID = timedelta(minutes=10)
"""So long after "I have paid" a look is urgent."""

UNHURRIED = timedelta(seconds=10)
"""Between two looks at an order that nobody has said anything about."""


LEAST_TO_PAY = timedelta(minutes=1)
"""With less time than this no pay buttons are shown: the money would arrive late."""

LOOKED = timedelta(minutes=5)
"""So long after somebody has looked, the time left is kept fresh."""

LEAST_APART = timedelta(seconds=15)

JUST_AFTER = timedelta(seconds=1)


def next_tick(expires_at: datetime, now: datetime, viewed_at: datetime | None) -> datetime | None:
    """When a payment screen shown `now` changes next; None when nothing on it depends on time any more."""
    last = expires_at - LEAST_TO_PAY + JUST_AFTER
    if now >= last:
        return None
    if viewed_at is None or now - viewed_at > LOOKED:
        return last
    minutes = (expires_at - now) // timedelta(minutes=1)
    change = expires_at - timedelta(minutes=minutes) + JUST_AFTER
    if change - now < LEAST_APART:
        change += timedelta(minutes=1)
    return min(change, last)


def next_urgent_check(order: Order, now: datetime, said_paid: datetime | None) -> datetime | None:
    """When an order is to be looked at for a customer who says that it is paid; None: no sooner than any other."""
    if said_paid is None or now - said_paid >= SAID_PAID or RANK[order.status] >= RANK[OrderStatus.PAID]:
        return None
    return now + _thinning(now - said_paid, least=1.5, most=15)


def next_check(order: Order, now: datetime, *, changed: datetime | None) -> datetime | None:
    """When an order is to be looked at again; None when nothing can come any more.

    Fast while paid money is on its way, slower while unpaid, ever more rarely after an end that money can still undo.
    """
    if order.status in SETTLED:
        return None
    since = now - (changed or order.created_at or now)
    if order.status in (OrderStatus.EXPIRED, OrderStatus.CANCELLED, OrderStatus.FAILED):
        if since > WEEK:
            return None
        return now + (_thinning(since, least=15, most=1800) if since < LATE else timedelta(days=1))
    if order.status is OrderStatus.PENDING_PAYMENT:
        if order.expires_at is None or now < order.expires_at:
            soon = now + UNHURRIED
            # Look just after the time is up, rather than up to an interval later.
            return min(soon, order.expires_at + timedelta(seconds=1)) if order.expires_at else soon
        return now + _thinning(now - order.expires_at, least=3, most=1800)
    return now + _thinning(since, least=2, most=300)  # paid, processing, or a status we do not know


def _thinning(since: timedelta, *, least: float, most: float) -> timedelta:
    """A tenth of the time gone by: often at first, ever more rarely."""
    return timedelta(seconds=min(most, max(least, since.total_seconds() / 10)))


class CountdownSchedule:
    """`due` holds the ids of the orders whose payment screen is to tick."""

    def __init__(self, redis: Redis, keys: Keys, *, clock: Clock = utcnow) -> None:
        self.queue = DelayedQueue(redis, keys, "ticks", clock=clock)
        self._clock = clock

    def first(self, order: Order, now: datetime) -> datetime | None:
        """When to tick, if somebody looks at the order's screen `now` by the partner's time."""
        return self.after(order, now, self._clock())

    def after(self, order: Order, now: datetime, viewed_at: datetime | None) -> datetime | None:
        """When to tick again by our own clock; the partner's may differ."""
        if order.status is not OrderStatus.PENDING_PAYMENT or order.expires_at is None:
            return None
        mine = self._clock()
        tick = next_tick(order.expires_at, now, now - (mine - viewed_at) if viewed_at else None)
        return mine + (tick - now) if tick else None
