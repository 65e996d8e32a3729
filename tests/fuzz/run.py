"""Sends random updates to the bot, half by polling and half by webhook, and compares what comes of them.

The bot runs in this process, between the stand-in servers. After each fifty updates Alice, who sends nothing odd,
sends /start: the time until her answer shows whether the others have made the bot deaf.
"""

import asyncio
import json
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import structlog
from prometheus_client.parser import text_string_to_metric_families

from bot.app import App
from bot.sandbox.demo import free_port
from bot.sandbox.telegram_api.updates import SECRET_HEADER, Update
from tests.fuzz.updates import MARK, PEOPLE, UpdateMaker
from tests.support import bot_api_gate
from tests.support.shop import ALICE, WEBHOOK_SECRET, MovingClock, Shop, eventually, open_shop

BURST = 50
"""Updates between two /start of Alice."""

IN_FLIGHT = 200
"""Updates that wait for the bot at the same time."""

ANSWER_TIMEOUT = 5.0
"""Seconds within which Alice gets her answer. A longer wait counts as deaf seconds."""

HANDLED_LATE = 60.0
"""Seconds that the last updates may take."""

BODIES = (b"", b"{", b"[]", b"null", b"7", b"\xff\xfe", b'{"update_id": "7"}', b'{"update_id": true}', b"[" * 100_000)
"""What is no update. Telegram sends none of these; anybody who finds the secret might."""


@dataclass
class Report:
    seed: int
    sent: Counter[str] = field(default_factory=Counter)
    """By polling, by webhook, and bodies that are no update."""
    results: Counter[str] = field(default_factory=Counter)
    """How the updates ended, from the bot's own metrics."""
    statuses: Counter[int] = field(default_factory=Counter)
    """Of the webhook's answers."""
    slowest_start: float = 0.0
    deaf_seconds: float = 0.0
    leaks: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    requests: int = 0
    """To the Bot API, each compared with its description."""
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def unhandled(self) -> int:
        """Updates that raised, failed, or that Telegram would have to send again."""
        again = sum(number for status, number in self.statuses.items() if status not in (200, 400))
        return self.results["again"] + self.results["failed"] + again

    @property
    def is_clean(self) -> bool:
        return not (self.unhandled or self.deaf_seconds or self.leaks or self.errors or self.violations)

    def lines(self) -> Iterator[str]:
        yield f"seed {self.seed}: {self.sent.total()} updates in {self.seconds:.0f} s ({_words(self.sent)})"
        yield f"ended as: {_words(self.results)}"
        yield f"unhandled {self.unhandled}, deaf seconds {self.deaf_seconds:.1f}"
        yield f"slowest answer to /start {self.slowest_start:.2f} s"
        yield f"lines with texts of people {len(self.leaks)}, error lines {len(self.errors)}"
        yield f"requests to the Bot API {self.requests}, not conforming {len(self.violations)}"
        for line in (*self.leaks[:5], *_ends(self.errors), *self.violations[:5]):
            yield f"  {line}"


def _ends(lines: list[str]) -> list[str]:
    """The ends of the lines, each once: there a traceback says what happened."""
    ends = (line.partition('"exception"')[2] or line for line in lines)
    return [f"{number} times: {end}" for end, number in Counter(end[-700:] for end in ends).most_common(20)]


def _words(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counter.most_common())


async def fuzz(redis_url: str, seed: int, number: int, tell: Callable[[str], None] = lambda line: None) -> Report:
    """Sends `number` updates to a bot on an empty Redis."""
    report, maker = Report(seed), UpdateMaker(seed)
    began, compared = time.monotonic(), bot_api_gate.checked
    with _watched_logs(report):
        try:
            async with open_shop(redis_url, MovingClock()) as shop:
                await _prepare(shop)
                async with _running(shop, report):
                    await _by_polling(shop, maker, report, number - number // 2, tell)
                port = free_port(23_000)
                url = f"http://127.0.0.1:{port}/telegram"
                async with _running(shop, report, webhook_url=url, webhook_secret=WEBHOOK_SECRET, http_port=port):
                    await _by_webhook(shop, maker, report, number // 2, url, tell)
        except AssertionError as error:  # of the gate
            report.violations += str(error).splitlines()
    report.seconds, report.requests = time.monotonic() - began, bot_api_gate.checked - compared
    return report


class _Watch(logging.Handler):
    def __init__(self, report: Report) -> None:
        super().__init__()
        handlers = logging.getLogger().handlers
        formatters = (handler.formatter for handler in handlers)
        self.formatter = next((it for it in formatters if isinstance(it, structlog.stdlib.ProcessorFormatter)), None)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if MARK in line:
            self._report.leaks.append(line)
        if record.levelno >= logging.ERROR:
            self._report.errors.append(line)


@contextmanager
def _watched_logs(report: Report) -> Iterator[None]:
    watch = _Watch(report)
    logging.getLogger().addHandler(watch)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(watch)


async def _prepare(shop: Shop) -> None:
    shop.telegram.updates.backoff = 0.1
    for person in PEOPLE:
        await shop.world("people", {"id": person, "first_name": MARK, "started": True})


@asynccontextmanager
async def _running(shop: Shop, report: Report, **settings: str | int) -> AsyncIterator[None]:
    app = await shop.start_bot(throttle_per_minute=10_000, max_unpaid_per_chat=100, **settings)
    try:
        assert await shop.knows_redis()
        yield
        await _ended(shop)
        report.results.update(_results(app))
    finally:
        await shop.stop_bot()


async def _ended(shop: Shop) -> None:
    """Waits until Telegram keeps no update and the store of slow updates is empty."""

    async def look() -> bool:
        return not shop.telegram.updates.pending and not await shop.services.redis.keys("*:update:*")

    assert await eventually(look, HANDLED_LATE), f"{len(shop.telegram.updates.pending)} updates are left"


def _results(app: App) -> Counter[str]:
    families = text_string_to_metric_families(app.metrics.text().decode())
    samples = (sample for family in families if family.name == "stars_updates" for sample in family.samples)
    results: Counter[str] = Counter()
    for sample in samples:
        if sample.name == "stars_updates_total":
            results[sample.labels["result"]] += int(sample.value)
    return results


class _Raw(Update):
    """An update whose JSON is no longer what the stand-in has made."""

    def body(self) -> Any:
        return self.payload


async def _by_polling(shop: Shop, maker: UpdateMaker, report: Report, number: int, tell: Callable[[str], None]) -> None:
    updates = shop.telegram.updates
    for begun in range(0, number, BURST):
        for _ in range(min(BURST, number - begun)):
            raw = maker.make()
            updates.add("message", raw, forced=True)
            id = updates._next
            updates.pending[id] = _Raw(id, "message", {**raw, "update_id": id})
            report.sent["polling"] += 1
        updates.changed.fire()
        await _start(shop, report)
        assert await eventually(lambda: _has_room(shop), HANDLED_LATE)
        _harvest(shop, maker)
        _trim(shop, report, tell)


async def _has_room(shop: Shop) -> bool:
    return len(shop.telegram.updates.pending) < IN_FLIGHT


async def _by_webhook(
    shop: Shop, maker: UpdateMaker, report: Report, number: int, url: str, tell: Callable[[str], None]
) -> None:
    room = asyncio.Semaphore(IN_FLIGHT // 4)
    headers = {SECRET_HEADER: WEBHOOK_SECRET, "Content-Type": "application/json"}

    async def post(http: aiohttp.ClientSession, body: bytes) -> None:
        async with room, http.post(url, data=body, headers=headers) as answer:
            report.statuses[answer.status] += 1

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(HANDLED_LATE)) as http:
        for begun in range(0, number, BURST):
            async with asyncio.TaskGroup() as group:
                for _ in range(min(BURST, number - begun)):
                    group.create_task(post(http, json.dumps(maker.make()).encode()))
                    report.sent["webhook"] += 1
                group.create_task(post(http, maker.random.choice(BODIES)))
                report.sent["no update"] += 1
                group.create_task(_start(shop, report))
            _harvest(shop, maker)
            _trim(shop, report, tell)


async def _start(shop: Shop, report: Report) -> None:
    """Alice presses start, and gets her menu."""
    alice, began = shop.person(ALICE), time.monotonic() - _without_cpu()
    last = max(shop.telegram.chats[ALICE].messages, default=0) if ALICE in shop.telegram.chats else 0
    await alice.says("/start")

    async def answered() -> bool:
        return any(
            id > last and message.body["from"]["is_bot"] for id, message in shop.telegram.chats[ALICE].messages.items()
        )

    assert await eventually(answered, HANDLED_LATE, 0.01), "/start was never answered"
    waited = time.monotonic() - _without_cpu() - began
    report.slowest_start = max(report.slowest_start, waited)
    if waited > ANSWER_TIMEOUT:
        report.deaf_seconds += waited


def _without_cpu() -> float:
    """Seconds that this process has waited for a CPU: other programs took them, so they are not the bot's."""
    try:
        return int(Path("/proc/self/schedstat").read_text().split()[1]) / 1e9
    except OSError:  # another system than Linux
        return 0.0


def _harvest(shop: Shop, maker: UpdateMaker) -> None:
    """Lets the next updates press, for anybody, what some people see now."""
    chats = [shop.telegram.chats[person] for person in PEOPLE if person in shop.telegram.chats]
    keyboards = [message.body.get("reply_markup", {}) for chat in chats for message in chat.living()[-3:]]
    rows = [row for keyboard in keyboards for row in keyboard.get("inline_keyboard", ())]
    maker.shown = [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _trim(shop: Shop, report: Report, tell: Callable[[str], None]) -> None:
    """Lets the stand-in forget, now and then, what nobody asks for any more."""
    if report.sent.total() // BURST % 40 == 0:
        shop.telegram.history.clear()
        for person in PEOPLE:
            if person in shop.telegram.chats:
                shop.telegram.chats[person].messages.clear()
        tell(f"{report.sent.total()} updates, slowest /start {report.slowest_start:.2f} s, {len(report.errors)} errors")
