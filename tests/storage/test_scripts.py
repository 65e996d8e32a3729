"""Lua scripts take named arguments, and every key name is built in one file."""

import re
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.storage.scripts import FOLDER, Script, names, source
from tests.support import KEYS

PYTHON = [*Path("bot").rglob("*.py"), *Path("handlers").rglob("*.py")]


@pytest.mark.parametrize("name", names())
async def test_every_script_declares_itself_and_loads(redis: Redis, name: str) -> None:
    text = (FOLDER / f"{name}.lua").read_text("utf-8")
    assert "-- @return " in text
    assert "ARGV" not in text, "the loader unpacks the arguments"
    assert not re.search(r"root|KEYS\[1\] *\.\.", re.sub(r"--.*", "", text)), "keys.py builds all names"
    assert await redis.script_load(source(name).text) == source(name).sha


async def test_arguments_are_sent_in_the_order_of_the_script(redis: Redis) -> None:
    add = Script(redis, "queue/add", KEYS.root)
    await add(at=5, id="x", queue="orders")
    assert await redis.zrange(KEYS.queue("orders"), 0, -1, withscores=True) == [(b"x", 5)]
    assert source("orders/apply_page").values({"rows": ["1", 0], "again_at": 7, "now": 3}) == (3, 7, "1", 0)
    assert source("time").values({"now": 1}) == (1,)


async def test_a_missing_or_unknown_argument_is_refused(redis: Redis) -> None:
    add = Script(redis, "queue/add", KEYS.root)
    with pytest.raises(TypeError, match="queue/add needs the argument 'at'"):
        await add(queue="orders", id="x", to=5)
    with pytest.raises(TypeError, match="queue/add has no argument"):
        await add(queue="orders", id="x", at=5, fence="")
    with pytest.raises(TypeError):
        await add("orders", "x", 5)  # type: ignore[call-arg]  # by place, a swap of two would go unseen
    assert not await redis.exists(KEYS.queue("orders"))


def test_no_other_file_builds_a_key() -> None:
    built = re.compile(r"\{\{?(orders|chat|partner):|\{orders\}|\.root\}|(?:KEYS|keys)\.[a-z_()]+\}:")
    allowed = {Path("bot/storage/keys.py"), Path("bot/storage/migration.py")}
    found = [
        f"{file}:{number}"
        for file in PYTHON
        if file not in allowed
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if built.search(line)
    ]
    assert found == []


async def test_a_script_takes_ten_thousand_rows(redis: Redis) -> None:
    rows = [fact for id in range(10_000) for fact in (str(id), 0, "pending_payment")]
    _, unknown, _ = await Script(redis, "orders/apply_page", KEYS.root)(now=1, again_at=0, rows=rows)
    assert len(unknown) == 10_000
