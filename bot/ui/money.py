"""Numbers as texts: plain digits for what is pasted into a wallet, the language's own form for the rest.

Arabic and Persian get Latin digits too: the amount, the memo and the order number have no others, and a message shows
one kind of digits.
"""

import re
from copy import copy
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent

_WIDE = Context(prec=60)
"""Digits for any amount that can be read."""


def ton_text(ton: Decimal) -> str:
    """The exact amount in TON, ready to copy: "0.418", "12". No exponent, trailing zeros or separators."""
    text = f"{ton:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def number_text(value: Decimal | int, locale: str) -> str:
    """A number exactly, as a language writes it: "10,000", "0,418"; no trailing zeros."""
    exact = Decimal(ton_text(Decimal(value)))
    return str(format_decimal(exact, locale=locale, decimal_quantization=False))


def percent_text(percent: Decimal | int, locale: str) -> str:
    """A percentage as a language writes it: "12.5%", "12,5 %"."""
    share = Decimal(ton_text(Decimal(percent))) / 100
    return str(format_percent(share, locale=locale, decimal_quantization=False))


def usd_text(usd: Decimal, locale: str, rounding: str = ROUND_HALF_UP) -> str:
    """US dollars rounded to the cent, as a language writes them: "$1.35", "1,35 $"."""
    text = format_currency(usd.quantize(Decimal("0.01"), rounding, _WIDE), "USD", locale=locale)
    return str(text).replace("USD", "$")  # Babel knows no sign for it in Ukrainian


def price_usd_text(usd: Decimal, locale: str) -> str:
    """A price in US dollars, rounded up to the cent: nobody pays more than they saw."""
    return usd_text(usd, locale, ROUND_CEILING)


def round_price_up(ton: Decimal) -> Decimal:
    """A price in TON to three decimals, or to three digits if it is below 0.1, rounded up."""
    places = max(3, 2 - ton.adjusted())
    return ton.quantize(Decimal(1).scaleb(-places), ROUND_CEILING, _WIDE)


def currency_text(amount: Decimal, code: str, locale: str) -> str:
    """An amount of any currency, as a language writes it: "1,290 ₽", "RUB 1,290.50"; whole amounts have no decimals."""
    if amount != amount.to_integral_value():
        text = format_currency(amount, code, locale=locale)
    else:
        pattern = copy(Locale.parse(locale).currency_formats["standard"])
        pattern.frac_prec = (0, 0)
        text = format_currency(amount, code, pattern, locale=locale, currency_digits=False)
    return re.sub(r"(?<=[^\W\d_])(?=\d)", "\u00a0", str(text))


def exceeds_tolerance(estimate: Decimal, price: Decimal, tolerance_percent: Decimal | int) -> bool:
    """Whether the price of an order exceeds the shown estimate by more than the tolerance."""
    return price * 100 > estimate * (100 + tolerance_percent)
