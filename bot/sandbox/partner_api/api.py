"""The partner's 17 endpoints. `data` has the provider's shape where it shows one, else our first guess."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase

from aiohttp import web

from .ledger import Account, Order, Remembered, newest
from .market import USERNAME, Product, display_name, is_flaky, obstacle, quote, ton_usd
from .middlewares import ACCOUNT, CALL, idempotency_key, middlewares
from .settings import Paging, WorldSettings
from .wire import ApiError, accepted, invalid, json_object
from .world import World

REFERENCE = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
LARGEST = 10**18
ORDER_ID = r"{id:(?:\w+:)?[0-9]{1,18}}"
"""A fault may put a word before the number, as in `ord:10421`."""
PAGE = 50


class PartnerApi:
    def __init__(self, world: World) -> None:
        self.world = world

    def application(self) -> web.Application:
        app = web.Application(middlewares=middlewares(self.world))
        app.add_routes(
            [
                web.post("/orders/stars", self.create_stars),
                web.post("/orders/premium", self.create_premium),
                web.get("/orders", self.list_orders),
                web.get("/orders/stats/summary", self.summary),
                web.get("/orders/by-memo/{memo}", self.order_by_memo),
                web.get("/orders/by-reference/{reference}", self.orders_by_reference),
                web.get(f"/orders/{ORDER_ID}", self.order),
                web.post(f"/orders/{ORDER_ID}/cancel", self.cancel),
                web.get("/pricing/ton-rate", self.ton_rate),
                web.get("/pricing/fee", self.fee),
                web.get("/pricing/estimate/stars", self.estimate_stars),
                web.get("/pricing/estimate/premium", self.estimate_premium),
                web.get("/recipients/stars", self.recipient_of_stars),
                web.get("/recipients/premium", self.recipient_of_premium),
                web.get("/balance", self.balance),
                web.get("/balance/transactions", self.transactions),
                web.get("/health", self.health),
            ]
        )
        return app

    # Orders

    async def create_stars(self, request: web.Request) -> web.Response:
        return await self._create(request, Product.STARS)

    async def create_premium(self, request: web.Request) -> web.Response:
        return await self._create(request, Product.PREMIUM)

    async def _create(self, request: web.Request, product: Product) -> web.Response:
        key = idempotency_key(request)
        body = await json_object(request)
        account = self._account(request)
        # From here on nothing is awaited: two calls cannot make two orders of one key.
        if key and (first := self.world.recall(account, key, product, body)):
            request[CALL].order_id = first.order.id
            return accepted(first.row if self.world.settings.replay_original else self._row(first.order))
        order = self.world.place(
            account,
            product,
            recipient=_username(body, "recipient_username"),
            amount=_wanted_amount(body, product),
            reference=_reference(body),
        )
        request[CALL].order_id = order.id
        row = self._row(order)
        if key:
            account.remember(key, Remembered(self.world.now(), product, body, order, row))
        return accepted(row)

    async def order(self, request: web.Request) -> web.Response:
        order = self._own_order(request)
        return accepted(order.row(reference=self.world.settings.order_reference))

    async def cancel(self, request: web.Request) -> web.Response:
        order = self._own_order(request)
        self.world.cancel(order)
        return accepted(order.row(reference=self.world.settings.order_reference))

    async def order_by_memo(self, request: web.Request) -> web.Response:
        order = self._account(request).by_memo(request.match_info["memo"])
        if order is None or not self._shown([order]):
            raise _order_not_found()
        request[CALL].order_id = order.id
        return accepted(order.row(reference=self.world.settings.order_reference))

    async def orders_by_reference(self, request: web.Request) -> web.Response:
        account, reference = self._account(request), request.match_info["reference"]
        orders = account.by_reference(reference)
        if self.world.settings.by_beginning:
            orders = [order for order in account.orders if (order.reference or "").startswith(reference)]
        return accepted([self._row(order) for order in reversed(self._shown(orders))])

    async def list_orders(self, request: web.Request) -> web.Response:
        account = self._account(request)
        status = request.query.get("status")
        orders = self._shown(account.orders if status is None else account.by_status(status))
        offset, limit = _page(request.query, self.world.settings)
        rows = [self._row(order) for order in newest(orders, offset, limit)]
        if self.world.settings.paging is Paging.CURSOR:
            return accepted(
                {"items": rows, "next_cursor": f"c{offset + limit}" if offset + limit < len(orders) else None}
            )
        return accepted({"items": rows, "total": len(orders)})

    async def summary(self, request: web.Request) -> web.Response:
        return accepted(self._account(request).summary())

    # Prices

    async def ton_rate(self, _: web.Request) -> web.Response:
        now = self.world.now()
        return accepted({"ton_usd": ton_usd(self.world.settings, now), "updated_at": now})

    async def fee(self, _: web.Request) -> web.Response:
        settings = self.world.settings
        return accepted(
            {
                "stars": {
                    "min_quantity": settings.min_quantity,
                    "max_quantity": settings.max_quantity,
                    "fee_percent": settings.fee_percent,
                },
                "premium": {"months": settings.months, "fee_percent": settings.fee_percent},
            }
        )

    async def estimate_stars(self, request: web.Request) -> web.Response:
        return self._estimate(request, Product.STARS)

    async def estimate_premium(self, request: web.Request) -> web.Response:
        return self._estimate(request, Product.PREMIUM)

    def _estimate(self, request: web.Request, product: Product) -> web.Response:
        amount = _integer(request.query, product.unit)
        price = quote(self.world.settings, self.world.now(), product, amount)
        return accepted({product.unit: amount, "price_ton": price.price_ton, "price_usd": price.price_usd})

    # Recipients

    async def recipient_of_stars(self, request: web.Request) -> web.Response:
        return self._check(request, Product.STARS)

    async def recipient_of_premium(self, request: web.Request) -> web.Response:
        return self._check(request, Product.PREMIUM)

    def _check(self, request: web.Request, product: Product) -> web.Response:
        username = _username(request.query, "username")
        if is_flaky(username):
            raise ApiError(500, "INTERNAL_ERROR", "the recipient could not be checked")
        reason = obstacle(product, username)
        return accepted(
            {
                "username": username,
                "can_receive": reason is None,
                "name": display_name(username),
                "reason": reason,
            }
        )

    # Money and health

    async def balance(self, request: web.Request) -> web.Response:
        account = self._account(request)
        return accepted({"balance_ton": account.balance_ton, "topup_address": account.address, "topup_memo": None})

    async def transactions(self, request: web.Request) -> web.Response:
        transactions = self._account(request).transactions
        page = newest(transactions, *_page(request.query, self.world.settings))
        return accepted({"items": [each.row() for each in page], "total": len(transactions)})

    async def health(self, _: web.Request) -> web.Response:
        return accepted({"status": "ok"})

    # Common to several

    def _account(self, request: web.Request) -> Account:
        """The caller's account, up to date: time may have passed in a delay since the key was checked."""
        self.world.catch_up()
        return request[ACCOUNT]

    def _own_order(self, request: web.Request) -> Order:
        order = self.world.order(int(request.match_info["id"].rpartition(":")[2]))
        if order is None or order.account is not request[ACCOUNT] or not self._shown([order]):
            raise _order_not_found()
        request[CALL].order_id = order.id
        return order

    def _shown(self, orders: Sequence[Order]) -> Sequence[Order]:
        hidden = self.world.settings.hidden
        return [order for order in orders if not fnmatchcase(order.status, hidden)] if hidden else orders

    def _row(self, order: Order) -> dict[str, object]:
        return order.row(reference=self.world.settings.list_reference)


def _order_not_found() -> ApiError:
    return ApiError(404, "ORDER_NOT_FOUND", "order not found")


def _required(fields: Mapping[str, object], name: str) -> object:
    value = fields.get(name)
    if value is None:
        raise invalid(f"{name} is required")
    return value


def _username(fields: Mapping[str, object], name: str) -> str:
    value = _required(fields, name)
    if not isinstance(value, str):
        raise invalid(f"{name} must be a string")
    if not USERNAME.fullmatch(value):
        raise invalid(f"{name} must be a Telegram username without @")
    return value


def _integer(query: Mapping[str, str], name: str, default: int | None = None) -> int:
    text = query.get(name)
    if text is None and default is not None:
        return default
    if not INTEGER.fullmatch(str(_required(query, name))):
        raise invalid(f"{name} must be an integer")
    return int(str(text))


def _wanted_amount(body: Mapping[str, object], product: Product) -> int:
    """The amount in a create, and that it is to be paid in the one way there is."""
    amount = _required(body, product.unit)
    if isinstance(amount, Decimal) and abs(amount) < LARGEST and amount == amount.to_integral_value():
        amount = int(amount)  # to JSON, 100.0 is an integer as well
    if type(amount) is not int:  # true is an int in Python
        raise invalid(f"{product.unit} must be an integer")
    for name, only in (("payment_method", "ton_memo"), ("payment_currency", "TON")):
        if _required(body, name) != only:
            raise invalid(f"{name} must be {only}")
    return amount


def _reference(body: Mapping[str, object]) -> str | None:
    value = body.get("client_reference")
    if value is None:
        return None
    if not isinstance(value, str) or not REFERENCE.fullmatch(value):
        raise invalid("client_reference must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -")
    return value


def _page(query: Mapping[str, str], settings: WorldSettings) -> Sequence[int]:
    """(offset, limit) of a list, by whichever parameters `paging` says; others have no effect."""
    by_number = settings.paging is Paging.PAGE
    limit = _integer(query, "per_page" if by_number else "limit", min(PAGE, settings.max_page))
    if not 1 <= limit <= settings.max_page:
        raise invalid(f"limit must be between 1 and {settings.max_page}")
    if by_number:
        return limit * (max(1, _integer(query, "page", 1)) - 1), limit
    if settings.paging is Paging.CURSOR:
        return int(query.get("cursor", "c0")[1:]), limit
    offset = _integer(query, "offset", 0) if settings.paging is Paging.OFFSET else 0
    if offset < 0:
        raise invalid("offset must not be negative")
    return offset, limit
