"""Compare the partner's real answers, and its OpenAPI if there is one, with what the client reads. Creates nothing."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx

from bot.partner.account import Balance, Stats, Transaction
from bot.partner.answers import Answer, ParseContext, wire_names
from bot.partner.calls import CALL_TIMEOUT, lacks
from bot.partner.envelope import Envelope
from bot.partner.errors import PartnerError, Unreadable
from bot.partner.goods import CreateFields, Product
from bot.partner.lists import find_next, find_rows
from bot.partner.order import AMOUNT_NAMES, Order
from bot.partner.prices import Estimate, Fees, TonRate
from bot.partner.recipients import RecipientCheck
from bot.partner.statuses import OrderStatus

SOME_AMOUNTS, SOME_USERNAME = {Product.STARS: 100, Product.PREMIUM: 3}, "durov"

DOCUMENT_TIMEOUT = 60.0
"""Seconds for all the places where a description may be."""

MAX_WORDS = 20
"""Remarks of one kind, and words in one line."""

DOCUMENTS = ("openapi.json", "swagger.json", "docs/openapi.json", "swagger/v1/swagger.json", "api-docs", "docs-json")
"""Where frameworks put their description, below the base URL or beside it."""

ENDPOINTS = (
    *("POST /orders/stars", "POST /orders/premium", "GET /orders", "GET /orders/{}", "GET /orders/by-memo/{}"),
    *("GET /orders/by-reference/{}", "GET /orders/stats/summary", "POST /orders/{}/cancel", "GET /pricing/ton-rate"),
    *("GET /pricing/fee", "GET /pricing/estimate/stars", "GET /pricing/estimate/premium", "GET /recipients/stars"),
    *("GET /recipients/premium", "GET /balance", "GET /balance/transactions", "GET /health"),
)


Json = dict[str, Any]


class Row(NamedTuple):
    """One endpoint. Names of fields only: no value of the partner's is shown."""

    endpoint: str
    result: str
    understood: str = ""
    missing: str = ""
    not_understood: str = ""


@dataclass
class Contract:
    """`http`: as `open_http` gives it, so the key goes to the partner's origin alone and no redirect is followed."""

    http: httpx.AsyncClient
    fields: CreateFields
    aliases: Mapping[str, OrderStatus]
    remarks: list[str] = field(default_factory=list)
    statuses: set[str] = field(default_factory=set)
    limits: dict[str, str] = field(default_factory=dict)

    async def ask(self) -> AsyncIterator[Row]:
        """A row for every GET endpoint. `remarks` and `read_document` say what to do afterwards."""
        yield await self._get("/health", None)
        yield await self._get("/pricing/ton-rate", TonRate.read)
        yield await self._get("/pricing/fee", Fees.read)
        for product, amount in SOME_AMOUNTS.items():
            params = {self.fields.amount(product): amount}
            yield await self._get(f"/pricing/estimate/{product}", Estimate.read, params)
        orders: list[Order] = []
        yield await self._get("/orders", self._rows_of(Order, orders), {"limit": 2, "offset": 0})
        order = orders[0] if orders else None
        await self._look_at_paging(orders)
        for route, value in (
            ("/orders/{id}", order and order.id),
            ("/orders/by-memo/{memo}", order and order.payment_memo),
            ("/orders/by-reference/{ref}", order and order.client_reference),
        ):
            if not value:
                yield Row(f"GET {route}", "not asked: no order with one")
                continue
            read = Order.read if route.endswith("{id}") else self._rows_of(Order, [])
            yield await self._get(re.sub("{.*}", quote(value, safe=""), route), read, shown=route)
        yield await self._get("/orders/stats/summary", Stats.read)
        for product in Product:
            username = order.recipient if order and order.recipient else SOME_USERNAME
            check = self._check_of(product, username)
            yield await self._get(f"/recipients/{product}", check, {"username": username})
        yield await self._get("/balance", Balance.read)
        yield await self._get("/balance/transactions", self._rows_of(Transaction, []), {"limit": 2, "offset": 0})

    async def _get(
        self,
        path: str,
        read: Callable[[Any, ParseContext], Any] | None,
        params: Mapping[str, str | int] | None = None,
        *,
        shown: str = "",
    ) -> Row:
        endpoint = f"GET {shown or path}"
        try:
            async with asyncio.timeout(CALL_TIMEOUT):
                response = await self.http.get(path, params=params)
        except (httpx.HTTPError, TimeoutError) as error:
            return Row(endpoint, f"no answer: {type(error).__name__}")
        self.limits |= {
            name: value[:40] for name, value in response.headers.items() if re.search("rate-?limit|retry-after", name)
        }
        if response.is_redirect:
            return Row(endpoint, f"{response.status_code}: a redirect, not followed")
        envelope = Envelope(response)
        try:
            data = envelope.open(keyed=False, now=envelope.date or datetime.now(UTC))
            value = read(data, ParseContext(self.aliases)) if read else None
        except Unreadable as error:
            names = ", ".join(error.names) or f"a {type(data).__name__}"
            return Row(endpoint, "unreadable", missing=error.field, not_understood=names)
        except PartnerError as error:
            return Row(endpoint, f"{type(error).__name__}: {error}")
        return _compare(endpoint, data, value)

    def _rows_of(self, model: type[Answer], into: list[Any]) -> Callable[[Any, ParseContext], Answer | None]:
        """Reads every row, notes words for a status that are not known, and returns the first row."""

        def read(data: Any, context: ParseContext) -> Answer | None:
            into.extend(model.read(row, context) for row in find_rows(data))
            for row in into:
                if isinstance(row, Order) and row.status is OrderStatus.UNKNOWN:
                    self.statuses.add(row.status_text)
            return into[0] if into else None

        return read

    def _check_of(self, product: Product, username: str) -> Callable[[Any, ParseContext], Answer]:
        def read(data: Any, context: ParseContext) -> Answer:
            check = RecipientCheck.of(product, username, data)
            if check.can_receive is None:
                raise lacks("can_receive", data)
            return check

        return read

    async def _look_at_paging(self, orders: list[Order]) -> None:
        if len(orders) < 2:
            return
        cursor: dict[str, str] = {}

        def read_cursor(data: Any, context: ParseContext) -> None:
            cursor.update(find_next(data) or {})

        await self._get("/orders", read_cursor, {"limit": 1})
        ways: dict[str, Mapping[str, str | int]] = {"limit and offset": {"limit": 1, "offset": 1}}
        if cursor:
            ways[f"a cursor ({', '.join(cursor)})"] = {"limit": 1, **cursor}
        ways["page and per_page"] = {"page": 2, "per_page": 1}
        for way, params in ways.items():
            second: list[Order] = []
            await self._get("/orders", self._rows_of(Order, second), params)
            if [order.id for order in second] == [orders[1].id]:
                if "offset" not in params:
                    self.remarks.append(f"GET /orders pages by {way}")
                return
        self.remarks.append("GET /orders does not page by limit and offset, page, or cursor: ask for the way of paging")

    # The partner's own description

    async def read_document(self) -> None:
        """Adds the remarks on the description, on words for a status, and on limits in headers."""
        document = await self._find_document()
        if document is None:
            self.remarks.append("no OpenAPI or Swagger found beside the base URL: ask for its address")
        else:
            self._compare_document(document)
        words = sorted(self.statuses)
        self.remarks += [f"status {word!r} is not known: STATUS_ALIASES={word}=…" for word in words[:MAX_WORDS]]
        if len(words) > MAX_WORDS:
            self.remarks.append(f"{len(words) - MAX_WORDS} more statuses are not known")
        limits = list(self.limits.items())[:MAX_WORDS]
        self.remarks += [f"limit in a header: {name}: {value} (PARTNER_RPS)" for name, value in limits]

    def _compare_document(self, document: Json) -> None:
        paths = {_path(path): _dict(methods) for path, methods in document["paths"].items()}
        for endpoint in ENDPOINTS:
            method, _, path = endpoint.partition(" ")
            if method.lower() not in next((paths[each] for each in paths if each.endswith(path)), {}):
                self.remarks.append(f"the description has no {endpoint}")
        for product in Product:
            methods = next((paths[each] for each in paths if each.endswith(f"/orders/{product}")), {})
            self._compare_create(product, _body_schema(_dict(methods.get("post")), document), document)
        for words in _enums_of("status", document):
            orders = [Order.read({"id": "1", "status": word}, ParseContext(self.aliases)) for word in words]
            self.statuses |= {order.status_text for order in orders if order.status is OrderStatus.UNKNOWN}

    async def _find_document(self) -> Json | None:
        base = self.http.base_url
        folders = [part for part in base.path.split("/") if part]
        places = ["/" + "/".join(folders[:depth]) for depth in range(len(folders), -1, -1)]
        with suppress(TimeoutError):
            async with asyncio.timeout(DOCUMENT_TIMEOUT):
                for url in (f"{place.rstrip('/')}/{name}" for place in places for name in DOCUMENTS):
                    document = await self._document_at(str(base.copy_with(path=url)))
                    if "paths" in document:
                        return document
        return None

    async def _document_at(self, url: str) -> Json:
        """Empty where there is none."""
        try:
            async with asyncio.timeout(CALL_TIMEOUT):
                response = await self.http.get(url)
            document = _dict(json.loads(response.content)) if response.is_success else {}
        except (httpx.HTTPError, TimeoutError, ValueError, RecursionError):
            return {}
        return document if isinstance(document.get("paths"), dict) else {}

    def _compare_create(self, product: Product, schema: Json, document: Json) -> None:
        told = {name: _resolve(each, document) for name, each in _dict(schema.get("properties")).items()}
        if not told:
            return
        where = f"POST /orders/{product}"
        amount = self.fields.amount(product)
        if amount not in told:
            other = next((name for name in AMOUNT_NAMES[product] if name in told), None)
            mend = f"PARTNER_PREMIUM_FIELD={other}" if other and product is Product.PREMIUM else "no setting mends that"
            self.remarks.append(f"{where} has no {amount!r}: {mend}")
        for name in ("payment_method", "payment_currency"):
            choices = _list(told.get(name, {}).get("enum"))
            if choices and getattr(self.fields, name) not in choices:
                words = " or ".join(str(choice)[:40] for choice in choices[:MAX_WORDS])
                self.remarks.append(f"{where} takes other values of {name}: PARTNER_{name.upper()}={words}")
        sent = {"recipient_username", amount, "payment_method", "payment_currency", "client_reference"}
        for name in sorted(sent - {amount} - told.keys()):
            self.remarks.append(f"{where} has no {name!r}: no setting mends that")
        required = {name for name in _list(schema.get("required")) if isinstance(name, str)}
        for name in sorted(required - sent)[:MAX_WORDS]:
            self.remarks.append(f"{where} requires {name[:40]!r}, which is not sent: no setting mends that")


def table(rows: Iterable[Row]) -> list[str]:
    """The rows below their heads, in columns."""
    lines = [Row("endpoint", "result", "understood", "missing", "there, not understood"), *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(Row._fields))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]


def _compare(endpoint: str, data: Any, value: Any) -> Row:
    if not isinstance(value, Answer):
        return Row(endpoint, "ok" if value is None and data is not None else "ok, empty")
    names = wire_names(type(value))
    told = {name for name in names if getattr(value, name) not in (None, "", ())}
    own = {"as_of", "has_odd_end", "status_text", "paid_ton", "note"}
    if isinstance(value, RecipientCheck):
        own.add("product")
    extra = {} if isinstance(value, RecipientCheck) else value.model_extra or {}
    return Row(
        endpoint,
        "ok",
        ", ".join(name for name in names if name in told - own),
        ", ".join(name for name in names if name not in told | own),
        ", ".join(sorted(name[:40] for name in extra)[:12]),
    )


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _path(path: str) -> str:
    return re.sub(r"{[^}]*}|:\w+", "{}", path.partition("?")[0].rstrip("/"))


def _resolve(node: Any, document: Json, depth: int = 5) -> Json:
    """A schema behind its `$ref`, with the parts of `allOf` put together. Empty for what is no schema."""
    schema = _dict(node) if depth else {}
    if isinstance(reference := schema.get("$ref"), str):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = _dict(found).get(part)
        return _resolve(found, document, depth - 1)
    for part in _list(schema.get("allOf")):
        inner = _resolve(part, document, depth - 1)
        properties = _dict(schema.get("properties")) | _dict(inner.get("properties"))
        schema = schema | inner | {"properties": properties}
    return schema


def _body_schema(operation: Json, document: Json) -> Json:
    """What a POST takes, in OpenAPI 3 or in Swagger 2."""
    content = _dict(_resolve(operation.get("requestBody"), document).get("content"))
    schemas = [_dict(each).get("schema") for each in content.values()]
    schemas += [
        each.get("schema") for each in map(_dict, _list(operation.get("parameters"))) if each.get("in") == "body"
    ]
    return _resolve(next(filter(None, schemas), None), document)


def _enums_of(name: str, node: Any, depth: int = 50) -> Iterable[list[str]]:
    """Every list of words for a property of that name."""
    for each in (node.values() if isinstance(node, dict) else _list(node)) if depth else ():
        yield from _enums_of(name, each, depth - 1)
    if words := _list(_dict(_dict(node).get(name)).get("enum")):
        yield [word for word in words if isinstance(word, str)]
