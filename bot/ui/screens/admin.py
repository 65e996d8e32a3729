"""What admins see."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from aiogram_i18n import I18nContext

from bot.partner.models import Balance
from bot.ui.i18n import bold, code
from bot.ui.press import Go
from bot.ui.screen import Picture, Rows, Screen, button, copies
from bot.ui.screens.words import money
from bot.ui.shop import Shop


@dataclass(frozen=True)
class Health:
    """Latencies in seconds, None for a neighbour that does not answer."""

    partner: float | None
    telegram: float | None
    redis: float | None
    watched: int
    due_lag: timedelta
    notices: int
    notice_lag: timedelta
    intents: int


def balance(i18n: I18nContext, shop: Shop, balance: Balance, usd: Decimal | None) -> Screen:
    lines = [i18n.get("balance", balance=bold(money(shop, balance.balance_ton, usd)))]
    menu: Rows = ((button(i18n.get("button-menu"), Go(to="home").pack()),),)
    address = balance.topup_address
    if not address:
        return Screen(lines[0], menu)
    lines.append(i18n.get("balance-topup", address=code(address)))
    if balance.topup_memo:
        lines.append(i18n.get("balance-memo", memo=code(balance.topup_memo)))
    copy: Rows = ((copies(i18n.get("button-copy-topup"), address),),)
    return Screen("\n\n".join(lines), copy + menu, Picture.qr(f"topup:{address}", f"ton://transfer/{address}"))


def health(i18n: I18nContext, health: Health) -> Screen:
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
    )
    return Screen(text, ((button(i18n.get("button-menu"), Go(to="home").pack()),),))


def _latency(i18n: I18nContext, seconds: float | None) -> str:
    return i18n.get("health-down") if seconds is None else i18n.get("health-ok", ms=f"{seconds * 1000:.0f}")
