"""The stand-in partner behaves as its contract says: stories over real HTTP."""

import asyncio
import base64
import binascii
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from random import Random
from typing import Any
from uuid import uuid4

import httpx
import pytest
from aiohttp import web

from bot.sandbox.partner_api import World, WorldSettings, create_app, mount
from bot.sandbox.partner_api.wire import dumps, loads

pytestmark = pytest.mark.elsewhere

KEY = "osk_test_story"
NOON = datetime(2026, 4, 16, 12, 0, tzinfo=UTC)  # the rate's sine is at rest here: TON is at 3.21 USD
STARS = {
    "recipient_username": "pandus",
    "quantity": 100,
    "payment_method": "ton_memo",
    "payment_currency": "TON",
    "client_reference": "invoice-42",
}
PREMIUM = {name: value for name, value in STARS.items() if name != "quantity"} | {"months": 6}


@dataclass
class Time:
    """A clock that stands still and a sleep that lasts until somebody wakes it."""

    now: datetime = NOON
    slept: list[float] = field(default_factory=list)
    asleep: asyncio.Event = field(default_factory=asyncio.Event)
    awake: asyncio.Event = field(default_factory=asyncio.Event)

    def clock(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.asleep.set()
        await self.awake.wait()

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Partner:
    """A reseller's view (get, post, …) and the hand that moves the world (control)."""

    def __init__(self, http: httpx.AsyncClient, time: Time) -> None:
        self.http = http
        self.time = time
        self.key = KEY

    async def call(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **how: Any
    ) -> httpx.Response:
        authorization = {"Authorization": f"Bearer {self.key}"}
        return await self.http.request(method, f"/api/v1{path}", headers=authorization | dict(headers or {}), **how)

    async def get(self, path: str, **query: Any) -> Any:
        return data_of(await self.call("GET", path, params=query))

    async def create(self, body: Mapping[str, object] = STARS, key: object = None) -> Any:
        return data_of(await self.try_create(body, key))

    async def try_create(self, body: Mapping[str, object] = STARS, key: object = None) -> httpx.Response:
        path = "/orders/premium" if "months" in body else "/orders/stars"
        headers = {"Idempotency-Key": str(key)} if key else {}
        return await self.call("POST", path, json=body, headers=headers)

    async def refused(self, method: str, path: str, **how: Any) -> tuple[int, str, str]:
        return refusal_of(await self.call(method, path, **how))

    async def control(self, path: str, body: object = None, method: str | None = None) -> Any:
        method = method or ("GET" if body is None else "POST")
        response = await self.http.request(method, f"/control{path}", content=dumps(body) if body is not None else None)
        assert response.status_code == 200, response.text
        return loads(response.content)

    async def pay(self, order: Mapping[str, Any], kind: str = "exact") -> Any:
        return await self.control(f"/orders/{order['id']}/pay", {"kind": kind})

    async def status(self, order: Mapping[str, Any]) -> str:
        return str((await self.get(f"/orders/{order['id']}"))["status"])


def data_of(response: httpx.Response) -> Any:
    envelope: Any = loads(response.content)
    assert (response.status_code, envelope["ok"]) == (200, True), response.text
    return envelope["data"]


def refusal_of(response: httpx.Response) -> tuple[int, str, str]:
    """(status, error_code, error_message) of an answer that must be a refusal in the envelope."""
    envelope: Any = loads(response.content)
    assert envelope.keys() == {"ok", "error_code", "error_message", "data"}
    assert (envelope["ok"], envelope["data"]) == (False, None)
    return response.status_code, envelope["error_code"], envelope["error_message"]


Open = Callable[..., Awaitable[Partner]]


@pytest.fixture
async def open_partner() -> AsyncIterator[Open]:
    """Opens a stand-in partner with the settings given by name, on a port of its own."""
    runners: list[web.AppRunner] = []
    clients: list[httpx.AsyncClient] = []

    async def open_(app: web.Application | None = None, **settings: Any) -> Partner:
        time = Time()
        world = World(
            clock=time.clock,
            sleep=time.sleep,
            random=Random(7),
            settings=WorldSettings(keys=(KEY,), **settings),
        )
        if app is None:
            app = create_app(world)
        else:
            mount(app, world)
        runner = web.AppRunner(app)
        runners.append(runner)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        client = httpx.AsyncClient(verify=False, base_url=f"http://127.0.0.1:{runner.addresses[0][1]}")
        clients.append(client)
        return Partner(client, time)

    yield open_
    for client in clients:
        await client.aclose()
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def partner(open_partner: Open) -> Partner:
    return await open_partner()


# The key, the envelope, the clock


async def test_without_a_known_key_nothing_but_health_answers(partner: Partner) -> None:
    for key in ("x", "osk_test_other"):
        partner.key = key
        response = await partner.call("GET", "/balance")
        assert refusal_of(response) == (401, "UNAUTHORIZED", "missing or unknown API key")
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert await partner.get("/health") == {"status": "ok"}
    assert refusal_of(await partner.http.get("/api/v1/balance"))[0] == 401
    basic = await partner.http.get("/api/v1/balance", headers={"Authorization": f"Basic {KEY}"})
    assert refusal_of(basic)[0] == 401
    partner.key = KEY
    assert await partner.get("/health") == {"status": "ok"}


async def test_unknown_paths_and_methods_come_in_the_envelope(partner: Partner) -> None:
    assert (await partner.refused("GET", "/nothing/here"))[:2] == (404, "NOT_FOUND")
    response = await partner.call("DELETE", "/balance")
    assert refusal_of(response)[:2] == (405, "METHOD_NOT_ALLOWED")
    assert "GET" in response.headers["Allow"]
    assert refusal_of(await partner.http.get("/elsewhere"))[:2] == (404, "NOT_FOUND")
    assert refusal_of(await partner.http.get("/control/nothing"))[:2] == (404, "NOT_FOUND")


async def test_a_mistake_of_our_own_comes_in_the_envelope_too(
    partner: Partner, caplog: pytest.LogCaptureFixture
) -> None:
    await partner.control("/settings", {"ton_usd": 0})
    with caplog.at_level(logging.CRITICAL):
        assert await partner.refused("GET", "/pricing/estimate/stars", params={"quantity": 100}) == (
            500,
            "INTERNAL_ERROR",
            "internal server error",
        )


async def test_every_answer_carries_the_time_of_the_world(partner: Partner) -> None:
    await partner.control("/clock", {"advance": 3600})
    for path in ("/api/v1/health", "/api/v1/nothing", "/api/v1/balance", "/control/clock", "/elsewhere"):
        date = (await partner.http.get(path)).headers["Date"]
        assert date.endswith(" GMT")
        assert parsedate_to_datetime(date) == NOON + timedelta(hours=1)
    assert await partner.control("/clock") == {"now": "2026-04-16T13:00:00Z", "offset": 3600}


async def test_it_serves_beside_other_things(open_partner: Open) -> None:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text="a page")

    app = web.Application()
    app.router.add_get("/", page)
    partner = await open_partner(app)
    assert (await partner.http.get("/")).text == "a page"
    assert (await partner.create())["id"] == 10421
    assert (await partner.control("/orders"))["total"] == 1


# Creating


async def test_an_order_of_stars_is_the_providers_example(partner: Partner) -> None:
    order = await partner.create()
    assert re.fullmatch(r"STARS-[0-9a-f]{6}", order.pop("payment_memo"))
    assert re.fullmatch(r"UQ[\w-]{46}", order.pop("payment_address"))
    assert order == {
        "id": 10421,
        "status": "pending_payment",
        "order_type": "stars",
        "stars_amount": 100,
        "recipient_username": "pandus",
        "price_ton": Decimal("0.417999813"),
        "expires_at": "2026-04-16T12:15:00Z",
        "created_at": "2026-04-16T12:00:00Z",
        "client_reference": "invoice-42",
    }


async def test_an_order_of_premium_carries_its_months(partner: Partner) -> None:
    order = await partner.create(PREMIUM)
    assert (order["order_type"], order["premium_months"]) == ("premium", 6)
    assert order["payment_memo"].startswith("PREM-")
    assert "stars_amount" not in order


async def test_a_price_is_a_number_written_exactly(partner: Partner) -> None:
    text = (await partner.try_create()).text
    assert '"price_ton": 0.417999813,' in text
    assert dumps([Decimal("0.4180"), Decimal("100"), Decimal("1E-9")]) == "[0.418, 100, 0.000000001]"


async def test_the_address_is_a_valid_one_that_does_not_bounce_and_each_key_has_its_own(
    partner: Partner,
) -> None:
    one = await partner.create()
    assert (await partner.create())["payment_address"] == one["payment_address"]
    raw = base64.urlsafe_b64decode(one["payment_address"])
    assert (len(raw), raw[0], raw[1]) == (36, 0x51, 0)
    assert binascii.crc_hqx(raw[:34], 0) == int.from_bytes(raw[34:], "big")
    new = await partner.control("/keys", {})
    assert new["key"].startswith("osk_test_")
    partner.key = new["key"]
    assert (await partner.create())["payment_address"] == new["address"] != one["payment_address"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quantity": 49}, "quantity must be between 50 and 10000"),
        ({"quantity": 10001}, "quantity must be between 50 and 10000"),
        ({"quantity": "100"}, "quantity must be an integer"),
        ({"quantity": 100.5}, "quantity must be an integer"),
        ({"quantity": True}, "quantity must be an integer"),
        ({"quantity": None}, "quantity is required"),
        ({"recipient_username": None}, "recipient_username is required"),
        ({"recipient_username": 5}, "recipient_username must be a string"),
        ({"recipient_username": "@pandus"}, "recipient_username must be a Telegram username without @"),
        ({"recipient_username": "a__b_c"}, "recipient_username must be a Telegram username without @"),
        ({"recipient_username": "ends_"}, "recipient_username must be a Telegram username without @"),
        ({"recipient_username": "a" * 33}, "recipient_username must be a Telegram username without @"),
        ({"payment_method": "card"}, "payment_method must be ton_memo"),
        ({"payment_method": None}, "payment_method is required"),
        ({"payment_currency": "USD"}, "payment_currency must be TON"),
        (
            {"client_reference": "no spaces"},
            "client_reference must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -",
        ),
        (
            {"client_reference": "x" * 65},
            "client_reference must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -",
        ),
    ],
)
async def test_a_wrong_field_is_named(partner: Partner, changes: dict[str, object], message: str) -> None:
    response = await partner.try_create(STARS | changes)
    assert refusal_of(response) == (400, "VALIDATION_ERROR", message)
    assert (await partner.get("/orders"))["total"] == 0


async def test_a_whole_number_may_be_written_with_a_point(partner: Partner) -> None:
    assert (await partner.create(STARS | {"quantity": 100.0}))["stars_amount"] == 100


async def test_months_that_are_not_sold_are_refused(partner: Partner) -> None:
    response = await partner.try_create(PREMIUM | {"months": 5})
    assert refusal_of(response) == (400, "VALIDATION_ERROR", "months must be one of 3, 6, 12")


@pytest.mark.parametrize("body", ["", "{", "[]", "NaN", "[" * 100_000, b"\xff"])
async def test_a_body_that_is_no_object_is_refused(partner: Partner, body: str | bytes) -> None:
    assert (await partner.refused("POST", "/orders/stars", content=body))[:2] == (400, "VALIDATION_ERROR")


async def test_a_reference_may_be_absent(partner: Partner) -> None:
    order = await partner.create(STARS | {"client_reference": None})
    assert order["client_reference"] is None


# Repeating


async def test_a_repeated_key_makes_no_second_order(partner: Partner) -> None:
    key = uuid4()
    order = await partner.create(key=key)
    assert await partner.create(key=str(key).upper()) == order
    assert (await partner.get("/orders"))["total"] == 1
    assert (await partner.create(key=uuid4()))["id"] == order["id"] + 1


async def test_a_replay_is_the_first_answer_however_old(partner: Partner) -> None:
    key = uuid4()
    order = await partner.create(key=key)
    await partner.pay(order)
    await partner.control("/settings", {"min_quantity": 200})
    assert await partner.create(key=key) == order
    assert await partner.status(order) == "paid"


async def test_a_replay_shows_the_order_as_it_is_where_the_world_is_set_so(open_partner: Open) -> None:
    partner = await open_partner(replay_original=False)
    key = uuid4()
    order = await partner.create(key=key)
    await partner.pay(order)
    assert (await partner.create(key=key))["status"] == "paid"


async def test_a_key_is_not_taken_for_another_body_or_product(partner: Partner) -> None:
    key = uuid4()
    await partner.create(key=key)
    for body in (STARS | {"quantity": 101}, PREMIUM):
        assert refusal_of(await partner.try_create(body, key))[:2] == (409, "IDEMPOTENCY_KEY_REUSED")


async def test_a_refused_create_does_not_use_the_key_up(partner: Partner) -> None:
    key = uuid4()
    assert (await partner.try_create(STARS | {"quantity": 1}, key)).status_code == 400
    assert (await partner.create(key=key))["id"] == 10421


async def test_a_key_is_forgotten_after_a_day_and_is_each_partners_own(partner: Partner) -> None:
    key = uuid4()
    await partner.create(key=key)
    partner.time.go_on(24 * 3600 - 1)
    assert (await partner.create(key=key))["id"] == 10421
    partner.time.go_on(1)
    assert (await partner.create(key=key))["id"] == 10422
    partner.key = (await partner.control("/keys", {}))["key"]
    assert (await partner.create(key=key))["id"] == 10423


async def test_a_key_must_be_a_uuid(partner: Partner) -> None:
    response = await partner.try_create(key="order-1")
    assert refusal_of(response) == (400, "VALIDATION_ERROR", "Idempotency-Key must be a UUID")


@pytest.mark.parametrize("kind", ["delay", "delay_after"])
async def test_a_key_in_progress_is_refused_until_its_first_call_is_answered(partner: Partner, kind: str) -> None:
    key = uuid4()
    await partner.control("/faults", {"kind": kind, "path": "/orders/stars", "seconds": 3, "times": 1})
    async with asyncio.TaskGroup() as group:
        first = group.create_task(partner.create(key=key))
        await partner.time.asleep.wait()
        status, code, message = refusal_of(await partner.try_create(key=key))
        assert (status, code) == (409, "IDEMPOTENCY_IN_PROGRESS")
        assert "in progress" in message
        partner.time.awake.set()
    assert await partner.create(key=key) == first.result()
    assert (await partner.get("/orders"))["total"] == 1


# Prices


async def test_limits_and_months_are_the_worlds_and_are_enforced(open_partner: Open) -> None:
    partner = await open_partner(min_quantity=10, max_quantity=20, months=(1, 12))
    assert await partner.get("/pricing/fee") == {
        "stars": {"min_quantity": 10, "max_quantity": 20, "fee_percent": 2},
        "premium": {"months": [1, 12], "fee_percent": 2},
    }
    for quantity in (9, 21):
        refused = await partner.refused("GET", "/pricing/estimate/stars", params={"quantity": quantity})
        assert refused == (400, "VALIDATION_ERROR", "quantity must be between 10 and 20")
    refused = await partner.refused("GET", "/pricing/estimate/premium", params={"months": 3})
    assert refused == (400, "VALIDATION_ERROR", "months must be one of 1, 12")
    assert (await partner.create(PREMIUM | {"months": 1}))["premium_months"] == 1


async def test_an_estimate_is_the_price_of_its_moment_and_the_rate_moves(partner: Partner) -> None:
    assert await partner.get("/pricing/ton-rate") == {
        "ton_usd": Decimal("3.21"),
        "updated_at": "2026-04-16T12:00:00Z",
    }
    estimate = await partner.get("/pricing/estimate/stars", quantity=100)
    assert estimate == {"quantity": 100, "price_ton": Decimal("0.417999813"), "price_usd": Decimal("1.34")}
    assert (await partner.create())["price_ton"] == estimate["price_ton"]
    partner.time.go_on(60)
    later = (await partner.create())["price_ton"]
    assert later != estimate["price_ton"]
    assert abs(later - estimate["price_ton"]) < estimate["price_ton"] / 100
    premium = await partner.get("/pricing/estimate/premium", months=6)
    assert premium.keys() == {"months", "price_ton", "price_usd"}


@pytest.mark.parametrize(
    ("quantity", "message"),
    [
        (None, "quantity is required"),
        ("many", "quantity must be an integer"),
        ("1e3", "quantity must be an integer"),
    ],
)
async def test_an_estimate_wants_a_number(partner: Partner, quantity: str | None, message: str) -> None:
    query = {"quantity": quantity} if quantity else {}
    refused = await partner.refused("GET", "/pricing/estimate/stars", params=query)
    assert refused == (400, "VALIDATION_ERROR", message)


# Recipients


@pytest.mark.parametrize(
    ("username", "stars", "premium"),
    [
        ("ann_lee", None, None),
        ("nobody_here", "User not found", "User not found"),
        ("premium_bob", None, "User already has Telegram Premium"),
        ("NoStars99", "User cannot receive Stars", None),
        ("channel_news", "Recipient is a channel, not a user", "Recipient is a channel, not a user"),
    ],
)
async def test_the_name_tells_who_can_receive_what(
    partner: Partner, username: str, stars: str | None, premium: str | None
) -> None:
    for path, body, reason in (("stars", STARS, stars), ("premium", PREMIUM, premium)):
        check = await partner.get(f"/recipients/{path}", username=username)
        assert (check["username"], check["can_receive"], check["reason"]) == (
            username,
            reason is None,
            reason,
        )
        response = await partner.try_create(body | {"recipient_username": username})
        if reason is None:
            assert data_of(response)["recipient_username"] == username
        else:
            missing = username.startswith("nobody")
            code = "RECIPIENT_NOT_FOUND" if missing else "RECIPIENT_CANNOT_RECEIVE"
            assert refusal_of(response) == (400, code, reason)


async def test_people_have_names_and_those_who_do_not_exist_have_none(partner: Partner) -> None:
    assert (await partner.get("/recipients/stars", username="ann_lee"))["name"] == "Ann Lee"
    assert (await partner.get("/recipients/stars", username="nobody"))["name"] is None


async def test_a_flaky_check_does_not_prevent_an_order(partner: Partner) -> None:
    refused = await partner.refused("GET", "/recipients/stars", params={"username": "flaky_joe"})
    assert refused[:2] == (500, "INTERNAL_ERROR")
    assert (await partner.create(STARS | {"recipient_username": "flaky_joe"}))["status"] == "pending_payment"


async def test_a_check_wants_a_username(partner: Partner) -> None:
    assert await partner.refused("GET", "/recipients/stars") == (
        400,
        "VALIDATION_ERROR",
        "username is required",
    )
    refused = await partner.refused("GET", "/recipients/premium", params={"username": "x"})
    assert refused == (400, "VALIDATION_ERROR", "username must be a Telegram username without @")


# Finding


async def test_an_order_is_found_by_id_memo_and_reference(partner: Partner) -> None:
    order = await partner.create()
    twin = await partner.create()
    await partner.create(STARS | {"client_reference": "invoice-43"})
    assert await partner.get(f"/orders/{order['id']}") == order
    assert await partner.get(f"/orders/by-memo/{order['payment_memo']}") == order
    assert await partner.get("/orders/by-reference/invoice-42") == [twin, order]
    assert await partner.get("/orders/by-reference/invoice-44") == []
    not_found = (404, "ORDER_NOT_FOUND", "order not found")
    assert await partner.refused("GET", "/orders/99999") == not_found
    assert await partner.refused("GET", "/orders/by-memo/STARS-ffffff") == not_found
    assert await partner.refused("POST", "/orders/99999/cancel") == not_found


async def test_partners_do_not_see_each_other(partner: Partner) -> None:
    order = await partner.create()
    partner.key = (await partner.control("/keys", {}))["key"]
    assert (await partner.refused("GET", f"/orders/{order['id']}"))[0] == 404
    assert (await partner.refused("POST", f"/orders/{order['id']}/cancel"))[0] == 404
    assert (await partner.refused("GET", f"/orders/by-memo/{order['payment_memo']}"))[0] == 404
    assert await partner.get("/orders/by-reference/invoice-42") == []
    assert await partner.get("/orders") == {"items": [], "total": 0}


async def test_lists_are_paged_newest_first_and_filtered_by_status(partner: Partner) -> None:
    ids = [(await partner.create())["id"] for _ in range(7)]
    for order_id in (ids[4], ids[1]):
        await partner.control(f"/orders/{order_id}/deliver", {})

    async def listed(**query: object) -> tuple[list[int], int]:
        page = await partner.get("/orders", **query)
        return [order["id"] for order in page["items"]], page["total"]

    assert await listed() == (ids[::-1], 7)
    assert await listed(limit=3) == (ids[:3:-1], 7)
    assert await listed(limit=3, offset=5) == (ids[1::-1], 7)
    assert await listed(offset=7) == ([], 7)
    assert await listed(status="completed") == ([ids[4], ids[1]], 2)
    assert await listed(status="completed", limit=1, offset=1) == ([ids[1]], 2)
    assert await listed(status="strange") == ([], 0)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"limit": 0}, "limit must be between 1 and 500"),
        ({"limit": 501}, "limit must be between 1 and 500"),
        ({"limit": "all"}, "limit must be an integer"),
        ({"offset": -1}, "offset must not be negative"),
    ],
)
async def test_a_wrong_page_is_refused(partner: Partner, query: dict[str, object], message: str) -> None:
    for path in ("/orders", "/balance/transactions"):
        assert await partner.refused("GET", path, params=query) == (400, "VALIDATION_ERROR", message)


@pytest.mark.parametrize("in_rows", [True, False])
@pytest.mark.parametrize("in_order", [True, False])
async def test_references_can_be_missing_from_rows_and_orders(
    open_partner: Open, in_rows: bool, in_order: bool
) -> None:
    partner = await open_partner(list_reference=in_rows, order_reference=in_order)
    order = await partner.create()
    assert ("client_reference" in order) is in_rows
    assert ("client_reference" in (await partner.get("/orders"))["items"][0]) is in_rows
    assert ("client_reference" in (await partner.get("/orders/by-reference/invoice-42"))[0]) is in_rows
    assert ("client_reference" in (await partner.get(f"/orders/{order['id']}"))) is in_order


# An order's life


async def test_an_order_goes_its_way_by_hand(partner: Partner) -> None:
    order = await partner.create()
    for status in ("paid", "processing", "completed"):
        await partner.control(f"/orders/{order['id']}/advance", {})
        assert await partner.status(order) == status
    response = await partner.http.post(f"/control/orders/{order['id']}/advance")
    assert refusal_of(response) == (409, "NO_NEXT_STATUS", "nothing follows completed")
    changes = (await partner.control(f"/orders/{order['id']}"))["changes"]
    assert [each["status"] for each in changes] == ["pending_payment", "paid", "processing", "completed"]


async def test_an_order_goes_its_way_by_itself_and_each_change_has_its_own_time(open_partner: Open) -> None:
    partner = await open_partner(processing_after=2, completed_after=5)
    order = await partner.create()
    await partner.pay(order)
    partner.time.go_on(1)
    assert await partner.status(order) == "paid"
    partner.time.go_on(1)
    assert await partner.status(order) == "processing"
    partner.time.go_on(3600)
    assert await partner.status(order) == "completed"
    changes = (await partner.control(f"/orders/{order['id']}"))["changes"]
    assert [each["at"][-4:] for each in changes] == [":00Z", ":00Z", ":02Z", ":07Z"]


async def test_what_happens_by_hand_replaces_what_was_due(open_partner: Open) -> None:
    partner = await open_partner(processing_after=10)
    order = await partner.create()
    await partner.pay(order)
    await partner.control(f"/orders/{order['id']}/fail", {})
    partner.time.go_on(5)
    await partner.control(f"/orders/{order['id']}/set", {"status": "paid"})
    partner.time.go_on(5)
    assert await partner.status(order) == "paid"
    partner.time.go_on(5)
    assert await partner.status(order) == "processing"


async def test_an_unpaid_order_expires_when_its_time_is_up(open_partner: Open) -> None:
    partner = await open_partner(ttl=60)
    order = await partner.create()
    assert order["expires_at"] == "2026-04-16T12:01:00Z"
    partner.time.go_on(59)
    assert await partner.status(order) == "pending_payment"
    partner.time.go_on(1)
    assert (await partner.get("/orders", status="expired"))["total"] == 1
    assert await partner.status(order) == "expired"


async def test_only_an_unpaid_order_can_be_cancelled(partner: Partner) -> None:
    order = await partner.create()
    cancelled = data_of(await partner.call("POST", f"/orders/{order['id']}/cancel"))
    assert cancelled == order | {"status": "cancelled"}
    paid = await partner.create()
    await partner.pay(paid)
    expired = await partner.create()
    partner.time.go_on(900)
    for each, status in ((cancelled, "cancelled"), (paid, "paid"), (expired, "expired")):
        refused = await partner.refused("POST", f"/orders/{each['id']}/cancel")
        assert refused[:2] == (409, "ORDER_NOT_PENDING")
        assert await partner.status(each) == status


async def test_the_hand_can_do_anything_to_an_order(partner: Partner) -> None:
    order = await partner.create()
    for action, status in (
        ("fail", "failed"),
        ("expire", "expired"),
        ("deliver", "completed"),
        ("refund", "refunded"),
    ):
        assert (await partner.control(f"/orders/{order['id']}/{action}", {}))["status"] == status
    await partner.control(f"/orders/{order['id']}/set", {"status": "on_a_walk"})
    assert await partner.status(order) == "on_a_walk"
    assert (await partner.get("/orders", status="on_a_walk"))["total"] == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/orders/10421/pay", {"kind": "twice"}),
        ("/orders/10421/pay", {}),
        ("/orders/10421/set", {"status": ""}),
        ("/faults", {"kind": "surprise"}),
        ("/faults", {}),
        ("/faults", {"kind": "delay", "seconds": "3"}),
        ("/faults", {"kind": "delay", "id": 3}),
        ("/clock", {"advance": "soon"}),
        ("/settings", {"ttl": "long"}),
        ("/settings", {"ttl": True}),
        ("/settings", {"keys": ["osk_test_mine"]}),
        ("/topup", {"amount_ton": 1, "key": "partner-9"}),
        ("/topup", {"amount_ton": None}),
        ("/orders?limit=all", None),
    ],
)
async def test_the_hand_is_told_what_it_does_wrong(partner: Partner, path: str, body: object) -> None:
    await partner.create()
    method = "GET" if body is None else "POST"
    response = await partner.http.request(method, f"/control{path}", json=body)
    assert refusal_of(response)[:2] == (400, "VALIDATION_ERROR")


# Money


async def transactions(partner: Partner) -> list[tuple[str, Decimal]]:
    """(type, amount in TON) since the opening balance, oldest first; the balance must be the sum of all."""
    rows = (await partner.get("/balance/transactions"))["items"]
    assert sum(row["amount_ton"] for row in rows) == (await partner.get("/balance"))["balance_ton"]
    return [(row["type"], row["amount_ton"]) for row in rows[-2::-1]]


async def test_a_payment_is_booked_with_its_fee(partner: Partner) -> None:
    order = await partner.create()
    price, address = order["price_ton"], order["payment_address"]
    assert await partner.get("/balance") == {
        "balance_ton": Decimal("12.5"),
        "topup_address": address,
        "topup_memo": None,
    }
    await partner.pay(order)
    fee = Decimal("0.008196075")
    assert await transactions(partner) == [("payment", price), ("fee", -fee)]
    page = await partner.get("/balance/transactions", limit=1, offset=1)
    assert page["total"] == 3
    payment = page["items"][0]
    assert re.fullmatch(r"[0-9a-f]{64}", payment.pop("tx_hash"))
    assert payment == {
        "id": 2,
        "type": "payment",
        "amount_ton": price,
        "created_at": "2026-04-16T12:00:00Z",
        "order_id": order["id"],
    }


async def test_a_refund_leaves_the_balance_as_it_was(partner: Partner) -> None:
    order = await partner.create()
    await partner.pay(order)
    await partner.control(f"/orders/{order['id']}/refund", {})
    assert [kind for kind, _ in await transactions(partner)] == ["payment", "fee", "fee", "refund"]
    assert (await partner.get("/balance"))["balance_ton"] == Decimal("12.5")
    refunded = await partner.get(f"/orders/{order['id']}")
    assert (refunded["status"], refunded["note"]) == ("refunded", "refunded: 0.417999813 TON sent back")


async def test_a_payment_has_a_transaction_and_a_delivery_by_hand_one_of_its_own(partner: Partner) -> None:
    paid, given = await partner.create(), await partner.create()
    assert "tx_hash" not in await partner.get(f"/orders/{paid['id']}")
    await partner.pay(paid)
    await partner.control(f"/orders/{given['id']}/deliver", {})
    hashes = {(await partner.get(f"/orders/{order['id']}"))["tx_hash"] for order in (paid, given)}
    assert len(hashes) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in hashes)


async def test_too_little_leaves_the_order_open_until_the_rest_comes(partner: Partner) -> None:
    order = await partner.create()
    await partner.pay(order, "under")
    shown = await partner.get(f"/orders/{order['id']}")
    assert (shown["status"], shown["paid_ton"]) == ("pending_payment", Decimal("0.208999906"))
    assert shown["note"] == "underpaid: 0.208999906 of 0.417999813 TON received"
    await partner.pay(order)
    assert await partner.status(order) == "paid"
    paid = [amount for kind, amount in await transactions(partner) if kind == "payment"]
    assert sum(paid) == order["price_ton"]


async def test_too_much_is_paid_and_the_rest_goes_back(partner: Partner) -> None:
    order = await partner.create()
    await partner.pay(order, "over")
    shown = await partner.get(f"/orders/{order['id']}")
    assert (shown["status"], shown["paid_ton"]) == ("paid", order["price_ton"])
    assert shown["note"] == "overpaid: 0.041799981 TON sent back"
    assert ("refund", Decimal("-0.041799981")) in await transactions(partner)


async def test_money_without_a_memo_belongs_to_no_order(partner: Partner) -> None:
    order = await partner.create()
    await partner.pay(order, "no_memo")
    assert await partner.get(f"/orders/{order['id']}") == order
    assert await transactions(partner) == [("unmatched", order["price_ton"])]
    assert "order_id" not in (await partner.get("/balance/transactions"))["items"][0]


@pytest.mark.parametrize("end", ["expired", "cancelled"])
async def test_late_money_is_taken_all_the_same(partner: Partner, end: str) -> None:
    order = await partner.create()
    await partner.control(f"/orders/{order['id']}/set", {"status": end})
    response = await partner.http.post(f"/control/orders/{order['id']}/pay", json={"kind": "exact"})
    assert refusal_of(response)[:2] == (409, "ORDER_NOT_PENDING")
    await partner.pay(order, "late")
    shown = await partner.get(f"/orders/{order['id']}")
    assert (shown["status"], shown["note"]) == ("paid", f"paid late: 0.417999813 TON received while {end}")
    response = await partner.http.post(f"/control/orders/{order['id']}/pay", json={"kind": "late"})
    assert refusal_of(response)[:2] == (409, "ORDER_NOT_PAYABLE")


async def test_the_summary_counts_all_and_adds_up_what_was_delivered(partner: Partner) -> None:
    stars, premium, _ = await partner.create(), await partner.create(PREMIUM), await partner.create()
    for order in (stars, premium):
        await partner.pay(order)
        await partner.control(f"/orders/{order['id']}/deliver", {})
    assert await partner.get("/orders/stats/summary") == {
        "total_orders": 3,
        "by_status": {"pending_payment": 1, "completed": 2},
        "stars_total": 100,
        "premium_months_total": 6,
        "volume_ton": stars["price_ton"] + premium["price_ton"],
    }


async def test_a_balance_can_be_topped_up_and_drained(partner: Partner) -> None:
    assert (await partner.control("/topup", {"amount_ton": Decimal("0.1")}))["balance_ton"] == Decimal("12.6")
    await partner.control("/topup", {"amount_ton": -12, "key": "partner-1"})
    assert (await partner.get("/balance"))["balance_ton"] == Decimal("0.6")
    assert await transactions(partner) == [("topup", Decimal("0.1")), ("topup", Decimal(-12))]


# The rate limit


async def test_each_key_has_its_rate_and_is_told_when_to_come_back(open_partner: Open) -> None:
    partner = await open_partner(rate_limit=2)
    assert [(await partner.call("GET", "/balance")).status_code for _ in range(3)] == [200, 200, 429]
    response = await partner.call("GET", "/balance")
    assert refusal_of(response) == (429, "RATE_LIMITED", "too many requests")
    assert response.headers["Retry-After"] == "1"
    partner.time.go_on(1)
    assert (await partner.call("GET", "/balance")).status_code == 200
    other = (await partner.control("/keys", {}))["key"]
    await partner.control("/settings", {"rate_limit": 1})
    partner.key = other
    assert (await partner.call("GET", "/balance")).status_code == 200


# Faults


async def test_dropped_before_anything_happens(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "drop_before", "method": "POST", "times": 1})
    key = uuid4()
    with pytest.raises(httpx.TransportError):
        await partner.create(key=key)
    assert (await partner.get("/orders"))["total"] == 0
    assert (await partner.create(key=key))["id"] == 10421


async def test_the_answer_is_lost_after_the_order_is_made(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "drop_after", "path": "/orders/stars", "times": 1})
    key = uuid4()
    with pytest.raises(httpx.TransportError):
        await partner.create(key=key)
    assert (await partner.get("/orders"))["total"] == 1
    assert (await partner.create(key=key))["id"] == 10421
    lost, _, found = (await partner.control("/history"))["items"]
    assert (lost["status"], lost["order_id"], lost["fault"]) == (None, 10421, "drop_after")
    assert (found["status"], found["order_id"], found["fault"]) == (200, 10421, None)


@pytest.mark.parametrize("kind", ["delay", "delay_after"])
async def test_a_slow_answer(partner: Partner, kind: str) -> None:
    await partner.control("/faults", {"kind": kind, "path": "/orders/stars", "seconds": 3.5, "times": 1})
    async with asyncio.TaskGroup() as group:
        creating = group.create_task(partner.create())
        await partner.time.asleep.wait()
        made_already = (await partner.get("/orders"))["total"]
        partner.time.awake.set()
    assert made_already == (kind == "delay_after")
    assert partner.time.slept == [3.5]
    assert creating.result()["id"] == 10421


async def test_a_caller_who_does_not_wait_leaves_an_order_behind(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "delay", "path": "/orders/stars", "seconds": 60, "times": 1})
    with pytest.raises(httpx.ReadTimeout):
        await partner.call("POST", "/orders/stars", json=STARS, timeout=0.05)
    assert (await partner.get("/orders"))["total"] == 0
    partner.time.awake.set()
    assert (await partner.get("/orders"))["total"] == 1
    assert (await partner.control("/history"))["items"][0]["status"] is None  # nobody heard the answer


async def test_an_error_in_place_of_the_call(partner: Partner) -> None:
    fault = {
        "kind": "error",
        "status": 503,
        "error_code": "MAINTENANCE",
        "headers": {"Retry-After": 7},
        "times": 1,
    }
    await partner.control("/faults", fault)
    response = await partner.try_create()
    assert refusal_of(response)[:2] == (503, "MAINTENANCE")
    assert response.headers["Retry-After"] == "7"
    assert (await partner.get("/orders"))["total"] == 0


async def test_an_error_page_of_somebody_in_between(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "error", "status": 502, "envelope": False, "times": 1})
    response = await partner.try_create()
    assert (response.status_code, response.headers["Content-Type"]) == (502, "text/html; charset=utf-8")
    assert response.text.startswith("<html>")


@pytest.mark.parametrize(("status", "code"), [(401, "UNAUTHORIZED"), (429, "RATE_LIMITED"), (520, "INTERNAL_ERROR")])
async def test_an_error_has_the_code_of_its_status(partner: Partner, status: int, code: str) -> None:
    await partner.control("/faults", {"kind": "error", "status": status})
    assert (await partner.refused("GET", "/balance"))[:2] == (status, code)


async def test_an_error_although_the_order_was_made(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "error_after", "times": 1})
    assert refusal_of(await partner.try_create())[:2] == (500, "INTERNAL_ERROR")
    assert (await partner.get("/orders"))["total"] == 1


async def test_an_unreadable_answer_although_the_order_was_made(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "mangle", "times": 1})
    response = await partner.try_create()
    assert response.status_code == 200
    with pytest.raises(ValueError, match="Expecting"):
        response.json()
    assert (await partner.get("/orders"))["total"] == 1


async def test_an_answer_about_something_else(partner: Partner) -> None:
    fault = {
        "kind": "patch",
        "patch": {"recipient_username": "other", "price_ton": Decimal("0.5")},
        "remove": ["status"],
    }
    order = await partner.create()
    await partner.control("/faults", fault)
    for answer in (
        await partner.create(),
        await partner.get(f"/orders/{order['id']}"),
        (await partner.get("/orders"))["items"][0],
        (await partner.get("/orders/by-reference/invoice-42"))[1],
    ):
        assert (answer["recipient_username"], answer["price_ton"]) == ("other", Decimal("0.5"))
        assert "status" not in answer
    assert (await partner.refused("GET", "/orders/1"))[:2] == (404, "ORDER_NOT_FOUND")
    await partner.control("/faults", method="DELETE")
    assert await partner.get(f"/orders/{order['id']}") == order


async def test_the_partner_is_down_until_it_is_up(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "down"})
    for path in ("/health", "/balance"):
        with pytest.raises(httpx.TransportError):
            await partner.get(path)
    assert [fault["kind"] for fault in (await partner.control("/faults"))["items"]] == ["down"]
    await partner.control("/faults", method="DELETE")
    assert await partner.get("/health") == {"status": "ok"}


async def test_a_fault_strikes_what_it_concerns_and_as_often_as_it_was_told(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "error", "method": "GET", "path": "/orders", "times": 2})
    await partner.control("/faults", {"kind": "error", "status": 418, "path": "/balance", "times": None})
    assert (await partner.try_create()).status_code == 200
    statuses = [(await partner.call("GET", "/orders/10421")).status_code for _ in range(3)]
    assert statuses == [500, 500, 200]
    (left,) = (await partner.control("/faults"))["items"]
    assert [(await partner.call("GET", "/balance")).status_code for _ in range(3)] == [418] * 3
    await partner.control(f"/faults/{left['id']}", method="DELETE")
    assert (await partner.call("GET", "/balance")).status_code == 200


async def test_a_fault_may_strike_by_chance_and_the_seed_decides(partner: Partner) -> None:
    await partner.control("/faults", {"kind": "error", "probability": 0.5})
    struck = [(await partner.call("GET", "/health")).status_code == 500 for _ in range(40)]
    assert 8 < sum(struck) < 32


# The record


async def test_every_call_is_recorded_but_no_key(partner: Partner) -> None:
    key = uuid4()
    await partner.create(key=key)
    await partner.get("/orders", limit=1)
    await partner.call("POST", "/orders/stars", content="{nonsense")
    await partner.http.get("/api/v1/health")
    history = await partner.control("/history")
    create, listing, nonsense, health = history["items"]
    assert create == {
        "at": "2026-04-16T12:00:00.000Z",
        "method": "POST",
        "path": "/orders/stars",
        "query": {},
        "body": STARS,
        "idempotency_key": str(key),
        "key": "partner-1",
        "status": 200,
        "order_id": 10421,
        "fault": None,
    }
    assert (listing["query"], listing["status"], listing["order_id"]) == ({"limit": "1"}, 200, None)
    assert (nonsense["body"], nonsense["status"]) == ("{nonsense", 400)
    assert (health["key"], health["status"]) == (None, 200)
    assert KEY not in str(history)
    assert KEY not in str(await partner.control("/settings"))
    assert await partner.control("/history", method="DELETE") == {"items": []}
    assert await partner.control("/history") == {"items": []}


async def test_the_hand_sees_everybodys_orders(partner: Partner) -> None:
    one = await partner.create()
    new = await partner.control("/keys", {})
    partner.key = new["key"]
    two = await partner.create(PREMIUM)
    await partner.pay(two, "under")
    listed = await partner.control("/orders")
    assert [order["id"] for order in listed["items"]] == [two["id"], one["id"]]
    assert [order["key"] for order in listed["items"]] == ["partner-2", "partner-1"]
    assert [order["paid_ton"] > 0 for order in listed["items"]] == [True, False]
    assert [order["id"] for order in (await partner.control("/orders?limit=1&offset=1"))["items"]] == [one["id"]]
    assert refusal_of(await partner.http.get("/control/orders/1"))[:2] == (404, "ORDER_NOT_FOUND")
    labels = [each["label"] for each in (await partner.control("/keys"))["items"]]
    assert labels == ["partner-1", "partner-2"]


async def test_settings_are_shown_and_changed_exactly(partner: Partner) -> None:
    changed = await partner.control(
        "/settings",
        {"fee_percent": Decimal("2.5"), "months": [3], "processing_after": 0.5, "list_reference": False},
    )
    assert changed == await partner.control("/settings")
    assert (changed["fee_percent"], changed["months"], changed["processing_after"]) == (
        Decimal("2.5"),
        [3],
        Decimal("0.5"),
    )
    assert changed["ttl"] == 900
    assert (await partner.get("/pricing/fee"))["premium"] == {"months": [3], "fee_percent": Decimal("2.5")}
