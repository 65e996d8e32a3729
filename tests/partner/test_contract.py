"""`doctor --contract` against variants of the stand-in and of its OpenAPI: it finds differences, creates nothing."""

import asyncio
import copy
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot import config, doctor
from bot.__main__ import main
from bot.config import ConfigError, Settings
from bot.partner.client import PartnerClient
from bot.partner.contract import Contract, Row, table
from bot.partner.goods import CreateFields, Product
from bot.partner.http import open_http
from bot.partner.order import OrderRequest
from bot.sandbox.partner_api import World, WorldSettings, mount
from bot.sandbox.partner_api.wire import enveloped
from tests.support.settings import settings_from
from tests.support.shop import TOKEN

KEY = "osk_test_very_secret"
OURS: dict[str, Any] = json.loads(Path("bot/sandbox/partner_api/openapi.json").read_text("utf-8"))
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
STARS = OrderRequest(product=Product.STARS, recipient="pandus", amount=100, client_reference="tg-1")


class Provider:
    """The stand-in with one description of itself, and the calls that it has seen."""

    def __init__(self, base: str, world: World, seen: list[web.BaseRequest]) -> None:
        self.base, self.world, self.seen = base, world, seen

    async def learn(self, **fields: str) -> tuple[dict[str, Row], list[str]]:
        async with open_http(f"{self.base}/api/v1", SecretStr(KEY)) as http:
            contract = Contract(http, CreateFields(**fields), {})
            rows = {row.endpoint: row async for row in contract.ask()}
            await contract.read_document()
        assert KEY not in "\n".join([*table(rows.values()), *contract.remarks])
        return rows, contract.remarks

    async def control(self, path: str, body: dict[str, Any]) -> None:
        async with httpx.AsyncClient(base_url=f"{self.base}/control", trust_env=False) as http:
            (await http.post(path, json=body)).raise_for_status()


@asynccontextmanager
async def provider(
    document: Callable[[web.Request], web.StreamResponse | None], orders: int = 2
) -> AsyncIterator[Provider]:
    world, seen = World(settings=WorldSettings(keys=(KEY,))), list[web.BaseRequest]()

    @web.middleware
    async def described(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/control"):
            seen.append(request)
        if request.path.endswith(("json", "api-docs")):
            return document(request) or web.Response(status=404)
        return await handler(request)

    app = web.Application(middlewares=[described, enveloped])
    mount(app, world)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with open_http(f"{base}/api/v1", SecretStr(KEY)) as http:
            for number in range(orders):
                await PartnerClient(http).create_order(STARS, UUID(int=number + 1))
        seen.clear()
        yield Provider(base, world, seen)
    finally:
        await runner.cleanup()


def says(document: dict[str, Any], path: str = "/openapi.json") -> Callable[[web.Request], web.StreamResponse | None]:
    return lambda request: web.json_response(document) if request.path == path else None


def nothing(_: web.Request) -> None:
    return None


def body_of(document: dict[str, Any], product: str) -> dict[str, Any]:
    schema = document["paths"][f"/orders/{product}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    if "$ref" in schema:
        return dict(document["components"]["schemas"])[schema["$ref"].rpartition("/")[2]]  # type: ignore[no-any-return]
    return schema  # type: ignore[no-any-return]


async def test_the_stand_in_itself_is_understood_and_nothing_is_created() -> None:
    async with provider(says(OURS)) as shop:
        rows, remarks = await shop.learn()
        assert len(rows) == 14
        assert {row.result for row in rows.values()} == {"ok"}
        assert remarks == []
        assert "payment_memo" in rows["GET /orders/{id}"].understood
        assert {request.method for request in shop.seen} == {"GET"}
        assert len(shop.world.orders()) == 2


async def test_other_names_are_told_with_the_setting_that_mends_them() -> None:
    other = copy.deepcopy(OURS)
    gift = body_of(other, "premium")
    gift["properties"]["duration_months"] = gift["properties"].pop("months")
    gift["properties"]["payment_method"] = {"enum": ["ton", "balance"]}
    gift["properties"]["payment_currency"] = {"enum": ["TONCOIN"]}
    gift["required"] = ["duration_months", "recipient_username", "terms"]
    del gift["properties"]["client_reference"]
    other["components"]["schemas"]["Status2"] = {"properties": {"status": {"enum": ["confirming", "paid"]}}}
    async with provider(says(other, "/api/v1/openapi.json")) as shop:
        _, remarks = await shop.learn()
        assert "POST /orders/premium has no 'months': PARTNER_PREMIUM_FIELD=duration_months" in remarks
        assert any(remark.endswith("PARTNER_PAYMENT_METHOD=ton or balance") for remark in remarks)
        assert any(remark.endswith("PARTNER_PAYMENT_CURRENCY=TONCOIN") for remark in remarks)
        assert "POST /orders/premium has no 'client_reference': no setting mends that" in remarks
        assert any("requires 'terms'" in remark for remark in remarks)
        assert "status 'confirming' is not known: STATUS_ALIASES=confirming=…" in remarks
        _, mended = await shop.learn(premium="duration_months", payment_method="ton", payment_currency="TONCOIN")
        assert not any("PARTNER_" in remark for remark in mended if "/orders/premium" in remark)


async def test_wrappers_unknown_fields_and_words_are_told() -> None:
    async with provider(nothing) as shop:
        odd = {"status": "teleporting", "speed": 3}
        await shop.control("/faults", {"kind": "patch", "path": "/orders", "patch": odd, "wrap": "anything"})
        rows, remarks = await shop.learn()
        assert rows["GET /orders"].result == "ok"
        assert rows["GET /orders"].not_understood == "speed"
        assert "status 'teleporting' is not known: STATUS_ALIASES=teleporting=…" in remarks
        assert any("no OpenAPI or Swagger" in remark for remark in remarks)


async def test_an_estimate_in_strange_words_names_what_was_there() -> None:
    async with provider(nothing) as shop:
        await shop.control(
            "/faults",
            {"kind": "answer", "status": 200, "path": "/pricing/estimate", "body": '{"ok": true, "data": {"cena": 1}}'},
        )
        rows, _ = await shop.learn()
        assert rows["GET /pricing/estimate/stars"] == Row(
            "GET /pricing/estimate/stars", "unreadable", "", "price_ton", "cena"
        )


async def test_missing_endpoints_are_told() -> None:
    less = copy.deepcopy(OURS)
    for path in ("/orders/by-memo/{memo}", "/orders/{id}/cancel"):
        del less["paths"][path]
    async with provider(says(less, "/swagger.json"), orders=0) as shop:
        await shop.control("/faults", {"kind": "error", "path": "/orders/stats", "status": 404})
        rows, remarks = await shop.learn()
        assert rows["GET /orders/stats/summary"].result.startswith("NotFound: 404")
        assert rows["GET /orders/{id}"].result == "not asked: no order with one"
        assert rows["GET /orders/by-memo/{memo}"].result == "not asked: no order with one"
        assert "the description has no GET /orders/by-memo/{}" in remarks
        assert "the description has no POST /orders/{}/cancel" in remarks


async def test_a_login_page_is_no_description_and_no_redirect_is_followed() -> None:
    def login(request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/api"):
            return web.Response(text="<html><form>Log in</form></html>", content_type="text/html")
        return web.Response(status=302, headers={"Location": "https://elsewhere.test/login"})

    async with provider(login) as shop:
        await shop.control(
            "/faults",
            {"kind": "answer", "path": "/balance", "status": 302, "body": "", "headers": {"Location": "/elsewhere"}},
        )
        rows, remarks = await shop.learn()
        assert any("no OpenAPI or Swagger" in remark for remark in remarks)
        assert rows["GET /balance"].result == "302: a redirect, not followed"
        assert not any("elsewhere" in request.path for request in shop.seen)


ODD_PARTS: dict[str, list[Any]] = {
    "properties": [["quantity"], None, "x", {"quantity": None, "months": [1]}],
    "required": [True, [{"a": 1}], [1, None], "quantity", {}],
    "allOf": [None, [{"properties": [1]}], {"a": 1}, [None, 7]],
    "$ref": ["#/nowhere", "#/components/schemas", "http://elsewhere/", 7],
}


@pytest.mark.parametrize(("part", "value"), [(part, value) for part, values in ODD_PARTS.items() for value in values])
async def test_an_odd_schema_is_no_error(part: str, value: Any) -> None:
    document = copy.deepcopy(OURS)
    for product in Product:
        body_of(document, product)[part] = value
    async with provider(says(document)) as shop:
        rows, _ = await shop.learn()
        assert {row.result for row in rows.values()} == {"ok"}


@pytest.mark.parametrize(
    "operation",
    [
        {"requestBody": {"content": ["application/json"]}},
        {"requestBody": {"content": {"application/json": "schema"}}},
        {"requestBody": []},
        {"parameters": {"in": "body"}},
        {"parameters": ["quantity", None, {"in": "body", "schema": ["x"]}]},
        {"parameters": None},
        None,
        "POST",
    ],
    ids=str,
)
async def test_an_odd_operation_is_no_error(operation: Any) -> None:
    document = copy.deepcopy(OURS) | {
        "paths": OURS["paths"] | {"/orders/stars": {"post": operation}, "//[": {}, "/x": 7}
    }
    async with provider(says(document)) as shop:
        rows, _ = await shop.learn()
        assert {row.result for row in rows.values()} == {"ok"}


async def test_ten_thousand_words_are_some_lines() -> None:
    words = [f"w{number}" for number in range(10_000)]
    document = copy.deepcopy(OURS)
    document["components"]["schemas"]["Odd"] = {"properties": {"status": {"enum": words}}}
    body_of(document, "stars")["required"] = words
    async with provider(says(document)) as shop:
        _, remarks = await shop.learn()
        assert len(remarks) < 60
        assert "9980 more statuses are not known" in remarks


async def test_a_server_that_never_ends_an_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.05)

    monkeypatch.setattr("bot.partner.contract.CALL_TIMEOUT", 0.2)
    app = web.Application()
    app.router.add_get("/{path:.*}", drip)
    async with TestServer(app) as server, open_http(str(server.make_url("/api/v1")), SecretStr(KEY)) as http:
        contract = Contract(http, CreateFields(), {})
        results = {row.result for row in [row async for row in contract.ask()]}
        await contract.read_document()
    assert results == {"no answer: TimeoutError", "not asked: no order with one"}
    assert contract.remarks == ["no OpenAPI or Swagger found beside the base URL: ask for its address"]


async def test_the_words_of_the_partner_cannot_forge_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = copy.deepcopy(OURS)
    forged = "x\n\u001b[2J✓ partner API: everything is fine"
    document["components"]["schemas"]["Odd"] = {"properties": {"status": {"enum": [forged, "\u2028y"]}}}
    async with provider(says(document)) as shop:
        settings = settings_from({"BOT_TOKEN": TOKEN, "PARTNER_API_KEY": KEY, "PARTNER_API_URL": f"{shop.base}/api/v1"})
        lines = list[str]()
        assert await doctor.check_contract(settings, lines.append)
    assert next(line for line in lines if "everything is fine" in line).startswith("! status")
    assert all(line.isprintable() for line in lines)


async def test_limits_in_headers_and_paging_that_is_not_honoured_are_told() -> None:
    async with provider(nothing) as shop:
        fault = {"kind": "patch", "path": "/orders", "patch": {"id": 7}, "headers": {"X-RateLimit-Limit": "60"}}
        await shop.control("/faults", fault)
        _, remarks = await shop.learn()
        assert "limit in a header: x-ratelimit-limit: 60 (PARTNER_RPS)" in remarks
    async with provider(nothing) as shop:
        await shop.control("/faults", {"kind": "patch", "path": "/orders", "row": 0, "patch": {"id": 7}})
        _, remarks = await shop.learn()
        assert any("does not page" in remark for remark in remarks)


@pytest.mark.parametrize(
    ("paging", "told"),
    [
        ("page", "by page and per_page"),
        ("cursor", "by a cursor (cursor)"),
        ("none", "ask for the way"),
    ],
)
async def test_an_unusual_way_of_paging_is_told(paging: str, told: str) -> None:
    async with provider(nothing) as shop:
        await shop.control("/settings", {"paging": paging})
        _, remarks = await shop.learn()
        assert [told in remark for remark in remarks if remark.startswith("GET /orders") and "page" in remark] == [True]


def test_the_command_needs_a_configuration(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(config, "load_settings", lambda: (_ for _ in ()).throw(ConfigError("BOT_TOKEN is missing")))
    assert main(["doctor", "--contract"]) == 1
    assert "BOT_TOKEN is missing" in capsys.readouterr().out
    assert main(["nonsense"]) == 2
