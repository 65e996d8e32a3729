"""client_reference: the string that ties an order to its chat, and so makes recovery possible with no database.

`tg-<chat id>`, or `tg-<chat id>-<invoice>` when a reseller gives an invoice number of a client's. The prefix is a
setting, for partners who run several bots on one key.
"""

import re
from dataclasses import dataclass

LONGEST = 64
INVOICE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Reference:
    chat_id: int
    invoice: str | None = None


class References:
    def __init__(self, prefix: str = "tg") -> None:
        self._prefix = prefix
        self._pattern = re.compile(rf"{re.escape(prefix)}-(?P<chat>-?\d{{1,19}})(?:-(?P<invoice>[A-Za-z0-9_-]+))?")

    def write(self, chat_id: int, invoice: str | None = None) -> str:
        """Raises ValueError for an invoice with other characters, or one that makes more than 64 in all."""
        text = f"{self._prefix}-{chat_id}" + (f"-{invoice}" if invoice else "")
        if len(text) > LONGEST or (invoice and not INVOICE.fullmatch(invoice)):
            raise ValueError("an invoice is letters, digits, _ and -, 64 characters with its reference")
        return text

    def read(self, text: str | None) -> Reference | None:
        """None for a reference that another program wrote."""
        match = self._pattern.fullmatch(text or "")
        return Reference(int(match["chat"]), match["invoice"]) if match else None
