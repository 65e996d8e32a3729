"""A hundred updates a second over HTTP: what passes between an update and its screen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import aiohttp

from bot.sandbox.demo import free_port
from tests.bench.conversation import BARE, OURS, PURCHASE
from tests.bench.front import Door, Front, environment, front, webhook
from tests.bench.harness import Child, Scale, child, percentile, valkey
from tests.bench.report import Goal, Report

RATE = 100
"""Updates a second."""

BETWEEN = 1.0
"""Seconds from a person's screen to their next tap."""

TURNS = {Scale.SMOKE: (1, 1.0, 10), Scale.QUICK: (1, 8.0, RATE), Scale.FULL: (2, 30.0, RATE)}
"""How many turns, the seconds of each, and the updates a second in it."""

HOW = """\
{rate} updates a second by webhook for {seconds:.0f} seconds, whole purchases with a second between two taps, into the
bot as a process of its own, with its workers, its logs and its QR pictures; in turns with the same purchase in aiogram
alone (whose picture is ready made). Telegram, the partner and the people are one more process on the same machine, and
answer at once, so that their own time is (almost) nothing. Measured from the first byte of an update to the call that
changes the screen."""


@dataclass
class Measured:
    name: str
    door: Door
    process: Child
    took: list[float] = field(default_factory=list)
    cpu: float = 0

    async def turn(self, seconds: float, rate: int, chats: "count[int]") -> None:
        before = self.process.cpu
        async with asyncio.TaskGroup() as group:
            for _ in range(max(1, int(seconds * rate / len(PURCHASE)))):
                group.create_task(self._purchase(next(chats)))
                await asyncio.sleep(len(PURCHASE) / rate)
        self.cpu += self.process.cpu - before

    async def _purchase(self, chat: int) -> None:
        for step in PURCHASE:
            self.took.append(await self.door.press(chat, step) * 1000)
            await asyncio.sleep(BETWEEN)


async def bench(scale: Scale) -> Report:
    turns, seconds, rate = TURNS[scale]
    chats = count(200_000)
    async with _both() as compared:
        for each in compared:
            await each.turn(min(2, seconds), min(rate, 20), chats)  # and warm by now
            each.took.clear()
            each.cpu = 0
        for _ in range(turns):
            for each in compared:
                await each.turn(seconds, rate, chats)
    return _report(compared, rate, turns * seconds)


@asynccontextmanager
async def _both() -> AsyncIterator[list[Measured]]:
    programs = {
        OURS: (("-m", "bot"), {"PARTNER_RPS": "1000", "TELEGRAM_RPS": "1000"}),
        BARE: (("-m", "tests.bench.shops.bare_bot"), {}),
    }
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        compared: list[Measured] = []
        for name, (words, more) in programs.items():
            counter: Front = await stack.enter_async_context(front())
            redis_url, port = stack.enter_context(valkey()), free_port(18080 + len(compared) * 100)
            env = environment(counter.url, redis_url, **webhook(port), **more)
            process = await stack.enter_async_context(child(*words, env=env))
            compared.append(Measured(name, Door(http, counter, port), process))
        for each in compared:
            await each.door.open()
        yield compared


def _report(compared: list[Measured], rate: int, seconds: float) -> Report:
    report = Report(
        "Latency under load",
        HOW.format(rate=rate, seconds=seconds).replace("\n", " "),
        ["", "p50", "p95", "p99", "longest", "CPU an update", "beside us"],
    )
    ours = compared[0]
    for each in compared:
        report.rows.append(
            [
                each.name,
                *(f"{percentile(each.took, share):.1f} ms" for share in (0.5, 0.95, 0.99, 1)),
                f"{each.cpu / len(each.took) * 1e6:.0f} µs",
                f"× {(each.cpu / len(each.took)) / (ours.cpu / len(ours.took)):.2f}",
            ]
        )
    busy = [each.cpu / len(each.took) * rate for each in compared]
    why = (
        f"At this rate the bot's one process keeps {busy[0]:.0%} of a core of this machine busy (aiogram alone"
        f" {busy[1]:.0%}), and Telegram, the partner and the people keep the other: updates queue for the CPU, not for"
        " anything that the bot waits for. More processes beside each other share the load."
    )
    report.goals = [
        Goal("p50", percentile(ours.took, 0.5), 5, "ms", why=why),
        Goal("p99", percentile(ours.took, 0.99), 30, "ms", why=why),
    ]
    return report
