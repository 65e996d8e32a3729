"""Sends broadcasts: one message at a time, at the pace of the rate limiter, after answers and notices."""

import asyncio
from dataclasses import KW_ONLY, dataclass
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError, TelegramNotFound
from redis.exceptions import RedisError

from bot.clock import Pause, pause
from bot.notifications.broadcasts import FILL, Broadcasts, State
from bot.storage.queue import Claim
from bot.telegram.rate_limit import Urgency, retry_delay, urgency

log = structlog.get_logger(__name__)

SEND_TIMEOUT = timedelta(minutes=1)
"""Lease of one message: longer than a call and its wait for the rate limiter."""

FILL_TIME = timedelta(seconds=2)
"""Until a message that is due before its broadcast is due for everybody is claimed again."""

POLL_INTERVAL = 0.5
"""Seconds between two checks of an empty queue."""


@dataclass
class Broadcaster:
    bot: Bot
    broadcasts: Broadcasts
    _: KW_ONLY
    pause: Pause = pause

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            delay = POLL_INTERVAL
            try:
                for claim in await self.broadcasts.queue.claim(1, SEND_TIMEOUT):
                    delay = await self._send(claim)
            except RedisError as error:
                log.warning("redis is unavailable", error=error)
            if delay:
                await self.pause(stopping, delay)

    async def _send(self, claim: Claim) -> float:
        """Sends the message of a claim; returns the seconds to wait before the next message."""
        id, _, chat_id = claim.id.partition(":")
        broadcast = await self.broadcasts.get(id)
        if broadcast is None:
            await self.broadcasts.queue.finish(claim)
            return 0
        if chat_id == FILL:
            await self.broadcasts.fill(claim)
            return 0
        if broadcast.state is State.FILLING:
            await self.broadcasts.queue.finish(claim, again=self.broadcasts.clock() + FILL_TIME)
            return 0
        if broadcast.state is not State.SENDING:
            await self.broadcasts.count_sent(claim, "skipped")
            return 0
        delay = 0.0
        try:
            with urgency(Urgency.BROADCAST):
                await self.bot.copy_message(int(chat_id), broadcast.admin, broadcast.message_id)
            outcome = "delivered"
        except (TelegramForbiddenError, TelegramNotFound):
            outcome = "blocked"
        except TelegramBadRequest as error:
            outcome = "blocked" if "chat not found" in error.message.lower() else "failed"
        except AiogramError as error:
            log.warning("broadcast is not sent yet", error=error)
            outcome, delay = "later", retry_delay(error)
        await self.broadcasts.count_sent(claim, outcome)
        return delay
