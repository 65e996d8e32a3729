"""Runs a built bot: its workers, its HTTP server, polling or the webhook, and the orderly stop."""

import asyncio
import errno
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from functools import partial

import structlog
from aiogram.exceptions import AiogramError
from aiohttp import web
from redis.exceptions import RedisError

from bot import logs
from bot.app import App, build
from bot.clock import pause
from bot.config import ConfigError, Settings
from bot.storage.keys import Keys
from bot.storage.lease import Lease
from bot.storage.migration import Migration
from bot.storage.redis import open_redis
from bot.telegram.http import web_app
from bot.telegram.polling import Polling
from bot.telegram.rate_limit import retry_delay
from bot.telegram.updates import Intake
from bot.telegram.webhook import Webhook
from bot.ui.screen import Screen
from bot.workers import Worker

log = structlog.get_logger(__name__)

WEBHOOK_CHECK_INTERVAL = 20.0
"""Seconds. Two checks in a row that find updates undelivered make an alert, within a minute."""

DELIVERY_ERROR_AGE = timedelta(minutes=5)
"""Telegram waits longer and longer before it delivers an update again."""

DRAIN_TIMEOUT = 15.0
"""Seconds that running handlers, and then the workers, get after SIGTERM."""

RESTART_DELAY = 1.0
"""Seconds until a background loop that has failed begins again."""


async def run(settings: Settings, stopping: asyncio.Event | None = None) -> None:
    """Runs the whole bot until SIGTERM or SIGINT (or until `stopping` is set)."""
    logs.set_up(level=settings.log_level, format=settings.log_format, secrets=settings.secrets)
    stopping = stopping or _stop_signal()
    async with open_redis(settings) as redis, build(settings, redis) as app:
        await serve(app, stopping)


class PortTakenError(Exception):
    """Another process listens on HTTP_PORT; the message is for the operator."""


async def serve(app: App, stopping: asyncio.Event) -> None:
    """Runs a built bot. At the stop it takes no new updates, waits for the running handlers, then for the workers.

    Raises an ExceptionGroup of MigrationError when the data of an earlier release cannot be moved, or of
    PrefixTakenError when another bot uses the same prefix, or of ConfigError or PortTakenError when it cannot listen on
    HTTP_PORT.
    """
    started = time.monotonic()
    stop_workers = asyncio.Event()
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        intake = Intake(
            app.dispatcher,
            app.bot,
            count=app.metrics.count_update,
            tell_unreadable=partial(_tell_unreadable, app),
            store=app.update_store,
            group=group,
        )
        secret = app.settings.webhook_secret if app.settings.webhook_url else None
        webhook = Webhook(intake, secret.get_secret_value()) if secret else None
        polling = None if webhook else _polling(app, intake)
        if app.settings.http_port:
            await stack.enter_async_context(_http_server(app, webhook))
        workers: list[asyncio.Task[None]] = []

        def start_workers(*, needs_data: bool) -> None:
            for worker in (*app.workers, app.queue_worker(app.update_store.queue, intake.resume)):
                if worker.needs_data == needs_data:
                    task = group.create_task(_run_worker(worker, stop_workers), name=f"worker {worker.name}")
                    workers.append(task)

        async def migrate() -> None:
            await app.migration.run()
            with suppress(RedisError):  # its worker takes it later
                await app.prefix_claim.take()
            start_workers(needs_data=True)

        start_workers(needs_data=False)
        inputs = [group.create_task(migrate()), group.create_task(_register(app, webhook is not None))]
        if polling:
            inputs.append(group.create_task(_poll(polling, app.migration, group)))
        log.info("bot started", seconds=round(time.monotonic() - started, 3), webhook=webhook is not None)

        await stopping.wait()
        log.info("bot is stopping")
        if webhook:
            webhook.draining = True
        group.create_task(_cancel(inputs))
        await intake.drain(DRAIN_TIMEOUT)
        if polling:
            polling.give_up()
        intake.give_up()
        stop_workers.set()
        _, running = await asyncio.wait(workers, timeout=DRAIN_TIMEOUT)
        for task in running:
            log.warning("worker did not stop in time", task=task.get_name())
        await _cancel(running)  # other processes take back their claims
    log.info("bot stopped")


async def _run_worker(worker: Worker, stop: asyncio.Event) -> None:
    with structlog.contextvars.bound_contextvars(worker=worker.name):
        await _keep_running(worker.run, stop)


async def _keep_running(run: Callable[[asyncio.Event], Awaitable[None]], stop: asyncio.Event) -> None:
    """Begins again what has failed: one piece of work must not end the process, nor all that are started after it."""
    while not stop.is_set():
        try:
            await run(stop)
        except Exception:
            log.exception("work failed")
            await pause(stop, RESTART_DELAY)
        else:
            break


async def _poll(polling: Polling, migration: Migration, group: asyncio.TaskGroup) -> None:
    """Polls after the first attempt of the migration: with Redis down, people are told so."""
    await migration.attempted.wait()
    await _keep_running(lambda _: polling.run(group), asyncio.Event())


async def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancels until all tasks have ended: a library may swallow one cancellation."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=1)


def _polling(app: App, intake: Intake) -> Polling:
    return Polling(
        app.bot,
        intake,
        Lease(app.redis, app.keys, "polling"),
        app.dispatcher.resolve_used_update_types(),
        clock=app.clock,
        alerts=app.alerts,
        remove_webhook=partial(_set_webhook, app, False),
    )


async def _tell_unreadable(app: App, chat_id: int, language: str | None) -> None:
    """Once for several updates that come together."""
    if await app.redis.set(app.keys.told_unreadable(chat_id), 1, nx=True, ex=Keys.told_unreadable.ttl):
        _, profile = await app.sessions.peek(chat_id)
        i18n = app.languages.speak(profile.locale, language)
        await app.gateway.send(chat_id, Screen(i18n.get("unreadable-update")))


@asynccontextmanager
async def _http_server(app: App, webhook: Webhook | None) -> AsyncIterator[None]:
    """Raises ConfigError if the address cannot be listened on, PortTakenError if another process does: it may end soon,
    so a restart can help."""
    path = (app.settings.webhook_url.path if app.settings.webhook_url else None) or "/"
    runner = web.AppRunner(
        web_app(webhook, path, app.health.ready, app.health.metrics_text),
        access_log=None,
        shutdown_timeout=DRAIN_TIMEOUT,
    )
    await runner.setup()
    try:
        host, port = app.settings.http_host, app.settings.http_port
        try:
            await web.TCPSite(runner, host, port).start()
        except (OSError, UnicodeError) as error:
            is_taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            reason = error.strerror if isinstance(error, OSError) else "no name of a host"
            line = f"HTTP_HOST, HTTP_PORT: the bot cannot listen on {host!r}, {port}: {reason}"
            advice = ": stop the other program, or choose another HTTP_PORT" if is_taken else ""
            raise (PortTakenError if is_taken else ConfigError)(line + advice) from None
        yield
    finally:
        await runner.cleanup()


async def _register(app: App, webhook: bool) -> None:
    """Sets the webhook (or removes it) and the bot's commands. Repeats until it succeeds."""
    delay = 1.0
    while True:
        try:
            await app.migration.attempted.wait()
            await _set_webhook(app, webhook)
            await app.migration.done.wait()
            await app.menus.show_all()
            break
        except (AiogramError, RedisError) as error:
            delay = retry_delay(error, delay)
            log.warning("bot is not registered yet", error=error, retry_in=delay)
            await asyncio.sleep(delay)
            delay = min(60, delay * 2)
    if webhook:
        await _keep_webhook(app)


async def _keep_webhook(app: App) -> None:
    failed = False
    while True:
        await app.pause(asyncio.Event(), WEBHOOK_CHECK_INTERVAL)
        try:
            failed = await check_webhook(app, failed)
        except (AiogramError, RedisError) as error:
            log.warning("webhook could not be checked", error=error)


async def check_webhook(app: App, failed: bool) -> bool:
    """Sets the webhook again, and alerts the admins, when another program has removed or replaced it. Alerts them when
    Telegram cannot deliver, now and at the check before (`failed`). Returns whether it cannot now."""
    alerts, hook = app.alerts, await app.bot.get_webhook_info()
    if hook.url == str(app.settings.webhook_url):
        await alerts.clear_if_triggered("updates")
    else:
        log.warning("another program has changed the webhook")
        await alerts.trigger("updates")
        await _set_webhook(app, True)
    last_error = hook.last_error_date
    fails = bool(hook.pending_update_count and last_error and app.clock() - last_error < DELIVERY_ERROR_AGE)
    if fails:
        log.warning("telegram cannot deliver updates", error=hook.last_error_message)
        if failed:
            await alerts.trigger("webhook")
    else:
        await alerts.clear_if_triggered("webhook")
    return fails


async def _set_webhook(app: App, webhook: bool) -> None:
    """Never drops pending updates: one of them may be a customer's "I have paid"."""
    settings = app.settings
    if webhook and settings.webhook_url and settings.webhook_secret:
        await app.bot.set_webhook(
            str(settings.webhook_url),
            secret_token=settings.webhook_secret.get_secret_value(),
            allowed_updates=app.dispatcher.resolve_used_update_types(),
            max_connections=100,
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
