"""The health of the bot, maintenance, blocked users, and the audit log."""

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message
from redis.asyncio import Redis

from bot import __version__
from bot.errors import UserError
from bot.notifications.alerts import Alerts
from bot.notifications.outbox import Outbox
from bot.operations.administration import Administration
from bot.operations.team import Team
from bot.orders.intents import Intents
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.storage.keys import Keys
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback
from bot.ui.screens import admin as screens
from handlers.admin.filters import parse_user_id
from handlers.filters import Command, find_page

COMMANDS = ("health", "maintenance", "block", "unblock", "audit")

MAX_NOTE_LENGTH = 400
"""Characters of the admins' text for customers; with its markup it fits into a message."""


def build() -> Router:
    router = Router(name="admin.control")
    router.message.register(show_health, Command("health"))
    router.message.register(cmd_maintenance, Command("maintenance"))
    router.message.register(cmd_block, Command("block"))
    router.message.register(cmd_unblock, Command("unblock"))
    router.message.register(show_audit, Command("audit"), find_page)
    router.callback_query.register(show_health, AdminCallback.filter(F.action == "health"))
    router.callback_query.register(show_maintenance, AdminCallback.filter(F.action == "maintenance"))
    router.callback_query.register(on_switch, AdminCallback.filter(F.action.in_(("close-shop", "open-shop"))))
    router.callback_query.register(show_audit, AdminCallback.filter(F.action == "audit"), find_page)
    return router


async def show_health(
    event: Message | CallbackQuery,
    bot: Bot,
    context: ChatContext,
    partner: PartnerClient,
    redis: Redis,
    keys: Keys,
    watch: Watch,
    outbox: Outbox,
    intents: Intents,
    administration: Administration,
    alerts: Alerts,
    uptime: Callable[[], timedelta],
) -> None:
    latencies = {
        "partner": await _measure_latency(partner.health()),
        "telegram": await _measure_latency(bot.get_me()),
        "redis": await _measure_latency(redis.exists(keys.epoch)),
    }
    numbers = {
        "watched": await watch.queue.size(),
        "due": int((await watch.queue.lag()).total_seconds()),
        "notices": await outbox.queue.size(),
        "lag": int((await outbox.queue.lag()).total_seconds()),
        "intents": await intents.queue.size(),
        "frozen": len(await intents.frozen()),
        "people": await administration.people(),
        "strangers": await administration.denied_count(),
    }
    maintenance = await administration.maintenance() is not None
    health = screens.Health(latencies, numbers, maintenance, __version__, uptime(), await alerts.active())
    await context.show(screens.health(context.i18n, health))


async def _measure_latency(call: Awaitable[object]) -> float | None:
    """Seconds until the answer; None: there was none."""
    begun = time.perf_counter()
    try:
        answer = await call
    except Exception:
        return None
    return None if answer is False else time.perf_counter() - begun


async def cmd_maintenance(
    message: Message, command: CommandObject, context: ChatContext, administration: Administration
) -> None:
    """`/maintenance on [text]`, `/maintenance off`; alone, it shows whether maintenance is on."""
    switch, _, words = (command.args or "").strip().partition(" ")
    if len(words) > MAX_NOTE_LENGTH:
        raise UserError("bad-too-long")
    if switch == "on":
        await administration.start_maintenance(context.chat_id, words.strip())
    elif switch == "off":
        await administration.end_maintenance(context.chat_id)
    elif switch:
        raise UserError("maintenance-usage")
    await show_maintenance(message, context, administration)


async def show_maintenance(
    event: Message | CallbackQuery, context: ChatContext, administration: Administration
) -> None:
    maintenance, stopped = await administration.maintenance(), await administration.stopped()
    await context.show(screens.maintenance(context.i18n, maintenance, stopped))


async def on_switch(
    query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, administration: Administration
) -> None:
    """Closes or opens the shop. A press that comes late changes nothing twice."""
    is_open = await administration.maintenance() is None
    if callback_data.action == "close-shop" and is_open:
        await administration.start_maintenance(context.chat_id, "")
    elif callback_data.action == "open-shop" and not is_open:
        await administration.end_maintenance(context.chat_id)
    await show_maintenance(query, context, administration)


async def cmd_block(
    message: Message, command: CommandObject, context: ChatContext, administration: Administration, team: Team
) -> None:
    """`/block <user id>`; alone, it shows who is blocked."""
    if command.args:
        user_id = parse_user_id(command.args)
        if team.is_admin(user_id):
            raise UserError("block-admin")
        await administration.block(context.chat_id, user_id)
    await context.show(screens.blocked(context.i18n, await administration.blocked()))


async def cmd_unblock(
    message: Message, command: CommandObject, context: ChatContext, administration: Administration
) -> None:
    if command.args and not await administration.unblock(context.chat_id, parse_user_id(command.args)):
        raise UserError("not-blocked")
    await context.show(screens.blocked(context.i18n, await administration.blocked()))


async def show_audit(
    event: Message | CallbackQuery, context: ChatContext, administration: Administration, page: int
) -> None:
    entries, total = await administration.audit_log(limit=screens.ROWS_PER_PAGE, offset=page * screens.ROWS_PER_PAGE)
    await context.show(screens.audit(context.i18n, entries, total, page))
