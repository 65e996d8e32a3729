"""The partner client: seventeen endpoints as seventeen short methods over one `_call`.

`_call` handles the envelope, the errors, the pace and the metrics. stamina retries reads where `should_retry` says so.
A create is exactly one attempt: only the holder of its intent may repeat it, with the same key and body.
"""

import copy
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

import httpx
import stamina
from pydantic import SecretStr

from bot.clock import Clock, utcnow
from bot.partner.errors import (
    Ambiguous,
    NotFound,
    PartnerError,
    RateLimited,
    Rejected,
    Unavailable,
    Unreadable,
)
from bot.partner.models import (
    Balance,
    Estimate,
    Fees,
    Goods,
    Order,
    OrderRequest,
    OrderRow,
    OrderStatus,
    Page,
    Product,
    RecipientCheck,
    Stats,
    TonRate,
    Transaction,
    normalize_word,
)
from bot.partner.parsing import ParseContext, parse_http_date, read_envelope
from bot.partner.transport import Transport

T = TypeVar("T")
Reader = Callable[[Any, ParseContext], T]


class Priority(IntEnum):
    """The order in which callers get their share of the rate limit, first to last. WATCH is one order that nobody
    waits for; SWEEP reads many orders with one call, so it comes first."""

    CONFIRM = 0
    PERSON = 1
    BATCH = 2
    SWEEP = 3
    WATCH = 4


Pace = Callable[[Priority], Awaitable[None]]
"""Awaited before every request: the rate limit that all processes with the same key share."""

Observe = Callable[[str, str, float], None]
"""Called after every request: "GET /orders/{id}", "ok" or the name of the error, seconds."""


async def unpaced(priority: Priority) -> None:
    """No rate limit."""


def unobserved(endpoint: str, result: str, seconds: float) -> None:
    """No metrics."""


def open_http(base_url: str, key: SecretStr, *, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """Open the connection pool to the partner, with the key in its headers. Use it with `async with`.

    The key goes to no other host (`follow_redirects`) and to no proxy of this machine (`trust_env`).
    """
    return httpx.AsyncClient(
        base_url=base_url,
        headers={"Authorization": f"Bearer {key.get_secret_value()}", "Accept": "application/json"},
        timeout=httpx.Timeout(connect=3, read=10, write=5, pool=3),
        transport=transport or Transport(),
        follow_redirects=False,
        trust_env=False,
    )


MAX_RETRY_WAIT = 3.0
"""Seconds of Retry-After that a read obeys by itself; a longer wait is an error for the caller."""


def should_retry(error: Exception) -> bool | float:
    """Whether a read is tried again: no, yes, or yes after so many seconds."""
    match error:
        case RateLimited(retry_after=float(seconds)) | Unavailable(retry_after=float(seconds)):
            return seconds if seconds <= MAX_RETRY_WAIT else False
        case RateLimited() | Unavailable() | Ambiguous():
            return True
        case _:
            return False


class PartnerClient:
    """The partner API as Python. Every method raises PartnerError. An `amount` is Stars, or months of Premium."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        pace: Pace = unpaced,
        clock: Clock = utcnow,
        aliases: Mapping[str, str] | None = None,
        observe: Observe = unobserved,
    ) -> None:
        """`aliases`: the partner's word for a status → the OrderStatus meant; ValueError for any other."""
        self._http = http
        self._pace = pace
        self._observe = observe
        self._aliases = {normalize_word(raw): OrderStatus(ours) for raw, ours in (aliases or {}).items()}
        self._partner_clock = _PartnerClock(clock)
        self._priority = Priority.PERSON

    def paced(self, priority: Priority) -> "PartnerClient":
        """A client for the same connections whose calls have that priority."""
        client = copy.copy(self)
        client._priority = priority
        return client

    def now(self) -> datetime:
        """The partner's own time, by the `Date` of its last answer: compare `expires_at` with it."""
        return self._partner_clock.now()

    # Orders

    async def create_order(self, request: OrderRequest, key: UUID, *, patient: bool = False) -> Order:
        """Create an order, in one attempt. After Ambiguous the order may exist: repeat with the same request and key.

        `patient`: nobody waits for this order, so all other calls go first.
        """
        return await self.paced(Priority.WATCH if patient else Priority.CONFIRM)._call(
            "POST",
            request.path,
            lambda data, context: Order.read(data, context).require_complete(),
            body=request.body,
            key=key,
        )

    async def order(self, order_id: str) -> Order:
        return await self._read("/orders/{id}", Order.read, item=order_id)

    async def orders(
        self, *, status: OrderStatus | str | None = None, limit: int = 100, offset: int = 0
    ) -> Page[Order]:
        params = {"limit": limit, "offset": offset} | ({"status": str(status)} if status else {})
        return await self._read("/orders", Page[Order].read, params)

    async def order_rows(self, *, limit: int = 100, offset: int = 0) -> list[OrderRow]:
        """The list, newest first, with only id and status read: a sweep needs the rest of few rows."""

        def read(data: Any, context: ParseContext) -> list[OrderRow]:
            return [OrderRow.read(row, context) for row in Page[Any].read(data, context).items]

        return await self._read("/orders", read, {"limit": limit, "offset": offset})

    async def order_by_memo(self, memo: str) -> Order | None:
        try:
            found = await self._read("/orders/by-memo/{memo}", Page[Order].read, item=memo)
        except NotFound:
            return None
        return found.items[0] if found.items else None

    async def orders_by_reference(self, reference: str) -> list[Order]:
        try:
            found = await self._read("/orders/by-reference/{ref}", Page[Order].read, item=reference)
        except NotFound:
            return []
        return list(found.items)

    async def stats(self) -> Stats:
        return await self._read("/orders/stats/summary", Stats.read)

    async def cancel_order(self, order_id: str) -> Order:
        """Cancel an unpaid order. Rejected means too late; so there is one attempt: a second would be late too."""
        try:
            order = await self._call("POST", "/orders/{id}/cancel", Order.read, item=order_id)
            return order.require_complete()
        except Unreadable:
            return await self.order(order_id)

    # Prices and recipients

    async def ton_rate(self) -> TonRate:
        return await self._read("/pricing/ton-rate", TonRate.read)

    async def fees(self) -> Fees:
        return await self._read("/pricing/fee", Fees.read)

    async def estimate(self, goods: Goods) -> Estimate:
        return await self._read(f"/pricing/estimate/{goods.product}", Estimate.read, goods.params)

    async def check_recipient(self, product: Product, username: str) -> RecipientCheck:
        """Ask whether a person can receive a product; `can_receive` is None where the partner does not say."""
        asked = {"product": product, "username": username}

        def read(data: Any, context: ParseContext) -> RecipientCheck:
            return RecipientCheck.read((data if isinstance(data, dict) else {}) | asked, context)

        try:
            return await self._read(f"/recipients/{product}", read, {"username": username})
        except Rejected as error:
            if not re.search("recipient|user", f"{error.error_code} {error.error_message}", re.IGNORECASE):
                raise
            return RecipientCheck(product=product, username=username, can_receive=False, reason=error.error_message)

    # The partner's account and health

    async def balance(self) -> Balance:
        return await self._read("/balance", Balance.read)

    async def transactions(self, *, limit: int = 100, offset: int = 0) -> Page[Transaction]:
        params = {"limit": limit, "offset": offset}
        return await self._read("/balance/transactions", Page[Transaction].read, params)

    async def health(self) -> bool:
        """Whether the partner answers now, in one attempt: any 2xx that does not say no."""
        try:
            await self._call("GET", "/health", lambda data, context: None)
        except PartnerError as error:
            return isinstance(error, Ambiguous) and 200 <= (error.status or 0) < 300  # a body that is no JSON
        return True

    # Requests

    async def _read(
        self,
        route: str,
        read: Reader[T],
        params: Mapping[str, str | int] | None = None,
        *,
        item: str | None = None,
    ) -> T:
        """`_call` with retries, for requests that change nothing."""
        async for attempt in stamina.retry_context(
            on=should_retry, attempts=3, timeout=6.0, wait_initial=0.2, wait_max=2.0, wait_jitter=0.3
        ):
            with attempt:
                return await self._call("GET", route, read, params=params, item=item)
        raise AssertionError("unreachable: the last attempt returns or raises")

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
    ) -> T:
        """One request; returns what `read` makes of its data. `item` replaces the part of `route` in braces."""
        path = route if item is None else _path(route, item)
        await self._pace(self._priority)
        result, started = "interrupted", time.perf_counter()
        try:
            headers = {"Idempotency-Key": str(key)} if key else None
            response = await _send(self._http.request(method, path, params=params, json=body, headers=headers))
            as_of = self._partner_clock.update(response)
            data = read_envelope(response, keyed=key is not None, now=as_of or self.now())
            value = read(data, ParseContext(self._aliases, as_of))
        except PartnerError as error:
            result = type(error).__name__
            error.add_note(f"{method} {route}")
            raise
        else:
            result = "ok"
            return value
        finally:
            self._observe(f"{method} {route}", result, time.perf_counter() - started)


class _PartnerClock:
    """Our clock, corrected by the `Date` of the partner's last answer. Clients made by `paced` share it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._skew = timedelta()

    def now(self) -> datetime:
        return self._clock() + self._skew

    def update(self, response: httpx.Response) -> datetime | None:
        date = parse_http_date(response.headers.get("Date", ""))
        if date:
            self._skew = date - self._clock()
        return date


async def _send(request: Awaitable[httpx.Response]) -> httpx.Response:
    try:
        return await request
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        # Nothing was sent, so even a create has not happened.
        raise Unavailable(f"no connection: {type(error).__name__}") from error
    except httpx.RequestError as error:
        raise Ambiguous(f"no answer: {type(error).__name__}") from error


def _path(route: str, item: str) -> str:
    if item in ("", ".", ".."):  # these lead to another endpoint even when quoted
        raise NotFound("NOT_FOUND", "not found", status=404)
    return re.sub(r"{\w+}", lambda _: quote(item, safe=""), route)
