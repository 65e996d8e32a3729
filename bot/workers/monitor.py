"""Checks the partner, its balance, paid orders and the queues, and alerts the admins.

One process at a time does these checks (a lease). Every process checks Redis itself, because without Redis no lease
works; that alert is sent to the admins directly.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import structlog
from redis.exceptions import RedisError

from bot.clock import Pause, pause
from bot.notifications.alerts import REPEAT_ALERT_AFTER, STALE_AFTER, Alerts, SendDirectly
from bot.orders.intents import Intents
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Unauthorized, Unreadable
from bot.partner.pace import Priority
from bot.storage.keys import Keys
from bot.storage.lease import Lease
from bot.storage.queue import LastingQueue
from bot.storage.stored import Stored
from bot.storage.write_check import can_read, check_writes

log = structlog.get_logger(__name__)

CHECK_INTERVAL = 2.0
"""Seconds between two checks of what Redis knows."""

HEALTH_INTERVAL = timedelta(seconds=15)
BALANCE_INTERVAL = timedelta(minutes=1)
"""Time between two requests to the partner."""

MAX_CHECK_GAP = STALE_AFTER / 2
"""After a longer gap (a suspended process) the time without alerts is counted from zero."""

PARTNER_DOWN_AFTER = timedelta(seconds=45)
REDIS_DOWN_AFTER = timedelta(seconds=10)
QUEUE_LATE_AFTER = timedelta(seconds=20)
MIGRATION_LATE_AFTER = timedelta(seconds=45)
CLOCKS_DISAGREE_AFTER = timedelta(minutes=5)
"""Shorter failures alert nobody."""

QUEUE_LAG_LIMIT = timedelta(seconds=30)
"""A queue with a longer lag is late. With QUEUE_LATE_AFTER the admins hear of it within a minute."""


@dataclass
class Monitor(Stored):
    """`low_balance` is in TON (None: no alert). An order paid for longer than `stuck_after` raises an alert."""

    partner: PartnerClient
    intents: Intents
    watch: Watch
    alerts: Alerts
    queues: Sequence[LastingQueue]
    alert_directly: SendDirectly
    migrated: asyncio.Event
    _: KW_ONLY
    low_balance: Decimal | None
    stuck_after: timedelta
    pause: Pause = pause

    def __post_init__(self) -> None:
        self.partner = self.partner.paced(Priority.SWEEP)
        self._lease = Lease(self.redis, self.keys, "monitor")
        self._last_request = dict.fromkeys(("health", "balance"), self.clock())
        self._checking_since = self._last_check = self.clock()
        self._failing_since: datetime | None = None
        self._alert_again_at: datetime | None = None
        self._alerted: str | None = None

    async def run(self, stopping: asyncio.Event) -> None:
        async with self._lease.renewed():
            while not stopping.is_set():
                try:
                    await check_writes(self.redis, self.keys)
                    if not self.migrated.is_set() and self.clock() - self._checking_since > MIGRATION_LATE_AFTER:
                        raise RedisError("the data of a former release could not be moved")
                    if self._lease.held and self.migrated.is_set():
                        await self.check_all()
                    await self._on_redis_success()
                except RedisError as error:
                    log.warning("redis is unavailable", error=error)
                    await self._on_redis_failure()
                await self.pause(stopping, CHECK_INTERVAL)

    async def check_all(self) -> None:
        """Raises and clears alerts. A partner that does not answer raises an alert, not an exception.

        An alert that nobody raises any more is cleared only if this process has checked without a gap for longer than
        STALE_AFTER.
        """
        now = self.clock()
        if now - self._last_check >= MAX_CHECK_GAP:
            self._checking_since = now
        self._last_check = now
        if self._is_due("health", HEALTH_INTERVAL):
            await self._set_alert(not await self.partner.health(), "partner", after=PARTNER_DOWN_AFTER)
        if self._is_due("balance", BALANCE_INTERVAL):
            await self._check_balance()
        for order_id in await self.watch.paid_longer_than(self.stuck_after):
            await self.alerts.trigger("stuck", order_id)
        for queue in self.queues:
            await self._set_alert(await queue.lag() > QUEUE_LAG_LIMIT, "lag", queue.name, after=QUEUE_LATE_AFTER)
        await self._set_alert(self.partner.has_two_clocks, "clocks", after=CLOCKS_DISAGREE_AFTER)
        await self._set_alert(await self.intents.requeue_waiting() > 0, "waiting")
        await self._set_alert(await self.intents.is_stopped(), "stopped")
        if now - self._checking_since > STALE_AFTER:
            await self.alerts.clear_stale(now)

    async def _set_alert(self, is_so: bool, kind: str, subject: str = "", *, after: timedelta = timedelta(0)) -> None:
        if is_so:
            await self.alerts.trigger(kind, subject, after=after)
        else:
            await self.alerts.clear(kind, subject)

    async def _check_balance(self) -> None:
        try:
            balance = (await self.partner.balance()).balance_ton
        except Unauthorized:
            await self.alerts.trigger("unauthorized")
        except PartnerError as error:
            log.warning("balance request failed", error=error)
            if isinstance(error, Unreadable) and self.low_balance is not None:  # else its alert is silently off
                await self.alerts.trigger("balance-unreadable", error.field, repeat_after=None)
        else:
            await self.alerts.clear("unauthorized", quiet_for=BALANCE_INTERVAL - timedelta(seconds=2 * CHECK_INTERVAL))
            await self.redis.set(self.keys.balance, str(balance), ex=Keys.balance.ttl)
            if self.low_balance is not None and balance < self.low_balance:
                await self.alerts.trigger("balance", f"{self.low_balance:f}", repeat_after=None)
            elif self.low_balance is not None:
                await self.alerts.clear("balance", f"{self.low_balance:f}")

    def _is_due(self, request: str, interval: timedelta) -> bool:
        now = self.clock()
        if now - self._last_request[request] < interval:
            return False
        self._last_request[request] = now
        return True

    # Redis itself, which every process checks

    async def _on_redis_failure(self) -> None:
        """Alerts after some seconds, again until somebody could be told, and again each hour."""
        now = self.clock()
        self._failing_since = self._failing_since or now
        if now >= max(self._failing_since + REDIS_DOWN_AFTER, self._alert_again_at or self._failing_since):
            kind = await self._redis_failure()
            if await self.alert_directly(kind, "redis", False):
                self._alerted, self._alert_again_at = kind, now + REPEAT_ALERT_AFTER

    async def _on_redis_success(self) -> None:
        self._failing_since = None
        if self._alerted and await self.alert_directly(self._alerted, "redis", True):
            self._alerted = self._alert_again_at = None

    async def _redis_failure(self) -> str:
        """The kind of alert: a full or read-only Redis still answers reads."""
        return "redis-writes" if await can_read(self.redis, self.keys) else "redis"
