"""`python -m bot doctor --contract` from its words to its exit code."""

import asyncio
import copy
import json
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.__main__ import main
from bot.config import Settings
from tests.partner.test_contract import KEY, OURS, Provider, nothing, provider, says
from tests.support.shop import TOKEN


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in {"BOT_TOKEN": TOKEN, "PARTNER_API_KEY": KEY, "ADMIN_IDS": "3003"}.items():
        monkeypatch.setenv(name, value)


async def run(shop: Provider, monkeypatch: pytest.MonkeyPatch, **settings: str) -> int:
    """The exit code. The command has an event loop of its own, and the provider answers on that of the test."""
    for name, value in {"PARTNER_API_URL": f"{shop.base}/api/v1", **settings}.items():
        monkeypatch.setenv(name, value)
    return await asyncio.to_thread(main, ["doctor", "--contract"])


@pytest.mark.parametrize(
    ("path", "data", "code", "row"),
    [
        ("", None, 0, ("GET /balance", "ok", "balance_ton")),
        ("/balance", {"guthaben": "5"}, 1, ("GET /balance", "unreadable", "balance_ton", "guthaben")),
        ("/pricing/estimate", {"preis": 1}, 1, ("GET /pricing/estimate/stars", "unreadable", "price_ton", "preis")),
    ],
    ids=["all is read", "balance", "estimate"],
)
async def test_the_exit_code_says_whether_all_could_be_read(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    path: str,
    data: Any,
    code: int,
    row: tuple[str, ...],
) -> None:
    async with provider(says(OURS)) as shop:
        if path:
            body = json.dumps({"ok": True, "data": data})
            await shop.control("/faults", {"kind": "answer", "path": path, "status": 200, "body": body, "times": None})
        assert await run(shop, monkeypatch) == code
        assert {request.method for request in shop.seen} == {"GET"}
        assert len(shop.world.orders()) == 2, "nothing is created"
    printed = capsys.readouterr()
    assert [line for line in printed.out.splitlines() if all(word in line for word in row)]
    assert KEY not in printed.out + printed.err


async def test_another_origin_gets_no_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither by a redirect of an endpoint, nor by one of a description, nor by what a description names."""
    got = []

    async def answer(request: web.Request) -> web.Response:
        got.append(request.url)
        return web.json_response({"ok": True, "data": {"balance_ton": "1"}})

    elsewhere = web.Application()
    elsewhere.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(elsewhere) as other:
        away = str(other.make_url("/"))
        named = copy.deepcopy(OURS) | {"servers": [{"url": away}]}
        named["paths"]["/orders/stars"]["post"]["requestBody"] = {"$ref": f"{away}schema.json"}

        def document(request: web.Request) -> web.StreamResponse | None:
            if request.path == "/api/v1/openapi.json":
                raise web.HTTPFound(f"{away}openapi.json")
            return says(named)(request)

        async with provider(document) as shop:
            moved = {"kind": "answer", "path": "/balance", "status": 302, "headers": {"Location": f"{away}balance"}}
            await shop.control("/faults", moved | {"body": "", "times": None})
            assert await run(shop, monkeypatch) == 1
            assert "/openapi.json" in {request.path for request in shop.seen}
    assert got == []
    assert KEY not in capsys.readouterr().out


def swagger_2() -> dict[str, Any]:
    """What we expect of a partner in the words of Swagger 2, with other names for Premium."""
    create = {
        "recipient_username": {"type": "string"},
        "client_reference": {"type": "string"},
        "payment_method": {"type": "string", "enum": ["ton"]},
        "payment_currency": {"type": "string", "enum": ["TON"]},
    }
    return {
        "swagger": "2.0",
        "info": {"title": "Partner", "version": "1"},
        "basePath": "/api/v1",
        "consumes": ["application/json"],
        "paths": {
            f"/orders/{product}": {
                "post": {
                    "parameters": [
                        {"in": "header", "name": "Idempotency-Key", "type": "string"},
                        {"in": "body", "name": "body", "schema": {"$ref": f"#/definitions/{product}"}},
                    ],
                    "responses": {"200": {"description": "the order", "schema": {"$ref": "#/definitions/order"}}},
                }
            }
            for product in ("stars", "premium")
        },
        "definitions": {
            "stars": {"type": "object", "properties": {**create, "quantity": {"type": "integer"}}},
            "premium": {
                "type": "object",
                "required": ["duration_months", "terms"],
                "properties": {**create, "duration_months": {"type": "integer"}},
            },
            "order": {"type": "object", "properties": {"status": {"type": "string", "enum": ["PAID", "teleporting"]}}},
        },
    }


async def test_swagger_2_is_compared_as_openapi_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with provider(says(swagger_2(), "/swagger.json")) as shop:
        assert await run(shop, monkeypatch) == 0
        told = capsys.readouterr().out.splitlines()
        assert "! POST /orders/premium has no 'months': PARTNER_PREMIUM_FIELD=duration_months" in told
        assert "! POST /orders/stars takes other values of payment_method: PARTNER_PAYMENT_METHOD=ton" in told
        assert "! POST /orders/premium requires 'terms', which is not sent: no setting mends that" in told
        assert "! status 'teleporting' is not known: STATUS_ALIASES=teleporting=…" in told
        assert "! the description has no GET /balance" in told
        assert not [line for line in told if "payment_currency" in line or "has no 'quantity'" in line]
        await run(shop, monkeypatch, PARTNER_PREMIUM_FIELD="duration_months", PARTNER_PAYMENT_METHOD="ton")
        mended = capsys.readouterr().out
        assert "PARTNER_PREMIUM_FIELD" not in mended
        assert "PARTNER_PAYMENT_METHOD" not in mended


async def test_a_partner_that_describes_nothing_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with provider(nothing) as shop:
        assert await run(shop, monkeypatch) == 0
    assert "! no OpenAPI or Swagger found beside the base URL: ask for its address" in capsys.readouterr().out
