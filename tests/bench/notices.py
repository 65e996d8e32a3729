"""Ten thousand notices at Telegram's pace, while people go on using the bot."""

import asyncio
import itertools
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from bot.clock import to_ms
from bot.notifications.alerts import Alerts
from bot.orders.references import References
from bot.orders.watch import Watch
from bot.partner.answers import ParseContext
from bot.partner.order import Order
from bot.sandbox.demo import free_port
from tests.bench import stubs
from tests.bench.front import Door, Front, environment, front, webhook
from tests.bench.harness import Scale, child, percentile, until, valkey
from tests.bench.report import Goal, Report
from tests.bench.shops.bare_bot import FIRST_CHAT
from tests.support import KEYS

PACE = 30
"""Messages a second, Telegram's own limit."""

SIZES = {Scale.SMOKE: (60, 2.0), Scale.QUICK: (1_000, 12.0), Scale.FULL: (10_000, 60.0)}
"""Notices that wait, and the seconds for which they are watched as they leave."""

ANSWERS = 1.0
"""Updates a second of other chats meanwhile."""

HOW = """\
{notices:,} orders have ended, and each chat is told, at {pace} messages a second. For {seconds:.0f} seconds of that
time other chats send /start at random moments, about one a second. Measured are all messages a second (answers
included, because Telegram counts them too) and the time from an update to its screen. The comparison is a usual
broadcast in a bot of aiogram alone: send, sleep a thirtieth of a second, send the next. Its answers follow no rate
limit."""


async def bench(scale: Scale) -> Report:
    notices, seconds = SIZES[scale]
    report = Report(
        "Broadcast and notices",
        HOW.format(notices=notices, pace=PACE, seconds=seconds).replace("\n", " "),
        ["", "messages/s", "of the pace", "busiest second", "answers p50", "answers p99"],
    )
    ours = await _tell(("-m", "bot"), notices, seconds, seed=True)
    habit = await _tell(("-m", "tests.bench.shops.bare_bot", str(notices), str(PACE)), notices, seconds, seed=False)
    for name, (shown, took) in {"this bot": ours, "send, sleep, the next": habit}.items():
        report.rows.append(
            [
                name,
                f"{len(shown) / seconds:.1f}",
                f"{len(shown) / seconds / PACE:.1%}",
                str(max(sum(at <= other < at + 1 for other in shown) for at in shown)),
                f"{percentile(took, 0.5):.1f} ms",
                f"{percentile(took, 0.99):.1f} ms",
            ]
        )
    shown, took = ours
    report.goals = [
        Goal("of Telegram's pace", len(shown) / seconds / PACE, 0.95, least=True),
        Goal("answers meanwhile, p99", percentile(took, 0.99), 50, "ms"),
    ]
    return report


async def _tell(words: Sequence[str], notices: int, seconds: float, *, seed: bool) -> tuple[list[float], list[float]]:
    """The moments of the messages in the time that is watched, and the ms of the answers."""
    async with AsyncExitStack() as stack:
        counter: Front = await stack.enter_async_context(front())
        redis_url, port = stack.enter_context(valkey()), free_port(18080)
        if seed:
            await _seed(redis_url, notices)
        env = environment(counter.url, redis_url, **webhook(port), TELEGRAM_RPS=str(PACE))
        await stack.enter_async_context(child(*words, env=env))
        door = Door(counter, port)
        await door.open()

        async def well_on() -> bool:
            return len(counter.shown) >= PACE // 2

        assert await until(well_on)
        begun, took = time.perf_counter(), list[float]()
        dice, chats = random.Random(notices), itertools.count(500_000)
        async with asyncio.TaskGroup() as group:

            async def ask() -> None:
                took.append(await door.press(next(chats), "/start") * 1000)

            asked = begun + dice.expovariate(ANSWERS)
            while asked < begun + seconds:
                await asyncio.sleep(max(0.0, asked - time.perf_counter()))
                group.create_task(ask())
                asked += dice.expovariate(ANSWERS)
            await asyncio.sleep(max(0.0, begun + seconds - time.perf_counter()))
        return [at for at in counter.shown if begun <= at < begun + seconds], took


async def _seed(redis_url: str, notices: int) -> None:
    """Orders that have just ended, each in a chat of its own, adopted as after a lost Redis: so they are told."""
    async with Redis.from_url(redis_url) as redis:
        http, partner = stubs.partner_over(stubs.StubPartner())
        async with http:
            watch = Watch(redis, KEYS, partner, Alerts(redis, KEYS), References("tg"))
            now = datetime.now(UTC)
            row = {**dict(stubs.answer("GET", "/orders/1", 1)), "status": "completed"}  # type: ignore[call-overload]
            template = Order.read(row, ParseContext())
            for first in range(0, notices, 100):
                async with asyncio.TaskGroup() as group:
                    for number in range(first, min(first + 100, notices)):
                        order = template.model_copy(update={"id": str(number + 1)})
                        group.create_task(watch.adopt(order, FIRST_CHAT + number, tell_since=now - timedelta(hours=1)))
        await redis.set(KEYS.epoch, to_ms(now))
