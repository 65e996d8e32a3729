"""How the world behaves. Times are seconds, money is TON unless the name says USD."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import Self

from .reading import typed


class Paging(StrEnum):
    """Which parameters of a list have an effect."""

    OFFSET = "offset"  # limit and offset
    PAGE = "page"  # page, counted from 1, and per_page
    CURSOR = "cursor"  # limit and cursor, which each page names for the next one
    NONE = "none"  # limit: only the first page is ever shown


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldSettings:
    """The defaults are the provider's example: 50 to 10000 Stars, 15 minutes, 100 Stars near 0.418 TON."""

    keys: tuple[str, ...] = ("osk_test_sandbox",)

    min_quantity: int = 50
    max_quantity: int = 10_000
    months: tuple[int, ...] = (3, 6, 12)
    fee_percent: Decimal = Decimal("2.0")
    star_usd: Decimal = Decimal("0.0131547")
    premium_month_usd: Decimal = Decimal("2.9")
    ton_usd: Decimal = Decimal("3.21")
    # The rate swings by this share of itself, so that an order's price differs a little from its estimate.
    ton_usd_swing: Decimal = Decimal("0.02")
    ton_usd_period: int = 3600  # seconds

    ttl: int = 900
    processing_after: float | None = None  # after the payment; None: only by hand
    completed_after: float | None = None  # after processing has begun; None: only by hand
    opening_balance_ton: Decimal = Decimal("12.5")

    replay_original: bool = True  # a repeated create answers as it did first, else with the order as it is now
    list_reference: bool = True  # create answers and list rows carry client_reference
    order_reference: bool = True  # GET of one order carries client_reference
    by_beginning: bool = False  # a search by reference finds all references that begin so
    hidden: str | None = None  # no answer shows an order whose status fits this pattern (* is any)
    rate_limit: int | None = None  # calls per second and key
    paging: Paging = Paging.OFFSET
    max_page: int = 500  # rows; a larger limit is refused

    def shown(self) -> dict[str, object]:
        """All settings but the keys, which are secrets even when they are toys."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "keys"}

    def changed(self, changes: Mapping[str, object]) -> Self:
        """These settings with some others, as JSON values. Raises ValueError naming what does not fit."""
        return replace(self, **typed(type(self), changes))
