"""Whole purchases through the real Dispatchers and a real Valkey: this bot, aiogram alone, aiogram-dialog.

    python -m tests.bench.conversation "this bot"

is one of the three. It buys as often as each line on its standard input says, and prints its Figures when that input
ends. A process for each is needed for the truth: aiogram and pydantic keep what they have built (classes of answers,
specialised bytecode) in the process, where one bot's work makes another one faster. In one process with this bot,
aiogram alone took a quarter less CPU than by itself.
"""

import asyncio
import gc
import importlib
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field
from itertools import count
from statistics import median
from unittest.mock import patch

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.types import Update
from redis.asyncio import Redis

from bot.__main__ import imports_outside_gc
from bot.partner.cache import PriceCache
from bot.storage.redis import open_client
from bot.telegram.decoding import decode
from bot.ui.qr import qr_png
from tests.bench import stubs
from tests.bench.harness import Scale, child, logging_to_nowhere, middle_ratio, percentile, valkey
from tests.bench.report import Goal, Report

PURCHASE = ("/start", "⭐ Buy Stars", "For me (@alice)", "100", "Confirm")
AT_ONCE = 4
"""Chats that buy at the same time."""

ROUNDS = {Scale.SMOKE: (1, 4), Scale.QUICK: (5, 20), Scale.FULL: (15, 40)}
"""How many rounds, and purchases in each."""

OURS, BARE, DIALOG = "this bot", "aiogram alone", "aiogram-dialog"
NAMES = (OURS, BARE, DIALOG)

HOW = """\
Each bot handles {purchases} whole purchases: start, product, recipient, quantity, confirm, payment screen. Updates go
through the real Dispatcher and a real Valkey. Each bot is a process of its own, started as it is when it serves.
Telegram and the partner are stubs in that process, the same for all bots: requests are built and answers are read, but
no byte is sent. All bots use uvloop and hiredis, serve {at_once} chats at a time, and are measured in turns. They make
the same partner calls with the same client, answer each button and change one message for each update. No bot draws
the QR picture, which "A call and a picture" measures. This bot writes logs as in production and uses its own Redis
connections (bot/storage/redis.py); the others use those of redis-py. "aiogram alone" has RedisStorage,
RedisEventIsolation, one read and one write of state for each update, and fixed texts. It stores no intents, has no
languages and no rate limit, and does not remember what a message shows. "Redis round trips" are the average of an
update, and those of each step of one purchase."""

WHY = """\
The rest is work that the others do not do: every message takes part in a rate limit that all processes share, a
confirmation is stored in several steps before and after its one order, a repeated update is recognised, the data of
buttons is parsed by its class instead of compared as a string, and each step is logged, counted and written in one
of ten languages.""".replace("\n", " ")

TRIPS = """\
Each update enters and leaves its chat, whose keys lie in the chat's own slot. Each of the three calls to the partner
takes its place in the rate limit of the key, which lies in another slot. The shop's keys lie in a third one: the first
update of a minute stores that the person was here, and the confirmation stores its intent before the request, the
order before its screen is shown, and the screen's message after it, so that a kill in between loses nothing. No script
may touch two slots, so it takes 10 + 3 + 4 round trips for five updates.""".replace("\n", " ")


@dataclass
class Figures:
    """What a bot has cost: CPU µs and seconds an update, by round; ms by update; calls."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    trips: list[int] = field(default_factory=list)
    """Round trips to Redis of each step of one purchase."""
    before_screen: int = 0
    """The most Telegram calls that an update made before the one that changes the screen."""
    telegram_calls: int = 0
    partner_calls: int = 0

    @property
    def round_trips(self) -> float:
        return sum(self.trips) / len(PURCHASE)


@dataclass
class Shop:
    """One of those compared."""

    name: str
    dispatcher: Dispatcher
    bot: Bot
    telegram: stubs.StubTelegram
    partner: stubs.StubPartner
    decode: Callable[[stubs.Json, Bot], Update]
    figures: Figures = field(default_factory=Figures)

    async def purchase(self, chat: int, numbers: "count[int]") -> None:
        for step in PURCHASE:
            await self._step(self._update(next(numbers), chat, step))
        assert "I have paid" in stubs.buttons(self.telegram.screens[chat]), (
            f"{self.name} did not come to a payment screen"
        )

    async def _step(self, raw: stubs.Json) -> None:
        begun = time.perf_counter()
        update = self.decode(raw, self.bot)
        await self.dispatcher.feed_update(self.bot, update)
        self.figures.took.append(round((time.perf_counter() - begun) * 1000, 3))

    async def warm_up(self, numbers: "count[int]") -> None:
        """Connections are open then, and scripts are known. The last purchase is made alone, to see what comes before
        each screen, and how often Redis is asked."""
        await self.round(AT_ONCE, numbers)
        trips, before_screen = [], 0
        chat = next(numbers) * 1000
        for step in PURCHASE:
            self.telegram.calls.clear()
            with stubs.RoundTrips() as counted:
                await self._step(self._update(next(numbers), chat, step))
            trips.append(counted.count)
            screen = next(i for i, name in enumerate(self.telegram.calls) if name.startswith(("send", "edit")))
            before_screen = max(before_screen, screen)
        self.telegram.calls.clear()
        self.partner.calls = 0
        self.figures = Figures(trips=trips, before_screen=before_screen)

    def _update(self, number: int, chat: int, step: str) -> stubs.Json:
        if step.startswith("/"):
            return stubs.said(number, chat, step)
        screen = self.telegram.screens[chat]
        return stubs.pressed(number, chat, screen, stubs.button(screen, step))

    async def round(self, purchases: int, numbers: "count[int]") -> None:
        gc.collect()
        first = next(numbers) * 1000
        chats = iter(range(first, first + purchases))

        async def customer() -> None:
            for chat in chats:
                await self.purchase(chat, numbers)

        cpu, wall = time.process_time(), time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(customer())
        updates = purchases * len(PURCHASE)
        self.figures.cpu.append((time.process_time() - cpu) / updates * 1e6)
        self.figures.wall.append((time.perf_counter() - wall) / updates)
        self.figures.telegram_calls = len(self.telegram.calls)
        self.figures.partner_calls = self.partner.calls


@asynccontextmanager
async def open_shop(name: str, redis_url: str) -> AsyncIterator[Shop]:
    picture = qr_png("ton://transfer/" + stubs.ADDRESS)
    async with AsyncExitStack() as stack:
        transport = stubs.StubPartner()
        if name == OURS:
            # A shop with its own picture would be compared by its picture.
            stack.enter_context(patch("bot.ui.screen.qr_png", lambda _: picture))
            ours = importlib.import_module("tests.bench.shops.ours")
            redis = await stack.enter_async_context(open_client(redis_url))
            telegram: stubs.StubTelegram = stubs.StubOfOurs()
            app = await stack.enter_async_context(ours.build(redis, telegram, transport))
            yield Shop(name, app.dispatcher, app.bot, telegram, transport, decode)
            return
        program = importlib.import_module(f"tests.bench.shops.{'bare' if name == BARE else 'dialog'}")
        redis = await stack.enter_async_context(Redis.from_url(redis_url))
        telegram = stubs.StubTelegram()
        http, partner = stubs.partner_over(transport)
        await stack.enter_async_context(http)
        bot = Bot(stubs.TOKEN, session=telegram, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
        yield Shop(
            name, program.build(redis, partner, PriceCache(partner), picture), bot, telegram, transport, by_aiogram
        )


def by_aiogram(raw: stubs.Json, bot: Bot) -> Update:
    """The update as aiogram decodes it."""
    return Update.model_validate(raw, context={"bot": bot})


async def serve(name: str) -> None:
    numbers = count(1)
    if name == OURS:
        with imports_outside_gc():  # as it starts
            importlib.import_module("tests.bench.shops.ours")
    with logging_to_nowhere(), valkey() as redis_url:
        async with open_shop(name, redis_url) as shop:
            await shop.warm_up(numbers)
            print("ready", flush=True)
            while line := await asyncio.to_thread(sys.stdin.readline):
                await shop.round(int(line), numbers)
                print("done", flush=True)
    print(json.dumps(asdict(shop.figures)), flush=True)  # whoever reads it kills this process, but not the server


async def measure(names: Sequence[str], rounds: int, purchases: int) -> list[Figures]:
    """The figures of these bots, which buy in turns."""
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(child("-m", "tests.bench.conversation", name)) for name in names]
        for bot in bots:
            await bot.line()
        for _ in range(rounds):
            for bot in bots:
                await bot.ask(str(purchases))
        return [Figures(**json.loads(await bot.ask(None))) for bot in bots]


async def bench(scale: Scale) -> Report:
    rounds, purchases = ROUNDS[scale]
    return report_of(await measure(NAMES, rounds, purchases), rounds * purchases)


def report_of(compared: list[Figures], purchases: int) -> Report:
    us, alone, dialogs = compared
    report = Report(
        "Conversation",
        HOW.format(purchases=purchases, at_once=AT_ONCE).replace("\n", " "),
        ["", "CPU an update", "beside us", "updates/s", "p50", "p99", "Redis round trips", "Telegram calls", "partner"],
    )
    for name, shop in zip(NAMES, compared, strict=True):
        updates = purchases * len(PURCHASE)
        report.rows.append(
            [
                name,
                f"{median(shop.cpu):.0f} µs",
                f"× {middle_ratio(shop.cpu, us.cpu):.2f}",
                f"{1 / median(shop.wall):.0f}",
                f"{percentile(shop.took, 0.5):.1f} ms",
                f"{percentile(shop.took, 0.99):.1f} ms",
                f"{shop.round_trips:.1f} ({' '.join(map(str, shop.trips))})",
                f"{shop.telegram_calls / updates:.1f}",
                f"{shop.partner_calls / updates:.1f}",
            ]
        )
    report.goals = [
        Goal("CPU an update beside aiogram alone", middle_ratio(us.cpu, alone.cpu), 1, "×", why=WHY),
        Goal("CPU an update beside aiogram-dialog", middle_ratio(us.cpu, dialogs.cpu), 0.8, "×", why=WHY),
        Goal("Redis round trips of an update", us.round_trips, 3, why=TRIPS),
        Goal("Telegram calls before the one that changes the screen, the most", us.before_screen, 1),
    ]
    return report


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1]))
