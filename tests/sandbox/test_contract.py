"""The contract as a document: the stand-in keeps it under fire, and the client speaks it and reads all of it."""

import asyncio
import functools
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, cast
from uuid import UUID

import httpx
import jsonschema_rs
import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr

from bot.partner.account import Balance, Stats, Transaction
from bot.partner.answers import Answer, wire_names
from bot.partner.client import PartnerClient
from bot.partner.goods import Goods, Product
from bot.partner.http import open_http
from bot.partner.lists import Page
from bot.partner.order import Order, OrderRequest
from bot.partner.prices import Estimate, Fees, TonRate
from bot.partner.recipients import RecipientCheck
from bot.sandbox.partner_api import World, WorldSettings, create_app

pytestmark = pytest.mark.elsewhere

CONTRACT: dict[str, Any] = json.loads(Path("bot/sandbox/partner_api/openapi.json").read_text("utf-8"))
KEY = "osk_test_contract"
VERBS = {"get", "post", "put", "patch", "delete"}

MODELS: dict[str, tuple[type[Answer], ...]] = {
    "Order": (Order,),
    "Summary": (Stats,),
    "TonRate": (TonRate,),
    "Fees": (Fees,),
    "Estimate": (Estimate,),
    "Recipient": (RecipientCheck,),
    "Balance": (Balance,),
    "Transaction": (Transaction,),
}


@contextmanager
def serving(app: web.Application) -> Iterator[str]:
    """The application in a thread of its own: its caller blocks. Gives its address."""
    loop, runner = asyncio.new_event_loop(), web.AppRunner(app, access_log=None)

    async def start() -> str:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield asyncio.run_coroutine_threadsafe(start(), loop).result(30)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


@pytest.fixture(scope="module")
def partner_url() -> Iterator[str]:
    world = World(random=Random(7), settings=WorldSettings(keys=(KEY,)))
    with serving(create_app(world)) as url:
        yield url


# The stand-in keeps the contract


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, verbs in CONTRACT["paths"].items():
        for verb, operation in verbs.items():
            if verb in VERBS:
                yield path, verb, operation


@functools.cache
def schema() -> Any:
    """Read when the first test asks: reading it takes seconds, and each worker collects all tests."""
    import schemathesis
    from schemathesis.config import SchemathesisConfig

    # Unknown query parameters are ignored, as most servers do. The key is always sent; its own check leaves it out.
    generation = {"allow-extra-parameters": False, "with-security-parameters": False}
    config = SchemathesisConfig.from_dict({"generation": generation})
    return schemathesis.openapi.from_dict(CONTRACT, config=config)


@pytest.mark.parametrize(("path", "verb"), [(path, verb) for path, verb, _ in operations()])
def test_the_stand_in_keeps_the_contract(path: str, verb: str, partner_url: str) -> None:
    """Good and bad requests of every kind: no answer that the document does not announce."""

    @given(case=schema()[path][verb].as_strategy())
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def keeps(case: Any) -> None:
        case.call_and_validate(base_url=f"{partner_url}/api/v1", headers={"Authorization": f"Bearer {KEY}"})

    keeps()


# The client speaks it


def whole(part: dict[str, Any]) -> dict[str, Any]:
    """A schema with what its references need beside it."""
    return part | {"components": CONTRACT["components"]}


def check(value: Any, part: dict[str, Any]) -> None:
    jsonschema_rs.Draft202012Validator(whole(part), validate_formats=True).validate(value)


def operation_of(request: httpx.Request) -> tuple[str, dict[str, Any]]:
    path = request.url.path.removeprefix("/api/v1")
    for template, verb, operation in sorted(operations(), key=lambda each: each[0].count("{")):
        if verb.upper() == request.method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
            return f"{request.method} {template}", operation
    raise AssertionError(f"the contract has no {request.method} {path}")


class Witness(httpx.AsyncHTTPTransport):
    """Holds every request of the client, and every answer to it, against the document."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name, operation = operation_of(request)
        self.seen.add(name)
        self._check_request(request, operation)
        response = await super().handle_async_request(request)
        content = await response.aread()
        part = operation["responses"][str(response.status_code)]
        if "$ref" in part:
            part = CONTRACT["components"]["responses"][part["$ref"].rpartition("/")[2]]
        check(json.loads(content), part["content"]["application/json"]["schema"])
        return httpx.Response(response.status_code, headers=response.headers, content=content)

    def _check_request(self, request: httpx.Request, operation: dict[str, Any]) -> None:
        told = {each["name"]: each for each in operation.get("parameters", ()) if each["in"] == "query"}
        assert set(request.url.params) <= set(told)
        assert {name for name, each in told.items() if each["required"]} <= set(request.url.params)
        for name, value in request.url.params.items():
            integer = told[name]["schema"]["type"] == "integer"
            check(int(value) if integer else value, told[name]["schema"])
        if "requestBody" in operation:
            check(json.loads(request.content), operation["requestBody"]["content"]["application/json"]["schema"])
            assert UUID(request.headers["Idempotency-Key"])
        else:
            assert not request.content


async def test_the_client_speaks_the_contract_at_all_seventeen_endpoints(partner_url: str) -> None:
    witness = Witness()
    async with open_http(f"{partner_url}/api/v1", SecretStr(KEY), transport=witness) as http:
        client = PartnerClient(http)
        stars = OrderRequest(product=Product.STARS, recipient="pandus", amount=100, client_reference="tg-1-inv_7")
        order = await client.create_order(stars, UUID(int=1))
        premium = OrderRequest(product=Product.PREMIUM, recipient="pandus", amount=6, client_reference="tg-1")
        await client.create_order(premium, UUID(int=2))
        assert stars.same_as(await client.order(order.id))
        assert (await client.orders(status="pending_payment", limit=5, offset=1)).total
        assert await client.order_by_memo(order.payment.memo)
        assert await client.order_by_memo("STARS-unknown") is None
        assert await client.orders_by_reference("tg-1-inv_7")
        assert (await client.cancel_order(order.id)).status == "cancelled"
        assert (await client.stats()).total_orders
        assert (await client.ton_rate()).ton_usd
        assert (await client.fees()).months
        for product, amount in ((Product.STARS, 100), (Product.PREMIUM, 6)):
            assert (await client.estimate(Goods(product=product, amount=amount))).price_ton
            assert (await client.check_recipient(product, "pandus")).can_receive
        assert (await client.balance()).topup_address
        assert (await client.transactions()).items
        assert await client.health()
    assert witness.seen == {f"{verb.upper()} {path}" for path, verb, _ in operations()}
    assert len(witness.seen) == 17


# The client reads all of it


@pytest.mark.parametrize("name", MODELS)
def test_every_field_of_the_contract_has_its_place_in_the_models(name: str) -> None:
    described = CONTRACT["components"]["schemas"][name]
    for model in MODELS[name]:
        read = {part for wire in wire_names(model).values() for each in wire for part in (each, each.partition(".")[0])}
        extra = {"paid_ton", "note", "quantity", "months", "price_usd"}  # kept beside ours, unread
        assert set(described["properties"]) - extra <= read
        for field, wire in wire_names(model).items():
            if model.model_fields[field].is_required() and field not in ("status_text", "product"):
                assert set(described["required"]) & {each.partition(".")[0] for each in wire}, field


@pytest.mark.parametrize("name", ["Orders", "Transactions"])
def test_the_lists_of_the_contract_are_pages(name: str) -> None:
    described = CONTRACT["components"]["schemas"][name]["properties"]
    assert set(described) == {"items", "total"}
    page = Page.read({"items": [{"id": 7}], "total": 9}, lambda row: row)
    assert (page.items, page.total) == (({"id": 7},), 9)


def test_everything_says_whether_it_is_a_fact_or_a_decision() -> None:
    marks = {"fact", "decision"}
    parts = [operation for _, _, operation in operations()]
    parts += [each for operation in parts for each in operation.get("parameters", ())]
    parts += CONTRACT["components"]["schemas"].values()
    parts += CONTRACT["components"]["responses"].values()
    parts += CONTRACT["components"]["schemas"]["Order"]["properties"].values()
    assert [part for part in parts if part.get("x-source") not in marks] == []


# Its page


async def test_the_page_and_the_document_are_served_and_need_nothing_from_elsewhere(partner_url: str) -> None:
    async with httpx.AsyncClient(base_url=partner_url) as http:
        assert (await http.get("/openapi.json")).json() == CONTRACT
        page = await http.get("/docs")
        key = cast(str, (await http.post("/control/keys")).json()["key"])
        balance = await http.get("/api/v1/balance", headers={"Authorization": f"Bearer {key}"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", page.text)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert key.startswith("osk_test_")
    assert balance.json()["ok"], "a key that the page hands out works"
