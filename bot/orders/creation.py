"""Creates the one order of an intent, or finds it if an earlier attempt has created it."""

from collections.abc import Awaitable
from dataclasses import KW_ONLY, dataclass
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

KEY_TTL = timedelta(hours=23)
"""The partner keeps a key for a day, we assume. After that, by-reference is asked before the create is repeated."""

CLOCK_SKEW = timedelta(minutes=2)
"""An order may seem this much older than its intent, because clocks differ."""


class NeedsReview(Exception):  # noqa: N818  # a verdict, like StopIteration
    """An answer that a person must look at. Nobody should pay the `orders` that it may be about."""

    def __init__(self, reason: str, *orders: Order) -> None:
        super().__init__(reason)
        self.reason = reason
        self.orders = orders


@dataclass
class OrderCreator:
    redis: Redis
    keys: Keys
    partner: PartnerClient
    _: KW_ONLY
    clock: Clock = utcnow

    def __post_init__(self) -> None:
        self.partner = self.partner.paced(Priority.CONFIRM)

    async def create_or_find(self, intent: Intent) -> Order:
        """The intent's one order. Raises NeedsReview, PartnerError."""
        if intent.doubtful and self.clock() - intent.confirmed_at > KEY_TTL:
            found = await self._find(intent)
            if found:
                return found
        try:
            order = await self.partner.create_order(intent.request, intent.key, patient=intent.patient)
        except KeyReused as error:
            raise NeedsReview(f"the key was used with another body: {error.error_code}") from error
        except Unreadable as error:
            raise NeedsReview(f"an unreadable answer: {error.field}") from error
        except Rejected:
            # Believed at once only if no earlier attempt can have created the order.
            found = await self._find(intent) if intent.doubtful else None
            if found is None:
                raise
            return found
        if not intent.request.same_as(order):
            raise NeedsReview(f"order {order.id} is not what was asked for", order)
        if intent.attempts > 1:
            # The answer to a repeated create may show the order as it was at first.
            return await _or_ambiguous(self.partner.order(order.id))
        return order

    async def _find(self, intent: Intent) -> Order | None:
        """The order that an earlier attempt created. Raises NeedsReview if several fit."""
        orders = await _or_ambiguous(find_candidates(self.redis, self.keys, self.partner, intent))
        fitting = [order for order in orders if intent.request.same_as(order)]
        if len(fitting) > 1:
            raise NeedsReview("several orders fit: " + ", ".join(order.id for order in fitting), *fitting)
        return fitting[0] if fitting else None


async def find_candidates(redis: Redis, keys: Keys, partner: PartnerClient, intent: Intent) -> list[Order]:
    """The orders under the intent's reference that are not older and not another intent's. Raises PartnerError."""
    earliest = intent.confirmed_at - CLOCK_SKEW
    rows = await partner.orders_by_reference(intent.request.client_reference, every=True)
    young = [order for order in rows if order.created_at is None or order.created_at >= earliest]
    owners = [await hashes.field(redis, keys.order(order.id), "intent_id") for order in young]
    return [order for order, owner in zip(young, owners, strict=True) if owner in (None, "", intent.id)]


async def _or_ambiguous(read: Awaitable[T]) -> T:
    """A read on the way to an order. If the read fails, even by a refusal, the order may still exist."""
    try:
        return await read
    except PartnerError as error:
        raise Ambiguous(f"cannot be told yet: {error}") from error
