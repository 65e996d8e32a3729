"""Parses what people type: usernames, numbers, invoice numbers, and whole purchases."""

import base64
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

from bot.errors import UserError
from bot.orders.draft import Wish
from bot.partner.goods import Product

MAX_INPUT_LENGTH = 256

YEARS = range(2013, 2100)
"""Of a day that is typed: the first and the last days of a calendar cannot be moved to another time zone."""

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

_HASH = r"([0-9A-Fa-f]{64}|[A-Za-z0-9+/_-]{43}=?)"
_TRANSACTIONS = [
    re.compile(pattern.replace("HASH", _HASH), re.ASCII)
    for pattern in (
        r"HASH",
        r"(?i:tonviewer\.com)/transaction/HASH(?:[/?#].*)?",
        r"(?i:tonscan\.org|ton\.cx)/(?:[a-z]{2}/)?tx/(?:\d{1,20}:)?HASH(?:[:?#].*)?",
        r"(?i:tonwhales\.com)/explorer/address/[A-Za-z0-9_-]{48}/\d{1,20}_HASH(?:[?#].*)?",
        r"(?i:explorer\.toncoin\.org)/transaction\?(?:\w+=[^&]*&)*hash=HASH(?:&.*)?",
        r"(?i:dton\.io)/tx/HASH(?:[?#].*)?",
    )
]
"""A transaction's hash alone, or in a link of an explorer."""

_PLAIN = re.compile(r"\d{1,15}")
# Groups of three digits with one separator: "10,000" and "10.000", but not "10,00" or "0.500".
_GROUPED = re.compile(r"[1-9]\d{0,2}([ ,._'])\d{3}(?:\1\d{3}){0,3}")
_SEPARATORS = {"٬": ",", "’": "'", "＠": "@"}

PURCHASE_WORDS = {
    "en": ("star stars", "premium", "month months mo mon m", "for to a of pcs pc"),
    "ru": ("звезда звезды звезд звезду звёзды звёзд", "премиум", "месяц месяца месяцев мес м", "для на шт штук"),
    "uk": ("зірка зірки зірок зірку", "преміум", "місяць місяці місяців міс м", "для на шт штук"),
    "es": ("estrella estrellas", "premium", "mes meses", "para a de por unidades"),
    "pt": ("estrela estrelas", "premium", "mês meses", "para por de unidades"),
    "id": ("bintang", "premium", "bulan bln", "untuk ke buah"),
    "hi": ("स्टार स्टार्स सितारे तारे", "प्रीमियम", "महीना महीने महीनों माह", "के लिए का को"),
    "fa": ("استارز ستاره ستاره‌ها", "پریمیوم پرمیوم", "ماه ماهه", "برای به"),
    "ar": ("نجمة نجوم نجمات", "مميز المميز بريميوم", "شهر أشهر شهور شهرًا", "إلى لـ ل"),
    "tr": ("yıldız", "premium", "ay aylık", "için adet"),
}
"""The words for Stars, Premium and months in each language, and small words that say nothing more. All languages are
understood in every chat."""

_PIECE = re.compile(r"\d(?:[\d.,_']*\d)?|[⭐🌟🎁]\ufe0f?|[^\d\s⭐🌟🎁]+")
_NAME = re.compile(r"[,;:]?(?<!/)(@\w+)[,;:=]?")
_LINK = re.compile(r"://|(^|\.)(t|telegram)\.(me|dog)(/|$)", re.IGNORECASE)
_MARKS = ",;:!?()[]{}<>|=\"'`«»„“”‘’–—→-"
"""What people put around the parts of a purchase."""


class RecipientError(UserError):
    """A purchase in one line has a username that cannot be one. `rest`: what else the line says."""

    def __init__(self, error: UserError, name: str, rest: Wish) -> None:
        if error.text == "bad-username":
            error = UserError("bad-username-named", username=name)
        super().__init__(error.text, **error.values)
        self.rest = rest


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


def parse_days(words: Sequence[str]) -> list[date] | None:
    """Up to two days in their order, like `2026-01-31`; None for anything else."""
    try:
        days = [date.fromisoformat(word) for word in words]
    except ValueError:
        return None
    are_days = len(days) <= 2 and days == sorted(days) and all(day.year in YEARS for day in days)
    return days if are_days else None


def parse_transaction(text: str | None) -> str:
    """The hash of a transaction, as 64 hex digits: from a link of a known explorer, or alone, in hex or base64. Words
    around it say nothing. The link is never opened.

    Raises UserError: bad-transaction, bad-too-long.
    """
    for word in _visible(text).split():
        link = re.sub(r"^https?://(www\.)?", "", unquote(word), flags=re.IGNORECASE)
        found = next((match[1] for pattern in _TRANSACTIONS if (match := pattern.fullmatch(link))), "")
        if len(found) == 64:
            return found.lower()
        if found:
            return base64.urlsafe_b64decode(found.replace("+", "-").replace("/", "_")[:43] + "=").hex()
    raise UserError("bad-transaction")


def parse_wish(text: str | None, *, names: bool = False) -> Wish | None:
    """A purchase in one line, in any order: `@bob 500`, `premium 6 @bob`, `500 stars t.me/bob`, `@bob`. None for a text
    that says nothing of one. `names`: one unknown word is the username.

    Raises UserError: bad-purchase (not clear), bad-number, bad-too-long; RecipientError: bad-username-named,
    bad-username-link.
    """
    parts = _Parts()
    typed = _NAME.sub(r" \1 ", "".join(map(_plain_character, _visible(text))))
    for chunk in typed.split():
        parts.read(chunk)
    products, numbers, unknown = parts.products, parts.numbers, parts.unknown
    recipients = parts.names
    if names and len(unknown) == 1 and not recipients and _USERNAME.fullmatch(unknown[0]):
        recipients, unknown = unknown, []
    if not (products or numbers or recipients):
        return None
    if unknown or max(map(len, (products, numbers, recipients))) > 1:
        raise UserError("bad-purchase" if unknown or products or recipients else "bad-number")
    amount = parse_amount(numbers[0], None, None) if numbers else None
    wish = Wish(next(iter(products), None), None, amount)
    try:
        return replace(wish, recipient=parse_username(recipients[0])) if recipients else wish
    except UserError as error:
        raise RecipientError(error, recipients[0], wish) from error


def is_purchase(text: str | None) -> bool:
    """Whether the text is a purchase with its recipient, and not only a part of one."""
    try:
        wish = parse_wish(text)
    except UserError:
        return False
    return bool(wish and wish.recipient and (wish.amount or wish.product))


class _Parts:
    """The parts of a typed purchase. Digits that stand side by side are one number, which may prove to be grouped."""

    def __init__(self) -> None:
        self.products: set[Product] = set()
        self.names: list[str] = []
        self.numbers: list[str] = []
        self.unknown: list[str] = []
        self._goes_on = False

    def read(self, chunk: str) -> None:
        goes_on, self._goes_on = self._goes_on, chunk[:1].isdecimal() and chunk[-1:].isdecimal()
        chunk = chunk.strip(_MARKS).rstrip(".") if chunk[:1] != "-" or not chunk[1:2].isdecimal() else chunk
        if chunk.startswith("@") or _LINK.search(chunk):
            self.names.append(chunk)
            return
        for piece in _PIECE.findall(chunk):
            kind = _WORDS.get(fold(piece).lstrip("-"))
            if piece == chunk and goes_on and piece[0].isdecimal():
                self.numbers[-1] += f" {piece}"
            elif piece[0].isdecimal():
                self.numbers.append(piece)
            elif isinstance(kind, Product):
                self.products.add(kind)
            elif kind is None:
                self.unknown.append(piece)


def fold(word: str) -> str:
    """A word without case, accents and invisible characters; the Turkish i's are one letter."""
    plain = unicodedata.normalize("NFD", word.replace("ı", "i").casefold())
    return "".join(character for character in plain if unicodedata.category(character) not in ("Mn", "Cf"))


_WORDS: dict[str, Product | str] = {"⭐": Product.STARS, "🌟": Product.STARS, "🎁": Product.PREMIUM}
for _stars, _premium, _months, _small in PURCHASE_WORDS.values():
    _WORDS |= {fold(word): "" for word in _small.split()}
    _WORDS |= dict.fromkeys(map(fold, _stars.split()), Product.STARS)
    _WORDS |= dict.fromkeys(map(fold, f"{_premium} {_months}".split()), Product.PREMIUM)


def is_purchase_word(word: str) -> bool:
    """Whether it is a word for Stars, Premium or months, or a small word between them."""
    return fold(word) in _WORDS


def find_products(text: str) -> set[Product]:
    """The products that the words of a text name."""
    kinds = {_WORDS.get(fold(word)) for word in re.split(r"[\s\d.,:;()/_-]+", text)}
    return {kind for kind in kinds if isinstance(kind, Product)}


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
