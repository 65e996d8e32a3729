"""Checks TON addresses and builds links that open a wallet with a filled-in payment."""

import base64
import binascii
import re
from typing import Literal
from urllib.parse import quote

AddressProblem = Literal["length", "characters", "tag", "checksum", "testnet"]

_BOUNCEABLE, _NON_BOUNCEABLE, _TESTNET = 0x11, 0x51, 0x80


def address_problem(address: str) -> AddressProblem | None:
    """Why a wallet would reject a user-friendly TON address; None for a well-formed address.

    48 base64url characters hold 36 bytes: tag, workchain, hash (32), CRC16-XMODEM of the rest. PINNED_ADDRESSES guards
    against an address that is well-formed but wrong.
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
    """A `ton://` link for any TON wallet: exactly `nano` nanotons with that memo."""
    return f"ton://transfer/{_transfer(address, nano, memo)}"


def tonkeeper_link(address: str, nano: int, memo: str) -> str:
    """The same payment as an https link, for servers that reject `ton://`."""
    return f"https://app.tonkeeper.com/transfer/{_transfer(address, nano, memo)}"


def _transfer(address: str, nano: int, memo: str) -> str:
    # A space must be %20: wallets read a plus sign as a plus sign.
    return f"{quote(address, safe='')}?amount={nano}&text={quote(memo, safe='')}"
