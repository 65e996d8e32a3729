"""The bot itself: its health, the shop's door, who is kept out, and what admins have done."""

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from redis.asyncio import Redis

from bot import __version__
from bot.config import Settings
from bot.errors import BadInput
from bot.notifications.alerts import Alerts
from bot.notifications.outbox import Notices
from bot.operations.administration import Control
from bot.orders.intents import Intents
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.storage.keys import ROOT
from bot.telegram.context import Stage
from bot.ui.callback_data import AdminPress
from bot.ui.screens import admin as screens
from handlers.admin.filters import page_of

COMMANDS = ("health", "maintenance", "block", "unblock", "audit")

LONGEST_WORDS = 400
"""Characters of the sentence for customers: with its markup it fits into a text of ours."""


def build() -> Router:
    router = Router(name="admin.control")
    router.message.register(health_asked, Command("health"))
    router.message.register(maintenance_asked, Command("maintenance"))
    router.message.register(block_asked, Command("block"))
    router.message.register(unblock_asked, Command("unblock"))
    router.message.register(audit_asked, Command("audit"))
    router.callback_query.register(audit_turned, AdminPress.filter(F.do == "audit"))
    return router


async def health_asked(
    message: Message,
    bot: Bot,
    stage: Stage,
    partner: PartnerClient,
    redis: Redis,
    watch: Watch,
    notices: Notices,
    intents: Intents,
    control: Control,
    alerts: Alerts,
    uptime: Callable[[], timedelta],
) -> None:
    health = screens.Health(
        partner=await _latency(partner.health()),
        telegram=await _latency(bot.get_me()),
        redis=await _latency(redis.exists(f"{ROOT}:epoch")),
        watched=await watch.due.size(),
        due_lag=await watch.due.lag(),
        notices=await notices.due.size(),
        notice_lag=await notices.due.lag(),
        intents=await intents.due.size(),
        frozen=len(await intents.frozen()),
        people=await control.people(),
        strangers=await control.strangers(),
        closed=await control.closed() is not None,
        version=__version__,
        uptime=uptime(),
        troubles=await alerts.going_on(),
    )
    await stage.show(screens.health(stage.i18n, health))


async def _latency(call: Awaitable[object]) -> float | None:
    """Seconds until the neighbour answered; None: it did not."""
    begun = time.perf_counter()
    try:
        answer = await call
    except Exception:
        return None
    return None if answer is False else time.perf_counter() - begun


async def maintenance_asked(message: Message, command: CommandObject, stage: Stage, control: Control) -> None:
    """`/maintenance on [text]`, `/maintenance off`; alone, it shows how things are."""
    switch, _, words = (command.args or "").strip().partition(" ")
    if len(words) > LONGEST_WORDS:
        raise BadInput("bad-too-long")
    if switch == "on":
        await control.close_shop(stage.chat_id, words.strip())
    elif switch == "off":
        await control.open_shop(stage.chat_id)
    elif switch:
        raise BadInput("maintenance-usage")
    await stage.show(screens.maintenance(stage.i18n, await control.closed()))


async def block_asked(
    message: Message, command: CommandObject, stage: Stage, control: Control, settings: Settings
) -> None:
    """`/block <user id>`; alone, it shows who is blocked."""
    if command.args:
        user_id = _user_id(command.args)
        if user_id in settings.admin_ids:
            raise BadInput("block-admin")
        await control.block(stage.chat_id, user_id)
    await stage.show(screens.blocked(stage.i18n, await control.blocked()))


async def unblock_asked(message: Message, command: CommandObject, stage: Stage, control: Control) -> None:
    if command.args and not await control.unblock(stage.chat_id, _user_id(command.args)):
        raise BadInput("not-blocked")
    await stage.show(screens.blocked(stage.i18n, await control.blocked()))


def _user_id(words: str) -> int:
    word = words.strip()
    if not (word.isascii() and word.isdigit() and len(word) <= 19):
        raise BadInput("bad-user-id")
    return int(word)


async def audit_asked(message: Message, stage: Stage, control: Control) -> None:
    await _show_audit(stage, control, 0)


async def audit_turned(query: CallbackQuery, callback_data: AdminPress, stage: Stage, control: Control) -> None:
    await _show_audit(stage, control, page_of(callback_data.arg))


async def _show_audit(stage: Stage, control: Control, page: int) -> None:
    deeds, total = await control.deeds(limit=screens.PAGE, offset=page * screens.PAGE)
    await stage.show(screens.audit(stage.i18n, deeds, total, page))
