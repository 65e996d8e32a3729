"""What the bot does when Telegram answers 429 ("Too Many Requests: retry after 5"), and how it keeps such answers rare.

`retry_delay` says for how long a refused call is not repeated. Each caller repeats in its own way, without waiting:

    handler          the outbox sends the chat a button that leads to its screen (middlewares/errors.py)
    notice           goes back into the outbox (workers/notifier.py)
    end of paying    goes back into the queue of ticks (workers/countdown.py)
    broadcast        goes back into its queue, and this process sends no other one meanwhile (workers/broadcaster.py)
    polling, start   the loop sleeps (polling.py, bot/runner.py)

Telegram's limits (https://core.telegram.org/bots/faq#broadcasting-to-users) are one message a second in a chat, 20 a
minute in a group, and about 30 a second for bulk messages. `PacingMiddleware` keeps to them.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import KW_ONLY, dataclass
from enum import IntEnum
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import Clock, Sleep, sleep, utcnow
from bot.storage.keys import Keys
from bot.storage.rate_limit import Observe, RateLimiter

log = structlog.get_logger(__name__)

MAX_RETRY_DELAY = 300.0
"""Seconds. After a longer `retry_after` the call is tried every five minutes."""

GROUP_MESSAGES_PER_MINUTE = 20

PACED_METHODS = ("send", "edit", "copy", "forward")
"""Beginnings of the methods that make or change a message. Telegram limits these."""


def retry_delay(error: Exception, otherwise: float = 1.0) -> float:
    """Seconds until the call that failed may be repeated: Telegram's `retry_after`, from 1 to MAX_RETRY_DELAY;
    `otherwise` for any other error."""
    if not isinstance(error, TelegramRetryAfter):
        return otherwise
    return float(min(max(error.retry_after, 1), MAX_RETRY_DELAY))


class Urgency(IntEnum):
    """Who goes first when calls are scarce."""

    ANSWER = 0
    NOTICE = 1
    BROADCAST = 2


@dataclass
class _Pace:
    urgency: Urgency
    begun: bool = False
    """A call was let through, so the further calls wait."""


_pace: ContextVar[_Pace | None] = ContextVar("pace", default=None)


@contextmanager
def urgency(of: Urgency) -> Iterator[None]:
    """The Telegram calls made inside have this urgency; others are answers."""
    token = _pace.set(None if of is Urgency.ANSWER else _Pace(of))
    try:
        yield
    finally:
        _pace.reset(token)


@dataclass
class PacingMiddleware(BaseRequestMiddleware):
    """Delays notices and broadcasts to one call a second in a chat, 20 a minute in a group, and `rate` a
    second in all chats; all processes count together. Answers to people are never delayed. While Redis is unavailable
    nothing is delayed.

    Raises TelegramRetryAfter without a request when the first call of a notice comes too soon in its chat: the notice
    goes back into its queue, and its worker is free for other chats.
    """

    redis: Redis
    keys: Keys
    rate: int
    _: KW_ONLY
    clock: Clock = utcnow
    sleep: Sleep = sleep
    observe: Observe = lambda priority, seconds: None

    def __post_init__(self) -> None:
        self._all_chats = self._limiter(self.keys.telegram_rate_limit, self.rate)
        self._all_chats.patient, self._all_chats.observe = Urgency.NOTICE, self.observe

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType] | Any:
        pace = _pace.get()
        if pace and method.__api_method__.startswith(PACED_METHODS):
            try:
                await self._wait(method, pace)
            except RedisError as error:
                log.warning("call is not paced", error=error)
        return await make_request(bot, method)

    async def _wait(self, method: TelegramMethod[Any], pace: _Pace) -> None:
        chat_id = getattr(method, "chat_id", None)
        if isinstance(chat_id, int):
            for limiter in self._limiters_of(chat_id):
                if pace.begun:
                    await limiter.take(pace.urgency)
                elif wait := (await limiter.ask(pace.urgency)).wait:
                    raise TelegramRetryAfter(method, "the chat has just got a notice", math.ceil(wait))
            pace.begun = True
        await self._all_chats.take(pace.urgency)

    def _limiters_of(self, chat_id: int) -> Iterator[RateLimiter]:
        yield self._limiter(self.keys.chat_rate_limit(chat_id), 1)
        if chat_id < 0:
            yield self._limiter(self.keys.group_rate_limit(chat_id), GROUP_MESSAGES_PER_MINUTE, window=60)

    def _limiter(self, root: str, rate: int, window: int = 1) -> RateLimiter:
        return RateLimiter(self.redis, root, rate, window=window, clock=self.clock, sleep=self.sleep)
