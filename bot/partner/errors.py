"""What can go wrong between the bot and the partner API.

    PartnerError
     ├── Rejected       a definite refusal (4xx with the envelope): nothing was ordered
     │    ├── NotFound      there is no such thing (404)
     │    └── KeyReused     this Idempotency-Key belongs to another body (409): a person must look
     ├── Ambiguous      no answer, or one that does not say: the order may exist
     ├── Unreadable     "ok": true, but a field that we need is missing or of the wrong type
     ├── Unavailable    nothing was ordered and it is right to ask again
     ├── RateLimited    too many calls (429): nothing was ordered, wait and ask again
     └── Unauthorized   the key is not accepted (401, 403): only an operator can help

Handlers match on the classes; `ui/screens/phrases.py` turns them into sentences. `str()` is for logs: it has the
partner's code, never the partner's sentence, which may name a person. No error holds the API key.
"""
# ruff: noqa: N818  # nine names that end in "Error" would say no more

import re
from collections.abc import Mapping
from typing import Any

MAX_MESSAGE_LENGTH = 300
"""Characters of the partner's own words that a screen has room for."""


class PartnerError(Exception):
    """The partner did not do what was asked.

    `status`: of the answer; None when there was none. `retry_after`: seconds to wait, if the partner says so.
    """

    def __init__(self, reason: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


class Rejected(PartnerError):
    def __init__(self, error_code: str, error_message: str, *, status: int) -> None:
        super().__init__(f"{status} {error_code}", status=status)
        self.error_code = error_code
        self.error_message = error_message


class NotFound(Rejected):
    pass


class KeyReused(Rejected):
    pass


class Ambiguous(PartnerError):
    pass


class Unreadable(PartnerError):
    def __init__(self, field: str) -> None:
        super().__init__(f"no readable {field!r} in the answer", status=200)
        self.field = field


class Unavailable(PartnerError):
    pass


class RateLimited(PartnerError):
    pass


class Unauthorized(PartnerError):
    pass


def refusal(
    status: int, envelope: Mapping[str, Any] | None, *, keyed: bool = False, retry_after: float | None = None
) -> PartnerError:
    """The error that an answer without success means.

    `envelope`: the partner's `{"ok": false, "error_code", "error_message"}`; None where something else answered (a
    proxy, a crash). `keyed`: the request had an Idempotency-Key, that is, it was a create.
    """
    code, message = _words(envelope, status)
    status = _status_meant_by(code) if status < 300 else status
    reason = f"{status} {code}"
    if status in (401, 403):
        return Unauthorized(reason, status=status)
    if status == 429:
        return RateLimited(reason, status=status, retry_after=retry_after)
    if status == 503 and envelope is not None:
        return Unavailable(reason, status=status, retry_after=retry_after)
    if envelope is None or not 400 <= status < 500 or status in (408, 425):
        return Ambiguous(reason, status=status)
    if keyed and (status == 409 or "IDEMPOTEN" in code.upper()):
        return _key_conflict(code, message, status)
    return (NotFound if status == 404 else Rejected)(code, message, status=status)


def _key_conflict(code: str, message: str, status: int) -> PartnerError:
    """A conflict of an unknown kind counts as a reused key: then a person looks at it."""
    if "in progress" in f"{code} {message}".lower().replace("_", " "):
        return Ambiguous(f"{status} {code}", status=status)
    return KeyReused(code, message, status=status)


def _words(envelope: Mapping[str, Any] | None, status: int) -> tuple[str, str]:
    if envelope is None:
        return "", "an answer without the envelope"
    code = str(envelope.get("error_code") or "")
    message = str(envelope.get("error_message") or code or f"HTTP {status}")
    # Some services repeat the key in the message; it must not reach a log or a chat.
    return code, re.sub(r"osk_\w+", "osk_…", message)[:MAX_MESSAGE_LENGTH]


_STATUS_MEANT_BY = {
    "UNAUTHORIZED": 401,
    "FORBIDDEN": 403,
    "NOT_FOUND": 404,
    "IDEMPOTENCY": 409,
    "RATE_LIMIT": 429,
    "UNAVAILABLE": 503,
    "INTERNAL": 500,
    "TIMEOUT": 408,
}


def _status_meant_by(code: str) -> int:
    """The HTTP status that the error code of an `"ok": false` with a 2xx stands for."""
    return next((status for word, status in _STATUS_MEANT_BY.items() if word in code.upper()), 400)
