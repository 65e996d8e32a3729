"""Compare the partner's real answers, and its OpenAPI if there is one, with what the client reads. Creates nothing."""

import json
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import httpx

from bot.partner.errors import PartnerError, Unreadable
from bot.partner.models import (
    AMOUNT_NAMES,
    Balance,
    CreateFields,
    Estimate,
    Fees,
    Order,
    OrderStatus,
    Product,
    RecipientCheck,
    Stats,
    TonRate,
    Transaction,
)
from bot.partner.parsing import Answer, Envelope, ParseContext, find_next, find_rows, wire_names

SOME_AMOUNTS, SOME_USERNAME = {Product.STARS: 100, Product.PREMIUM: 3}, "durov"

DOCUMENTS = ("openapi.json", "swagger.json", "docs/openapi.json", "swagger/v1/swagger.json", "api-docs", "docs-json")
"""Where frameworks put their description, below the base URL or beside it."""

ENDPOINTS = (
    *("POST /orders/stars", "POST /orders/premium", "GET /orders", "GET /orders/{}", "GET /orders/by-memo/{}"),
    *("GET /orders/by-reference/{}", "GET /orders/stats/summary", "POST /orders/{}/cancel", "GET /pricing/ton-rate"),
    *("GET /pricing/fee", "GET /pricing/estimate/stars", "GET /pricing/estimate/premium", "GET /recipients/stars"),
    *("GET /recipients/premium", "GET /balance", "GET /balance/transactions", "GET /health"),
)


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
    aliases: Mapping[str, str]
    remarks: list[str] = field(default_factory=list)
    statuses: set[str] = field(default_factory=set)
    limits: dict[str, str] = field(default_factory=dict)

    async def ask(self) -> AsyncIterator[Row]:
        """A row for every GET endpoint; afterwards `remarks` say what to do."""
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
        await self._read_document()
        self.remarks += [f"status {word!r} is not known: STATUS_ALIASES={word}=…" for word in sorted(self.statuses)]
        self.remarks += [f"limit in a header: {name}: {value} (PARTNER_RPS)" for name, value in self.limits.items()]

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
            response = await self.http.get(path, params=params)
        except httpx.HTTPError as error:
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
                raise Unreadable("can_receive", data if isinstance(data, dict) else ())
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

    async def _read_document(self) -> None:
        document = await self._find_document()
        if document is None:
            self.remarks.append("no OpenAPI or Swagger found beside the base URL: ask for its address")
            return
        paths = {_path(path): methods for path, methods in document["paths"].items() if isinstance(methods, dict)}
        for endpoint in ENDPOINTS:
            method, _, path = endpoint.partition(" ")
            if method.lower() not in next((paths[each] for each in paths if each.endswith(path)), {}):
                self.remarks.append(f"the description has no {endpoint}")
        for product in Product:
            operation = next((paths[each] for each in paths if each.endswith(f"/orders/{product}")), {}).get("post")
            if isinstance(operation, dict):
                self._compare_create(product, _body_schema(operation, document), document)
        for words in _enums_of("status", document):
            orders = [Order.read({"id": "1", "status": word}, ParseContext(self.aliases)) for word in words]
            self.statuses |= {order.status_text for order in orders if order.status is OrderStatus.UNKNOWN}

    async def _find_document(self) -> dict[str, Any] | None:
        base = self.http.base_url
        folders = [part for part in base.path.split("/") if part]
        places = ["/" + "/".join(folders[:depth]) for depth in range(len(folders), -1, -1)]
        for url in (f"{place.rstrip('/')}/{name}" for place in places for name in DOCUMENTS):
            try:
                response = await self.http.get(str(base.copy_with(path=url)))
                document = json.loads(response.content) if response.is_success else None
            except (httpx.HTTPError, ValueError, RecursionError):
                continue
            if isinstance(document, dict) and isinstance(document.get("paths"), dict):
                return document
        return None

    def _compare_create(self, product: Product, schema: dict[str, Any], document: dict[str, Any]) -> None:
        told = {name: _resolve(each, document) for name, each in schema.get("properties", {}).items()}
        if not told:
            return
        where = f"POST /orders/{product}"
        amount = self.fields.amount(product)
        if amount not in told:
            other = next((name for name in AMOUNT_NAMES[product] if name in told), None)
            mend = f"PARTNER_PREMIUM_FIELD={other}" if other and product is Product.PREMIUM else "no setting mends that"
            self.remarks.append(f"{where} has no {amount!r}: {mend}")
        for name in ("payment_method", "payment_currency"):
            choices = told.get(name, {}).get("enum")
            if isinstance(choices, list) and getattr(self.fields, name) not in choices:
                words = " or ".join(map(str, choices))
                self.remarks.append(f"{where} takes other values of {name}: PARTNER_{name.upper()}={words}")
        sent = {"recipient_username", amount, "payment_method", "payment_currency", "client_reference"}
        for name in sorted(sent - {amount} - told.keys()):
            self.remarks.append(f"{where} has no {name!r}: no setting mends that")
        for name in sorted(set(schema.get("required", ())) - sent):
            self.remarks.append(f"{where} requires {name!r}, which is not sent: no setting mends that")


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


def _path(path: str) -> str:
    return re.sub(r"{[^}]*}|:\w+", "{}", urlsplit(path).path.rstrip("/"))


def _resolve(schema: Any, document: dict[str, Any], depth: int = 5) -> dict[str, Any]:
    """A schema behind its `$ref`, with the parts of `allOf` put together."""
    if not isinstance(schema, dict) or not depth:
        return {}
    if isinstance(reference := schema.get("$ref"), str):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = found.get(part) if isinstance(found, dict) else None
        return _resolve(found, document, depth - 1)
    for part in schema.get("allOf", ()):
        inner = _resolve(part, document, depth - 1)
        schema = schema | inner | {"properties": schema.get("properties", {}) | inner.get("properties", {})}
    return dict(schema)


def _body_schema(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """What a POST takes, in OpenAPI 3 or in Swagger 2."""
    content = _resolve(operation.get("requestBody"), document).get("content", {})
    schema = next((each.get("schema") for each in content.values() if isinstance(each, dict)), None)
    in_body = (each.get("schema") for each in operation.get("parameters", ()) if each.get("in") == "body")
    return _resolve(schema or next(in_body, None), document)


def _enums_of(name: str, node: Any) -> Iterable[list[str]]:
    """Every list of words for a property of that name."""
    if isinstance(node, list):
        for each in node:
            yield from _enums_of(name, each)
    if isinstance(node, dict):
        schema = node.get(name)
        if isinstance(schema, dict) and isinstance(schema.get("enum"), list):
            yield [word for word in schema["enum"] if isinstance(word, str)]
        for each in node.values():
            yield from _enums_of(name, each)
