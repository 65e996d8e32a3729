"""What the partner asks for things: fees and limits and the TON rate, kept for a moment and asked for only once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Generic, TypeVar

from bot.clock import Clock, utcnow
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.models import Fees, Product

T = TypeVar("T")

QUOTES = 200
"""Estimates that are kept: of all that are asked in one minute, most are for the same few amounts."""


class Kept(Generic[T]):
    """A value that is fetched when it is wanted and too old, and by one of those who want it at the same time."""

    def __init__(self, fetch: Callable[[], Awaitable[T]], age: timedelta, clock: Clock) -> None:
        self._fetch = fetch
        self._age = age
        self._clock = clock
        self._lock = asyncio.Lock()
        self._value: tuple[datetime, T] | None = None

    async def get(self) -> T:
        async with self._lock:
            if self._value is None or self._clock() - self._value[0] > self._age:
                self._value = (self._clock(), await self._fetch())
            return self._value[1]


class PriceCache:
    def __init__(self, partner: PartnerClient, *, clock: Clock = utcnow) -> None:
        async def rate() -> Decimal:
            return (await partner.ton_rate()).ton_usd

        self._fees = Kept(partner.fees, timedelta(minutes=5), clock)
        self._rate = Kept(rate, timedelta(minutes=1), clock)
        self._partner = partner
        self._clock = clock
        self._estimates: OrderedDict[tuple[Product, int], Kept[Decimal]] = OrderedDict()

    async def fees(self) -> Fees:
        """Limits and fees. Raises PartnerError."""
        return await self._fees.get()

    async def estimate(self, product: Product, amount: int) -> Decimal:
        """What it would cost in TON, at most half a minute old: for quotes, which are asked at every keystroke.

        Raises PartnerError.
        """

        async def fetch() -> Decimal:
            return (await self._partner.estimate(product, amount)).price_ton

        what = (product, amount)
        kept = self._estimates.setdefault(what, Kept(fetch, timedelta(seconds=30), self._clock))
        self._estimates.move_to_end(what)
        if len(self._estimates) > QUOTES:
            self._estimates.popitem(last=False)
        return await kept.get()

    async def usd(self, ton: Decimal) -> Decimal | None:
        """The amount in US dollars; None while the rate is not known: a price in TON is still a price."""
        try:
            return ton * await self._rate.get()
        except PartnerError:
            return None
