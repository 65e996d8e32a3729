"""What goes over the wire: exact JSON, the one envelope, refusals, the Date header."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from decimal import Decimal
from email.utils import format_datetime
from http import HTTPStatus

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

logger = logging.getLogger(__name__)
_quoted = json.encoder.encode_basestring_ascii

OTHER_DATE = web.ResponseKey("date", str)
"""A `Date` that a fault gives to the answer in place of the true one."""


class ApiError(Exception):
    """The partner says no: an HTTP status and the `error_code` and `error_message` of the envelope."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers


def invalid(message: str) -> ApiError:
    """The refusal of a request that breaks a rule which the caller could have known."""
    return ApiError(400, "VALIDATION_ERROR", message)


def dumps(value: object) -> str:
    """JSON in which a Decimal is an exact number (neither "0.418" nor 0.41799…), UTC times end in Z."""
    match value:
        case str():
            return _quoted(value)
        case Decimal():
            return plain(value)
        case datetime():
            return f'"{value.isoformat()[:19]}Z"'
        case dict():
            return "{" + ", ".join([f"{_quoted(name)}: {dumps(item)}" for name, item in value.items()]) + "}"
        case list() | tuple():
            return "[" + ", ".join([dumps(item) for item in value]) + "]"
        case _:
            return json.dumps(value)


def plain(number: Decimal) -> str:
    """All digits and no more: neither an exponent nor trailing zeros."""
    return f"{number.normalize():f}"


def loads(text: str | bytes) -> object:
    """JSON with Decimal in place of float. Raises ValueError for what is not JSON, NaN included."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


async def json_object(request: web.Request) -> dict[str, object]:
    """The request's body, which must be a JSON object."""
    try:
        body = loads(await request.read())
    except ValueError:
        raise invalid("body must be valid JSON") from None
    if not isinstance(body, dict):
        raise invalid("body must be a JSON object")
    return body


def answer(value: object, status: int = 200) -> web.Response:
    """A JSON answer as it stands, without an envelope."""
    return web.Response(text=dumps(value), status=status, content_type="application/json")


def accepted(data: object) -> web.Response:
    return answer({"ok": True, "data": data})


def refused(refusal: ApiError) -> web.Response:
    envelope = {"ok": False, "error_code": refusal.code, "error_message": refusal.message, "data": None}
    response = answer(envelope, refusal.status)
    response.headers.update(refusal.headers or {})
    return response


@web.middleware
async def enveloped(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever goes wrong leaves in the envelope: refusals, unknown paths and methods, our own mistakes."""
    try:
        return await handler(request)
    except ApiError as refusal:
        return refused(refusal)
    except web.HTTPException as error:
        headers: dict[str, str] = {name: error.headers[name] for name in (hdrs.ALLOW,) if name in error.headers}
        return refused(ApiError(error.status, HTTPStatus(error.status).name, error.reason, headers))
    except Exception:
        logger.exception("the stand-in partner failed")
        return refused(ApiError(500, "INTERNAL_ERROR", "internal server error"))


def dated(
    now: Callable[[], datetime],
) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """A response signal that writes the Date header (RFC 9110) from the given clock, or as a fault has set it."""

    async def write_date(_: web.Request, response: web.StreamResponse) -> None:
        response.headers[hdrs.DATE] = response.get(OTHER_DATE) or format_datetime(now(), usegmt=True)

    return write_date
