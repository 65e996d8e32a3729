"""Turn an answer of the partner into a value: open its envelope, rename its fields, round nothing.

What is tolerated: the envelope may be missing, a field may have any of its `WireNames`, and an optional field of a
wrong type counts as missing (`Lenient`).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Annotated, Any, ClassVar, NoReturn, Self, TypeVar

import httpx
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from bot.partner.errors import Ambiguous, Unreadable, refusal

T = TypeVar("T")


@dataclass(frozen=True)
class ParseContext:
    """What a model needs beside the body: the operator's status aliases, and the partner's time (its `Date`)."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None


class WireNames(tuple[str, ...]):
    """Names under which the partner may send a field, likeliest first; `a.b` is `b` inside the object `a`."""

    def __new__(cls, *names: str) -> Self:
        return super().__new__(cls, names)


def _none_if_invalid(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


def _utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError as error:  # the last hours of the year 9999
        raise ValueError("no such time in UTC") from error


Lenient = Annotated[T | None, WrapValidator(_none_if_invalid)]
Utc = Annotated[datetime, AfterValidator(_utc)]
Money = Annotated[Decimal, Field(gt=-(10**12), lt=10**12)]
Price = Annotated[Decimal, Field(gt=0, lt=10**12)]


@cache
def wire_names(model: type[BaseModel]) -> dict[str, WireNames]:
    return {
        name: next((mark for mark in info.metadata if isinstance(mark, WireNames)), WireNames(name))
        for name, info in model.model_fields.items()
    }


def _find(data: Any, names: WireNames) -> Any:
    for name in names:
        value = data
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:  # null counts as missing
            return value
    return None


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
            raise Unreadable(".".join(map(str, place)) or "data") from error

    @model_validator(mode="before")
    @classmethod
    def _rename_fields(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(info.context, ParseContext):
            return data  # stored or made by us: the names are ours
        if not isinstance(data, dict):
            return data if cls.bare is None else {cls.bare: data}
        return cls._from_wire(data, info.context)

    @classmethod
    def _from_wire(cls, data: dict[str, Any], context: ParseContext) -> dict[str, Any]:
        fields = wire_names(cls)
        found = {ours: value for ours, names in fields.items() if (value := _find(data, names)) is not None}
        # Extra fields must not take a name of ours, nor repeat a field under its other names.
        known = fields.keys() | {name for names in fields.values() for name in names}
        return {name: value for name, value in data.items() if name not in known} | found


def read_envelope(response: httpx.Response, *, keyed: bool, now: datetime) -> Any:
    """The `data` of an answer, with or without the envelope. Raises PartnerError; a refusal needs the envelope.

    `now`: the partner's time. `keyed`: the request had an Idempotency-Key, that is, it was a create.
    """
    try:
        body = _json(response.content)
    except (ValueError, ArithmeticError, RecursionError) as error:
        if response.is_success:
            raise Ambiguous("an unreadable body", status=response.status_code) from error
        body = None
    enveloped = isinstance(body, dict) and "ok" in body
    if response.is_success and not enveloped:
        return body
    if response.is_success and body["ok"] is True:
        return body.get("data")
    raise refusal(
        response.status_code,
        body if enveloped and body["ok"] is False else None,
        keyed=keyed,
        retry_after=parse_retry_after(response.headers.get("Retry-After", ""), now),
    )


def _json(content: bytes) -> Any:
    body = json.loads(content, parse_float=Decimal, parse_constant=_no_number)
    if b"\\ud" in content.lower():
        # A lone surrogate can be parsed, but not stored or shown: this raises UnicodeEncodeError.
        json.dumps(body, ensure_ascii=False, default=str).encode()
    return body


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number in JSON")


def parse_http_date(header: str) -> datetime | None:
    """An HTTP date as an aware time in UTC; None where it cannot be read."""
    try:
        date = parsedate_to_datetime(header)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_retry_after(retry_after: str, now: datetime) -> float | None:
    """`Retry-After` (seconds or an HTTP date) as seconds from `now`; None where it cannot be read."""
    if re.fullmatch(r"\d{1,9}(\.\d+)?", retry_after, re.ASCII):
        return float(retry_after)
    date = parse_http_date(retry_after)
    return max(0.0, (date - now).total_seconds()) if date else None
