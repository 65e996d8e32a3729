"""The descriptions of the bot, and the commands beside the text field: everybody's, the resellers' and the admins' own.

A menu is only a hint. Who may do what is checked where it is done.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, BotCommandScopeUnion
from redis.asyncio import Redis

from bot.operations.team import Team
from bot.storage.keys import Keys
from bot.telegram.session import ChatSessions
from bot.ui.i18n import I18n, Languages

Menu = Callable[[I18n], list[BotCommand]]


@dataclass
class Menus:
    """What Telegram shows of the bot in every language: the commands, and its descriptions."""

    bot: Bot
    redis: Redis
    keys: Keys
    languages: Languages
    team: Team
    sessions: ChatSessions

    def __post_init__(self) -> None:
        self._one_person = asyncio.Lock()
        """One person's menu is set at a time: a language that is chosen during a start stays."""

    async def show_all(self) -> None:
        """Sets what differs from what Telegram has. Raises TelegramAPIError, and goes on from there when it is called
        again."""
        await self._show(0, [everybodys], BotCommandScopeAllPrivateChats())
        await self._describe()
        own = self.team.everybody
        for person in sorted(own):
            await self.show_own(person)
        for former in {int(row) for row in await self.redis.zrange(self.keys.own_menus, 0, -1)} - own:
            await self.take_back(former)

    async def show_own(self, person: int, locale: str | None = None) -> None:
        """The menu of a reseller or an admin, in the language that they have chosen, else in that of their app."""
        if not self.team.is_reseller(person):
            return
        async with self._one_person:
            if locale is None:
                locale = (await self.sessions.peek(person))[1].locale
            # Before it is shown: what is written down can be taken back.
            await self.redis.zadd(self.keys.own_menus, {str(person): 0})
            menus = [everybodys, resellers_own, *([admins_own] if self.team.is_admin(person) else [])]
            await _try(self._show(person, menus, BotCommandScopeChat(chat_id=person), locale))

    async def _show(
        self, person: int, menus: Sequence[Menu], scope: BotCommandScopeUnion, locale: str | None = None
    ) -> None:
        for language in self.languages.known:
            i18n = self.languages.speak(locale, language)
            commands = [command for menu in menus for command in menu(i18n)]
            text = "\n".join(f"{command.command} {command.description}" for command in commands)
            set_menu = partial(self.bot.set_my_commands, commands, scope=scope)
            await self._set(f"{person}:{language}", language, text, set_menu)

    async def _describe(self) -> None:
        for language in self.languages.known:
            i18n = self.languages.speak(language)
            long, short = i18n.get("bot-description"), i18n.get("bot-short-description")
            await self._set(f"description:{language}", language, long, partial(self.bot.set_my_description, long))
            await self._set(f"short:{language}", language, short, partial(self.bot.set_my_short_description, short))

    async def _set(self, field: str, language: str, text: str, call: Callable[..., Awaitable[bool]]) -> None:
        """Calls Telegram if the text has changed, or the default language, whose texts have no language code."""
        is_default = language == self.languages.default
        digest = hashlib.sha256(f"{is_default}\n{text}".encode()).hexdigest()[:16]
        if await cast(Awaitable[bytes | None], self.redis.hget(self.keys.menus, field)) != digest.encode():
            await call(language_code=None if is_default else language)
            await cast(Awaitable[int], self.redis.hset(self.keys.menus, field, digest))
            await self.redis.expire(self.keys.menus, Keys.menus.ttl)

    async def take_back(self, former: int) -> None:
        """The person gets everybody's menu again."""
        async with self._one_person:
            for language in self.languages.known:
                code = None if language == self.languages.default else language
                await _try(self.bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=former), language_code=code))
            fields = (f"{former}:{language}" for language in self.languages.known)
            await cast(Awaitable[int], self.redis.hdel(self.keys.menus, *fields))
            await self.redis.zrem(self.keys.own_menus, str(former))


async def _try(setting: Awaitable[object]) -> None:
    with contextlib.suppress(TelegramForbiddenError, TelegramBadRequest):  # somebody who has not pressed start yet
        await setting


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
        BotCommand(command="currency", description=i18n.get("command-currency")),
        BotCommand(command="pricelist", description=i18n.get("command-pricelist")),
        BotCommand(command="unpaid", description=i18n.get("command-unpaid")),
        BotCommand(command="client", description=i18n.get("command-client")),
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
        BotCommand(command="team", description=i18n.get("command-team")),
        BotCommand(command="audit", description=i18n.get("command-audit")),
    ]
