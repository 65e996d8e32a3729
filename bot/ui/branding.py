"""The shop's settings that screens use."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Branding:
    """`currency`: the label of amounts in TON. `support`: a username without @, for customers. `link_host`:
    the host of links to users. `pinned`: the only addresses that payments may go to (empty: any). `tolerance_percent`:
    how far the price of an order may exceed its estimate without a warning."""

    currency: str = "TON"
    support: str | None = None
    link_host: str = "t.me"
    pinned: frozenset[str] = frozenset()
    tolerance_percent: Decimal = Decimal(1)

    def user_link(self, username: str) -> str:
        return f"https://{self.link_host}/{username}"
