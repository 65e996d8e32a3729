"""A reseller's own figures: as a screen with a chart, as a file, and as a daily message."""

import asyncio
import re
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.orders.history import History
from bot.orders.statistics import day_of
from bot.telegram.context import ChatContext
from bot.telegram.session import ChatState, Profile
from bot.ui.callback_data import MenuCallback
from bot.ui.chart import bars
from bot.ui.csv_files import orders_csv
from bot.ui.screen import Picture
from bot.ui.screens import reseller
from bot.workers.daily_report import DailyReports, zone_of

STATS_DAYS = (1, 7, 30)
"""Days, today included, that the figures are told for."""

_ZONE = re.compile(r"([+-])(\d{1,2})(?::([0-5]\d))?")
_MAX_OFFSET = 14 * 60
"""Minutes by which a day is ahead of UTC, or behind it, at most."""


def build() -> Router:
    router = Router(name="business")
    router.message.register(show_stats, Command("my_stats", ignore_case=True))
    router.callback_query.register(show_stats, MenuCallback.filter(F.target == "stats"))
    router.message.register(cmd_my_export, Command("my_export", ignore_case=True))
    router.callback_query.register(on_export, MenuCallback.filter(F.target == "export"))
    router.message.register(cmd_daily, Command("daily", ignore_case=True))
    router.callback_query.register(on_daily, MenuCallback.filter(F.target == "daily"))
    return router


async def show_stats(
    event: Message | CallbackQuery, context: ChatContext, chat_state: ChatState, history: History
) -> None:
    business = await history.business(context.chat_id, zone_of(chat_state.profile), days=max(STATS_DAYS))
    labels, values = [f"{day:%d.%m}" for day in business.days], [of.ton for of in business.days.values()]
    png = await asyncio.to_thread(bars, context.i18n.branding.currency, labels, values)
    spans = {days: business.last(days) for days in STATS_DAYS}
    await context.show(reseller.stats(context.i18n, spans, Picture.chart(png)))


async def cmd_my_export(
    message: Message, command: CommandObject, context: ChatContext, chat_state: ChatState, history: History
) -> None:
    """`/my_export`, `/my_export 2026-07-01`, `/my_export 2026-07-01 2026-07-31`."""
    try:
        asked = [date.fromisoformat(word) for word in (command.args or "").split()]
    except ValueError as error:
        raise UserError("export-how") from error
    if len(asked) > 2 or asked != sorted(asked):
        raise UserError("export-how")
    await _export(context, chat_state.profile, history, asked)


async def on_export(query: CallbackQuery, context: ChatContext, chat_state: ChatState, history: History) -> None:
    await _export(context, chat_state.profile, history, [])


async def cmd_daily(
    message: Message, command: CommandObject, context: ChatContext, chat_state: ChatState, daily: DailyReports
) -> None:
    """`/daily on`, `/daily off`, `/daily +3` (on, and my day ends three hours before UTC's); `/daily` switches."""
    match (command.args or "").strip().lower():
        case "":
            changes: dict[str, object] = {"daily": not chat_state.profile.daily}
        case "on" | "off" as word:
            changes = {"daily": word == "on"}
        case zone:
            changes = {"daily": True, "utc_offset": _parse_offset(zone)}
    await _switch_daily(context, chat_state, daily, changes)


async def on_daily(query: CallbackQuery, context: ChatContext, chat_state: ChatState, daily: DailyReports) -> None:
    await _switch_daily(context, chat_state, daily, {"daily": not chat_state.profile.daily})


async def _export(context: ChatContext, profile: Profile, history: History, asked: list[date]) -> None:
    """All orders, those since a day, or those from one day to another; days are the reseller's own."""
    zone = zone_of(profile)
    first, last = (asked[0] if asked else date(2020, 1, 1)), (asked[1] if len(asked) > 1 else history.today(zone))
    rows = [
        row
        async for page in history.between(context.chat_id, day_of(first, zone)[0], day_of(last, zone)[1])
        for row in page
    ]
    if not rows:
        raise UserError("export-none")
    await context.send_file(f"orders-{last:%Y%m%d}.csv", orders_csv(rows))


async def _switch_daily(
    context: ChatContext, chat_state: ChatState, daily: DailyReports, changes: dict[str, object]
) -> None:
    """The language goes with it: a message that comes by itself has no person before it."""
    chat_state.profile = chat_state.profile.model_copy(update={**changes, "locale": context.i18n.locale})
    await daily.switch(context.chat_id, chat_state.profile)
    zone = str(zone_of(chat_state.profile))
    await context.show(reseller.daily_switched(context.i18n, daily=chat_state.profile.daily, zone=zone))


def _parse_offset(zone: str) -> int:
    match = _ZONE.fullmatch(zone)
    minutes = int(match[2]) * 60 + int(match[3] or 0) if match else _MAX_OFFSET + 1
    if match is None or minutes > _MAX_OFFSET:
        raise UserError("daily-how")
    return minutes if match[1] == "+" else -minutes
