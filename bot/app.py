"""The composition root: builds every service once. `bot/runner.py` runs what is built here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial

from aiogram import Dispatcher
from redis.asyncio import Redis
from redis.exceptions import RedisError

import handlers
from bot.clock import Clock, Pause, pause
from bot.config import Settings
from bot.metrics import Metrics
from bot.notifications.alerts import Alerts
from bot.notifications.broadcasts import Broadcasts
from bot.notifications.outbox import Outbox
from bot.operations.administration import Administration
from bot.operations.health import HealthCheck
from bot.operations.team import Team
from bot.orders.batches import Batches
from bot.orders.clients import Clients
from bot.orders.history import History
from bot.orders.intents import Intents
from bot.orders.references import References
from bot.orders.resolution import Resolution
from bot.orders.statistics import Statistics
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.goods import Product
from bot.partner.http import PartnerHttp, open_http
from bot.partner.pace import Priority
from bot.partner.statuses import OrderStatus
from bot.storage.heartbeat import Heartbeat
from bot.storage.keys import Keys, partner_prefix, partner_rate_limit
from bot.storage.migration import Migration
from bot.storage.prefix_claim import PrefixClaim
from bot.storage.queue import Claim, DueQueues, LastingQueue, work
from bot.storage.rate_limit import RateLimiter
from bot.storage.redis_clock import RedisClock
from bot.telegram.client import NewestMessageMiddleware, open_bot
from bot.telegram.commands import Menus
from bot.telegram.gateway import Gateway
from bot.telegram.middlewares import (
    AccessMiddleware,
    BlocklistMiddleware,
    ChatActionMiddleware,
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
from bot.workers.admin_alerts import AdminAlerts
from bot.workers.broadcaster import Broadcaster
from bot.workers.countdown import Countdown
from bot.workers.daily_report import DailyReports
from bot.workers.exporter import Exporter
from bot.workers.monitor import Monitor
from bot.workers.notifier import Notifier
from bot.workers.price_refresher import PriceRefresher
from bot.workers.reconciliation import Reconciliation

TASKS_PER_QUEUE = 20
"""Claims of one queue that a process works on at the same time."""

COUNTDOWN_TASKS = 5


class App:
    """All parts of a bot, built and not yet started. `workers` are started in their order.

    Handlers get every part that stands here before the dispatcher by naming it as a parameter.
    """

    def __init__(self, settings: Settings, redis: Redis, http: PartnerHttp, clock: Clock, pause: Pause) -> None:
        self.settings, self.redis, self.clock, self.pause = settings, redis, clock, pause
        self.keys = keys = Keys(settings.bot_id)
        started_at = clock()
        self.uptime = lambda: clock() - started_at
        self.metrics = metrics = Metrics()
        metrics.prepare_orders(Product, OrderStatus)
        self.languages = languages = Languages(
            settings.default_locale,
            Branding(
                currency=settings.currency_label,
                support=settings.support_username,
                link_host=settings.link_host,
                pinned=settings.pinned_addresses,
                tolerance_percent=settings.price_tolerance_percent,
            ),
        )

        self.alerts = alerts = Alerts(redis, keys, clock=clock)
        self.sessions = sessions = ChatSessions(redis, keys, clock=clock)

        # Connections to Telegram and the partner
        pacing = PacingMiddleware(
            redis,
            keys,
            settings.telegram_rps,
            clock=clock,
            sleep=partial(pause, asyncio.Event()),
            observe=partial(metrics.observe_wait, "telegram"),
        )
        self.bot = bot = open_bot(settings, pacing, NewestMessageMiddleware(sessions), observe=metrics.observe_telegram)
        self.partner = partner = PartnerClient(
            http,
            pace=RateLimiter(
                redis,
                partner_rate_limit(settings.partner_api_key.get_secret_value()),
                settings.partner_rps,
                kept=Priority.SWEEP,
                clock=clock,
                observe=partial(metrics.observe_wait, "partner"),
            ),
            clock=clock,
            aliases=settings.status_aliases,
            observe=metrics.observe_partner,
            tell_unreadable=alerts.trigger_unreadable,
            create_fields=settings.create_fields,
        )

        # The shop
        self.migration = migration = Migration(redis, keys)
        references = References(settings.reference_prefix)
        self.administration = administration = Administration(redis, keys, clock=clock)
        self.team = team = Team(
            redis,
            keys,
            administration,
            alerts,
            roots=settings.admin_ids,
            resellers=settings.reseller_ids,
            clock=clock,
            pause=pause,
        )
        self.outbox = outbox = Outbox(redis, keys, clock=clock)
        self.broadcasts = broadcasts = Broadcasts(redis, keys, clock=clock)
        self.intents = intents = Intents(
            redis,
            keys,
            partner,
            references,
            alerts,
            max_unpaid=lambda chat_id: (
                settings.max_unpaid_per_reseller if team.is_reseller(chat_id) else settings.max_unpaid_per_chat
            ),
            daily_limit=team.daily_limit,
            clock=clock,
            count_order=metrics.count_order,
        )
        self.watch = watch = Watch(
            redis, keys, partner, alerts, references, clock=clock, count_order=metrics.count_order
        )
        self.prices = PriceCache(partner, clock=clock)
        self.batches = batches = Batches(redis, keys, partner, intents, outbox, clock=clock)
        self.history = History(redis, keys, partner, watch, references, clock=clock)
        self.resolution = Resolution(redis, keys, partner, intents, references, alerts, clock=clock)
        self.clients = Clients(redis, keys, clock=clock)
        self.statistics = statistics = Statistics(redis, keys, clock=clock)

        # What people see
        self.menus = Menus(bot, redis, keys, languages, team, sessions)
        self.gateway = gateway = Gateway(bot)
        self.order_messages = OrderMessages(
            gateway, sessions, languages, partner, self.prices, intents, watch, batches, outbox, alerts
        )
        self.exporter = Exporter(redis, keys, partner, gateway, languages, clock=clock, pause=pause)
        self.daily = DailyReports(redis, keys, sessions, outbox, clock=clock)

        # The chat's step follows from its draft (SessionMiddleware), so aiogram's own state is off.
        self.dispatcher = dispatcher = Dispatcher(disable_fsm=True, **vars(self))
        outage = OutageMiddleware(languages, migration, pause=pause)
        for middleware in (
            outage,
            SessionMiddleware(sessions, languages, gateway, handlers.DRAWINGS, outbox, team),
            ThrottlingMiddleware(settings.throttle_per_minute),
            BlocklistMiddleware(administration, team),
            AccessMiddleware(settings, team, intents),
            ErrorsMiddleware(outbox, team),
            ChatActionMiddleware(),
        ):
            dispatcher.update.outer_middleware(middleware)
        for kind, observer in dispatcher.observers.items():
            if kind != "update":
                observer.middleware(TimingMiddleware(metrics.observe_handler))
        dispatcher.include_routers(*handlers.build())

        # What no handler asks for stands after the dispatcher, because aiogram copies all that it is given for each
        # filter and router: eight parts more cost an update 2.8 % of its instructions.
        prefix_key = partner_prefix(settings.partner_api_key.get_secret_value(), settings.reference_prefix)
        self.prefix_claim = PrefixClaim(redis, prefix_key, settings.bot_id, settings.reference_prefix, pause=pause)
        self.admin_alerts = AdminAlerts(
            gateway,
            outbox,
            watch,
            sessions,
            languages,
            alerts,
            team,
            admin_chat=settings.admin_chat_id,
            clock=clock,
        )
        alerts.send_directly = self.admin_alerts.send_directly
        self.notifier = notifier = Notifier(
            gateway,
            self.order_messages,
            outbox,
            watch,
            intents,
            sessions,
            languages,
            batches,
            self.history,
            alerts,
            broadcasts,
            statistics,
            team,
            self.clients,
            self.admin_alerts,
            clock=clock,
        )
        self.countdown = Countdown(
            self.order_messages, watch, reminds=lambda chat_id: not team.is_reseller(chat_id), clock=clock
        )
        self.update_store = UpdateStore(redis, keys, clock=clock)
        self.reconciliation = Reconciliation(
            redis, keys, partner, watch, references, alerts, rate=settings.partner_rps, clock=clock, pause=pause
        )
        self.monitor = Monitor(
            redis,
            keys,
            partner,
            intents,
            watch,
            alerts,
            (
                *(intents.queue, outbox.queue, watch.queue, watch.urgent_queue, watch.tick_queue),
                *(batches.queue, self.daily.queue, self.update_store.queue),
            ),
            self.admin_alerts.send_directly,
            migration.done,
            low_balance=settings.low_balance_ton,
            stuck_after=timedelta(minutes=settings.stuck_after_minutes),
            clock=clock,
            pause=pause,
        )
        self.health = HealthCheck(
            redis,
            keys,
            metrics,
            intents,
            migration.done,
            vital=(intents.queue, outbox.queue),
            shown=(watch.queue, watch.urgent_queue, batches.queue, self.daily.queue, self.update_store.queue),
        )
        self.due_queues = DueQueues(redis, keys, clock=clock, pause=pause)
        self.workers = [
            # The heartbeat starts first: other processes take back the claims of a process without a heartbeat.
            Worker("heartbeat", Heartbeat(redis, keys, clock=clock, pause=pause).run),
            Worker("due queues", self.due_queues.run),
            self.queue_worker(intents.queue, self._settle),
            self.queue_worker(watch.queue, watch.check),
            self.queue_worker(watch.urgent_queue, watch.check_urgently),
            self.queue_worker(outbox.queue, notifier.deliver),
            self.queue_worker(watch.tick_queue, self.countdown.tick, COUNTDOWN_TASKS),
            self.queue_worker(batches.queue, batches.work),
            self.queue_worker(self.daily.queue, self.daily.work),
            Worker("outage", outage.run),
            Worker("team", team.run),
            Worker("prefix claim", self.prefix_claim.run),
            Worker("reconciliation", self.reconciliation.run),
            Worker("monitor", self.monitor.run, needs_data=False),  # alerts the admins when Redis is down at the start
            Worker("prices", PriceRefresher(self.prices).run, needs_data=False),
            Worker("broadcaster", Broadcaster(bot, broadcasts, pause=pause).run),
            Worker("exporter", self.exporter.run),
        ]
        if isinstance(clock, RedisClock):
            self.workers.insert(0, Worker("clock", clock.run))

    def queue_worker(
        self, queue: LastingQueue, handle: Callable[[Claim], Awaitable[None]], tasks: int = TASKS_PER_QUEUE
    ) -> Worker:
        """Handles the due ids of a queue, so many at the same time."""
        return Worker(
            queue.name, lambda stop: work(queue, handle, self.due_queues, stopping=stop, tasks=tasks, pause=self.pause)
        )

    async def _settle(self, claim: Claim) -> None:
        await self.intents.settle(claim.id, claim)


@asynccontextmanager
async def build(
    settings: Settings, redis: Redis, *, clock: Clock | None = None, pause: Pause = pause
) -> AsyncIterator[App]:
    """Builds the app and closes its connections to Telegram and the partner. The caller closes `redis`.

    `clock`: Redis' own time, which all processes share; tests give another.
    """
    clock = clock or RedisClock(redis, Keys(settings.bot_id), pause=pause)
    if isinstance(clock, RedisClock):
        with suppress(RedisError):
            await clock.sync()
    async with open_http(str(settings.partner_api_url), settings.partner_api_key) as http:
        app = App(settings, redis, http, clock, pause)
        async with app.bot.session:
            yield app
