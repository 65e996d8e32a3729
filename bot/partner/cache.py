"""Fees and limits, the TON rate and estimates, kept for a moment: handlers ask for them at every keystroke."""

from datetime import datetime, timedelta
from decimal import Decimal

from async_lru import alru_cache

from bot.clock import Clock, utcnow
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.models import Fees, Goods

FEES_TTL = timedelta(minutes=5)
RATE_TTL = timedelta(minutes=1)
ESTIMATE_TTL = timedelta(seconds=30)

LAST_RATE_TTL = timedelta(minutes=15)
"""A rate that is not older is shown where nobody may wait for a newer one."""

MAX_ESTIMATES = 200


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

    async def fees(self) -> Fees:
        """Limits and fees, at most FEES_TTL old. Raises PartnerError."""
        return await self._fees(self._period(FEES_TTL))

    async def estimate(self, goods: Goods) -> Decimal:
        """What `goods` would cost anybody, in TON, at most ESTIMATE_TTL old. Raises PartnerError."""
        return await self._estimate(self._period(ESTIMATE_TTL), goods.without_recipient())

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
