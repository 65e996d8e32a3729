"""Each odd answer of the world panel, switched on by its name: the stand-in then does what the hint says."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import httpx
import pytest
from aiohttp import web

from bot.partner.addresses import same_account
from bot.sandbox.partner_api import World, WorldSettings, create_app
from bot.sandbox.partner_api.cases import CASES
from bot.sandbox.partner_api.market import Product

KEY = "osk_test_panel"
FIRST, GIFT = "GET /orders/10421", "GET /orders/10422"
STARS, PREMIUM, LIST = "POST /orders/stars", "POST /orders/premium", "GET /orders"
ABSENT = object()
Check = Callable[["Panel"], Awaitable[None]]


@dataclass
class Panel:
    """The stand-in: order 10421 of Stars (tg-1001), 10422 of Premium (tg-10012), 10423 that has expired."""

    world: World
    http: httpx.AsyncClient
    slept: list[float] = field(default_factory=list)

    async def begin(self, name: str) -> None:
        (await self.http.post("/control/cases", json={"label": name})).raise_for_status()

    async def ask(self, call: str, recipient: str = "pandus") -> httpx.Response:
        method, path = call.split()
        body = {"recipient_username": recipient, "payment_method": "ton_memo", "payment_currency": "TON"}
        body |= {"quantity": 100} if call == STARS else {"months": 6}  # type: ignore[dict-item]
        headers = {"Authorization": f"Bearer {KEY}"}
        return await self.http.request(
            method, f"/api/v1{path}", headers=headers, json=body if call in (STARS, PREMIUM) else None
        )

    async def row(self, call: str) -> dict[str, Any]:
        """The row of an answer, or its first row."""
        data = (await self.ask(call)).json()["data"]
        data = data.get("items", data) if isinstance(data, dict) else data
        return dict(data[0] if isinstance(data, list) else data)


@pytest.fixture
async def panel() -> AsyncIterator[Panel]:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    world = World(settings=WorldSettings(keys=(KEY,)), sleep=sleep)
    (account,) = world.accounts().values()
    world.place(account, Product.STARS, "pandus", 100, "tg-1001")
    world.place(account, Product.PREMIUM, "pandus", 6, "tg-10012")
    world.set_status(world.place(account, Product.STARS, "pandus", 50, "tg-7"), "expired")
    runner = web.AppRunner(create_app(world), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{runner.addresses[0][1]}", trust_env=False) as http:
        yield Panel(world, http, slept)
    await runner.cleanup()


def tells(call: str, **fields: object) -> Check:
    async def check(panel: Panel) -> None:
        row = await panel.row(call)
        assert {name: row.get(name, ABSENT) for name in fields} == fields

    return check


def answers(call: str, status: int, *words: str, **headers: str) -> Check:
    async def check(panel: Panel) -> None:
        answer = await panel.ask(call)
        assert answer.status_code == status
        assert all(word in answer.text for word in words), answer.text
        assert {name: answer.headers[name] for name in headers} == headers

    return check


def both(*checks: Check) -> Check:
    async def check(panel: Panel) -> None:
        for each in checks:
            await each(panel)

    return check


async def drips(panel: Panel) -> None:
    answer = await panel.ask(FIRST)
    assert set(panel.slept) == {4}
    assert len(panel.slept) > len(answer.content)


async def floods(panel: Panel) -> None:
    url, headers = f"{panel.http.base_url}/api/v1/orders/10421", {"Authorization": f"Bearer {KEY}"}
    async with aiohttp.ClientSession(headers=headers) as http, http.get(url) as answer:  # httpx takes seconds for it
        assert len(await answer.read()) > 64 * 2**20


async def has_one_odd_row(panel: Panel) -> None:
    rows = (await panel.ask(LIST)).json()["data"]["items"]
    assert [row["status"] is None for row in rows] == [True, False, False]


async def has_odd_rows(panel: Panel) -> None:
    assert {row["status"] for row in (await panel.ask(LIST)).json()["data"]["items"]} == {None}


async def refuses_durov(panel: Panel) -> None:
    answer = await panel.ask(STARS, "durov")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert (await panel.ask(STARS)).status_code == (await panel.ask(FIRST)).status_code == 200


async def finds_two(panel: Panel) -> None:
    rows = (await panel.ask("GET /orders/by-reference/tg-1001")).json()["data"]
    assert [row["client_reference"] for row in rows] == ["tg-10012", "tg-1001"]


async def names_nobody(panel: Panel) -> None:
    for call in (FIRST, LIST, STARS):
        assert "client_reference" not in await panel.row(call)


async def knows_nothing(panel: Panel) -> None:
    assert (await panel.ask(FIRST)).status_code == (await panel.ask("GET /orders/10423")).status_code == 404
    assert (await panel.ask(LIST)).json()["data"] == {"items": [], "total": 0}
    assert (await panel.ask("GET /orders/by-reference/tg-1001")).json()["data"] == []


async def forgets_what_expired(panel: Panel) -> None:
    assert (await panel.ask("GET /orders/10423")).status_code == 404
    assert (await panel.ask(FIRST)).status_code == 200
    assert [row["id"] for row in (await panel.ask(LIST)).json()["data"]["items"]] == [10422, 10421]


async def takes_the_ids_that_it_gives(panel: Panel) -> None:
    assert (await panel.row(LIST))["id"] == "ord:10423"
    assert (await panel.row("GET /orders/ord:10421"))["id"] == "ord:10421"
    assert (await panel.row("POST /orders/ord:10421/cancel"))["status"] == "cancelled"


def spells_it_otherwise(call: str, field: str, begins: str) -> Check:
    async def check(panel: Panel) -> None:
        (account,) = panel.world.accounts().values()
        told = (await panel.row(call))[field]
        assert told != account.address
        assert told.startswith(begins)
        assert same_account(told, account.address)

    return check


async def counts_both(panel: Panel) -> None:
    stars, gift = await panel.row(FIRST), await panel.row(GIFT)
    assert [(row["stars_amount"], row["premium_months"]) for row in (stars, gift)] == [(100, 3), (50, 6)]


async def changes_its_note(panel: Panel) -> None:
    first, second = [(await panel.row(FIRST))["note"] for _ in range(2)]
    assert re.fullmatch(r"seen at 20\S+", first)
    assert first != second


async def cancels_in_silence(panel: Panel) -> None:
    answer = await panel.ask("POST /orders/10421/cancel")
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await panel.row(FIRST))["status"] == "cancelled"


async def loses_then_refuses(panel: Panel) -> None:
    made = len(panel.world.orders())
    with pytest.raises(httpx.RemoteProtocolError):
        await panel.ask(STARS)
    assert len(panel.world.orders()) == made + 1
    assert (await panel.ask(STARS)).status_code == 422
    await knows_nothing(panel)
    assert (await panel.ask("POST /orders/10421/cancel")).status_code == 404


def pages(first: str, second: str, *, same: bool) -> Check:
    """Whether the second call shows the first page again, although there is more."""

    async def check(panel: Panel) -> None:
        (account,) = panel.world.accounts().values()
        for _ in range(60):
            panel.world.place(account, Product.STARS, "pandus", 50, None)
        one, two = (await panel.row(first))["id"], (await panel.row(second))["id"]
        assert (one == two) is same

    return check


def grows(call: str, field: str, length: int) -> Check:
    async def check(panel: Panel) -> None:
        answer = (await panel.ask(call)).json()
        assert len(answer[field] if field in answer else answer["data"][field]) >= length

    return check


def wraps(call: str, name: str) -> Check:
    async def check(panel: Panel) -> None:
        answer = (await panel.ask(call)).json()
        assert list((answer["data"] if "ok" in answer else answer)[name])

    return check


MEMO, RAW = "STARS-other1", spells_it_otherwise
EXPECTED: dict[str, Check] = {
    "Kept by a cache for 20 min": answers(FIRST, 200, Date="Thu, 16 Apr 2026 12:00:00 GMT", Age="1200"),
    "Proxy page with an old Date": answers(FIRST, 502, "<html>", Date="Thu, 16 Apr 2026 12:00:00 GMT"),
    "Retry after a day": answers(FIRST, 429, **{"Retry-After": "86400"}),
    "Retry after 31 years": answers(FIRST, 503, **{"Retry-After": "999999999"}),
    "Retry after a date": answers(STARS, 429, **{"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}),
    "A byte every 4 s": drips,
    "Headers, a byte every 4 s": drips,
    "A body of 64 MB": floods,
    "A firewall's page": both(*(answers(call, 403, "<html>") for call in (FIRST, STARS, "GET /balance"))),
    "One row without status": has_one_odd_row,
    "Every row without status": has_odd_rows,
    "Another order": tells(FIRST, id=77),
    "Another reference": tells("GET /orders/by-reference/tg-1001", client_reference="tg-10012"),
    "References that begin alike": finds_two,
    "No references": names_nobody,
    "Orders are unknown (404)": knows_nothing,
    "Expired orders are forgotten": forgets_what_expired,
    "Ids with a colon": takes_the_ids_that_it_gives,
    "Another memo later": both(tells(FIRST, payment_memo=MEMO), tells(LIST, payment_memo=MEMO)),
    "Another price later": tells(FIRST, price_ton=9.99),
    "Addresses in another spelling": both(
        RAW(FIRST, "payment_address", "0:"),
        RAW(STARS, "payment_address", "0:"),
        RAW("GET /balance", "topup_address", "0:"),
    ),
    "Another spelling later": RAW(FIRST, "payment_address", "EQ"),
    "Names of the other product": counts_both,
    "An unknown status": tells(FIRST, status="Teleporting"),
    "Status in an object": tells(FIRST, status={"id": 3, "name": "PENDING PAYMENT"}),
    "The end is a zero time": tells(STARS, expires_at="0001-01-01T00:00:00Z"),
    "A TTL, no end": tells(STARS, ttl=900, expires_at=ABSENT),
    "The end in two days": tells(STARS, expires_at="2099-01-01T00:00:00"),
    "Float noise in the price": answers(STARS, 200, "0.41800000000000004"),
    "A note of 5000 letters": grows(FIRST, "note", 5000),
    "A note that always changes": changes_its_note,
    "Cancel: 204": cancels_in_silence,
    "Create: ok false, no code": answers(STARS, 200, '{"ok": false}'),
    "Create: SERVER_ERROR with 200": answers(STARS, 200, '"ok": false', "SERVER_ERROR"),
    "Create: 403 page": both(answers(STARS, 403, "<html>"), answers(FIRST, 200)),
    "Create: 429 for @durov": refuses_durov,
    "Create: 403 for business": answers(PREMIUM, 403, "RECIPIENT_BLOCKED"),
    "Create: 422 of a framework": answers(STARS, 422, '{"detail": [', "field required"),
    "Create: error in an object": answers(STARS, 400, '"error": {"code"', "too small"),
    "Create: error of 9000 letters": grows(STARS, "error_message", 9000),
    "Create: only id and how to pay": tells(STARS, stars_amount=ABSENT, recipient_username=ABSENT, order_type=ABSENT),
    "Create: wrapped in order": wraps(STARS, "order"),
    "Create: status new": tells(STARS, status="new"),
    "Create: Premium as duration": both(
        tells(PREMIUM, duration="6", premium_months=ABSENT), tells(STARS, duration=ABSENT, stars_amount=100)
    ),
    "Create: nothing to pay": tells(STARS, payment_address=ABSENT, payment_memo=ABSENT),
    "Create: already paid": tells(STARS, status="paid"),
    "Create: another amount": tells(STARS, stars_amount=51),
    "Create: lost, then refused": loses_then_refuses,
    "Estimate in price.ton": tells("GET /pricing/estimate/stars?quantity=100", price={"ton": 0.5, "usd": 1.6}),
    "Estimate in dollars": tells("GET /pricing/estimate/premium?months=3", price=1.6, currency="USD", price_ton=ABSENT),
    "Estimate with float noise": answers("GET /pricing/estimate/stars?quantity=100", 200, "0.41800000000000004"),
    "Fees: a list": tells("GET /pricing/fee", product="stars", min_quantity=50),
    "Fees: null": answers("GET /pricing/fee", 200, '"data": null'),
    "Fees: 404": answers("GET /pricing/fee", 404),
    "Fees: max 0": tells("GET /pricing/fee", stars={"min_quantity": 50, "max_quantity": 0}),
    "Fees: other words for months": tells("GET /pricing/fee", premium={"terms": [1, 24]}),
    "Recipients: false": answers("GET /recipients/stars?username=pandus", 200, '"data": false'),
    "Recipients: cannot receive Stars": tells("GET /recipients/stars?username=pandus", can_receive_stars=False),
    "Recipients: not there": tells("GET /recipients/premium?username=pandus", exists=False),
    "Recipients: too many checks": answers("GET /recipients/stars?username=pandus", 400, "too many recipient checks"),
    "Recipients: no such route": answers("GET /recipients/stars?username=pandus", 404, "Route GET"),
    "Lists in rows": both(wraps(LIST, "rows"), wraps("GET /balance/transactions", "rows")),
    "Lists without an envelope": wraps(LIST, "data"),
    "Lists that nobody can read": both(answers(LIST, 200, '"warnings": []'), answers(FIRST, 200, '"id": 10421')),
    "Lists by page number": both(
        pages(f"{LIST}?per_page=20&page=1", f"{LIST}?per_page=20&page=2", same=False),
        pages(f"{LIST}?limit=20&offset=0", f"{LIST}?limit=20&offset=20", same=True),
    ),
    "Lists by cursor": both(
        wraps(f"{LIST}?limit=2", "next_cursor"), pages(f"{LIST}?limit=20", f"{LIST}?limit=20&cursor=c20", same=False)
    ),
    "Lists of one page": both(
        pages(f"{LIST}?limit=20", f"{LIST}?limit=20&offset=20", same=True), answers(f"{LIST}?limit=51", 400)
    ),
    "By memo: 404 in other words": answers("GET /orders/by-memo/STARS-nothing", 404, '{"detail": "no order"}'),
    "Balance in nanotons": tells("GET /balance", balance=12_500_000_000, unit="nanoton"),
    "A memo for top-ups": tells("GET /balance", topup_memo="a&b #1", balance_ton=12.5),
    "Odd transactions": answers("GET /balance/transactions", 200, '{"amount": 1}', "debit", "NANOTON", "USD"),
    "Health: 404": answers("GET /health", 404),
}


def test_each_case_of_the_panel_is_tried() -> None:
    assert EXPECTED.keys() == CASES.keys()


@pytest.mark.parametrize("name", EXPECTED)
async def test_a_case_of_the_panel_does_what_its_hint_says(panel: Panel, name: str) -> None:
    with pytest.raises((AssertionError, KeyError, pytest.fail.Exception)):  # not without it
        await EXPECTED[name](panel)
    panel.slept.clear()
    await panel.begin(name)
    await EXPECTED[name](panel)


async def test_a_case_that_is_removed_is_over(panel: Panel) -> None:
    await panel.begin("Orders are unknown (404)")
    await panel.begin("Lists in rows")
    (await panel.http.delete("/control/faults")).raise_for_status()
    assert (await panel.ask(FIRST)).status_code == 200
    assert (await panel.row(LIST))["id"] == 10423


async def test_a_case_that_nobody_knows_is_refused(panel: Panel) -> None:
    answer = await panel.http.post("/control/cases", json={"label": "Teapot"})
    assert answer.status_code == 400
    assert "GET /control/cases" in answer.text
