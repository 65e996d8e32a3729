"""Sweeps: what one leader does for all orders at once, by reading the partner's list page by page.

* while many orders are open, the list replaces their single looks: a hundred orders for one call;
* when Redis is new (lost, or a first start), the list and the references in it tell which orders belong to which chat.
"""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import Clock, Pause, Sleep, pause, sleep, to_ms, utcnow
from bot.notifications.alerts import Alerts
from bot.orders.models import RANK
from bot.orders.references import References
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient, Priority
from bot.partner.errors import PartnerError, Rejected, Unreadable
from bot.partner.models import Order, OrderRow, OrderStatus
from bot.storage.keys import ROOT
from bot.storage.lease import Lease
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

MANY = 20
"""From so many open orders on, pages of the list cost fewer calls than single looks."""

PAGE = 100
OVERLAP = 5
"""Pages shift while new orders arrive: each page repeats this many rows of the one before."""

PAUSE = 3.0
"""Seconds from the start of one sweep to the start of the next, if it did not take longer."""

SHARE = 12
"""Every so many pages one call is left to single looks, so that neither of the two can starve the other."""

HOLD = 10.0
"""Seconds that single looks are held back from each page of a first sweep on: longer than any page takes."""

WINDOW = timedelta(minutes=45)
"""How far back a sweep reads: longer than an order stays payable. What is older is looked at singly, and rarely."""

REBUILD_WINDOW = timedelta(hours=48)
RETELL = timedelta(hours=2)

IN_FLIGHT = timedelta(minutes=2)
"""An unknown order this young may be one that another process is storing just now."""


class Sweep:
    def __init__(
        self,
        redis: Redis,
        partner: PartnerClient,
        watch: Watch,
        references: References,
        alerts: Alerts,
        *,
        rate: int = 5,
        clock: Clock = utcnow,
        pause: Pause = pause,
        sleep: Sleep = sleep,
    ) -> None:
        """`rate`: partner calls a second, of which a sweep may have all but one."""
        self._redis = redis
        self._partner = partner.paced(Priority.SWEEP)
        self._watch = watch
        self._references = references
        self._alerts = alerts
        self._clock = clock
        self._rate = max(1, rate - 1)
        self._pause = pause
        self._sleep = sleep
        self._took = timedelta(0)
        self._apply = Script(redis, "orders/apply_page")
        self._lease = Lease(redis, "sweep")

    async def run(self, stopping: asyncio.Event) -> None:
        """The leader's loop; in every other process it waits for the lease."""
        async with self._lease.renewed():
            while not stopping.is_set():
                rest = 1.0
                try:
                    if self._lease.held:
                        rest = await self._turn()
                except (RedisError, PartnerError) as error:
                    log.warning("sweep broken off", error=f"{type(error).__name__}: {error}")
                except Exception:
                    log.exception("sweep failed")
                await self._pause(stopping, rest)

    async def _turn(self) -> float:
        """What there is to do for all orders at once; returns the seconds until it is to be seen to again."""
        if not await self._redis.exists(f"{ROOT}:epoch"):
            await self.rebuild()
        many = await self._watch.queue.size()
        if many <= MANY:
            self._took = timedelta(0)
            return 1.0
        begun = self._clock()
        pages = timedelta(seconds=many / (PAGE - OVERLAP) * (1 + 1 / SHARE) / self._rate)
        expected = max(timedelta(seconds=PAUSE), pages, self._took)
        await self.sweep(since=begun - WINDOW, expected=expected, first=not self._took)
        self._took = self._clock() - begun
        await self._watch.queue.release()
        return max(0.0, PAUSE - self._took.total_seconds())

    # While many are open

    async def sweep(self, *, since: datetime, expected: timedelta, first: bool = False) -> int:
        """Reads the list back to `since` and applies every row; returns how many orders had changed.

        `expected`: how long the next sweep will take, so that single looks at the same orders come after it. During
        the `first` one all are due, and held back: they are too many to be looked at one by one.
        """
        begun = self._clock()
        risen = 0
        async for rows in self._pages(since):
            if first:
                await self._watch.queue.hold(HOLD)
            took = self._clock() - begun
            again = self._clock() + 2 * max(expected, took) + timedelta(seconds=PAUSE)
            risen += await self._apply_page(rows, again)
            if not self._lease.held:
                break
        return risen

    async def _apply_page(self, rows: Sequence[OrderRow], again: datetime) -> int:
        facts = [fact for row in rows for fact in (row.id, RANK[row.status], row.status.value)]
        changed, unknown = await self._apply(to_ms(again), *facts)
        by_id = {row.id: row for row in rows}
        for id in map(bytes.decode, changed):
            if by_id[id].status is OrderStatus.EXPIRED:  # a list may lag behind a payment: told after a look of its own
                await self._watch.queue.add(id, self._clock())
            elif watched := await self._watch.get(id):
                await self._watch.apply(watched, by_id[id].order())
        for id in unknown:
            row = by_id[id.decode()].order()
            reference = self._references.read(row.client_reference)
            old_enough = row.created_at is not None and row.created_at < self._partner.now() - IN_FLIGHT
            if reference and old_enough:
                await self._watch.adopt(row, reference.chat_id)
        return len(changed)

    async def _pages(self, since: datetime) -> AsyncIterator[Sequence[OrderRow]]:
        """The list, newest first, back to orders made before `since`; ends early if paging is not honoured."""
        offset, first = 0, None
        for number in itertools.count(1):
            if number % SHARE == 0:
                await self._sleep(1 / self._rate)
            page = await self._partner.order_rows(limit=PAGE, offset=offset)
            if not page or (offset and page[0].id == first):
                return
            first = page[0].id
            yield page
            oldest = page[-1].order().created_at
            if len(page) <= OVERLAP or (oldest is not None and oldest < since):
                return
            offset += len(page) - OVERLAP

    # When Redis is new

    async def rebuild(self) -> int:
        """Finds the orders of the last two days again and whose they are; returns how many were taken up.

        Open ones are watched, and those of the last two hours that have ended are told once more. Only when all was
        read is Redis called known, so a rebuild that is broken off begins again.
        """
        now = self._partner.now()
        adopted, orphans = 0, set[str]()  # pages overlap
        async for rows in self._pages(now - REBUILD_WINDOW):
            await self._watch.queue.hold(HOLD)
            for row in rows:
                whole, chat_id = await self._owner(row.order())
                if chat_id is None:
                    orphans |= {row.id} if whole.client_reference is None else set()
                elif await self._watch.adopt(whole, chat_id, tell_since=now - RETELL):
                    adopted += 1
        if orphans:
            await self._alerts.trigger("orphans", str(len(orphans)))
        await self._watch.queue.release()
        await self._redis.set(f"{ROOT}:epoch", to_ms(self._clock()))
        log.info("redis was new", adopted=adopted, orphans=len(orphans))
        return adopted

    async def _owner(self, row: Order) -> tuple[Order, int | None]:
        """The order and the chat it belongs to; a row that carries no reference is read singly. One that cannot be read
        (refused, or in words of its own) keeps the others from nothing."""
        if row.client_reference is None:
            with contextlib.suppress(Rejected, Unreadable):
                row = await self._partner.order(row.id)
        reference = self._references.read(row.client_reference)
        return row, reference.chat_id if reference else None
