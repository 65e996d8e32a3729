"""Watching 1,000, 10,000 and 100,000 open orders with five calls a second; beside it, a GET for each order in turn."""

import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

import httpx
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.clock import from_ms, to_ms
from bot.notifications.alerts import Alerts
from bot.orders.references import References
from bot.orders.watch import Watch
from bot.partner.answers import ParseContext
from bot.partner.client import PartnerClient
from bot.partner.http import PartnerHttp, open_http
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.storage.scripts import source
from bot.workers.order_list import PAGE_OVERLAP, PAGES_PER_BREAK, wanted_size
from tests.bench import world
from tests.bench.front import environment
from tests.bench.harness import Child, Scale, child, percentile, until, valkey
from tests.bench.haste import Haste
from tests.bench.report import Goal, Report
from tests.bench.stubs import KEY
from tests.support import KEYS

RATE = 5
"""Partner calls a second."""


def sweep_time(orders: int) -> float:
    """Seconds of a reading, which is the floor: three calls a second, since one is kept for people and one requests a
    single order; each page less its overlap; and some calls left to others."""
    return orders / (3 * (wanted_size(orders) - PAGE_OVERLAP) * PAGES_PER_BREAK / (PAGES_PER_BREAK + 1))


PRESSES = 20

FIRST_ID = 10421


@dataclass(frozen=True)
class Plan:
    orders: int
    speed: float
    payments: int
    within: float
    """Seconds for p95 from a payment to its discovery."""


PLANS = {
    Scale.SMOKE: (Plan(120, 4, 4, 60),),
    Scale.QUICK: (Plan(1_000, 2, 20, 5), Plan(4_000, 5, 20, 14)),
    Scale.FULL: (Plan(1_000, 1, 60, 5), Plan(10_000, 1, 60, 30), Plan(100_000, 5, 80, 259)),
}
HABIT = {Scale.SMOKE: (60, 40.0), Scale.QUICK: (400, 20.0), Scale.FULL: (1_000, 10.0)}
"""Orders and speed of the run that asks for each order in turn."""

HOW = """\
The bot is a process of its own, and the stand-in partner, which has so many open orders, another one; {rate}
partner calls a second are allowed. Payments arrive at random moments. Measured is the time from a payment at the
partner until the bot has stored it and written its notice. "Pressed" are orders whose customers press "I have paid"
when they pay, two a second. The look at the last week, which a bot makes once a day beside its other readings, has
ended before. The comparison is the usual way, one GET for each order every 30 s, with the same {rate} calls a second.
Where both processes used a faster clock (for clock and sleeps, not for the network), the table says so; a page then
has less time, since what it costs is real time. CPU is that of the bot's process for a minute of its own time."""

MEMORY = (
    "Some 25 MB are code: the modules of the bot, redis-py, aiohttp's server, pydantic-settings, structlog, Fluent and"
    " Babel, which aiogram alone does not import. While 100,000 orders are open, a reading of the list takes more:"
    " pages of 500 rows, and the ids of all rows that it has seen."
)

HEAD = [
    "orders",
    "time",
    "calls/min",
    "found p50",
    "found p95",
    "pressed p95",
    "CPU/min",
    "CPU a row",
    "memory",
    "Redis an order",
]


async def bench(scale: Scale) -> Report:
    report = Report(
        "Watching",
        HOW.format(rate=RATE).replace("\n", " "),
        HEAD,
    )
    bare = await bare_memory()
    results = []
    for plan in PLANS[scale]:
        result = await _watch(plan, scale)
        results.append(result)
        report.rows.append(result.row())
        report.goals += result.goals()
    report.rows += await _habit(*HABIT[scale], PLANS[scale])
    report.goals += [
        Goal("memory above a process with aiogram alone", results[-1].memory - bare, 40, "MB", why=MEMORY),
        Goal("CPU a row, most orders beside fewest", results[-1].cpu_a_row / results[0].cpu_a_row, 1.25, "×"),
    ]
    return report


@dataclass
class Result:
    plan: Plan
    calls: Sequence[float]
    minutes: float
    found: Sequence[float]
    pressed: Sequence[float]
    cpu: float
    memory: float
    redis: float

    @property
    def cpu_a_row(self) -> float:
        """µs; every call brings a page, but for the single looks."""
        return self.cpu / self.rows * 1e6 if self.rows else 0.0

    rows: int = 0

    def row(self) -> list[str]:
        return [
            f"{self.plan.orders:,}, {wanted_size(self.plan.orders)} a page, floor {sweep_time(self.plan.orders):.0f} s",
            f"× {self.plan.speed:g}",
            f"{len(self.calls) / self.minutes:.0f}",
            f"{percentile(self.found, 0.5):.1f} s",
            f"{percentile(self.found, 0.95):.1f} s",
            f"{percentile(self.pressed, 0.95):.2f} s",
            f"{self.cpu / self.minutes:.2f} s",
            f"{self.cpu_a_row:.0f} µs",
            f"{self.memory:.0f} MB",
            f"{self.redis / self.plan.orders:.0f} B",
        ]

    def goals(self) -> list[Goal]:
        name = f"{self.plan.orders:,} orders"
        busiest = max((sum(at <= other < at + 10 for other in self.calls) for at in self.calls), default=0)
        return [
            Goal(f"{name}, p95 until a payment is found", percentile(self.found, 0.95), self.plan.within, "s"),
            Goal(f"{name}, until a pressed one is found, the longest", max(self.pressed), 2, "s"),
            Goal(f"{name}, calls a second in the busiest 10 s", busiest / 10, RATE, ""),
        ]


@dataclass
class Shop:
    """The neighbours of one run, as this process sees them."""

    haste: Haste
    http: PartnerHttp
    redis: Redis
    watch: Watch
    url: str
    redis_url: str

    async def pay(self, number: int) -> datetime:
        """Pays the order; returns when the partner received the money."""
        answer = await self.http.post(f"/control/orders/{FIRST_ID + number}/pay", json={"kind": "exact"})
        answer.raise_for_status()
        return self.haste.now()

    async def delays(self, paid: dict[int, datetime], patience: float) -> list[float]:
        """Seconds until each was found; infinite for those that were not."""
        await until(lambda: self._all_found(paid), 5 + patience / self.haste.speed, each=0.1)
        return [await self._delay(number, at) for number, at in paid.items()]

    async def _all_found(self, paid: dict[int, datetime]) -> bool:
        return all([(await self._delay(number, at)) != float("inf") for number, at in paid.items()])

    async def _delay(self, number: int, at: datetime) -> float:
        key = KEYS.order(str(FIRST_ID + number))
        status, changed = await self.redis.hmget(key, ["status", "changed_at"])  # type: ignore[misc]
        if status.decode() == OrderStatus.PENDING_PAYMENT:
            return float("inf")
        return max(0.0, (from_ms(changed) - at).total_seconds())

    async def calls(self, since: datetime) -> list[dict[str, Any]]:
        items = (await self.http.get("/control/history")).json()["items"]
        return [call for call in items if datetime.fromisoformat(call["at"]) >= since]


async def _watch(plan: Plan, scale: Scale) -> Result:
    dice = random.Random(plan.orders)
    numbers = dice.sample(range(plan.orders), plan.payments + min(PRESSES, plan.orders // 10))
    sweep = max(3.0, sweep_time(plan.orders))
    async with shop_with(plan.orders, plan.speed) as shop:
        before = (await shop.redis.info("memory"))["used_memory"]
        await adopt_all(shop, plan.orders)
        redis = (await shop.redis.info("memory"))["used_memory"] - before
        async with _bot(shop) as bot:
            await _first_sweep(shop, 4 * sweep + 60)
            since, cpu = shop.haste.now(), bot.cpu
            paid: dict[int, datetime] = {}
            for number in numbers[: plan.payments]:
                await shop.haste.sleep(2 * dice.random() * max(10.0, 1.2 * sweep) / plan.payments)
                paid[number] = await shop.pay(number)
            found = await shop.delays(paid, 3 * sweep)
            until, spent, memory = shop.haste.now(), bot.cpu - cpu, bot.memory
            calls = await shop.calls(since)
            pressed: dict[int, datetime] = {}
            for number in numbers[plan.payments :]:
                await shop.haste.sleep(0.5)
                pressed[number] = await shop.pay(number)
                watched = await shop.watch.get(str(FIRST_ID + number))
                assert watched is not None
                await shop.watch.mark_paid(watched)
            presses = await shop.delays(pressed, 20)
        lists = sum(call["path"] == "/orders" for call in calls)
        times = [datetime.fromisoformat(call["at"]).timestamp() for call in calls]
        return Result(
            plan,
            times,
            (until - since).total_seconds() / 60,
            found,
            presses,
            spent,
            memory,
            redis,
            rows=lists * min(wanted_size(plan.orders), plan.orders) + len(calls) - lists,
        )


@asynccontextmanager
async def shop_with(orders: int, speed: float) -> AsyncIterator[Shop]:
    async with AsyncExitStack() as stack:
        haste = Haste(speed, time.time())
        redis_url = stack.enter_context(valkey())
        neighbours = await stack.enter_async_context(
            child("-m", "tests.bench.world", str(orders), env=haste.environment)
        )
        url = await neighbours.line()
        http = await stack.enter_async_context(open_http(url, SecretStr(KEY)))
        http.timeout = httpx.Timeout(60)
        redis: Redis = await stack.enter_async_context(Redis.from_url(redis_url))
        watch = Watch(
            redis, KEYS, PartnerClient(http), Alerts(redis, KEYS, clock=haste.now), References("tg"), clock=haste.now
        )
        yield Shop(haste, http, redis, watch, url, redis_url)


@asynccontextmanager
async def _bot(shop: Shop) -> AsyncIterator[Child]:
    env = environment(shop.url, shop.redis_url, PARTNER_RPS=str(RATE), **shop.haste.environment)
    async with child("-m", "tests.bench.haste", env=env) as bot:
        yield bot


async def adopt_all(shop: Shop, orders: int) -> None:
    """As the watch itself would, but a thousand at a time."""
    headers = {"Authorization": f"Bearer {KEY}"}
    row = (await shop.http.get(f"/api/v1/orders/{FIRST_ID}", headers=headers)).json()["data"]
    template = Order.read(row, ParseContext())
    arguments: list[Sequence[object]] = []

    script = source("orders/adopt")

    async def collect(**args: object) -> int:
        arguments.append(script.values(args))
        return 0

    adopting = Watch(
        shop.redis, KEYS, PartnerClient(shop.http), Alerts(shop.redis, KEYS), References("tg"), clock=shop.haste.now
    )
    adopting._adopt = collect  # type: ignore[assignment]
    adopting.merge = is_new  # type: ignore[method-assign]
    await shop.redis.script_load(script.text)
    for number in range(orders):
        id, chat = str(FIRST_ID + number), world.chat_of(number)
        own = {"id": id, "payment_memo": world.memo_of(number), "client_reference": f"tg-{chat}"}  # all are compared
        await adopting.adopt(template.model_copy(update=own), chat)
        if len(arguments) == 1000 or number == orders - 1:
            pipe = shop.redis.pipeline(transaction=False)
            for args in arguments:
                pipe.evalsha(script.sha, 1, KEYS.root, *args)  # type: ignore[arg-type]
            await pipe.execute()
            arguments.clear()
    await shop.redis.set(KEYS.epoch, to_ms(shop.haste.now()))


async def is_new(order: Order, chat_id: int) -> bool:
    return False


async def _first_sweep(shop: Shop, patience: float) -> None:
    """Until every order has been seen once, the oldest last, and the first look at the last week has ended."""
    due = KEYS.queue("orders")
    begun = await shop.redis.zscore(due, str(FIRST_ID))

    async def seen() -> bool:
        looked = await shop.redis.hexists(KEYS.looks, "week")  # type: ignore[misc]
        return bool(looked and await shop.redis.zscore(due, str(FIRST_ID)) != begun)

    await until(seen, 60 + patience / shop.haste.speed, each=0.1)


async def bare_memory() -> float:
    program = "import time, aiogram; aiogram.Bot('1:a'); aiogram.Dispatcher(); print('', flush=True); time.sleep(60)"
    async with child("-c", program) as bare:
        await bare.line()
        return bare.memory


# The habit of the field


async def _habit(orders: int, speed: float, plans: Sequence[Plan]) -> list[list[str]]:
    """Measured with one number of orders; the time of a round grows in proportion to it."""
    dice = random.Random(orders)
    async with shop_with(orders, speed) as shop:
        env = shop.haste.environment
        async with child("-m", "tests.bench.shops.polling", shop.url, str(orders), str(RATE), env=env) as bot:
            await bot.line()
            cpu, since = bot.cpu, shop.haste.now()
            paid: dict[int, datetime] = {}
            for number in dice.sample(range(orders), min(40, orders // 2)):
                await shop.haste.sleep(orders / RATE / 40)
                paid[number] = await shop.pay(number)
            found: list[float] = []
            while len(found) < len(paid):
                id, at = (await bot.line()).split()
                found.append((datetime.fromisoformat(at) - paid[int(id) - FIRST_ID]).total_seconds())
            minutes = (shop.haste.now() - since).total_seconds() / 60
            spent, memory = bot.cpu - cpu, bot.memory
    rows = []
    for plan in plans:
        scale = plan.orders / orders
        rows.append(
            [
                f"{plan.orders:,}, each in turn",
                f"× {speed:g}" if scale == 1 else "computed",
                f"{RATE * 60} of {plan.orders * 2:,}",
                f"{median(found) * scale:.0f} s",
                f"{percentile(found, 0.95) * scale:.0f} s",
                "–",
                f"{spent / minutes:.2f} s",
                f"{spent / minutes / RATE / 60 * 1e6:.0f} µs",
                f"{memory:.0f} MB",
                "–",
            ]
        )
    return rows
