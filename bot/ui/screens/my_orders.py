"""The list of a chat's orders."""

from collections.abc import Sequence

from bot.orders.models import ENDED, SETTLED, WatchedOrder
from bot.ui.callback_data import MenuCallback, OrderCallback
from bot.ui.i18n import I18n, bold, plain
from bot.ui.screen import Rows, Screen
from bot.ui.screens import pay
from bot.ui.screens.phrases import bought, date_time, money, order_buttons, pager, status_word, with_menu

ORDERS_PER_PAGE = 6


def orders(i18n: I18n, rows: Sequence[WatchedOrder], total: int, page: int) -> Screen:
    """One page of the chat's orders, newest first, with a button for each."""
    if not total:
        return with_menu(i18n, i18n.get("orders-none"))
    pages = (total + ORDERS_PER_PAGE - 1) // ORDERS_PER_PAGE
    lines = [i18n.get("orders", page=page + 1, pages=pages)]
    lines += [line(i18n, row) for row in rows]
    newer_and_older = pager(i18n, page, page + 1 < pages, lambda to: MenuCallback(target="orders", arg=str(to)))
    return with_menu(i18n, *lines, rows=openers(i18n, rows), beside=newer_and_older)


def line(i18n: I18n, watched: WatchedOrder) -> str:
    """An order in a list, with what has arrived for it where that is not the whole story of its status."""
    order = watched.order
    status = i18n.get("status", status="partly") if pay.is_partly_paid(order) else status_word(i18n, order.status)
    if order.paid_ton and order.status in ENDED - SETTLED:
        status += f" · {i18n.get('orders-received', paid=money(i18n, order.paid_ton))}"
    text = i18n.get(
        "orders-row",
        order=bold(order.id),
        date=date_time(i18n, order.created_at),
        goods=bought(i18n, order),
        status=status,
    )
    return f"{text} · {plain(watched.invoice)}" if watched.invoice else text


def openers(i18n: I18n, rows: Sequence[WatchedOrder]) -> Rows:
    ids = [row.order.id for row in rows]
    return order_buttons(i18n, ids, lambda id: OrderCallback(action="open", id=id), width=3)
