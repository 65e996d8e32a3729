"""Fees and limits, the TON rate and estimates, kept for a moment: handlers ask for them at every keystroke."""

import asyncio
import contextlib
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from async_lru import alru_cache

from bot.clock import Clock, utcnow
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.goods import Goods, Product
from bot.partner.prices import Fees

FEES_TTL = timedelta(minutes=5)
RATE_TTL = timedelta(minutes=1)
ESTIMATE_TTL = timedelta(seconds=30)

LAST_RATE_TTL = timedelta(minutes=15)
"""A rate that is not older is shown where nobody may wait for a newer one."""

PRICE_LIST_TTL = timedelta(minutes=2)
"""Prices on buttons are asked for again after that."""

LAST_PRICE_TTL = timedelta(minutes=15)
"""An older price is not shown on a button."""

SAMPLE_STARS = 1000
"""The price of one Star is told by the estimate of so many, or of the nearest quantity that is sold."""

MAX_ESTIMATES = 200


_UNIT = Goods(product=Product.STARS, amount=1)


class PriceCache:
    """All who ask for the same value at the same time share one call and its one outcome, an error too.

    Values expire by `clock`: `alru_cache` has no such setting, so the number of the current period is part of its key.
    """

    def __init__(self, partner: PartnerClient, *, clock: Clock = utcnow) -> None:
        self._partner = partner
        self._clock = clock
        self._start = clock()
        self._fees = alru_cache(maxsize=1)(self._ask_fees)
        self._rate = alru_cache(maxsize=1)(self._ask_rate)
        self._last_rate: tuple[datetime, Decimal] | None = None
        self._estimate = alru_cache(maxsize=MAX_ESTIMATES)(self._ask_estimate)
        self._fresh_estimate = alru_cache(maxsize=MAX_ESTIMATES)(partial(self._ask_estimate, 0))
        self._asked_at: dict[Product, datetime] = {}
        self._usd: dict[Goods, tuple[datetime, Decimal]] = {}
        self._queue: asyncio.Queue[Product] = asyncio.Queue()
        self.wanted: set[Product] = set()

    async def fees(self) -> Fees:
        """Limits and fees, at most FEES_TTL old. Raises PartnerError."""
        return await self._fees(self._period(FEES_TTL))

    async def estimate(self, goods: Goods) -> Decimal:
        """What `goods` would cost anybody, in TON, at most ESTIMATE_TTL old. Raises PartnerError."""
        return await self._estimate(self._period(ESTIMATE_TTL), goods.without_recipient())

    async def fresh_estimate(self, goods: Goods) -> Decimal:
        """Like `estimate`, but asked for now: only those who ask at the same time share the answer."""
        goods = goods.without_recipient()
        try:
            return await self._fresh_estimate(goods)
        finally:
            self._fresh_estimate.cache_invalidate(goods)

    async def usd(self, ton: Decimal) -> Decimal | None:
        """The amount in US dollars; None while the rate is unknown: a price in TON is still a price."""
        try:
            return ton * await self._rate(self._period(RATE_TTL))
        except PartnerError:
            return None

    @property
    def last_rate(self) -> Decimal | None:
        """The price of 1 TON in US dollars, at most LAST_RATE_TTL old, without a call. None: not known."""
        at, rate = self._last_rate or (self._start - LAST_RATE_TTL, None)
        return rate if self._clock() - at < LAST_RATE_TTL else None

    # Prices on buttons, for which nobody waits

    def refresh(self, product: Product | None) -> None:
        """Has a worker ask for the prices of a product, at most once in PRICE_LIST_TTL."""
        now = self._clock()
        if product and now - self._asked_at.get(product, self._start - PRICE_LIST_TTL) >= PRICE_LIST_TTL:
            self._asked_at[product] = now
            self.wanted.add(product)
            self._queue.put_nowait(product)

    async def ask_wanted(self) -> None:
        """Waits for the next product that `refresh` names, and asks for its prices. What fails stays as it was."""
        product = await self._queue.get()
        try:
            await self._ask_prices(product)
        finally:
            self.wanted.discard(product)

    def known_usd(self, goods: Goods) -> Decimal | None:
        """What `goods` cost in US dollars by the last answer, at most LAST_PRICE_TTL old; None: not known."""
        is_stars = goods.product is Product.STARS
        unit = _UNIT if is_stars else goods.without_recipient()
        at, usd = self._usd.get(unit, (self._start - LAST_PRICE_TTL, None))
        if usd is None or self._clock() - at >= LAST_PRICE_TTL:
            return None
        return usd * goods.amount if is_stars else usd

    async def _ask_prices(self, product: Product) -> None:
        """One estimate tells the price of all quantities of Stars. Each period of Premium has its own."""
        with contextlib.suppress(PartnerError):
            fees = await self.fees()
            if product is Product.STARS:
                most = SAMPLE_STARS if fees.stars_max is None else min(SAMPLE_STARS, fees.stars_max)
                amounts: tuple[int, ...] = (max(most, fees.stars_min or 1),)
            else:
                amounts = fees.months
            sold = [Goods(product=product, amount=amount) for amount in amounts]
            prices = await asyncio.gather(*map(self.estimate, sold), return_exceptions=True)
            rate = await self._rate(self._period(RATE_TTL))
            for goods, ton in zip(sold, prices, strict=True):
                if isinstance(ton, Decimal):
                    unit = _UNIT if product is Product.STARS else goods
                    usd = ton * rate / (goods.amount if product is Product.STARS else 1)
                    self._usd[unit] = self._clock(), usd

    def _period(self, ttl: timedelta) -> int:
        return (self._clock() - self._start) // ttl

    async def _ask_fees(self, period: int) -> Fees:
        return await self._partner.fees()

    async def _ask_rate(self, period: int) -> Decimal:
        rate = (await self._partner.ton_rate()).ton_usd
        self._last_rate = self._clock(), rate
        return rate

    async def _ask_estimate(self, period: int, goods: Goods) -> Decimal:
        return (await self._partner.estimate(goods)).price_ton
