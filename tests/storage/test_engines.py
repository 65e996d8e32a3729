"""The bot on each engine: people buy while the primary dies, and what was recorded must be whole."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import cast

import pytest
from redis.asyncio import Redis, RedisCluster
from redis.exceptions import RedisError

from bot.clock import utcnow
from bot.operations.administration import Administration
from bot.orders.clients import Clients
from bot.orders.markup import Sale
from bot.storage import hashes
from bot.storage.queue import LastingQueue
from bot.storage.redis import open_client
from bot.storage.write_check import check_writes
from tests.chaos.__main__ import Plan, settle
from tests.chaos.crowd import CrowdLog, Customer
from tests.chaos.fleet import REDIS, Fleet
from tests.chaos.judge import collect, judge
from tests.chaos.proxy import Gate, Rules, redis_command
from tests.support import KEYS
from tests.support.engines import Engine, EngineName, open_engine, until
from tests.support.processes import BotForkServer
from tests.support.shop import IVAN, ROSA, MovingClock, Shop, open_shop

CUSTOMERS = 4
FIRST_CUSTOMER = KEYS.session(10_000)


@pytest.mark.timeout(120)
# redis-py may leave what belongs to a killed server: a connection, its socket, a node of the cluster.
@pytest.mark.filterwarnings("ignore:unclosed Connection:ResourceWarning", "ignore:unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore:Unclosed ClusterNode:ResourceWarning")
@pytest.mark.parametrize("name", ["single", "sentinel", "cluster"])
async def test_people_buy_while_the_primary_dies(name: EngineName, clock: MovingClock, tmp_path: Path) -> None:
    async with open_engine(name) as engine, open_shop(engine.url, clock) as shop, open_client(engine.url) as redis:
        await shop.set_up(processing_after=0.5, completed_after=0.5)
        await shop.start_bot(max_unpaid_per_chat=100)
        assert await shop.knows_redis()
        log = CrowdLog()
        async with asyncio.TaskGroup() as group:
            lives = [group.create_task(Customer(shop, n, log, Random(n)).lives()) for n in range(CUSTOMERS)]
            for number, key in enumerate((KEYS.root, FIRST_CUSTOMER), 1):
                await _confirmed(log, 2 * number)
                await _replace_primary(engine, redis, key)
            await _confirmed(log, 6)
            await until(lambda: _has_orders(shop, 4), 40)  # a confirmation during a fail-over may be refused
            for life in lives:
                life.cancel()
        fleet = Fleet(shop, redis, cast(BotForkServer, None), tmp_path, {}, Rules())
        await settle(Plan(0, 0, hurried=True, settled_within=40), fleet)
        lossy = engine.lossy_failovers > 0
        verdict = judge(0, await collect(fleet), log.confirmed, shop.settings.partner_rps, [], writes_were_lost=lossy)
        assert not verdict.breaches, verdict.table()
        assert int(verdict.figures["orders at the partner"]) >= 4, verdict.table()


async def _confirmed(log: CrowdLog, number: int) -> None:
    """Waits for so many confirmations in all."""

    async def enough() -> bool:
        return len(log.confirmed) >= number

    await until(enough, 40)


async def _has_orders(shop: Shop, number: int) -> bool:
    return len(await shop.orders()) >= number


async def _replace_primary(engine: Engine, redis: Redis, key: str) -> None:
    """Kills the primary that holds the key, waits until writes go on, and brings the dead one back."""
    await engine.kill_primary(key)
    if engine.name == "single":
        await asyncio.sleep(1)
        await engine.start_all()

    async def writes() -> bool:
        try:
            return bool(await redis.set(f"{key}:probe", 1, px=1000))
        except RedisError:
            return False

    await until(writes)
    await engine.start_all()
    await until(engine.whole)


async def test_a_slot_that_moves_to_another_node_is_followed() -> None:
    async with open_engine("cluster") as engine, open_client(engine.url) as redis:
        queue = LastingQueue(redis, KEYS, "orders")
        await queue.add("before", utcnow())
        source = await engine.primary_of(KEYS.root)
        target = next(node for node in engine.nodes[:3] if node is not source)
        slot = await source.command("CLUSTER", "KEYSLOT", KEYS.root)
        id = (await target.command("CLUSTER", "MYID")).decode()
        await source.command("CLUSTER", "MIGRATESLOTS", "SLOTSRANGE", slot, slot, "NODE", id)

        async def moved() -> bool:
            return await engine.primary_of(KEYS.root) is target

        await until(moved)
        await queue.add("after", utcnow())
        assert {claim.id for claim in await queue.claim(10)} == {"before", "after"}


async def test_what_resellers_write_is_written_on_a_cluster() -> None:
    """Book, batch and team: the keys of each script are in one slot, in whichever node it is."""
    async with open_engine("cluster") as engine, open_client(engine.url) as redis:
        clients, administration = Clients(redis, KEYS), Administration(redis, KEYS)
        sale = Sale(price=Decimal(310), code="RUB", per_ton=Decimal(300)).model_dump_json()
        for chat in range(ROSA, ROSA + 6):  # their own keys are in several slots
            id = f"order-{chat}"
            order = {"order": "{}", "status": "completed", "client": "inv-1", "sale": sale, "changed_at": "5"}
            await hashes.write(redis, KEYS.order(id), order)
            await cast(Awaitable[int], redis.zadd(KEYS.debts(chat), {id: 5}))
            assert await clients.write(chat, {"inv-1": "Anna"}, {"Anna": "Fridays"}) == 0
            assert (await clients.settle(chat, [id]))[1] == 1
            book = await clients.book(chat)
            assert [(entry.client, entry.settled, book.note("Anna")) for entry in book.entries] == [
                ("Anna", True, "Fridays")
            ]
            assert await clients.undo(chat, ids=[id]) == 1
            assert [entry.is_owed for entry in (await clients.book(chat)).entries] == [True]
            await clients.forget(chat)
        await administration.record(IVAN, "team add reseller", str(ROSA), member="{}")
        assert await hashes.read(redis, KEYS.team) == {str(ROSA).encode(): b"{}"}
        await administration.record(IVAN, "team remove", str(ROSA), member="", former=b"{}")
        assert not await redis.exists(KEYS.team)
        assert (await administration.audit_log(limit=10))[1] == 2


async def test_each_primary_of_a_cluster_must_take_writes() -> None:
    async with open_engine("cluster") as engine, open_client(engine.url) as redis:
        for node in engine.nodes[:3]:
            await check_writes(redis, KEYS)
            await node.command("CONFIG", "SET", "maxmemory", 1)
            with pytest.raises(RedisError):
                await check_writes(redis, KEYS)
            await node.command("CONFIG", "SET", "maxmemory", 0)


async def test_a_slot_without_a_node_stops_only_its_own_keys() -> None:
    async with open_engine("cluster") as engine, open_client(engine.url) as redis:
        owner = await engine.primary_of(FIRST_CUSTOMER)
        slot = await owner.command("CLUSTER", "KEYSLOT", FIRST_CUSTOMER)
        for node in engine.nodes:
            await node.command("CONFIG", "SET", "cluster-require-full-coverage", "no")
            with suppress(RedisError):  # a replica
                await node.command("CLUSTER", "DELSLOTS", slot)
        for _ in range(3):
            with pytest.raises(RedisError):
                await redis.set(FIRST_CUSTOMER, 1)
            await redis.set(KEYS.root, 1)
        await owner.command("CLUSTER", "ADDSLOTS", slot)
        with suppress(RedisError):
            await redis.set(FIRST_CUSTOMER, 1)  # looks for its node
        await redis.set(FIRST_CUSTOMER, 1)


async def test_a_cluster_is_not_asked_for_its_nodes_at_the_same_node_each_time() -> None:
    """That node may be cut off from the others, and know only the nodes of before."""
    async with open_engine("cluster") as engine, open_client(engine.url) as redis:
        asked = []
        for _ in engine.nodes:
            await redis.set(KEYS.root, 1)
            cluster = cast(RedisCluster, redis)
            asked.append(next(iter(cluster.nodes_manager.startup_nodes)))
            await cluster.aclose()
        assert len(set(asked)) == len(cluster.nodes_manager.startup_nodes) > 1


OLD_PRIMARIES = {
    "READONLY": ("REPLICAOF 127.0.0.1 1",),
    "MASTERDOWN": ("CONFIG SET replica-serve-stale-data no", "REPLICAOF 127.0.0.1 1"),
    "NOREPLICAS": ("CONFIG SET min-replicas-to-write 1",),
}


@pytest.mark.parametrize("answer", OLD_PRIMARIES)
async def test_a_name_that_stands_for_a_new_primary_is_looked_up_anew(answer: str) -> None:
    """The old primary keeps its connections, and refuses its commands."""
    async with open_engine("single") as old, open_engine("single") as new:
        port = old.nodes[0].port
        name = Gate(REDIS, redis_command, lambda: asyncio.open_connection("127.0.0.1", port), Rules(), _kill_nobody)
        await name.open()
        async with open_client(f"redis://127.0.0.1:{name.port}") as redis:
            queue = LastingQueue(redis, KEYS, "orders")
            await queue.add("one", utcnow())
            for command in OLD_PRIMARIES[answer]:
                await old.nodes[0].command(*command.split())
            port = new.nodes[0].port
            await queue.add("two", utcnow())
            assert [claim.id for claim in await queue.claim(10)] == ["two"]
        await name.close()


async def _kill_nobody() -> None:
    """No rule of this gate kills."""
