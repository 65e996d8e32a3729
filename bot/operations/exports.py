"""Exports: a request of an admin's for one of the partner's lists as a file.

The id of a request in the queue holds the whole request, so that any process can serve it.
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
    """`what` is one of HEADERS; `first` and `last` are days (UTC), both included; the progress is shown in that
    message of the chat."""

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
