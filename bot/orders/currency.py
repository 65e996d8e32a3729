"""The money of a reseller's clients, and the rate at which its reseller quotes in it. Exact, in Decimal."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from babel.numbers import get_currency_precision, is_currency
from pydantic import BaseModel

RATE_TTL = timedelta(days=1)
"""After this a rate counts as old, and its reseller is told."""

MAX_RATE_CHANGE = Decimal("0.2")
"""A rate that differs more from the former one is asked for once more: it may be a typing error."""

MIN_RATE, MAX_RATE, MAX_STEP = Decimal("0.000001"), Decimal(10) ** 9, Decimal(10) ** 6

BASES = ("USD", "TON")

NO_MONEY = ("TON", "XXX", "XTS")
"""TON is no currency of clients; the others stand for no currency at all."""

_NUMBER = r"\d[\d.,٫٬' \u00a0\u202f]{0,24}"
_RATE = re.compile(
    rf"(?P<code>[a-z]{{3,5}})\s+(?P<rate>{_NUMBER})(?:[^\d/]*?\b(?P<base>usd|ton))?\s*(?:/\s*(?P<step>{_NUMBER})[^\d/]*)?",
    re.IGNORECASE,
)


class Currency(BaseModel, frozen=True):
    """`rate`: units of the currency for one unit of `base` (USD or TON). `step`: prices are rounded up to it."""

    code: str
    rate: Decimal
    base: str
    step: Decimal
    set_at: datetime

    @classmethod
    def parse(cls, text: str, now: datetime) -> "list[Currency]":
        """`RUB 96.5 per USD`, `IDR 52 000 per TON / 500`. Several where the text may mean several: `96.525` may be
        grouped, and the base may be missing. Empty for anything else."""
        match = _RATE.fullmatch(text.strip())
        code = match["code"].upper() if match else ""
        if match is None or code in NO_MONEY or not (code == "USDT" or is_currency(code)):
            return []
        steps = read_number(match["step"]) if match["step"] else [_smallest(code)]
        bases = [match["base"].upper()] if match["base"] else BASES
        return [
            cls(code=code, rate=rate, base=base, step=steps[0], set_at=now)
            for base in bases
            for rate in read_number(match["rate"])
            if len(steps) == 1 and _is_step(steps[0], code) and MIN_RATE <= rate <= MAX_RATE
        ]

    def per_ton(self, ton_usd: Decimal | None) -> Decimal | None:
        """Units for one TON. `ton_usd`: US dollars for one TON; None: not known."""
        if self.base == "TON":
            return self.rate
        return None if ton_usd is None else self.rate * ton_usd

    def round_up(self, amount: Decimal) -> Decimal:
        return (amount / self.step).to_integral_value(ROUND_CEILING) * self.step

    def with_step(self, text: str) -> "Currency | None":
        """`10 RUB`: the same rate with that step; None for anything else."""
        match = re.fullmatch(rf"({_NUMBER})\s*{self.code}", text.strip(), re.IGNORECASE)
        steps = read_number(match[1]) if match else []
        is_step = len(steps) == 1 and _is_step(steps[0], self.code)
        return self.model_copy(update={"step": steps[0]}) if is_step else None

    def is_old(self, now: datetime) -> bool:
        return now - self.set_at > RATE_TTL

    def differs_much(self, former: "Currency | None", ton_usd: Decimal | None) -> bool:
        """Whether the rate may be a typing error. Rates of two currencies cannot be compared."""
        if former is None or former.code != self.code:
            return False
        same_base = former.base == self.base
        old, new = (former.rate, self.rate) if same_base else (former.per_ton(ton_usd), self.per_ton(ton_usd))
        return old is None or new is None or abs(new - old) > old * MAX_RATE_CHANGE


def _smallest(code: str) -> Decimal:
    return Decimal(1).scaleb(-get_currency_precision(code))


def _is_step(step: Decimal, code: str) -> bool:
    """A price with a part of the smallest unit would be shown as another one."""
    return 0 < step <= MAX_STEP and not step % _smallest(code)


def read_number(text: str) -> list[Decimal]:
    """The numbers that a text may mean: `96.5`, `96,5` and `10 000` mean one, `10.000` may mean two. Empty if the text
    is no number, or a number with more digits than a button can hold. `text`: digits, points, commas, spaces,
    apostrophes."""
    plain = re.sub(r"[ '\u00a0\u202f]", "", text).translate({ord("٫"): ".", ord("٬"): ","}).rstrip(".,")
    marks = re.findall(r"[.,]", plain)
    grouped = re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*", plain)
    if not grouped and len(set(marks)) == 2 and marks[-1] not in marks[:-1]:
        whole, _, part = plain.rpartition(marks[-1])
        plain, marks = re.sub(r"[.,]", "", whole) + "." + part, ["."]
    numbers = [Decimal(plain.replace(",", "."))] if len(marks) < 2 else []
    if grouped:
        numbers.append(Decimal(re.sub(r"[.,]", "", plain)))
    return [number for number in numbers if _has_few_digits(number)]


def _has_few_digits(number: Decimal) -> bool:
    """Whether the number fits into the data of a button."""
    return len(f"{number:f}") <= 15
