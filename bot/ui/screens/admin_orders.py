"""Admin screens: orders and confirmations of all chats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.types import InlineKeyboardButton

from bot.orders.creation import KEY_TTL
from bot.orders.intents import idempotency_key
from bot.orders.models import Intent, IntentState, WatchedOrder
from bot.partner.models import Order, OrderStatus
from bot.ui.callback_data import AdminCallback
from bot.ui.i18n import I18n, bold, code, plain
from bot.ui.screen import Rows, Screen, button, in_rows
from bot.ui.screens.admin import timestamp
from bot.ui.screens.phrases import bought, goods_for, home_button, money, short_number, status_word

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

    def press(self, **changes: object) -> str:
        values = {"status": self.status, "age": self.age, "page": 0, **changes}
        return AdminCallback(
            action="orders", id=str(values["status"] or ""), arg=f"{values['age']}.{values['page']}"
        ).pack()


def orders(i18n: I18n, rows: Sequence[Order], wanted: Filter, more: bool) -> Screen:
    """Newest first. `more`: whether there is another page."""
    lines = [i18n.get("orders-all", page=wanted.page + 1)]
    lines += [
        f"{short_number(i18n, row.id, marked=True)} · {status_word(i18n, row.status)} · {timestamp(row.created_at)}\n"
        f"{bought(i18n, row)}"
        for row in rows
    ]
    if not rows:
        lines.append(i18n.get("orders-all-none"))
    opens = [button(short_number(i18n, row.id), AdminCallback(action="order", id=row.id).pack()) for row in rows]
    ages = tuple(button(_chosen(age, age == wanted.age), wanted.press(age=age)) for age in AGES)
    statuses = [button(_chosen(i18n.get("orders-all-any"), wanted.status is None), wanted.press(status=None))]
    for status in OrderStatus:
        if status is not OrderStatus.UNKNOWN:
            label = _chosen(status_word(i18n, status), status is wanted.status)
            statuses.append(button(label, wanted.press(status=status)))
    foot: list[InlineKeyboardButton] = []
    if wanted.page:
        foot.append(button(i18n.get("button-newer"), wanted.press(page=wanted.page - 1)))
    if more:
        foot.append(button(i18n.get("button-older"), wanted.press(page=wanted.page + 1)))
    foot.append(home_button(i18n))
    return Screen("\n\n".join(lines), (*in_rows(opens, 4), ages, *in_rows(statuses, 3), tuple(foot)))


def found(i18n: I18n, rows: Sequence[Order]) -> Screen:
    """Several orders under one reference."""
    lines = [i18n.get("orders-found", number=len(rows))]
    lines += [
        f"{short_number(i18n, row.id, marked=True)} · {status_word(i18n, row.status)}\n{bought(i18n, row)}"
        for row in rows[:ORDERS_PER_PAGE]
    ]
    opens = [
        button(short_number(i18n, row.id), AdminCallback(action="order", id=row.id).pack())
        for row in rows[:ORDERS_PER_PAGE]
    ]
    return Screen("\n\n".join(lines), (*in_rows(opens, 4), (home_button(i18n),)))


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
    if intent:
        lines.append(_intent_lines(i18n, intent, now))
    history = [f"{timestamp(at)} {i18n.get('status', status=status)}" for at, status in seen]
    lines.append(i18n.get("order-card-history") + "\n" + ("\n".join(history[-15:]) or "–"))
    return Screen("\n\n".join(lines), _card_rows(i18n, order, watched))


def _card_rows(i18n: I18n, order: Order, watched: WatchedOrder | None) -> Rows:
    look = button(i18n.get("button-refresh"), AdminCallback(action="order", id=order.id).pack(), style="primary")
    if watched is None:
        return ((look, home_button(i18n)),)
    acts = [
        button(i18n.get("button-write"), AdminCallback(action="write", id=order.id).pack()),
        button(i18n.get("button-resend"), AdminCallback(action="resend", id=order.id).pack()),
    ]
    rows: Rows = ((look,), tuple(acts))
    if order.status is OrderStatus.PENDING_PAYMENT:
        cancel = button(
            i18n.get("button-cancel-order"), AdminCallback(action="cancel", id=order.id).pack(), style="danger"
        )
        rows += ((cancel,),)
    return (*rows, (home_button(i18n),))


def done(i18n: I18n, order_id: str, sentence: str) -> Screen:
    """Confirms an action on an order."""
    back = button(i18n.get("button-back"), AdminCallback(action="order", id=order_id).pack())
    return Screen(f"{sentence}\n\n{i18n.get('order-number', order=bold(order_id))}", ((back, home_button(i18n)),))


def write(i18n: I18n, order_id: str) -> Screen:
    back = button(i18n.get("button-back"), AdminCallback(action="order", id=order_id).pack())
    return Screen(i18n.get("write-to-customer", order=bold(order_id)), ((back,),))


def intents(i18n: I18n, rows: Sequence[Intent]) -> Screen:
    """Confirmations without an order, frozen ones first."""
    if not rows:
        return Screen(i18n.get("intents-none"), ((home_button(i18n),),))
    lines = [i18n.get("intents", number=len(rows))]
    lines += [f"{_state(i18n, row)} {code(row.id)}\n{goods_for(i18n, row.request)}" for row in rows[:MAX_INTENTS]]
    opens = [button(row.id, AdminCallback(action="intent", id=row.id).pack()) for row in rows[:MAX_INTENTS]]
    return Screen("\n\n".join(lines), (*in_rows(opens, 2), (home_button(i18n),)))


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
    foot = (button(i18n.get("button-back"), AdminCallback(action="intents").pack()), home_button(i18n))
    if row.state is IntentState.PLACED and row.order_id:
        return Screen(
            "\n\n".join(lines),
            ((button(short_number(i18n, row.order_id), AdminCallback(action="order", id=row.order_id).pack()),), foot),
        )
    if row.state not in (IntentState.PREPARED, IntentState.FROZEN):
        return Screen("\n\n".join(lines), (foot,))
    rows: Rows = (
        (button(i18n.get("button-retry"), AdminCallback(action="retry", id=row.id).pack(), style="primary"),),
    )
    if row.state is IntentState.FROZEN:
        rows += (
            (
                button(i18n.get("button-release"), AdminCallback(action="release", id=row.id).pack(), style="danger"),
                button(i18n.get("button-adopt"), AdminCallback(action="adopt", id=row.id).pack()),
            ),
        )
    return Screen("\n\n".join(lines), (*rows, foot))


def adopt(i18n: I18n, row: Intent, orders: Sequence[Order]) -> Screen:
    """Asks for the order of a confirmation and offers those with its reference."""
    shown = orders[:ORDERS_PER_PAGE]
    offers = [
        button(short_number(i18n, order.id), AdminCallback(action="adopt", id=row.id, arg=order.id).pack())
        for order in shown
    ]
    lines = [i18n.get("adopt-which", wish=goods_for(i18n, row.request))]
    lines += [
        f"{short_number(i18n, order.id, marked=True)} · {status_word(i18n, order.status)}\n{bought(i18n, order)}"
        for order in shown
    ]
    back = button(i18n.get("button-back"), AdminCallback(action="intent", id=row.id).pack())
    return Screen("\n\n".join(lines), (*in_rows(offers, 3), (back,)))


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
