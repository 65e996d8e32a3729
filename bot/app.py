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
from bot.notifications.outbox import Notices
from bot.operations.administration import Control
from bot.operations.health import Vitals
from bot.orders.batches import Batches
from bot.orders.history import History
from bot.orders.intents import Intents
from bot.orders.references import References
from bot.orders.resolution import Rescue
from bot.orders.schedule import Ticks
from bot.orders.statistics import Figures
from bot.orders.watch import Watch
from bot.partner.cache import Pricing
from bot.partner.client import PartnerClient, open_http
from bot.storage.heartbeat import Life
from bot.storage.keys import ROOT
from bot.storage.rate_limit import Bucket
from bot.telegram.client import Urgency, open_bot
from bot.telegram.context import Backstage
from bot.telegram.gateway import Projector
from bot.telegram.middlewares import Access, Doors, Outage, Throttle, Timing, Troubles, Welcome
from bot.telegram.session import Sessions
from bot.ui.branding import Shop
from bot.ui.i18n import Languages
from bot.workers.broadcaster import Broadcaster
from bot.workers.countdown import Countdown
from bot.workers.daily_report import Daily
from bot.workers.exporter import Exporter
from bot.workers.monitor import Trouble
from bot.workers.notifier import Notifier
from bot.workers.sweep import Sweep


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
    life: Life
    sweep: Sweep
    trouble: Trouble
    broadcaster: Broadcaster
    metrics: Metrics
    vitals: Vitals
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
        ticks = Ticks(redis, clock=clock)
        services = _services(settings, redis, bot, partner, ticks, clock, pause)
        yield _app(services, bot, ticks, metrics, clock, pause)


def _partner_bucket(settings: Settings, redis: Redis, metrics: Metrics, clock: Clock) -> Bucket:
    wait = partial(metrics.wait, "partner")
    return Bucket(redis, f"{ROOT}:bucket:partner", settings.partner_rps, clock=clock, observe=wait)


def _telegram_bucket(settings: Settings, redis: Redis, metrics: Metrics, clock: Clock) -> Bucket:
    key, wait = f"{ROOT}:bucket:telegram", partial(metrics.wait, "telegram")
    return Bucket(redis, key, settings.telegram_rps, patient=Urgency.NOTICE, clock=clock, observe=wait)


def _services(
    settings: Settings, redis: Redis, bot: Bot, partner: PartnerClient, ticks: Ticks, clock: Clock, pause: Pause
) -> Services:
    begun = clock()
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
    projector = Projector(bot, shop, watch, ticks, alerts)
    batches = Batches(redis, partner, intents, notices, clock=clock)
    history = History(redis, partner, watch, references, clock=clock)
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
    return Services(
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
        daily=Daily(redis, sessions, notices, clock=clock),
        sessions=sessions,
        projector=projector,
        alerts=alerts,
        rescue=Rescue(redis, partner, intents, references, alerts, clock=clock),
        figures=Figures(redis, clock=clock),
        control=Control(redis, clock=clock),
        broadcasts=broadcasts,
        exporter=Exporter(redis, partner, projector, languages, clock=clock, pause=pause),
        notifier=notifier,
        uptime=lambda: clock() - begun,
    )


def _app(services: Services, bot: Bot, ticks: Ticks, metrics: Metrics, clock: Clock, pause: Pause) -> App:
    """The parts that handlers do not ask for: what surrounds them, and what works behind them."""
    s = services
    settings, redis, partner, watch, alerts = s["settings"], s["redis"], s["partner"], s["watch"], s["alerts"]
    references = References(settings.reference_prefix)
    countdown = Countdown(s["projector"], ticks, watch, s["sessions"], partner, s["languages"], clock=clock)
    sweep = Sweep(redis, partner, watch, references, alerts, rate=settings.partner_rps, clock=clock, pause=pause)
    vital = (s["intents"].due, s["notices"].due)
    trouble = Trouble(
        redis,
        partner,
        watch,
        alerts,
        (*vital, watch.due),
        s["notifier"].shout,
        low_balance=settings.low_balance_ton,
        stuck_after=timedelta(minutes=settings.stuck_after_minutes),
        clock=clock,
        pause=pause,
    )
    shown = (watch.due, watch.urgent, s["batches"].due, s["daily"].due)
    return App(
        settings=settings,
        redis=redis,
        bot=bot,
        dispatcher=_dispatcher(services, metrics),
        services=services,
        ticks=ticks,
        countdown=countdown,
        life=Life(redis, clock=clock, pause=pause),
        sweep=sweep,
        trouble=trouble,
        broadcaster=Broadcaster(bot, s["broadcasts"], pause=pause),
        metrics=metrics,
        vitals=Vitals(redis, metrics, s["intents"], vital=vital, shown=shown),
        pause=pause,
    )


def _dispatcher(services: Services, metrics: Metrics) -> Dispatcher:
    s = services
    settings, shop, intents, notices = s["settings"], s["shop"], s["intents"], s["notices"]
    backstage = Backstage(
        s["projector"], s["partner"], s["pricing"], intents, s["watch"], notices, s["batches"], shop, settings
    )
    dispatcher = Dispatcher(disable_fsm=True, **services)  # the steps come from the draft, see Doors
    for middleware in (
        Outage(s["languages"]),
        Doors(s["sessions"], s["languages"], backstage),
        Throttle(settings.throttle_per_minute),
        Welcome(s["control"], settings.admin_ids, shop),
        Access(settings, intents, shop),
        Troubles(notices),
    ):
        dispatcher.update.outer_middleware(middleware)
    for kind, observer in dispatcher.observers.items():
        if kind != "update":
            observer.middleware(Timing(metrics.handler))
    dispatcher.include_routers(*handlers.build())
    return dispatcher


def _told_of_trouble(settings: Settings) -> list[AdminChat]:
    return [settings.admin_chat_id] if settings.admin_chat_id else [AdminChat(id) for id in sorted(settings.admin_ids)]
