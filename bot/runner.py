"""Running a built bot: its workers, the ways in, and the way down in order."""

import asyncio
import gc
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from aiogram.exceptions import AiogramError
from aiohttp import web
from redis.exceptions import RedisError

from bot import logs
from bot.app import App, build
from bot.config import Settings
from bot.storage.lease import Lease
from bot.storage.queue import Claim, DelayedQueue, work
from bot.storage.redis import open_redis
from bot.telegram.client import Urgency, urgency
from bot.telegram.commands import show_menus
from bot.telegram.http import web_app
from bot.telegram.polling import Polling
from bot.telegram.updates import Intake
from bot.telegram.webhook import Webhook

log = structlog.get_logger(__name__)

DRAIN = 15.0
"""Seconds that running handlers get after SIGTERM; then the rest is left to who comes next."""

Worker = Callable[[asyncio.Event], Coroutine[None, None, None]]
"""Works until the event is set."""

WORK_AT_ONCE = 20
TICK_AT_ONCE = 5


async def run(settings: Settings, stopping: asyncio.Event | None = None) -> None:
    """The whole bot, until SIGTERM or SIGINT (or `stopping`); then it drains and closes."""
    logs.set_up(level=settings.log_level, format=settings.log_format, secrets=settings.secrets)
    stopping = stopping or _stop_signal()
    async with open_redis(settings) as redis, build(settings, redis) as app:
        gc.freeze()  # what there is now stays: a full collection that went through all of it would delay every answer
        gc.enable()
        await serve(app, stopping, introduced=gc.freeze)  # and so do the texts that were read meanwhile


async def serve(app: App, stopping: asyncio.Event, *, introduced: Callable[[], None] = lambda: None) -> None:
    """Runs a built bot. When it is to stop: no new updates, running handlers to their end, then the workers.

    `introduced` is called once, when Telegram knows the bot and all its texts are read.
    """
    begun = time.monotonic()
    intake = Intake(app.dispatcher, app.bot, count=app.metrics.update)
    webhook = _webhook(app, intake)
    polling = None if webhook else Polling(app.bot, intake, Lease(app.redis, "polling"), _kinds(app))
    workers_stop = asyncio.Event()
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        if app.settings.http_port:
            await stack.enter_async_context(_http(app, webhook))
        workers = [group.create_task(worker(workers_stop)) for worker in _workers(app)]
        ways_in = [group.create_task(_introduce(app, webhook is not None, introduced))]
        if polling:
            ways_in.append(group.create_task(polling.run(group)))
        log.info("started", seconds=round(time.monotonic() - begun, 3), webhook=webhook is not None)

        await stopping.wait()
        log.info("stopping")
        if webhook:
            webhook.closed = True
        group.create_task(_cancelled(ways_in))
        await intake.drain(DRAIN)
        if polling:
            polling.give_up()
        workers_stop.set()
        _, late = await asyncio.wait(workers, timeout=DRAIN)
        await _cancelled(late)  # what they have claimed comes back when this process is gone
    log.info("stopped")


async def _cancelled(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Until the last has ended: a cancellation can be lost in a library, as when it comes together with an error."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=1)


def _workers(app: App) -> list[Worker]:
    intents, watch, outbox = app.services["intents"], app.services["watch"], app.services["outbox"]
    batches, daily = app.services["batches"], app.services["daily"]

    def works(due: DelayedQueue, do: Callable[[Claim], Awaitable[None]], hands: int = WORK_AT_ONCE) -> Worker:
        return lambda stop: work(due, do, stopping=stop, hands=hands, pause=app.pause)

    async def settle(claim: Claim) -> None:
        await intents.settle(claim.id, claim)

    async def tell(claim: Claim) -> None:
        with urgency(Urgency.NOTICE):
            await app.services["notifier"].tell(claim)

    async def tick(claim: Claim) -> None:
        with urgency(Urgency.COUNTDOWN):
            await app.countdown.tick(claim)

    return [
        app.life.run,  # first: what it claims before it lives would be taken for a dead one's
        works(intents.queue, settle),
        works(watch.queue, watch.check),
        works(watch.urgent_queue, watch.check_urgently),
        works(outbox.queue, tell),
        works(app.ticks.queue, tick, TICK_AT_ONCE),
        works(batches.queue, batches.work),
        works(daily.queue, daily.work),
        app.sweep.run,
        app.trouble.run,
        app.broadcaster.run,
        app.services["exporter"].run,
    ]


# Ways in


def _kinds(app: App) -> list[str]:
    return app.dispatcher.resolve_used_update_types()


def _webhook(app: App, intake: Intake) -> Webhook | None:
    settings = app.settings
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return Webhook(app.bot, intake, settings.webhook_secret.get_secret_value())


@asynccontextmanager
async def _http(app: App, webhook: Webhook | None) -> AsyncIterator[None]:
    path = (app.settings.webhook_url.path if app.settings.webhook_url else None) or "/"
    runner = web.AppRunner(
        web_app(webhook, path, app.vitals.ready, app.vitals.text), access_log=None, shutdown_timeout=DRAIN
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, app.settings.http_host, app.settings.http_port).start()
        yield
    finally:
        await runner.cleanup()


async def _introduce(app: App, webhook: bool, introduced: Callable[[], None]) -> None:
    """Tells Telegram where updates go and which commands there are. What fails is tried until it works."""
    languages = app.services["languages"]
    pause = 1.0
    while True:
        try:
            await _choose_way_in(app, webhook)
            await asyncio.to_thread(languages.learn_all)
            await show_menus(app.bot, app.redis, languages, app.settings)
        except (AiogramError, RedisError) as error:
            log.warning("not introduced yet", error=f"{type(error).__name__}: {error}", again_in=pause)
            await asyncio.sleep(pause)
            pause = min(60, pause * 2)
        else:
            introduced()
            return


async def _choose_way_in(app: App, webhook: bool) -> None:
    """Pending updates are never dropped: somebody may have paid for what is in them."""
    settings = app.settings
    if webhook and settings.webhook_url and settings.webhook_secret:
        await app.bot.set_webhook(
            str(settings.webhook_url),
            secret_token=settings.webhook_secret.get_secret_value(),
            allowed_updates=_kinds(app),
            drop_pending_updates=False,
        )
    elif (await app.bot.get_webhook_info()).url:
        await app.bot.delete_webhook(drop_pending_updates=False)


def _stop_signal() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping
