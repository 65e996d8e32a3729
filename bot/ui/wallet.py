"""The links that open a wallet with everything filled in."""

from urllib.parse import quote


def transfer_link(address: str, nano: int | None, memo: str | None) -> str:
    """The link of every TON wallet: exactly `nano` nanotons with that memo. None leaves a part to the payer."""
    return f"ton://transfer/{_transfer(address, nano, memo)}"


def tonkeeper_link(address: str, nano: int | None, memo: str | None) -> str:
    """The same as an https link, for places that refuse `ton://`."""
    return f"https://app.tonkeeper.com/transfer/{_transfer(address, nano, memo)}"


def _transfer(address: str, nano: int | None, memo: str | None) -> str:
    # Wallets read a plus sign in the memo as a plus sign, so a space has to be %20.
    parts = [f"amount={nano}"] if nano is not None else []
    parts += [f"text={quote(memo, safe='')}"] if memo is not None else []
    return quote(address, safe="") + ("?" + "&".join(parts) if parts else "")
