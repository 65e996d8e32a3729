"""What every call to the partner passes, outside in: record, envelope, key, one at a time, faults."""

import math
import uuid
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from string import Template

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from .faults import Call, Fault, FaultKind
from .ledger import Account
from .wire import OTHER_DATE, ApiError, answer, enveloped, invalid, loads, refused
from .world import World

ACCOUNT = web.RequestKey("ACCOUNT", Account)
CALL = web.RequestKey("CALL", Call)

PREFIX = "/api/v1"
Sleep = Callable[[float], Awaitable[None]]
NEEDS_NO_KEY = f"{PREFIX}/health"
ERROR_CODES = {
    400: "VALIDATION_ERROR",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    409: "CONFLICT",
    429: "RATE_LIMITED",
}


def middlewares(world: World) -> list[Middleware]:
    # The inner envelope turns refusals into answers, so that faults can lose and mangle these as well.
    return [recorded(world), enveloped, authorised(world), one_at_a_time, faulty(world), enveloped]


def path_of(request: web.Request) -> str:
    """The path as the contract writes it, wherever the application is mounted."""
    return request.path.partition(PREFIX)[2]


def idempotency_key(request: web.Request) -> str | None:
    """The Idempotency-Key in its canonical form, if there is one; it must be a UUID."""
    text = request.headers.get("Idempotency-Key")
    if text is None:
        return None
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise invalid("Idempotency-Key must be a UUID") from None


def recorded(world: World) -> Middleware:
    """Writes the call down before anything happens to it, and its answer when there is one."""

    @web.middleware
    async def record(request: web.Request, handler: Handler) -> web.StreamResponse:
        body = await request.read()
        call = request[CALL] = world.calls.add(
            Call(
                at=world.now(),
                method=request.method,
                path=path_of(request),
                query=dict(request.query),
                body=_readable(body),
                idempotency_key=request.headers.get("Idempotency-Key"),
            )
        )
        response = await handler(request)
        if request.transport and not request.transport.is_closing():
            call.status = response.status
        return response

    return record


def _readable(body: bytes) -> object:
    try:
        return loads(body) if body else None
    except ValueError:
        return body.decode(errors="replace")


def authorised(world: World) -> Middleware:
    """Finds the account of the Bearer key and holds it to its rate; paths that do not exist need no key."""

    @web.middleware
    async def authorise(request: web.Request, handler: Handler) -> web.StreamResponse:
        scheme, _, key = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        account = world.account(key.strip()) if scheme.lower() == "bearer" else None
        if account:
            request[ACCOUNT] = account
            request[CALL].key = account.label
            _count(account.recent_calls, world.now(), world.settings.rate_limit)
        elif request.match_info.http_exception is None and not request.path.endswith(NEEDS_NO_KEY):
            raise ApiError(401, "UNAUTHORIZED", "missing or unknown API key", {hdrs.WWW_AUTHENTICATE: "Bearer"})
        return await handler(request)

    return authorise


def _count(recent: deque[datetime], now: datetime, limit: int | None) -> None:
    """Refuses what goes over the limit of calls in the last second."""
    if limit is None:
        return
    while recent and recent[0] <= now - timedelta(seconds=1):
        recent.popleft()
    if len(recent) >= limit:
        wait = math.ceil((recent[0] + timedelta(seconds=1) - now).total_seconds()) if recent else 1
        raise ApiError(429, "RATE_LIMITED", "too many requests", {hdrs.RETRY_AFTER: str(wait)})
    recent.append(now)


@web.middleware
async def one_at_a_time(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses an Idempotency-Key whose first call has not been answered yet, a delayed one included."""
    key = idempotency_key(request) if request.method == hdrs.METH_POST else None
    if key is None or ACCOUNT not in request:
        return await handler(request)
    in_progress = request[ACCOUNT].in_progress
    if key in in_progress:
        raise ApiError(409, "IDEMPOTENCY_IN_PROGRESS", "a request with this Idempotency-Key is still in progress")
    in_progress.add(key)
    try:
        return await handler(request)
    finally:
        in_progress.discard(key)


def faulty(world: World) -> Middleware:
    """Lets the call meet its fault: see `faults` for what each kind does."""

    @web.middleware
    async def meet_fault(request: web.Request, handler: Handler) -> web.StreamResponse:
        text = request.query_string + (await request.read()).decode(errors="replace")
        fault = world.faults.strike(request.method, path_of(request), text)
        if fault is None:
            return await handler(request)
        request[CALL].fault = fault.kind
        response = await _answer(world, request, handler, fault)
        if not response.prepared and hdrs.DATE in fault.headers:
            response[OTHER_DATE] = fault.headers[hdrs.DATE]
        return response

    return meet_fault


async def _answer(world: World, request: web.Request, handler: Handler, fault: Fault) -> web.StreamResponse:
    match fault.kind:
        case FaultKind.DOWN | FaultKind.DROP_BEFORE:
            return _hang_up(request)
        case FaultKind.ERROR:
            return _failure(fault)
        case FaultKind.DELAY:
            await world.sleep(fault.seconds)
    usual = world.settings
    if fault.kind is FaultKind.SETTINGS:
        world.settings = usual.changed(fault.patch)
    try:
        response = await handler(request)  # it waits for nothing, so that no other call meets these settings
    finally:
        world.settings = usual
    if fault.kind is FaultKind.DELAY_AFTER:
        await world.sleep(fault.seconds)
    if fault.kind in (FaultKind.DRIP, FaultKind.TRICKLE):
        return await _drip(request, response, fault, world.sleep)
    if fault.kind is FaultKind.HUGE:
        return await _pour(request)
    words = {"now": world.now().isoformat(), **(request[ACCOUNT].other_spellings if ACCOUNT in request else {})}
    return _spoiled(request, response, fault, words)


def _spoiled(
    request: web.Request, response: web.StreamResponse, fault: Fault, words: dict[str, str]
) -> web.StreamResponse:
    """What is left of the answer to a call that was done."""
    match fault.kind:
        case FaultKind.DROP_AFTER:
            return _hang_up(request)
        case FaultKind.ERROR_AFTER:
            return _failure(fault)
        case FaultKind.MANGLE:
            return _mangled(fault)
        case FaultKind.PATCH:
            return _patched(response, fault, words)
        case FaultKind.ANSWER:
            kind = None if fault.status == 204 else "application/json"
            return web.Response(body=fault.body, status=fault.status, content_type=kind, headers=fault.headers)
        case _:
            return response


async def _drip(request: web.Request, response: web.StreamResponse, fault: Fault, sleep: Sleep) -> web.StreamResponse:
    """The same answer, one byte at a time, from its first header on if the fault says so; then the connection ends."""
    body = response.body if isinstance(response, web.Response) and isinstance(response.body, bytes) else b""
    head = f"HTTP/1.1 {response.status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    slow = head.encode() + body
    at_once = len(head) if fault.kind is FaultKind.DRIP else 1
    for part in (slow[:at_once], *(slow[at:][:1] for at in range(at_once, len(slow)))):
        if request.transport is None or request.transport.is_closing():
            break
        request.transport.write(part)
        await sleep(fault.seconds)
    return _hang_up(request)


async def _pour(request: web.Request) -> web.StreamResponse:
    """A body that nobody wants to have in memory: JSON, one long string."""
    flood = web.StreamResponse(headers={"Content-Type": "application/json"})
    await flood.prepare(request)
    for chunk in (b'{"ok": true, "data": "', *(b"x" * 2**16 for _ in range(1024)), b'"}'):
        await flood.write(chunk)
    return flood


def _hang_up(request: web.Request) -> web.Response:
    """Closes the connection; the response that aiohttp wants to have has nowhere to go."""
    if request.transport:
        request.transport.close()
    return web.Response(status=500)


def _failure(fault: Fault) -> web.Response:
    if not fault.envelope:
        page = f"<html><body><h1>{fault.status}</h1></body></html>"
        return web.Response(text=page, status=fault.status, content_type="text/html", headers=fault.headers)
    code = fault.error_code or ERROR_CODES.get(fault.status, "INTERNAL_ERROR")
    return refused(ApiError(fault.status, code, f"failed on purpose with {fault.status}", fault.headers))


def _mangled(fault: Fault) -> web.Response:
    return web.Response(text='{"ok": true, "data": {"id": 104', content_type="application/json", headers=fault.headers)


def _patched(response: web.StreamResponse, fault: Fault, words: dict[str, str]) -> web.StreamResponse:
    """The same answer with fields of `data` (of every row, when it is a list) replaced, removed and added.

    A text of the patch may name a field of the row, or one of `words`, after a $.
    """
    if not isinstance(response, web.Response) or response.text is None:
        return response
    envelope = loads(response.text)
    if not isinstance(envelope, dict):
        return response
    rows = _rows(envelope.get("data"))
    for row in rows if fault.row is None else rows[fault.row : fault.row + 1]:
        known = {**row, **words}
        row.update((name, _filled_in(value, known)) for name, value in fault.patch.items())
        row.update((name, value) for name, value in fault.add.items() if name not in row)
        for name in fault.remove:
            row.pop(name, None)
    if fault.wrap and envelope.get("data") is not None:
        data = envelope["data"]
        envelope["data"] = {fault.wrap: data["items"] if isinstance(data, dict) and "items" in data else data}
    patched = answer(envelope if fault.envelope else envelope.get("data"), response.status)
    patched.headers.update(fault.headers)
    return patched


def _filled_in(value: object, words: dict[str, object]) -> object:
    return Template(value).safe_substitute(words) if isinstance(value, str) else value


def _rows(data: object) -> list[dict[str, object]]:
    match data:
        case {"items": list(rows)} | list(rows):
            return rows
        case dict():
            return [data]
        case _:
            return []
