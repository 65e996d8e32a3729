"""Long polling: our own loop around getUpdates."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass
from datetime import timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError
from aiogram.methods import TelegramMethod
from redis.exceptions import RedisError

from bot.clock import Clock, Sleep, sleep, utcnow
from bot.notifications.alerts import Alerts
from bot.storage.lease import Lease
from bot.telegram.rate_limit import retry_delay
from bot.telegram.updates import Intake

log = structlog.get_logger(__name__)

LONG_POLL = 20
"""Seconds that Telegram holds a poll while nothing happens."""

BATCH = 100
"""Updates of one poll, Telegram's own limit."""

BESIDE_RUNNING = 0.05
"""Seconds until the next poll while updates are still being handled: the answer would name them again at once."""

DEAF_AFTER = timedelta(seconds=45)
"""Time without a successful poll after which the admins are alerted, and a webhook of another program is removed."""


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates with its updates as they came, so that one which cannot be decoded does not spoil the others."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


@dataclass
class Polling:
    """Long polling by one process at a time. The offset moves past an update only when it and all before it are done
    or stored: so a killed process leaves nothing unhandled, and what was handled twice is known by its id.

    The offset follows the last answer, not the highest id: after a week without updates Telegram goes on at a random
    id, which may be lower.
    """

    bot: Bot
    intake: Intake
    lease: Lease
    kinds: list[str]
    _: KW_ONLY
    sleep: Sleep = sleep
    clock: Clock = utcnow
    alerts: Alerts | None = None
    remove_webhook: Callable[[], Awaitable[None]] | None = None

    def __post_init__(self) -> None:
        self._open: dict[int, asyncio.Task[None]] = {}  # in the order of Telegram's answers
        self._offered: set[int] = set()
        self._last: int | None = None
        self._last_success = self.clock()

    async def run(self, group: asyncio.TaskGroup) -> None:
        """Polls until it is cancelled; updates are handled in tasks of the group, which go on to their end."""
        async with self.lease.renewed():
            while True:
                if self.lease.held or self.lease.lost:  # while Redis is away people must be told, by whoever polls
                    await self._turn(group)
                else:
                    self._last_success = self.clock()
                    await self.sleep(0.2)

    def give_up(self) -> None:
        """Breaks off what is still being handled; it was not confirmed to Telegram, so it comes again."""
        for task in self._open.values():
            task.cancel()

    async def _turn(self, group: asyncio.TaskGroup) -> None:
        try:
            began = asyncio.get_running_loop().time()
            updates = await self._poll()
            await self._note_success()
        except AiogramError as error:
            log.warning("updates do not come", error=error)
            await self._note_failure(error)
            await self.sleep(retry_delay(error, 3 if isinstance(error, TelegramConflictError) else 1))
            return
        offered = {update["update_id"]: update for update in updates if _has_id(update)}
        new = [id for id in offered if id not in self._open and id not in self._offered]
        for id in new:
            self._open[id] = group.create_task(self._handle(id, offered[id]))
        self._offered = set(offered)  # a handled update is offered again while one before it is open
        self._last = next(reversed(offered), self._last)
        if not new and not self._open:  # this server does not confirm, or does not hold a poll without updates
            await self.sleep(max(0, 1 - (asyncio.get_running_loop().time() - began)))
        elif self._open:
            await self.sleep(BESIDE_RUNNING)

    async def _poll(self) -> list[Any]:
        """From the first update that is not done. Telegram forgets all before it."""
        offset = next(iter(self._open), None if self._last is None else self._last + 1)
        request = GetRawUpdates(
            offset=offset,
            limit=BATCH,
            timeout=0 if self._open else LONG_POLL,
            allowed_updates=self.kinds,
        )
        return await self.bot(request, request_timeout=LONG_POLL + 5)

    async def _note_success(self) -> None:
        self._last_success = self.clock()
        if self.alerts:
            try:
                await self.alerts.clear_if_triggered("updates")
            except RedisError as error:
                log.warning("alert is not cleared", error=error)

    async def _note_failure(self, error: AiogramError) -> None:
        """Alerts the admins after DEAF_AFTER. If another program gets the updates, its webhook is then removed, and not
        before: during a deployment it is that of the next version."""
        is_deaf = self.clock() - self._last_success >= DEAF_AFTER
        try:
            if self.alerts and is_deaf:
                await self.alerts.trigger("updates")
            if is_deaf and isinstance(error, TelegramConflictError) and self.remove_webhook:
                await self.remove_webhook()
        except (RedisError, AiogramError) as failure:
            log.warning("webhook is not removed", error=failure)

    async def _handle(self, id: int, update: dict[str, Any]) -> None:
        tries = 0
        while not await self.intake.accept(update) and tries < 3:
            tries += 1
            await self.sleep(tries)
        self._open.pop(id, None)


def _has_id(update: Any) -> bool:
    if isinstance(update, dict) and type(update.get("update_id")) is int:
        return True
    log.warning("update without an id")
    return False
