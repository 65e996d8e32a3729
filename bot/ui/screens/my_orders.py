"""My orders: a page of them at a time."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram_i18n import I18nContext

from bot.orders.models import WatchedOrder
from bot.ui.callback_data import MenuCallback, OrderCallback
from bot.ui.i18n import bold, plain
from bot.ui.screen import Rows, Screen, button, in_rows
from bot.ui.screens.phrases import bought, day, status_word

PAGE = 6
"""Orders on one page."""


def orders(i18n: I18nContext, rows: Sequence[WatchedOrder], total: int, page: int) -> Screen:
    """The chat's orders, newest first, a page at a time; each opens by its button."""
    if not total:
        return Screen(
            i18n.get("orders-none"), ((button(i18n.get("button-menu"), MenuCallback(target="home").pack()),),)
        )
    pages = (total + PAGE - 1) // PAGE
    lines = [i18n.get("orders", page=page + 1, pages=pages)]
    lines += [line(i18n, row) for row in rows]
    turns: list[InlineKeyboardButton] = []
    if page:
        turns.append(button(i18n.get("button-newer"), MenuCallback(target="orders", arg=str(page - 1)).pack()))
    if page + 1 < pages:
        turns.append(button(i18n.get("button-older"), MenuCallback(target="orders", arg=str(page + 1)).pack()))
    foot = (*turns, button(i18n.get("button-menu"), MenuCallback(target="home").pack()))
    return Screen("\n\n".join(lines), (*openers(rows), foot))


def line(i18n: I18nContext, watched: WatchedOrder) -> str:
    """An order in a list."""
    order = watched.order
    text = i18n.get(
        "orders-row",
        order=bold(order.id),
        date=day(i18n, order.created_at),
        goods=bought(i18n, order),
        status=status_word(i18n, order.status),
    )
    return f"{text} · {plain(watched.invoice)}" if watched.invoice else text


def openers(rows: Sequence[WatchedOrder]) -> Rows:
    """A button for each, that opens it."""
    return in_rows(
        [button(f"№ {row.order.id}", OrderCallback(action="open", id=row.order.id).pack()) for row in rows], 3
    )
