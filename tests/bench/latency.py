"""A hundred updates a second over HTTP: what passes between an update and its screen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from bot.sandbox.demo import free_port
from tests.bench.conversation import BARE, OURS, PURCHASE
from tests.bench.front import Door, Front, environment, front, webhook
from tests.bench.harness import Child, Scale, child, percentile, valkey
from tests.bench.report import Goal, Report

RATE = 100
"""Updates a second."""

PARTNER_RATE = 200
"""Calls a second that the partner allows: people make about sixty of them, so nobody waits for their turn."""

BETWEEN = 1.0
"""Seconds from a person's screen to their next tap."""

ALONE = {Scale.SMOKE: 1, Scale.QUICK: 20, Scale.FULL: 60}
"""Purchases with nothing beside them, for scale."""

TURNS = {Scale.SMOKE: (1, 1.0, 10), Scale.QUICK: (1, 8.0, RATE), Scale.FULL: (3, 20.0, RATE)}
"""How many turns, the seconds of each, and the updates a second in it."""

HOW = """\
{rate} updates arrive each second by webhook, for {seconds:.0f} seconds: whole purchases with one second between two
taps. The bot is a process of its own with all its workers, logs and QR pictures; its workers watch the orders of
these purchases. In turns with it runs the same purchase in aiogram alone, which watches nothing and sends a ready
picture. Telegram, the partner and the people are one more process on the same machine, with a minimal HTTP
implementation (tests/bench/wire.py). They answer at once, so their own time is close to zero. Measured is the time
from the first byte of an update to the first byte of the call that changes the screen. The bot answers a pressed
button in the reply to its update; aiogram alone makes a call, as its documentation shows. "By itself" is one update
at a time without other load, measured before the load."""


UNDER_LOAD = (
    "The CPU of an update is about that of aiogram alone, although the bot does more, and a profile shows no large part"
    " in it that is left to save: seven tenths are the handling of updates, a tenth is the HTTP server, and the workers"
    " take a twentieth. Of the five steps of a purchase, the start and the product are as fast as in aiogram alone; the"
    " amount and the confirmation are slower, by the calls that ask for the price and that store the purchase."
)
"""Why updates of this bot may take longer than those of aiogram alone."""


@dataclass
class Measured:
    """A bot in a process of its own, and what its updates have taken: ms."""

    name: str
    door: Door
    process: Child
    alone: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    cpu: float = 0
    broken_off: list[str] = field(default_factory=list)
    """Why purchases ended before their payment: another screen than expected, or none in time."""

    async def by_itself(self, chat: int) -> None:
        for step in PURCHASE:
            self.alone.append(await self.door.press(chat, step) * 1000)
            await asyncio.sleep(0.05)

    @property
    def spent(self) -> float:
        """Seconds of CPU until now."""
        return self.process.cpu

    def forget(self) -> None:
        self.took.clear()
        self.cpu = 0

    async def press(self, chat: int, step: str) -> float:
        return await self.door.press(chat, step)

    async def turn(self, seconds: float, rate: int, chats: "count[int]") -> None:
        before = self.spent
        async with asyncio.TaskGroup() as group:
            for _ in range(max(1, int(seconds * rate / len(PURCHASE)))):
                group.create_task(self._purchase(next(chats)))
                await asyncio.sleep(len(PURCHASE) / rate)
        self.cpu += self.spent - before

    async def _purchase(self, chat: int) -> None:
        for step in PURCHASE:
            try:
                self.took.append(await self.press(chat, step) * 1000)
            except (LookupError, TimeoutError) as error:
                self.broken_off.append(str(error) or "no screen in 30 s")
                return
            await asyncio.sleep(BETWEEN)


async def bench(scale: Scale) -> Report:
    turns, seconds, rate = TURNS[scale]
    chats = count(200_000)
    async with compared_bots() as compared:
        for each in compared:
            await each.turn(min(2, seconds), min(rate, 20), chats)  # and warm by now
            each.forget()
        for _ in range(ALONE[scale]):
            for each in compared:
                await each.by_itself(next(chats))
        for _ in range(turns):
            for each in compared:
                await each.turn(seconds, rate, chats)
    return _report(compared, rate, turns * seconds)


@asynccontextmanager
async def compared_bots() -> AsyncIterator[list[Measured]]:
    programs = {
        OURS: (("-m", "bot"), {"PARTNER_RPS": str(PARTNER_RATE)}),
        BARE: (("-m", "tests.bench.shops.bare_bot"), {}),
    }
    async with AsyncExitStack() as stack:
        compared: list[Measured] = []
        for name, (words, more) in programs.items():
            counter: Front = await stack.enter_async_context(front())
            redis_url, port = stack.enter_context(valkey()), free_port(18080 + len(compared) * 100)
            env = environment(counter.url, redis_url, **webhook(port), **more)
            process = await stack.enter_async_context(child(*words, env=env))
            compared.append(Measured(name, Door(counter, port), process))
        for each in compared:
            await each.door.open()
        yield compared


def _report(compared: list[Measured], rate: int, seconds: float) -> Report:
    report = Report(
        "Latency under load",
        HOW.format(rate=rate, seconds=seconds).replace("\n", " "),
        ["", "by itself p50", "p50", "p95", "p99", "longest", "CPU an update", "beside us"],
    )
    ours, bare = compared
    for each in compared:
        report.rows.append(
            [
                each.name,
                f"{percentile(each.alone, 0.5):.1f} ms",
                *(f"{percentile(each.took, share):.1f} ms" for share in (0.5, 0.95, 0.99, 1)),
                f"{each.cpu / len(each.took) * 1e6:.0f} µs",
                f"× {(each.cpu / len(each.took)) / (ours.cpu / len(ours.took)):.2f}",
            ]
        )
    busy = ours.cpu / len(ours.took) * rate
    why = (
        f"The one process is {busy:.0%} busy, so updates wait for its core. By itself an update takes"
        f" {percentile(ours.alone, 0.5):.1f} ms ({percentile(bare.alone, 0.5):.1f} ms in aiogram alone). {UNDER_LOAD}"
    )
    report.goals = [
        Goal("p50", percentile(ours.took, 0.5), 5, "ms", why=why),
        Goal("p99", percentile(ours.took, 0.99), 30, "ms", why=why),
        Goal("p50 beside aiogram alone", percentile(ours.took, 0.5) / percentile(bare.took, 0.5), 0.8, "×", why=why),
        Goal("p99 beside aiogram alone", percentile(ours.took, 0.99) / percentile(bare.took, 0.99), 0.3, "×", why=why),
        none_broken_off(ours),
    ]
    return report


def none_broken_off(bot: Measured) -> Goal:
    return Goal("purchases broken off", len(bot.broken_off), 0, why="; ".join(sorted(set(bot.broken_off))[:3]))
