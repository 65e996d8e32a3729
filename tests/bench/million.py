"""A million people and a million orders in one Valkey: the memory, and how long any script holds the server.

One order of each kind is made by the bot's own code. The other documents are copies of it with other ids, times and
lifetimes, written as raw commands: a million purchases would take an hour.
"""

import asyncio
import re
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

import httpx
from redis.asyncio import Redis

from bot.clock import to_ms, utcnow
from bot.notifications.alerts import Alerts
from bot.notifications.broadcasts import Broadcasts
from bot.notifications.models import MessageRef
from bot.operations.administration import Administration
from bot.operations.backup import back_up
from bot.orders.confirmation import Verdict
from bot.orders.draft import Draft, Recipient
from bot.orders.history import History
from bot.orders.intents import Intents
from bot.orders.models import ENDED, IntentState
from bot.orders.references import References
from bot.orders.statistics import Statistics
from bot.orders.watch import Watch
from bot.partner.goods import Product
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.workers.reconciliation import Reconciliation
from tests.bench import stubs
from tests.bench.front import environment, front
from tests.bench.harness import Scale, child, until, valkey
from tests.bench.report import Goal, Report
from tests.support import KEYS

NUMBER = {Scale.SMOKE: 500, Scale.QUICK: 50_000, Scale.FULL: 1_000_000}
"""People, and orders: one for each."""

SPAN = timedelta(days=60)
"""The orders were made evenly in this time: it is as long as an ended order is kept."""

OPEN_TIME = timedelta(minutes=15)
"""Orders that are younger are not paid yet."""

SLOW = 500
"""Microseconds; a command that takes longer is in the server's slow log."""

CHUNK_SIZE = 500
"""Documents of so many people are sent together."""

FIRST_ORDER, FIRST_CHAT = 20_000_000, 3_000_000_000

HOW = """\
{number:,} people, each with one order of the last 60 days; the orders of the last 15 minutes are open. Memory is what
the server reports (`used_memory`), without its append-only file. "Server CPU" is what the server's process ran for.
"Longest, wall" is the longest command in its slow log (from 0.5 ms), with the time in which others had the core.
"Longest, CPU": of one command of this bench (neither of the bot that starts, nor in a pipeline) the smaller of two
upper bounds: its own time in the slow log, in which others had the core too, and the server's CPU time until its
answer, housekeeping of the server included.
A look reads the partner's list of two days, a sweep that of 45 minutes; the stand-in partner answers at once. All but
the filling is done by the bot's own code. `hash-max-listpack-value` is 1024, as in the embedded Valkey."""

WHY = """\
Two thirds are the order's document, the rest its status history, its chat's list, and for a week its confirmation. Each
of these keys has a name of 40 to 50 bytes; fewer would be a new key schema.""".replace("\n", " ")


async def bench(scale: Scale) -> Report:
    number = NUMBER[scale]
    report = Report(
        "A million",
        HOW.format(number=number).replace("\n", " "),
        ["", "figure", "server CPU", "longest, CPU", "longest, wall"],
    )
    with valkey() as url:
        redis = cast(Measured, Measured.from_url(url))
        async with redis:
            redis.server = int((await redis.info("server"))["process_id"])
            shop = Filled(redis, number)
            async with shop.open():
                per_person, per_order = await shop.fill(report)
                slowest = await shop.measure(report, url)
    report.goals = [
        Goal("memory of an order", per_order / 1000, 1.2, "kB", why=WHY),
        Goal("memory of a person", per_person, 100, "B"),
        Goal("longest CPU time that a command takes from the server", slowest, 10, "ms"),
    ]
    return report


class Measured(Redis):
    """Keeps of each slow command of this client the smaller of two upper bounds in ms: the CPU time of the server's
    process until the answer (of commands at once each counts the others, too), and the command's time in the slow log.
    Linux only."""

    server = 0

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.slow: list[tuple[float, str]] = []

    def cpu(self) -> float:
        """Seconds that the server's process has run for: its CPU clock (`clock_getcpuclockid`)."""
        return time.clock_gettime((~self.server << 3) | 2) if self.server else 0.0

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        begun = self.cpu()
        try:
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        finally:
            ms = (self.cpu() - begun) * 1000
            if self.server and ms * 1000 > SLOW:
                self.slow.append((min(ms, await self._logged(_beginning(args))), _beginning(args)))

    async def _logged(self, command: str) -> float:
        """The ms of the newest such command in the slow log; those that are not in it took less than SLOW."""
        entries = await super().execute_command("SLOWLOG GET", 16)  # type: ignore[no-untyped-call]
        times = (entry["duration"] / 1000 for entry in entries if _beginning(entry["command"].split()) == command)
        return next(times, SLOW / 1000)


def _beginning(args: Iterable[object]) -> str:
    """Tells commands apart by their first words, which have no spaces: the name, the script or key, the cursor."""
    words = (word.decode(errors="replace") if isinstance(word, bytes) else str(word) for word in args)
    return " ".join(word[:40] for word in islice(words, 4))


@dataclass
class ListPartner(stubs.StubPartner):
    """The stub with a list of orders: the newest `number` of them, one each `interval`."""

    number: int
    interval: timedelta
    newest: datetime

    def __post_init__(self) -> None:
        super().__init__()
        self._ids = count(FIRST_ORDER)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/api/v1/orders" or request.method != "GET":
            return await super().handle_async_request(request)
        limit, offset = int(request.url.params["limit"]), int(request.url.params.get("offset", 0))
        rows = [self._row(back) for back in range(offset, min(offset + limit, self.number))]
        body = {"ok": True, "data": {"items": rows, "total": self.number}}
        return httpx.Response(200, json=body, headers={"Date": self.newest.strftime("%a, %d %b %Y %H:%M:%S GMT")})

    def _row(self, back: int) -> dict[str, Any]:
        made = self.newest - back * self.interval
        row: dict[str, Any] = dict(stubs.answer("GET", "/orders/1", FIRST_ORDER + back))  # type: ignore[call-overload]
        is_open = back * self.interval < OPEN_TIME
        return row | {
            "status": "pending_payment" if is_open else "completed",
            "client_reference": f"tg-{FIRST_CHAT + back}",
            "created_at": made.isoformat(),
            "expires_at": (made + OPEN_TIME).isoformat(),
        }


class Filled:
    """A Valkey that is filled, and the services of the bot over it. Person n has order n, the newest is 0."""

    def __init__(self, redis: Measured, number: int) -> None:
        self.redis = redis
        self.number = number
        self.now = datetime.now(UTC)
        self.interval = SPAN / number
        self.transport = ListPartner(number, self.interval, self.now)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        http, self.partner = stubs.partner_over(self.transport)
        alerts, references = Alerts(self.redis, KEYS), References("tg")
        self.intents = Intents(self.redis, KEYS, self.partner, references, alerts)
        self.watch = Watch(self.redis, KEYS, self.partner, alerts, references)
        self.history = History(self.redis, KEYS, self.partner, self.watch, references)
        self.reconciliation = Reconciliation(self.redis, KEYS, self.partner, self.watch, references, alerts, rate=1000)
        async with http:
            yield

    # Filling

    async def fill(self, report: Report) -> tuple[float, float]:
        """Returns bytes of a person and of an order."""
        await self.redis.config_set("slowlog-max-len", 100_000)
        people = {str(FIRST_CHAT + n): to_ms(self._made_at(n)) for n in range(self.number)}
        old, recent, is_open = [await self._template(kind) for kind in ("old", "recent", "open")]
        await self.redis.flushall()
        empty = await self._memory()
        begun = time.monotonic()
        entries = list(people.items())
        for first in range(0, len(entries), CHUNK_SIZE):
            await self.redis.zadd(KEYS.people, dict(entries[first : first + CHUNK_SIZE]))
        with_people = await self._memory()
        await self._write(self._documents(old, recent, is_open))
        with_orders = await self._memory()
        now = to_ms(utcnow())
        await self.redis.set(KEYS.epoch, now)
        await self.redis.set(KEYS.migrated, 1)
        await hashes.write(self.redis, KEYS.looks, {"week": str(now), "days": "0"})
        per_person = (with_people - empty) / self.number
        per_order = (with_orders - with_people) / self.number
        keys = await self.redis.dbsize()
        for name, figure in (
            ("memory in all", f"{with_orders / 1e6:,.0f} MB"),
            ("memory of a person", f"{per_person:.0f} B"),
            ("memory of an order", f"{per_order:,.0f} B"),
            ("keys", f"{keys:,}"),
            ("filling", f"{time.monotonic() - begun:.0f} s"),
        ):
            report.rows.append([name, figure, "", "", ""])
        return per_person, per_order

    def _made_at(self, number: int) -> datetime:
        return self.now - number * self.interval

    async def _template(self, kind: str) -> "Template":
        """What the bot stores for one purchase: `open`, `recent` (its confirmation is kept) or `old`."""
        await self.redis.flushall()
        chat = FIRST_CHAT
        draft = Draft.empty().with_(product=Product.STARS, recipient=Recipient(username="alice"), amount=100)
        confirmed = await self.intents.confirm(draft, chat, MessageRef(chat_id=chat, message_id=100), "en")
        assert confirmed.verdict is Verdict.MADE
        placed = await self.intents.settle(draft.id)
        assert placed is not None
        assert placed.state is IntentState.PLACED
        assert placed.order_id is not None
        watched = await self.watch.get(placed.order_id)
        assert watched is not None
        if kind != "open":
            for status in (OrderStatus.PAID, OrderStatus.PROCESSING, OrderStatus.COMPLETED):
                order = watched.order.model_copy(update={"status": status, "status_text": status.value})
                await self.watch.apply(watched, order)
                watched = await self.watch.get(placed.order_id)
                assert watched is not None
            assert watched.order.status in ENDED
            await self.watch.set_message_ref(watched, MessageRef(message_id=1), "en", rung=True)
        if kind == "old":
            await self.redis.delete(KEYS.intent(draft.id))
        return await Template.read(self.redis, draft.id, placed.order_id, to_ms(utcnow()))

    def _documents(self, old: "Template", recent: "Template", is_open: "Template") -> Iterator[tuple[int, bytes]]:
        """The number of commands and the commands of CHUNK_SIZE people."""
        for first in range(0, self.number, CHUNK_SIZE):
            commands, parts = 0, []
            for number in range(first, min(first + CHUNK_SIZE, self.number)):
                age = number * self.interval
                template = is_open if age < OPEN_TIME else recent if age < timedelta(days=7) else old
                parts.append(template.copy(number, to_ms(self.now - age)))
                commands += template.commands
            yield commands, b"".join(parts)

    async def _write(self, documents: Iterator[tuple[int, bytes]]) -> None:
        """Sends the commands as they are: redis-py would need minutes to build them."""
        path = self.redis.connection_pool.connection_kwargs["path"]
        reader, writer = await asyncio.open_unix_connection(path, limit=2**20)
        for number, commands in documents:
            writer.write(commands)
            await writer.drain()
            for _ in range(number):
                answer = await reader.readline()
                assert not answer.startswith(b"-"), answer
        writer.close()
        await writer.wait_closed()

    async def _memory(self) -> int:
        return int((await self.redis.info("memory"))["used_memory"])

    # Measuring

    async def measure(self, report: Report, url: str) -> float:
        """Adds a row for each thing that the bot does; returns the ms of the longest command."""
        await self.redis.config_set("slowlog-log-slower-than", SLOW)
        slowest = 0.0
        for name, work in (
            ("a start beside it, to its first answer", partial(self._start, url)),
            ("a sweep", self._sweep),
            ("a look at two days", self._look),
            ("statistics of 30 days, sales of one chat, a search", self._statistics),
            ("a broadcast is made due for all", self._broadcast),
            ("a backup", self._back_up),
        ):
            await self.redis.slowlog_reset()
            self.redis.slow.clear()
            cpu, begun = self.redis.cpu(), time.monotonic()
            said = await work()
            seconds, cpu = time.monotonic() - begun, self.redis.cpu() - cpu
            ms, called = max(self.redis.slow, default=(0.0, ""))
            logged: dict[str, float] = {}
            for entry in await self.redis.slowlog_get(100_000):
                command = _beginning(entry["command"].split())
                logged[command] = max(logged.get(command, 0.0), entry["duration"] / 1000)
            command, longest = max(logged.items(), key=itemgetter(1), default=("", 0.0))
            slowest = max(slowest, ms)
            cells = (
                f"{said}{seconds:.1f} s",
                f"{cpu:.2f} s",
                f"{ms:.1f} ms {called.partition(' ')[0]}",
                f"{longest:.1f} ms {command.partition(' ')[0]}",
            )
            report.rows.append([name, *cells])
        return slowest

    async def _start(self, url: str) -> str:
        async with AsyncExitStack() as stack:
            neighbours = await stack.enter_async_context(front())
            neighbours.pending.append(neighbours.update(1001, "/start"))
            answered = neighbours.awaited(1001)
            await stack.enter_async_context(child("-m", "bot", env=environment(neighbours.url, url)))
            async with asyncio.timeout(300):
                await answered
        return ""

    @asynccontextmanager
    async def _leading(self) -> AsyncIterator[None]:
        """Holds the lease, as soon as that of the killed bot has ended."""

        async def held() -> bool:
            return self.reconciliation.lease.held

        async with self.reconciliation.lease.renewed():
            assert await until(held)
            yield

    async def _sweep(self) -> str:
        since = self.now - timedelta(minutes=45)
        async with self._leading():
            changed = await self.reconciliation.sweep(since=since, expected=timedelta(seconds=3))
        return f"{await self.watch.queue.size():,} open orders, {changed} changed, "

    async def _look(self) -> str:
        async with self._leading():
            await hashes.write(self.redis, KEYS.looks, {"week": str(to_ms(utcnow())), "days": "0"})
            self.reconciliation.next_look = utcnow()
            await self.reconciliation.look_if_due()
        return f"{min(self.number, round(timedelta(days=2) / self.interval)):,} orders, "

    async def _statistics(self) -> str:
        chat = FIRST_CHAT + self.number // 2
        await Statistics(self.redis, KEYS).days(30)
        await self.history.business(chat, UTC, days=60)
        await self.history.find(chat, "alice", 5)
        await Administration(self.redis, KEYS).people()
        return ""

    async def _broadcast(self) -> str:
        broadcasts = Broadcasts(self.redis, KEYS)
        id = await broadcasts.compose(1, 1, "en")
        await broadcasts.start(id)
        (claim,) = await broadcasts.queue.claim(1)
        await broadcasts.fill(claim)
        return f"{await broadcasts.queue.size():,} messages, "

    async def _back_up(self) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "backup.gz"
            keys = await back_up(self.redis, KEYS, path)
            return f"{keys:,} keys, {path.stat().st_size / 1e6:,.0f} MB, "


@dataclass(frozen=True)
class Template:
    """The commands that write one purchase. Ids and times are as long in every copy, so they are only replaced."""

    commands: int
    raw: bytes
    lifetimes: Sequence[int]

    @classmethod
    async def read(cls, redis: Redis, intent: str, order: str, now: int) -> "Template":
        """Reads all that Redis has about the only purchase: its own keys, and its entries in those of all."""
        own = [part.encode() for part in (intent, order, str(FIRST_CHAT))]
        commands, lifetimes = list[tuple[bytes, ...]](), list[int]()
        for key in sorted([key async for key in redis.scan_iter()]):
            is_own = any(id in key for id in own)
            if command := await cls._command(redis, key, is_own, order.encode()):
                commands.append(command)
                if is_own and (left := await redis.pttl(key)) > 0:
                    commands.append((b"PEXPIREAT", key, _expiry(len(lifetimes))))
                    lifetimes.append(left)
        raw = b"".join(_packed(command) for command in commands)
        raw = re.sub(rb"\b%d\d{6}\b" % (now // 10**6), AT, raw)
        raw = raw.replace(own[0], INTENT).replace(own[1], ORDER).replace(own[2], CHAT)
        return cls(len(commands), raw, lifetimes)

    @staticmethod
    async def _command(redis: Redis, key: bytes, is_own: bool, order: bytes) -> tuple[bytes, ...] | None:
        match await redis.type(key):
            case b"string" if is_own:
                return b"SET", key, await redis.get(key)
            case b"list" if is_own:
                return b"RPUSH", key, *await cast(Awaitable[list[bytes]], redis.lrange(key, 0, -1))
            case b"hash" if is_own:
                return (
                    b"HSET",
                    key,
                    *(part for item in (await hashes.read(redis, key.decode())).items() for part in item),
                )
            case b"zset" if is_own or key.endswith((b"queue:orders", b"paid")):
                entries = await redis.zrange(key, 0, -1, withscores=True)
                flat = [part for id, score in entries if id == order for part in (b"%d" % score, id)]
                return (b"ZADD", key, *flat) if flat else None
        return None

    def copy(self, number: int, at: int) -> bytes:
        """The commands for another purchase, made at that time (ms)."""
        raw = self.raw.replace(ORDER, b"%d" % (FIRST_ORDER + number)).replace(CHAT, b"%d" % (FIRST_CHAT + number))
        raw = raw.replace(INTENT, b"%012x" % number).replace(AT, b"%d" % at)
        soonest = to_ms(utcnow()) + 3_600_000  # nothing expires while the bench runs
        for index, lifetime in enumerate(self.lifetimes):
            raw = raw.replace(_expiry(index), b"%d" % max(at + lifetime, soonest))
        return raw


ORDER, CHAT, INTENT, AT = b"<order>.", b"<chat>....", b"<intent>....", b"<at>........."
"""Stand in a template for what each copy has of its own; as long as that is."""


def _expiry(index: int) -> bytes:
    return b"<expires>%04d" % index


def _packed(command: tuple[bytes, ...]) -> bytes:
    return b"*%d\r\n" % len(command) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in command)
