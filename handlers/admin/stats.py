"""Figures: the partner's beside our own, prices, and exports."""

import asyncio
from datetime import date, timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.errors import BadInput
from bot.operations.administration import Control
from bot.operations.exports import HEADERS, Export
from bot.orders.statistics import Day, Figures
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.models import Stats
from bot.telegram.context import Stage
from bot.ui.branding import Shop
from bot.ui.chart import bars
from bot.ui.screens import admin as screens
from bot.ui.screens import exports as export_screens
from bot.workers.exporter import Exporter

COMMANDS = ("stats", "rate", "fees", "export")

DAYS = 14


def build() -> Router:
    router = Router(name="admin.figures")
    router.message.register(stats_asked, Command("stats"))
    router.message.register(rate_asked, Command("rate"))
    router.message.register(fees_asked, Command("fees"))
    router.message.register(export_asked, Command("export"))
    return router


async def stats_asked(message: Message, stage: Stage, partner: PartnerClient, figures: Figures, shop: Shop) -> None:
    """Our own count is shown even when the partner does not answer."""
    days, summary = await figures.days(DAYS), await _summary(partner)
    png = await asyncio.to_thread(_chart, shop.currency, days)
    await stage.show(screens.stats(stage.i18n, shop, summary, days, png))


async def rate_asked(message: Message, stage: Stage, partner: PartnerClient, shop: Shop) -> None:
    await stage.show(screens.rate(stage.i18n, shop, await partner.ton_rate()))


async def fees_asked(message: Message, stage: Stage, partner: PartnerClient) -> None:
    await stage.show(screens.fees(stage.i18n, await partner.fees()))


async def export_asked(
    message: Message,
    command: CommandObject,
    stage: Stage,
    partner: PartnerClient,
    exporter: Exporter,
    control: Control,
) -> None:
    """`/export orders|transactions [from] [to]`, days as 2026-01-31; without days, the last thirty."""
    what, *days = (command.args or "").split()[:4] or [""]
    if what not in HEADERS or len(days) > 2:
        await stage.show(export_screens.usage(stage.i18n))
        return
    first, last = _days(days, partner.now().date())
    place = await stage.give_away(export_screens.making(stage.i18n, what, 0))
    await exporter.ask(Export(stage.chat_id, place.message_id, stage.i18n.locale, what, first, last))
    await control.note(stage.chat_id, "export", f"{what} {first} {last}")


async def _summary(partner: PartnerClient) -> Stats | None:
    try:
        return await partner.stats()
    except PartnerError:
        return None


def _chart(currency: str, days: list[Day]) -> bytes:
    return bars(currency, [f"{day.day:%d.%m}" for day in days], [day.ton for day in days])


def _days(words: list[str], today: date) -> tuple[date, date]:
    try:
        days = [date.fromisoformat(word) for word in words]
    except ValueError as error:
        raise BadInput("bad-day") from error
    first = days[0] if days else today - timedelta(days=30)
    last = days[1] if len(days) > 1 else max(today, first)
    if last < first:
        raise BadInput("bad-day")
    return first, last
