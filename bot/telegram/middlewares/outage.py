"""Answers people while Redis is unavailable: nothing could be stored, so no handler runs."""

import contextlib
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Chat, TelegramObject, Update, User
from redis.exceptions import RedisError

from bot.clock import Sleep, sleep
from bot.storage.migration import Migration
from bot.telegram.middlewares.outcome import Handler, Outcome
from bot.ui.i18n import Languages

log = structlog.get_logger(__name__)


PAUSES = (1, 2, 4, 8, 15, 30)
"""Seconds between the attempts to handle that somebody has unblocked the bot."""


@dataclass
class OutageMiddleware(BaseMiddleware):
    """Without Redis, or before the data has been moved to its present form, ends the update, and tells who has written
    or pressed a button in the private chat. What happens elsewhere, such as each letter of an inline query, is no
    question to the bot's chat.

    That somebody has unblocked the bot is said only once, and what they have missed is sent for it: this update waits
    for Redis, and after a minute raises RedisError, so that it is delivered again."""

    languages: Languages
    migration: Migration
    sleep: Sleep = sleep

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, Update) or event.my_chat_member is None:
            return await self._handle(handler, event, data)
        for pause in PAUSES:
            if (outcome := await self._handle(handler, event, data)) is not Outcome.OUTAGE:
                return outcome
            await self.sleep(pause)
        raise RedisError("it is away for longer than a minute")

    async def _handle(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not self.migration.done.is_set():
            await self.migration.attempted.wait()
        try:
            if self.migration.done.is_set():
                return await handler(event, data)
        except RedisError as error:
            log.warning("redis is unavailable", error=error)
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        bot: Bot = data["bot"]
        asks = isinstance(event, Update) and (event.message or event.callback_query)
        if asks and user and chat and chat.type == "private":
            sentence = self.languages.speak(user.language_code).get("redis-down")
            with contextlib.suppress(TelegramAPIError):
                await bot.send_message(user.id, sentence)
        return Outcome.OUTAGE
