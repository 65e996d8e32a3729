"""Money as people read it: always the exact amount, in plain digits."""

from decimal import ROUND_HALF_UP, Decimal

from bot.partner.models import NANO, to_nano

__all__ = ["NANO", "above", "to_nano", "ton_text", "usd_text"]


def ton_text(ton: Decimal) -> str:
    """TON exactly, ready to be copied: "0.418", "12"; no exponent, no trailing zeros, no separators."""
    text = f"{ton:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def usd_text(usd: Decimal) -> str:
    """US dollars rounded to the cent, half a cent up: "1.35"."""
    return f"{usd.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def above(estimate: Decimal, price: Decimal, tolerance_percent: Decimal | int) -> bool:
    """Whether the price of an order is above the estimate that was shown by more than the tolerance."""
    return price * 100 > estimate * (100 + tolerance_percent)
