"""Turn an answer of the partner into a value: open its envelope, rename its fields, round no price down.

What is tolerated: the envelope may be missing, a field may have any of its `WireNames`, a single value or object may
lie inside another object, and an optional field of a wrong type counts as missing (`Lenient`).
"""

import functools
import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from typing import Annotated, Any, ClassVar, Self, TypeVar
from urllib.parse import parse_qsl, urlsplit

import httpx
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from bot.partner.addresses import hide_payable
from bot.partner.errors import Ambiguous, Unreadable, refusal

T = TypeVar("T")

MAX_RETRY_AFTER = 300.0
"""Seconds that a Retry-After may ask for; more is taken as this."""

NANOTON = Decimal("1e-9")

MAX_EXTRA_FIELDS = 100
"""Fields without a name of ours that are kept of one object."""


@dataclass(frozen=True)
class ParseContext:
    """What a model needs beside the body: the operator's status aliases, and the partner's time (its `Date`).

    `product`: what a create asked for; None for every other request.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None
    product: str | None = None


class WireNames(tuple[str, ...]):
    """Names of a field, with spaces between them, likeliest first; `a.b` is `b` inside the object `a`."""

    def __new__(cls, *names: str) -> Self:
        return super().__new__(cls, " ".join(names).split())


class TonNames(WireNames):
    """Names of an amount in TON. A unit that the name or the object says is obeyed: `…_nano`, `"currency": "USD"`."""


class PriceNames(TonNames):
    """Like TonNames, but a name that says no unit needs one beside it: a price in dollars must not pass for TON."""


class NoneIfInvalid:
    """A value that its type refuses is None, as pydantic-core itself does it: a Python function costs more."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_default_schema(handler(source), default=None, on_error="default")


def _utc(value: datetime) -> datetime:
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
Utc = Annotated[datetime, AfterValidator(_utc)]
Money = Annotated[Decimal, Field(gt=-(10**12), lt=10**12), AfterValidator(_round_sum), _Plain]
Price = Annotated[Decimal, Field(gt=0, lt=10**12), AfterValidator(_round_price), _Plain]
Count = Annotated[int, Field(ge=0, lt=10**15), _Plain]
Word = Annotated[str, _text(64)]
Sentence = Annotated[str, AfterValidator(hide_payable), _text(300)]


@functools.cache
def wire_names(model: type[BaseModel]) -> dict[str, WireNames]:
    """The names of each field of a model; a field without WireNames has its own name."""
    return {
        name: next((mark for mark in info.metadata if isinstance(mark, WireNames)), WireNames(name))
        for name, info in model.model_fields.items()
    }


@functools.cache
def _required_names(model: type[BaseModel]) -> list[WireNames]:
    return [names for name, names in wire_names(model).items() if model.model_fields[name].is_required()]


@functools.cache
def _known_names(model: type[BaseModel]) -> set[str]:
    return {name for ours, names in wire_names(model).items() for name in (ours, *names)}


def find(data: Any, names: WireNames) -> Any:
    """The first of these names that `data` has; None where it has none."""
    if not isinstance(data, dict):
        return None
    for name in names:
        if name.partition(".")[0] not in data:
            continue
        parent: Any = None
        value: Any = data
        for part in name.split("."):
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


_WRAPPERS = ("order", "data", "result")


class Answer(BaseModel):
    """The base of all answers. Unknown fields are kept in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow", coerce_numbers_to_str=True, hide_input_in_errors=True)
    bare: ClassVar[str | None] = None
    """The field that a single value, sent in place of an object, stands for."""

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        """Parse `data` (JSON whose numbers are int or Decimal). Raises Unreadable, which names a field."""
        try:
            return cls.model_validate(data, context=context or ParseContext())
        except ValidationError as error:
            place = error.errors(include_url=False, include_input=False)[0]["loc"]
            names = data if isinstance(data, dict) else ()
            raise Unreadable(".".join(map(str, place)) or "data", names) from error

    @model_validator(mode="before")
    @classmethod
    def _rename_fields(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(info.context, ParseContext):
            return data  # stored or made by us: the names are ours
        if not isinstance(data, dict):
            return data if cls.bare is None else cls._from_wire({cls.bare: data}, info.context)
        return cls._from_wire(cls._inner(data), info.context)

    @classmethod
    def _inner(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The object that holds the fields: `data` itself, or the one that is wrapped in it."""
        required = _required_names(cls)
        found = (find(data, names) is not None for names in required or wire_names(cls).values())
        if all(found) if required else any(found):
            return data
        objects = {name: value for name, value in data.items() if isinstance(value, dict)}
        name = next((name for name in _WRAPPERS if name in objects), None)
        if name is None and len(objects) == 1:
            name = next(iter(objects))
        if name is None or not objects[name]:
            return data
        return cls._inner({other: value for other, value in objects.items() if other != name} | objects[name])

    @classmethod
    def _from_wire(cls, data: dict[str, Any], context: ParseContext) -> dict[str, Any]:
        fields = wire_names(cls)
        found = {ours: value for ours, names in fields.items() if (value := find(data, names)) is not None}
        # Extra fields must not take a name of ours, nor repeat a field under its other names.
        known = _known_names(cls)
        extra = ((name, value) for name, value in data.items() if name not in known)
        return dict(itertools.islice(extra, MAX_EXTRA_FIELDS)) | found


MAX_CURSOR_LENGTH = 2000

_ENVELOPE = {"ok", "data", "error_code", "error_message"}
_ROWS = ("items", "orders", "transactions", "results", "data", "rows", "records", "content")
_TOTALS = WireNames(
    *("total", "total_count", "count"),
    *(f"{place}.{name}" for place in ("meta", "pagination", "paging") for name in ("total", "total_count", "count")),
)


def find_rows(data: Any) -> list[Any]:
    """The rows of a list, bare or in an object under any name; one row alone is a list of one.

    A list without rows must be told: `[]` alone or under a usual name, or a total of 0. Raises Unreadable otherwise.
    """
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        raise Unreadable("items")
    if (named := next((data[name] for name in _ROWS if data.get(name) is not None), None)) is not None:
        return find_rows(named)
    if data.get("id") or data.get("order_id"):
        return [data]
    filled = [value for value in data.values() if isinstance(value, list | dict) and value]
    inner = [value for value in filled if isinstance(value, list)] or filled
    if len(inner) == 1:
        return find_rows(inner[0])
    if find_total(data) == 0:
        return []
    raise Unreadable("items", data)


def find_total(data: Any) -> int | None:
    """How many rows the whole list has, if the partner tells it."""
    total = find(data, _TOTALS)
    return total if type(total) is int and total >= 0 else None


_CURSORS = ("next_cursor", "nextCursor", "next_page_token", "next", "cursor")


def find_next(data: Any) -> dict[str, str] | None:
    """The parameters that ask for the next page, where the partner pages by a cursor: beside the rows, or in an object
    there (`meta`, `links`…), as a word or in the URL of the next page."""
    objects = [data, *(value for value in data.values() if isinstance(value, dict))] if isinstance(data, dict) else []
    for name in _CURSORS:
        value = next((each[name] for each in objects if isinstance(each.get(name), str) and each[name]), None)
        if value is not None:
            parameter = "page_token" if name == "next_page_token" else "cursor"
            told = dict(parse_qsl(urlsplit(value).query)) if "?" in value else {parameter: value}
            return {name: text for name, text in told.items() if len(text) <= MAX_CURSOR_LENGTH} or None
    return None


class Envelope:
    """An answer's JSON. `enveloped`: it is the partner's own `{"ok": …}`; a proxy's page is not."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.body: Any = None
        self.error: Exception | None = None
        try:
            self.body = _json(response.content)
        except (ValueError, ArithmeticError) as error:
            self.error = error
        self.enveloped = isinstance(self.body, dict) and "ok" in self.body

    @property
    def date(self) -> datetime | None:
        """The partner's time. None for a page of something in between, and for an answer that a cache kept (`Age`)."""
        headers = self.response.headers
        own = self.enveloped or (self.response.is_success and not self.error)
        return parse_http_date(headers.get("Date", "")) if own and headers.get("Age", "0").strip() == "0" else None

    def open(self, *, keyed: bool, now: datetime, of_one: bool = False) -> Any:
        """The `data`, with or without the envelope. Raises PartnerError.

        `now`: the partner's time. `keyed`, `of_one`: see `refusal`.
        """
        if self.response.is_success:
            if self.error:
                raise Ambiguous("an unreadable body", status=self.response.status_code) from self.error
            if not self.enveloped:
                return self.body
            if self.body["ok"] is True:
                data, beside = self.body.get("data"), {name: self.body[name] for name in self.body.keys() - _ENVELOPE}
                if data is None:
                    return beside or None
                # A list's total or cursor may stand beside it.
                return {"items": data} | beside if isinstance(data, list) and beside else data
        denied = self.enveloped and self.body["ok"] is False
        raise refusal(
            self.response.status_code,
            self.body if denied or not self.enveloped else None,
            enveloped=denied,
            keyed=keyed,
            of_one=of_one,
            retry_after=parse_retry_after(self.response.headers.get("Retry-After", ""), now),
        )


MAX_DEPTH = 30
"""A value that lies deeper in an answer is left out."""

MAX_VALUES = 200_000
"""Values in one answer, which is refused otherwise: to read millions takes seconds, and nothing else runs then."""

MAX_DIGITS = 40
"""A number above 10⁴⁰ is left out: Python takes minutes to turn 1e999999999 into an int, and nothing else runs then."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE = re.compile(r"\\ud[89a-f]", re.IGNORECASE)


def _json(content: bytes) -> Any:
    """Values that cannot be used are read as null, so that one of them costs a field and not the whole list: NaN, a
    number out of range, a text that is no Unicode, a value that lies too deep. Raises ValueError."""
    text = content.decode(json.detect_encoding(content), "surrogateescape")
    if sum(map(text.count, ",[{")) > MAX_VALUES:
        raise ValueError("too many values")
    try:
        body = _DECODER.decode(text)
    except RecursionError:
        body = _DECODER.decode(_shallow(text))
    if _is_shallow(body, MAX_DEPTH) and not _SURROGATE_ESCAPE.search(text) and not _SURROGATE.search(text):
        return body
    return _usable(body, MAX_DEPTH)


def _is_shallow(value: Any, depth: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth > 0 and all(_is_shallow(each, depth - 1) for each in inner if isinstance(each, dict | list))


def _shallow(text: str) -> str:
    """The JSON with null in place of each object and list that lies deeper than MAX_DEPTH."""
    parts, depth, begin = list[str](), 0, 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*+"|[][{}]', text, re.DOTALL):
        if token[0] in "[{":
            depth += 1
            if depth == MAX_DEPTH + 1:
                parts += text[begin : token.start()], "null"
        elif token[0] in "]}":
            if depth == MAX_DEPTH + 1:
                begin = token.end()
            depth -= 1
    return "".join([*parts, text[begin:]])


def _number(digits: str) -> int | Decimal | None:
    try:
        number = Decimal(digits)
    except InvalidOperation:  # an exponent of twenty digits
        return None
    if number and abs(number.adjusted()) > MAX_DIGITS:
        return None
    return int(number) if digits.lstrip("-").isdigit() or not number else number


_DECODER = json.JSONDecoder(parse_float=_number, parse_int=_number, parse_constant=lambda constant: None)


def _usable(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return None if _SURROGATE.search(value) else value
    if not isinstance(value, dict | list):
        return value
    if not depth:
        return None
    if isinstance(value, list):
        return [_usable(each, depth - 1) for each in value]
    return {name: _usable(each, depth - 1) for name, each in value.items() if not _SURROGATE.search(name)}


@functools.lru_cache(16)  # answers of one second have one date
def parse_http_date(header: str) -> datetime | None:
    """An HTTP date as an aware time in UTC; None where it cannot be read."""
    try:
        date = parsedate_to_datetime(header)
        return _utc(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_retry_after(header: str, now: datetime) -> float | None:
    """`Retry-After` (seconds or an HTTP date) as seconds from `now`, at most MAX_RETRY_AFTER; None where unreadable."""
    if re.fullmatch(r"\d+(\.\d+)?", header, re.ASCII):
        return min(float(header), MAX_RETRY_AFTER)
    date = parse_http_date(header)
    return min(max(0.0, (date - now).total_seconds()), MAX_RETRY_AFTER) if date else None
