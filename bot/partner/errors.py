"""What can go wrong between the bot and the partner API.

    PartnerError
     ├── Rejected       a definite refusal (4xx with the envelope): nothing was ordered
     │    ├── NotFound      there is no such thing (404)
     │    └── KeyReused     this Idempotency-Key belongs to another body (409): a person must look
     ├── Ambiguous      no answer, or one that does not say: the order may exist
     │    └── UnconfirmedRefusal  a create was refused without the envelope: believe it once by-reference shows no order
     ├── Unreadable     "ok": true, but a field that we need is missing or of the wrong type
     │    └── Unpayable     a create was answered without the details to pay its order
     ├── WrongOrder     the answer is about another order than the one that was asked for
     ├── Unavailable    nothing was ordered and it is right to ask again
     ├── RateLimited    too many calls (429): nothing was ordered, wait and ask again
     └── Unauthorized   the key is not accepted (401, 403): only an operator can help

Handlers match on the classes; `ui/screens/phrases.py` turns them into sentences. `str()` is for logs: it has the
partner's code, never the partner's sentence, which may name a person. No error holds the API key.
"""
# ruff: noqa: N818  # twelve names that end in "Error" would say no more

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.partner.addresses import hide_payable

MAX_MESSAGE_LENGTH = 300
"""Characters of the partner's own words that a screen has room for."""

MAX_CODE_LENGTH = 64


class PartnerError(Exception):
    """The partner did not do what was asked.

    `status`: of the answer; None when there was none. `retry_after`: seconds to wait, if the partner says so.
    `endpoint`: like "GET /orders/{id}". `held`: nothing was asked, because a Retry-After holds such requests.
    """

    endpoint = ""
    held = False

    def __init__(self, reason: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


class Rejected(PartnerError):
    """`enveloped`: whether the partner's own envelope said it; a proxy or a missing route has none."""

    def __init__(self, error_code: str, error_message: str, *, status: int, enveloped: bool = True) -> None:
        super().__init__(f"{status} {_loggable(error_code)}", status=status)
        self.error_code = error_code
        self.error_message = error_message
        self.enveloped = enveloped

    @property
    def about_route(self) -> bool:
        """Whether the endpoint is missing, and not what was looked for there."""
        words = f"{self.error_code} {self.error_message}"
        bare = not self.enveloped and self.error_message.strip(" .").lower() == "not found"  # what frameworks say
        return bare or bool(re.search(r"\b(route|endpoint|path|url|cannot (get|post))\b", words, re.IGNORECASE))


class NotFound(Rejected):
    pass


class KeyReused(Rejected):
    pass


class Ambiguous(PartnerError):
    pass


class UnconfirmedRefusal(Ambiguous):
    def __init__(self, error_code: str, error_message: str, *, status: int) -> None:
        super().__init__(f"{status} {_loggable(error_code)} without the envelope", status=status)
        self.error_code = error_code
        self.error_message = error_message


class Unreadable(PartnerError):
    """`field`: what is missing. `names`: the names that the answer had in its place, for the operator."""

    def __init__(self, field: str, names: Iterable[str] = ()) -> None:
        super().__init__(f"no readable {field!r} in the answer", status=200)
        self.field = field
        self.names = tuple(str(name)[:MAX_CODE_LENGTH] for name in names)[:50]


class Unpayable(Unreadable):
    """`order`: the bot.partner.order.Order, as far as it could be read."""

    def __init__(self, field: str, order: Any) -> None:
        super().__init__(field)
        self.order = order


class WrongOrder(PartnerError):
    def __init__(self, asked: str, answered: str) -> None:
        super().__init__(f"asked for order {asked!r}, the answer is about {answered!r}", status=200)


class Unavailable(PartnerError):
    pass


class RateLimited(PartnerError):
    pass


class Unauthorized(PartnerError):
    pass


def refusal(
    status: int,
    body: Any,
    *,
    enveloped: bool,
    keyed: bool = False,
    of_one: bool = False,
    retry_after: float | None = None,
) -> PartnerError:
    """The error that an answer without success means.

    `body`: its JSON; None for anything else, like a page of a proxy. `enveloped`: it has the partner's `"ok": false`.
    `keyed`: the request had an Idempotency-Key, that is, it was a create. `of_one`: it was about one order, which may
    be forbidden although the key is good.
    """
    code, message = _words(body, status)
    if status < 300:
        status = _STATUS_OF_CODE.get(code.upper(), 500)
    reason = (
        f"{status} {_loggable(code)}"
        if code
        else f"{status} {'without a code' if enveloped else 'without the envelope'}"
    )
    if status == 401 or (status == 403 and enveloped and _is_about_key(code, of_one=of_one)):
        return Unauthorized(reason, status=status)
    if status in (429, 503):
        kind = RateLimited if status == 429 else Unavailable if enveloped else Ambiguous
        return kind(reason, status=status, retry_after=retry_after)
    if not 400 <= status < 500 or status in (408, 425):
        return Ambiguous(reason, status=status)
    if not enveloped and (status not in (400, 404, 405, 410, 422) or not isinstance(body, dict)):
        return Ambiguous(reason, status=status)
    if keyed and not enveloped:
        return UnconfirmedRefusal(code, message, status=status)
    if keyed and (status == 409 or "IDEMPOTEN" in code.upper()):
        return _key_conflict(code, message, status)
    return (NotFound if status == 404 else Rejected)(code, message, status=status, enveloped=enveloped)


def _loggable(code: str) -> str:
    """The code, unless it is a sentence, which may name a person."""
    return "(a sentence for a code)" if re.search(r"[\s@]", code) else code


def _is_about_key(code: str, *, of_one: bool) -> bool:
    """Whether a 403 concerns the key; other codes refuse one order for a reason of business."""
    if of_one:
        return bool(re.search("AUTHENT|KEY|TOKEN", code.upper()))
    return not code or bool(re.search("AUTH|FORBIDDEN|KEY|TOKEN|ACCESS|PERMISSION", code.upper()))


def _key_conflict(code: str, message: str, status: int) -> PartnerError:
    """A conflict of an unknown kind counts as a reused key: then a person looks at it."""
    if "in progress" in f"{code} {message}".lower().replace("_", " "):
        return Ambiguous(f"{status} {_loggable(code)}", status=status)
    return KeyReused(code, message, status=status)


def _words(body: Any, status: int) -> tuple[str, str]:
    """The error's code and message, wherever the body has them: `error_code`, `error: {code}`, `detail`…"""
    if not isinstance(body, Mapping):
        return "", "an answer without the envelope"
    inner = body.get("error")
    parts = [body, inner] if isinstance(inner, Mapping) else [body]
    code = next((str(part[name]) for part in parts for name in ("error_code", "code") if part.get(name)), "")
    found = (part[name] for part in parts for name in ("error_message", "message", "detail", "error") if part.get(name))
    message = next((text for value in found if (text := _sentence(value))), code or f"HTTP {status}")
    # Some services repeat the key in the message; it must not reach a log or a chat.
    code, message = (hide_payable(re.sub(r"osk_\w+", "osk_…", text)) for text in (code, message))
    return code[:MAX_CODE_LENGTH], message[:MAX_MESSAGE_LENGTH]


def _sentence(value: Any) -> str:
    """A message, also of a framework that says `[{"loc": ["body", "months"], "msg": "field required"}]`."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        place = value.get("loc")
        name = f"{place[-1]}: " if isinstance(place, list) and place else ""
        return f"{name}{value['msg']}" if value.get("msg") else ""
    return value if isinstance(value, str) else ""


_CODES = {
    400: "VALIDATION_ERROR BAD_REQUEST INVALID_REQUEST INVALID_PARAMETER INVALID_QUANTITY INVALID_AMOUNT "
    "INVALID_MONTHS INVALID_RECIPIENT INVALID_USERNAME RECIPIENT_CANNOT_RECEIVE RECIPIENT_INVALID ALREADY_PREMIUM "
    "LIMIT_EXCEEDED INSUFFICIENT_BALANCE INSUFFICIENT_FUNDS ORDER_NOT_PENDING ORDER_NOT_CANCELLABLE "
    "ALREADY_CANCELLED ALREADY_PAID",
    401: "UNAUTHORIZED UNAUTHENTICATED INVALID_API_KEY",
    403: "FORBIDDEN",
    404: "NOT_FOUND ORDER_NOT_FOUND RECIPIENT_NOT_FOUND USER_NOT_FOUND USERNAME_NOT_FOUND",
    409: "IDEMPOTENCY_KEY_REUSED IDEMPOTENCY_CONFLICT IDEMPOTENCY_MISMATCH IDEMPOTENCY_IN_PROGRESS",
    429: "RATE_LIMIT RATE_LIMITED RATE_LIMIT_EXCEEDED TOO_MANY_REQUESTS",
    503: "UNAVAILABLE SERVICE_UNAVAILABLE MAINTENANCE",
}
_STATUS_OF_CODE = {code: status for status, codes in _CODES.items() for code in codes.split()}
"""`"ok": false` with a 2xx: the HTTP status that a code stands for. Any other code leaves open what happened."""
