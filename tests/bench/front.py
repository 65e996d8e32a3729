"""Telegram and the partner in this process, over HTTP, and the people in front of them.

Both answer at once, so what passes between an update and its screen is the bot's own time, and the network's.
"""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from tests.bench import stubs
from tests.bench.stubs import KEY, TOKEN, Json

SECRET = "bench-secret"  # of nothing but a bench
HOOK = "/hook"


@dataclass
class Front:
    """`shown` are the moments (perf_counter) of all messages that were sent or changed."""

    url: str = ""
    shown: list[float] = field(default_factory=list)
    screens: dict[int, tuple[int, dict[str, str]]] = field(default_factory=dict)
    pending: list[Json] = field(default_factory=list)
    _waiting: dict[int, asyncio.Future[float]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    # What the bot asks

    async def telegram(self, request: web.Request) -> web.Response:
        at, method = time.perf_counter(), request.match_info["method"].lower()
        match method:
            case "getupdates":
                result: object = await self._updates(int(str((await request.post()).get("offset", 0))))
            case "getwebhookinfo":
                result = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "getme":
                result = {"id": 7000000001, "is_bot": True, "first_name": "Shop", "username": "shop_bot"}
            case _ if method.startswith(("send", "edit")):
                result = self._show(dict(await request.post()), at)
            case _:
                result = True
        return web.json_response({"ok": True, "result": result})

    def _show(self, form: dict[str, object], at: float) -> Json:
        self.shown.append(at)
        chat = int(str(form["chat_id"]))
        message_id = int(str(form.get("message_id") or next(self._numbers)))
        rows = json.loads(str(form.get("reply_markup", "{}"))).get("inline_keyboard", [])
        self.screens[chat] = message_id, {b["text"]: b.get("callback_data", "") for row in rows for b in row}
        if (waiting := self._waiting.pop(chat, None)) and not waiting.done():
            waiting.set_result(at)
        return stubs.message(chat, message_id, "…")

    async def _updates(self, offset: int) -> list[Json]:
        """Those that are pending; they are confirmed by the next question."""
        self.pending = [update for update in self.pending if update["update_id"] >= offset]
        if not self.pending:
            await asyncio.sleep(1)
        return self.pending

    async def partner(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        return web.json_response({"ok": True, "data": stubs.answer(request.method, path, next(self._numbers))})

    # What people do

    def awaited(self, chat: int) -> "asyncio.Future[float]":
        """The moment of the chat's next screen."""
        self._waiting[chat] = asyncio.get_running_loop().create_future()
        return self._waiting[chat]

    def update(self, chat: int, step: str) -> Json:
        """A command, or the press of a button by its label."""
        if step.startswith("/"):
            return stubs.said(next(self._numbers), chat, step)
        message_id, buttons = self.screens[chat]
        return stubs.pressed(next(self._numbers), chat, message_id, buttons[step])


@asynccontextmanager
async def front() -> AsyncIterator[Front]:
    counter = Front()
    app = web.Application(client_max_size=50 * 2**20)
    app.router.add_post("/bot{token:[^/]+}/{method}", counter.telegram)
    app.router.add_route("*", "/api/v1/{path:.+}", counter.partner)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        counter.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield counter
    finally:
        await runner.cleanup()


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

    def __init__(self, http: aiohttp.ClientSession, front: Front, port: int) -> None:
        self._http = http
        self._front = front
        self._url = f"http://127.0.0.1:{port}"

    async def open(self, patience: float = 120) -> None:
        """Waits until somebody listens."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                async with self._http.get(self._url):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        raise TimeoutError(f"nobody listens on {self._url}")

    async def press(self, chat: int, step: str) -> float:
        """Seconds from the update to its screen."""
        shown, update = self._front.awaited(chat), self._front.update(chat, step)
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        begun = time.perf_counter()
        async with self._http.post(self._url + HOOK, json=update, headers=headers) as answer:
            await answer.read()
        async with asyncio.timeout(30):
            return await shown - begun
