"""Random faults: kills bots and servers, cuts connections, drops answers and delays calls."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from random import Random
from typing import Any

from redis.exceptions import RedisError

from tests.chaos.crowd import FIRST_CUSTOMER_ID
from tests.chaos.fleet import PARTNER, REDIS, TELEGRAM, Bot, Fleet
from tests.chaos.proxy import Act, Rule
from tests.support import KEYS
from tests.support.engines import Engine, EngineName, NotWholeError, until

PARTNER_FAULTS: list[dict[str, Any]] = [
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "drop_after", "method": "POST"},
    {"kind": "error", "status": 500},
    {"kind": "error", "status": 502, "envelope": False},
    {"kind": "error", "status": 503},
    {"kind": "error", "status": 429, "headers": {"Retry-After": "1"}},
    {"kind": "error_after", "status": 500, "method": "POST"},
    {"kind": "error_after", "status": 504, "envelope": False},
    {"kind": "delay_after", "seconds": 2},
    {"kind": "delay_after", "seconds": 7, "method": "POST"},
    {"kind": "mangle"},
]
TELEGRAM_FAULTS: list[dict[str, Any]] = [
    {"kind": "429", "retry_after": 1},
    {"kind": "error", "status": 500},
    {"kind": "error", "status": 502, "description": "Bad Gateway"},
    {"kind": "delay", "seconds": 1.5},
    {"kind": "drop_before"},
    {"kind": "drop_after"},
]

ENGINE_FAULTS: dict[EngineName, list[str]] = {
    "single": ["kills a primary", "makes the primary read-only"],
    "sentinel": [
        "kills a primary",
        "makes the primary read-only",
        "orders a fail-over",
        "promotes a lagging replica",
    ],
    "cluster": [
        "kills a primary",
        "orders a fail-over",
        "promotes a lagging replica",
        "moves a slot",
        "moves a slot key by key",
    ],
}
"""What may happen to the servers."""

ENGINE_ANSWERS: dict[EngineName, list[str]] = {
    "single": ["LOADING", "READONLY", "MASTERDOWN"],
    "sentinel": ["READONLY", "NOREPLICAS"],
    "cluster": ["MOVED", "ASK", "CLUSTERDOWN"],
}
"""The errors that follow from these faults."""


def _name(fault: Callable[[], Awaitable[None]]) -> str:
    return str(getattr(fault, "__name__", "")).strip("_").replace("_", " ")


class Monkey:
    """`cause_faults()` runs until it is cancelled; `repair()` ends all faults and starts what is dead."""

    def __init__(self, fleet: Fleet, engine: Engine, random: Random) -> None:
        self.deeds: Counter[str] = Counter()
        self._fleet = fleet
        self._engine = engine
        self._random = random
        self._disturbing: asyncio.Task[None] | None = None
        self._faults: dict[Callable[[], Awaitable[None]], int] = {
            self._kill_bot: 3,
            self._kill_bot_at_step: 3,
            self._disturb_valkey: 4,
            self._cut_connections: 3,
            self._lose_answers: 4,
            self._disturb_partner: 6,
            self._disturb_telegram: 4,
        }

    async def missing(self) -> list[str]:
        """The faults, and the servers' answers, that have not occurred."""
        done = self.deeds - Counter(
            {name.removesuffix(", refused"): times for name, times in self.deeds.items() if name.endswith(", refused")}
        )
        answers = await self._engine.errors()
        wanted = [*map(_name, self._faults), *ENGINE_FAULTS[self._engine.name]]
        return [fault for fault in wanted if not done[fault]] + [
            error for error in ENGINE_ANSWERS[self._engine.name] if not answers[error]
        ]

    async def cause_faults(self) -> None:
        kinds, weights = list(self._faults), list(self._faults.values())
        self._fleet.forgets = lambda: self._random.random() < 0.05
        while True:
            await asyncio.sleep(self._random.uniform(0.3, 2.5))
            (fault,) = self._random.choices(kinds, weights)
            self.deeds[_name(fault)] += 1
            await fault()
            await self._replace_dead_bots()

    async def repair(self) -> None:
        fleet = self._fleet
        fleet.forgets = lambda: False
        fleet.rules.clear()
        (await fleet.shop.http.delete("/control/faults")).raise_for_status()
        (await fleet.shop.http.delete("/world/faults")).raise_for_status()
        if self._disturbing:
            await asyncio.wait([self._disturbing])
        await self._engine.start_all()
        await until(self._engine.whole, 180)
        await self._replace_dead_bots()

    async def _replace_dead_bots(self) -> None:
        """Starts a bot for each dead one, like a supervisor. A bot that dies meanwhile is replaced at the next call."""
        for _ in [bot for bot in self._bots if not bot.alive and not bot.replaced]:
            next(bot for bot in self._bots if not bot.alive and not bot.replaced).replaced = True
            await self._fleet.start(patience=0)

    @property
    def _bots(self) -> list[Bot]:
        return self._fleet.bots

    def _any(self) -> Bot | None:
        living = [bot for bot in self._bots if bot.alive]
        return self._random.choice(living) if living else None

    async def _kill_bot(self) -> None:
        if bot := self._any():
            await bot.kill()

    async def _kill_bot_at_step(self) -> None:
        """Kills the bot that next calls a chosen neighbour, before or after that call."""
        neighbour = self._random.choice((REDIS, PARTNER, TELEGRAM))
        words = self._random.choice(
            ((), ("POST /api/v1/orders",), ("EVALSHA",), ("HSET",), ("sendMessage",), ("edit",))
        )
        act = self._random.choice((Act.KILL_BEFORE, Act.KILL_AFTER))
        self._fleet.rules.add(Rule(neighbour, words, act))

    async def _kill_valkey(self) -> None:
        """A single server comes back after at most a second, and loads its data slowly. With replicas, the primary
        comes back before or after a replica has replaced it."""
        single = self._engine.name == "single"
        node = await self._engine.kill_primary(self._key())
        await asyncio.sleep(self._random.uniform(0, 1 if single else 6))
        if single:
            node.start("--key-load-delay", "200")  # microseconds a write; clients read LOADING
            await asyncio.sleep(2)
            with contextlib.suppress(RedisError):  # late in the run there are more writes to load than time
                await node.command("CONFIG", "SET", "key-load-delay", 0)
        await self._engine.start_all()

    async def _disturb_valkey(self) -> None:
        """One of the faults that this engine has, once it is whole again."""
        if not await self._engine.whole():
            return
        faults = ENGINE_FAULTS[self._engine.name]
        fewest = min(self.deeds[fault] for fault in faults)
        fault = self._random.choice([fault for fault in faults if self.deeds[fault] == fewest])
        self.deeds[fault] += 1
        self._disturbing = asyncio.get_running_loop().create_task(self._do(fault))
        try:
            await asyncio.shield(self._disturbing)  # the end of the run must not leave a slot half moved
        except (RedisError, NotWholeError):  # a fail-over is under way: on a slow machine also an unordered one
            self.deeds[f"{fault}, refused"] += 1

    async def _do(self, fault: str) -> None:
        engine, key, random = self._engine, self._key(), self._random
        match fault:
            case "kills a primary":
                await self._kill_valkey()
            case "makes the primary read-only":
                await engine.make_read_only(key, random.uniform(0.2, 2), stale_reads=random.random() < 0.5)
            case "orders a fail-over":
                await engine.order_failover(key)
            case "promotes a lagging replica":
                await engine.promote_lagging_replica(key, partial(asyncio.sleep, random.uniform(0.3, 1)))
            case "moves a slot":
                await engine.move_slot(key, key_by_key=False)
            case "moves a slot key by key":
                await engine.move_slot(KEYS.session(FIRST_CUSTOMER_ID), key_by_key=True)

    def _key(self) -> str:
        """A key of the shop or one of a customer: in a cluster they have different primaries."""
        return KEYS.root if self._random.random() < 0.5 else KEYS.session(FIRST_CUSTOMER_ID)

    async def _cut_connections(self) -> None:
        if bot := self._any():
            self._random.choice(bot.gates).cut()

    async def _lose_answers(self) -> None:
        neighbour = self._random.choice((REDIS, REDIS, PARTNER, TELEGRAM))
        act = self._random.choice((Act.DROP_AFTER, Act.DROP_AFTER, Act.DROP_BEFORE))
        self._fleet.rules.add(Rule(neighbour, (), act, times=self._random.randint(1, 5)))

    async def _disturb_partner(self) -> None:
        fault = self._random.choice(PARTNER_FAULTS)
        await self._fleet.shop.control("faults", {**fault, "times": self._random.randint(1, 4)})

    async def _disturb_telegram(self) -> None:
        fault = self._random.choice(TELEGRAM_FAULTS)
        await self._fleet.shop.world("faults", {**fault, "times": self._random.randint(1, 4)})
