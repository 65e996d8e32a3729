"""How an answer of the partner becomes a value: out of its envelope, into our names, nothing rounded.

All leniency has its place here: the envelope may be missing, a model says under which names the partner may
send a field (`Wire`), and an optional field of a strange type counts as missing (`Lenient`).
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
class Reading:
    """What is known beside an answer's body: the operator's status aliases, the partner's own time."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None


class Wire(tuple[str, ...]):
    """Names under which the partner may send a field, likeliest first; `a.b` is `b` inside the object `a`."""

    def __new__(cls, *names: str) -> Self:
        return super().__new__(cls, names)


def _none_if_strange(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


def _utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError as error:  # the last hours of the year 9999
        raise ValueError("no such time in UTC") from error


Lenient = Annotated[T | None, WrapValidator(_none_if_strange)]
Utc = Annotated[datetime, AfterValidator(_utc)]
Money = Annotated[Decimal, Field(gt=-(10**12), lt=10**12)]
Price = Annotated[Decimal, Field(gt=0, lt=10**12)]


@cache
def _wires(model: type[BaseModel]) -> dict[str, Wire]:
    return {
        name: next((mark for mark in info.metadata if isinstance(mark, Wire)), Wire(name))
        for name, info in model.model_fields.items()
    }


def _find(data: Any, names: Wire) -> Any:
    for name in names:
        value = data
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:  # null says no more than a missing field
            return value
    return None


class Answer(BaseModel):
    """The base of all answers. Fields that we do not know are kept beside ours."""

    model_config = ConfigDict(frozen=True, extra="allow", coerce_numbers_to_str=True, hide_input_in_errors=True)
    bare: ClassVar[str | None] = None
    """The field that is meant when the partner sends a single value in place of an object."""

    @classmethod
    def read(cls, data: Any, reading: Reading | None = None) -> Self:
        """An answer's `data` (JSON, its numbers int or Decimal) as a value; or Unreadable, naming a field."""
        try:
            return cls.model_validate(data, context=reading or Reading())
        except ValidationError as error:
            place = error.errors(include_url=False, include_input=False)[0]["loc"]
            raise Unreadable(".".join(map(str, place)) or "data") from error

    @model_validator(mode="before")
    @classmethod
    def _in_our_words(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(info.context, Reading):
            return data  # stored or made by us: our names already
        if not isinstance(data, dict):
            return data if cls.bare is None else {cls.bare: data}
        return cls._from_wire(data, info.context)

    @classmethod
    def _from_wire(cls, data: dict[str, Any], reading: Reading) -> dict[str, Any]:
        wires = _wires(cls)
        found = {ours: value for ours, names in wires.items() if (value := _find(data, names)) is not None}
        # What is kept beside must not pose as a field of ours, nor outlive it under its other names.
        known = wires.keys() | {name for names in wires.values() for name in names}
        return {name: value for name, value in data.items() if name not in known} | found


def opened(response: httpx.Response, *, keyed: bool, now: datetime) -> Any:
    """What is in the envelope; PartnerError when that is no success.

    Data without an envelope is taken too; a refusal without one is not believed. `now` is the partner's own
    time; `keyed` says that the request was a create.
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
        retry_after=seconds_to_wait(response.headers.get("Retry-After", ""), now),
    )


def _json(content: bytes) -> Any:
    body = json.loads(content, parse_float=Decimal, parse_constant=_no_number)
    if b"\\ud" in content.lower():
        # Half a character (a lone surrogate) could be read, but never stored or shown: a UnicodeEncodeError.
        json.dumps(body, ensure_ascii=False, default=str).encode()
    return body


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number in JSON")


def http_date(header: str) -> datetime | None:
    """An HTTP date as an aware time; None when it is none."""
    try:
        date = parsedate_to_datetime(header)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def seconds_to_wait(retry_after: str, now: datetime) -> float | None:
    """`Retry-After` in either of its forms as seconds from `now`; None when it says nothing usable."""
    if re.fullmatch(r"\d{1,9}(\.\d+)?", retry_after, re.ASCII):
        return float(retry_after)
    date = http_date(retry_after)
    return max(0.0, (date - now).total_seconds()) if date else None
