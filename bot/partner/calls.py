"""One call of the partner API: its envelope, its errors, its pace and its metrics.

stamina retries reads where `should_retry` says so. Anything else is exactly one attempt.
"""

import asyncio
import contextlib
import copy
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar
from urllib.parse import quote
from uuid import UUID

import httpx
import stamina

from bot.clock import Clock, utcnow
from bot.metrics import Observe, measure
from bot.partner.answers import ParseContext
from bot.partner.clock import PartnerClock
from bot.partner.envelope import Envelope
from bot.partner.errors import Ambiguous, NotFound, PartnerError, RateLimited, Unavailable, Unreadable
from bot.partner.http import PartnerHttp
from bot.partner.lists import Page
from bot.partner.pace import PROBE_INTERVAL, Pace, Priority
from bot.partner.statuses import OrderStatus

T = TypeVar("T")
Reader = Callable[[Any, ParseContext], T]

Tell = Callable[[str], Awaitable[None]]
"""Called for an answer that cannot be read: "GET /pricing/fee: months (there: periods, fee)"."""

CALL_TIMEOUT = 15.0
"""Seconds for one request, from its first byte to the last of the answer."""

LIST_TIMEOUT = 30.0
"""Seconds for a page of a list."""

MAX_RETRY_WAIT = 3.0
"""Seconds of Retry-After that a read obeys by itself; a longer wait is an error for the caller."""

MAX_NAMES_TOLD = 10
"""Names of an unreadable answer's fields that the admins read."""

KEY_CHECK_TIMEOUT = 3.0
"""Seconds of the call that tells whether a Retry-After concerns the whole key."""


def should_retry(error: Exception) -> bool | float:
    """Whether a read is tried again: no, yes, or yes after so many seconds."""
    match error:
        case PartnerError(retry_after=float(seconds)):
            return seconds if seconds <= MAX_RETRY_WAIT else False
        case RateLimited() | Unavailable() | Ambiguous():
            return True
        case _:
            return False


async def tell_nobody(what: str) -> None:
    pass


@dataclass
class PartnerCalls:
    """How the partner is called. Every call raises PartnerError.

    `aliases`: as `read_aliases` gives them. `call_timeout`, `list_timeout`: seconds for one whole request, and for a
    page of a list.
    """

    http: PartnerHttp
    _: KW_ONLY
    pace: Pace | None = None
    clock: Clock = utcnow
    aliases: Mapping[str, OrderStatus] = field(default_factory=dict)
    observe: Observe = lambda endpoint, result, seconds: None
    tell_unreadable: Tell = tell_nobody
    call_timeout: float = CALL_TIMEOUT
    list_timeout: float = LIST_TIMEOUT
    priority: Priority = Priority.PERSON

    def __post_init__(self) -> None:
        self._partner_clock = PartnerClock(self.clock)

    def paced(self, priority: Priority) -> Self:
        """A client for the same connections whose calls have that priority."""
        client = copy.copy(self)
        client.priority = priority
        return client

    @property
    def account(self) -> str:
        """A digest of the address and the key: the orders of one account are not shown to another."""
        text = f"{self.http.base_url} {self.http.headers.get('Authorization', '')}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def now(self) -> datetime:
        """The partner's own time, by the `Date` of its last answers: compare `expires_at` with it."""
        return self._partner_clock.now()

    @property
    def has_two_clocks(self) -> bool:
        return self._partner_clock.disagrees

    @property
    def skew(self) -> timedelta:
        """What the partner's clock is ahead of ours. Less than 2 s counts as nothing: `Date` has whole seconds."""
        skew = self._partner_clock.skew
        return skew if abs(skew) >= timedelta(seconds=2) else timedelta(0)

    async def _read(
        self,
        route: str,
        read: Reader[T],
        params: Mapping[str, str | int] | None = None,
        *,
        item: str | None = None,
        timeout: float | None = None,
        scope: str | None = None,
    ) -> T:
        """`_call` with retries, for requests that change nothing."""
        async for attempt in stamina.retry_context(
            on=should_retry, attempts=3, timeout=6.0, wait_initial=0.2, wait_max=2.0, wait_jitter=0.3
        ):
            with attempt:
                try:
                    return await self._call("GET", route, read, params=params, item=item, timeout=timeout, scope=scope)
                except PartnerError as error:
                    await self._tell_if_unreadable(error, route if item is None else _path(route, item))
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _tell_if_unreadable(self, error: PartnerError, path: str) -> None:
        """Without a price nothing can be sold, so its endpoint may not be missing either. The balance has an alert of
        its own."""
        is_missing = error.status in (404, 405) and path.startswith(("/pricing/estimate", "/pricing/ton-rate"))
        if is_missing:
            await self.tell_unreadable(f"GET {path}: {error.status}")
        elif isinstance(error, Unreadable) and path != "/balance":
            there = f" (there: {', '.join(error.names[:MAX_NAMES_TOLD])})" if error.names else ""
            await self.tell_unreadable(f"GET {path}: {error.field}{there}")

    async def _read_page(
        self,
        route: str,
        read_row: Reader[T],
        params: Mapping[str, str | int] | None = None,
        *,
        item: str | None = None,
        null_is_none: bool = False,
    ) -> Page[T]:
        """`null_is_none`: null in place of the list means that there are no rows."""

        def read(data: Any, context: ParseContext) -> Page[T]:
            return Page.read([] if data is None and null_is_none else data, lambda row: read_row(row, context))

        return await self._read(route, read, params, item=item, timeout=self.list_timeout)

    async def _call(
        self,
        method: str,
        route: str,
        read: Reader[T],
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
        key: UUID | None = None,
        item: str | None = None,
        timeout: float | None = None,
        scope: str | None = None,
        is_key_check: bool = False,
    ) -> T:
        """One request; returns what `read` makes of its data. `item` replaces the part of `route` in braces.

        `scope`: what a Retry-After holds, "group/member" (hold.lua); by default the path, so that one order, or the
        list alone, that is never answered does not stop the shop. `is_key_check`: it holds all calls.
        """
        endpoint, path = f"{method} {route}", route if item is None else _path(route, item)
        of_one = scope is not None or item is not None
        scope = scope or path.removesuffix("/cancel")
        is_probe = await self._take_turn(scope)
        try:
            with measure(endpoint, self.observe):
                request = self.http.call(method, path, params, body, key)
                answer = Envelope(await _send(request, timeout or self.call_timeout))
                as_of = self._partner_clock.update(answer.date)
                data = answer.open(keyed=key is not None, of_one=item is not None, now=as_of or self.now())
                value = read(data, ParseContext(self.aliases, as_of))
        except PartnerError as error:
            error.endpoint = endpoint
            error.add_note(endpoint)
            await self._hold(error, is_probe, "" if is_key_check else scope, lowers_rate=not of_one)
            if error.retry_after and self.pace and path.startswith("/orders"):
                with contextlib.suppress(PartnerError):
                    await self._call("GET", "/balance", as_it_is, timeout=KEY_CHECK_TIMEOUT, is_key_check=True)
            raise
        await self._hold(None, is_probe, "" if is_key_check else scope)
        return value

    async def _take_turn(self, scope: str) -> bool:
        """Waits for the rate limit; returns whether the request is a probe. Raises RateLimited or Unavailable, without
        a request, while a Retry-After holds for all processes."""
        wait, status, is_probe = await self.pace.take(self.priority, scope) if self.pace else (0, 0, False)
        if wait:
            kind = RateLimited if status == 429 else Unavailable
            error = kind(f"{status}: nobody calls for {wait:.0f} s", status=status, retry_after=wait)
            error.held = True
            raise error
        return is_probe

    async def _hold(self, error: PartnerError | None, is_probe: bool, scope: str, *, lowers_rate: bool = False) -> None:
        """Stops the calls of all processes for the time that the partner asks for. If a probe has failed, too, it stops
        them until the next probe. `lowers_rate`: a 429 then says that there are too many calls, and not that one order
        or recipient must wait."""
        status = error.status or 503 if error else 0
        is_down = status == 429 or status >= 500
        seconds = (error and error.retry_after) or (PROBE_INTERVAL if is_probe and is_down else 0)
        if self.pace and (seconds or is_probe):
            lowers_rate = lowers_rate and status == 429
            await self.pace.hold(status, seconds, is_probe=is_probe, scope=scope, lowers_rate=lowers_rate)


async def _send(request: Awaitable[httpx.Response], timeout: float) -> httpx.Response:
    try:
        async with asyncio.timeout(timeout):
            return await request
    except TimeoutError as error:
        raise Ambiguous(f"no whole answer in {timeout:g} s") from error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        # Nothing was sent, so even a create has not happened.
        raise Unavailable(f"no connection: {type(error).__name__}") from error
    except httpx.RequestError as error:
        raise Ambiguous(f"no answer: {type(error).__name__}") from error


def _path(route: str, item: str) -> str:
    if item in ("", ".", ".."):  # these lead to another endpoint even when quoted
        raise NotFound("NOT_FOUND", "not found", status=404)
    before, _, rest = route.partition("{")
    return before + quote(item, safe="", errors="replace") + rest.partition("}")[2]


def as_it_is(data: Any, context: ParseContext) -> Any:
    return data


def lacks(field: str, data: Any) -> Unreadable:
    return Unreadable(field, data if isinstance(data, dict) else ())
