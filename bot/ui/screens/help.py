"""Help topics about an order, each with the facts that support needs."""

from enum import StrEnum

from aiogram.types import InlineKeyboardButton

from bot.orders.models import WatchedOrder
from bot.partner.models import Order, OrderStatus
from bot.ui.callback_data import OrderCallback
from bot.ui.i18n import I18n, at, bold, code, without_isolates
from bot.ui.screen import Rows, Screen, button, copy_button, link
from bot.ui.screens.phrases import NOT_KNOWN, amount_to_pay, goods, number, utc_time, with_menu


class Topic(StrEnum):
    """A problem with an order."""

    MEMO = "memo"
    LITTLE = "little"
    LATE = "late"
    SLOW = "slow"
    MISSING = "missing"


_IN_PROGRESS = (OrderStatus.PAID, OrderStatus.PROCESSING, OrderStatus.UNKNOWN)


def topics_for(order: Order) -> tuple[Topic, ...]:
    """The problems that an order in its status can have."""
    if order.status in _IN_PROGRESS:
        return (Topic.SLOW,)
    if order.status is OrderStatus.COMPLETED:
        return (Topic.MISSING,)
    return (Topic.MEMO, Topic.LITTLE, Topic.LATE)


def topic_list(i18n: I18n, watched: WatchedOrder) -> Screen:
    order = watched.order
    rows: Rows = tuple(
        (button(_title(i18n, topic), OrderCallback(action=f"help-{topic}", id=order.id)),)
        for topic in topics_for(order)
    )
    return with_menu(
        i18n, i18n.get("sheets", order=number(i18n, order)), rows=rows, beside=(_order_button(i18n, order),)
    )


def topic_page(i18n: I18n, watched: WatchedOrder, topic: Topic) -> Screen:
    order, support = watched.order, i18n.branding.support
    facts = _facts(i18n, watched)
    to = i18n.get("sheet-forward", support=at(support)) if support else i18n.get("sheet-forward-nobody")
    lines = [bold(_title(i18n, topic)), _advice(i18n, topic), to, code(facts)]
    contact = (link(i18n.get("button-support"), i18n.branding.user_link(support)),) if support else ()
    copy = copy_button(i18n.get("button-copy-facts"), without_isolates(facts))
    return with_menu(i18n, *lines, rows=((copy, *contact),), beside=(_order_button(i18n, order),))


def _facts(i18n: I18n, watched: WatchedOrder) -> str:
    """The facts that support asks for, as plain text for copying."""
    order = watched.order
    return i18n.get(
        "sheet-facts",
        order=order.id,
        memo=order.payment_memo or NOT_KNOWN,
        goods=goods(i18n, order.goods),
        recipient=f"@{order.recipient}" if order.recipient else NOT_KNOWN,
        price=amount_to_pay(i18n, order.price_ton) if order.price_ton else NOT_KNOWN,
        status=i18n.get("status", status=order.status.value),
        ordered=utc_time(i18n, order.created_at),
        said=utc_time(i18n, watched.marked_paid_at),
    )


def _title(i18n: I18n, topic: Topic) -> str:
    return i18n.get("button-sheet", topic=topic.value)


def _advice(i18n: I18n, topic: Topic) -> str:
    match topic:
        case Topic.MEMO:
            return i18n.get("sheet-memo")
        case Topic.LITTLE:
            return i18n.get("sheet-little")
        case Topic.LATE:
            return i18n.get("sheet-late")
        case Topic.SLOW:
            return i18n.get("sheet-slow")
        case Topic.MISSING:
            return i18n.get("sheet-missing")


def _order_button(i18n: I18n, order: Order) -> InlineKeyboardButton:
    return button(i18n.get("button-order"), OrderCallback(action="open", id=order.id))
