"""A reseller's own figures: as a screen with a chart, as a file, and as a daily message."""

import asyncio
import re
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import BadInput
from bot.orders.history import History, day_of
from bot.telegram.context import Stage
from bot.telegram.session import Profile, Visit
from bot.ui.branding import Shop
from bot.ui.callback_data import Go
from bot.ui.chart import bars
from bot.ui.csv_files import orders_csv
from bot.ui.screen import Picture
from bot.ui.screens import reseller
from bot.workers.daily_report import Daily, zone_of

SPANS = (1, 7, 30)
"""Days, today included, that the figures are told for."""

_ZONE = re.compile(r"([+-])(\d{1,2})(?::([0-5]\d))?")
_FURTHEST = 14 * 60
"""Minutes by which a day is ahead of UTC, or behind it, at most."""


def build() -> Router:
    router = Router(name="business")
    router.message.register(stats_asked, Command("my_stats"))
    router.callback_query.register(stats_asked, Go.filter(F.to == "stats"))
    router.message.register(export_asked, Command("my_export"))
    router.callback_query.register(export_pressed, Go.filter(F.to == "export"))
    router.message.register(daily_told, Command("daily"))
    router.callback_query.register(daily_pressed, Go.filter(F.to == "daily"))
    return router


async def stats_asked(event: Message | CallbackQuery, stage: Stage, visit: Visit, history: History, shop: Shop) -> None:
    business = await history.business(stage.chat_id, zone_of(visit.profile), days=max(SPANS))
    labels, values = [f"{day:%d.%m}" for day in business.days], [of.ton for of in business.days.values()]
    png = await asyncio.to_thread(bars, shop.currency, labels, values)
    spans = {days: business.last(days) for days in SPANS}
    await stage.show(reseller.stats(stage.i18n, shop, spans, Picture(f"stats:{hash(png)}", png)))


async def export_asked(message: Message, command: CommandObject, stage: Stage, visit: Visit, history: History) -> None:
    """`/my_export`, `/my_export 2026-07-01`, `/my_export 2026-07-01 2026-07-31`."""
    try:
        asked = [date.fromisoformat(word) for word in (command.args or "").split()]
    except ValueError as error:
        raise BadInput("export-how") from error
    if len(asked) > 2 or asked != sorted(asked):
        raise BadInput("export-how")
    await _export(stage, visit.profile, history, asked)


async def export_pressed(query: CallbackQuery, stage: Stage, visit: Visit, history: History) -> None:
    await _export(stage, visit.profile, history, [])


async def daily_told(message: Message, command: CommandObject, stage: Stage, visit: Visit, daily: Daily) -> None:
    """`/daily on`, `/daily off`, `/daily +3` (on, and my day ends three hours before UTC's); `/daily` switches."""
    match (command.args or "").strip().lower():
        case "":
            changes: dict[str, object] = {"daily": not visit.profile.daily}
        case "on" | "off" as word:
            changes = {"daily": word == "on"}
        case zone:
            changes = {"daily": True, "utc_offset": _minutes(zone)}
    await _switch(stage, visit, daily, changes)


async def daily_pressed(query: CallbackQuery, stage: Stage, visit: Visit, daily: Daily) -> None:
    await _switch(stage, visit, daily, {"daily": not visit.profile.daily})


async def _export(stage: Stage, profile: Profile, history: History, asked: list[date]) -> None:
    """All orders, those since a day, or those from one day to another; days are the reseller's own."""
    zone = zone_of(profile)
    first, last = (asked[0] if asked else date(2020, 1, 1)), (asked[1] if len(asked) > 1 else history.today(zone))
    rows = [
        row
        async for page in history.between(stage.chat_id, day_of(first, zone)[0], day_of(last, zone)[1])
        for row in page
    ]
    if not rows:
        raise BadInput("export-none")
    await stage.add_file(f"orders-{last:%Y%m%d}.csv", orders_csv(rows))


async def _switch(stage: Stage, visit: Visit, daily: Daily, changes: dict[str, object]) -> None:
    """The language goes with it: a message that comes by itself has no person before it."""
    visit.profile = visit.profile.model_copy(update={**changes, "locale": stage.i18n.locale})
    await daily.switch(stage.chat_id, visit.profile)
    zone = str(zone_of(visit.profile))
    await stage.show(reseller.daily_switched(stage.i18n, daily=visit.profile.daily, zone=zone))


def _minutes(zone: str) -> int:
    match = _ZONE.fullmatch(zone)
    minutes = int(match[2]) * 60 + int(match[3] or 0) if match else _FURTHEST + 1
    if match is None or minutes > _FURTHEST:
        raise BadInput("daily-how")
    return minutes if match[1] == "+" else -minutes
