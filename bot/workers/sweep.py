"""Reads the partner's order list for all orders at once. One process at a time does it (a lease).

* While many orders are open, pages of the list replace single requests: one call gives a hundred orders.
* When Redis is empty (lost, or a first start), the references in the list show which chat owns which order.
"""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Sequence
from dataclasses import KW_ONLY, dataclass
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
from bot.partner.errors import PartnerError, Rejected, Unauthorized, Unreadable
from bot.partner.models import Order, OrderRow, Page
from bot.storage.keys import Keys
from bot.storage.lease import Lease
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

MIN_OPEN_ORDERS = 20
"""With fewer open orders, single requests cost fewer calls than pages."""

PAGE_OVERLAP = 5
"""Rows of the page before that each page repeats: pages shift while new orders arrive."""

SWEEP_INTERVAL = 3.0
"""Seconds from the start of one sweep to the start of the next, unless a sweep takes longer."""

PAGES_PER_BREAK = 12
"""After so many pages the sweep skips one call, so that single requests always get a share of the rate."""

QUEUE_HOLD = 10.0
"""Seconds without single requests after each page of a first sweep. A page takes less."""

SWEEP_WINDOW = timedelta(minutes=45)
"""Age of the oldest order that a sweep reads: longer than an order can be paid. Older orders are requested singly."""

REBUILD_WINDOW = timedelta(hours=48)
RENOTIFY_WINDOW = timedelta(hours=2)

REBUILD_RETRY = (1.0, 5.0, 15.0, 60.0)
"""Seconds until the next rebuild after an interrupted or incomplete one."""

ALERT_AFTER = timedelta(minutes=1)
"""A rebuild may fail for this long before the admins are told."""

PAGE_SIZES = (100, 50, 20)
"""Rows a page, largest first: a partner may refuse a large `limit`."""

CREATE_TIMEOUT = timedelta(minutes=2)
"""Another process may still be storing an unknown order that is younger than this."""


@dataclass
class Sweep:
    """`rate` is in partner calls a second; a sweep uses all but one of them."""

    redis: Redis
    keys: Keys
    partner: PartnerClient
    watch: Watch
    references: References
    alerts: Alerts
    _: KW_ONLY
    rate: int = 5
    clock: Clock = utcnow
    pause: Pause = pause
    sleep: Sleep = sleep

    def __post_init__(self) -> None:
        self.partner = self.partner.paced(Priority.SWEEP)
        self.rate = max(1, self.rate - 1)
        self._apply = Script(self.redis, "orders/apply_page", self.keys.root)
        self._lease = Lease(self.redis, self.keys, "sweep")
        self._last_duration = timedelta(0)
        self._failed_rebuilds = 0
        self._page_size = PAGE_SIZES[0]
        self._by_page_number = False
        """Whether the partner pages by `page` and `per_page`, found out when `offset` has no effect."""
        self._reached_end = False

    async def run(self, stopping: asyncio.Event) -> None:
        """Sweeps in the process that holds the lease. Every other process waits for the lease."""
        async with self._lease.renewed():
            while not stopping.is_set():
                delay = 1.0
                try:
                    if self._lease.held:
                        delay = await self._sweep_if_needed()
                except (RedisError, PartnerError) as error:
                    log.warning("sweep was interrupted", error=f"{type(error).__name__}: {error}")
                except Exception:
                    log.exception("sweep failed")
                await self.pause(stopping, delay)

    async def _sweep_if_needed(self) -> float:
        """Returns the seconds until the next call."""
        if not await self.redis.exists(self.keys.epoch) and not await self._try_rebuild():
            return REBUILD_RETRY[min(self._failed_rebuilds, len(REBUILD_RETRY)) - 1]
        open_orders = await self.watch.queue.size()
        if open_orders <= MIN_OPEN_ORDERS:
            self._last_duration = timedelta(0)
            return 1.0
        started_at = self.clock()
        pages = open_orders / (self._page_size - PAGE_OVERLAP)
        calls = pages * (1 + 1 / PAGES_PER_BREAK)
        expected = max(timedelta(seconds=SWEEP_INTERVAL), timedelta(seconds=calls / self.rate), self._last_duration)
        await self.sweep(since=started_at - SWEEP_WINDOW, expected=expected, first=not self._last_duration)
        self._last_duration = self.clock() - started_at
        await self.watch.queue.release()
        return max(0.0, SWEEP_INTERVAL - self._last_duration.total_seconds())

    async def sweep(self, *, since: datetime, expected: timedelta, first: bool = False) -> int:
        """Reads the list back to `since` and applies every row; returns how many orders had changed.

        `expected` is the duration of the next sweep: single requests for the same orders are put off until after it.
        During the `first` sweep all orders are due at once, so the queue of single requests is held.
        """
        started_at = self.clock()
        changed = 0
        async for rows in self._pages(since):
            if first:
                await self.watch.queue.hold(QUEUE_HOLD)
            elapsed = self.clock() - started_at
            next_check = self.clock() + 2 * max(expected, elapsed) + timedelta(seconds=SWEEP_INTERVAL)
            changed += await self._apply_page(rows, next_check)
            if not self._lease.held:
                break
        return changed

    async def _apply_page(self, rows: Sequence[OrderRow], next_check: datetime) -> int:
        facts = [fact for row in rows for fact in (row.id, RANK[row.status], row.status.value)]
        changed, unknown = await self._apply(now=to_ms(self.clock()), again_at=to_ms(next_check), rows=facts)
        by_id = {row.id: row for row in rows}
        for id in map(bytes.decode, changed):
            if watched := await self.watch.get(id):
                await self.watch.apply(watched, by_id[id].order())
        for id in unknown:
            row = by_id[id.decode()].order()
            owner = self.references.owner(row.client_reference)
            is_stored = row.created_at is not None and row.created_at < self.partner.now() - CREATE_TIMEOUT
            if owner is not None and is_stored:
                await self.watch.adopt(row, owner)
        return len(changed)

    async def _pages(self, since: datetime) -> AsyncIterator[Sequence[OrderRow]]:
        """Yields the list, newest first, back to `since`. `_reached_end` says afterwards whether it got so far.

        A partner that ignores `offset` sends its first page again: then the list is read anew by `page`. A partner
        that ignores both is told to the admins, because orders behind its first page are not seen.
        """
        number, read, first_id, self._reached_end = 1, 0, None, False
        for calls in itertools.count(1):
            if calls % PAGES_PER_BREAK == 0:
                await self.sleep(1 / self.rate)
            page = await self._page(number, max(0, read - PAGE_OVERLAP))
            if page.skipped:
                log.warning("rows of the order list are unreadable", rows=len(page.skipped), fields=set(page.skipped))
                await self.alerts.trigger("unreadable", f"GET /orders: {page.skipped[0]}", repeat_after=None)
            if number > 1 and page.items and page.items[0].id == first_id:
                self._by_page_number = not self._by_page_number
                if not self._by_page_number:
                    log.warning("the partner's list has only one page", rows=read)
                    await self.alerts.trigger("list", "GET /orders")
                    return
                number, read, first_id = 1, 0, None
                continue
            rows = len(page.items) + len(page.skipped)
            overlap = PAGE_OVERLAP if read and not self._by_page_number else 0
            read += rows - overlap
            self._reached_end = rows <= overlap if page.total is None else read >= page.total
            if page.items:
                first_id = page.items[0].id
                yield page.items
                oldest = page.items[-1].order().created_at
                self._reached_end |= oldest is not None and oldest < since
            if self._reached_end or not rows:
                return
            number += 1

    async def _page(self, number: int, offset: int) -> Page[OrderRow]:
        """A page of the largest size that the partner takes. Raises PartnerError."""
        for size in (size for size in PAGE_SIZES if size <= self._page_size):
            self._page_size = size
            try:
                return await self.partner.order_rows(
                    limit=size, offset=offset, page=number if self._by_page_number else None
                )
            except Rejected as error:
                if size == PAGE_SIZES[-1] or error.about_route:
                    raise
        raise AssertionError("unreachable: the smallest page is returned or raises")

    async def _try_rebuild(self) -> bool:
        """Whether the rebuild is done. A failed one is repeated less and less often, and alerts after a minute."""
        try:
            await self.rebuild()
        except PartnerError as error:
            log.warning("rebuild was interrupted", error=f"{type(error).__name__}: {error}")
            if isinstance(error, Unauthorized):
                await self.alerts.trigger("unauthorized")
            else:
                await self.alerts.trigger("list", error.endpoint or "GET /orders", after=ALERT_AFTER)
        if await self.redis.exists(self.keys.epoch):
            self._failed_rebuilds = 0
            return True
        self._failed_rebuilds += 1
        return False

    async def rebuild(self) -> int:
        """Fills an empty Redis with the orders of the last 48 hours; returns how many orders were adopted.

        Open orders are watched. Customers are told again of ended orders that were made in the last 2 hours. `epoch`
        marks a complete rebuild and is set last, so that an interrupted rebuild starts again.
        """
        now = self.partner.now()
        adopted, orphans = 0, set[str]()  # pages overlap
        async for rows in self._pages(now - REBUILD_WINDOW):
            await self.watch.queue.hold(QUEUE_HOLD)
            for row in rows:
                order, chat_id = await self._find_owner(row.order())
                if chat_id is None:
                    orphans |= {row.id} if order.client_reference is None else set()
                elif await self.watch.adopt(order, chat_id, tell_since=now - RENOTIFY_WINDOW):
                    adopted += 1
        if orphans:
            await self.alerts.trigger("orphans", str(len(orphans)))
        await self.watch.queue.release()
        if not self._reached_end:
            log.warning("rebuild is incomplete", adopted=adopted)
            return adopted
        await self.redis.set(self.keys.epoch, to_ms(self.clock()))
        log.info("redis was empty, the order list is read", adopted=adopted, orphans=len(orphans))
        return adopted

    async def _find_owner(self, row: Order) -> tuple[Order, int | None]:
        """The order and the id of its chat. A row without a reference is requested singly; a row that cannot be
        requested or read has no owner."""
        if row.client_reference is None:
            with contextlib.suppress(Rejected, Unreadable):
                row = await self.partner.order(row.id)
        return row, self.references.owner(row.client_reference)
