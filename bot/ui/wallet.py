"""TON addresses and the links that open a wallet with everything filled in."""

import base64
import binascii
import re
from typing import Literal
from urllib.parse import quote

AddressProblem = Literal["length", "characters", "tag", "checksum", "testnet"]

_BOUNCEABLE, _NON_BOUNCEABLE, _TESTNET = 0x11, 0x51, 0x80


def address_problem(address: str) -> AddressProblem | None:
    """What a wallet would find wrong with a friendly TON address; None when it is well-formed.

    48 base64url characters hold 36 bytes: tag, workchain, hash (32), CRC16-XMODEM of the rest. Well-formed
    does not mean right: that is what pinned addresses are for.
    """
    if len(address) != 48:
        return "length"
    if not re.fullmatch(r"[A-Za-z0-9_-]+", address):
        return "characters"
    raw = base64.urlsafe_b64decode(address)
    tag = raw[0]
    if tag & ~_TESTNET not in (_BOUNCEABLE, _NON_BOUNCEABLE):
        return "tag"
    if binascii.crc_hqx(raw[:34], 0) != int.from_bytes(raw[34:], "big"):
        return "checksum"
    return "testnet" if tag & _TESTNET else None


def transfer_link(address: str, nano: int, memo: str) -> str:
    """The link of every TON wallet: exactly `nano` nanotons with that memo."""
    return f"ton://transfer/{_transfer(address, nano, memo)}"


def tonkeeper_link(address: str, nano: int, memo: str) -> str:
    """The same as an https link, for places that refuse `ton://`."""
    return f"https://app.tonkeeper.com/transfer/{_transfer(address, nano, memo)}"


def _transfer(address: str, nano: int, memo: str) -> str:
    # Wallets read a plus sign in the memo as a plus sign, so a space has to be %20.
    return f"{quote(address, safe='')}?amount={nano}&text={quote(memo, safe='')}"
