"""How updates come in, at least once: our own polling loop, or the webhook. Both end in `Intake.handle`."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Iterator

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramRetryAfter
from aiogram.methods import GetUpdates
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import ValidationError

from bot import logs
from bot.clock import Sleep, sleep
from bot.middlewares import Outcome
from bot.orders.lease import Lease
from bot.telegram import Reply

log = structlog.get_logger(__name__)

LONG_POLL = 20
"""Seconds that Telegram holds a poll while nothing happens."""

BATCH = 100
"""Updates of one poll, Telegram's own limit."""

BESIDE_RUNNING = 0.05
"""Seconds until the next poll while updates are still being handled: the answer would name them again at once."""

LARGEST_UPDATE = 1024 * 1024
"""Bytes; Telegram's updates are far smaller."""


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


class Webhook:
    """Telegram calls us. An update is answered when it is handled: until then Telegram keeps it, and sends it again."""

    def __init__(self, bot: Bot, intake: Intake, secret: str) -> None:
        self._bot = bot
        self._intake = intake
        self._secret = secret.encode()
        self.closed = False

    async def receive(self, request: web.Request) -> web.Response:
        told = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(told, self._secret):
            return web.Response(status=401)
        if self.closed:  # on the way down: another process, or the next one, takes it
            return web.Response(status=503)
        try:
            update = Update.model_validate_json(await request.read(), context={"bot": self._bot})
        except ValidationError:
            return web.Response(status=400)
        reply = Reply()
        if not await self._intake.handle(update, reply):
            return web.Response(status=503)
        body = reply.body()
        return web.json_response(body) if body else web.Response()


Ready = Callable[[], Awaitable[bool]]

Figures = Callable[[], Awaitable[bytes]]


def web_app(webhook: Webhook | None, path: str, ready: Ready, figures: Figures) -> web.Application:
    """The bot's own HTTP server: the webhook, `/healthz` (the process lives), `/readyz` (it can serve), `/metrics`.

    Only the webhook's path is for the outside: the proxy forwards no other.
    """

    async def healthz(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readyz(request: web.Request) -> web.Response:
        return web.Response(text="ok") if await ready() else web.Response(text="not ready", status=503)

    async def metrics(request: web.Request) -> web.Response:
        return web.Response(body=await figures(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=LARGEST_UPDATE)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)
    if webhook:
        app.router.add_post(path, webhook.receive)
    return app
