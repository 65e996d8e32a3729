"""Ticks: when the time left on a payment screen is to be shown anew.

The time is shown in minutes, so a screen changes once a minute at most, and only while somebody has looked at it a
short while ago. One tick comes whether anybody looks or not: when it gets too late to pay, the pay buttons go.
"""

from datetime import datetime, timedelta

from redis.asyncio import Redis

from bot.clock import Clock, utcnow
from bot.orders.due import DueSet
from bot.partner.models import Order, OrderStatus

LEAST_TO_PAY = timedelta(minutes=1)
"""With less time than this no pay buttons are shown: the money would arrive late."""

LOOKED = timedelta(minutes=5)
"""So long after somebody has looked, the time left is kept fresh."""

LEAST_APART = timedelta(seconds=15)

JUST_AFTER = timedelta(seconds=1)


def next_tick(expires_at: datetime, now: datetime, seen_at: datetime | None) -> datetime | None:
    """When a payment screen shown `now` changes next; None when nothing on it depends on time any more."""
    last = expires_at - LEAST_TO_PAY + JUST_AFTER
    if now >= last:
        return None
    if seen_at is None or now - seen_at > LOOKED:
        return last
    minutes = (expires_at - now) // timedelta(minutes=1)
    change = expires_at - timedelta(minutes=minutes) + JUST_AFTER
    if change - now < LEAST_APART:
        change += timedelta(minutes=1)
    return min(change, last)


class Ticks:
    """`due` holds the ids of the orders whose payment screen is to tick."""

    def __init__(self, redis: Redis, *, clock: Clock = utcnow) -> None:
        self.due = DueSet(redis, "ticks", clock=clock)
        self._clock = clock

    def first(self, order: Order, now: datetime) -> datetime | None:
        """When to tick, if somebody looks at the order's screen `now` by the partner's time."""
        return self.after(order, now, self._clock())

    def after(self, order: Order, now: datetime, seen_at: datetime | None) -> datetime | None:
        """When to tick again by our own clock; the partner's may differ."""
        if order.status is not OrderStatus.PENDING_PAYMENT or order.expires_at is None:
            return None
        mine = self._clock()
        tick = next_tick(order.expires_at, now, now - (mine - seen_at) if seen_at else None)
        return mine + (tick - now) if tick else None
