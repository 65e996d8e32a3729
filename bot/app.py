"""The composition root: builds the services, runs them, and takes them down in order.

Nothing else builds services, and nothing here decides anything about orders.
"""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypedDict

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError
from aiohttp import web
from redis.asyncio import Redis

import handlers
from bot import logs
from bot.clock import Clock, utcnow
from bot.config import AdminChat, Settings
from bot.countdown import Countdown
from bot.daily import Daily
from bot.exporter import Exporter
from bot.intake import Intake, Polling, Webhook, web_app
from bot.menus import show_menus
from bot.metrics import Metrics
from bot.middlewares import Access, Doors, Outage, Throttle, Timing, Troubles, Welcome
from bot.notifier import Notifier
from bot.orders.alerts import Alerts
from bot.orders.batches import Batches
from bot.orders.broadcasts import Broadcasts
from bot.orders.bucket import Bucket
from bot.orders.control import Control
from bot.orders.due import Claim, work
from bot.orders.figures import Figures
from bot.orders.history import History
from bot.orders.intents import Intents
from bot.orders.lease import Lease
from bot.orders.notices import Notices
from bot.orders.references import References
from bot.orders.rescue import Rescue
from bot.orders.scripts import ROOT
from bot.orders.sweep import Sweep
from bot.orders.ticks import Ticks
from bot.orders.trouble import Trouble
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient, open_http
from bot.pricing import Pricing
from bot.projector import Projector
from bot.sender import Sender
from bot.session import Sessions
from bot.stage import Backstage
from bot.store import open_redis
from bot.telegram import Urgency, open_bot, urgency
from bot.ui.i18n import Languages
from bot.ui.shop import Shop
from bot.vitals import Vitals

log = structlog.get_logger(__name__)

DRAIN = 15.0
"""Seconds that running handlers get after SIGTERM; then the rest is left to who comes next."""

WORK_AT_ONCE = 20
TICK_AT_ONCE = 5


class Services(TypedDict):
    """What handlers may ask for by parameter name."""

    settings: Settings
    redis: Redis
    partner: PartnerClient
    pricing: Pricing
    intents: Intents
    watch: Watch
    notices: Notices
    languages: Languages
    shop: Shop
    batches: Batches
    history: History
    daily: Daily
    sessions: Sessions
    projector: Projector
    alerts: Alerts
    rescue: Rescue
    figures: Figures
    control: Control
    broadcasts: Broadcasts
    exporter: Exporter
    notifier: Notifier
    uptime: Callable[[], timedelta]


@dataclass(frozen=True)
class App:
    """All parts of a running bot, built and not yet started."""

    settings: Settings
    redis: Redis
    bot: Bot
    dispatcher: Dispatcher
    services: Services
    ticks: Ticks
    countdown: Countdown
    sweep: Sweep
    trouble: Trouble
    sender: Sender
    metrics: Metrics
    vitals: Vitals


@asynccontextmanager
async def build(settings: Settings, redis: Redis, *, clock: Clock = utcnow) -> AsyncIterator[App]:
    """Builds every service once, all by the same clock; closes what it has opened."""
    begun = clock()
    async with AsyncExitStack() as stack:
        metrics = Metrics()
        partner_bucket = Bucket(
            redis,
            f"{ROOT}:bucket:partner",
            settings.partner_rps,
            clock=clock,
            observe=partial(metrics.wait, "partner"),
        )
        telegram_bucket = Bucket(
            redis,
            f"{ROOT}:bucket:telegram",
            settings.telegram_rps,
            patient=Urgency.NOTICE,
            clock=clock,
            observe=partial(metrics.wait, "telegram"),
        )
        http = await stack.enter_async_context(open_http(str(settings.partner_api_url), settings.partner_api_key))
        bot = open_bot(settings, telegram_bucket, metrics.telegram)
        stack.push_async_callback(bot.session.close)

        partner = PartnerClient(
            http, pace=partner_bucket.take, clock=clock, aliases=settings.status_aliases, observe=metrics.partner
        )
        shop = Shop(
            currency=settings.currency_label,
            support=settings.support_username,
            link_host=settings.link_host,
            pinned=settings.pinned_addresses,
            tolerance_percent=settings.price_tolerance_percent,
        )
        languages = Languages(settings.default_locale)
        references = References(settings.reference_prefix)
        alerts = Alerts(redis, clock=clock)
        notices = Notices(redis, clock=clock)
        intents = Intents(redis, partner, references, alerts, max_unpaid=settings.max_unpaid_per_chat, clock=clock)
        watch = Watch(redis, partner, references, alerts, clock=clock)
        pricing = Pricing(partner, clock=clock)
        sessions = Sessions(redis, clock=clock)
        ticks = Ticks(redis, clock=clock)
        projector = Projector(bot, shop, watch, ticks, alerts)
        batches = Batches(redis, partner, intents, notices, clock=clock)
        history = History(redis, partner, watch, references, clock=clock)
        daily = Daily(redis, sessions, notices, clock=clock)

        control = Control(redis, clock=clock)
        broadcasts = Broadcasts(redis, clock=clock)
        notifier = Notifier(
            projector,
            notices,
            watch,
            intents,
            sessions,
            partner,
            languages,
            shop,
            batches,
            history,
            pricing,
            alerts,
            broadcasts,
            admins=_told_of_trouble(settings),
            clock=clock,
        )

        services = Services(
            settings=settings,
            redis=redis,
            partner=partner,
            pricing=pricing,
            intents=intents,
            watch=watch,
            notices=notices,
            languages=languages,
            shop=shop,
            batches=batches,
            history=history,
            daily=daily,
            sessions=sessions,
            projector=projector,
            alerts=alerts,
            rescue=Rescue(redis, partner, intents, references, alerts, clock=clock),
            figures=Figures(redis, clock=clock),
            control=control,
            broadcasts=broadcasts,
            exporter=Exporter(redis, partner, projector, languages, clock=clock),
            notifier=notifier,
            uptime=lambda: clock() - begun,
        )
        dispatcher = Dispatcher(disable_fsm=True, **services)  # the steps come from the draft, see Doors
        backstage = Backstage(projector, partner, pricing, intents, watch, notices, batches, shop, settings)
        for middleware in (
            Outage(languages),
            Doors(sessions, languages, backstage),
            Throttle(settings.throttle_per_minute),
            Welcome(control, settings.admin_ids, shop),
            Access(settings, intents, shop),
            Troubles(notices),
        ):
            dispatcher.update.outer_middleware(middleware)
        for kind, observer in dispatcher.observers.items():
            if kind != "update":
                observer.middleware(Timing(metrics.handler))
        dispatcher.include_router(handlers.build())

        countdown = Countdown(projector, ticks, watch, sessions, partner, languages, clock=clock)
        sweep = Sweep(redis, partner, watch, references, alerts, rate=settings.partner_rps, clock=clock)
        trouble = Trouble(
            redis,
            partner,
            watch,
            alerts,
            (intents.due, notices.due, watch.due),
            notifier.shout,
            low_balance=settings.low_balance_ton,
            stuck_after=timedelta(minutes=settings.stuck_after_minutes),
            clock=clock,
        )
        sender = Sender(bot, broadcasts)
        shown = (watch.due, watch.urgent, batches.due, daily.due)
        vitals = Vitals(redis, metrics, intents, vital=(intents.due, notices.due), shown=shown)
        yield App(settings, redis, bot, dispatcher, services, ticks, countdown, sweep, trouble, sender, metrics, vitals)


def _told_of_trouble(settings: Settings) -> list[AdminChat]:
    return [settings.admin_chat_id] if settings.admin_chat_id else [AdminChat(id) for id in sorted(settings.admin_ids)]


async def run(settings: Settings, stopping: asyncio.Event | None = None) -> None:
    """The whole bot, until SIGTERM or SIGINT (or `stopping`); then it drains and closes."""
    logs.set_up(level=settings.log_level, format=settings.log_format, secrets=settings.secrets)
    stopping = stopping or _stop_signal()
    async with open_redis(settings) as redis, build(settings, redis) as app:
        await serve(app, stopping)


async def serve(app: App, stopping: asyncio.Event) -> None:
    """Runs a built bot. When it is to stop: no new updates, running handlers to their end, then the workers."""
    begun = time.monotonic()
    intake = Intake(app.dispatcher, app.bot, count=app.metrics.update)
    webhook = _webhook(app, intake)
    polling = None if webhook else Polling(app.bot, intake, Lease(app.redis, "polling"), _kinds(app))
    workers_stop = asyncio.Event()
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        if app.settings.http_port:
            await stack.enter_async_context(_http(app, webhook))
        workers = [group.create_task(worker(workers_stop)) for worker in _workers(app)]
        ways_in = [group.create_task(_introduce(app, webhook is not None))]
        if polling:
            ways_in.append(group.create_task(polling.run(group)))
        log.info("started", seconds=round(time.monotonic() - begun, 3), webhook=webhook is not None)

        await stopping.wait()
        log.info("stopping")
        if webhook:
            webhook.closed = True
        for way in ways_in:
            way.cancel()
        await intake.drain(DRAIN)
        if polling:
            polling.give_up()
        workers_stop.set()
        _, late = await asyncio.wait(workers, timeout=DRAIN)
        for worker in late:  # its claims come back after their lease
            worker.cancel()
    log.info("stopped")


def _workers(app: App) -> list[Callable[[asyncio.Event], Coroutine[None, None, None]]]:
    intents, watch, notices = app.services["intents"], app.services["watch"], app.services["notices"]
    batches, daily = app.services["batches"], app.services["daily"]

    async def settle(claim: Claim) -> None:
        await intents.settle(claim.id, claim)

    async def tell(claim: Claim) -> None:
        with urgency(Urgency.NOTICE):
            await app.services["notifier"].tell(claim)

    async def tick(claim: Claim) -> None:
        with urgency(Urgency.COUNTDOWN):
            await app.countdown.tick(claim)

    return [
        lambda stop: work(intents.due, settle, stopping=stop, hands=WORK_AT_ONCE),
        lambda stop: work(watch.due, watch.look, stopping=stop, hands=WORK_AT_ONCE),
        lambda stop: work(watch.urgent, watch.look_urgently, stopping=stop, hands=WORK_AT_ONCE),
        lambda stop: work(notices.due, tell, stopping=stop, hands=WORK_AT_ONCE),
        lambda stop: work(app.ticks.due, tick, stopping=stop, hands=TICK_AT_ONCE),
        lambda stop: work(batches.due, batches.work, stopping=stop, hands=WORK_AT_ONCE),
        lambda stop: work(daily.due, daily.work, stopping=stop, hands=WORK_AT_ONCE),
        app.sweep.run,
        app.trouble.run,
        app.sender.run,
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


async def _introduce(app: App, webhook: bool) -> None:
    """Tells Telegram where updates go and which commands there are. What fails is tried until it works."""
    pause = 1.0
    while True:
        try:
            await _choose_way_in(app, webhook)
            await show_menus(app.bot, app.redis, app.services["languages"], app.settings)
        except AiogramError as error:
            log.warning("telegram does not answer", error=repr(error), again_in=pause)
            await asyncio.sleep(pause)
            pause = min(60, pause * 2)
        else:
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
