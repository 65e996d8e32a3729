"""Answers people while Redis is unavailable: nothing could be stored, so no handler runs."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Chat, TelegramObject, Update, User
from redis.exceptions import RedisError

from bot.clock import Pause, pause
from bot.storage.migration import Migration
from bot.telegram.middlewares.outcome import Handler, Outcome
from bot.ui.i18n import Languages

log = structlog.get_logger(__name__)


RETRY_INTERVAL = 1.0
"""Seconds between two attempts to handle what waits for Redis."""

MAX_WAITING = 10_000
"""Chats whose update may wait for Redis."""


@dataclass
class OutageMiddleware(BaseMiddleware):
    """Without Redis, or before the data has been moved to its present form, ends the update, and tells who has written
    or pressed a button in the private chat. What happens elsewhere, such as each letter of an inline query, is no
    question to the bot's chat.

    That somebody has blocked or unblocked the bot is said only once, and what they have missed is sent for it: the last
    such update of a chat is kept, and handled when Redis is back. A process that ends before forgets it; that chat is
    told when its person writes."""

    languages: Languages
    migration: Migration
    _: KW_ONLY
    pause: Pause = pause

    def __post_init__(self) -> None:
        self._waiting: dict[int, Callable[[], Awaitable[Any]]] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        outcome = await self._handle(handler, event, data)
        if isinstance(event, Update) and event.my_chat_member:
            chat_id = event.my_chat_member.chat.id
            self._waiting.pop(chat_id, None)
            if outcome is Outcome.OUTAGE and len(self._waiting) < MAX_WAITING:
                self._waiting[chat_id] = partial(self._handle, handler, event, data)
        return outcome

    async def run(self, stopping: asyncio.Event) -> None:
        """Handles what waits for Redis, as soon as Redis is back."""
        while not stopping.is_set():
            for chat_id, handle in list(self._waiting.items()):
                if self._waiting.get(chat_id) is not handle:
                    continue
                del self._waiting[chat_id]
                if await handle() is Outcome.OUTAGE:
                    self._waiting.setdefault(chat_id, handle)
                    break
            await self.pause(stopping, RETRY_INTERVAL)

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
