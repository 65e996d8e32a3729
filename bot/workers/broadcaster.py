"""The broadcaster: one message after the other, at Telegram's pace, after answers and notices."""

import asyncio
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from redis.exceptions import RedisError

from bot.clock import Pause, pause
from bot.notifications.broadcasts import Broadcasts, State
from bot.storage.queue import Claim
from bot.telegram.client import Urgency, urgency

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=1)
"""Longer than a message can take, its turn in the bucket included."""

IDLE = 0.5
"""Seconds between two looks while there is nothing to send."""


class Broadcaster:
    """The worker: one message after the other."""

    def __init__(self, bot: Bot, broadcasts: Broadcasts, *, pause: Pause = pause) -> None:
        self._bot = bot
        self._broadcasts = broadcasts
        self._pause = pause

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            seconds = IDLE
            try:
                for claim in await self._broadcasts.queue.claim(1, LEASE):
                    seconds = await self._serve(claim)
            except RedisError as error:
                log.warning("redis is away", what="broadcast", error=f"{type(error).__name__}: {error}")
            if seconds:
                await self._pause(stopping, seconds)

    async def _serve(self, claim: Claim) -> float:
        """Sends one; returns the seconds to wait before the next."""
        id, _, chat_id = claim.id.partition(":")
        broadcast = await self._broadcasts.get(id)
        if broadcast is None:
            await self._broadcasts.queue.finish(claim)
            return 0
        if broadcast.state is not State.SENDING:
            await self._broadcasts.sent(claim, "skipped")
            return 0
        wait = 0.0
        try:
            with urgency(Urgency.BROADCAST):
                await self._bot.copy_message(int(chat_id), broadcast.admin, broadcast.message_id)
            outcome = "delivered"
        except TelegramRetryAfter as error:
            outcome, wait = "later", float(error.retry_after)
        except (TelegramForbiddenError, TelegramNotFound):
            outcome = "blocked"
        except TelegramBadRequest as error:
            outcome = "blocked" if "chat not found" in error.message.lower() else "failed"
        except AiogramError as error:
            log.warning("telegram does not answer", error=f"{type(error).__name__}: {error}")
            outcome, wait = "later", 1.0
        await self._broadcasts.sent(claim, outcome)
        return wait
