"""Admin screens: orders and confirmations of all chats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.orders.creation import KEY_TTL
from bot.orders.intents import idempotency_key
from bot.orders.models import Intent, IntentState, WatchedOrder
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.ui.callback_data import AdminCallback
from bot.ui.i18n import I18n, bold, code, plain
from bot.ui.screen import Button, Rows, Screen, button, in_rows
from bot.ui.screens.admin import open_buttons, timestamp
from bot.ui.screens.phrases import (
    bought,
    goods_for,
    money,
    order_buttons,
    pager,
    short_number,
    status_word,
    transaction,
    with_menu,
)

ORDERS_PER_PAGE = 8

AGES: dict[str, timedelta | None] = {
    "1h": timedelta(hours=1),
    "24h": timedelta(days=1),
    "7d": timedelta(days=7),
    "all": None,
}
"""The maximum age of a listed order."""

MAX_INTENTS = 10


@dataclass(frozen=True)
class Filter:
    """The filter of the order list: status (None: any), a key of AGES, and the page number."""

    status: OrderStatus | None = None
    age: str = "all"
    page: int = 0

    @classmethod
    def read(cls, id: str, arg: str) -> "Filter":
        """Parses the fields of a button. Invalid values are ignored."""
        age, _, page = arg.partition(".")
        status = OrderStatus(id) if id in set(OrderStatus) else None
        return cls(status, age if age in AGES else "all", int(page) if page.isascii() and page.isdigit() else 0)

    def press(self, **changes: object) -> AdminCallback:
        values = {"status": self.status, "age": self.age, "page": 0, **changes}
        return AdminCallback(action="orders", id=str(values["status"] or ""), arg=f"{values['age']}.{values['page']}")


def orders(i18n: I18n, rows: Sequence[Order], wanted: Filter, more: bool) -> Screen:
    """Newest first. `more`: whether there is another page."""
    lines = [i18n.get("orders-all", page=wanted.page + 1)]
    lines += [_row(i18n, row, at=timestamp(row.created_at)) for row in rows] or [i18n.get("orders-all-none")]
    ages = tuple(button(_chosen(age, age == wanted.age), wanted.press(age=age)) for age in AGES)
    statuses = [button(_chosen(i18n.get("orders-all-any"), wanted.status is None), wanted.press(status=None))]
    for status in OrderStatus:
        if status is not OrderStatus.UNKNOWN:
            label = _chosen(status_word(i18n, status), status is wanted.status)
            statuses.append(button(label, wanted.press(status=status)))
    keyboard = (*open_buttons(i18n, [row.id for row in rows]), ages, *in_rows(statuses, 3))
    pages = pager(i18n, wanted.page, more, lambda page: wanted.press(page=page))
    return with_menu(i18n, *lines, rows=keyboard, beside=pages)


def found(i18n: I18n, rows: Sequence[Order]) -> Screen:
    """Several orders under one reference."""
    shown = rows[:ORDERS_PER_PAGE]
    lines = [i18n.get("orders-found", number=len(rows)), *(_row(i18n, row) for row in shown)]
    return with_menu(i18n, *lines, rows=open_buttons(i18n, [row.id for row in shown]))


def _row(i18n: I18n, order: Order, *, at: str = "") -> str:
    """An order in a list, with the time of its creation if that is given as `at`."""
    parts = (short_number(i18n, order.id, marked=True), status_word(i18n, order.status), *([at] if at else []))
    return f"{' · '.join(parts)}\n{bought(i18n, order)}"


def card(
    i18n: I18n,
    order: Order,
    watched: WatchedOrder | None,
    intent: Intent | None,
    seen: Sequence[tuple[datetime, str]],
    now: datetime,
) -> Screen:
    """One order: the partner's data, its chat, its confirmation, and its status history."""
    lines = [
        i18n.get(
            "order-card",
            order=bold(order.id),
            status=status_word(i18n, order.status),
            raw=code(order.status_text),
            goods=bought(i18n, order),
            price="–" if order.price_ton is None else money(i18n, order.price_ton),
            created=timestamp(order.created_at),
            expires=timestamp(order.expires_at),
            memo=code(order.payment_memo or "–"),
            reference=code(order.client_reference or "–"),
            chat=code(watched.chat_id) if watched else "–",
        )
    ]
    if watched and watched.estimate is not None:
        lines.append(i18n.get("order-card-estimate", estimate=money(i18n, watched.estimate)))
    if order.tx_hash:
        lines.append(i18n.get("receipt-transaction", link=transaction(order.tx_hash)))
    if watched and watched.sent_transaction:
        lines.append(i18n.get("order-card-sent", link=transaction(watched.sent_transaction)))
    if intent:
        lines.append(_intent_lines(i18n, intent, now))
    history = [f"{timestamp(at)} {i18n.get('status', status=status)}" for at, status in seen]
    lines.append(i18n.get("order-card-history") + "\n" + ("\n".join(history[-15:]) or "–"))
    look = button(i18n.get("button-refresh"), AdminCallback(action="order", id=order.id), style="primary")
    if watched is None:
        return with_menu(i18n, *lines, beside=(look,))
    write = button(i18n.get("button-write"), AdminCallback(action="write", id=order.id))
    resend = button(i18n.get("button-resend"), AdminCallback(action="resend", id=order.id))
    rows: Rows = ((look,), (write, resend))
    if order.status is OrderStatus.PENDING_PAYMENT:
        cancel = AdminCallback(action="cancel", id=order.id)
        rows += ((button(i18n.get("button-cancel-order"), cancel, style="danger"),),)
    return with_menu(i18n, *lines, rows=rows)


def done(i18n: I18n, order_id: str, sentence: str) -> Screen:
    """Confirms an action on an order."""
    number = i18n.get("order-number", order=bold(order_id))
    return with_menu(i18n, sentence, number, beside=(_back_to_card(i18n, order_id),))


def write(i18n: I18n, order_id: str) -> Screen:
    return Screen(i18n.get("write-to-customer", order=bold(order_id)), ((_back_to_card(i18n, order_id),),))


def _back_to_card(i18n: I18n, order_id: str) -> Button:
    return button(i18n.get("button-back"), AdminCallback(action="order", id=order_id))


def intents(i18n: I18n, rows: Sequence[Intent]) -> Screen:
    """Confirmations without an order, frozen ones first."""
    if not rows:
        return with_menu(i18n, i18n.get("intents-none"))
    lines = [i18n.get("intents", number=len(rows))]
    lines += [f"{_state(i18n, row)} {code(row.id)}\n{goods_for(i18n, row.request)}" for row in rows[:MAX_INTENTS]]
    opens = [button(row.id, AdminCallback(action="intent", id=row.id)) for row in rows[:MAX_INTENTS]]
    return with_menu(i18n, *lines, rows=in_rows(opens, 2))


def intent(i18n: I18n, row: Intent, now: datetime) -> Screen:
    lines = [
        i18n.get(
            "intent-card",
            wish=goods_for(i18n, row.request),
            chat=code(row.chat_id),
            reference=code(row.request.client_reference),
            at=timestamp(row.confirmed_at),
        ),
        _intent_lines(i18n, row, now),
    ]
    rows: Rows = ()
    if row.state is IntentState.PLACED and row.order_id:
        rows = open_buttons(i18n, [row.order_id])
    if row.state in (IntentState.PREPARED, IntentState.FROZEN):
        rows = ((button(i18n.get("button-retry"), AdminCallback(action="retry", id=row.id), style="primary"),),)
    if row.state is IntentState.FROZEN:
        release = button(i18n.get("button-release"), AdminCallback(action="release", id=row.id), style="danger")
        rows += ((release, button(i18n.get("button-adopt"), AdminCallback(action="adopt", id=row.id))),)
    back = button(i18n.get("button-back"), AdminCallback(action="intents"))
    return with_menu(i18n, *lines, rows=rows, beside=(back,))


def adopt(i18n: I18n, row: Intent, orders: Sequence[Order]) -> Screen:
    """Asks for the order of a confirmation and offers those with its reference."""
    shown = orders[:ORDERS_PER_PAGE]
    lines = [i18n.get("adopt-which", wish=goods_for(i18n, row.request)), *(_row(i18n, order) for order in shown)]
    ids = [order.id for order in shown]
    offers = order_buttons(i18n, ids, lambda id: AdminCallback(action="adopt", id=row.id, arg=id), width=3)
    back = button(i18n.get("button-back"), AdminCallback(action="intent", id=row.id))
    return Screen("\n\n".join(lines), (*offers, (back,)))


def _intent_lines(i18n: I18n, row: Intent, now: datetime) -> str:
    """The confirmation and the age of its idempotency key."""
    text = i18n.get(
        "intent-lines",
        id=code(row.id),
        state=_state(i18n, row),
        attempts=row.attempts,
        key=code(str(idempotency_key(row.id))[:8] + "…"),
    )
    fresh = now - row.confirmed_at < KEY_TTL
    text += "\n" + (i18n.get("intent-key-known") if fresh else i18n.get("intent-key-old"))
    return f"{text}\n{plain(row.reason)}" if row.reason else text


def _state(i18n: I18n, row: Intent) -> str:
    return i18n.get("intent-state", state=row.state.value)


def _chosen(label: str, chosen: bool) -> str:
    return f"• {label}" if chosen else label
