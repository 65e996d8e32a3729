"""The price that a reseller asks of their clients: cost plus markup, in TON and in the clients' money. Exact."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Self

from pydantic import BaseModel

from bot.orders.currency import MAX_RATE_CHANGE, Currency, read_number
from bot.partner.money import NANOTON

_NUMBER = r"(\d{1,6}(?:[.,٫]\d{1,9})?)"
_MARKUP = re.compile(
    rf"\+?{_NUMBER}\s*[%٪]?(?:\s*\+\s*{_NUMBER}(?:\s*TON)?)?(?:\s*/\s*{_NUMBER}(?:\s*TON)?)?", re.IGNORECASE
)


class Markup(BaseModel, frozen=True):
    """A percentage of the cost, a fixed fee in TON, and a step in TON to which the sum is rounded up."""

    percent: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    step: Decimal = NANOTON

    @classmethod
    def parse(cls, text: str) -> "Markup | None":
        """`12.5%`, `12.5% + 0.1`, `12.5% + 0.1 / 0.05`, `12.5% / 0.05`; None for anything else, and for `1,000%`, which
        may mean 1 or 1000."""
        match = _MARKUP.fullmatch(text.strip())
        numbers = [read_number(part or "0") for part in match.groups()] if match else [[]]
        if any(len(readings) != 1 for readings in numbers):
            return None
        percent, fee, step = (number for (number,) in numbers)
        return cls(percent=percent, fee=fee, step=step or NANOTON)

    def is_far_from(self, former: "Markup") -> bool:
        """Whether it may be a typing error: a price of 10 TON would differ much from that of the former margin, or be
        more than twice its cost."""
        new, old = self.on(Decimal(10)), former.on(Decimal(10))
        return new > 20 or (former != Markup() and abs(new - old) > old * MAX_RATE_CHANGE)

    def on(self, cost: Decimal) -> Decimal:
        """Rounded up, so that rounding never lowers the profit."""
        retail = cost + cost * self.percent / 100 + self.fee
        return (retail / self.step).to_integral_value(ROUND_CEILING) * self.step


@dataclass(frozen=True)
class Quote:
    """`cost` is what the partner asks, `retail` what the client pays, both in TON. `price`: the retail price in the
    reseller's currency; None: they have none, or its rate is not known. `ton_usd` and `per_ton`: what one TON is in US
    dollars and in that currency."""

    cost: Decimal
    retail: Decimal
    ton_usd: Decimal | None = None
    code: str = ""
    per_ton: Decimal | None = None
    price: Decimal | None = None

    @property
    def profit(self) -> Decimal:
        """In the reseller's currency, else in TON."""
        if self.price is not None and self.per_ton is not None:
            return self.price - self.cost * self.per_ton
        return self.retail - self.cost


class Sale(BaseModel, frozen=True):
    """What a reseller's client pays for an order, as it was quoted, and what a TON was then. `code`: a currency or TON.
    `per_ton`: units of it."""

    price: Decimal
    code: str
    per_ton: Decimal
    ton_usd: Decimal | None = None

    @classmethod
    def of(cls, quote: Quote) -> Self:
        if quote.price is None or quote.per_ton is None:
            return cls(price=quote.retail, code="TON", per_ton=Decimal(1), ton_usd=quote.ton_usd)
        return cls(price=quote.price, code=quote.code, per_ton=quote.per_ton, ton_usd=quote.ton_usd)


class Terms(BaseModel, frozen=True):
    """How a reseller makes their prices. `ton_usd`: US dollars for one TON; None: not known."""

    markup: Markup = Markup()
    currency: Currency | None = None
    ton_usd: Decimal | None = None

    def sale(self, cost: Decimal) -> Sale:
        return Sale.of(self.quote(cost))

    def quote(self, cost: Decimal) -> Quote:
        """The prices of what costs so many TON. The currency is rounded after the markup."""
        retail, currency = self.markup.on(cost), self.currency
        per_ton = currency.per_ton(self.ton_usd) if currency else None
        if currency is None or per_ton is None:
            return Quote(cost, retail, self.ton_usd)
        return Quote(cost, retail, self.ton_usd, currency.code, per_ton, currency.round_up(retail * per_ton))
