"""Parses what people type: usernames, numbers, invoice numbers."""

import re
import unicodedata
from urllib.parse import parse_qs, urlsplit

from bot.errors import UserError

MAX_INPUT_LENGTH = 256

# Telegram's rules; usernames of four characters are sold on Fragment.
_USERNAME = re.compile(r"(?!.*__)[A-Za-z][A-Za-z0-9_]{2,30}[A-Za-z0-9]")
_HOSTS = ("t.me", "telegram.me", "telegram.dog")
# First parts of t.me links that look like a username but lead to no person.
_NOT_PEOPLE = frozenset(
    {"addemoji", "addlist", "addstickers", "addtheme", "boost", "contact", "giftcode", "invoice", "joinchat"}
    | {"login", "proxy", "setlanguage", "share", "socks"}
)

# A reference has at most 64 characters: prefix (16), chat id (16), invoice (30) and two dashes.
_INVOICE = re.compile(r"[A-Za-z0-9_-]{1,30}")

_PLAIN = re.compile(r"\d{1,15}")
# Groups of three digits with one separator: "10,000" and "10.000", but not "10,00" or "0.500".
_GROUPED = re.compile(r"[1-9]\d{0,2}([ ,._'])\d{3}(?:\1\d{3}){0,3}")
_SEPARATORS = {"٬": ",", "’": "'"}


def parse_username(text: str | None) -> str:
    """The username in `name`, `@name` or a link to a person, as typed and without @.

    Raises UserError: bad-username, bad-username-link (a Telegram link, but not to a person), bad-too-long.
    """
    typed = _visible(text)
    name = (_linked_name(typed) if set(typed) & set(".:/") else typed).removeprefix("@")
    if not _USERNAME.fullmatch(name):
        raise UserError("bad-username")
    return name


def parse_amount(text: str | None, low: int | None, high: int | None) -> int:
    """A whole number from `low` to `high` (None: no such limit), in any digits, with or without separators.

    Raises UserError: bad-number, bad-number-range (`low`, `high`), bad-too-long.
    """
    typed = "".join(map(_plain_character, _visible(text)))
    if not (_PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed)):
        raise UserError("bad-number")
    amount = int(re.sub(r"\D", "", typed))
    if (low is not None and amount < low) or (high is not None and amount > high):
        raise UserError("bad-number-range", low=low or 1, high="∞" if high is None else high)
    if amount == 0:
        raise UserError("bad-number")
    return amount


def parse_invoice(text: str | None) -> str:
    """An invoice number: up to 30 letters, digits, _ and -. Raises UserError: bad-invoice, bad-too-long."""
    invoice = _visible(text)
    if not _INVOICE.fullmatch(invoice):
        raise UserError("bad-invoice")
    return invoice


def _visible(text: str | None) -> str:
    """The text without outer spaces and without invisible characters such as right-to-left marks."""
    if text and len(text) > MAX_INPUT_LENGTH:
        raise UserError("bad-too-long")
    return "".join(character for character in text or "" if unicodedata.category(character) != "Cf").strip()


def _linked_name(typed: str) -> str:
    try:
        url = urlsplit(typed if "://" in typed else f"https://{typed}")
    except ValueError as error:  # unbalanced brackets, for instance
        raise UserError("bad-username") from error
    if url.scheme == "tg":
        query = parse_qs(url.query)
        return _person(query.get("domain", [""])[0] if url.netloc == "resolve" and "post" not in query else "")
    host = re.sub(r"^www\.", "", url.netloc, flags=re.IGNORECASE)
    path = url.path.strip("/")
    if url.scheme not in ("http", "https"):
        raise UserError("bad-username")
    if host.lower() in _HOSTS:
        return _person(path)
    name, _, domain = host.partition(".")
    if domain.lower() != "t.me":
        raise UserError("bad-username")
    return _person("" if path else name)


def _person(name: str) -> str:
    name = name.removeprefix("@")
    if name.lower() in _NOT_PEOPLE or not _USERNAME.fullmatch(name):
        raise UserError("bad-username-link")
    return name


def _plain_character(character: str) -> str:
    if unicodedata.category(character) == "Zs":  # no-break, thin and other spaces
        return " "
    return str(unicodedata.decimal(character, _SEPARATORS.get(character, character)))
