"""Whole purchases through the real Dispatchers and a real Valkey: this bot, aiogram alone, aiogram-dialog."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from unittest.mock import patch

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.types import Update
from redis.asyncio import Redis

from bot.partner.cache import PriceCache
from bot.storage.redis import open_client
from bot.ui.qr import qr_png
from tests.bench import stubs
from tests.bench.harness import Scale, logging_to_nowhere, middle_ratio, percentile, valkey
from tests.bench.report import Goal, Report
from tests.bench.shops import bare, dialog, ours

PURCHASE = ("/start", "⭐ Buy Stars", "For me (@alice)", "100", "Confirm")
AT_ONCE = 4
"""Chats that buy at the same time."""

ROUNDS = {Scale.SMOKE: (1, 4), Scale.QUICK: (5, 20), Scale.FULL: (15, 40)}
"""How many rounds, and purchases in each."""

OURS, BARE, DIALOG = "this bot", "aiogram alone", "aiogram-dialog"

HOW = """\
Each bot handles {purchases} whole purchases: start, product, recipient, quantity, confirm, payment screen. Updates
go through the real Dispatcher and a real Valkey. Telegram and the partner are stubs in the same process, the same
for all bots: requests are built and answers are read, but no byte is sent. All bots use uvloop and hiredis, serve
{at_once} chats at a time, and are measured in turns. They make the same partner calls with the same client, answer
each button and change one message for each update. No bot draws the QR picture, which "A call and a picture"
measures. This bot writes logs as in production and uses its own Redis connections (bot/storage/redis.py); the
others use those of redis-py. "aiogram alone" has RedisStorage, RedisEventIsolation, one read and one write of state
for each update, and fixed texts. It stores no intents, has no languages and no rate limit, and does not remember
what a message shows. "Redis round trips" are the average of an update, and those of each step of one purchase."""

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
class Shop:
    """One of those compared, and what it has cost: CPU µs an update by round, and ms by update."""

    name: str
    dispatcher: Dispatcher
    bot: Bot
    telegram: stubs.StubTelegram
    partner: stubs.StubPartner
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    round_trips: float = 0
    trips: list[int] = field(default_factory=list)
    """Round trips to Redis of each step of one purchase."""
    before_screen: int = 0
    """The most Telegram calls that an update made before the one that changes the screen."""

    async def purchase(self, chat: int, numbers: "count[int]") -> None:
        for step in PURCHASE:
            await self._step(self._update(next(numbers), chat, step))
        _, buttons = self.telegram.screens[chat]
        assert "I have paid" in buttons, f"{self.name} did not come to a payment screen"

    async def _step(self, raw: stubs.Json) -> None:
        begun = time.perf_counter()
        update = Update.model_validate(raw, context={"bot": self.bot})
        await self.dispatcher.feed_update(self.bot, update)
        self.took.append((time.perf_counter() - begun) * 1000)

    async def count_calls(self, chat: int, numbers: "count[int]") -> None:
        """One purchase alone, to see what comes before each screen, and how often Redis is asked."""
        for step in PURCHASE:
            self.telegram.calls.clear()
            with stubs.RoundTrips() as trips:
                await self._step(self._update(next(numbers), chat, step))
            self.trips.append(trips.count)
            screen = next(i for i, name in enumerate(self.telegram.calls) if name.startswith(("send", "edit")))
            self.before_screen = max(self.before_screen, screen)
        self.round_trips = sum(self.trips) / len(PURCHASE)

    def _update(self, number: int, chat: int, step: str) -> stubs.Json:
        if step.startswith("/"):
            return stubs.said(number, chat, step)
        message_id, buttons = self.telegram.screens[chat]
        return stubs.pressed(number, chat, message_id, stubs.button(buttons, step))

    def forget(self) -> None:
        for figures in (self.cpu, self.wall, self.took, self.telegram.calls):
            figures.clear()
        self.partner.calls = 0

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
        self.cpu.append((time.process_time() - cpu) / updates * 1e6)
        self.wall.append((time.perf_counter() - wall) / updates)


@asynccontextmanager
async def shops(redis_url: str) -> AsyncIterator[list[Shop]]:
    picture = qr_png("ton://transfer/" + stubs.ADDRESS)
    async with AsyncExitStack() as stack:
        # A shop with its own picture would be compared by its picture.
        stack.enter_context(patch("bot.ui.screen.qr_png", lambda _: picture))
        built = [await _ours(stack, redis_url)]
        for name, build in ((BARE, bare.build), (DIALOG, dialog.build)):
            redis = await stack.enter_async_context(Redis.from_url(redis_url))
            telegram, transport = stubs.StubTelegram(), stubs.StubPartner()
            http, partner = stubs.partner_over(transport)
            await stack.enter_async_context(http)
            bot = Bot(stubs.TOKEN, session=telegram, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
            built.append(Shop(name, build(redis, partner, PriceCache(partner), picture), bot, telegram, transport))
        yield built


async def _ours(stack: AsyncExitStack, redis_url: str) -> Shop:
    redis = await stack.enter_async_context(open_client(redis_url))
    telegram, transport = stubs.StubOfOurs(), stubs.StubPartner()
    app = await stack.enter_async_context(ours.build(redis, telegram, transport))
    return Shop(OURS, app.dispatcher, app.bot, telegram, transport)


async def bench(scale: Scale) -> Report:
    rounds, purchases = ROUNDS[scale]
    numbers = count(1)
    with valkey() as redis_url, logging_to_nowhere():
        async with shops(redis_url) as compared:
            for shop in compared:
                await shop.round(AT_ONCE, numbers)  # connections are open by now, and scripts are known
                await shop.count_calls(next(numbers) * 1000, numbers)
                shop.forget()
            for _ in range(rounds):
                for shop in compared:
                    await shop.round(purchases, numbers)
    return _report(compared, rounds * purchases)


def _report(compared: list[Shop], purchases: int) -> Report:
    us, alone, dialogs = compared
    report = Report(
        "Conversation",
        HOW.format(purchases=purchases, at_once=AT_ONCE).replace("\n", " "),
        ["", "CPU an update", "beside us", "updates/s", "p50", "p99", "Redis round trips", "Telegram calls", "partner"],
    )
    for shop in compared:
        updates = purchases * len(PURCHASE)
        report.rows.append(
            [
                shop.name,
                f"{median(shop.cpu):.0f} µs",
                f"× {middle_ratio(shop.cpu, us.cpu):.2f}",
                f"{1 / median(shop.wall):.0f}",
                f"{percentile(shop.took, 0.5):.1f} ms",
                f"{percentile(shop.took, 0.99):.1f} ms",
                f"{shop.round_trips:.1f} ({' '.join(map(str, shop.trips))})",
                f"{len(shop.telegram.calls) / updates:.1f}",
                f"{shop.partner.calls / updates:.1f}",
            ]
        )
    report.goals = [
        Goal("CPU an update beside aiogram alone", middle_ratio(us.cpu, alone.cpu), 1.25, "×", why=WHY),
        Goal("CPU an update beside aiogram-dialog", middle_ratio(us.cpu, dialogs.cpu), 1, "×", why=WHY),
        Goal("Redis round trips of an update", us.round_trips, 3, why=TRIPS),
        Goal("Telegram calls before the one that changes the screen, the most", us.before_screen, 1),
    ]
    return report
