"""Reseller screens: desk, invoice number, search, statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.orders.draft import Draft
from bot.orders.models import WatchedOrder
from bot.orders.statistics import SalesTotals
from bot.ui.callback_data import MenuCallback, PurchaseCallback
from bot.ui.i18n import I18n, bold, code, plain
from bot.ui.money import percent_text
from bot.ui.screen import Picture, Rows, Screen, button
from bot.ui.screens import my_orders, purchase
from bot.ui.screens.phrases import day_text, money, price, short_name, with_menu


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
        (
            button(i18n.get("button-unpaid"), MenuCallback(target="unpaid")),
            button(i18n.get("button-daily", daily="on" if daily else "off"), MenuCallback(target="daily")),
        ),
    )
    text = i18n.get("desk", quote=code(f"@{bot} 500 @alice"), pay=code(f"@{bot} pay 10421"))
    return with_menu(i18n, text, rows=rows)


def with_invoice(i18n: I18n, draft: Draft, confirm: Screen) -> Screen:
    """The confirm screen with the retail price, the invoice number and a button to change it."""
    change = button(i18n.get("button-invoice"), purchase.press_on(draft, "invoice"))
    text = confirm.text
    if draft.sale and draft.sale.price != draft.estimate:
        text += "\n\n" + i18n.get("client-pays", price=bold(price(i18n, draft.sale.price, draft.sale.code)))
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
    beside = (
        button(i18n.get("button-by-client"), MenuCallback(target="by-client")),
        button(i18n.get("button-export"), MenuCallback(target="export")),
    )
    return with_menu(i18n, *lines, rows=(beside,), picture=chart)


MAX_STATS_CLIENTS = 12


def stats_by_client(i18n: I18n, days: int, spans: Sequence[int], clients: Mapping[str, SalesTotals]) -> Screen:
    """Those who bought most. `clients`: totals by name. `spans`: the numbers of days to choose from."""
    ordered = sorted(clients.items(), key=lambda item: (item[1].ton, item[1].orders), reverse=True)
    lines = [i18n.get("stats-by-client", days=bold(_span(i18n, days)))]
    for name, totals in ordered[:MAX_STATS_CLIENTS]:
        figures = [i18n.get("client-orders", orders=totals.orders), *takings(i18n, totals)]
        lines.append("\n".join([f"<b>{short_name(name)}</b>", *figures]))
    choices = tuple(
        button(_span(i18n, each), MenuCallback(target="by-client", arg=str(each))) for each in spans if each != days
    )
    return with_menu(
        i18n, *lines, rows=(choices,), beside=(button(i18n.get("button-stats"), MenuCallback(target="stats")),)
    )


def day(i18n: I18n, day: date, figures: SalesTotals) -> Screen:
    """The daily report."""
    stats = button(i18n.get("button-stats"), MenuCallback(target="stats"))
    return with_menu(i18n, i18n.get("daily", date=bold(day_text(i18n, day))), _figures(i18n, figures), beside=(stats,))


def daily_switched(i18n: I18n, *, daily: bool, zone: str) -> Screen:
    """`zone` is the person's time zone, like UTC+3."""
    return with_menu(i18n, i18n.get("daily-on", zone=plain(zone)) if daily else i18n.get("daily-off"))


def _span(i18n: I18n, days: int) -> str:
    return i18n.get("stats-today") if days == 1 else i18n.get("days", days=days)


MAX_CURRENCIES = 2
"""Currencies of one span of time that are shown; the file has all."""


def takings(i18n: I18n, figures: SalesTotals) -> list[str]:
    """A paragraph for each currency."""

    def text(amount: Decimal, code: str) -> str:
        return price(i18n, amount if code == "TON" else amount.quantize(Decimal("0.01")), code)

    return [
        i18n.get(
            "takings",
            turnover=text(of.turnover, code),
            cost=text(of.cost, code),
            profit=text(of.profit, code),
            unpaid=text(of.unpaid, code),
        )
        for code, of in list(figures.takings.items())[:MAX_CURRENCIES]
    ]


def _figures(i18n: I18n, figures: SalesTotals) -> str:
    text = i18n.get(
        "figures",
        orders=figures.orders,
        delivered=figures.delivered,
        stars=figures.stars,
        months=figures.months,
        ton=money(i18n, figures.ton),
        success="—" if figures.success is None else percent_text(round(figures.success * 100), i18n.locale),
    )
    return "\n".join([text, *takings(i18n, figures)])
