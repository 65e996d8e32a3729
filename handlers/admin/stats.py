"""Statistics of the partner and of this bot, prices, and exports."""

import asyncio
from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.operations.exports import HEADERS, Export
from bot.orders.statistics import Statistics
from bot.partner.account import Stats
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.telegram.context import ChatContext
from bot.telegram.session import ChatState
from bot.ui.callback_data import AdminCallback
from bot.ui.chart import bars_of_days
from bot.ui.screens import admin as screens
from bot.ui.screens import exports as export_screens
from bot.ui.text_input import parse_days
from bot.workers.daily_report import DailyReports, zone_of
from bot.workers.exporter import Exporter
from handlers.filters import Command

COMMANDS = ("stats", "rate", "fees", "export")

CHART_DAYS = 14


def build() -> Router:
    router = Router(name="admin.figures")
    router.message.register(show_stats, Command("stats"))
    router.message.register(cmd_shop_daily, Command("daily", magic=F.args.lower().startswith("shop")))
    router.callback_query.register(show_stats, AdminCallback.filter(F.action == "stats"))
    router.message.register(cmd_rate, Command("rate"))
    router.message.register(cmd_fees, Command("fees"))
    router.message.register(cmd_export, Command("export"))
    return router


async def show_stats(
    event: Message | CallbackQuery, context: ChatContext, partner: PartnerClient, statistics: Statistics
) -> None:
    """The counts of this bot are shown even if the partner does not answer."""
    days, summary = await statistics.days(CHART_DAYS), await _partner_stats(partner)
    i18n, volumes = context.i18n, {day.day: day.ton for day in days}
    png = await asyncio.to_thread(bars_of_days, i18n.branding.currency, volumes, i18n.locale)
    await context.show(screens.stats(context.i18n, summary, days, png))


async def cmd_shop_daily(
    message: Message, command: CommandObject, context: ChatContext, chat_state: ChatState, daily: DailyReports
) -> None:
    """`/daily shop 9`: the shop's report comes each day at nine o'clock in the admin's time zone; `/daily shop off`."""
    word = (command.args or "").split(maxsplit=1)[1:] or ["9"]
    hour = None if word[0].strip().lower() == "off" else parse_hour(word[0])
    changes = {"shop_daily": hour, "locale": context.i18n.locale}
    profile = chat_state.profile = chat_state.profile.model_copy(update=changes)
    await daily.switch_shop(context.chat_id, profile)
    await context.show(screens.shop_daily(context.i18n, hour, str(zone_of(profile))))


def parse_hour(word: str) -> int:
    """Raises UserError: bad-number-range."""
    if not (word.isascii() and word.isdigit() and int(word[:3]) <= 23):
        raise UserError("bad-number-range", low=0, high=23)
    return int(word[:3])


async def cmd_rate(message: Message, context: ChatContext, partner: PartnerClient) -> None:
    await context.show(screens.rate(context.i18n, await partner.ton_rate()))


async def cmd_fees(message: Message, context: ChatContext, partner: PartnerClient) -> None:
    await context.show(screens.fees(context.i18n, await partner.fees()))


async def cmd_export(
    message: Message,
    command: CommandObject,
    context: ChatContext,
    partner: PartnerClient,
    exporter: Exporter,
    administration: Administration,
) -> None:
    """`/export orders|transactions [from] [to]`, days as 2026-01-31; without days, the last thirty."""
    what, *days = (command.args or "").split()[:4] or [""]
    if what not in HEADERS or len(days) > 2:
        await context.show(export_screens.usage(context.i18n))
        return
    first, last = _parse_days(days, partner.now().date())
    message_ref = await context.hand_over(export_screens.progress(context.i18n, what, 0))
    await exporter.request(Export(context.chat_id, message_ref.message_id, context.i18n.locale, what, first, last))
    await administration.record(context.chat_id, "export", f"{what} {first} {last}")


async def _partner_stats(partner: PartnerClient) -> Stats | None:
    try:
        return await partner.stats()
    except PartnerError:
        return None


def _parse_days(words: list[str], today: date) -> tuple[date, date]:
    days = parse_days(words)
    if days is None:
        raise UserError("bad-day")
    first = days[0] if days else today - timedelta(days=30)
    return first, days[1] if len(days) > 1 else max(today, first)
