"""The partner client: seventeen endpoints as seventeen short methods over one `_call`.

`_call` handles the envelope, the errors, the pace and the metrics. stamina retries reads where `should_retry` says so.
A create is exactly one attempt: only the holder of its intent may repeat it, with the same key and body.
"""

import asyncio
import contextlib
import copy
import hashlib
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import Any, Protocol, TypeVar
from urllib.parse import quote
from uuid import UUID

import httpx
import stamina

from bot.clock import Clock, utcnow
from bot.partner.errors import (
    Ambiguous,
    NotFound,
    PartnerError,
    RateLimited,
    Rejected,
    Unavailable,
    Unpayable,
    Unreadable,
    WrongOrder,
)
from bot.partner.http import PartnerHttp
from bot.partner.models import (
    Balance,
    CreateFields,
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
    read_aliases,
    same_id,
)
from bot.partner.parsing import Envelope, ParseContext

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


class Pace(Protocol):
    """The rate limit that all processes with the same key share (`storage/rate_limit.py`)."""

    async def take(self, priority: int, scope: str) -> tuple[float, int, bool]:
        """Waits before a request. Returns seconds and the status of the answer that asked for them, if nobody may call
        for so long; and whether the request is the first one after such a time."""

    async def hold(self, status: int, seconds: float, *, is_probe: bool, scope: str, lowers_rate: bool) -> None:
        """Stops all requests (of that scope, if it is not empty) for so many seconds; 0 after a probe: ends that.
        `lowers_rate`: for some minutes there are fewer of them."""


Tell = Callable[[str], Awaitable[None]]
"""Called for an answer that cannot be read: "GET /pricing/fee: months (there: periods, fee)"."""

Observe = Callable[[str, str, float], None]
"""Called after every request: "GET /orders/{id}", "ok" or the name of the error, seconds."""


CALL_TIMEOUT = 15.0
"""Seconds for one request, from its first byte to the last of the answer."""

LIST_TIMEOUT = 30.0
"""Seconds for a page of a list."""

MAX_RETRY_WAIT = 3.0
"""Seconds of Retry-After that a read obeys by itself; a longer wait is an error for the caller."""

CLOCK_ANSWERS = 16
"""Answers whose `Date` is remembered."""

MAX_CLOCK_JITTER = timedelta(minutes=1)
"""What the `Date` of two answers may be apart from our clock without being two clocks."""

MAX_NAMES_TOLD = 10
"""Names of an unreadable answer's fields that the admins read."""

PROBE_INTERVAL = 5.0
"""Seconds until the next probe, where the last one got no better answer and no Retry-After."""

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
class PartnerClient:
    """The partner API as Python. Every method raises PartnerError. An `amount` is Stars, or months of Premium.

    `aliases`: the partner's word for a status → the OrderStatus meant; ValueError for any other. `call_timeout`,
    `list_timeout`: seconds for one whole request, and for a page of a list.
    """

    http: PartnerHttp
    _: KW_ONLY
    pace: Pace | None = None
    clock: Clock = utcnow
    aliases: Mapping[str, str] = field(default_factory=dict)
    observe: Observe = lambda endpoint, result, seconds: None
    tell_unreadable: Tell = tell_nobody
    create_fields: CreateFields = field(default_factory=CreateFields)
    call_timeout: float = CALL_TIMEOUT
    list_timeout: float = LIST_TIMEOUT
    priority: Priority = Priority.PERSON

    def __post_init__(self) -> None:
        self.aliases = read_aliases(self.aliases)
        self._partner_clock = _PartnerClock(self.clock)

    def paced(self, priority: Priority) -> "PartnerClient":
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

    # Orders

    async def create_order(self, request: OrderRequest, key: UUID, *, patient: bool = False) -> Order:
        """Create an order, in one attempt. After Ambiguous the order may exist: repeat with the same request and key.

        What the answer leaves out is filled in from the request; whether the rest agrees, `request.same_as` tells. An
        unknown status with payment details is PENDING_PAYMENT. Raises Unpayable (an Unreadable) without such details.
        `patient`: nobody waits for this order, so all other calls go first.
        """

        def read(data: Any, context: ParseContext) -> Order:
            order = request.complete(Order.read(data, replace(context, product=request.product)))
            if order.created_at and not context.as_of:
                self._partner_clock.update_by_creation(order.created_at)
            try:
                order.require_complete()
            except Unreadable as error:
                raise Unpayable(error.field, order) from error
            waits = order.status is OrderStatus.UNKNOWN
            return order.model_copy(update={"status": OrderStatus.PENDING_PAYMENT}) if waits else order

        return await self.paced(Priority.WATCH if patient else Priority.CONFIRM)._call(
            "POST",
            request.path,
            read,
            body=request.body(self.create_fields),
            key=key,
            scope=_scope_of_person("/orders/create", request.recipient),
        )

    async def order(self, order_id: str) -> Order:
        """One order. Raises WrongOrder where the answer has another id."""
        return await self._read("/orders/{id}", _reader_of(order_id), item=order_id)

    async def orders(
        self, *, status: OrderStatus | str | None = None, limit: int = 100, offset: int = 0
    ) -> Page[Order]:
        """Orders, newest first. Rows that cannot be read are left out and named in `skipped`."""
        params = {"limit": limit, "offset": offset} | ({"status": str(status)} if status else {})
        return await self._read_page("/orders", Order.read, params)

    async def order_rows(self, params: Mapping[str, str | int] | None = None) -> Page[OrderRow]:
        """A page of the list, newest first, with only id and status read: a sweep needs the rest of few rows."""
        return await self._read_page("/orders", OrderRow.read, params)

    async def order_by_memo(self, memo: str) -> Order | None:
        try:
            found = await self._read_page("/orders/by-memo/{memo}", Order.read, item=memo, null_is_none=True)
        except NotFound:
            return None
        return next((order for order in found.items if order.payment_memo in (None, memo)), None)

    async def orders_by_reference(self, reference: str, *, every: bool = False) -> list[Order]:
        """The orders of a reference, without those whose own reference is another.

        `every`: null and a row that cannot be read raise Unreadable, and a missing endpoint NotFound, for a caller who
        concludes something from an order that is not there.
        """
        try:
            found = await self._read_page(
                "/orders/by-reference/{ref}", Order.read, item=reference, null_is_none=not every
            )
        except NotFound as error:
            if every and error.about_route:
                raise
            return []
        if every and found.skipped:
            raise Unreadable(found.skipped[0])
        return [order for order in found.items if order.client_reference in (None, "", reference)]

    async def stats(self) -> Stats:
        return await self._read("/orders/stats/summary", Stats.read)

    async def cancel_order(self, order_id: str) -> Order:
        """Cancel an unpaid order. Rejected means too late; so there is one attempt: a second would be too late too.

        An answer without the order is taken for a yes, and a GET tells what the order has become.
        """
        try:
            order = await self._call("POST", "/orders/{id}/cancel", _reader_of(order_id), item=order_id)
            return order.require_complete()
        except (Unreadable, WrongOrder):
            return await self.order(order_id)
        except Ambiguous as error:
            if 200 <= (error.status or 0) < 300:  # 204, or a body that is no JSON
                return await self.order(order_id)
            raise

    # Prices and recipients

    async def ton_rate(self) -> TonRate:
        return await self._read("/pricing/ton-rate", TonRate.read)

    async def fees(self) -> Fees:
        """Limits and fees; where the partner has no such endpoint, no limits."""
        try:
            data = await self._read("/pricing/fee", _as_it_is)
        except NotFound:
            return Fees()
        fees = Fees.read(data)
        if data and all(getattr(fees, name) is None for name in Fees.model_fields.keys() & fees.model_fields_set):
            await self._tell_if_unreadable(_lacks("stars_min", data), "/pricing/fee")
        return fees

    async def estimate(self, goods: Goods) -> Estimate:
        params = goods.params_with(self.create_fields)
        return await self._read(f"/pricing/estimate/{goods.product}", Estimate.read, params)

    async def check_recipient(self, product: Product, username: str) -> RecipientCheck:
        """Ask whether a person can receive a product; `can_receive` is None where the partner does not say."""
        path = f"/recipients/{product}"
        try:
            data = await self._read(
                path, _as_it_is, {"username": username}, scope=_scope_of_person("/recipients", username)
            )
        except Rejected as error:
            if not _is_about_recipient(error):
                raise
            return RecipientCheck(product=product, username=username, can_receive=False, reason=error.error_message)
        check = RecipientCheck.of(product, username, data)
        if check.can_receive is None:
            await self._tell_if_unreadable(_lacks("can_receive", data), path)
        return check

    # The partner's account and health

    async def balance(self) -> Balance:
        return await self._read("/balance", Balance.read)

    async def transactions(self, *, limit: int = 100, offset: int = 0) -> Page[Transaction]:
        params = {"limit": limit, "offset": offset}
        return await self._read_page("/balance/transactions", Transaction.read, params)

    async def health(self) -> bool:
        """Whether the partner answers now, in one attempt: a missing endpoint is an answer, a 5xx is none."""
        try:
            await self._call("GET", "/health", lambda data, context: None)
        except PartnerError as error:
            return error.status is not None and error.status < 500
        return True

    # Requests

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
        result, started = "interrupted", time.perf_counter()
        try:
            request = self.http.call(method, path, params, body, key)
            answer = Envelope(await _send(request, timeout or self.call_timeout))
            as_of = self._partner_clock.update(answer.date)
            data = answer.open(keyed=key is not None, of_one=item is not None, now=as_of or self.now())
            value = read(data, ParseContext(self.aliases, as_of))
        except PartnerError as error:
            result = type(error).__name__
            error.endpoint = endpoint
            error.add_note(endpoint)
            await self._hold(error, is_probe, "" if is_key_check else scope, lowers_rate=not of_one)
            if error.retry_after and self.pace and path.startswith("/orders"):
                with contextlib.suppress(PartnerError):
                    await self._call("GET", "/balance", _as_it_is, timeout=KEY_CHECK_TIMEOUT, is_key_check=True)
            raise
        else:
            result = "ok"
            await self._hold(None, is_probe, "" if is_key_check else scope)
            return value
        finally:
            self.observe(endpoint, result, time.perf_counter() - started)

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
        """Stops all processes for the time that the partner asks for, and after a probe that found it no better.
        `lowers_rate`: a 429 then says that there are too many calls, and not that one order or recipient must wait."""
        status = error.status or 503 if error else 0
        is_down = status == 429 or status >= 500
        seconds = (error and error.retry_after) or (PROBE_INTERVAL if is_probe and is_down else 0)
        if self.pace and (seconds or is_probe):
            lowers_rate = lowers_rate and status == 429
            await self.pace.hold(status, seconds, is_probe=is_probe, scope=scope, lowers_rate=lowers_rate)


@dataclass
class _PartnerClock:
    """Our clock, corrected by the `Date` of the partner's last answers. Clients made by `paced` share it."""

    clock: Clock
    skew: timedelta = timedelta()
    is_estimated: bool = False
    disagrees: bool = False
    """Whether the last answers jump forth and back: machines of the partner have different clocks."""
    skews: deque[timedelta] = field(default_factory=lambda: deque(maxlen=CLOCK_ANSWERS))

    def now(self) -> datetime:
        return self.clock() + self.skew

    def update(self, date: datetime | None) -> datetime | None:
        """The partner's time of an answer: the last answer counts, or, where they disagree, the time next to ours."""
        if date is None:
            return None
        self.skews.append(date - self.clock())
        if self.disagrees or max(self.skews) - min(self.skews) > MAX_CLOCK_JITTER:
            jumps = [later - earlier for earlier, later in pairwise(self.skews)]
            self.disagrees = max(jumps) > MAX_CLOCK_JITTER and min(jumps) < -MAX_CLOCK_JITTER
        self.skew = min(self.skews, key=abs) if self.disagrees else self.skews[-1]
        return self.now() if self.disagrees else date

    def update_by_creation(self, created_at: datetime) -> None:
        """Without any `Date`, an order that was just created tells the time. A repeated create tells an earlier one, so
        the latest counts."""
        skew = created_at - self.clock()
        if not self.skews and (skew > self.skew or not self.is_estimated):
            self.skew, self.is_estimated = skew, True


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


def _scope_of_person(group: str, username: str) -> str:
    return f"{group}/{hashlib.sha256(username.lower().encode()).hexdigest()[:12]}"


def _path(route: str, item: str) -> str:
    if item in ("", ".", ".."):  # these lead to another endpoint even when quoted
        raise NotFound("NOT_FOUND", "not found", status=404)
    return re.sub(r"{\w+}", lambda _: quote(item, safe="", errors="replace"), route)


def _as_it_is(data: Any, context: ParseContext) -> Any:
    return data


def _lacks(field: str, data: Any) -> Unreadable:
    return Unreadable(field, data if isinstance(data, dict) else ())


def _reader_of(order_id: str) -> Reader[Order]:
    def read(data: Any, context: ParseContext) -> Order:
        order = Order.read(data, context)
        if not same_id(order.id, order_id):
            raise WrongOrder(order_id, order.id)
        # All keys in Redis are made of the id as the create wrote it.
        return order if order.id == order_id else order.model_copy(update={"id": order_id})

    return read


_ABOUT_RECIPIENT = re.compile(r"recipient|user(name)?\b|person|account", re.IGNORECASE)
_ABOUT_CALL = re.compile(r"too many|limit|required|missing|parameter|api|partner|checks?\b", re.IGNORECASE)


def _is_about_recipient(error: Rejected) -> bool:
    """Whether a refused check says something about this person, and not about the call."""
    words = f"{error.error_code.replace('_', ' ')} {error.error_message}"
    return not error.about_route and bool(_ABOUT_RECIPIENT.search(words)) and not _ABOUT_CALL.search(words)
