"""Latency at a half and at nine tenths of what the machine can bear, and two processes beside each other."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count

from bot.sandbox.demo import free_port
from tests.bench.conversation import OURS, PURCHASE
from tests.bench.front import Door, environment, front, webhook
from tests.bench.harness import Scale, child, percentile, valkey
from tests.bench.latency import PARTNER_RATE, UNDER_LOAD, Measured, compared_bots, none_broken_off
from tests.bench.report import Goal, Report

AT_ONCE = 16
"""Customers who tap without a pause while the most that a bot can bear is measured."""

SHARES = (0.5, 0.9)
BESIDE_RATE = 40
"""Updates a second of two processes together."""

TURNS = {Scale.SMOKE: (1, 1.0), Scale.QUICK: (1, 5.0), Scale.FULL: (3, 15.0)}
"""How many turns, and the seconds of each."""

HOW = """\
What a bot can bear is measured first: {at_once} customers buy without a pause, and the updates of a second are
counted. Then updates arrive by webhook at a share of that number, as in "Latency under load", for each bot at the
share of its own number; the bots are measured in turns. "Two processes" are two of this bot with one Redis: the taps
of each purchase go to both in turn. They are compared with one of them that alone bears the load of each; the row with
their whole load shows that a process with more to do needs less CPU an update, also by itself."""


async def bench(scale: Scale) -> Report:
    turns, seconds = TURNS[scale]
    head = ["", "updates/s", "p50", "p95", "p99", "longest", "CPU an update"]
    report = Report("Capacity", HOW.format(at_once=AT_ONCE).replace("\n", " "), head)
    chats = count(200_000)
    async with compared_bots() as compared:
        for each in compared:
            await each.turn(min(2, seconds), 20, chats)  # and warm by now
        bears = [await _most(each, seconds, chats) for each in compared]
        for share in SHARES:
            for each in compared:
                each.forget()
            for _ in range(turns):
                for each, most in zip(compared, bears, strict=True):
                    await each.turn(seconds, max(1, int(most * share)), chats)
            for each, most in zip(compared, bears, strict=True):
                report.rows.append(_row(f"{each.name}, {share:.0%} of {most:.0f}", int(most * share), each))
            ours, bare = compared
            report.goals += [
                Goal(
                    f"{name} beside aiogram alone, at {share:.0%}",
                    _ratio(ours, bare, part),
                    most_ratio,
                    "×",
                    why=UNDER_LOAD,
                )
                for name, part, most_ratio in (("p50", 0.5, 0.8), ("p99", 0.99, 0.3))
            ]
    report.goals.append(none_broken_off(ours))
    report.goals += await _beside(report, turns, seconds, chats)
    return report


async def _most(bot: Measured, seconds: float, chats: "count[int]") -> float:
    """Updates a second while nobody pauses."""
    end, done = time.monotonic() + seconds, 0

    async def customer() -> None:
        nonlocal done
        while time.monotonic() < end:
            chat = next(chats)
            for step in PURCHASE:
                await bot.door.press(chat, step)
                done += 1

    begun = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(customer())
    return done / (time.monotonic() - begun)


async def _beside(report: Report, turns: int, seconds: float, chats: "count[int]") -> list[Goal]:
    async with _two() as (first, second):
        alone, pair = Measured("one process", first.door, first.process), _Pair("two processes", first, second)
        loaded = Measured("one process with the load of two", first.door, first.process)
        turn = [(alone, BESIDE_RATE // 2), (loaded, BESIDE_RATE), (pair, BESIDE_RATE)]
        for bot, rate in turn:
            await bot.turn(1, rate, chats)
            bot.forget()
        for _ in range(turns):
            for bot, rate in turn:
                await bot.turn(seconds, rate, chats)
    report.rows += [_row(bot.name, rate, bot) for bot, rate in turn]
    cpu = (pair.cpu / len(pair.took)) / (alone.cpu / len(alone.took))
    return [
        Goal("CPU an update of two processes beside one", cpu, 1.1, "×"),
        Goal("p50 of two processes beside one", _ratio(pair, alone, 0.5), 1.1, "×"),
    ]


class _Pair(Measured):
    """Two processes: each tap of a purchase goes to the other one."""

    def __init__(self, name: str, first: Measured, second: Measured) -> None:
        super().__init__(name, first.door, first.process)
        self._doors, self._processes, self._taps = (first.door, second.door), (first.process, second.process), count()

    @property
    def spent(self) -> float:
        return sum(each.cpu for each in self._processes)

    async def press(self, chat: int, step: str) -> float:
        return await self._doors[next(self._taps) % 2].press(chat, step)


@asynccontextmanager
async def _two() -> AsyncIterator[list[Measured]]:
    async with AsyncExitStack() as stack:
        counter, redis_url = await stack.enter_async_context(front()), stack.enter_context(valkey())
        bots = []
        for number in range(2):
            port = free_port(18480 + number * 100)
            env = environment(counter.url, redis_url, **webhook(port), PARTNER_RPS=str(PARTNER_RATE))
            process = await stack.enter_async_context(child("-m", "bot", env=env))
            bots.append(Measured(OURS, Door(counter, port), process))
        for each in bots:
            await each.door.open()
        yield bots


def _ratio(ours: Measured, theirs: Measured, share: float) -> float:
    return percentile(ours.took, share) / percentile(theirs.took, share)


def _row(name: str, rate: int, bot: Measured) -> list[str]:
    shown = (f"{percentile(bot.took, share):.1f} ms" for share in (0.5, 0.95, 0.99, 1))
    return [name, str(rate), *shown, f"{bot.cpu / len(bot.took) * 1e6:.0f} µs"]
