"""The hand that moves the world, for tests and for the world panel. No key: it belongs on localhost.

    GET    /control/orders[?limit=&offset=]   {"items": [order…], "total"}: everybody's, newest first
    GET    /control/orders/{id}               one order and the changes of its status
    POST   /control/orders/{id}/pay           {"kind": "exact" | "under" | "over" | "no_memo" | "late"}
    POST   /control/orders/{id}/set           {"status": "anything"}
    POST   /control/orders/{id}/…             advance, deliver, fail, refund, expire
    GET    /control/history                   {"items": [call…]}: the calls to the API, oldest first
    DELETE /control/history                   forgets them
    GET    /control/faults                    {"items": [fault…]}
    POST   /control/faults                    one fault, see `faults`; answers it with its id
    DELETE /control/faults[/{id}]             ends all of them, or one
    GET    /control/cases                     {"items": [{"label", "hint", "faults"}…]}: odd answers, see `cases`
    POST   /control/cases                     {"label"}: begins the faults of that case, answers all faults
    GET    /control/clock                     {"now", "offset"}; POST {"advance": seconds}
    GET    /control/settings                  POST changes some
    GET    /control/keys                      {"items": [{"label", "address", "balance_ton"}…]}
    POST   /control/keys                      a new key, shown this once: {"key", "label", "address"}
    POST   /control/topup                     {"amount_ton": 5, "key": label of a key, the first when absent}

An order is what the API shows, and always `client_reference`, `paid_ton`, `note` and `key` (a label).
Answers are bare; errors come in the envelope.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

from aiohttp import web

from .cases import CASES
from .faults import Fault, FaultKind
from .ledger import Account, Order, newest
from .reading import typed
from .wire import ApiError, answer, enveloped, invalid, json_object
from .world import World

PAYMENTS: dict[str, Callable[[World, Order], None]] = {
    "exact": World.pay_exactly,
    "under": World.pay_less,
    "over": World.pay_more,
    "no_memo": World.pay_without_memo,
    "late": World.pay_late,
}
ACTIONS: dict[str, Callable[[World, Order], None]] = {
    "advance": World.advance,
    "deliver": lambda world, order: world.set_status(order, "completed"),
    "fail": lambda world, order: world.set_status(order, "failed"),
    "refund": World.refund,
    "expire": lambda world, order: world.set_status(order, "expired"),
}


class Control:
    def __init__(self, world: World) -> None:
        self.world = world

    def application(self) -> web.Application:
        app = web.Application(middlewares=[enveloped])
        app.add_routes(
            [
                web.get("/orders", self.orders),
                web.get("/orders/{id:[0-9]{1,18}}", self.order),
                web.post("/orders/{id:[0-9]{1,18}}/pay", self.pay),
                web.post("/orders/{id:[0-9]{1,18}}/set", self.set_status),
                web.post(f"/orders/{{id:[0-9]{{1,18}}}}/{{action:{'|'.join(ACTIONS)}}}", self.act),
                web.get("/history", self.history),
                web.delete("/history", self.forget_history),
                web.get("/faults", self.faults),
                web.post("/faults", self.add_fault),
                web.get("/cases", self.cases),
                web.post("/cases", self.begin_case),
                web.delete("/faults", self.end_faults),
                web.delete("/faults/{id:[0-9]{1,18}}", self.end_faults),
                web.get("/clock", self.clock),
                web.post("/clock", self.advance_clock),
                web.get("/settings", self.settings),
                web.post("/settings", self.change_settings),
                web.get("/keys", self.keys),
                web.post("/keys", self.hand_out_key),
                web.post("/topup", self.top_up),
            ]
        )
        return app

    # Orders

    async def orders(self, request: web.Request) -> web.Response:
        orders = self.world.orders()
        try:
            offset = int(request.query.get("offset", 0))
            limit = int(request.query.get("limit", len(orders)))
        except ValueError:
            raise invalid("limit and offset must be integers") from None
        return answer({"items": [_row(order) for order in newest(orders, offset, limit)], "total": len(orders)})

    async def order(self, request: web.Request) -> web.Response:
        return self._shown(self._order(request))

    async def pay(self, request: web.Request) -> web.Response:
        order = self._order(request)
        kind = (await json_object(request)).get("kind")
        if not isinstance(kind, str) or kind not in PAYMENTS:
            raise invalid(f"kind must be one of {', '.join(PAYMENTS)}")
        PAYMENTS[kind](self.world, order)
        return self._shown(order)

    async def set_status(self, request: web.Request) -> web.Response:
        order = self._order(request)
        status = (await json_object(request)).get("status")
        if not isinstance(status, str) or not status:
            raise invalid("status must be a text")
        self.world.set_status(order, status)
        return self._shown(order)

    async def act(self, request: web.Request) -> web.Response:
        order = self._order(request)
        ACTIONS[request.match_info["action"]](self.world, order)
        return self._shown(order)

    def _order(self, request: web.Request) -> Order:
        order = self.world.order(int(request.match_info["id"]))
        if order is None:
            raise ApiError(404, "ORDER_NOT_FOUND", "order not found")
        return order

    def _shown(self, order: Order) -> web.Response:
        self.world.catch_up()
        changes = [{"status": status, "at": at} for status, at in order.changes]
        return answer(_row(order) | {"changes": changes})

    # Calls and faults

    async def history(self, _: web.Request) -> web.Response:
        return answer({"items": self.world.calls.rows()})

    async def forget_history(self, _: web.Request) -> web.Response:
        self.world.calls.clear()
        return answer({"items": []})

    async def faults(self, _: web.Request) -> web.Response:
        return answer({"items": self.world.faults.rows()})

    async def cases(self, _: web.Request) -> web.Response:
        return answer({"items": [{"label": label, **asdict(case)} for label, case in CASES.items()]})

    async def begin_case(self, request: web.Request) -> web.Response:
        label = str((await json_object(request)).get("label"))
        if label not in CASES:
            raise invalid("label must be one of GET /control/cases")
        for fault in CASES[label].faults:
            self.world.faults.add(_fault({**fault, "case": label}))
        return await self.faults(request)

    async def add_fault(self, request: web.Request) -> web.Response:
        self.world.faults.add(_fault(await json_object(request)))
        return answer(self.world.faults.rows()[-1])

    async def end_faults(self, request: web.Request) -> web.Response:
        fault_id = request.match_info.get("id")
        self.world.faults.clear(None if fault_id is None else int(fault_id))
        return answer({"items": self.world.faults.rows()})

    # The world itself

    async def clock(self, _: web.Request) -> web.Response:
        return answer({"now": self.world.now(), "offset": self.world.offset.total_seconds()})

    async def advance_clock(self, request: web.Request) -> web.Response:
        self.world.offset += timedelta(seconds=float(_number(await json_object(request), "advance")))
        return await self.clock(request)

    async def settings(self, _: web.Request) -> web.Response:
        return answer(self.world.settings.shown())

    async def change_settings(self, request: web.Request) -> web.Response:
        try:
            self.world.settings = self.world.settings.changed(await json_object(request))
        except ValueError as error:
            raise invalid(str(error)) from None
        return await self.settings(request)

    async def keys(self, _: web.Request) -> web.Response:
        return answer({"items": [_account_row(account) for account in self.world.accounts().values()]})

    async def hand_out_key(self, _: web.Request) -> web.Response:
        key, account = self.world.open_account()
        return answer({"key": key} | _account_row(account))

    async def top_up(self, request: web.Request) -> web.Response:
        body = await json_object(request)
        accounts = self.world.accounts()
        account = accounts.get(str(body.get("key", next(iter(accounts), None))))
        if account is None:
            raise invalid("key must be the label of a key")
        self.world.top_up(account, _number(body, "amount_ton"))
        return answer(_account_row(account))


def _row(order: Order) -> dict[str, object]:
    return order.row() | {"paid_ton": order.paid_ton, "note": order.note, "key": order.account.label}


def _account_row(account: Account) -> dict[str, object]:
    return {"label": account.label, "address": account.address, "balance_ton": account.balance_ton}


def _number(body: dict[str, object], name: str) -> Decimal:
    """A JSON number, exact."""
    value = body.get(name)
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        raise invalid(f"{name} must be a number")
    return Decimal(value)


def _fault(body: dict[str, Any]) -> Fault:
    """A fault as described in JSON; null is the same as absent."""
    if "kind" not in body:
        raise invalid(f"kind must be one of {', '.join(FaultKind)}")
    try:
        return Fault(**typed(Fault, {name: value for name, value in body.items() if value is not None}))
    except ValueError as error:
        raise invalid(str(error)) from None
