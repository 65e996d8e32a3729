"""Reseller screens: desk, invoice number, search, statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.orders.draft import Draft
from bot.orders.models import WatchedOrder
from bot.orders.statistics import SalesTotals
from bot.ui.callback_data import MenuCallback, PurchaseCallback
from bot.ui.i18n import I18n, bold, code, plain
from bot.ui.money import percent_text
from bot.ui.screen import Picture, Rows, Screen, button
from bot.ui.screens import my_orders, purchase
from bot.ui.screens.phrases import money, with_menu


def with_desk(i18n: I18n, home: Screen) -> Screen:
    """The home screen with a button to the reseller's desk."""
    return replace(home, rows=(*home.rows, (button(i18n.get("button-desk"), MenuCallback(target="desk")),)))


def desk(i18n: I18n, bot: str, *, daily: bool) -> Screen:
    """`bot` is the bot's own username, for inline mode."""
    rows: Rows = (
        (
            button(i18n.get("button-bulk"), MenuCallback(target="bulk"), style="primary"),
            button(i18n.get("button-stats"), MenuCallback(target="stats")),
        ),
        (
            button(i18n.get("button-prices"), MenuCallback(target="prices")),
            button(i18n.get("button-export"), MenuCallback(target="export")),
        ),
        (button(i18n.get("button-daily", daily="on" if daily else "off"), MenuCallback(target="daily")),),
    )
    text = i18n.get("desk", quote=code(f"@{bot} 500 @alice"), pay=code(f"@{bot} pay 10421"))
    return with_menu(i18n, text, rows=rows)


def with_invoice(i18n: I18n, draft: Draft, confirm: Screen) -> Screen:
    """The confirm screen with the invoice number and a button to change it."""
    change = button(i18n.get("button-invoice"), purchase.press_on(draft, "invoice"))
    text = confirm.text
    if draft.invoice:
        text += "\n\n" + i18n.get("invoice-line", invoice=code(draft.invoice))
    return Screen(text, (*confirm.rows[:-1], (change,), *confirm.rows[-1:]))


def invoice(i18n: I18n, draft: Draft) -> Screen:
    back = button(i18n.get("button-back"), purchase.press_on(draft))
    without = button(i18n.get("button-no-invoice"), PurchaseCallback(action="uninvoice", draft=draft.id))
    return Screen(i18n.get("invoice-ask"), ((back, without) if draft.invoice else (back,),))


MAX_FOUND = 5
"""Orders in a search result, newest first."""


def found(i18n: I18n, words: str, rows: Sequence[WatchedOrder]) -> Screen:
    if not rows:
        return with_menu(i18n, i18n.get("found-none", words=code(words)))
    lines = [i18n.get("found", words=code(words)), *(my_orders.line(i18n, row) for row in rows)]
    return with_menu(i18n, *lines, rows=my_orders.openers(i18n, rows))


def stats(i18n: I18n, spans: Mapping[int, SalesTotals], chart: Picture | None) -> Screen:
    """`spans`: totals by number of days."""
    lines = [i18n.get("stats", currency=i18n.branding.currency)]
    lines += [f"{bold(_span(i18n, days))}\n{_figures(i18n, of)}" for days, of in spans.items()]
    export = button(i18n.get("button-export"), MenuCallback(target="export"))
    return with_menu(i18n, *lines, beside=(export,), picture=chart)


def day(i18n: I18n, date: str, figures: SalesTotals) -> Screen:
    """The daily report."""
    stats = button(i18n.get("button-stats"), MenuCallback(target="stats"))
    return with_menu(i18n, i18n.get("daily", date=bold(date)), _figures(i18n, figures), beside=(stats,))


def daily_switched(i18n: I18n, *, daily: bool, zone: str) -> Screen:
    """`zone` is the person's time zone, like UTC+3."""
    return with_menu(i18n, i18n.get("daily-on", zone=plain(zone)) if daily else i18n.get("daily-off"))


def _span(i18n: I18n, days: int) -> str:
    return i18n.get("stats-today") if days == 1 else i18n.get("days", days=days)


def _figures(i18n: I18n, figures: SalesTotals) -> str:
    return i18n.get(
        "figures",
        orders=figures.orders,
        delivered=figures.delivered,
        stars=figures.stars,
        months=figures.months,
        ton=money(i18n, figures.ton),
        success="—" if figures.success is None else percent_text(round(figures.success * 100), i18n.locale),
    )
