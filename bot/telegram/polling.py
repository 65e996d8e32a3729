"""Long polling: our own loop around getUpdates."""

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramRetryAfter
from aiogram.methods import GetUpdates
from aiogram.types import Update

from bot.clock import Sleep, sleep
from bot.storage.lease import Lease
from bot.telegram.updates import Intake

log = structlog.get_logger(__name__)


LONG_POLL = 20
"""Seconds that Telegram holds a poll while nothing happens."""


BATCH = 100
"""Updates of one poll, Telegram's own limit."""


BESIDE_RUNNING = 0.05
"""Seconds until the next poll while updates are still being handled: the answer would name them again at once."""


class Polling:
    """Long polling by one process at a time. The offset moves past an update only when it and all before it are done:
    so a killed process leaves nothing unhandled, and what was handled twice is known by its id."""

    def __init__(self, bot: Bot, intake: Intake, lease: Lease, kinds: list[str], *, sleep: Sleep = sleep) -> None:
        self._bot = bot
        self._intake = intake
        self._lease = lease
        self._kinds = kinds
        self._sleep = sleep
        self._open: dict[int, asyncio.Task[None]] = {}
        self._seen = 0

    async def run(self, group: asyncio.TaskGroup) -> None:
        """Polls until it is cancelled; updates are handled in tasks of the group, which go on to their end."""
        async with self._lease.renewed():
            while True:
                if self._lease.held or self._lease.lost:  # while Redis is away people must be told, by whoever polls
                    await self._turn(group)
                else:
                    await self._sleep(0.2)

    def give_up(self) -> None:
        """Breaks off what is still being handled; it was not confirmed to Telegram, so it comes again."""
        for task in self._open.values():
            task.cancel()

    async def _turn(self, group: asyncio.TaskGroup) -> None:
        try:
            updates = await self._poll()
        except TelegramRetryAfter as error:
            await self._sleep(error.retry_after)
            return
        except TelegramConflictError:
            log.warning("another program polls with this token, or a webhook is set")
            await self._sleep(3)
            return
        except AiogramError as error:  # a page of some proxy in between is no TelegramAPIError
            log.warning("telegram does not answer", error=f"{type(error).__name__}: {error}")
            await self._sleep(1)
            return
        for update in updates:
            if update.update_id not in self._open and update.update_id > self._seen:
                self._open[update.update_id] = group.create_task(self._handle(update))
        self._seen = max([self._seen, *(update.update_id for update in updates)])
        if self._open:
            await self._sleep(BESIDE_RUNNING)

    async def _poll(self) -> list[Update]:
        """From the first update that is not done. Telegram forgets all before it."""
        offset = min(self._open) if self._open else self._seen + 1
        request = GetUpdates(
            offset=offset if self._seen else None,
            limit=BATCH,
            timeout=0 if self._open else LONG_POLL,
            allowed_updates=self._kinds,
        )
        return await self._bot(request, request_timeout=LONG_POLL + 10)

    async def _handle(self, update: Update) -> None:
        tries = 0
        while not await self._intake.handle(update) and tries < 3:
            tries += 1
            await self._sleep(tries)
        self._open.pop(update.update_id, None)
