"""How updates come in, at least once: polling and webhook both end in `Intake.accept`."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import AiogramError
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError
from redis.exceptions import RedisError

from bot import logs
from bot.storage.queue import Claim
from bot.telegram.decoding import Json, decode, read_json
from bot.telegram.middlewares.outcome import Outcome
from bot.telegram.update_store import UpdateStore
from bot.telegram.webhook_reply import Reply

log = structlog.get_logger(__name__)

RELEASE_AFTER = 1.0
"""Seconds after which an update is stored, so that Telegram need not wait for its end."""

UPDATES_PER_CHAT = 2
"""Updates of one chat that take a place among the running ones: a slow chat leaves the others to other chats."""

Count = Callable[[str, str], None]
"""Told of every update: its kind, and how it ended."""

TellUnreadable = Callable[[int, str | None], Awaitable[None]]
"""Tells a private chat that its update could not be read: chat id, language code of the person."""


@dataclass
class Intake:
    """Feeds updates to the Dispatcher, counts those that run, and can wait for them.

    With `store` and `group`, an update that takes long is stored and goes on in the group.
    """

    dispatcher: Dispatcher
    bot: Bot
    _: KW_ONLY
    count: Count
    limit: int = 200
    tell_unreadable: TellUnreadable | None = None
    store: UpdateStore | None = None
    group: asyncio.TaskGroup | None = None

    def __post_init__(self) -> None:
        self._tasks: set[asyncio.Task[bool]] = set()
        self._room = asyncio.Semaphore(self.limit)
        self._rooms: WeakValueDictionary[int, _Room] = WeakValueDictionary()
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def accept(self, raw: Json, reply: Reply | None = None) -> bool:
        """Handles an update as it came; `raw["update_id"]` is an int. Returns when the update is handled or stored:
        after RELEASE_AFTER, or at once where others of its chat are before it. False: it is to be delivered again.
        Never raises.

        An update that cannot be decoded is skipped: delivered again, it would stop all others. Nothing of its content
        is logged.
        """
        try:
            update = await self._decode(raw)
        except Exception as error:
            # Only the type: the message of the error may quote what a person wrote.
            log.error("update cannot be decoded", error=type(error).__name__)
            return True
        if update is None:
            return True
        if self.store is None or self.group is None:
            return await self.handle(update, reply)
        room = self._chat_room(update)
        room.updates += 1
        task = self.group.create_task(self.handle(update, reply))
        self._tasks.add(task)
        task.add_done_callback(partial(self._leave, room))
        await asyncio.wait([task], timeout=0 if room.updates > UPDATES_PER_CHAT else RELEASE_AFTER)
        if not task.done() and (claim := await self._save(raw)):
            if reply:
                reply.closed = True
            self.group.create_task(self._finish(claim, task))
            return True
        await asyncio.wait([task])
        return not task.cancelled() and task.result()

    def _leave(self, room: "_Room", task: asyncio.Task[bool]) -> None:
        self._tasks.discard(task)
        room.updates -= 1

    async def resume(self, claim: Claim) -> None:
        """Handles a stored update whose process was killed, or that has failed."""
        assert self.store  # noqa: S101
        body = await self.store.load(claim)
        update = await self._decode(read_json(body)) if body else None
        if update is None or await self.handle(update):
            await self.store.delete(claim)
        else:
            await self.store.retry(claim)

    def give_up(self) -> None:
        """Cancels what is still being handled. It is neither confirmed to Telegram nor deleted from the store."""
        for task in self._tasks:
            task.cancel()

    async def handle(self, update: Update, reply: Reply | None = None) -> bool:
        """False: it is to be delivered again. Never raises: what went wrong in it is told and logged inside.

        `reply` is for a call that can go along with the answer to the update.
        """
        try:
            async with self._chat_room(update), self._room:
                self._running += 1
                self._idle.clear()
                try:
                    with logs.hiding(*_personal(update)):
                        return await self._feed(update, reply)
                finally:
                    self._running -= 1
                    if not self._running:
                        self._idle.set()
        except Exception as error:  # it would end the process
            log.error("update failed", error=type(error).__name__)  # nothing hides its texts here
            return False

    def _chat_room(self, update: Update) -> "_Room":
        event = getattr(update, _kind(update), None)
        person = getattr(event, "from_user", None)
        room = self._rooms.get(person.id) if person else None
        if room is None:
            room = _Room(UPDATES_PER_CHAT)
            if person:
                self._rooms[person.id] = room
        return room

    async def _feed(self, update: Update, reply: Reply | None) -> bool:
        result = "again"
        try:
            with structlog.contextvars.bound_contextvars(update=update.update_id):
                answer = await self.dispatcher.feed_update(self.bot, update, reply=reply)
        except Exception:
            log.exception("update failed", update=update.update_id)
            return False
        else:
            result = answer if isinstance(answer, Outcome) else "unhandled" if answer is UNHANDLED else "handled"
            return True
        finally:
            self.count(_kind(update), result)

    async def _decode(self, raw: Json) -> Update | None:
        """None: the update cannot be decoded, or is of a kind that this program does not know."""
        kind = next((name for name in Update.model_fields if name != "update_id" and raw.get(name)), "unknown")
        if kind == "unknown":
            log.info("update of an unknown kind", update=raw.get("update_id"), kinds=sorted(raw.keys() - {"update_id"}))
            self.count(kind, "unhandled")
            return None
        try:
            return decode(raw, self.bot)
        except ValidationError as error:
            fields = [".".join(map(str, item["loc"])) for item in error.errors(include_input=False)[:3]]
        except Exception as error:  # in a decoder of aiogram, or nested too deeply
            fields = [type(error).__name__]
        log.warning("update cannot be decoded", update=raw.get("update_id"), kind=kind, fields=fields)
        self.count(kind, "unreadable")
        chat = _private_chat(raw[kind]) if kind in ("message", "callback_query") else None
        if chat and self.tell_unreadable:
            try:
                await self.tell_unreadable(*chat)
            except (AiogramError, RedisError) as error:
                log.warning("chat is not told", error=error)
        return None

    async def _save(self, raw: Json) -> Claim | None:
        try:
            return await self.store.save(raw["update_id"], json.dumps(raw)) if self.store else None
        except (RedisError, RecursionError) as error:  # what is not decoded may be nested too deeply
            log.warning("update is not stored", error=error)
            return None

    async def _finish(self, claim: Claim, task: asyncio.Task[bool]) -> None:
        assert self.store  # noqa: S101
        await asyncio.wait([task])
        if task.cancelled():  # the process stops: another one handles it
            return
        try:
            await (self.store.delete(claim) if task.result() else self.store.retry(claim))
        except RedisError as error:
            log.warning("stored update is not deleted", error=error)

    async def drain(self, seconds: float) -> None:
        """Waits until all that was begun is handled, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            log.warning("updates still running", number=self._running)


class _Room(asyncio.Semaphore):
    """The places of one chat, and how many `updates` have one or wait for it."""

    updates = 0


def _private_chat(event: Any) -> tuple[int, str | None] | None:
    """The id of the private chat of a message or a pressed button, and the language of its person, as far as they can
    be read in an update that cannot be decoded."""
    try:
        chat, language = (event.get("message") or event)["chat"], event["from"].get("language_code")
        is_private = chat["type"] == "private" and type(chat["id"]) is int
        return (chat["id"], language if isinstance(language, str) else None) if is_private else None
    except (AttributeError, KeyError, TypeError):
        return None


def _kind(update: Update) -> str:
    try:
        return update.event_type
    except UpdateTypeLookupError:  # newer than this program
        return "unknown"


def _personal(update: Update) -> Iterator[object]:
    """What the update tells of people in their own words: no log line needs it."""
    event = getattr(update, _kind(update), None)
    shared = getattr(event, "users_shared", None)
    for person in (getattr(event, "from_user", None), *(shared.users if shared else ())):
        yield from (getattr(person, name, None) for name in ("username", "first_name", "last_name"))
    yield from (getattr(event, name, None) for name in ("text", "caption", "query"))
