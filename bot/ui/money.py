"""Numbers as texts: plain digits for what is pasted into a wallet, the language's own form for the rest.

Arabic and Persian get Latin digits too: the amount, the memo and the order number have no others, and a message shows
one kind of digits.
"""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, format_decimal, format_percent


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


def usd_text(usd: Decimal, locale: str) -> str:
    """US dollars rounded to the cent, half a cent up, as a language writes them: "$1.35", "1,35 $"."""
    return str(format_currency(usd.quantize(Decimal("0.01"), ROUND_HALF_UP), "USD", locale=locale))


def exceeds_tolerance(estimate: Decimal, price: Decimal, tolerance_percent: Decimal | int) -> bool:
    """Whether the price of an order exceeds the shown estimate by more than the tolerance."""
    return price * 100 > estimate * (100 + tolerance_percent)
