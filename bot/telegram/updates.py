"""How updates come in, at least once: polling and webhook both end in `Intake.handle`."""

import asyncio
from collections.abc import Callable, Iterator

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError

from bot import logs
from bot.telegram.middlewares.outcome import Outcome
from bot.telegram.webhook_reply import Reply

log = structlog.get_logger(__name__)


Count = Callable[[str, str], None]
"""Told of every update: its kind, and how it ended."""


class Intake:
    """Feeds updates to the Dispatcher, counts those that run, and can wait for them."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, *, count: Count, limit: int = 200) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._count = count
        self._room = asyncio.Semaphore(limit)
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def handle(self, update: Update, reply: Reply | None = None) -> bool:
        """False: it is to be delivered again. Never raises: what went wrong in it is told and logged inside.

        `reply` is for a call that can go along with the answer to the update.
        """
        async with self._room:
            self._running += 1
            self._idle.clear()
            try:
                with structlog.contextvars.bound_contextvars(update=update.update_id), logs.hiding(*_personal(update)):
                    return await self._feed(update, reply)
            finally:
                self._running -= 1
                if not self._running:
                    self._idle.set()

    async def _feed(self, update: Update, reply: Reply | None) -> bool:
        result = "again"
        try:
            answer = await self._dispatcher.feed_update(self._bot, update, reply=reply)
        except Exception:
            log.exception("update failed")
            return False
        else:
            result = answer if isinstance(answer, Outcome) else "unhandled" if answer is UNHANDLED else "handled"
            return True
        finally:
            self._count(_kind(update), result)

    async def drain(self, seconds: float) -> None:
        """Waits until all that was begun is handled, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            log.warning("updates still running", number=self._running)


def _kind(update: Update) -> str:
    try:
        return update.event_type
    except UpdateTypeLookupError:  # newer than this program
        return "unknown"


def _personal(update: Update) -> Iterator[str | None]:
    """What the update tells of people in their own words: no log line needs it."""
    event = getattr(update, _kind(update), None)
    shared = getattr(event, "users_shared", None)
    for person in (getattr(event, "from_user", None), *(shared.users if shared else ())):
        yield from (getattr(person, name, None) for name in ("username", "first_name", "last_name"))
    yield from (getattr(event, name, None) for name in ("text", "caption", "query"))
