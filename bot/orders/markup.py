"""The price that a reseller asks of their clients: cost plus markup. Exact, in Decimal."""

import re
from decimal import ROUND_CEILING, Decimal

from pydantic import BaseModel, ConfigDict

NANOTON = Decimal("1e-9")

_NUMBER = r"(\d{1,6}(?:[.,]\d{1,9})?)"
_MARKUP = re.compile(
    rf"\+?{_NUMBER}\s*%?(?:\s*\+\s*{_NUMBER}(?:\s*TON)?)?(?:\s*/\s*{_NUMBER}(?:\s*TON)?)?", re.IGNORECASE
)


class Quote(BaseModel):
    """`cost` is what the partner asks, `retail` what the client pays, both in TON."""

    model_config = ConfigDict(frozen=True)

    cost: Decimal
    retail: Decimal

    @property
    def profit(self) -> Decimal:
        return self.retail - self.cost


class Markup(BaseModel):
    """A percentage of the cost, a fixed fee in TON, and a step in TON to which the sum is rounded up."""

    model_config = ConfigDict(frozen=True)

    percent: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    step: Decimal = NANOTON

    @classmethod
    def parse(cls, text: str) -> "Markup | None":
        """`12.5%`, `12.5% + 0.1`, `12.5% + 0.1 / 0.05`, `12.5% / 0.05`; None for anything else."""
        match = _MARKUP.fullmatch(text.strip())
        if not match:
            return None
        percent, fee, step = (Decimal((part or "0").replace(",", ".")) for part in match.groups())
        return cls(percent=percent, fee=fee, step=step or NANOTON)

    def on(self, cost: Decimal) -> Quote:
        """Rounded up, so that rounding never lowers the profit."""
        retail = cost + cost * self.percent / 100 + self.fee
        return Quote(cost=cost, retail=(retail / self.step).to_integral_value(ROUND_CEILING) * self.step)
