"""The types of the fields of an answer, and the names under which a partner may send them.

What is tolerated: a field may have any of its `WireNames`, an object may stand around a value, and an optional field of
a wrong type counts as missing (`Lenient`). No price is rounded down.
"""

import base64
import re
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from bot.partner.addresses import friendly_address, hide_payable
from bot.partner.goods import Product
from bot.partner.money import NANOTON

T = TypeVar("T")


class WireNames(tuple[str, ...]):
    """Names of a field, with spaces between them, likeliest first; `a.b` is `b` inside the object `a`."""

    paths: list[list[str]]
    """Each name as the names of the objects on the way to it, and its own."""

    def __new__(cls, *names: str) -> Self:
        made = super().__new__(cls, " ".join(names).split())
        made.paths = [name.split(".") for name in made]
        return made


class TonNames(WireNames):
    """Names of an amount in TON. A unit that the name or the object says is obeyed: `…_nano`, `"currency": "USD"`."""


class PriceNames(TonNames):
    """Like TonNames, but a name that says no unit needs one beside it: a price in dollars must not pass for TON."""


class NoneIfInvalid:
    """A value that its type refuses is None, as pydantic-core itself does it: a Python function costs more."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), default=None, on_error="default")


def in_utc(value: datetime) -> datetime:
    try:
        value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError as error:  # the first and the last hours of the calendar
        raise ValueError("no such time in UTC") from error
    if not 1990 <= value.year <= 2200:  # "0001-01-01" and 0 mean "no time"
        raise ValueError("not a time of today's world")
    return value


def unwrap(value: Any) -> Any:
    """The value itself where an object stands around it: `{"name": "paid", "label": "Paid"}` is "paid"."""
    if not isinstance(value, dict):
        return value
    names = ("value", "username", "name", "code", "id", *value)
    return next((value[name] for name in names if name in value), None)


def _text(limit: int) -> BeforeValidator:
    def read(value: Any) -> Any:
        value = unwrap(value)
        return value[:limit] if isinstance(value, str) else value

    return BeforeValidator(read)


def _round_price(price: Decimal) -> Decimal:
    """A price in whole nanotons: the noise of a float is dropped, any other digit is rounded up."""
    nearest = price.quantize(NANOTON)
    if nearest > 0 and abs(nearest - price) <= max(price * Decimal("1e-15"), Decimal("1e-12")):
        return price if nearest == price else nearest
    return price.quantize(NANOTON, ROUND_CEILING)


def _round_sum(amount: Decimal) -> Decimal:
    nearest = amount.quantize(NANOTON)
    return amount if nearest == amount else nearest


def plain_number(value: Any) -> Any:
    """The value, unless it is a text that Python reads as a number and the partner hardly meant: "1_000", "١٠"."""
    value = unwrap(value)
    if isinstance(value, str) and not re.fullmatch(r"\s*[-+]?[\d.]+(e[-+]?\d+)?\s*", value, re.ASCII | re.IGNORECASE):
        raise ValueError("not a plain number")
    return value


_Plain = BeforeValidator(plain_number)

Lenient = Annotated[T | None, NoneIfInvalid]
Utc = Annotated[datetime, AfterValidator(in_utc)]
Money = Annotated[Decimal, Field(gt=-(10**12), lt=10**12), AfterValidator(_round_sum), _Plain]
Price = Annotated[Decimal, Field(gt=0, lt=10**12), AfterValidator(_round_price), _Plain]
Count = Annotated[int, Field(ge=0, lt=10**15), _Plain]
Word = Annotated[str, _text(64)]
Sentence = Annotated[str, AfterValidator(hide_payable), _text(300)]


def find(data: Any, names: WireNames) -> Any:
    """The first of these names that `data` has; None where it has none."""
    if not isinstance(data, dict):
        return None
    for path in names.paths:
        if path[0] not in data:
            continue
        parent: Any = None
        value: Any = data
        for part in path:
            parent, value = value, value.get(part) if isinstance(value, dict) else None
        if value is not None and isinstance(names, TonNames):
            value = _in_ton(value, part, parent, strict=isinstance(names, PriceNames))
        if value is not None:  # null counts as missing
            return value
    return None


_INNER_TON = TonNames("ton TON amount_ton amount value total available nanoton nano")


def _in_ton(value: Any, name: str, parent: dict[str, Any], *, strict: bool) -> Any:
    """An amount in TON, by the unit that its name or a field beside it says; None for another unit."""
    if isinstance(value, list):
        return next((ton for each in value if (ton := _in_ton(each, name, parent, strict=strict)) is not None), None)
    if isinstance(value, dict):
        units = {"currency": "TON", **value} if not strict or "ton" in name.lower() else value
        return find(units, PriceNames(*_INNER_TON) if strict else _INNER_TON)
    told = next((str(parent[key]) for key in ("currency", "unit", "asset") if parent.get(key)), "")
    unit = (name if "ton" in name.lower() or "nano" in name.lower() else told).lower()
    if "nano" in unit:
        try:
            return Decimal(str(plain_number(value))) * NANOTON
        except (ArithmeticError, ValueError):
            return None
    return value if "ton" in unit or not (unit or strict) else None


# Fields of several answers


_PRODUCT_STEMS = {product.value.rstrip("s"): product for product in Product}


def product_word(value: Any) -> Any:
    word = str(unwrap(value)).lower()
    return next((product for stem, product in _PRODUCT_STEMS.items() if stem in word), value)


def username_word(value: Any) -> Any:
    """A username without @; None for the number of an account, which says nothing about the name."""
    value = unwrap(value)
    if isinstance(value, str):
        value = value.strip().lstrip("@")
    return value if isinstance(value, str) and not value.isdigit() else None


def _transaction_hash(value: Any) -> str:
    """The hash of a transaction as 64 hex digits, also out of base64. Raises ValueError for anything else: a link is
    made of it."""
    text = str(unwrap(value))
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return text.lower()
    if re.fullmatch(r"[\w+/-]{43}=?", text, re.ASCII):
        return base64.urlsafe_b64decode(text[:43].replace("+", "-").replace("/", "_") + "=").hex()
    raise ValueError("not the hash of a transaction")


_BLANK = str.maketrans("", "", "\u2800\u3164\u115f\u1160\uffa0")
"""Signs that are empty in every font: the Braille blank and the fillers of Hangul."""


def _printable(text: str) -> str:
    """A memo with line breaks or marks of direction looks like another one, and no wallet sends it as it is. One that
    nobody can see is none."""
    if not text.isprintable() or not text.translate(_BLANK).strip():
        raise ValueError("not printable")
    return text


def _id(value: Any) -> Any:
    value = unwrap(value)
    return value.strip() if isinstance(value, str) else value


Id = Annotated[str, BeforeValidator(_id), WireNames("id order_id"), Field(min_length=1, max_length=256)]
ProductWord = Annotated[Product, BeforeValidator(product_word)]
Username = Annotated[Word, BeforeValidator(username_word)]
Address = Annotated[str, BeforeValidator(unwrap), Field(max_length=128), AfterValidator(friendly_address)]
Memo = Annotated[str, BeforeValidator(unwrap), Field(max_length=256), AfterValidator(_printable)]
PositiveCount = Annotated[Count, Field(gt=0)]
TransactionHash = Annotated[str, BeforeValidator(_transaction_hash)]
