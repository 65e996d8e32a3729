"""Creates the one order of an intent, or finds it if an earlier attempt has created it.

Every answer is compared with what was asked before it is believed.
"""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar, cast
from uuid import UUID

from redis.asyncio import Redis

from bot.clock import from_ms
from bot.orders.comparison import payment_difference, with_payment_of
from bot.orders.models import ENDED, Intent
from bot.partner.client import PartnerClient
from bot.partner.errors import (
    Ambiguous,
    KeyReused,
    NotFound,
    PartnerError,
    Rejected,
    Unavailable,
    UnconfirmedRefusal,
    Unpayable,
    Unreadable,
    WrongOrder,
)
from bot.partner.order import Order
from bot.partner.pace import Priority
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.stored import Stored

T = TypeVar("T")

MAX_PRICE_RATIO = 10
"""An order that costs more than so many times what the customer has confirmed, or so many times less: its price is in
another unit, or of other goods."""

UNANSWERED_ATTEMPTS = 3
"""After so many attempts without an answer by-reference is asked: the partner may make orders and be slow to answer."""

DETAILS_TIMEOUT = timedelta(minutes=1)
"""A new order may be without its payment details for this long: the partner may have asked somebody else for them."""

KEY_TTL = timedelta(hours=23)
"""The partner keeps a key for a day, we assume. After that, a doubtful create is never repeated."""

CLOCK_ERROR = timedelta(seconds=30)
"""How far `Date` and `created_at` of one answer may be apart: two machines of the partner may have made them."""

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


class SelfContradiction(NeedsReview):
    """A new order asks for a payment, and how to pay it contradicts itself or cannot be read."""


class DetailsMissing(Ambiguous):
    """A new order has no payment details yet."""


class UnprovenRefusal(Exception):  # noqa: N818  # the same
    """A refusal although an earlier attempt may have created the order. By-reference shows none so far."""

    def __init__(self, error: Rejected | UnconfirmedRefusal) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass
class OrderCreator(Stored):
    partner: PartnerClient

    def __post_init__(self) -> None:
        self.partner = self.partner.paced(Priority.CONFIRM)

    async def create_or_find(self, intent: Intent, key: UUID, *, held: bool = False) -> Order:
        """The intent's one order. `key`: the Idempotency-Key. `held`: nothing is created until every restored intent
        was looked up. Raises NeedsReview, UnprovenRefusal, PartnerError."""
        if found := await self._find_earlier(intent, held=held):
            return found
        try:
            order = await self.partner.create_order(intent.request, key, patient=intent.patient)
        except KeyReused as error:
            raise NeedsReview(f"the key was used with another body: {error}") from error
        except Unreadable as error:
            return await self._find_unreadable(intent, error)
        except (Rejected, UnconfirmedRefusal) as error:
            return await self._find_refused(intent, error)
        except Ambiguous as error:
            return await self._find_unanswered(intent, error)
        await self._compare(intent, order)
        # The answer to a repeated create may show the order as it was at first. Of an order that is watched already,
        # place.lua keeps the status.
        if intent.doubtful or self._seems_older(intent, order):
            order = await self._refresh(intent, order, was_payable=True)
        return self._with_own_end(intent, order)

    async def _find_earlier(self, intent: Intent, *, held: bool) -> Order | None:
        """The order of an intent that was restored or is old. None: it may be created now."""
        key_is_old = intent.doubtful and self.clock() - intent.confirmed_at > KEY_TTL
        if intent.restored or key_is_old:
            if found := await self._find(intent):
                return found
            if key_is_old:  # by-reference may lag behind, and the partner may make a second order of a forgotten key
                raise NeedsReview("an order may have been made more than a day ago, and by-reference shows none")
        if held:
            await cast(Awaitable[int], self.redis.srem(self.keys.unseen, intent.id))
            if await self.redis.exists(self.keys.unseen):
                raise Unavailable("restored confirmations are looked up first")
        return None

    def _with_own_end(self, intent: Intent, order: Order) -> Order:
        """Without a usable `Date` the partner's clock is not known: the time to pay then counts from the create. An end
        before the confirmation cannot be true, so it is not told."""
        if order.expires_at and (order.as_of or order.created_at is None):
            confirmed_at = intent.confirmed_at + (self.partner.now() - self.clock())
            is_odd = order.expires_at <= confirmed_at
            return order.model_copy(update={"expires_at": None, "has_odd_end": True}) if is_odd else order
        if order.expires_at is None or order.created_at is None:
            return order
        waited = self.clock() - intent.confirmed_at if intent.doubtful else timedelta(0)
        end = self.partner.now() - waited + (order.expires_at - order.created_at)
        return order.model_copy(update={"expires_at": end})

    async def _find_unanswered(self, intent: Intent, error: Ambiguous) -> Order:
        if intent.attempts - intent.clean >= UNANSWERED_ATTEMPTS:
            try:
                if found := await self._find(intent):
                    return found
            except PartnerError as unread:
                if isinstance(unread, DetailsMissing):
                    raise
        raise error

    async def _find_unreadable(self, intent: Intent, error: Unreadable) -> Order:
        """After a success without the order's id or payment details: they may be in other answers."""
        if isinstance(error, Unpayable):
            if garbled := error.order.garbled_details:
                raise SelfContradiction(f"order {error.order.id} contradicts itself: {', '.join(garbled)}", error.order)
            try:
                return await self._refresh(intent, error.order)
            except Ambiguous as unread:
                if not isinstance(unread.__cause__, NotFound):
                    raise
        found = await self._find(intent)
        if found is None and isinstance(error, Unpayable):
            await self._compare(intent, error.order)
            return intent.request.complete(error.order)
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
        if len(fitting) > 1 and not intent.restored:
            raise NeedsReview("several orders fit: " + ", ".join(order.id for order in fitting), *fitting)
        if not fitting:
            return None
        order = fitting[-1]  # since a backup more may have been made: this is the oldest, the others are adopted
        if order.status is OrderStatus.PENDING_PAYMENT:  # a row of a list may be short, and behind
            return await self._refresh(intent, order)
        await self._compare(intent, order)
        if order.status in PAID_STATUSES and not intent.doubtful:  # it was made earlier: by another confirmation?
            raise NeedsReview(f"order {order.id} is {order.status} and may be another confirmation's", order)
        return order

    async def _refresh(self, intent: Intent, order: Order, *, was_payable: bool = False) -> Order:
        """The order as it is now, with the payment details that it was created with.

        `was_payable`: `order` is the create's own answer. If that asks for a payment and the order is paid now,
        somebody has paid it: an earlier attempt had placed it, which Redis has lost in a fail-over.
        """
        try:
            fresh = intent.request.complete(await _or_ambiguous(self.partner.order(order.id)))
        except WrongOrder as error:
            raise NeedsReview(str(error), order) from error
        if difference := payment_difference(fresh, order):
            raise NeedsReview(f"order {order.id} contradicts itself: {difference}", order)
        if fresh.status is OrderStatus.UNKNOWN:
            fresh = fresh.model_copy(update={"status": order.status})
        fresh = with_payment_of(fresh, order)
        if fresh.status is OrderStatus.UNKNOWN and _is_payable(fresh):
            fresh = fresh.model_copy(update={"status": OrderStatus.PENDING_PAYMENT})
        was_payable = was_payable and order.status is OrderStatus.PENDING_PAYMENT and _is_payable(order)
        if not was_payable or fresh.status not in PAID_STATUSES or not intent.request.same_as(fresh):
            await self._compare(intent, fresh)
        return fresh

    async def _compare(self, intent: Intent, order: Order) -> None:
        """Raises NeedsReview for another order than was asked for, and for one that is not to be paid.

        A paid order of a later attempt is right: an earlier attempt may have placed it, which Redis has lost in a
        fail-over or a restore, and its customer has paid it since. It is not, if an earlier attempt has seen the order
        without payment details: then nobody could pay it.
        """
        if not intent.request.same_as(order):
            raise NeedsReview(f"order {order.id} is not what was asked for", order)
        estimate, price = intent.estimate, order.price_ton
        if estimate and price and not estimate / MAX_PRICE_RATIO <= price <= estimate * MAX_PRICE_RATIO:
            raise NeedsReview(f"order {order.id} costs {price:f} TON instead of {estimate:f}", order)
        is_paid = order.status in PAID_STATUSES
        if not is_paid and (order.status in ENDED or _is_payable(order)):
            return
        may_be_lost = is_paid and intent.attempts > 1 and intent.unpayable_at is None
        if may_be_lost or await self._was_made_earlier(intent, order):
            if not is_paid:
                raise NeedsReview(f"order {order.id} has no payment details", order)
        elif is_paid:
            raise PaymentSkipped(f"order {order.id} is {order.status} before anybody could pay it", order)
        elif intent.unpayable_at is None or self.clock() - intent.unpayable_at < DETAILS_TIMEOUT:
            raise DetailsMissing(f"order {order.id} has no payment details yet")
        else:
            raise PaymentSkipped(f"order {order.id} has no payment details", order)

    async def _was_made_earlier(self, intent: Intent, order: Order) -> bool:
        """Whether an earlier confirmation of the same draft, which Redis has lost, has made the order: its price was
        asked then. If that is not certain, no: an order that nobody had to pay must stop the shop.

        Certain is an order that this bot knew before the confirmation, and one that is older by the partner's clock.
        """
        key = self.keys.status_history(order.id)
        history = await cast(Awaitable[list[bytes]], self.redis.lrange(key, 0, 0))
        is_known = bool(history) and from_ms(history[0].split()[0]) < intent.confirmed_at
        return is_known or self._seems_older(intent, order)

    def _seems_older(self, intent: Intent, order: Order) -> bool:
        """Whether the order is certainly older than the confirmation, by the partner's clock."""
        if order.created_at is None or order.as_of is None:
            return False
        skew = order.as_of - self.clock()
        age = intent.confirmed_at + skew - order.created_at
        return age > CLOCK_ERROR and not _may_be_zone(age, self.clock() - intent.confirmed_at)


def _may_be_zone(age: timedelta, waited: timedelta) -> bool:
    """Whether an order may only seem to be so old because its time is that of another zone: zones differ by quarters of
    an hour. `waited`: how long ago the intent was confirmed; the order may have been made at any time since."""
    return -age % timedelta(minutes=15) <= waited + CLOCK_ERROR or age % timedelta(minutes=15) <= CLOCK_ERROR


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
