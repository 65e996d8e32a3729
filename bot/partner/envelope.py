"""Opens an answer of the partner: `{"ok": true, "data": …}`, or its data bare; and reads its dates."""

import functools
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.partner.errors import Ambiguous, refusal
from bot.partner.fields import in_utc
from bot.partner.json_body import read_json

MAX_RETRY_AFTER = 300.0
"""Seconds that a Retry-After may ask for; more is taken as this."""

_ENVELOPE = {"ok", "data", "error_code", "error_message"}


class Envelope:
    """An answer's JSON. `enveloped`: it is the partner's own `{"ok": …}`; a proxy's page is not."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.body: Any = None
        self.error: Exception | None = None
        try:
            self.body = read_json(response.content)
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


@functools.lru_cache(16)  # answers of one second have one date
def parse_http_date(header: str) -> datetime | None:
    """An HTTP date as an aware time in UTC; None where it cannot be read."""
    try:
        date = parsedate_to_datetime(header)
        return in_utc(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_retry_after(header: str, now: datetime) -> float | None:
    """`Retry-After` (seconds or an HTTP date) as seconds from `now`, at most MAX_RETRY_AFTER; None where unreadable."""
    if re.fullmatch(r"\d+(\.\d+)?", header, re.ASCII):
        return min(float(header), MAX_RETRY_AFTER)
    date = parse_http_date(header)
    return min(max(0.0, (date - now).total_seconds()), MAX_RETRY_AFTER) if date else None
