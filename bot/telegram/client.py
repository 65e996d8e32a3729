"""The way to Telegram: the Bot, and the pace that all processes of one token keep together."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from enum import IntEnum
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from redis.exceptions import RedisError

from bot.config import Settings
from bot.storage.rate_limit import RateLimiter

Observe = Callable[[str, str, float], None]
"""Told after every call: "sendMessage", "ok" or the name of the error, seconds."""


class Urgency(IntEnum):
    """Who goes first when calls are scarce."""

    ANSWER = 0
    NOTICE = 1
    BROADCAST = 2
    COUNTDOWN = 3


_urgency: ContextVar[Urgency] = ContextVar("urgency", default=Urgency.ANSWER)


@contextmanager
def urgency(of: Urgency) -> Iterator[None]:
    """The Telegram calls made inside have this urgency; others are answers."""
    token = _urgency.set(of)
    try:
        yield
    finally:
        _urgency.reset(token)


PACED = ("send", "edit", "copy", "forward")
"""Methods that make or change a message: these are what Telegram counts."""


class PacingMiddleware(BaseRequestMiddleware):
    """Waits for the bucket before each message. While Redis is away they go out unpaced: people must be told."""

    def __init__(self, bucket: RateLimiter) -> None:
        self._bucket = bucket

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType] | Any:
        if method.__api_method__.startswith(PACED):
            with suppress(RedisError):
                await self._bucket.take(_urgency.get())
        return await make_request(bot, method)


class MetricsMiddleware(BaseRequestMiddleware):
    def __init__(self, observe: Observe) -> None:
        self._observe = observe

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType] | Any:
        result, begun = "interrupted", time.perf_counter()
        try:
            answer = await make_request(bot, method)
        except Exception as error:
            result = type(error).__name__
            raise
        else:
            result = "ok"
            return answer
        finally:
            self._observe(method.__api_method__, result, time.perf_counter() - begun)


class AiogramSession(AiohttpSession):
    """aiogram reads each answer as a `Response[…]` of its type, and pydantic forgets such a class as soon as nobody
    holds it: made anew again and again, they would take a third of the bot's CPU. So they are held."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._held: dict[type, type] = {}

    async def close(self) -> None:
        """Without aiogram's quarter of a second for TLS connections: aiohttp waits for them itself by now."""
        if self._session is not None and not self._session.closed:
            await self._session.close()

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        kind = type(method)
        if kind not in self._held:
            self._held[kind] = Response[method.__returning__]  # type: ignore[name-defined]  # a type known at run time
        return super().check_response(bot, method, status_code, content)


def open_bot(settings: Settings, bucket: RateLimiter | None = None, observe: Observe | None = None) -> Bot:
    session = AiogramSession(api=TelegramAPIServer.from_base(str(settings.telegram_api_url)), timeout=15)
    if bucket:
        session.middleware(PacingMiddleware(bucket))  # outside: waiting for the bucket is not Telegram's time
    if observe:
        session.middleware(MetricsMiddleware(observe))
    return Bot(
        settings.bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
