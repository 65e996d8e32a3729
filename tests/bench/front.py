"""Telegram and the partner in this process, over HTTP, and the people in front of them.

Both answer at once, so what passes between an update and its screen is the bot's own time, and the network's.
"""

import asyncio
import contextlib
import itertools
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice

from tests.bench import stubs
from tests.bench.stubs import KEY, TOKEN, Json
from tests.bench.wire import Caller, Request, Say, served

SECRET = "bench-secret"  # of nothing but a bench
HOOK = "/hook"


@dataclass
class Front:
    """`shown` are the moments (perf_counter) of all messages that were sent or changed."""

    url: str = ""
    shown: list[float] = field(default_factory=list)
    screens: dict[int, Json] = field(default_factory=dict)
    orders: dict[str, Json] = field(default_factory=dict)
    pending: list[Json] = field(default_factory=list)
    _open: deque[tuple[datetime, Json]] = field(default_factory=deque)
    _waiting: dict[int, asyncio.Future[float]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    # What the bot asks

    def answer(self, request: Request, say: Say) -> None:
        """Telegram and the partner, at one address."""
        owner, _, path = request.path.lstrip("/").partition("/")
        if owner == "api":
            say({"ok": True, "data": self._partner(path.removeprefix("v1"), request)})
        elif path.lower() == "getupdates":
            self._tell_updates(int(request.parameters().get("offset", 0)), say)
        else:
            say({"ok": True, "result": self._done(path.lower(), request)})

    def _partner(self, path: str, request: Request) -> object:
        """Keeps the orders it makes, so that the bot can watch them; all stay unpaid until they expire."""
        now = datetime.now(UTC)
        while self._open and self._open[0][0] <= now:
            _, order = self._open.popleft()
            order["status"] = "expired"
        if path == "/orders":
            asked = {name: int(value) for name, value in request.query.items()}
            limit = asked.get("limit") or asked.get("per_page", 100)
            offset = asked.get("offset", (asked.get("page", 1) - 1) * limit)
            newest_first = list(islice(reversed(self.orders.values()), offset, offset + limit))
            return {"items": newest_first, "total": len(self.orders)}
        number = path.rpartition("/")[2]
        if number in self.orders:
            return self.orders[number]
        data = stubs.answer(request.method, path, next(self._numbers))
        if request.method == "POST":
            assert isinstance(data, dict)
            self.orders[str(data["id"])] = data
            self._open.append((datetime.fromisoformat(data["expires_at"]), data))
        return data

    def _done(self, method: str, request: Request) -> object:
        match method:
            case "getwebhookinfo":
                return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "getme":
                return {"id": 7000000001, "is_bot": True, "first_name": "Shop", "username": "shop_bot"}
            case _ if method.startswith(("send", "edit")) and method != "sendchataction":
                return self._show(request.parameters(), request.at)
        return True

    def _show(self, parameters: Json, at: float) -> Json:
        self.shown.append(at)
        chat = int(parameters["chat_id"])
        message_id = int(parameters.get("message_id") or next(self._numbers))
        keyboard = parameters.get("reply_markup")
        text = parameters.get("text") or parameters.get("caption") or ""
        self.screens[chat] = stubs.message(
            chat, message_id, text, json.loads(keyboard) if isinstance(keyboard, str) else keyboard
        )
        if (waiting := self._waiting.pop(chat, None)) and not waiting.done():
            waiting.set_result(at)
        return self.screens[chat]

    def _tell_updates(self, offset: int, say: Say) -> None:
        """Those that are pending, or none after a second; they are confirmed by the next question."""
        self.pending = [update for update in self.pending if update["update_id"] >= offset]
        asyncio.get_running_loop().call_later(0 if self.pending else 1, say, {"ok": True, "result": self.pending})

    # What people do

    def awaited(self, chat: int) -> "asyncio.Future[float]":
        """The moment of the chat's next screen."""
        self._waiting[chat] = asyncio.get_running_loop().create_future()
        return self._waiting[chat]

    def update(self, chat: int, step: str) -> Json:
        """A command, or the press of a button by its label."""
        if step.startswith("/"):
            return stubs.said(next(self._numbers), chat, step)
        screen = self.screens[chat]
        return stubs.pressed(next(self._numbers), chat, screen, stubs.button(screen, step))


@asynccontextmanager
async def front() -> AsyncIterator[Front]:
    counter = Front()
    async with served(counter.answer) as counter.url:
        yield counter


def environment(url: str, redis_url: str, **more: str) -> dict[str, str]:
    """What a bot needs to run before these neighbours; `more` in upper case."""
    return {
        "BOT_TOKEN": TOKEN,
        "PARTNER_API_KEY": KEY,
        "PARTNER_API_URL": f"{url}/api/v1",
        "TELEGRAM_API_URL": url,
        "REDIS_URL": redis_url,
        "LOG_LEVEL": "ERROR",
        "THROTTLE_PER_MINUTE": "10000",
    } | more


def webhook(port: int) -> dict[str, str]:
    """Settings for updates by webhook, on that port."""
    return {"WEBHOOK_URL": f"https://bot.invalid{HOOK}", "WEBHOOK_SECRET": SECRET, "HTTP_PORT": str(port)}


class Door:
    """The way of an update into a bot that listens on a port."""

    def __init__(self, front: Front, port: int) -> None:
        self._front = front
        self._port = port
        self._caller = Caller(port, HOOK, {"X-Telegram-Bot-Api-Secret-Token": SECRET})

    async def open(self, patience: float = 120) -> None:
        """Waits until somebody listens."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self._port)
                writer.close()
                return
            await asyncio.sleep(0.1)
        raise TimeoutError(f"nobody listens on port {self._port}")

    async def press(self, chat: int, step: str) -> float:
        """Seconds from the first byte of the update to the first byte of the call that shows its screen."""
        shown = self._front.awaited(chat)
        begun, answered = await self._caller.post(self._front.update(chat, step))
        async with asyncio.timeout(30):
            assert await answered == HTTPStatus.OK
            return await shown - begun
