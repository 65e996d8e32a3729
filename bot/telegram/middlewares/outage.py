"""Outage: Redis is away, so nothing is begun."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import TelegramObject, User
from redis.exceptions import RedisError

from bot.telegram.middlewares.outcome import Outcome
from bot.ui.i18n import Languages

log = structlog.get_logger(__name__)


Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class OutageMiddleware(BaseMiddleware):
    """While Redis is away nothing can be kept, so nothing is begun; the person is told, and the update is over."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except RedisError as error:
            log.warning("redis is away", error=f"{type(error).__name__}: {error}")
            user: User | None = data.get("event_from_user")
            bot: Bot = data["bot"]
            if user:
                sentence = self._languages.speak(user.language_code).get("redis-down")
                with contextlib.suppress(TelegramAPIError):
                    await bot.send_message(user.id, sentence)
            return Outcome.OUTAGE
