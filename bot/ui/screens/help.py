"""Help: how to pay, for newcomers, and a sheet for each problem of an order, with the facts that support needs."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from bot.orders.models import WatchedOrder
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.ui.callback_data import AdminCallback, MenuCallback, OrderCallback
from bot.ui.i18n import I18n, at, bold, code, without_isolates
from bot.ui.screen import MAX_COPY_LENGTH, Button, Rows, Screen, button, copy_button, link, two_per_row
from bot.ui.screens import pay
from bot.ui.screens.alerts import others
from bot.ui.screens.phrases import NOT_KNOWN, amount_to_pay, goods, number, status_word, support_line, with_menu


class Topic(StrEnum):
    """A newcomer's question, or a problem with an order."""

    WALLET = "wallet"
    COINS = "coins"
    EXCHANGE = "exchange"
    COMMENT = "comment"
    MEMO = "memo"
    LITTLE = "little"
    LATE = "late"
    SLOW = "slow"
    MISSING = "missing"
    REFUND = "refund"


GUIDE = (Topic.WALLET, Topic.COINS, Topic.EXCHANGE, Topic.COMMENT)
"""The questions of newcomers, which need no order."""

WITH_TRANSACTION = (Topic.MEMO, Topic.LITTLE, Topic.LATE)
"""The sheets that ask for the payer's transaction: it finds the payment."""

_BY_STATUS: dict[OrderStatus, tuple[Topic, ...]] = {
    OrderStatus.PAID: (Topic.SLOW,),
    OrderStatus.PROCESSING: (Topic.SLOW,),
    OrderStatus.COMPLETED: (Topic.MISSING,),
    OrderStatus.FAILED: (Topic.REFUND,),
    OrderStatus.REFUNDED: (Topic.REFUND,),
}


def topics_for(i18n: I18n, watched: WatchedOrder, now: datetime) -> tuple[Topic, ...]:
    """What help an order in its state can need. `now` is the partner's time."""
    order = watched.order
    if pay.payable(i18n.branding, watched, now):
        return (*GUIDE, Topic.MEMO)
    if order.status is OrderStatus.PENDING_PAYMENT and order.paid_ton and order.price_ton:
        return (Topic.LITTLE,) if order.paid_ton < order.price_ton else (Topic.SLOW,)
    return _BY_STATUS.get(order.status, WITH_TRANSACTION)


def help_page(i18n: I18n, *, in_purchase: bool = False) -> Screen:
    """How the bot works, and the questions of newcomers. `in_purchase`: a button leads back to the purchase."""
    beside = [button(i18n.get("button-orders"), MenuCallback(target="orders"))]
    if in_purchase:
        beside.insert(0, button(i18n.get("button-back"), MenuCallback(target="here")))
    rows = two_per_row([button(_title(i18n, topic), MenuCallback(target="help", arg=topic)) for topic in GUIDE])
    return with_menu(i18n, i18n.get("help", support=support_line(i18n)), rows=rows, beside=tuple(beside))


def guide_page(i18n: I18n, topic: Topic) -> Screen:
    back = button(i18n.get("button-back"), MenuCallback(target="help"))
    return with_menu(i18n, bold(_title(i18n, topic)), _advice(i18n, topic), beside=(back,))


def topic_list(i18n: I18n, watched: WatchedOrder, now: datetime) -> Screen:
    order = watched.order
    rows = two_per_row(
        [
            button(_title(i18n, topic), OrderCallback(action=f"help-{topic}", id=order.id))
            for topic in topics_for(i18n, watched, now)
        ]
    )
    return with_menu(
        i18n, i18n.get("sheets", order=number(i18n, order)), rows=rows, beside=(_order_button(i18n, order),)
    )


def topic_page(i18n: I18n, watched: WatchedOrder, topic: Topic, now: datetime) -> Screen:
    """A sheet. That of a problem has the facts for support, ready to be sent. The only one of an order's state leads to
    no list."""
    order, support = watched.order, i18n.branding.support
    lines = [bold(_title(i18n, topic)), _advice(i18n, topic, order)]
    rows: Rows = ()
    if topic not in GUIDE:
        if topic in WITH_TRANSACTION and not _transaction(watched):
            lines.append(i18n.get("sheet-transaction"))
        lines.append(i18n.get("sheet-to", support=at(support)) if support else i18n.get("sheet-to-nobody"))
        facts = _facts(i18n, watched)
        lines.append(code("\n".join(facts)))
        copied = _fitting(facts)
        if support:
            contact = link(i18n.get("button-support"), f"{i18n.branding.user_link(support)}?text={quote(copied)}")
        else:
            ask = OrderCallback(action=f"ask-{topic}", id=order.id)
            contact = button(i18n.get("button-ask-support"), ask, style="primary")
        rows = ((copy_button(i18n.get("button-copy-facts"), copied), contact),)
    back = button(i18n.get("button-back"), OrderCallback(action="help", id=order.id))
    beside = () if topics_for(i18n, watched, now) == (topic,) else (back,)
    return with_menu(i18n, *lines, rows=(*rows, (_order_button(i18n, order),)), beside=beside)


def request(i18n: I18n, watched: WatchedOrder, more: Sequence[str] = ()) -> Screen:
    """The question of a customer, for the admins. `more`: other orders that the customer asks about."""
    write = button(i18n.get("button-write"), AdminCallback(action="write", id=watched.order.id))
    customer = link(i18n.get("button-customer"), f"tg://user?id={watched.chat_id}")
    topic = _title(i18n, Topic(watched.help_topic or Topic.MEMO))
    text = i18n.get("alert-help", topic=bold(topic), facts=code("\n".join(_facts(i18n, watched))))
    return Screen(text + others(i18n, more), ((write,), (customer,)))


def _facts(i18n: I18n, watched: WatchedOrder) -> list[str]:
    """What support asks for, as lines of plain text: what finds a payment first."""
    order = watched.order
    facts = {
        "order": order.id,
        "transaction": _transaction(watched),
        "price": amount_to_pay(i18n, order.price_ton) if order.price_ton else NOT_KNOWN,
        "received": amount_to_pay(i18n, order.paid_ton) if order.paid_ton else "",
        "ordered": _utc_time(order.created_at),
        "paid": _utc_time(watched.marked_paid_at),
        "address": order.payment_address or NOT_KNOWN,
        "memo": order.payment_memo or NOT_KNOWN,
        "status": status_word(i18n, order.status),
        "goods": i18n.get("goods-for", goods=goods(i18n, order.goods), recipient=f"@{order.recipient or NOT_KNOWN}"),
    }
    return [i18n.get("sheet-fact", fact=name, value=value) for name, value in facts.items() if value]


def _transaction(watched: WatchedOrder) -> str | None:
    return watched.sent_transaction or watched.order.tx_hash


def _utc_time(at: datetime | None) -> str:
    """For support, in every language alike."""
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""


def _fitting(lines: list[str]) -> str:
    """The lines that fit into a copy button, the first ones first."""
    text = ""
    for line in map(without_isolates, lines):
        if len(f"{text}\n{line}") <= MAX_COPY_LENGTH:
            text = f"{text}\n{line}".strip()
    return text


def _title(i18n: I18n, topic: Topic) -> str:
    return i18n.get("button-sheet", topic=topic.value, currency=i18n.branding.currency)


def _advice(i18n: I18n, topic: Topic, order: Order | None = None) -> str:
    """An order that has ended takes no more money, so who sent too little is not told to send the rest."""
    name = topic.value
    if order and topic is Topic.MISSING:
        name = f"{topic}-{order.product}"
    elif order and topic is Topic.LITTLE and order.status is not OrderStatus.PENDING_PAYMENT:
        name = f"{topic}-ended"
    return i18n.get("sheet", topic=name, currency=i18n.branding.currency)


def _order_button(i18n: I18n, order: Order) -> Button:
    return button(i18n.get("button-order"), OrderCallback(action="open", id=order.id))
