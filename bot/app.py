"""The composition root: builds the services, and closes what it has opened.

Nothing else builds services, and nothing here decides anything about orders. `run.py` runs what is built here.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypedDict

from aiogram import Bot, Dispatcher
from redis.asyncio import Redis

import handlers
from bot.clock import Clock, Pause, pause, utcnow
from bot.config import AdminChat, Settings
from bot.metrics import Metrics
from bot.notifications.alerts import Alerts
from bot.notifications.broadcasts import Broadcasts
from bot.notifications.outbox import Outbox
from bot.operations.administration import Administration
from bot.operations.health import HealthCheck
from bot.orders.batches import Batches
from bot.orders.history import History
from bot.orders.intents import Intents
from bot.orders.references import References
from bot.orders.resolution import Resolution
from bot.orders.schedule import CountdownSchedule
from bot.orders.statistics import Statistics
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient, open_http
from bot.storage.heartbeat import Heartbeat
from bot.storage.keys import ROOT
from bot.storage.rate_limit import RateLimiter
from bot.telegram.client import Urgency, open_bot
from bot.telegram.context import ChatServices
from bot.telegram.gateway import Gateway
from bot.telegram.middlewares import (
    AccessMiddleware,
    BlocklistMiddleware,
    ErrorsMiddleware,
    OutageMiddleware,
    SessionMiddleware,
    ThrottlingMiddleware,
    TimingMiddleware,
)
from bot.telegram.session import ChatSessions
from bot.ui.branding import Branding
from bot.ui.i18n import Languages
from bot.workers.broadcaster import Broadcaster
from bot.workers.countdown import Countdown
from bot.workers.daily_report import DailyReports
from bot.workers.exporter import Exporter
from bot.workers.monitor import Monitor
from bot.workers.notifier import Notifier
from bot.workers.sweep import Sweep


class Services(TypedDict):
    """What handlers may ask for by parameter name."""

    settings: Settings
    redis: Redis
    partner: PartnerClient
    prices: PriceCache
    intents: Intents
    watch: Watch
    outbox: Outbox
    languages: Languages
    branding: Branding
    batches: Batches
    history: History
    daily: DailyReports
    sessions: ChatSessions
    gateway: Gateway
    alerts: Alerts
    resolution: Resolution
    figures: Statistics
    administration: Administration
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
    ticks: CountdownSchedule
    countdown: Countdown
    life: Heartbeat
    sweep: Sweep
    trouble: Monitor
    broadcaster: Broadcaster
    metrics: Metrics
    vitals: HealthCheck
    pause: Pause


@asynccontextmanager
async def build(settings: Settings, redis: Redis, *, clock: Clock = utcnow, pause: Pause = pause) -> AsyncIterator[App]:
    """Builds every service once, all by the same clock, whose time the workers `pause`; closes what it has opened."""
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        bot = open_bot(settings, _telegram_bucket(settings, redis, metrics, clock), metrics.telegram)
        stack.push_async_callback(bot.session.close)
        http = await stack.enter_async_context(open_http(str(settings.partner_api_url), settings.partner_api_key))
        pace = _partner_bucket(settings, redis, metrics, clock).take
        partner = PartnerClient(http, pace=pace, clock=clock, aliases=settings.status_aliases, observe=metrics.partner)
        ticks = CountdownSchedule(redis, clock=clock)
        services = _services(settings, redis, bot, partner, ticks, clock, pause)
        yield _app(services, bot, ticks, metrics, clock, pause)


def _partner_bucket(settings: Settings, redis: Redis, metrics: Metrics, clock: Clock) -> RateLimiter:
    wait = partial(metrics.wait, "partner")
    return RateLimiter(redis, f"{ROOT}:bucket:partner", settings.partner_rps, clock=clock, observe=wait)


def _telegram_bucket(settings: Settings, redis: Redis, metrics: Metrics, clock: Clock) -> RateLimiter:
    key, wait = f"{ROOT}:bucket:telegram", partial(metrics.wait, "telegram")
    return RateLimiter(redis, key, settings.telegram_rps, patient=Urgency.NOTICE, clock=clock, observe=wait)


def _services(
    settings: Settings,
    redis: Redis,
    bot: Bot,
    partner: PartnerClient,
    ticks: CountdownSchedule,
    clock: Clock,
    pause: Pause,
) -> Services:
    begun = clock()
    branding = Branding(
        currency=settings.currency_label,
        support=settings.support_username,
        link_host=settings.link_host,
        pinned=settings.pinned_addresses,
        tolerance_percent=settings.price_tolerance_percent,
    )
    languages = Languages(settings.default_locale)
    references = References(settings.reference_prefix)
    alerts = Alerts(redis, clock=clock)
    outbox = Outbox(redis, clock=clock)
    intents = Intents(redis, partner, references, alerts, max_unpaid=settings.max_unpaid_per_chat, clock=clock)
    watch = Watch(redis, partner, references, alerts, clock=clock)
    prices = PriceCache(partner, clock=clock)
    sessions = ChatSessions(redis, clock=clock)
    gateway = Gateway(bot, branding, watch, ticks, alerts)
    batches = Batches(redis, partner, intents, outbox, clock=clock)
    history = History(redis, partner, watch, references, clock=clock)
    broadcasts = Broadcasts(redis, clock=clock)
    notifier = Notifier(
        gateway,
        outbox,
        watch,
        intents,
        sessions,
        partner,
        languages,
        branding,
        batches,
        history,
        prices,
        alerts,
        broadcasts,
        admins=_told_of_trouble(settings),
        clock=clock,
    )
    return Services(
        settings=settings,
        redis=redis,
        partner=partner,
        prices=prices,
        intents=intents,
        watch=watch,
        outbox=outbox,
        languages=languages,
        branding=branding,
        batches=batches,
        history=history,
        daily=DailyReports(redis, sessions, outbox, clock=clock),
        sessions=sessions,
        gateway=gateway,
        alerts=alerts,
        resolution=Resolution(redis, partner, intents, references, alerts, clock=clock),
        figures=Statistics(redis, clock=clock),
        administration=Administration(redis, clock=clock),
        broadcasts=broadcasts,
        exporter=Exporter(redis, partner, gateway, languages, clock=clock, pause=pause),
        notifier=notifier,
        uptime=lambda: clock() - begun,
    )


def _app(services: Services, bot: Bot, ticks: CountdownSchedule, metrics: Metrics, clock: Clock, pause: Pause) -> App:
    """The parts that handlers do not ask for: what surrounds them, and what works behind them."""
    s = services
    settings, redis, partner, watch, alerts = s["settings"], s["redis"], s["partner"], s["watch"], s["alerts"]
    references = References(settings.reference_prefix)
    countdown = Countdown(s["gateway"], ticks, watch, s["sessions"], partner, s["languages"], clock=clock)
    sweep = Sweep(redis, partner, watch, references, alerts, rate=settings.partner_rps, clock=clock, pause=pause)
    vital = (s["intents"].queue, s["outbox"].queue)
    trouble = Monitor(
        redis,
        partner,
        watch,
        alerts,
        (*vital, watch.queue),
        s["notifier"].shout,
        low_balance=settings.low_balance_ton,
        stuck_after=timedelta(minutes=settings.stuck_after_minutes),
        clock=clock,
        pause=pause,
    )
    shown = (watch.queue, watch.urgent_queue, s["batches"].queue, s["daily"].queue)
    return App(
        settings=settings,
        redis=redis,
        bot=bot,
        dispatcher=_dispatcher(services, metrics),
        services=services,
        ticks=ticks,
        countdown=countdown,
        life=Heartbeat(redis, clock=clock, pause=pause),
        sweep=sweep,
        trouble=trouble,
        broadcaster=Broadcaster(bot, s["broadcasts"], pause=pause),
        metrics=metrics,
        vitals=HealthCheck(redis, metrics, s["intents"], vital=vital, shown=shown),
        pause=pause,
    )


def _dispatcher(services: Services, metrics: Metrics) -> Dispatcher:
    s = services
    settings, branding, intents, outbox = s["settings"], s["branding"], s["intents"], s["outbox"]
    chat_services = ChatServices(
        s["gateway"], s["partner"], s["prices"], intents, s["watch"], outbox, s["batches"], branding, settings
    )
    dispatcher = Dispatcher(disable_fsm=True, **services)  # the steps come from the draft, see Doors
    for middleware in (
        OutageMiddleware(s["languages"]),
        SessionMiddleware(s["sessions"], s["languages"], chat_services),
        ThrottlingMiddleware(settings.throttle_per_minute),
        BlocklistMiddleware(s["administration"], settings.admin_ids, branding),
        AccessMiddleware(settings, intents, branding),
        ErrorsMiddleware(outbox),
    ):
        dispatcher.update.outer_middleware(middleware)
    for kind, observer in dispatcher.observers.items():
        if kind != "update":
            observer.middleware(TimingMiddleware(metrics.handler))
    dispatcher.include_routers(*handlers.build())
    return dispatcher


def _told_of_trouble(settings: Settings) -> list[AdminChat]:
    return [settings.admin_chat_id] if settings.admin_chat_id else [AdminChat(id) for id in sorted(settings.admin_ids)]
