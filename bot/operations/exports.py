"""A request of an admin for one of the partner's lists as a CSV file.

The id in the queue contains the whole request, so that any process can handle it.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

HEADERS: dict[str, Sequence[str]] = {
    "orders": (
        *("id", "status", "product", "amount", "recipient", "price_ton"),
        *("memo", "client_reference", "created_at", "expires_at"),
    ),
    "transactions": ("id", "type", "amount_ton", "created_at", "order_id", "tx_hash"),
}


@dataclass(frozen=True)
class Export:
    """`what` is a key of HEADERS; `first` and `last` are days in UTC, both included. `message_id` is the message that
    shows the progress."""

    chat_id: int
    message_id: int
    locale: str
    what: str
    first: date
    last: date

    @property
    def id(self) -> str:
        return " ".join(map(str, astuple(self)))

    @classmethod
    def read(cls, id: str) -> "Export":
        chat, message, locale, what, first, last = id.split(" ")
        return cls(int(chat), int(message), locale, what, date.fromisoformat(first), date.fromisoformat(last))

    @property
    def name(self) -> str:
        return f"{self.what}-{self.first}-{self.last}.csv"
