"""Trouble: what nobody presses a button about, looked for all the time by one process, and told to the admins.

The partner down or refusing the key, money running low, an order paid and not delivered, queues that are not served.
Redis itself is watched by every process, since none could ask another.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import Clock, Pause, pause, utcnow
from bot.notifications.alerts import QUIET, Alerts
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient, Priority
from bot.partner.errors import PartnerError, Unauthorized
from bot.storage.keys import ROOT
from bot.storage.lease import Lease
from bot.storage.queue import DelayedQueue

log = structlog.get_logger(__name__)

TURN = 2.0
"""Seconds between two looks at what Redis knows."""

ASK_HEALTH = timedelta(seconds=15)
ASK_BALANCE = timedelta(minutes=1)
"""Between two questions to the partner."""

GAP = QUIET / 2
"""Between two looks: a process that was asleep for longer begins anew."""

PARTNER_DOWN = timedelta(seconds=45)
LATE = timedelta(minutes=1)
"""Shorter than this is no trouble yet: it goes by, and nobody need wake up."""

REDIS_DOWN = timedelta(seconds=10)

Shout = Callable[[str, bool], Awaitable[None]]
"""Tells the admins without Redis: the kind of alert, and whether it is over."""


class Monitor:
    """`low_balance` is in TON (None: no alert); an order paid for longer than `stuck_after` is in trouble."""

    def __init__(
        self,
        redis: Redis,
        partner: PartnerClient,
        watch: Watch,
        alerts: Alerts,
        queues: Sequence[DelayedQueue],
        shout: Shout,
        *,
        low_balance: Decimal | None,
        stuck_after: timedelta,
        clock: Clock = utcnow,
        pause: Pause = pause,
    ) -> None:
        self._redis = redis
        self._partner = partner.paced(Priority.SWEEP)
        self._watch = watch
        self._alerts = alerts
        self._queues = queues
        self._shout = shout
        self._low_balance = low_balance
        self._stuck_after = stuck_after
        self._clock = clock
        self._pause = pause
        self._lease = Lease(redis, "trouble")
        self._asked = dict.fromkeys(("health", "balance"), clock())
        self._looking = (clock(), clock())
        self._away_since: datetime | None = None
        self._shouted = False

    async def run(self, stopping: asyncio.Event) -> None:
        async with self._lease.renewed():
            while not stopping.is_set():
                try:
                    await self._redis.exists(f"{ROOT}:epoch")
                    await self._redis_is_back()
                    if self._lease.held:
                        await self.check_all()
                except RedisError as error:
                    log.warning("redis is away", what="trouble", error=f"{type(error).__name__}: {error}")
                    await self._redis_is_away()
                await self._pause(stopping, TURN)

    async def check_all(self) -> None:
        """One look at everything. What the partner does not answer is a trouble, not an error.

        That nobody has rung says nothing while nobody has looked: before anything is over, this process must have
        looked for long enough without a gap.
        """
        now = self._clock()
        since, last = self._looking
        self._looking = (since if now - last < GAP else now, now)
        if self._is_time("health", ASK_HEALTH):
            await self._look_at_partner()
        if self._is_time("balance", ASK_BALANCE):
            await self._look_at_balance()
        for order_id in await self._watch.paid_longer_than(self._stuck_after):
            await self._alerts.trigger("stuck", order_id)
        for queue in self._queues:
            if await queue.lag() > LATE:
                await self._alerts.trigger("lag", queue.name, after=LATE)
            else:
                await self._alerts.clear("lag", queue.name)
        if now - self._looking[0] > QUIET:
            await self._alerts.clear_stale(now)

    async def _look_at_partner(self) -> None:
        if await self._partner.health():
            await self._alerts.clear("partner")
        else:
            await self._alerts.trigger("partner", after=PARTNER_DOWN)

    async def _look_at_balance(self) -> None:
        try:
            balance = (await self._partner.balance()).balance_ton
        except Unauthorized:
            await self._alerts.trigger("unauthorized")
        except PartnerError as error:
            log.warning("balance cannot be asked", error=repr(error))
        else:
            await self._alerts.clear("unauthorized")
            if self._low_balance is None:
                return
            if balance < self._low_balance:
                await self._alerts.trigger("balance", f"{self._low_balance:f}", again=None)
            else:
                await self._alerts.clear("balance", f"{self._low_balance:f}")

    def _is_time(self, what: str, every: timedelta) -> bool:
        now = self._clock()
        if now - self._asked[what] < every:
            return False
        self._asked[what] = now
        return True

    async def _redis_is_away(self) -> None:
        now = self._clock()
        self._away_since = self._away_since or now
        if not self._shouted and now - self._away_since >= REDIS_DOWN:
            self._shouted = True
            await self._shout("redis", False)

    async def _redis_is_back(self) -> None:
        self._away_since = None
        if self._shouted:
            self._shouted = False
            await self._shout("redis", True)
