"""What is sold, to whom and for how much: pure functions of the settings and of time.

Who can receive what is told by the name, so that a test or a person can choose the case:

    nobody…   does not exist
    channel…  is a channel: receives nothing
    nostars…  cannot receive Stars
    premium…  already has Premium: receives Stars only
    flaky…    the check fails with a 500, an order goes through
    others    receive everything
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from .settings import WorldSettings
from .wire import ApiError, invalid

NANOTON = Decimal("1e-9")
CENT = Decimal("0.01")
# Telegram's rules, four-letter names from Fragment included.
USERNAME = re.compile(r"(?=.{4,32}\Z)[A-Za-z](?:_?[A-Za-z0-9])+", re.ASCII)


class Product(StrEnum):
    STARS = "stars"
    PREMIUM = "premium"

    @property
    def unit(self) -> str:
        """The field of a request that holds the amount."""
        return "quantity" if self is Product.STARS else "months"

    @property
    def amount_field(self) -> str:
        """The field of an order that holds the amount."""
        return "stars_amount" if self is Product.STARS else "premium_months"

    @property
    def memo_prefix(self) -> str:
        return "STARS" if self is Product.STARS else "PREM"


@dataclass(frozen=True, slots=True)
class Quote:
    """A price at one moment; the fee is part of the price."""

    price_ton: Decimal
    fee_ton: Decimal
    price_usd: Decimal


def ton_usd(settings: WorldSettings, now: datetime) -> Decimal:
    """TON in USD: a slow sine around the rate of the settings, the same for the same time."""
    phase = now.timestamp() / settings.ton_usd_period % 1
    swing = Decimal(repr(math.sin(2 * math.pi * phase))) * settings.ton_usd_swing
    return (settings.ton_usd * (1 + swing)).quantize(Decimal("0.0001"))


def quote(settings: WorldSettings, now: datetime, product: Product, amount: int) -> Quote:
    """The price of an amount that is within the limits, else VALIDATION_ERROR."""
    check_amount(settings, product, amount)
    unit_usd = settings.star_usd if product is Product.STARS else settings.premium_month_usd
    net_usd = unit_usd * amount
    usd = net_usd * (1 + settings.fee_percent / 100)
    rate = ton_usd(settings, now)
    price = (usd / rate).quantize(NANOTON, ROUND_HALF_UP)
    fee = price - (net_usd / rate).quantize(NANOTON, ROUND_HALF_UP)
    return Quote(price, fee, usd.quantize(CENT, ROUND_HALF_UP))


def check_amount(settings: WorldSettings, product: Product, amount: int) -> None:
    if product is Product.STARS:
        if not settings.min_quantity <= amount <= settings.max_quantity:
            raise invalid(f"quantity must be between {settings.min_quantity} and {settings.max_quantity}")
    elif amount not in settings.months:
        raise invalid(f"months must be one of {', '.join(map(str, settings.months))}")


def obstacle(product: Product, username: str) -> str | None:
    """Why this person cannot receive this product; None when nothing stands in the way."""
    name = username.lower()
    if not exists(username):
        return "User not found"
    if name.startswith("channel"):
        return "Recipient is a channel, not a user"
    if product is Product.STARS and name.startswith("nostars"):
        return "User cannot receive Stars"
    if product is Product.PREMIUM and name.startswith("premium"):
        return "User already has Telegram Premium"
    return None


def check_recipient(product: Product, username: str) -> None:
    """What a create does; a flaky name passes."""
    if reason := obstacle(product, username):
        code = "RECIPIENT_CANNOT_RECEIVE" if exists(username) else "RECIPIENT_NOT_FOUND"
        raise ApiError(400, code, reason)


def exists(username: str) -> bool:
    return not username.lower().startswith("nobody")


def display_name(username: str) -> str | None:
    """`pandus` is Pandus, `ann_lee` is Ann Lee."""
    return username.replace("_", " ").title() if exists(username) else None


def is_flaky(username: str) -> bool:
    return username.lower().startswith("flaky")
