"""Help where it hurts: what to do about one order, in a message that is ready to be forwarded to support."""

from enum import StrEnum

from aiogram.types import InlineKeyboardButton
from aiogram_i18n import I18nContext

from bot.orders.models import WatchedOrder
from bot.partner.models import Order, OrderStatus
from bot.ui.branding import Branding
from bot.ui.callback_data import MenuCallback, OrderCallback
from bot.ui.i18n import at, bold, code, without_isolates
from bot.ui.screen import Rows, Screen, button, copies, link
from bot.ui.screens.phrases import NOTHING, goods, moment, money, number


class Topic(StrEnum):
    """What a person may be worried about."""

    MEMO = "memo"
    LITTLE = "little"
    LATE = "late"
    SLOW = "slow"
    MISSING = "missing"


_ON_THEIR_WAY = (OrderStatus.PAID, OrderStatus.PROCESSING, OrderStatus.UNKNOWN)


def topics(order: Order) -> tuple[Topic, ...]:
    """The worries that an order in this status can give."""
    if order.status in _ON_THEIR_WAY:
        return (Topic.SLOW,)
    if order.status is OrderStatus.COMPLETED:
        return (Topic.MISSING,)
    return (Topic.MEMO, Topic.LITTLE, Topic.LATE)


def contents(i18n: I18nContext, watched: WatchedOrder) -> Screen:
    """The sheets there are for an order."""
    order = watched.order
    rows: Rows = tuple(
        (button(_title(i18n, topic), OrderCallback(action=f"help-{topic}", id=order.id).pack()),)
        for topic in topics(order)
    )
    return Screen(i18n.get("sheets", order=number(i18n, order)), (*rows, _ways_out(i18n, order)))


def sheet(i18n: I18nContext, branding: Branding, watched: WatchedOrder, topic: Topic) -> Screen:
    order = watched.order
    facts = _facts(i18n, branding, watched)
    to = (
        i18n.get("sheet-forward", support=at(branding.support))
        if branding.support
        else i18n.get("sheet-forward-nobody")
    )
    lines = [bold(_title(i18n, topic)), _advice(i18n, topic), to, code(facts)]
    contact = (link(i18n.get("button-support"), branding.person(branding.support)),) if branding.support else ()
    copy = copies(i18n.get("button-copy-facts"), without_isolates(facts))
    return Screen("\n\n".join(lines), ((copy, *contact), _ways_out(i18n, order)))


def _facts(i18n: I18nContext, branding: Branding, watched: WatchedOrder) -> str:
    """What support asks for first; not marked up, so that it can be copied."""
    order = watched.order
    return i18n.get(
        "sheet-facts",
        order=order.id,
        memo=order.payment_memo or NOTHING,
        goods=goods(i18n, order.product, order.amount),
        recipient=f"@{order.recipient}" if order.recipient else NOTHING,
        price=money(branding, order.price_ton) if order.price_ton else NOTHING,
        status=i18n.get("status", status=order.status.value),
        ordered=moment(i18n, order.created_at),
        said=moment(i18n, watched.marked_paid_at),
    )


def _title(i18n: I18nContext, topic: Topic) -> str:
    return i18n.get("button-sheet", topic=topic.value)


def _advice(i18n: I18nContext, topic: Topic) -> str:
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


def _ways_out(i18n: I18nContext, order: Order) -> tuple[InlineKeyboardButton, ...]:
    return (
        button(i18n.get("button-order"), OrderCallback(action="open", id=order.id).pack()),
        button(i18n.get("button-menu"), MenuCallback(target="home").pack()),
    )
