"""The statistics of a reseller's orders: as a screen with a chart, as a file, and as a daily report."""

import asyncio
import re
from datetime import date

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.orders.clients import Clients, fold_name
from bot.orders.history import History
from bot.orders.statistics import SalesTotals, day_of
from bot.telegram.context import ChatContext
from bot.telegram.session import ChatState
from bot.ui.callback_data import MenuCallback
from bot.ui.chart import bars_of_days
from bot.ui.csv_files import orders_csv
from bot.ui.screen import Picture
from bot.ui.screens import reseller
from bot.ui.text_input import parse_days
from bot.workers.daily_report import DailyReports, zone_of
from handlers.filters import Command

STATS_DAYS = (1, 7, 30)
"""Numbers of days, today included, that the screen has totals for."""

_ZONE = re.compile(r"([+-])(\d{1,2})(?::([0-5]\d))?")
_MAX_OFFSET = 14 * 60
"""Minutes by which a day is ahead of UTC, or behind it, at most."""


def build() -> Router:
    router = Router(name="business")
    router.message.register(show_stats, Command("my_stats"))
    router.callback_query.register(show_stats, MenuCallback.filter(F.target == "stats"))
    router.callback_query.register(show_by_client, MenuCallback.filter(F.target == "by-client"))
    router.message.register(send_export, Command("my_export"))
    router.callback_query.register(send_export, MenuCallback.filter(F.target == "export"))
    router.message.register(switch_daily, Command("daily"))
    router.callback_query.register(switch_daily, MenuCallback.filter(F.target == "daily"))
    return router


async def show_stats(
    event: Message | CallbackQuery, context: ChatContext, chat_state: ChatState, history: History
) -> None:
    business = await history.business(context.chat_id, zone_of(chat_state.profile), days=max(STATS_DAYS))
    volumes = {day: of.ton for day, of in business.days.items()}
    i18n = context.i18n
    png = await asyncio.to_thread(bars_of_days, i18n.branding.currency, volumes, i18n.locale)
    spans = {days: business.last(days) for days in STATS_DAYS}
    await context.show(reseller.stats(context.i18n, spans, Picture.chart(png)))


async def show_by_client(
    query: CallbackQuery,
    callback_data: MenuCallback,
    context: ChatContext,
    chat_state: ChatState,
    history: History,
    clients: Clients,
) -> None:
    days = next((days for days in STATS_DAYS if str(days) == callback_data.arg), max(STATS_DAYS))
    business = await history.business(context.chat_id, zone_of(chat_state.profile), days=days)
    names, _ = await clients.names_and_notes(context.chat_id)
    by_name: dict[str, SalesTotals] = {}
    spelled: dict[str, str] = {}
    for alias, totals in business.clients.items():
        name = names.get(fold_name(alias), alias)
        name = spelled.setdefault(fold_name(name), name)
        by_name[name] = by_name.get(name, SalesTotals()) + totals
    await context.show(reseller.stats_by_client(context.i18n, days, STATS_DAYS, by_name))


async def send_export(
    event: Message | CallbackQuery,
    context: ChatContext,
    chat_state: ChatState,
    history: History,
    command: CommandObject | None = None,
) -> None:
    """All orders, or those since the first day, or those from the first to the second day, as in
    `/my_export 2026-07-01 2026-07-31`. A day begins and ends in the reseller's time zone."""
    days = parse_days(((command and command.args) or "").split())
    if days is None:
        raise UserError("export-how")
    zone = zone_of(chat_state.profile)
    first, last = (days[0] if days else date(2020, 1, 1)), (days[1] if len(days) > 1 else history.today(zone))
    pages = history.between(context.chat_id, day_of(first, zone)[0], day_of(last, zone)[1])
    rows = [row async for page in pages for row in page]
    if not rows:
        raise UserError("export-none")
    await context.send_file(f"orders-{last:%Y%m%d}.csv", orders_csv(rows))


async def switch_daily(
    event: Message | CallbackQuery,
    context: ChatContext,
    chat_state: ChatState,
    daily: DailyReports,
    command: CommandObject | None = None,
) -> None:
    """`/daily on`, `/daily off`, `/daily +3` (on, and the day ends three hours before UTC's); alone, it switches.

    The profile also gets the language, because the report is written without an update of the person.
    """
    match ((command and command.args) or "").strip().lower():
        case "":
            changes: dict[str, object] = {"daily": not chat_state.profile.daily}
        case "on" | "off" as word:
            changes = {"daily": word == "on"}
        case zone:
            changes = {"daily": True, "utc_offset": _parse_offset(zone)}
    profile = chat_state.profile = chat_state.profile.model_copy(update={**changes, "locale": context.i18n.locale})
    await daily.switch(context.chat_id, profile)
    await daily.switch_shop(context.chat_id, profile)  # an admin's hour is one of the same time zone
    await context.show(reseller.daily_switched(context.i18n, daily=profile.daily, zone=str(zone_of(profile))))


def _parse_offset(zone: str) -> int:
    match = _ZONE.fullmatch(zone)
    minutes = int(match[2]) * 60 + int(match[3] or 0) if match else _MAX_OFFSET + 1
    if match is None or minutes > _MAX_OFFSET:
        raise UserError("daily-how")
    return minutes if match[1] == "+" else -minutes
