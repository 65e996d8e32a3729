"""How soon a bot serves after it was started, and after it was killed in the middle of everything."""

import asyncio
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from statistics import median
from typing import cast

from redis.asyncio import Redis

from bot.app import TASKS_PER_QUEUE
from bot.clock import to_ms, utcnow
from bot.notifications.alerts import Alerts
from bot.orders.draft import Draft, Recipient
from bot.orders.intents import Intents
from bot.orders.models import IntentState
from bot.orders.references import References
from bot.partner.client import PartnerClient
from bot.partner.goods import Product
from tests.bench.front import environment, front
from tests.bench.harness import Scale, child, middle_ratio, until, valkey
from tests.bench.report import Goal, Report
from tests.bench.stubs import KEY
from tests.bench.watching import Shop, adopt_all, shop_with
from tests.support import KEYS

ROUNDS = {Scale.SMOKE: 1, Scale.QUICK: 2, Scale.FULL: 7}

KILLED_WITH = {Scale.SMOKE: (50, 10), Scale.QUICK: (2_000, 50), Scale.FULL: (10_000, 100)}
"""Open orders and open intents."""

RATE = 1000
"""The limit of partner calls per second after the kill: so high that it does not slow the bot down."""

SLOW = 3.0
"""Seconds that the partner takes for a create while the bot is killed: it goes on with what the dead bot had sent."""

HOW = """\
From exec to the call that answers a waiting update, in turns with `python -c "import aiogram"`, which is the lower
limit: a bot of aiogram cannot run its own first line earlier. The bot can be faster than that, because it imports
with the garbage collector off. "After SIGKILL" is the time from exec until every open intent of the killed bot is
an order and every open order was checked again, with {orders:,} open orders and {intents} open intents, at {rate}
partner calls a second, so that the rate limit does not count. At the moment of the kill the partner needs {slow:g}
s for a create and has as many requests as the bot makes at once; the other intents wait. The partner completes
those requests, and the next bot has to find their orders. If there is one order more than there are intents, the
table has no figure."""

WHY = """\
The time is CPU time of one core: importing what aiogram does not import (the partner's client and its models,
Fluent, structlog, Prometheus), building routers and services, reading the English texts, and one round trip to each
neighbour.""".replace("\n", " ")


async def bench(scale: Scale) -> Report:
    orders, intents = KILLED_WITH[scale]
    floor, served, embedded = [], [], []
    for _ in range(ROUNDS[scale]):
        floor.append(await _import())
        served.append(await _first_answer(embedded=False))
        embedded.append(await _first_answer(embedded=True))
    resumed = await _after_a_kill(orders, intents)
    report = Report(
        "Restart",
        HOW.format(orders=orders, intents=intents, rate=RATE, slow=SLOW).replace("\n", " "),
        ["", "seconds", "beside the floor"],
    )
    for name, samples in (
        ('the floor, python -c "import aiogram"', floor),
        ("until the first answer, Redis running", served),
        ("until the first answer, embedded Valkey", embedded),
    ):
        report.rows.append([name, f"{median(samples):.2f}", f"× {middle_ratio(samples, floor):.2f}"])
    report.rows.append(["after SIGKILL, all resumed", f"{resumed:.2f}", f"× {resumed / median(floor):.2f}"])
    late = median(ours - base for ours, base in zip(served, floor, strict=True))
    report.goals = [
        Goal("first answer after the floor", late, 0.7, "s", why=WHY),
        Goal(
            "all resumed after the floor",
            resumed - median(floor),
            3,
            "s",
            why=f"Each of the {orders:,} orders is read from its page, compared and stored once (the CPU a row is in"
            " the table of watching), and after each page the reading rests, so that people are answered meanwhile.",
        ),
    ]
    return report


async def _import() -> float:
    begun = time.perf_counter()
    async with child("-c", "import aiogram") as process:
        await process.process.wait()
    return time.perf_counter() - begun


async def _first_answer(*, embedded: bool) -> float:
    async with AsyncExitStack() as stack:
        counter = await stack.enter_async_context(front())
        counter.pending.append(counter.update(1001, "/start"))
        answered = counter.awaited(1001)
        redis_url = "" if embedded else stack.enter_context(valkey())
        begun = time.perf_counter()
        await stack.enter_async_context(child("-m", "bot", env=environment(counter.url, redis_url)))
        async with asyncio.timeout(120):
            return await answered - begun


async def _after_a_kill(orders: int, intents: int) -> float:
    async with AsyncExitStack() as stack:
        shop = await stack.enter_async_context(shop_with(orders, speed=1))
        await adopt_all(shop, orders)
        ids = await _confirm(shop, intents)
        slow = {"kind": "delay", "method": "POST", "path": "/orders", "seconds": SLOW}
        (await shop.http.post("/control/faults", json=slow)).raise_for_status()
        env = environment(shop.url, shop.redis_url, PARTNER_RPS=str(RATE))
        async with child("-m", "bot", env=env) as first:
            await _until_busy(shop, ids)
            await first.kill()
        (await shop.http.delete("/control/faults")).raise_for_status()
        before = await _looks(shop.redis)
        begun = time.perf_counter()
        await stack.enter_async_context(child("-m", "bot", env=env))

        async def resumed() -> bool:
            return await _all_placed(shop.redis, ids) and await _all_seen(shop.redis, before)

        assert await until(resumed, each=0.02)
        seconds = time.perf_counter() - begun
        assert await _ordered(shop) == orders + intents
        return seconds


async def _confirm(shop: Shop, intents: int) -> list[str]:
    journal = Intents(shop.redis, KEYS, PartnerClient(shop.http), References("tg"), Alerts(shop.redis, KEYS))
    drafts = [
        Draft.empty().with_(product=Product.STARS, recipient=Recipient(username="alice"), amount=50 + number)
        for number in range(intents)
    ]
    for number, draft in enumerate(drafts):
        await journal.confirm(draft, 900_000 + number, None, "en")
    return [draft.id for draft in drafts]


async def _until_busy(shop: Shop, ids: list[str]) -> None:
    """Until as many requests as it makes at once are on their way, and the partner is half done with them."""
    begun = shop.haste.now()

    async def busy() -> bool:
        creates = [call for call in await shop.calls(begun) if call["method"] == "POST"]
        return len(creates) >= min(TASKS_PER_QUEUE, len(ids))

    assert await until(busy)
    await asyncio.sleep(SLOW / 2)
    assert not await _placed(shop.redis, ids)


async def _all_placed(redis: Redis, ids: list[str]) -> bool:
    return await _placed(redis, ids) == len(ids)


async def _placed(redis: Redis, ids: list[str]) -> int:
    async with redis.pipeline(transaction=False) as pipe:
        for id in ids:
            pipe.hget(KEYS.intent(id), "state")
        return (await pipe.execute()).count(IntentState.PLACED.encode())


async def _looks(redis: Redis) -> dict[bytes, float]:
    """When each open order is to be looked at next."""
    return dict(await redis.zrange(KEYS.queue("orders"), 0, -1, withscores=True))


async def _all_seen(redis: Redis, before: dict[bytes, float]) -> bool:
    """A look puts off the next one; so does a claim, but that has a fence, and what is given back is due at once."""
    looks, now = await _looks(redis), to_ms(utcnow())
    claims = await cast(Awaitable[int], redis.hlen(KEYS.fences("orders")))
    return not claims and all(looks[id] != at and looks[id] > now for id, at in before.items())


async def _ordered(shop: Shop) -> int:
    """How many orders the partner has."""
    answer = await shop.http.get("/api/v1/orders", headers={"Authorization": f"Bearer {KEY}"})
    return int(answer.json()["data"]["total"])
