"""The commands that Telegram shows beside the text field: everybody's, the resellers' and the admins' own.

A menu is only a hint. Who may do what is checked where it is done.
"""

import contextlib
import hashlib
from collections.abc import Awaitable, Callable
from typing import cast

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, BotCommandScopeUnion
from redis.asyncio import Redis

from bot.config import Settings
from bot.storage.keys import Keys
from bot.ui.i18n import I18n, Languages

Menu = Callable[[I18n], list[BotCommand]]


async def show_menus(bot: Bot, redis: Redis, keys: Keys, languages: Languages, settings: Settings) -> None:
    """Sets the menus that differ from what Telegram has, in every language. Raises TelegramAPIError, and goes on from
    there when it is called again."""
    stored = await cast(Awaitable[dict[bytes, bytes]], redis.hgetall(keys.menus))
    shown = {field.decode(): digest.decode() for field, digest in stored.items()}

    async def show(person: int, menu: Menu, scope: BotCommandScopeUnion) -> None:
        for language in languages.known:
            commands, field = menu(languages.speak(language)), f"{person}:{language}"
            digest = _digest(commands, is_default=language == languages.default)
            if shown.get(field) != digest:
                code = None if language == languages.default else language
                await bot.set_my_commands(commands, scope=scope, language_code=code)
                await cast(Awaitable[int], redis.hset(keys.menus, field, digest))
                await redis.expire(keys.menus, Keys.menus.ttl)

    await show(0, everybodys, BotCommandScopeAllPrivateChats())
    own: dict[int, Menu] = dict.fromkeys(settings.reseller_ids, _with_resellers)
    own |= dict.fromkeys(settings.admin_ids, _with_admins)
    for person, menu in sorted(own.items()):
        await redis.zadd(keys.own_menus, {str(person): 0})  # before it is shown: what is written down can be taken back
        await _try(show(person, menu, BotCommandScopeChat(chat_id=person)))
    for former in {int(row) for row in await redis.zrange(keys.own_menus, 0, -1)} - own.keys():
        await _try(_take_back(bot, languages, former))
        fields = (f"{former}:{language}" for language in languages.known)
        await cast(Awaitable[int], redis.hdel(keys.menus, *fields))
        await redis.zrem(keys.own_menus, str(former))


async def _try(setting: Awaitable[None]) -> None:
    with contextlib.suppress(TelegramForbiddenError, TelegramBadRequest):  # somebody who has not pressed start yet
        await setting


def _digest(commands: list[BotCommand], *, is_default: bool) -> str:
    """Changes with the texts, and with the default language, whose menu has no language code."""
    text = "\n".join(f"{command.command} {command.description}" for command in commands)
    return hashlib.sha256(f"{is_default}\n{text}".encode()).hexdigest()[:16]


async def _take_back(bot: Bot, languages: Languages, former: int) -> None:
    for language in languages.known:
        code = None if language == languages.default else language
        await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=former), language_code=code)


def everybodys(i18n: I18n) -> list[BotCommand]:
    return [
        BotCommand(command="start", description=i18n.get("command-start")),
        BotCommand(command="orders", description=i18n.get("command-orders")),
        BotCommand(command="language", description=i18n.get("command-language")),
        BotCommand(command="help", description=i18n.get("command-help")),
        BotCommand(command="cancel", description=i18n.get("command-cancel")),
        BotCommand(command="privacy", description=i18n.get("command-privacy")),
        BotCommand(command="forget", description=i18n.get("command-forget")),
    ]


def resellers_own(i18n: I18n) -> list[BotCommand]:
    return [
        BotCommand(command="reseller", description=i18n.get("command-reseller")),
        BotCommand(command="bulk", description=i18n.get("command-bulk")),
        BotCommand(command="quote", description=i18n.get("command-quote")),
        BotCommand(command="margin", description=i18n.get("command-margin")),
        BotCommand(command="find", description=i18n.get("command-find")),
        BotCommand(command="my_stats", description=i18n.get("command-my-stats")),
        BotCommand(command="my_export", description=i18n.get("command-my-export")),
        BotCommand(command="daily", description=i18n.get("command-daily")),
    ]


def admins_own(i18n: I18n) -> list[BotCommand]:
    return [
        BotCommand(command="balance", description=i18n.get("command-balance")),
        BotCommand(command="transactions", description=i18n.get("command-transactions")),
        BotCommand(command="orders_all", description=i18n.get("command-orders-all")),
        BotCommand(command="order", description=i18n.get("command-order")),
        BotCommand(command="intents", description=i18n.get("command-intents")),
        BotCommand(command="stats", description=i18n.get("command-stats")),
        BotCommand(command="rate", description=i18n.get("command-rate")),
        BotCommand(command="fees", description=i18n.get("command-fees")),
        BotCommand(command="export", description=i18n.get("command-export")),
        BotCommand(command="health", description=i18n.get("command-health")),
        BotCommand(command="maintenance", description=i18n.get("command-maintenance")),
        BotCommand(command="block", description=i18n.get("command-block")),
        BotCommand(command="unblock", description=i18n.get("command-unblock")),
        BotCommand(command="broadcast", description=i18n.get("command-broadcast")),
        BotCommand(command="audit", description=i18n.get("command-audit")),
    ]


def _with_resellers(i18n: I18n) -> list[BotCommand]:
    return everybodys(i18n) + resellers_own(i18n)


def _with_admins(i18n: I18n) -> list[BotCommand]:
    return _with_resellers(i18n) + admins_own(i18n)
