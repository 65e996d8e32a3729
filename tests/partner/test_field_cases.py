"""Odd answers of a partner, over HTTP against the stand-in: each case, and others of its kind.

The faults that a person can switch on in the world panel (bot/sandbox/partner_api/cases.py) are used here by name.
"""

import asyncio
import base64
import binascii
import contextlib
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import httpx
import pytest
import stamina
from aiohttp import web
from pydantic import SecretStr

from bot.partner.addresses import address_problem, is_pinned, same_account
from bot.partner.client import PartnerClient
from bot.partner.errors import (
    Ambiguous,
    NotFound,
    PartnerError,
    RateLimited,
    Rejected,
    Unauthorized,
    Unavailable,
    UnconfirmedRefusal,
    Unpayable,
    Unreadable,
    WrongOrder,
)
from bot.partner.goods import Product
from bot.partner.http import PartnerHttp, open_http
from bot.partner.order import Order, OrderRequest
from bot.partner.statuses import OrderStatus
from bot.partner.transport import MAX_BODY_BYTES
from bot.sandbox.partner_api import World, WorldSettings, create_app
from bot.ui.wallet import Wallet, transfer_link
from tests.support.shop import eventually

KEY = "osk_test_very_secret"
INTENT = UUID("550e8400-e29b-41d4-a716-446655440000")
STARS = OrderRequest(product=Product.STARS, recipient="pandus", amount=100, client_reference="tg-1001")
GIFT = OrderRequest(product=Product.PREMIUM, recipient="pandus", amount=3, client_reference="tg-1001")
Fault = dict[str, Any]


class Partner:
    """The stand-in partner, and a client of it over HTTP."""

    def __init__(self, base: str, http: PartnerHttp) -> None:
        self.client = PartnerClient(http)
        self._base = base

    async def turn(self, *faults: str | Fault) -> None:
        """Ends all faults and begins these: names of the panel, or faults as they are."""
        async with httpx.AsyncClient(base_url=f"{self._base}/control", trust_env=False) as http:
            await http.delete("/faults")
            for fault in faults:
                path, body = ("/cases", {"label": fault}) if isinstance(fault, str) else ("/faults", fault)
                (await http.post(path, json=body)).raise_for_status()

    async def order(self, request: OrderRequest = STARS, key: UUID = INTENT) -> Order:
        return await self.client.create_order(request, key)


@contextlib.asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def partner() -> AsyncIterator[Partner]:
    world = World(settings=WorldSettings(keys=(KEY,)))
    with stamina.set_testing(True, attempts=3, cap=True):
        async with serving(create_app(world)) as base, open_http(f"{base}/api/v1", SecretStr(KEY)) as http:
            yield Partner(base, http)


def patch(path: str = "/orders", **fault: Any) -> Fault:
    return {"kind": "patch", "path": path, **fault}


def says(path: str, body: str, status: int = 200, **fault: Any) -> Fault:
    return {"kind": "answer", "path": path, "body": body, "status": status, **fault}


def refuses(status: int, code: str | None = None, path: str = "/", **fault: Any) -> Fault:
    return {"kind": "error", "path": path, "status": status, "error_code": code, **fault}


# P3: only an answer that the partner made now tells its time


AHEAD = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)


@pytest.mark.parametrize(
    "fault",
    [
        "Kept by a cache for 20 min",
        "Proxy page with an old Date",
        patch("/orders/", headers={"Date": AHEAD, "Age": "7"}),
        refuses(404, envelope=False, headers={"Date": AHEAD}),
        says("/", '{"message": "bad gateway"}', 502, headers={"Date": AHEAD}),
        patch("/orders/", headers={"Date": "Thu, 01 Jan 1970 00:00:00 GMT"}),
    ],
)
async def test_an_old_answer_does_not_move_the_clock(partner: Partner, fault: str | Fault) -> None:
    order = await partner.order()
    await partner.turn(fault)
    with contextlib.suppress(PartnerError):
        assert (await partner.client.order(order.id)).as_of is None
    assert abs(partner.client.now() - datetime.now(UTC)) < timedelta(seconds=10)


# P6: Retry-After is bounded


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("Retry after a day", RateLimited),
        ("Retry after 31 years", Unavailable),
        (refuses(429, headers={"Retry-After": AHEAD}), RateLimited),
        (refuses(503, headers={"Retry-After": "1" * 400}), Unavailable),
    ],
)
async def test_nobody_waits_longer_than_five_minutes(
    partner: Partner, fault: str | Fault, error: type[PartnerError]
) -> None:
    await partner.turn(fault)
    with pytest.raises(error) as caught:
        await partner.order()
    assert caught.value.retry_after == 300


# P7, P8: the time of a call and the size of a body


DRIP, TRICKLE = {"kind": "drip", "seconds": 0.05}, {"kind": "trickle", "seconds": 0.05}


@pytest.mark.parametrize("fault", [DRIP, TRICKLE], ids=["body", "headers"])
async def test_a_slow_create_has_a_total_time(partner: Partner, fault: Fault) -> None:
    """Every byte comes within the read timeout, so only the total time ends the call."""
    await partner.turn(fault)
    partner.client.call_timeout = 0.3
    with pytest.raises(Ambiguous, match=r"no whole answer in 0\.3 s"):
        await partner.order()
    await partner.turn()
    partner.client.call_timeout = 15

    async def again() -> Order | None:
        with contextlib.suppress(Ambiguous):  # the first call is in progress there until its connection has ended
            return await partner.order()
        return None

    assert await eventually(again), "the same key finds the order"


@pytest.mark.parametrize("fault", [DRIP, TRICKLE], ids=["body", "headers"])
@pytest.mark.parametrize(
    ("ask", "seconds"),
    [
        (PartnerClient.balance, "0.2"),
        (lambda client: client.cancel_order("1"), "0.2"),
        (PartnerClient.orders, "0.4"),
        (lambda client: client.orders_by_reference("tg-1001"), "0.4"),
    ],
    ids=["read", "cancel", "list", "by-reference"],
)
async def test_a_slow_answer_has_a_total_time(
    partner: Partner, ask: Callable[[PartnerClient], Awaitable[object]], seconds: str, fault: Fault
) -> None:
    await partner.order()
    await partner.turn(fault)
    partner.client.call_timeout, partner.client.list_timeout = 0.2, 0.4
    with pytest.raises(Ambiguous, match=f"no whole answer in {seconds} s"):
        await ask(partner.client)


def test_a_total_time_is_longer_for_a_page_of_a_list(partner: Partner) -> None:
    assert (partner.client.call_timeout, partner.client.list_timeout) == (15, 30)


@pytest.mark.parametrize("path", ["/balance", "/orders", "/pricing/fee"])
async def test_a_flood_is_broken_off(partner: Partner, path: str) -> None:
    await partner.turn("A body of 64 MB")
    with pytest.raises(Ambiguous, match="ReadError"):
        await partner.client._call("GET", path, lambda data, _: data)
    await partner.turn()
    assert await partner.client.health()


@pytest.mark.parametrize("more", [0, 1])
async def test_four_megabytes_are_read_and_not_a_byte_more(more: int) -> None:
    begin, end = b'{"ok": true, "data": "', b'"}'

    async def large(_: web.Request) -> web.Response:
        body = begin + b"x" * (MAX_BODY_BYTES + more - len(begin) - len(end)) + end
        return web.Response(body=body, content_type="application/json")

    app = web.Application()
    app.router.add_get("/{any:.*}", large)
    async with serving(app) as base, open_http(base, SecretStr(KEY)) as http:
        read = PartnerClient(http)._call("GET", "/balance", lambda data, _: len(data))
        if more:
            with pytest.raises(Ambiguous, match="ReadError"):
                await read
        else:
            assert await read == 4 * 2**20 - len(begin) - len(end)


async def test_a_flood_is_never_in_memory() -> None:
    """A body of 256 MB, which the server sends piece by piece."""
    sent = 0

    async def flood(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            for _ in range(256):
                await response.write(b" " * 2**20)
                sent += 1
        return response

    app = web.Application()
    app.router.add_get("/{any:.*}", flood)
    async with serving(app) as base, open_http(base, SecretStr(KEY)) as http:
        tracemalloc.start()
        try:
            with pytest.raises(Ambiguous, match="ReadError"):
                await PartnerClient(http)._call("GET", "/balance", lambda data, _: data)
            assert tracemalloc.get_traced_memory()[1] < 6 * MAX_BODY_BYTES
        finally:
            tracemalloc.stop()
    assert sent < 64, "MB until the connection was closed"


async def test_a_packed_flood_is_broken_off_too() -> None:
    async def bomb(_: web.Request) -> web.Response:
        response = web.Response(body=b"x" * (4 * MAX_BODY_BYTES))
        response.enable_compression(web.ContentCoding.gzip)
        return response

    app = web.Application()
    app.router.add_get("/{any:.*}", bomb)
    async with serving(app) as base, open_http(base, SecretStr(KEY)) as http:
        with pytest.raises(Ambiguous, match="ReadError"):
            await PartnerClient(http)._call("GET", "/balance", lambda data, _: data)


async def test_what_others_dictate_is_bounded(partner: Partner) -> None:
    """Every text has a bound: ids, memos, names, reasons and references are sent with a megabyte each."""
    order = await partner.order()
    for field in ("payment_memo", "payment_address", "client_reference"):
        await partner.turn(patch("/orders/", method="GET", patch={field: "x" * 1_000_000}))
        assert len((await partner.client.order(order.id)).model_dump_json()) < 3000
    await partner.turn(patch("/orders/", method="GET", patch={"id": "x" * 1_000_000}))
    with pytest.raises(Unreadable, match="no readable 'id'"):
        await partner.client.order(order.id)
    await partner.turn(patch("/orders/", patch={"payment_memo": "x" * 1_000_000}))
    with pytest.raises(Unpayable, match="payment_memo"):
        await partner.order(key=UUID(int=9))
    await partner.turn(patch("/orders/", patch={"id": "x" * 1_000_000}))
    with pytest.raises(Unreadable, match="id"):
        await partner.order(key=UUID(int=10))
    megabyte = "y" * 1_000_000
    await partner.turn(says("/recipients/", f'{{"ok": true, "data": {{"eligible": false, "name": "{megabyte}"}}}}'))
    assert len((await partner.client.check_recipient(Product.STARS, "pandus")).name or "") == 64
    await partner.turn(says("/orders/stats", f'{{"ok": true, "data": {{"{megabyte}": 1, "total_orders": 2}}}}'))
    assert max(map(len, (await partner.client.stats()).other_numbers)) <= 64
    await partner.turn(says("/balance/tr", f'{{"ok": true, "data": [{{"id": "{megabyte}", "amount": 1}}]}}'))
    assert len((await partner.client.transactions()).items[0].id) == 64


# P9: rows are read one by one


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ("One row without status", "status"),
        (patch(method="GET", row=0, remove=["id"]), "id"),
        (patch(method="GET", row=0, patch={"id": {}}), "id"),
        (patch(method="GET", row=0, patch={"status": []}), "status"),
    ],
)
async def test_an_odd_row_keeps_the_others_from_nothing(partner: Partner, fault: str | Fault, field: str) -> None:
    first = await partner.order()
    await partner.order(key=UUID(int=2))
    await partner.turn(fault)
    page = await partner.client.orders()
    assert ([row.id for row in page.items], page.skipped, page.total) == ([first.id], (field,), 2)
    rows = await partner.client.order_rows()
    assert ([row.id for row in rows.items], rows.skipped) == ([first.id], (field,))
    assert [order.id for order in await partner.client.orders_by_reference("tg-1001")] == [first.id]
    with pytest.raises(Unreadable, match=field):
        await partner.client.orders_by_reference("tg-1001", every=True)


# P10, P12: the answer is about what was asked


async def test_an_answer_about_another_order_is_not_believed(partner: Partner) -> None:
    order = await partner.order()
    for fault in (
        "Another order",
        patch(f"/orders/{order.id}", patch={"id": "x"}),
        patch(wrap="order", patch={"id": 7}),
    ):
        await partner.turn(fault)
        with pytest.raises(WrongOrder):
            await partner.client.order(order.id)
    await partner.turn(patch("/orders/*/cancel", patch={"id": 7}))
    assert (await partner.client.cancel_order(order.id)).id == order.id, "a GET tells what has become of it"


@pytest.mark.parametrize("other", ["tg-10012", "tg-1001x", "TG-1001"])
async def test_rows_of_another_reference_are_left_out(partner: Partner, other: str) -> None:
    order = await partner.order()
    await partner.turn(patch("/orders/by-reference/", patch={"client_reference": other}))
    assert await partner.client.orders_by_reference("tg-1001") == []
    await partner.turn(patch("/orders/by-reference/", remove=["client_reference"]))
    assert [row.id for row in await partner.client.orders_by_reference("tg-1001")] == [order.id]
    await partner.turn(patch("/orders/by-memo/", patch={"payment_memo": "STARS-other"}))
    assert await partner.client.order_by_memo(order.payment.memo) is None


# P14, P21, Q5, Q7, Q16, Q19: what a refusal means


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        ("Create: ok false, no code", Ambiguous),
        ("Create: SERVER_ERROR with 200", Ambiguous),
        (says("/orders/", '{"ok": false, "error_code": "TRY_LATER"}'), Ambiguous),
        (says("/orders/", '{"ok": false, "error_code": "INVALID_STATE_OF_DB"}'), Ambiguous),
        (says("/orders/", '{"ok": false, "error_code": "validation_error"}'), Rejected),
        (says("/orders/", '{"ok": false, "error": {"code": "INVALID_RECIPIENT", "message": "who?"}}'), Rejected),
        ("Create: 403 page", Ambiguous),
        (refuses(403, envelope=False, headers={"Server": "cloudflare"}), Ambiguous),
        (says("/orders/", '{"detail": "Forbidden"}', 403), Ambiguous),
        (refuses(401, envelope=False), Unauthorized),
        (refuses(403, "INVALID_API_KEY"), Unauthorized),
        ("Create: 403 for business", Rejected),
        (refuses(403, "COUNTRY_NOT_SUPPORTED"), Rejected),
        (refuses(403, "DAILY_VOLUME"), Rejected),
        ("Create: 422 of a framework", UnconfirmedRefusal),
        (says("/orders/", '{"detail": "Not Found"}', 404), UnconfirmedRefusal),
        (says("/orders/", '{"error": {"code": "bad", "message": "no"}}', 400), UnconfirmedRefusal),
        (says("/orders/", '{"message": "slow"}', 500), Ambiguous),
    ],
)
async def test_the_meaning_of_a_refused_create(
    partner: Partner, fault: str | Fault, meaning: type[PartnerError]
) -> None:
    await partner.turn(fault)
    with pytest.raises(PartnerError) as caught:
        await partner.order()
    assert type(caught.value) is meaning
    assert caught.value.endpoint == "POST /orders/stars"


async def test_errors_are_read_in_every_shape(partner: Partner) -> None:
    for body, message in (
        ('{"detail": [{"loc": ["body", "duration"], "msg": "field required"}]}', "duration: field required"),
        ('{"error": {"code": "X", "message": "too small"}}', "too small"),
        ('{"message": "no such plan"}', "no such plan"),
    ):
        await partner.turn(says("/orders/", body, 422))
        with pytest.raises(UnconfirmedRefusal) as caught:
            await partner.order()
        assert caught.value.error_message == message
    await partner.turn(says("/orders/by-memo/", '{"detail": "no order"}', 404))
    assert await partner.client.order_by_memo("STARS-1") is None
    await partner.turn(says("/orders/by-reference/", '{"detail": "Not Found"}', 404))
    assert await partner.client.orders_by_reference("tg-1") == []
    with pytest.raises(NotFound):
        await partner.client.orders_by_reference("tg-1", every=True)


@pytest.mark.parametrize(
    ("code", "message", "can"),
    [
        ("LIMIT_EXCEEDED", "too many recipient checks", None),
        ("NOT_FOUND", "Route GET /recipients/stars not found", None),
        ("VALIDATION_ERROR", "parameter username is missing", None),
        ("RECIPIENT_NOT_FOUND", "no such person", False),
        ("VALIDATION_ERROR", "user does not accept gifts", False),
        ("USERNAME_INVALID", "hm", False),
    ],
)
async def test_only_words_about_the_recipient_say_no(
    partner: Partner, code: str, message: str, can: bool | None
) -> None:
    body = f'{{"ok": false, "error_code": "{code}", "error_message": "{message}"}}'
    await partner.turn(says("/recipients/", body, 400))
    if can is None:
        with pytest.raises(Rejected):
            await partner.client.check_recipient(Product.STARS, "pandus")
    else:
        assert (await partner.client.check_recipient(Product.STARS, "pandus")).can_receive is can


# P15, Q1: words for a status


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Teleporting", "unknown"),
        ("confirming", "unknown"),
        ("refund_pending", "unknown"),
        (7, "unknown"),
        ("DONE", "completed"),
        ("Finished", "completed"),
        ("error", "failed"),
        ("new", "pending_payment"),
        ("PendingPayment", "pending_payment"),
        ("order.paid", "paid"),
        ("ORDER_STATUS_EXPIRED", "expired"),
        ({"id": 3, "name": "PAID"}, "paid"),
        ({"code": "in_progress", "label": "…"}, "processing"),
    ],
)
async def test_words_for_a_status(partner: Partner, word: Any, meant: str) -> None:
    order = await partner.order()
    await partner.turn(patch("/orders/", patch={"status": word}))
    looked = await partner.client.order(order.id)
    assert looked.status == meant
    told = word if isinstance(word, str) else "7" if word == 7 else word.get("name") or word["code"]
    assert looked.status_text == told


# P16: any id


async def test_any_id_is_asked_for_as_it_is() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        id = unquote(request.url.path.rpartition("/orders/")[2])
        asked.append(request.url.raw_path.decode())
        return httpx.Response(200, json={"ok": True, "data": {"id": id, "status": "paid"}})

    async with open_http("http://partner.test", SecretStr(KEY), transport=httpx.MockTransport(answer)) as http:
        for id in ("a:b", "ord/7?x#y", "é" * 60, "x" * 200, "half \ud83d"):
            with contextlib.suppress(WrongOrder):
                assert (await PartnerClient(http).order(id)).id == id
    assert asked[:2] == ["/orders/a%3Ab", "/orders/ord%2F7%3Fx%23y"]
    assert asked[4] == "/orders/half%20%3F"


# P17, Q15: the time to pay


@pytest.mark.parametrize(
    ("fault", "minutes"),
    [
        ("The end is a zero time", None),
        (patch(patch={"expires_at": 0}), None),
        (patch(patch={"expires_at": "1970-01-01T00:00:00Z"}), None),
        ("A TTL, no end", 15),
        (patch(patch={"ttl_seconds": "1200"}, remove=["expires_at"]), 20),
        (patch(patch={"expires_in": 600}, remove=["expires_at", "created_at"]), 10),
        (patch(patch={"ttl": -5}, remove=["expires_at"]), None),
        (patch(patch={"ttl": 900_000}, remove=["expires_at"]), None),
        (patch(patch={"ttl": "soon"}, remove=["expires_at"]), None),
        ("The end in two days", None),
        (patch(patch={"expires_at": "2001-01-01T00:00:00"}), None),
    ],
)
async def test_until_when_an_order_can_be_paid(partner: Partner, fault: str | Fault, minutes: int | None) -> None:
    await partner.turn(fault)
    order = await partner.order()
    end = order.payment.expires_at
    if minutes is None:
        assert end is None
    else:
        assert end is not None
        begin = order.created_at or order.as_of
        assert begin is not None
        assert end - begin == timedelta(minutes=minutes)


@pytest.mark.parametrize("header", ["yesterday", "Thu, 16 Apr 2026 12:00:00 GMT"])
@pytest.mark.parametrize("minutes", [-35, 20])
async def test_without_a_usable_date_the_create_says_how_long_there_is_to_pay(
    partner: Partner, header: str, minutes: int
) -> None:
    """The partner's clock is wrong, and no answer tells its time: `expires_at - created_at` counts from now."""
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    times = {"created_at": now.isoformat(), "expires_at": (now + timedelta(minutes=15)).isoformat()}
    headers = {"Date": header, "Age": "9"}
    await partner.turn(patch("/orders/", patch=times, headers=headers))
    order = await partner.order()
    assert order.expires_at is not None
    left = order.expires_at - partner.client.now()
    assert timedelta(minutes=14, seconds=50) < left <= timedelta(minutes=15)


async def test_what_is_left_is_read_from_the_create_alone(partner: Partner) -> None:
    await partner.turn(patch(patch={"expires_in": 600}, remove=["expires_at"]))
    order = await partner.order()
    assert order.expires_at is not None
    assert (await partner.client.order(order.id)).expires_at is None


# P20: a cancel without words


@pytest.mark.parametrize(
    "fault",
    [
        "Cancel: 204",
        says("/orders/*/cancel", "", 202),
        says("/orders/*/cancel", "cancelled"),
        patch("/orders/*/cancel", wrap="x", remove=["id"]),
    ],
)
async def test_a_cancel_without_the_order_is_looked_up(partner: Partner, fault: str | Fault) -> None:
    order = await partner.order()
    await partner.turn(fault)
    assert (await partner.client.cancel_order(order.id)).status is OrderStatus.CANCELLED


# P22: long words


async def test_long_words_are_cut(partner: Partner) -> None:
    order = await partner.order()
    await partner.turn(patch("/orders/", patch={"note": "n" * 5000, "status": "s" * 5000, "more": "m" * 5000}))
    looked = await partner.client.order(order.id)
    assert (len(looked.note or ""), len(looked.status_text)) == (300, 64)
    assert len(looked.model_dump_json()) < 2000
    body = '{"ok": false, "error_code": "%s", "error_message": "%s"}' % ("C" * 999, "m" * 9999)  # noqa: UP031
    await partner.turn(says("/orders/", body, 400))
    with pytest.raises(Rejected) as caught:
        await partner.client.order(order.id)
    assert (len(caught.value.error_code), len(caught.value.error_message)) == (64, 300)
    await partner.turn(
        says("/recipients/", '{"ok": true, "data": {"can_receive": false, "reason": "%s"}}' % ("r" * 9999))
    )
    assert len((await partner.client.check_recipient(Product.STARS, "pandus")).reason or "") == 300


# P24, P25: addresses and links

RAW = "0:" + "ab" * 32


def _friendly(tag: int) -> str:
    body = bytes([tag, 0]) + bytes.fromhex("ab" * 32)
    return base64.urlsafe_b64encode(body + binascii.crc_hqx(body, 0).to_bytes(2, "big")).decode()


def test_one_account_in_any_spelling() -> None:
    spellings = [RAW, RAW.upper().replace("0:", "0:"), _friendly(0x11), _friendly(0x51)]
    spellings.append(spellings[2].replace("-", "+").replace("_", "/"))
    for one in spellings:
        assert all(same_account(one, other) for other in spellings)
        assert is_pinned(one, frozenset({_friendly(0x11)}))
    for other in (_friendly(0x91), _friendly(0xD1), _friendly(0x51)[:-1] + "0", "-1:" + "ab" * 32, "", "nonsense"):
        assert not is_pinned(other, frozenset({*spellings, other} - {"-1:" + "ab" * 32}))
    assert address_problem(RAW) is None


@pytest.mark.parametrize("memo", ["a&b", "a#b", "a b", "100%", "ü+?="])
def test_a_memo_survives_every_link(memo: str) -> None:
    for link in (transfer_link("UQ", nano, memo, wallet=wallet) for nano in (None, 1) for wallet in Wallet):
        query = httpx.URL(link.replace("ton://", "https://")).params
        assert query["text"] == memo
        assert "+" not in link.partition("text=")[2]
    assert transfer_link("UQ", None, None) == "ton://transfer/UQ"


# Q3, Q4, Q6, Q11: what a create echoes


@pytest.mark.parametrize(
    "fault",
    [
        "Create: only id and how to pay",
        "Create: wrapped in order",
        "Create: status new",
        "An unknown status",
        patch("/orders/", patch={"order_type": "star"}),
        patch("/orders/", patch={"recipient_username": {"id": 5, "username": "@Pandus"}}),
        patch("/orders/", patch={"recipient": 123456789}, remove=["recipient_username"]),
        patch("/orders/", remove=["status"]),
        patch("/orders/", wrap="data", envelope=False),
    ],
)
async def test_an_echo_that_is_incomplete_is_filled_in(partner: Partner, fault: str | Fault) -> None:
    await partner.turn(fault)
    order = await partner.order()
    assert STARS.same_as(order)
    assert order.status is OrderStatus.PENDING_PAYMENT
    assert order.payment.price_nano > 0


@pytest.mark.parametrize("name", ["months", "duration", "duration_months", "subscription_months", "period"])
async def test_premium_under_any_name(partner: Partner, name: str) -> None:
    await partner.turn(patch("/orders/", patch={name: 3, "quantity": 1, "stars_amount": 0}, remove=["premium_months"]))
    assert GIFT.same_as(await partner.order(GIFT))


@pytest.mark.parametrize(
    ("said", "is_same"),
    [
        *((same, True) for same in (90, 91, "90", "90d", "90 days", "3 months", "3m", "P3M", "P90D", "3 mo")),
        ({"value": 90, "unit": "days"}, True),
        *((other, False) for other in (30, 180, 365, 45, 7, "6 months", "P1Y", "1 year", "2", 12)),
    ],
    ids=str,
)
async def test_months_may_be_told_in_another_unit(partner: Partner, said: Any, is_same: bool) -> None:
    await partner.turn(patch("/orders/", patch={"duration": said}, remove=["premium_months"]))
    assert GIFT.same_as(await partner.order(GIFT)) is is_same


@pytest.mark.parametrize(("said", "months"), [(360, 12), (365, 12), (366, 12), (180, 6), (182, 6), (24, 24), (36, 36)])
async def test_days_are_read_as_months_only_where_they_make_some(partner: Partner, said: int, months: int) -> None:
    await partner.turn(patch("/orders/", patch={"premium_months": said}))
    assert (await partner.order(GIFT)).amount == months


@pytest.mark.parametrize(
    "fault",
    [
        "Create: another amount",
        patch("/orders/", patch={"order_type": "premium", "premium_months": 3}),
        patch("/orders/", patch={"recipient_username": "panda"}),
        patch("/orders/", patch={"client_reference": "tg-2"}),
    ],
)
async def test_an_echo_that_contradicts_is_seen(partner: Partner, fault: str | Fault) -> None:
    await partner.turn(fault)
    assert not STARS.same_as(await partner.order())


@pytest.mark.parametrize("missing", [["payment_address", "payment_memo"], ["price_ton"], ["payment_memo"]])
async def test_a_create_with_nothing_to_pay_is_told_with_its_order(partner: Partner, missing: list[str]) -> None:
    await partner.turn(patch("/orders/", remove=missing, patch={"status": "completed"}))
    with pytest.raises(Unpayable) as caught:
        await partner.order()
    assert caught.value.order.status is OrderStatus.COMPLETED
    assert caught.value.field == (
        "price_ton" if missing == ["price_ton"] else "payment_address" if len(missing) == 2 else "payment_memo"
    )


@pytest.mark.parametrize(
    ("price", "nano"),
    [
        (0.41800000000000004, 418_000_000),
        (0.1 + 0.2, 300_000_000),
        (0.4180000001, 418_000_001),
        (1e-9, 1),
        (12, 12_000_000_000),
    ],
)
async def test_noise_is_rounded_and_the_rest_goes_up(partner: Partner, price: float, nano: int) -> None:
    await partner.turn(patch("/orders/", patch={"price_ton": price}))
    assert (await partner.order()).payment.price_nano == nano
    await partner.turn(patch("/pricing/estimate/", patch={"price_ton": price}))
    assert (await partner.client.estimate(STARS)).price_ton == Decimal(nano).scaleb(-9)


# Q2, Q9, Q12, Q13, Q14, Q17, Q18, Q20: other shapes


@pytest.mark.parametrize(
    ("data", "price"),
    [
        ('{"price": {"ton": 0.5, "usd": 1.6}}', "0.5"),
        ('{"total_price_ton": 0.5}', "0.5"),
        ('{"price": 0.5, "currency": "TON"}', "0.5"),
        ('{"price_nano": 500000000}', "0.5"),
        ('{"estimate": {"price_ton": 0.5}}', "0.5"),
        ('{"price": 1.6, "currency": "USD"}', None),
        ('{"price": 1.6}', None),
        ('{"price": {"usd": 1.6}}', None),
    ],
)
async def test_estimates(partner: Partner, data: str, price: str | None) -> None:
    await partner.turn(says("/pricing/estimate/", f'{{"ok": true, "data": {data}}}'))
    if price:
        assert (await partner.client.estimate(STARS)).price_ton == Decimal(price)
        return
    with pytest.raises(Unreadable, match="price_ton") as caught:
        await partner.client.estimate(STARS)
    assert "price" in caught.value.names


@pytest.mark.parametrize(
    ("fault", "limits"),
    [
        ("Fees: null", (None, None, (3, 6, 12))),
        ("Fees: max 0", (50, None, (3, 6, 12))),
        ("Fees: a list", (50, None, (3, 6, 12))),
        (refuses(404, path="/pricing/fee"), (None, None, (3, 6, 12))),
        (says("/pricing/fee", '{"ok": true, "data": {"stars": {"min": 50, "max": 10}}}'), (None, None, (3, 6, 12))),
        (
            says("/pricing/fee", '{"ok": true, "data": {"premium": {"plans": [{"months": 1}, {"months": 3}]}}}'),
            (None, None, (1, 3)),
        ),
        (says("/pricing/fee", '{"ok": true, "data": "2 %"}'), (None, None, (3, 6, 12))),
    ],
)
async def test_fees(partner: Partner, fault: str | Fault, limits: tuple[Any, ...]) -> None:
    await partner.turn(fault)
    fees = await partner.client.fees()
    assert (fees.stars_min, fees.stars_max, fees.months) == limits


@pytest.mark.parametrize(
    ("data", "can"),
    [
        ('{"found": true, "can_receive_stars": false}', False),
        ('{"exists": false}', False),
        ("false", False),
        ("true", True),
        ('{"can_receive": {"stars": true, "premium": false}}', True),
        ('{"can_receive_premium": false}', None),
        ('{"recipient": {"eligible": false, "reason": "no"}}', False),
        ('{"found": true}', True),
        ('"yes, surely"', None),
    ],
)
async def test_recipients(partner: Partner, data: str, can: bool | None) -> None:
    await partner.turn(says("/recipients/", f'{{"ok": true, "data": {data}}}'))
    assert (await partner.client.check_recipient(Product.STARS, "pandus")).can_receive is can


@pytest.mark.parametrize("wrap", ["rows", "records", "content", "anything", "data"])
async def test_one_list_in_an_object_is_the_list(partner: Partner, wrap: str) -> None:
    order = await partner.order()
    for envelope in (True, False):
        await partner.turn(patch("/", method="GET", wrap=wrap, envelope=envelope))
        assert [row.id for row in (await partner.client.orders()).items] == [order.id]
        assert (await partner.client.transactions()).items
    await partner.turn(says("/orders", '{"data": [], "meta": {"total": 61}}'))
    assert (await partner.client.orders()).total == 61
    await partner.turn(says("/orders", '{"ok": true, "data": {"a": [1], "b": [2]}}'))
    with pytest.raises(Unreadable, match="items"):
        await partner.client.orders()


@pytest.mark.parametrize(
    ("data", "ton"),
    [
        ('{"balance": 12500000000, "unit": "nanoton"}', "12.5"),
        ('{"balance": {"amount": 12.5, "currency": "TON"}}', "12.5"),
        ('[{"currency": "USD", "amount": 40}, {"currency": "TON", "amount": 12.5}]', "12.5"),
        ('{"balances": {"TON": 12.5}}', "12.5"),
        ("12.5", "12.5"),
        ('{"balance": 40, "currency": "USD"}', None),
    ],
)
async def test_balances(partner: Partner, data: str, ton: str | None) -> None:
    await partner.turn(says("/balance", f'{{"ok": true, "data": {data}}}'))
    if ton:
        assert (await partner.client.balance()).balance_ton == Decimal(ton)
    else:
        with pytest.raises(Unreadable):
            await partner.client.balance()


async def test_transactions_are_read_row_by_row(partner: Partner) -> None:
    rows = (
        '[{"amount": 1}, {"id": 2, "type": "debit", "amount": 0.5}, {"id": 3, "direction": "out", "amount": 2},'
        ' {"id": 4, "type": "topup", "amount": 5000000000, "currency": "NANOTON"},'
        ' {"id": 5, "amount": 3, "currency": "USD"}]'
    )
    await partner.turn(says("/balance/transactions", f'{{"ok": true, "data": {rows}}}'))
    page = await partner.client.transactions()
    assert [(row.id, row.amount_ton) for row in page.items] == [("", 1), ("2", Decimal("-0.5")), ("3", -2), ("4", 5)]
    assert page.skipped == ("amount_ton",)


@pytest.mark.parametrize(
    ("fault", "healthy"),
    [("Health: 404", True), (refuses(401), True), (refuses(405, envelope=False), True), (refuses(500), False)],
)
async def test_any_answer_is_a_sign_of_life(partner: Partner, fault: str | Fault, healthy: bool) -> None:
    await partner.turn(fault)
    assert await partner.client.health() is healthy


# P23: creates share no call (reads do: tests/partner/test_cache.py)


async def test_calls_at_the_same_time_share_nothing_but_the_pool(partner: Partner) -> None:
    orders = await asyncio.gather(*(partner.order(key=UUID(int=number)) for number in range(8)))
    assert len({order.id for order in orders}) == 8


NO_LISTS = (
    '{"errors": []}',
    '{"warnings": [], "message": "try later"}',
    "null",
    "{}",
    '{"items": null}',
    '{"meta": {}}',
)
EMPTY_LISTS = ("[]", '{"items": []}', '{"data": []}', '{"listing": [], "total": 0}', '{"items": null, "total": 0}')


@pytest.mark.parametrize("data", NO_LISTS)
async def test_only_a_list_that_is_told_to_be_empty_is_empty(partner: Partner, data: str) -> None:
    await partner.turn(says("/orders", f'{{"ok": true, "data": {data}}}'))
    with pytest.raises(Unreadable):
        await partner.client.order_rows()
    with pytest.raises(Unreadable):
        await partner.client.orders_by_reference("tg-1001", every=True)


@pytest.mark.parametrize("data", EMPTY_LISTS)
async def test_an_empty_list_that_is_told(partner: Partner, data: str) -> None:
    await partner.turn(says("/orders", f'{{"ok": true, "data": {data}}}'))
    assert not (await partner.client.order_rows()).items


async def test_rows_beside_the_flag_are_rows(partner: Partner) -> None:
    await partner.turn(says("/orders", '{"ok": true, "orders": [{"id": 7, "status": "paid"}]}'))
    assert [row.id for row in (await partner.client.order_rows()).items] == ["7"]


@pytest.mark.parametrize("deep", ["[" * 5000 + "]" * 5000, '{"a":' * 5000 + "1" + "}" * 5000, '"[[[\\"{"'])
async def test_a_row_that_is_nested_too_deep_costs_a_field(partner: Partner, deep: str) -> None:
    row = '{"id": %d, "status": "paid", "created_at": %s, "note": "a [ in {"}'
    rows = ", ".join([row % (1, "null"), row % (2, deep), row % (3, "null")])
    await partner.turn(says("/orders", f'{{"ok": true, "data": [{rows}]}}'))
    page = await partner.client.orders()
    assert [(order.id, order.created_at, order.note) for order in page.items] == [
        (id, None, "a [ in {") for id in ("1", "2", "3")
    ]
