"""The links that open a wallet with everything filled in."""

from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from bot.orders.schedule import MIN_TIME_TO_PAY


class Wallet(StrEnum):
    """What a link begins with. `ton://` opens any wallet, but some places refuse it."""

    ANY = "ton://transfer/"
    KEEPER = "https://app.keeperwallet.com/transfer/"
    MYTONWALLET = "https://my.tt/transfer/"


def transfer_link(
    address: str, nano: int | None, memo: str | None, end: datetime | None = None, *, wallet: Wallet = Wallet.ANY
) -> str:
    """A transfer of exactly `nano` nanotons with that memo. None leaves a part to the payer.

    The chain refuses the transfer MIN_TIME_TO_PAY before `end`, the end of the order by our clock (None: not known).
    """
    exp = int((end - MIN_TIME_TO_PAY).timestamp()) if end else None
    fields = {"amount": nano, "text": memo, "exp": exp}
    # Wallets read a plus sign in the memo as a plus sign, so a space has to be %20.
    query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in fields.items() if value is not None)
    return f"{wallet.value}{quote(address, safe='')}" + (f"?{query}" if query else "")


def transaction_link(hash: str) -> str:
    """A transaction, by its 64 hex digits, in an explorer of the chain."""
    return f"https://tonviewer.com/transaction/{hash}"
