"""TON addresses: what is wrong with one, and whether two spellings mean the same account."""

import base64
import binascii
import re
from typing import Literal, NamedTuple

AddressProblem = Literal["length", "characters", "tag", "checksum", "testnet"]

_BOUNCEABLE, _NON_BOUNCEABLE, _TESTNET = 0x11, 0x51, 0x80

MAX_WORDS_LENGTH = 1000
"""Characters of the partner's words that are searched for addresses; no more are shown anywhere."""

_PAYABLE = re.compile(
    r"(?<![\w+.-])[a-z][a-z+.-]*+://\S+|(?<![\w.-])[\w-]++(?:\.[\w-]++)++/\S*"
    r"|(?<![\w+/-])[\w+/-]{48}(?![\w+/-])|-?\d:[0-9a-f]{64}",
    re.ASCII | re.IGNORECASE,
)


class Account(NamedTuple):
    """What an address means, in whatever spelling."""

    workchain: int
    hash: bytes


def address_problem(address: str) -> AddressProblem | None:
    """What a wallet would find wrong with an address; None where it is well-formed (pins say whether it is right).

    The raw form is `workchain:64 hex digits`. The friendly form is 48 characters of base64url that hold 36 bytes: tag,
    workchain, hash (32), CRC16-XMODEM of the rest.
    """
    if _raw(address):
        return None
    if len(address) != 48:
        return "length"
    if not re.fullmatch(r"[A-Za-z0-9_-]+", address):
        return "characters"
    packed = base64.urlsafe_b64decode(address)
    if packed[0] & ~_TESTNET not in (_BOUNCEABLE, _NON_BOUNCEABLE):
        return "tag"
    if binascii.crc_hqx(packed[:34], 0) != int.from_bytes(packed[34:], "big"):
        return "checksum"
    return "testnet" if packed[0] & _TESTNET else None


def parse_address(address: str) -> Account | None:
    """The account of a well-formed address of the main network, in plain base64 too; None for any other text."""
    address = address.strip().replace("+", "-").replace("/", "_")
    if raw := _raw(address):
        return Account(int(raw[1]), bytes.fromhex(raw[2]))
    if address_problem(address):
        return None
    packed = base64.urlsafe_b64decode(address)
    return Account(int.from_bytes(packed[1:2], "big", signed=True), packed[2:34])


def same_account(one: str, other: str) -> bool:
    """Whether two addresses mean one account. Addresses that cannot be parsed are equal only letter by letter."""
    accounts = parse_address(one), parse_address(other)
    return accounts[0] == accounts[1] if any(accounts) else one == other


def friendly_address(address: str) -> str:
    """A raw address in its friendly form, UQ…, which every wallet takes from a link; any other text as it is."""
    if not (raw := _raw(address)):
        return address
    packed = bytes([_NON_BOUNCEABLE, int(raw[1]) & 0xFF]) + bytes.fromhex(raw[2])
    return base64.urlsafe_b64encode(packed + binascii.crc_hqx(packed, 0).to_bytes(2, "big")).decode()


def is_pinned(address: str, pins: frozenset[str]) -> bool:
    """Whether an address is one of the operator's. Never true for an address that is not well-formed."""
    account = parse_address(address)
    return account is not None and any(parse_address(pin) == account for pin in pins)


def hide_payable(text: str) -> str:
    """The partner's words without addresses and links: only the answer of a create says where to pay."""
    return _PAYABLE.sub("…", text[:MAX_WORDS_LENGTH])


def _raw(address: str) -> re.Match[str] | None:
    return re.fullmatch(r"(-1|0):([0-9a-fA-F]{64})", address)
