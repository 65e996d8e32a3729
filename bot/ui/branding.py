"""What a screen must know of the shop it belongs to."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Branding:
    """`support` is a username without @; `pinned` the only addresses that payments may go to (empty: any)."""

    currency: str = "TON"
    support: str | None = None
    link_host: str = "t.me"
    pinned: frozenset[str] = frozenset()
    tolerance_percent: Decimal = Decimal(1)

    def person(self, username: str) -> str:
        return f"https://{self.link_host}/{username}"
