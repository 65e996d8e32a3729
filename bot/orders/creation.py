"""Creates the one order of an intent, or finds it if an earlier attempt has created it.

Every answer is compared with what was asked before it is believed.
"""

from collections.abc import Awaitable
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from redis.asyncio import Redis

from bot.clock import Clock, utcnow
from bot.orders.models import ENDED, Intent
from bot.partner.addresses import same_account
from bot.partner.client import PartnerClient, Priority
from bot.partner.errors import (
    Ambiguous,
    KeyReused,
    NotFound,
    PartnerError,
    Rejected,
    UnconfirmedRefusal,
    Unpayable,
    Unreadable,
    WrongOrder,
)
from bot.partner.models import Order, OrderStatus
from bot.storage import hashes
from bot.storage.keys import Keys

T = TypeVar("T")

KEY_TTL = timedelta(hours=23)
"""The partner keeps a key for a day, we assume. After that, by-reference is asked before the create is repeated."""

CLOCK_SKEW = timedelta(minutes=2)
"""An order may seem this much older than its intent, because clocks differ."""

REFUSAL_DELAY = timedelta(minutes=3)
"""A refusal after a doubtful attempt is believed when by-reference has shown no order for this long."""

PAID_STATUSES = {OrderStatus.PAID, OrderStatus.PROCESSING, OrderStatus.COMPLETED, OrderStatus.REFUNDED}


class NeedsReview(Exception):  # noqa: N818  # a verdict, like StopIteration
    """An answer that a person must look at. Nobody should pay the `orders` that it may be about."""

    def __init__(self, reason: str, *orders: Order) -> None:
        super().__init__(reason)
        self.reason = reason
        self.orders = orders


class PaymentSkipped(NeedsReview):
    """A new order that nobody has to pay: the partner may have taken its price from the shop's balance."""


class UnprovenRefusal(Exception):  # noqa: N818  # the same
    """A refusal although an earlier attempt may have created the order. By-reference shows none so far."""

    def __init__(self, error: Rejected | UnconfirmedRefusal) -> None:
        super().__init__(str(error))
        self.error = error


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
        """The intent's one order. Raises NeedsReview, UnprovenRefusal, PartnerError."""
        is_old = self.clock() - intent.confirmed_at > KEY_TTL
        if intent.doubtful and is_old and (found := await self._find(intent)):
            return found
        try:
            order = await self.partner.create_order(intent.request, intent.key, patient=intent.patient)
        except KeyReused as error:
            raise NeedsReview(f"the key was used with another body: {error.error_code}") from error
        except Unreadable as error:
            return await self._find_unreadable(intent, error)
        except (Rejected, UnconfirmedRefusal) as error:
            return await self._find_refused(intent, error)
        self._compare(intent, order)
        # The answer to a repeated create may show the order as it was at first.
        return order if intent.attempts == 1 else await self._refresh(intent, order)

    async def _find_unreadable(self, intent: Intent, error: Unreadable) -> Order:
        """After a success without the order's id or payment details: they may be in other answers."""
        if isinstance(error, Unpayable):
            try:
                return await self._refresh(intent, error.order)
            except Ambiguous as unread:
                if not isinstance(unread.__cause__, NotFound):
                    raise
        found = await self._find(intent)
        if found is None and isinstance(error, Unpayable):
            raise PaymentSkipped(f"order {error.order.id} has no payment details", error.order) from error
        if found is None:
            raise NeedsReview(f"an unreadable answer: {error.field}") from error
        return found

    async def _find_refused(self, intent: Intent, error: Rejected | UnconfirmedRefusal) -> Order:
        """A refusal is believed at once only if no earlier attempt can have created the order."""
        if isinstance(error, Rejected) and not intent.doubtful:
            raise error
        if found := await self._find(intent):
            return found
        if intent.refused_at is None or self.clock() - intent.refused_at < REFUSAL_DELAY:
            raise UnprovenRefusal(error)
        raise Rejected(error.error_code, error.error_message, status=error.status or 0)

    async def _find(self, intent: Intent) -> Order | None:
        """The order that an earlier attempt created. Raises NeedsReview if several fit."""
        candidates = find_candidates(self.redis, self.keys, self.partner, intent, self.clock())
        orders = [intent.request.complete(order) for order in await _or_ambiguous(candidates)]
        fitting = [order for order in orders if intent.request.same_as(order)]
        if len(fitting) > 1:
            raise NeedsReview("several orders fit: " + ", ".join(order.id for order in fitting), *fitting)
        if not fitting:
            return None
        if fitting[0].status is OrderStatus.PENDING_PAYMENT:  # a row of a list may be short, and behind
            return await self._refresh(intent, fitting[0])
        self._compare(intent, fitting[0])
        return fitting[0]

    async def _refresh(self, intent: Intent, order: Order) -> Order:
        """The order as it is now, with the payment details that it was created with."""
        try:
            fresh = intent.request.complete(await _or_ambiguous(self.partner.order(order.id)))
        except WrongOrder as error:
            raise NeedsReview(str(error), order) from error
        if difference := _compare_payment(order, fresh):
            raise NeedsReview(f"order {order.id} contradicts itself: {difference}", order)
        told = {name: value for name in _PAYMENT_FIELDS if (value := getattr(order, name)) is not None}
        if fresh.status is OrderStatus.UNKNOWN:
            told["status"] = order.status
        fresh = fresh.model_copy(update=told)
        self._compare(intent, fresh)
        return fresh

    def _compare(self, intent: Intent, order: Order) -> None:
        """Raises NeedsReview for another order than was asked for, and for one that is not to be paid."""
        if not intent.request.same_as(order):
            raise NeedsReview(f"order {order.id} is not what was asked for", order)
        is_new = order.created_at is None or order.created_at >= earliest_creation(intent, self.partner, self.clock())
        if is_new and order.status in PAID_STATUSES:
            raise PaymentSkipped(f"order {order.id} is {order.status} before anybody could pay it", order)
        if is_new and order.status not in ENDED and not _is_payable(order):
            raise PaymentSkipped(f"order {order.id} has no payment details", order)


_PAYMENT_FIELDS = ("price_ton", "payment_address", "payment_memo", "expires_at")


def _compare_payment(order: Order, fresh: Order) -> str:
    """The payment fields that differ; a missing field is no difference."""
    differences = {
        "price": order.price_ton and fresh.price_ton and order.price_ton != fresh.price_ton,
        "memo": order.payment_memo and fresh.payment_memo and order.payment_memo != fresh.payment_memo,
        "address": order.payment_address
        and fresh.payment_address
        and not same_account(order.payment_address, fresh.payment_address),
    }
    return ", ".join(name for name, differs in differences.items() if differs)


def _is_payable(order: Order) -> bool:
    return bool(order.price_ton and order.payment_address and order.payment_memo)


def earliest_creation(intent: Intent, partner: PartnerClient, now: datetime) -> datetime:
    """The earliest time that the partner may give as the creation of the intent's order. `now`: by our clock."""
    return intent.confirmed_at + min(timedelta(0), partner.now() - now) - CLOCK_SKEW


async def find_candidates(
    redis: Redis, keys: Keys, partner: PartnerClient, intent: Intent, now: datetime
) -> list[Order]:
    """The orders under the intent's reference that are not older and not another intent's. Raises PartnerError.

    Rows that do not say what was bought are asked for one by one.
    """
    rows = await partner.orders_by_reference(intent.request.client_reference, every=True)
    earliest = earliest_creation(intent, partner, now)
    candidates = []
    for row in rows:
        is_young = row.created_at is None or row.created_at >= earliest
        if is_young and await hashes.field(redis, keys.order(row.id), "intent_id") in (None, "", intent.id):
            is_whole = row.product and row.amount and row.recipient
            candidates.append(row if is_whole else await partner.order(row.id))
    return candidates


async def _or_ambiguous(read: Awaitable[T]) -> T:
    """A read on the way to an order. If the read fails, even by a refusal, the order may still exist."""
    try:
        return await read
    except WrongOrder:
        raise
    except PartnerError as error:
        raise Ambiguous(f"cannot be told yet: {error}") from error
