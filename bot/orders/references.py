"""client_reference: the string that ties an order to its chat, so that orders can be recovered without a database.

`tg-<chat id>`, or `tg-<chat id>-<invoice>` with a reseller's invoice number. The prefix is a setting, because several
bots may share one API key.
"""

import re
from dataclasses import dataclass

MAX_REFERENCE_LENGTH = 64
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
        """Raises ValueError for an invoice with other characters, or a reference over 64 characters."""
        text = f"{self._prefix}-{chat_id}" + (f"-{invoice}" if invoice else "")
        if len(text) > MAX_REFERENCE_LENGTH or (invoice and not INVOICE.fullmatch(invoice)):
            raise ValueError("an invoice is letters, digits, _ and -, 64 characters with its reference")
        return text

    def read(self, text: str | None) -> Reference | None:
        """None for a reference that this bot did not write."""
        match = self._pattern.fullmatch(text or "")
        return Reference(int(match["chat"]), match["invoice"]) if match else None

    def owner(self, text: str | None) -> int | None:
        """The id of the chat that the reference names."""
        reference = self.read(text)
        return reference.chat_id if reference else None
