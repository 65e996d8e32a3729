"""The composition root: builds every service once. `bot/runner.py` runs what is built here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypedDict

from aiogram import Bot, Dispatcher
from redis.asyncio import Redis
from redis.exceptions import RedisError

import handlers
from bot.clock import Clock, Pause, pause
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
from bot.orders.statistics import Statistics
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient, Priority, open_http
from bot.partner.models import OrderStatus, Product, create_fields
from bot.storage.heartbeat import Heartbeat
from bot.storage.keys import Keys, partner_prefix, partner_rate_limit
from bot.storage.migration import Migration
from bot.storage.prefix_claim import PrefixClaim
from bot.storage.queue import Claim, LastingQueue, work
from bot.storage.rate_limit import RateLimiter
from bot.storage.redis_clock import RedisClock
from bot.telegram.client import open_bot
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
from bot.telegram.order_messages import OrderMessages
from bot.telegram.rate_limit import PacingMiddleware
from bot.telegram.session import ChatSessions
from bot.telegram.update_store import UpdateStore
from bot.ui.branding import Branding
from bot.ui.i18n import Languages
from bot.workers import Worker
from bot.workers.broadcaster import Broadcaster
from bot.workers.countdown import Countdown
from bot.workers.daily_report import DailyReports
from bot.workers.exporter import Exporter
from bot.workers.monitor import Monitor
from bot.workers.notifier import Notifier
from bot.workers.reconciliation import Reconciliation

TASKS_PER_QUEUE = 20
"""Claims of one queue that a process works on at the same time."""

COUNTDOWN_TASKS = 5


class Services(TypedDict):
    """A handler gets a service by naming it as a parameter."""

    settings: Settings
    redis: Redis
    keys: Keys
    partner: PartnerClient
    prices: PriceCache
    intents: Intents
    watch: Watch
    outbox: Outbox
    languages: Languages
    batches: Batches
    history: History
    daily: DailyReports
    sessions: ChatSessions
    gateway: Gateway
    order_messages: OrderMessages
    alerts: Alerts
    resolution: Resolution
    statistics: Statistics
    administration: Administration
    broadcasts: Broadcasts
    exporter: Exporter
    notifier: Notifier
    uptime: Callable[[], timedelta]


@dataclass(frozen=True)
class App:
    """All parts of a bot, built and not yet started. `workers` are started in this order."""

    settings: Settings
    redis: Redis
    bot: Bot
    dispatcher: Dispatcher
    services: Services
    workers: list[Worker]
    countdown: Countdown
    reconciliation: Reconciliation
    monitor: Monitor
    metrics: Metrics
    health: HealthCheck
    migration: Migration
    prefix_claim: PrefixClaim
    update_store: UpdateStore
    clock: Clock
    pause: Pause

    def updates_worker(self, resume: Callable[[Claim], Awaitable[None]]) -> Worker:
        """Handles stored updates of killed processes."""
        queue = self.update_store.queue
        return Worker(
            queue.name, lambda stop: work(queue, resume, stopping=stop, tasks=TASKS_PER_QUEUE, pause=self.pause)
        )


@asynccontextmanager
async def build(
    settings: Settings, redis: Redis, *, clock: Clock | None = None, pause: Pause = pause
) -> AsyncIterator[App]:
    """Builds the app and closes its connections to Telegram and the partner. The caller closes `redis`.

    `clock`: Redis' own time, which all processes share; tests give another.
    """
    metrics, keys = Metrics(), Keys(settings.bot_id)
    clock = clock or RedisClock(redis, keys, pause=pause)
    if isinstance(clock, RedisClock):
        with suppress(RedisError):
            await clock.sync()
    async with AsyncExitStack() as stack:
        pacing = PacingMiddleware(
            redis,
            keys,
            settings.telegram_rps,
            clock=clock,
            sleep=partial(pause, asyncio.Event()),
            observe=partial(metrics.observe_wait, "telegram"),
        )
        bot = open_bot(settings, pacing, metrics.observe_telegram)
        stack.push_async_callback(bot.session.close)
        http = await stack.enter_async_context(open_http(str(settings.partner_api_url), settings.partner_api_key))
        partner_limiter = RateLimiter(
            redis,
            partner_rate_limit(settings.partner_api_key.get_secret_value()),
            settings.partner_rps,
            kept=Priority.SWEEP,
            clock=clock,
            observe=partial(metrics.observe_wait, "partner"),
        )
        partner = PartnerClient(
            http,
            pace=partner_limiter,
            clock=clock,
            aliases=settings.status_aliases,
            observe=metrics.observe_partner,
            create_fields=create_fields(settings),
        )
        yield _compose(settings, redis, keys, bot, partner, metrics, clock, pause)


def _compose(
    settings: Settings,
    redis: Redis,
    keys: Keys,
    bot: Bot,
    partner: PartnerClient,
    metrics: Metrics,
    clock: Clock,
    pause: Pause,
) -> App:
    """Every service is built once, after the services that it needs."""
    started_at = clock()
    metrics.prepare_orders(Product, OrderStatus)
    branding = Branding(
        currency=settings.currency_label,
        support=settings.support_username,
        link_host=settings.link_host,
        pinned=settings.pinned_addresses,
        tolerance_percent=settings.price_tolerance_percent,
    )
    languages = Languages(settings.default_locale, branding)

    migration = Migration(redis, keys)
    prefix_key = partner_prefix(settings.partner_api_key.get_secret_value(), settings.reference_prefix)
    prefix_claim = PrefixClaim(redis, prefix_key, settings.bot_id, settings.reference_prefix, pause=pause)
    references = References(settings.reference_prefix)
    alerts = Alerts(redis, keys, clock=clock)
    outbox = Outbox(redis, keys, clock=clock)
    broadcasts = Broadcasts(redis, keys, clock=clock)
    intents = Intents(
        redis,
        keys,
        partner,
        references,
        alerts,
        max_unpaid=settings.max_unpaid_per_chat,
        clock=clock,
        count_order=metrics.count_order,
    )
    watch = Watch(redis, keys, partner, references, alerts, clock=clock, count_order=metrics.count_order)
    prices = PriceCache(partner, clock=clock)
    batches = Batches(redis, keys, partner, intents, outbox, clock=clock)
    history = History(redis, keys, partner, watch, references, clock=clock)
    administration = Administration(redis, keys, clock=clock)

    sessions = ChatSessions(redis, keys, clock=clock)
    gateway = Gateway(bot)
    order_messages = OrderMessages(
        gateway, sessions, languages, partner, prices, intents, watch, batches, outbox, alerts
    )

    notifier = Notifier(
        gateway,
        order_messages,
        outbox,
        watch,
        intents,
        sessions,
        languages,
        batches,
        history,
        alerts,
        broadcasts,
        admins=_alert_chats(settings),
        admin_ids=settings.admin_ids,
        clock=clock,
    )
    alerts.send_directly = notifier.alert_admins_directly
    update_store = UpdateStore(redis, keys, clock=clock)
    countdown = Countdown(order_messages, watch, clock=clock)
    broadcaster = Broadcaster(bot, broadcasts, pause=pause)
    exporter = Exporter(redis, keys, partner, gateway, languages, clock=clock, pause=pause)
    daily_reports = DailyReports(redis, keys, sessions, outbox, clock=clock)
    reconciliation = Reconciliation(
        redis, keys, partner, watch, references, alerts, rate=settings.partner_rps, clock=clock, pause=pause
    )
    monitor = Monitor(
        redis,
        keys,
        partner,
        intents,
        watch,
        alerts,
        (intents.queue, outbox.queue, watch.queue, watch.urgent_queue, batches.queue, update_store.queue),
        notifier.alert_admins_directly,
        migration.done,
        low_balance=settings.low_balance_ton,
        stuck_after=timedelta(minutes=settings.stuck_after_minutes),
        clock=clock,
        pause=pause,
    )

    def queue_worker(queue: LastingQueue, handle: Callable[[Claim], Awaitable[None]], tasks: int) -> Worker:
        return Worker(queue.name, lambda stop: work(queue, handle, stopping=stop, tasks=tasks, pause=pause))

    async def settle(claim: Claim) -> None:
        await intents.settle(claim.id, claim)

    workers = [
        # The heartbeat starts first: other processes take back the claims of a process without a heartbeat.
        Worker("heartbeat", Heartbeat(redis, keys, clock=clock, pause=pause).run),
        queue_worker(intents.queue, settle, TASKS_PER_QUEUE),
        queue_worker(watch.queue, watch.check, TASKS_PER_QUEUE),
        queue_worker(watch.urgent_queue, watch.check_urgently, TASKS_PER_QUEUE),
        queue_worker(outbox.queue, notifier.deliver, TASKS_PER_QUEUE),
        queue_worker(watch.tick_queue, countdown.tick, COUNTDOWN_TASKS),
        queue_worker(batches.queue, batches.work, TASKS_PER_QUEUE),
        queue_worker(daily_reports.queue, daily_reports.work, TASKS_PER_QUEUE),
        Worker("prefix claim", prefix_claim.run),
        Worker("reconciliation", reconciliation.run),
        Worker("monitor", monitor.run, needs_data=False),  # alerts the admins when Redis is down at the start
        Worker("broadcaster", broadcaster.run),
        Worker("exporter", exporter.run),
    ]
    if isinstance(clock, RedisClock):
        workers.insert(0, Worker("clock", clock.run))
    health = HealthCheck(
        redis,
        keys,
        metrics,
        intents,
        migration.done,
        vital=(intents.queue, outbox.queue),
        shown=(watch.queue, watch.urgent_queue, batches.queue, daily_reports.queue, update_store.queue),
    )

    services = Services(
        settings=settings,
        redis=redis,
        keys=keys,
        partner=partner,
        prices=prices,
        intents=intents,
        watch=watch,
        outbox=outbox,
        languages=languages,
        batches=batches,
        history=history,
        daily=daily_reports,
        sessions=sessions,
        gateway=gateway,
        order_messages=order_messages,
        alerts=alerts,
        resolution=Resolution(redis, keys, partner, intents, references, alerts, clock=clock),
        statistics=Statistics(redis, keys, clock=clock),
        administration=administration,
        broadcasts=broadcasts,
        exporter=exporter,
        notifier=notifier,
        uptime=lambda: clock() - started_at,
    )
    dispatcher = Dispatcher(disable_fsm=True, **services)  # the chat's step follows from its draft (SessionMiddleware)
    for middleware in (
        OutageMiddleware(languages, migration),
        SessionMiddleware(sessions, languages, gateway, handlers.DRAWINGS, outbox),
        ThrottlingMiddleware(settings.throttle_per_minute),
        BlocklistMiddleware(administration, settings.admin_ids),
        AccessMiddleware(settings, intents),
        ErrorsMiddleware(outbox),
    ):
        dispatcher.update.outer_middleware(middleware)
    for kind, observer in dispatcher.observers.items():
        if kind != "update":
            observer.middleware(TimingMiddleware(metrics.observe_handler))
    dispatcher.include_routers(*handlers.build())

    return App(
        settings=settings,
        redis=redis,
        bot=bot,
        dispatcher=dispatcher,
        services=services,
        workers=workers,
        countdown=countdown,
        reconciliation=reconciliation,
        monitor=monitor,
        metrics=metrics,
        health=health,
        migration=migration,
        prefix_claim=prefix_claim,
        update_store=update_store,
        clock=clock,
        pause=pause,
    )


def _alert_chats(settings: Settings) -> list[AdminChat]:
    """ADMIN_CHAT_ID if it is set, else the private chat of each admin."""
    return [settings.admin_chat_id] if settings.admin_chat_id else [AdminChat(id) for id in sorted(settings.admin_ids)]
