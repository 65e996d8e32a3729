"""The partner client is a table: seventeen endpoints are seventeen short methods over one `_call`.

`_call` knows the envelope, the errors, the pace and the metrics. Reads are repeated by stamina: one predicate
says which. A create is exactly one attempt: whoever holds its intent repeats it, with the same key and body.
"""

import contextlib
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
    plain_word,
)
from bot.partner.parsing import Reading, http_date, opened
from bot.partner.transport import Transport

T = TypeVar("T")
Reader = Callable[[Any, Reading], T]


class Priority(IntEnum):
    """Who goes first when calls are scarce: confirmations > people waiting > rows of a batch > sweeps > single looks
    that nobody waits for. A sweep is the watching of many, and leaves some calls to the few."""

    CONFIRM = 0
    PERSON = 1
    BATCH = 2
    SWEEP = 3
    WATCH = 4


Pace = Callable[[Priority], Awaitable[None]]
"""Waited for before every request: the bucket that all processes of one key share."""

Observe = Callable[[str, str, float], None]
"""Told after every request: "GET /orders/{id}", "ok" or the name of the error, seconds."""


async def unpaced(priority: Priority) -> None:
    """No bucket."""


def unobserved(endpoint: str, result: str, seconds: float) -> None:
    """No metrics."""


def open_http(base_url: str, key: SecretStr, *, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """The connection pool to the partner, with the key in its headers. Close it with `async with`.

    No proxy or .netrc of the machine may see the key (`trust_env`), and no other host (`follow_redirects`).
    """
    return httpx.AsyncClient(
        base_url=base_url,
        headers={"Authorization": f"Bearer {key.get_secret_value()}", "Accept": "application/json"},
        timeout=httpx.Timeout(connect=3, read=10, write=5, pool=3),
        transport=transport or Transport(),
        follow_redirects=False,
        trust_env=False,
    )


LONGEST_WAIT = 3.0
"""Seconds that a read waits because the partner asks it to; what takes longer is for the caller to know."""


def worth_repeating(error: Exception) -> bool | float:
    """The one predicate about repeating a read: no, yes, or yes after that many seconds."""
    match error:
        case RateLimited(retry_after=float(seconds)) | Unavailable(retry_after=float(seconds)):
            return seconds if seconds <= LONGEST_WAIT else False
        case RateLimited() | Unavailable() | Ambiguous():
            return True
        case _:
            return False


class PartnerClient:
    """The partner API as Python: methods return a value or raise PartnerError. Amounts: Stars or months."""

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
        self._aliases = {plain_word(raw): OrderStatus(ours) for raw, ours in (aliases or {}).items()}
        self._time = _PartnerTime(clock)
        self._priority = Priority.PERSON

    def paced(self, priority: Priority) -> "PartnerClient":
        """The same client with its calls marked with that priority."""
        twin = copy.copy(self)
        twin._priority = priority
        return twin

    def now(self) -> datetime:
        """The partner's own time, as its answers tell it: what `expires_at` is to be compared with."""
        return self._time.now()

    # Orders

    async def create_order(self, request: OrderRequest, key: UUID, *, patient: bool = False) -> Order:
        """One attempt. Ambiguous: the order may exist; repeat it with the same request and key.

        `patient`: nobody waits for it, so it takes its turn behind those who wait.
        """
        return await self.paced(Priority.WATCH if patient else Priority.CONFIRM)._call(
            "POST",
            request.path,
            lambda data, reading: Order.read(data, reading).whole(),
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
        """The same list, newest first, for one who looks at many and wants all of few."""

        def read(data: Any, reading: Reading) -> list[OrderRow]:
            return [OrderRow.read(row, reading) for row in Page[Any].read(data, reading).items]

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
        """Cancels an unpaid order; Rejected: too late. One attempt, as a second would look too late, too."""
        try:
            order = await self._call("POST", "/orders/{id}/cancel", Order.read, item=order_id)
            return order.whole()
        except Unreadable:
            return await self.order(order_id)

    # Prices and recipients

    async def ton_rate(self) -> TonRate:
        return await self._read("/pricing/ton-rate", TonRate.read)

    async def fees(self) -> Fees:
        return await self._read("/pricing/fee", Fees.read)

    async def estimate(self, product: Product, amount: int) -> Estimate:
        params = {"quantity" if product is Product.STARS else "months": amount}
        estimate = await self._read(f"/pricing/estimate/{product}", Estimate.read, params)
        if estimate.price_usd is None:
            with contextlib.suppress(PartnerError):  # an estimate without USD is still an estimate
                price_usd = estimate.price_ton * (await self.ton_rate()).ton_usd
                return estimate.model_copy(update={"price_usd": price_usd})
        return estimate

    async def check_recipient(self, product: Product, username: str) -> RecipientCheck:
        """Whether that person can receive it: yes, no (with the partner's reason), or None: not known."""
        asked = {"product": product, "username": username}

        def read(data: Any, reading: Reading) -> RecipientCheck:
            return RecipientCheck.read((data if isinstance(data, dict) else {}) | asked, reading)

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
        """Whether the partner answers now: one attempt, any 2xx that does not deny it."""
        try:
            await self._call("GET", "/health", lambda data, reading: None)
        except PartnerError as error:
            return isinstance(error, Ambiguous) and 200 <= (error.status or 0) < 300  # in words of its own
        return True

    # The one way out

    async def _read(
        self,
        route: str,
        read: Reader[T],
        params: Mapping[str, str | int] | None = None,
        *,
        item: str | None = None,
    ) -> T:
        """`_call` for everything that changes nothing, and so may be repeated while somebody waits for it."""
        async for attempt in stamina.retry_context(
            on=worth_repeating, attempts=3, timeout=6.0, wait_initial=0.2, wait_max=2.0, wait_jitter=0.3
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
        """One request, and what `read` makes of its data. `item` is put where the route has its braces."""
        path = route if item is None else _path(route, item)
        await self._pace(self._priority)
        result, started = "interrupted", time.perf_counter()
        try:
            headers = {"Idempotency-Key": str(key)} if key else None
            response = await _sent(self._http.request(method, path, params=params, json=body, headers=headers))
            as_of = self._time.learn_from(response)
            data = opened(response, keyed=key is not None, now=as_of or self.now())
            value = read(data, Reading(self._aliases, as_of))
        except PartnerError as error:
            result = type(error).__name__
            error.add_note(f"{method} {route}")
            raise
        else:
            result = "ok"
            return value
        finally:
            self._observe(f"{method} {route}", result, time.perf_counter() - started)


class _PartnerTime:
    """The partner's clock: ours, set right by the `Date` of the last answer. The twins share it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._skew = timedelta()

    def now(self) -> datetime:
        return self._clock() + self._skew

    def learn_from(self, response: httpx.Response) -> datetime | None:
        date = http_date(response.headers.get("Date", ""))
        if date:
            self._skew = date - self._clock()
        return date


async def _sent(request: Awaitable[httpx.Response]) -> httpx.Response:
    try:
        return await request
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        # There was no connection to send anything on, so not even a create can have happened.
        raise Unavailable(f"no connection: {type(error).__name__}") from error
    except httpx.RequestError as error:
        raise Ambiguous(f"no answer: {type(error).__name__}") from error


def _path(route: str, item: str) -> str:
    if item in ("", ".", ".."):  # would lead to another endpoint, quoted or not
        raise NotFound("NOT_FOUND", "not found", status=404)
    return re.sub(r"{\w+}", lambda _: quote(item, safe=""), route)
