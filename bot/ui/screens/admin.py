"""Admin screens: balance, transactions, statistics, rate, fees, health, maintenance, blocked users, audit log."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.notifications.outbox import Notice
from bot.operations.administration import AuditEntry
from bot.orders.statistics import DayCount, OpenMoney, SalesTotals
from bot.partner.account import Balance, Stats, Transaction
from bot.partner.prices import Fees, TonRate
from bot.partner.statuses import OrderStatus
from bot.ui.callback_data import AdminCallback
from bot.ui.i18n import I18n, bold, code, local_time, plain
from bot.ui.money import percent_text, usd_text
from bot.ui.screen import Picture, Rows, Screen, button, copy_button
from bot.ui.screens.alerts import alert
from bot.ui.screens.pay import wallet_rows
from bot.ui.screens.phrases import count, day_text, money, order_buttons, pager, with_menu
from bot.ui.screens.reseller import takings
from bot.ui.wallet import transfer_link

ROWS_PER_PAGE = 10

MAX_DAYS_IN_TEXT = 4
"""A caption has room for no more days; the chart shows all."""

MAX_OTHER_NUMBERS = 3
"""Numbers of the partner without a text of ours."""

MAX_STATUSES = 9
MAX_ALERTS = 10
MAX_BLOCKED_USERS = 50


@dataclass(frozen=True)
class Health:
    """`latencies` in seconds (None: no answer) and `numbers` have the names of the variables of the text `health`.
    `alerts` are the active ones, each as `kind:subject`."""

    latencies: Mapping[str, float | None]
    numbers: Mapping[str, int]
    maintenance: bool
    version: str
    uptime: timedelta
    alerts: Sequence[str] = ()


def balance(i18n: I18n, balance: Balance, usd: Decimal | None) -> Screen:
    lines = [i18n.get("balance", balance=bold(money(i18n, balance.balance_ton, usd)))]
    history = (button(i18n.get("button-transactions"), AdminCallback(action="transactions", arg="0")),)
    address, memo = balance.topup_address, balance.topup_memo
    if not address:
        return with_menu(i18n, *lines, beside=history)
    lines.append(i18n.get("balance-topup", address=code(address)))
    copies = [copy_button(i18n.get("button-copy-topup"), address)]
    if memo:
        lines.append(i18n.get("balance-memo", memo=code(memo)))
        copies.append(copy_button(i18n.get("button-copy-memo"), memo))
    rows = (*wallet_rows(i18n, address, None, memo), tuple(copies))
    picture = Picture.qr(f"topup:{address}", transfer_link(address, None, memo))
    return with_menu(i18n, *lines, rows=rows, beside=history, picture=picture)


def transactions(i18n: I18n, rows: Sequence[Transaction], total: int | None, page: int) -> Screen:
    """Newest first. `total` is None if the partner does not give it."""
    lines = [i18n.get("transactions", page=page + 1)]
    lines += [_transaction_row(i18n, row) for row in rows] or [i18n.get("transactions-none")]
    more = (page + 1) * ROWS_PER_PAGE < total if total is not None else len(rows) == ROWS_PER_PAGE
    ids = dict.fromkeys(row.order_id for row in rows if row.order_id)
    return with_menu(
        i18n, *lines, rows=open_buttons(i18n, ids), beside=pager(i18n, page, more, _to_page("transactions"))
    )


def _transaction_row(i18n: I18n, row: Transaction) -> str:
    sign = "+" if row.amount_ton > 0 else ""
    text = i18n.get(
        "transactions-row",
        amount=bold(f"{sign}{money(i18n, row.amount_ton)}"),
        kind=_kind(i18n, row.type),
        at=timestamp(row.created_at),
    )
    return f"{text}\n{i18n.get('order-number', order=bold(row.order_id))}" if row.order_id else text


def _kind(i18n: I18n, kind: str) -> str:
    """Our text for a kind of transaction, else the partner's word."""
    known = i18n.get("transaction-kind", kind=kind)
    return known if known != "-" else code(kind)


def open_buttons(i18n: I18n, ids: Iterable[str]) -> Rows:
    """Buttons to the cards of orders."""
    return order_buttons(i18n, ids, lambda id: AdminCallback(action="order", id=id), width=4)


def stats(i18n: I18n, partner: Stats | None, days: Sequence[DayCount], png: bytes) -> Screen:
    """The partner's summary (None: it did not answer), this bot's own counts, and a chart of the days."""
    lines = [i18n.get("figures-all"), _partner_stats(i18n, partner), _own_stats(i18n, days)]
    return with_menu(i18n, *lines, picture=Picture.chart(png))


def _partner_stats(i18n: I18n, stats: Stats | None) -> str:
    if stats is None:
        return i18n.get("figures-partner-down")
    known = {status.value for status in OrderStatus}
    by_status = ", ".join(
        f"{i18n.get('status', status=status) if status in known else plain(status)}: {count(i18n, number)}"
        for status, number in sorted((stats.by_status or {}).items())[:MAX_STATUSES]
    )
    lines = [
        i18n.get(
            "figures-partner",
            orders=count(i18n, stats.total_orders) + (f" ({by_status})" if by_status else ""),
            stars=count(i18n, stats.stars_total),
            months=count(i18n, stats.premium_months_total),
            volume="–" if stats.volume_ton is None else money(i18n, stats.volume_ton),
        )
    ]
    lines += [f"{plain(name)}: {value}" for name, value in list(stats.other_numbers.items())[:MAX_OTHER_NUMBERS]]
    return "\n".join(lines)


def _own_stats(i18n: I18n, days: Sequence[DayCount]) -> str:
    lines = [i18n.get("figures-own", days=len(days))]
    lines += [
        i18n.get(
            "figures-day",
            day=bold(day_text(i18n, day.day, "MMMd")),
            placed=day.placed,
            paid=day.paid,
            completed=day.completed,
            volume=money(i18n, day.ton),
        )
        for day in reversed([day for day in days if day.placed or day.paid or day.completed][-MAX_DAYS_IN_TEXT:])
    ]
    total = sum((day.ton for day in days), Decimal(0))
    lines.append(
        i18n.get(
            "figures-total",
            completed=sum(day.completed for day in days),
            stars=sum(day.stars for day in days),
            months=sum(day.months for day in days),
            volume=bold(money(i18n, total)),
        )
    )
    return "\n".join(lines)


def shop_day(i18n: I18n, day: DayCount, open_money: OpenMoney, resold: SalesTotals, now: datetime) -> Screen:
    """The daily report of the shop. `resold`: what the orders of all resellers were sold for."""
    unsuccessful = ", ".join(
        f"{i18n.get('status', status=status.value)}: {count(i18n, number)}"
        for status, number in day.unsuccessful.items()
        if number
    )
    text = i18n.get(
        "shop-day",
        day=bold(day_text(i18n, day.day)),
        placed=count(i18n, day.placed),
        paid=count(i18n, day.paid),
        completed=count(i18n, day.completed),
        volume=bold(money(i18n, day.ton)),
        unsuccessful=unsuccessful or "–",
        slowest="–" if day.slowest is None else _duration(day.slowest),
    )
    if open_money.since is None:
        text += "\n" + i18n.get("shop-day-open-none")
    else:
        longest, number = _duration(now - open_money.since), count(i18n, open_money.orders)
        text += "\n" + i18n.get("shop-day-open", open=number, money=money(i18n, open_money.ton), longest=longest)
    if resold.takings:
        text += "\n\n" + "\n".join([i18n.get("shop-day-resold"), *takings(i18n, resold)])
    more = button(i18n.get("command-stats"), AdminCallback(action="stats"))
    return with_menu(i18n, text, beside=(more,))


def shop_daily(i18n: I18n, hour: int | None, zone: str) -> Screen:
    """Whether and when the report of the shop comes."""
    text = (
        i18n.get("shop-daily-off")
        if hour is None
        else i18n.get("shop-daily-on", hour=f"{hour:02}:00", zone=plain(zone))
    )
    return with_menu(i18n, text)


def _duration(time: timedelta) -> str:
    hours, rest = divmod(int(time.total_seconds()), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"


def rate(i18n: I18n, rate: TonRate) -> Screen:
    text = i18n.get(
        "rate",
        rate=bold(f"{money(i18n, Decimal(1))} = {usd_text(rate.ton_usd, i18n.locale)}"),
        at=timestamp(rate.updated_at),
    )
    return with_menu(i18n, text)


def fees(i18n: I18n, fees: Fees) -> Screen:
    text = i18n.get(
        "fees",
        low=count(i18n, fees.stars_min),
        high=count(i18n, fees.stars_max),
        stars=_percent(i18n, fees.stars_fee_percent),
        months=", ".join(map(str, fees.months)) or "–",
        premium=_percent(i18n, fees.premium_fee_percent),
    )
    return with_menu(i18n, text)


def health(i18n: I18n, health: Health) -> Screen:
    latencies = {name: _latency(i18n, seconds) for name, seconds in health.latencies.items()}
    uptime = _uptime(health.uptime)
    lines = [i18n.get("health", **latencies, **health.numbers, version=health.version, uptime=uptime)]
    if health.maintenance:
        lines.append(i18n.get("health-closed"))
    lines += [alert(i18n, Notice.read(f"alert:{id}")).text for id in health.alerts[:MAX_ALERTS]]
    return with_menu(i18n, *lines)


def maintenance(i18n: I18n, words: str | None, stopped: str | None = None) -> Screen:
    """`words` is the text for customers; None: maintenance is off. `stopped`: why all confirmations are stopped."""
    if words is None:
        close = button(i18n.get("button-close-shop"), AdminCallback(action="close-shop"), style="danger")
        return with_menu(i18n, i18n.get("maintenance-off"), rows=((close,),))
    text = i18n.get("maintenance-on")
    if stopped is not None:
        text = i18n.get("orders-stopped", reason=plain(stopped))
    open_again = button(i18n.get("button-open-shop"), AdminCallback(action="open-shop"), style="success")
    return with_menu(i18n, f"{text}\n\n{plain(words)}" if words else text, rows=((open_again,),))


def blocked(i18n: I18n, people: Sequence[int]) -> Screen:
    names = ", ".join(code(id) for id in people[:MAX_BLOCKED_USERS]) or "–"
    if len(people) > MAX_BLOCKED_USERS:
        names += f" … ({len(people)})"
    return with_menu(i18n, i18n.get("blocked-people", people=names))


def audit(i18n: I18n, entries: Sequence[AuditEntry], total: int, page: int) -> Screen:
    lines = [i18n.get("audit")]
    lines += [
        f"{timestamp(entry.at)} · {code(entry.admin)}\n{bold(entry.did)} {plain(entry.about[:200])}"
        for entry in entries
    ] or [i18n.get("audit-none")]
    more = (page + 1) * ROWS_PER_PAGE < total
    return with_menu(i18n, *lines, beside=pager(i18n, page, more, _to_page("audit")))


def _to_page(action: str) -> Callable[[int], AdminCallback]:
    return lambda page: AdminCallback(action=action, arg=str(page))


def timestamp(at: datetime | None) -> str:
    return local_time(at, f"{at:%Y-%m-%d %H:%M:%S} UTC", "dT") if at else "–"


def _latency(i18n: I18n, seconds: float | None) -> str:
    return i18n.get("health-down") if seconds is None else i18n.get("health-ok", ms=f"{seconds * 1000:.0f}")


def _uptime(uptime: timedelta) -> str:
    hours, rest = divmod(int(uptime.total_seconds()), 3600)
    return f"{hours // 24}d {hours % 24}h {rest // 60}m"


def _percent(i18n: I18n, value: Decimal | None) -> str:
    return "–" if value is None else percent_text(value, i18n.locale)
