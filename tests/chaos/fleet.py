"""A fleet: several bot processes in webhook mode behind one balancer. Gates (proxies) are between bots and neighbours.

Telegram ──▶ balancer ──▶ bot 1 ──▶ gates ──▶ Telegram, partner, Valkey
                     └──▶ bot 2 ──▶ gates ──▶ …
"""

import asyncio
import contextlib
import itertools
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import cast

import aiohttp
from aiohttp import web
from redis.asyncio import Redis

from bot.redis_url import parse
from bot.storage import hashes, scripts
from tests.chaos.proxy import Act, Connect, Frame, Gate, Rule, Rules, http_request, redis_command
from tests.support import KEYS
from tests.support.processes import BotForkServer, Process
from tests.support.shop import IVAN, KEY, ROSA, TOKEN, WEBHOOK_SECRET, Json, Shop, eventually

SECRET = WEBHOOK_SECRET
REDIS, PARTNER, TELEGRAM = "redis", "partner", "telegram"
SETS = ("intents", "orders", "notices", "batches")


@cache
def sha(script: str) -> str:
    """What EVALSHA calls a script of the bot's."""
    return scripts.source(script).sha


@dataclass
class Bot:
    """One process; `port` is where the balancer reaches it."""

    name: str
    port: int
    gates: tuple[Gate, ...] = ()
    process: Process | None = None
    replaced: bool = False

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.alive

    async def kill(self) -> None:
        if self.process:
            await self.process.kill()

    async def stop(self) -> None:
        if self.process:
            await self.process.stop()


@dataclass
class Fleet:
    shop: Shop
    redis: Redis
    fork_server: BotForkServer
    folder: Path
    settings: dict[str, str]
    rules: Rules
    bots: list[Bot] = field(default_factory=list)
    webhook_url: str = ""
    forgets: Callable[[], bool] = lambda: False
    """Asked for each update that was handled: true loses the bot's answer, so that Telegram delivers it again."""
    _names: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _turn: "itertools.count[int]" = field(default_factory=itertools.count)

    # Processes

    async def start(self, *, cold: bool = False, patience: float = 40) -> Bot:
        """Starts one more bot; returns when it serves. With `patience` 0 it does not wait."""
        bot = Bot(f"bot{next(self._names)}", _free_port())
        stand_ins = self.shop.url.rpartition(":")[2]
        neighbours: dict[str, tuple[Frame, Connect]] = {
            REDIS: (redis_command, lambda: _connect(self.shop.redis_url)),
            PARTNER: (http_request, lambda: asyncio.open_connection("127.0.0.1", stand_ins)),
            TELEGRAM: (http_request, lambda: asyncio.open_connection("127.0.0.1", stand_ins)),
        }
        bot.gates = tuple(Gate(name, *how, self.rules, bot.kill) for name, how in neighbours.items())
        for gate in bot.gates:
            await gate.open()
        redis, partner, telegram = (gate.port for gate in bot.gates)
        environment = {
            "BOT_TOKEN": TOKEN,
            "PARTNER_API_KEY": KEY,
            "PARTNER_API_URL": f"http://127.0.0.1:{partner}/api/v1",
            "TELEGRAM_API_URL": f"http://127.0.0.1:{telegram}",
            # The nodes of Sentinel and Cluster are reached by their own addresses: no gate stands before them.
            "REDIS_URL": self.shop.redis_url if "+" in self.shop.redis_url else f"redis://127.0.0.1:{redis}",
            "ADMIN_IDS": str(IVAN),
            "RESELLER_IDS": str(ROSA),
            "PARTNER_RPS": "100",
            "TELEGRAM_RPS": "200",
            "THROTTLE_PER_MINUTE": "10000",
            "WEBHOOK_URL": self.webhook_url,
            "WEBHOOK_SECRET": SECRET,
            "HTTP_PORT": str(bot.port),
            **self.settings,
        }
        bot.process = await asyncio.to_thread(self.fork_server.start, environment, self.folder, bot.name, cold=cold)
        self.bots.append(bot)
        served = await eventually(lambda: self._serves(bot), patience)
        assert served or not patience, f"{bot.name} never served:\n{self.logs()}"
        return bot

    async def _serves(self, bot: Bot) -> bool:
        try:
            async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{bot.port}/healthz") as answer:
                return answer.ok
        except aiohttp.ClientError:
            return False

    async def close(self) -> None:
        for bot in self.bots:
            await bot.kill()
            for gate in bot.gates:
                await gate.close()

    def logs(self) -> str:
        return "\n".join(f"--- {path.name}\n{path.read_text()}" for path in sorted(self.folder.glob("*.log")))

    async def deliver(self, request: web.Request) -> web.Response:
        """The balancer: sends each update to the next living bot. If it dies, Telegram gets 502 and tries again."""
        living = [bot for bot in self.bots if bot.alive]
        if not living:
            return web.Response(status=502)
        bot = living[next(self._turn) % len(living)]
        headers = {name: request.headers[name] for name in request.headers if name.lower().startswith("x-telegram")}
        try:
            async with (
                aiohttp.ClientSession() as http,
                http.post(
                    f"http://127.0.0.1:{bot.port}{request.path}", data=await request.read(), headers=headers
                ) as answer,
            ):
                return web.Response(status=502 if self.forgets() else answer.status)
        except aiohttp.ClientError:
            return web.Response(status=502)

    # Faults

    def on(self, neighbour: str, *words: str, act: Act, **how: float) -> Rule:
        """A rule for the next request in which all the words occur. `lua:orders/place` stands for that script."""
        known = tuple(sha(word.removeprefix("lua:")) if word.startswith("lua:") else word for word in words)
        return self.rules.add(Rule(neighbour, known, act, **how))  # type: ignore[arg-type]

    async def load_scripts(self) -> None:
        """Loads all scripts, as on a Valkey that has run them before. Each call is then one request."""
        for name in scripts.names():
            await self.redis.script_load(scripts.source(name).text)

    async def age(self, seconds: float = 60, *, claimed: bool = True) -> None:
        """Moves the times in Redis back by so many seconds: leases end, and what is due later is due now. Without
        `claimed`, claimed ids and leases stay as they are."""
        for name in SETS:
            key = KEYS.queue(name)
            held = [] if claimed else await hashes.read(self.redis, f"{key}:fences")
            for id in await self.redis.zrange(key, 0, -1):
                if id not in held:
                    await self.redis.zincrby(key, -1000 * seconds, id)
        async for key in self.redis.scan_iter(KEYS.intent("*")):
            if refused_at := await hashes.field(self.redis, key.decode(), "refused_at"):
                await hashes.write(self.redis, key.decode(), {"refused_at": str(int(refused_at) - int(1000 * seconds))})
        if not claimed:
            return
        async for key in self.redis.scan_iter("{*}:l*"):
            if b":lock" in key or b":lease:" in key:
                await self.redis.delete(key)

    # Queries

    async def idle(self) -> bool:
        """Whether no update waits or is being handled."""
        answer = await self.shop.http.get("/world/pending")
        return not answer.json()["pending"]

    async def open_ends(self) -> dict[str, list[str]]:
        """Intents and notices that are still in their queues."""
        ends = {}
        for name in ("intents", "notices"):
            ends[name] = [id.decode() for id in await self.redis.zrange(KEYS.queue(name), 0, -1)]
        return {name: ids for name, ids in ends.items() if ids}

    async def transcript(self, chat: int) -> list[Json]:
        """All messages of a chat with their former versions, the oldest first."""
        answer = await self.shop.http.get(f"/world/transcript/{chat}")
        return cast(list[Json], answer.raise_for_status().json()["items"])


async def _connect(redis_url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    address = parse(redis_url).options
    if "path" in address:
        return await asyncio.open_unix_connection(address["path"])
    return await asyncio.open_connection(address["host"], address["port"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def open_fleet(
    shop: Shop, redis: Redis, fork_server: BotForkServer, folder: Path, rules: Rules | None = None, **settings: str
) -> AsyncIterator[Fleet]:
    """A fleet without bots. All bots that it starts are killed at the end."""
    fleet = Fleet(shop, redis, fork_server, folder, settings, rules or Rules())
    app = web.Application()
    app.router.add_post("/hook", fleet.deliver)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    shop.telegram.updates.backoff = 0.2  # seconds; the real Telegram waits longer before it delivers again
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        fleet.webhook_url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        yield fleet
    finally:
        with contextlib.suppress(Exception):
            await fleet.close()
        sys.stderr.write(fleet.logs())  # conftest.py searches it for secrets
        await runner.cleanup()
