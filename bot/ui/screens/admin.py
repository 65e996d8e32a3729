"""Admin screens: balance, transactions, statistics, rate, fees, health, maintenance, blocked users, audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from aiogram.types import InlineKeyboardButton

from bot.notifications.outbox import Notice
from bot.operations.administration import AuditEntry
from bot.orders.statistics import DayCount
from bot.partner.models import Balance, Fees, OrderStatus, Stats, TonRate, Transaction
from bot.ui.callback_data import AdminCallback
from bot.ui.i18n import I18n, bold, code, local_time, plain
from bot.ui.money import percent_text, usd_text
from bot.ui.screen import Picture, Rows, Screen, button, copy_button, link
from bot.ui.screens.alerts import alert
from bot.ui.screens.phrases import count, home_button, money, short_number
from bot.ui.wallet import tonkeeper_link, transfer_link

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
    """`partner`, `telegram` and `redis` are latencies in seconds (None: no answer). `strangers` counts attempts of
    other people to use admin commands. `alerts` are the active ones, each as `kind:subject`."""

    partner: float | None
    telegram: float | None
    redis: float | None
    watched: int
    due_lag: timedelta
    notices: int
    notice_lag: timedelta
    intents: int
    frozen: int
    people: int
    strangers: int
    maintenance: bool
    version: str
    uptime: timedelta
    alerts: Sequence[str] = ()


def balance(i18n: I18n, balance: Balance, usd: Decimal | None) -> Screen:
    lines = [i18n.get("balance", balance=bold(money(i18n, balance.balance_ton, usd)))]
    history = button(i18n.get("button-transactions"), AdminCallback(action="transactions", arg="0").pack())
    foot: Rows = ((history, home_button(i18n)),)
    address = balance.topup_address
    if not address:
        return Screen(lines[0], foot)
    lines.append(i18n.get("balance-topup", address=code(address)))
    memo = balance.topup_memo
    if memo:
        lines.append(i18n.get("balance-memo", memo=code(memo)))
    rows: Rows = (
        (
            link(i18n.get("button-wallet"), transfer_link(address, None, memo)),
            link(i18n.get("button-tonkeeper"), tonkeeper_link(address, None, memo)),
        ),
        (
            copy_button(i18n.get("button-copy-topup"), address),
            *([copy_button(i18n.get("button-copy-memo"), memo)] if memo else []),
        ),
    )
    picture = Picture.qr(f"topup:{address}", transfer_link(address, None, memo))
    return Screen("\n\n".join(lines), rows + foot, picture)


def transactions(i18n: I18n, rows: Sequence[Transaction], total: int | None, page: int) -> Screen:
    """Newest first. `total` is None if the partner does not give it."""
    lines = [i18n.get("transactions", page=page + 1)]
    lines += [_transaction_row(i18n, row) for row in rows] or [i18n.get("transactions-none")]
    more = (page + 1) * ROWS_PER_PAGE < total if total is not None else len(rows) == ROWS_PER_PAGE
    opens = _orders_of(i18n, rows)
    return Screen("\n\n".join(lines), (*opens, (*page_buttons(i18n, "transactions", page, more), home_button(i18n))))


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


def _orders_of(i18n: I18n, rows: Sequence[Transaction]) -> Rows:
    ids = list(dict.fromkeys(row.order_id for row in rows if row.order_id))
    buttons = [button(short_number(i18n, id), AdminCallback(action="order", id=id).pack()) for id in ids]
    return tuple(tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4))


def stats(i18n: I18n, partner: Stats | None, days: Sequence[DayCount], png: bytes) -> Screen:
    """The partner's summary (None: it did not answer), this bot's own counts, and a chart of the days."""
    lines = [i18n.get("figures-all"), _partner_stats(i18n, partner), _own_stats(i18n, days)]
    return Screen("\n\n".join(lines), ((home_button(i18n),),), Picture.chart(png))


def _partner_stats(i18n: I18n, stats: Stats | None) -> str:
    if stats is None:
        return i18n.get("figures-partner-down")
    lines = [
        i18n.get(
            "figures-partner",
            orders=count(i18n, stats.total_orders),
            stars=count(i18n, stats.stars_total),
            months=count(i18n, stats.premium_months_total),
            volume="–" if stats.volume_ton is None else money(i18n, stats.volume_ton),
        )
    ]
    known = {status.value for status in OrderStatus}
    for status, number in sorted((stats.by_status or {}).items())[:MAX_STATUSES]:
        word = i18n.get("status", status=status) if status in known else plain(status)
        lines.append(f"{word}: {count(i18n, number)}")
    lines += [f"{plain(name)}: {value}" for name, value in list(stats.other_numbers.items())[:MAX_OTHER_NUMBERS]]
    return "\n".join(lines)


def _own_stats(i18n: I18n, days: Sequence[DayCount]) -> str:
    lines = [i18n.get("figures-own", days=len(days))]
    lines += [
        i18n.get(
            "figures-day",
            day=bold(f"{day.day:%d.%m.}"),
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


def rate(i18n: I18n, rate: TonRate) -> Screen:
    text = i18n.get(
        "rate",
        rate=bold(f"{money(i18n, Decimal(1))} = {usd_text(rate.ton_usd, i18n.locale)}"),
        at=timestamp(rate.updated_at),
    )
    return Screen(text, ((home_button(i18n),),))


def fees(i18n: I18n, fees: Fees) -> Screen:
    text = i18n.get(
        "fees",
        low=count(i18n, fees.stars_min),
        high=count(i18n, fees.stars_max),
        stars=_percent(i18n, fees.stars_fee_percent),
        months=", ".join(map(str, fees.months)) or "–",
        premium=_percent(i18n, fees.premium_fee_percent),
    )
    return Screen(text, ((home_button(i18n),),))


def health(i18n: I18n, health: Health) -> Screen:
    text = i18n.get(
        "health",
        partner=_latency(i18n, health.partner),
        telegram=_latency(i18n, health.telegram),
        redis=_latency(i18n, health.redis),
        watched=health.watched,
        due=int(health.due_lag.total_seconds()),
        notices=health.notices,
        lag=int(health.notice_lag.total_seconds()),
        intents=health.intents,
        frozen=health.frozen,
        people=health.people,
        strangers=health.strangers,
        version=health.version,
        uptime=_uptime(health.uptime),
    )
    lines = [text]
    if health.maintenance:
        lines.append(i18n.get("health-closed"))
    lines += [alert(i18n, Notice.read(f"alert:{id}")).text for id in health.alerts[:MAX_ALERTS]]
    return Screen("\n\n".join(lines), ((home_button(i18n),),))


def maintenance(i18n: I18n, words: str | None, stopped: str | None = None) -> Screen:
    """`words` is the text for customers; None: maintenance is off. `stopped`: why all confirmations are stopped."""
    if words is None:
        return Screen(i18n.get("maintenance-off"), ((home_button(i18n),),))
    text = i18n.get("maintenance-on")
    if stopped is not None:
        text = i18n.get("orders-stopped", reason=plain(stopped))
    return Screen(f"{text}\n\n{plain(words)}" if words else text, ((home_button(i18n),),))


def blocked(i18n: I18n, people: Sequence[int]) -> Screen:
    names = ", ".join(code(id) for id in people[:MAX_BLOCKED_USERS]) or "–"
    if len(people) > MAX_BLOCKED_USERS:
        names += f" … ({len(people)})"
    return Screen(i18n.get("blocked-people", people=names), ((home_button(i18n),),))


def audit(i18n: I18n, entries: Sequence[AuditEntry], total: int, page: int) -> Screen:
    lines = [i18n.get("audit")]
    rows = [
        f"{timestamp(entry.at)} · {code(entry.admin)}\n{bold(entry.did)} {plain(entry.about[:200])}"
        for entry in entries
    ]
    lines += rows or [i18n.get("audit-none")]
    more = (page + 1) * ROWS_PER_PAGE < total
    return Screen("\n\n".join(lines), ((*page_buttons(i18n, "audit", page, more), home_button(i18n)),))


def page_buttons(i18n: I18n, action: str, page: int, more: bool, id: str = "") -> list[InlineKeyboardButton]:
    """Buttons to the newer and the older page."""
    buttons = []
    if page:
        buttons.append(button(i18n.get("button-newer"), AdminCallback(action=action, id=id, arg=str(page - 1)).pack()))
    if more:
        buttons.append(button(i18n.get("button-older"), AdminCallback(action=action, id=id, arg=str(page + 1)).pack()))
    return buttons


def timestamp(at: datetime | None) -> str:
    return local_time(at, f"{at:%Y-%m-%d %H:%M:%S} UTC", "dT") if at else "–"


def _latency(i18n: I18n, seconds: float | None) -> str:
    return i18n.get("health-down") if seconds is None else i18n.get("health-ok", ms=f"{seconds * 1000:.0f}")


def _uptime(uptime: timedelta) -> str:
    hours, rest = divmod(int(uptime.total_seconds()), 3600)
    return f"{hours // 24}d {hours % 24}h {rest // 60}m"


def _percent(i18n: I18n, value: Decimal | None) -> str:
    return "–" if value is None else percent_text(value, i18n.locale)
