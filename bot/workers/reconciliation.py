"""Compares the partner's order list with Redis. One process at a time does it (a lease).

* In every shop: the newest page every 30 seconds, the last two days every hour, the last week once a day. An order of
  this bot that Redis does not know is adopted: a fail-over may have lost its last writes.
* While many orders are open: the last 45 minutes again and again, since one call gives a hundred orders. Each second
  one order is requested singly, because the list may lag.
* When Redis is empty (lost, or a first start): the last two days, before anything else.
"""

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta

import structlog
from redis.exceptions import RedisError

from bot.clock import Pause, Sleep, from_ms, pause, sleep, to_ms
from bot.notifications.alerts import Alerts
from bot.orders.models import RANK
from bot.orders.references import References
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected, Unauthorized, Unavailable, Unreadable, WrongOrder
from bot.partner.order import OrderRow
from bot.partner.pace import Priority
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.lease import Lease
from bot.storage.stored import Stored
from bot.workers.listed_orders import MIN_OPEN_ORDERS, Adoption, ListedOrders
from bot.workers.order_list import PAGE_OVERLAP, PAGES_PER_BREAK, OrderList

log = structlog.get_logger(__name__)

NEWEST_INTERVAL = timedelta(seconds=30)
"""Time between two looks at the newest page."""

LOOKS = {"week": (timedelta(days=7), timedelta(days=1)), "days": (timedelta(hours=48), timedelta(hours=1))}
"""The other looks: the age of the oldest order that is read, and the time until the next look."""

SWEEP_INTERVAL = 3.0
"""Seconds from the start of one sweep to the start of the next, unless a sweep takes longer."""

QUEUE_HOLD = 10.0
"""Seconds without single requests after each page of a first sweep. A page takes less."""

MAX_HOLD = timedelta(minutes=1)
"""A rebuild that takes longer must not keep customers waiting for their deliveries."""

CALLS_BESIDE_LOOK = 3
"""Calls of a sweep for each call of a look: a look may take longer, since it only finds what was lost."""

SAMPLE_INTERVAL = 1.0
"""Seconds between two single requests while sweeps put off all others. The open orders take turns."""

SAMPLE_SIZE = 60
"""Orders whose turns are read from Redis at once."""

MAX_LIST_LAG = timedelta(seconds=10)
"""A row may be this much older than the answer to a single request."""

DISTRUST_TIME = timedelta(minutes=5)
"""A list that lags puts off no single requests for this long."""

SWEEP_WINDOW = timedelta(minutes=45)
"""Age of the oldest order that a sweep reads: longer than an order can be paid. Older orders are requested singly."""

REBUILD_WINDOW = timedelta(hours=48)

RENOTIFY_WINDOW = timedelta(hours=2)
"""While Redis is new, chats are told of ended orders that were made in this time: older ends were told before."""

RETRY_DELAYS = (1.0, 5.0, 15.0, 60.0)
"""Seconds until the list is read again that could not be read, or not to its end."""

ALERT_AFTER = timedelta(minutes=1)
"""The list may be unreadable for this long before the admins are told."""


@dataclass
class Reconciliation(Stored):
    """`rate` is in partner calls a second; a sweep uses all but one of them."""

    partner: PartnerClient
    watch: Watch
    references: References
    alerts: Alerts
    _: KW_ONLY
    rate: int = 5
    pause: Pause = pause
    sleep: Sleep = sleep

    def __post_init__(self) -> None:
        self.partner = self.partner.paced(Priority.SWEEP)
        self.rate = max(1, self.rate - 1)
        # A look and a sweep go on beside each other, so each finds out for itself how the partner pages.
        self._list, self._looks_list = (
            OrderList(self.partner, self.alerts, rate=self.rate, sleep=self.sleep) for _ in range(2)
        )
        self.listed = ListedOrders(self.redis, self.keys, self.partner, self.watch, self.references, clock=self.clock)
        self._has_new_server = self.script("server")
        self.lease = Lease(self.redis, self.keys, "sweep")
        self._last_duration = timedelta(0)
        self._is_sweeping = False
        self.next_look = self._distrusted_until = self.clock()
        self._cursor, self._turns = 0, list[str]()
        self._answers = dict[str, tuple[OrderStatus, datetime]]()
        """What single requests have told lately and the list has not: order → its status, and when."""
        self._any_chat = False
        """Redis may lack chats, as of the last look."""
        self._seen = set[str]()
        """Orders unknown to Redis that the look before has seen on the newest pages."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Works in the process that holds the lease. Every other process waits for the lease."""
        async with self.lease.renewed(), asyncio.TaskGroup() as group:
            group.create_task(self._repeat(self._sweep_if_needed, stopping))
            group.create_task(self._repeat(self.look_if_due, stopping))
            group.create_task(self._repeat(self._sample_if_sweeping, stopping))

    async def _repeat(self, step: Callable[[], Awaitable[float]], stopping: asyncio.Event) -> None:
        """`step` returns the seconds until its next call; after failures it is called less and less often."""
        failures, works_at = 0, self.clock()
        while not stopping.is_set():
            delay = 1.0
            try:
                if self.lease.held:
                    delay = await step()
                failures, works_at = 0, self.clock()
            except PartnerError as error:
                log.warning("sweep was interrupted", error=error)
                if step == self.look_if_due:
                    self.next_look = self.clock()  # the delay says when it looks again, and counts the failures
                delay = RETRY_DELAYS[min(failures, len(RETRY_DELAYS) - 1)]
                failures += 1
                with contextlib.suppress(RedisError):
                    await self._alert_of_list(error, self.clock() - works_at)
            except RedisError as error:
                log.warning("sweep was interrupted", error=error)
            except Exception:
                log.exception("sweep failed")
            await self.pause(stopping, delay)

    async def _alert_of_list(self, error: PartnerError, lasted: timedelta) -> None:
        """A partner that answers nothing has an alert of its own: this one is for the rebuild and for odd lists."""
        if isinstance(error, Unauthorized) and error.status == 401:
            await self.alerts.trigger("unauthorized")
        elif lasted > ALERT_AFTER and (
            isinstance(error, Rejected | Unauthorized)
            or error.status == 200
            or not await self.redis.exists(self.keys.epoch)
        ):
            await self.alerts.trigger("list", error.endpoint or "GET /orders", repeat_after=None)

    # Looks

    async def look_if_due(self) -> float:
        """Looks at the newest page, and further back when that is due; returns the seconds until the next look."""
        if not await self.redis.exists(self.keys.epoch):
            return 1.0
        if (left := self.next_look - self.clock()) > timedelta(0):
            return left.total_seconds()
        self.next_look = self.clock() + NEWEST_INTERVAL
        looked = await hashes.read(self.redis, self.keys.looks)
        # A server that has taken over may lack the chat together with its order.
        is_new, self._any_chat = b"week" not in looked, bool(await self._has_new_server(now=to_ms(self.clock())))
        if not is_new:  # else the look at the last week reads the page
            window, _ = LOOKS["days"]
            adoption = self._adoption(window, is_new=self._any_chat)
            await self._look(adoption, self.partner.now() - window, until_known=True)
        for name, (window, interval) in LOOKS.items():
            started_at = self.clock()
            if from_ms(looked.get(name.encode(), 0)) + interval > started_at:
                continue
            if await self._look(self._adoption(window, is_new=is_new or self._any_chat), self.partner.now() - window):
                names = LOOKS if name == "week" else (name,)
                await hashes.write(self.redis, self.keys.looks, dict.fromkeys(names, str(to_ms(started_at))))
            break
        return 0.0

    def _adoption(self, window: timedelta, *, is_new: bool = False) -> Adoption:
        return Adoption(any_chat=is_new, tell_since=self.partner.now() - (RENOTIFY_WINDOW if is_new else window))

    async def _look(
        self, adoption: Adoption, since: datetime, *, until_known: bool = False, hold: bool = False
    ) -> bool:
        """Reads the list back to `since`, or `until_known`: to a page with a row that is not new. Applies the rows of
        known orders and adopts the others. `hold`: no single requests meanwhile. False: the end was not reached."""
        seen, is_last, held_until = set[str](), False, self.clock() + MAX_HOLD
        self._looks_list.prepare(0)  # pages of the usual size, however many orders are open
        async for rows, is_end in self._looks_list.pages(since):
            is_last = is_end
            if hold and self.clock() < held_until:
                await self.watch.queue.hold(QUEUE_HOLD)
            _, unknown = await self.listed.apply(rows, None, adoption)
            if not self.lease.held and not hold:
                return False
            if until_known:
                seen |= unknown
                if len(unknown - self._seen) < len(rows):
                    break
            if self._is_sweeping and not hold and not is_end:
                await self.sleep(CALLS_BESIDE_LOOK / self.rate)
        if until_known:
            self._seen = seen
        return is_last

    # While many orders are open

    async def _sweep_if_needed(self) -> float:
        """Returns the seconds until the next call."""
        if not await self.redis.exists(self.keys.epoch):
            await self.rebuild()
        open_orders = await self.watch.queue.size()
        self._is_sweeping = open_orders > MIN_OPEN_ORDERS
        if not self._is_sweeping:
            self._last_duration = timedelta(0)
            return 1.0
        started_at = self.clock()
        self._list.prepare(open_orders)
        pages = open_orders / (self._list.page_size - PAGE_OVERLAP)
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
        adoption = self._adoption(REBUILD_WINDOW, is_new=self._any_chat)
        changed = 0
        async for rows, _ in self._list.pages(since):
            next_check: datetime | None
            if first:
                await self.watch.queue.hold(QUEUE_HOLD)
            elapsed = self.clock() - started_at
            next_check = self.clock() + 2 * max(expected, elapsed) + timedelta(seconds=SWEEP_INTERVAL)
            await self._compare_with_answers(rows)
            if self.clock() < self._distrusted_until:
                next_check = None
            changed += (await self.listed.apply(rows, next_check, adoption))[0]
            if not self.lease.held:
                break
        return changed

    async def _sample_if_sweeping(self) -> float:
        """Returns the seconds until the next call."""
        if self._last_duration:
            await self.sample()
        return SAMPLE_INTERVAL

    async def sample(self) -> None:
        """Requests the open order whose turn it is. A refusal is left to its watch: the order is due."""
        if not self._turns:
            queue, now = self.keys.queue("orders"), self.clock()
            self._cursor, rows = await self.redis.zscan(queue, self._cursor, count=SAMPLE_SIZE)
            self._turns = [id.decode() for id, _ in rows]
            self._answers = {id: told for id, told in self._answers.items() if now - told[1] < DISTRUST_TIME}
        if not self._turns or not (watched := await self.watch.get(id := self._turns.pop())):
            return
        try:
            order = await self.partner.order(id)
        except (Rejected, Unreadable, WrongOrder):
            await self.watch.queue.add(id, self.clock())
        except PartnerError as error:
            log.info("order not sampled", order=id, error=error)
        else:
            if await self.watch.apply(watched, order) == "risen":
                self._answers[id] = order.status, self.clock()

    async def _compare_with_answers(self, rows: Sequence[OrderRow]) -> None:
        """Believes the list no more for a while if it lags behind the answers to single requests."""
        now = self.clock()
        for row in rows:
            status, at = self._answers.get(row.id, (row.status, now))
            if RANK[row.status] >= RANK[status]:
                self._answers.pop(row.id, None)
            elif row.status is OrderStatus.PENDING_PAYMENT and now - at > MAX_LIST_LAG:
                self._distrusted_until = now + DISTRUST_TIME
                await self.alerts.trigger("list-lag")

    # When Redis is empty

    async def rebuild(self) -> int:
        """Fills an empty Redis with the orders of the last 48 hours; returns how many orders were adopted.

        `epoch` marks a complete rebuild and is set last, so that an interrupted rebuild starts again. Raises
        PartnerError, also if the list was not read to its end.
        """
        adoption = self._adoption(REBUILD_WINDOW, is_new=True)
        adoption.gets = math.inf
        self.listed.foreign.clear()
        is_complete = await self._look(adoption, self.partner.now() - REBUILD_WINDOW, hold=True)
        orphans = sum(self.listed.foreign.values())
        if orphans:
            await self.alerts.trigger("orphans", str(orphans))
        await self.watch.queue.release()
        if not is_complete:
            raise Unavailable(f"not read to its end, {adoption.adopted} orders adopted")
        await self.redis.set(self.keys.epoch, to_ms(self.clock()))
        self.next_look = self.clock()
        log.info("redis was empty, the order list is read", adopted=adoption.adopted, orphans=orphans)
        return adoption.adopted
