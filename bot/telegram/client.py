"""The way to Telegram: the Bot, and the pace that all processes of one token keep together."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from pydantic import ValidationError
from redis.exceptions import RedisError

from bot.config import Settings
from bot.storage.rate_limit import RateLimiter

log = structlog.get_logger(__name__)

Observe = Callable[[str, str, float], None]
"""Told after every call: "sendMessage", "ok" or the name of the error, seconds."""


class Urgency(IntEnum):
    """Who goes first when calls are scarce."""

    ANSWER = 0
    NOTICE = 1
    BROADCAST = 2


@dataclass
class _Pace:
    urgency: Urgency
    begun: bool = False
    """A call was let through; the further ones wait."""


_pace: ContextVar[_Pace | None] = ContextVar("pace", default=None)


@contextmanager
def urgency(of: Urgency) -> Iterator[None]:
    """The Telegram calls made inside have this urgency; others are answers."""
    token = _pace.set(None if of is Urgency.ANSWER else _Pace(of))
    try:
        yield
    finally:
        _pace.reset(token)


PACED = ("send", "edit", "copy", "forward")
"""Methods that make or change a message: these are what Telegram counts."""


class PacingMiddleware(BaseRequestMiddleware):
    """Delays notices and broadcasts: one call a second in a chat, and the rate limit of all chats. Answers to people
    are never delayed. While Redis is unavailable nothing is delayed.

    Raises TelegramRetryAfter without a request when the first call of a notice comes too soon in its chat: the notice
    is put off, and its worker is free for other chats.
    """

    def __init__(self, limiter: RateLimiter, chat_limiter: Callable[[int], RateLimiter]) -> None:
        self._limiter = limiter
        self._chat_limiter = chat_limiter

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType] | Any:
        pace = _pace.get()
        if pace and method.__api_method__.startswith(PACED):
            try:
                await self._wait(method, pace)
            except RedisError as error:
                log.warning("call is not paced", error=f"{type(error).__name__}: {error}")
        return await make_request(bot, method)

    async def _wait(self, method: TelegramMethod[Any], pace: _Pace) -> None:
        chat_id = getattr(method, "chat_id", None)
        if isinstance(chat_id, int):
            chat = self._chat_limiter(chat_id)
            if pace.begun:
                await chat.take(pace.urgency)
            elif wait := await chat.ask(pace.urgency):
                raise TelegramRetryAfter(method, "the chat has just got a notice", math.ceil(wait))
            pace.begun = True
        await self._limiter.take(pace.urgency)


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
        """Raises TelegramServerError for an answer that is not of the Bot API, such as a proxy's HTML page."""
        kind = type(method)
        if kind not in self._held:
            self._held[kind] = Response[method.__returning__]  # type: ignore[name-defined]  # a type known at run time
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if status_code < 500 and isinstance(error.original, ValidationError):
                raise
            raise TelegramServerError(method, f"HTTP {status_code} without an answer of the Bot API") from None


def open_bot(settings: Settings, pacing: PacingMiddleware | None = None, observe: Observe | None = None) -> Bot:
    session = AiogramSession(api=TelegramAPIServer.from_base(str(settings.telegram_api_url)), timeout=15)
    if pacing:
        session.middleware(pacing)  # outside: waiting for the rate limiter is not Telegram's time
    if observe:
        session.middleware(MetricsMiddleware(observe))
    return Bot(
        settings.bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
