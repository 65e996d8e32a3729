"""The list of a chat's orders."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.orders.models import WatchedOrder
from bot.ui.callback_data import MenuCallback, OrderCallback
from bot.ui.i18n import I18n, bold, plain
from bot.ui.screen import Rows, Screen, button, in_rows
from bot.ui.screens.phrases import bought, date_time, home_button, short_number, status_word

ORDERS_PER_PAGE = 6


def orders(i18n: I18n, rows: Sequence[WatchedOrder], total: int, page: int) -> Screen:
    """One page of the chat's orders, newest first, with a button for each."""
    if not total:
        return Screen(i18n.get("orders-none"), ((home_button(i18n),),))
    pages = (total + ORDERS_PER_PAGE - 1) // ORDERS_PER_PAGE
    lines = [i18n.get("orders", page=page + 1, pages=pages)]
    lines += [line(i18n, row) for row in rows]
    pager: list[InlineKeyboardButton] = []
    if page:
        pager.append(button(i18n.get("button-newer"), MenuCallback(target="orders", arg=str(page - 1)).pack()))
    if page + 1 < pages:
        pager.append(button(i18n.get("button-older"), MenuCallback(target="orders", arg=str(page + 1)).pack()))
    foot = (*pager, home_button(i18n))
    return Screen("\n\n".join(lines), (*openers(i18n, rows), foot))


def line(i18n: I18n, watched: WatchedOrder) -> str:
    """An order in a list."""
    order = watched.order
    text = i18n.get(
        "orders-row",
        order=bold(order.id),
        date=date_time(i18n, order.created_at),
        goods=bought(i18n, order),
        status=status_word(i18n, order.status),
    )
    return f"{text} · {plain(watched.invoice)}" if watched.invoice else text


def openers(i18n: I18n, rows: Sequence[WatchedOrder]) -> Rows:
    """Buttons that open the orders."""
    buttons = [
        button(short_number(i18n, row.order.id), OrderCallback(action="open", id=row.order.id).pack()) for row in rows
    ]
    return in_rows(buttons, 3)
