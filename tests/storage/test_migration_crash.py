"""The migration of release 0.1.0's data, with real processes: killed in the middle, or refused by an older one."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.storage.migration import migrate
from tests.chaos.fleet import REDIS, Bot, Fleet, open_fleet
from tests.chaos.proxy import Act, Rule
from tests.storage.test_migration import dump, load
from tests.support import KEYS
from tests.support.processes import BotForkServer
from tests.support.shop import MovingClock, eventually, open_shop

pytestmark = pytest.mark.elsewhere

END = ("SET", KEYS.migrated)

TIMEOUT = 60.0

OLD_PROCESS = "{orders}:alive:cb9351e9"


@pytest.fixture
async def fleet(
    redis: Redis, valkey_url: str, clock: MovingClock, fork_server: BotForkServer, tmp_path: Path
) -> AsyncIterator[Fleet]:
    async with open_shop(valkey_url, clock) as shop, open_fleet(shop, redis, fork_server, tmp_path) as fleet:
        yield fleet


async def lasting(redis: Redis) -> dict[bytes, bytes]:
    """All keys without those that expire within minutes."""
    expire = (b":lease:", b":migration", b":bucket:", b":rate:", b":write_check")
    return {key: value for key, value in (await dump(redis)).items() if not any(name in key for name in expire)}


async def start_and_die(fleet: Fleet, *words: str, act: Act) -> None:
    """Starts a bot that dies at this command."""
    rule = fleet.on(REDIS, *words, act=act)
    bot = await fleet.start(patience=0)
    assert await eventually(lambda: _died(bot, rule), TIMEOUT), fleet.logs()


async def _died(bot: Bot, rule: Rule) -> bool:
    return rule.struck.is_set() and not bot.alive


@pytest.mark.parametrize(
    ("words", "act"),
    [
        (("SET", "{orders}:migrated_to"), Act.KILL_AFTER),
        (("RESTORE", KEYS.session(1001)), Act.KILL_BEFORE),
        (("HSET", KEYS.intent("mlcVvBkmyKi6")), Act.KILL_AFTER),
        (("DEL", "{orders}:intent:mlcVvBkmyKi6"), Act.KILL_BEFORE),
        (("DEL", "{orders}:due:intents"), Act.KILL_AFTER),
        (END, Act.KILL_BEFORE),
    ],
    ids=lambda value: value.name if isinstance(value, Act) else "-".join(value),
)
async def test_a_killed_migration_is_ended_by_the_next_process(
    fleet: Fleet, redis: Redis, words: tuple[str, ...], act: Act
) -> None:
    await load(redis)
    await migrate(redis, KEYS)
    undisturbed = await lasting(redis)
    await redis.flushall()
    await load(redis)
    await start_and_die(fleet, *words, act=act)
    assert not await redis.exists(KEYS.migrated)
    await start_and_die(fleet, *END, act=Act.KILL_AFTER)  # before a worker begins
    assert await lasting(redis) == undisturbed


async def test_a_living_older_process_refuses_the_start(fleet: Fleet, redis: Redis) -> None:
    await load(redis)

    async def live() -> None:
        while True:
            await redis.set(OLD_PROCESS, 1, px=3000)
            await asyncio.sleep(0.5)

    async with asyncio.TaskGroup() as group:
        life = group.create_task(live())
        await asyncio.sleep(0.1)
        before = await lasting(redis)
        bot = await fleet.start(cold=True, patience=0)
        assert bot.process
        child = bot.process._child
        assert isinstance(child, subprocess.Popen)
        assert await asyncio.to_thread(child.wait, TIMEOUT) == 1
        assert await lasting(redis) == before
        life.cancel()
    lines = fleet.logs().splitlines()
    assert lines[-1] == "a bot of release 0.1.0 still uses this Redis: stop it, then start this one again"
    assert not [line for line in lines if "Traceback" in line or '"level": "error"' in line]
    assert not fleet.shop.telegram.updates.webhook.url, "nothing was registered"


async def test_a_killed_older_process_is_waited_for(fleet: Fleet, redis: Redis) -> None:
    await load(redis)
    await redis.set(OLD_PROCESS, 1, px=4000)
    await fleet.start()
    while await redis.exists(OLD_PROCESS):
        assert await redis.exists("{orders}:epoch"), "nothing is moved yet"
    assert await eventually(lambda: redis.exists(KEYS.migrated), TIMEOUT)
