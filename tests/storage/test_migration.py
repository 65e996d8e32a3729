"""The data of release 0.1.0 is moved to the present keys once, and no step of it may be lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from bot.orders.batch import Batch
from bot.orders.models import Intent, WatchedOrder
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.migration import MigrationError, migrate
from bot.telegram.session import ChatSession, Profile
from tests.support import KEYS

FIXTURE: dict[str, Any] = json.loads(Path("tests/fixtures/redis-0.1.0.json").read_text("utf-8"))


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing after it runs."""


async def load(redis: Redis, *, alive: bool = False) -> None:
    """The Redis of the fixture, as a killed bot leaves it."""
    for key, row in FIXTURE["redis"].items():
        if not alive and (":alive:" in key or ":lease:" in key):
            continue
        value = row["value"]
        match row["type"]:
            case "string":
                await redis.set(key, value)
            case "hash":
                await hashes.write(redis, key, value)
            case "list":
                await redis.rpush(key, *value)  # type: ignore[misc]
            case "set":
                await redis.sadd(key, *value)  # type: ignore[misc]
            case "zset":
                await redis.zadd(key, dict(value))
        if row["ttl_ms"]:
            await redis.pexpire(key, row["ttl_ms"])


async def dump(redis: Redis) -> dict[bytes, bytes]:
    return {key: await redis.dump(key) or b"" async for key in redis.scan_iter()}


async def no_sleep(seconds: float) -> None:
    pass


async def test_all_that_the_old_release_knew_can_be_read(redis: Redis) -> None:
    await load(redis)
    assert await migrate(redis, KEYS) > 50
    left = {key.decode() for key in await redis.keys("{orders}:*") + await redis.keys("{chat:????}:*")}
    assert left == {"{orders}:migrated_to"}
    for id, known in FIXTURE["idempotency"].items():
        intent = Intent.read(await hashes.read(redis, KEYS.intent(id)))
        assert (str(intent.key), intent.state, intent.chat_id) == tuple(
            known[name] for name in ("idempotency_key", "state", "chat")
        )
    bella = Intent.read(await hashes.read(redis, KEYS.intent("mlcVvBkmyKi6")))
    assert bella.message_ref
    assert bella.message_ref.message_id == 2
    alice = ChatSession.model_validate_json(await redis.get(KEYS.session(1001)) or b"")
    assert (alice.draft.amount, alice.message_ref and alice.message_ref.message_id) == (250, 2)
    rosa = Profile.model_validate_json(await redis.get(KEYS.profile(2002)) or b"")
    assert rosa.daily
    assert str(rosa.markup.percent) == "12.5"
    batch = Batch.read("NZ4WhNS_GwB1", await hashes.read(redis, KEYS.batch("NZ4WhNS_GwB1")))
    assert (batch.chat_id, len(batch.rows)) == (2002, 3)
    emil = WatchedOrder.read(await hashes.read(redis, KEYS.order("10421")))
    assert emil.last_notified
    assert emil.marked_paid_at
    assert emil.viewed_at
    assert emil.message_ref
    assert await redis.zrange(KEYS.queue("notices"), 0, -1) == [b"order:10422:paid"]
    assert await redis.smembers(KEYS.missed(4003)) == {b"order:10426:completed"}  # type: ignore[misc]
    assert 0 < await redis.pttl(KEYS.session(1001)) <= FIXTURE["redis"]["{chat:1001}:session"]["ttl_ms"]
    assert await redis.exists(KEYS.chat_blocked(99999), KEYS.epoch, KEYS.audit, KEYS.own_menus) == 4


@pytest.mark.parametrize("step", range(15, 300, 20))
async def test_a_move_that_was_killed_is_ended_by_the_next_process(
    redis: Redis, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(redis)
    await migrate(redis, KEYS)
    undisturbed = await dump(redis)
    await redis.flushall()
    await load(redis)
    sent = 0
    execute, command = Pipeline.execute, Redis.execute_command

    def count() -> None:
        nonlocal sent
        sent += 1
        if sent == step:
            raise Killed

    async def execute_or_die(self: Pipeline, *args: Any, **options: Any) -> Any:
        count()
        return await execute(self, *args, **options)

    async def command_or_die(self: Redis, *args: Any, **options: Any) -> Any:
        count()
        return await command(self, *args, **options)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(Pipeline, "execute", execute_or_die)
    monkeypatch.setattr(Redis, "execute_command", command_or_die)
    with pytest.raises(Killed):
        await migrate(redis, KEYS)
    monkeypatch.undo()
    assert await migrate(redis, Keys("8000000001")) == 0, "another bot takes nothing of it"
    await redis.delete(Keys("8000000001").migrated)
    await migrate(redis, KEYS)
    assert await dump(redis) == undisturbed


async def test_nothing_is_moved_while_an_older_process_lives(redis: Redis) -> None:
    await load(redis)
    await redis.set("{orders}:alive:cb9351e9", 1)
    before = await dump(redis)
    with pytest.raises(MigrationError):
        await migrate(redis, KEYS, sleep=no_sleep)
    assert await dump(redis) == before


async def test_new_data_is_never_touched(redis: Redis) -> None:
    await load(redis)
    await migrate(redis, KEYS)
    await redis.set(KEYS.epoch, "new")
    await load(redis)
    assert await migrate(redis, KEYS) == 0
    assert await redis.get(KEYS.epoch) == b"new"
