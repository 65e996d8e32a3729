"""How the partner makes the one order of an intent, or is found to have made it already."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import TypeVar

from redis.asyncio import Redis

from bot.clock import Clock, utcnow
from bot.orders.models import Intent
from bot.partner.client import PartnerClient, Priority
from bot.partner.errors import Ambiguous, KeyReused, PartnerError, Rejected, Unreadable
from bot.partner.models import Order
from bot.storage import hashes
from bot.storage.keys import Keys

T = TypeVar("T")

KEY_AGE = timedelta(hours=23)
"""The partner remembers a key for a day, we assume; past this, by-reference is asked before anything is repeated."""

CLOCK_SKEW = timedelta(minutes=2)
"""An order made this much before its intent can still be the intent's own: clocks differ."""


class NeedsReview(Exception):  # noqa: N818  # it is a verdict, not a fault
    """An answer that no program should act on. Nobody is to pay the `orders` that it may be about."""

    def __init__(self, reason: str, *orders: Order) -> None:
        super().__init__(reason)
        self.reason = reason
        self.orders = orders


class OrderCreator:
    def __init__(self, redis: Redis, keys: Keys, partner: PartnerClient, *, clock: Clock = utcnow) -> None:
        self._redis = redis
        self._keys = keys
        self._partner = partner.paced(Priority.CONFIRM)
        self._clock = clock

    async def order_of(self, intent: Intent) -> Order:
        """The intent's one order: made now, or made by an earlier attempt and found; or NeedsAPerson, PartnerError."""
        if intent.doubtful and self._clock() - intent.confirmed_at > KEY_AGE:
            found = await self._find(intent)
            if found:
                return found
        try:
            order = await self._partner.create_order(intent.request, intent.key, patient=intent.patient)
        except KeyReused as error:
            raise NeedsReview(f"the key was used with another body: {error.error_code}") from error
        except Unreadable as error:
            raise NeedsReview(f"an unreadable answer: {error.field}") from error
        except Rejected:
            # Believed at once only if no earlier attempt can have made the order.
            found = await self._find(intent) if intent.doubtful else None
            if found is None:
                raise
            return found
        if not intent.request.same_as(order):
            raise NeedsReview(f"order {order.id} is not what was asked for", order)
        if intent.attempts > 1:
            # A repeated create may be answered with the order as it once was.
            return await _undecided(self._partner.order(order.id))
        return order

    async def _find(self, intent: Intent) -> Order | None:
        """The order that an earlier attempt made, by its reference; never one that belongs to another intent."""
        rows = await _undecided(self._partner.orders_by_reference(intent.request.client_reference))
        orders = [order for order in rows if intent.request.same_as(order) and self._may_be(intent, order)]
        owners = [await hashes.field(self._redis, self._keys.order(order.id), "intent_id") for order in orders]
        mine = [order for order, owner in zip(orders, owners, strict=True) if owner in (None, "", intent.id)]
        if len(mine) > 1:
            raise NeedsReview("several orders fit: " + ", ".join(order.id for order in mine), *mine)
        return mine[0] if mine else None

    def _may_be(self, intent: Intent, order: Order) -> bool:
        return order.created_at is None or order.created_at >= intent.confirmed_at - CLOCK_SKEW


async def _undecided(read: Awaitable[T]) -> T:
    """A read on the way to an order. Whatever stops it, and be it a refusal, says nothing about the order itself."""
    try:
        return await read
    except PartnerError as error:
        raise Ambiguous(f"cannot be told yet: {error}") from error
