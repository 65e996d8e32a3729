"""Amounts of money as texts: exact, in plain digits."""

from decimal import ROUND_HALF_UP, Decimal


def ton_text(ton: Decimal) -> str:
    """The exact amount in TON, ready to copy: "0.418", "12". No exponent, trailing zeros or separators."""
    text = f"{ton:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def usd_text(usd: Decimal) -> str:
    """US dollars rounded to the cent, half a cent up: "1.35"."""
    return f"{usd.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def exceeds_tolerance(estimate: Decimal, price: Decimal, tolerance_percent: Decimal | int) -> bool:
    """Whether the price of an order exceeds the shown estimate by more than the tolerance."""
    return price * 100 > estimate * (100 + tolerance_percent)
