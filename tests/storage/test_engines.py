"""The bot on each engine: people buy while servers fail, and what was recorded must be whole."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import cast

import pytest
from redis.asyncio import Redis, RedisCluster
from redis.exceptions import RedisError

from bot.clock import to_ms, utcnow
from bot.operations.administration import Administration
from bot.operations.backup import back_up, restore
from bot.orders.clients import Clients
from bot.orders.draft import Draft, Recipient
from bot.orders.markup import Sale
from bot.partner.goods import Product
from bot.storage import hashes
from bot.storage.queue import LastingQueue
from bot.storage.redis import open_client
from bot.storage.write_check import check_writes
from tests.chaos.__main__ import Plan, settle
from tests.chaos.crowd import FIRST_CUSTOMER_ID, CrowdLog, Customer
from tests.chaos.fleet import REDIS, Fleet
from tests.chaos.judge import collect, judge
from tests.chaos.proxy import Gate, Rules, redis_command
from tests.support import KEYS
from tests.support.engines import Engine, EngineName, Engines, open_engine, until
from tests.support.processes import BotForkServer
from tests.support.shop import IVAN, ROSA, MovingClock, Person, Shop, open_shop

CUSTOMERS = 4
servers_are_killed = pytest.mark.filterwarnings(
    *("ignore:unclosed Connection:ResourceWarning", "ignore:unclosed <socket:ResourceWarning"),
    "ignore:Unclosed ClusterNode:ResourceWarning",
)
"""redis-py may leave what belongs to a killed server: a connection, its socket, a node of the cluster."""

FIRST_CUSTOMER = KEYS.session(FIRST_CUSTOMER_ID)


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines() as engines:
        yield engines


@pytest.fixture
async def cluster(engines: Engines) -> Engine:
    """Three primaries with a replica each, whole and empty; other tests of this module use it, too."""
    return await engines.get("cluster")


# Purchases while servers fail


@dataclass
class Purchases:
    """Customers of a running bot, on an engine whose servers fail."""

    shop: Shop
    engine: Engine
    redis: Redis
    log: CrowdLog = field(default_factory=CrowdLog)

    async def confirmed(self, number: int = 1) -> None:
        """Waits for so many confirmations more."""
        enough = len(self.log.confirmed) + number

        async def holds() -> bool:
            return len(self.log.confirmed) >= enough

        await until(holds, 40)

    async def answered(self, error: str, before: int = 0) -> None:
        """Waits until the servers have refused more than so many commands with that error."""

        async def holds() -> bool:
            return (await self.engine.errors())[error] > before

        await until(holds, 40)

    async def writes(self, key: str) -> None:
        """Waits until the primary of that key takes writes."""

        async def holds() -> bool:
            try:
                return bool(await self.redis.set(f"{key}:probe", 1, px=1000))
            except RedisError:
                return False

        await until(holds)


async def _kills_the_shops_primary(people: Purchases) -> None:
    await people.engine.kill_primary(KEYS.root)
    await people.writes(KEYS.root)


async def _promotes_a_lagging_replica(people: Purchases) -> None:
    """Of the customers' keys, so of all keys where there is one primary."""
    probe = f"{FIRST_CUSTOMER}:lost"

    async def buy() -> None:
        await people.redis.set(probe, 1)
        await people.confirmed()

    await people.engine.promote_lagging_replica(FIRST_CUSTOMER, buy)
    await people.writes(FIRST_CUSTOMER)
    assert not await people.redis.exists(probe), "the replica that was promoted lags"


async def _loads_slowly(people: Purchases) -> None:
    """A server looks at its clients after each 1,024 writes that it loads."""
    (node,) = people.engine.nodes
    before = (await people.engine.errors())["LOADING"]
    async with node.client() as redis, redis.pipeline(transaction=False) as filling:
        for _ in range(12_000):
            filling.set("filling", 1)
        await filling.execute()
    await people.engine.kill(node)
    node.start("--key-load-delay", "300")  # microseconds a write
    await people.answered("LOADING", before)
    await node.command("CONFIG", "SET", "key-load-delay", 0)


async def _is_read_only(people: Purchases) -> None:
    await _refuses(people, "READONLY", "yes")


async def _has_no_primary(people: Purchases) -> None:
    await _refuses(people, "MASTERDOWN", "no")


async def _refuses(people: Purchases, error: str, stale_reads: str) -> None:
    (node,) = people.engine.nodes
    before = (await people.engine.errors())[error]
    await node.command("CONFIG", "SET", "replica-serve-stale-data", stale_reads)
    await node.command("REPLICAOF", "127.0.0.1", 1)
    await people.answered(error, before)
    await node.command("REPLICAOF", "NO", "ONE")


async def _has_a_slot_without_a_node(people: Purchases) -> None:
    before = (await people.engine.errors())["CLUSTERDOWN"]
    await people.engine.lose_slot("nobody", partial(people.answered, "CLUSTERDOWN", before))


async def _moves_the_shops_slot(people: Purchases) -> None:
    before = (await people.engine.errors())["MOVED"]
    await people.engine.move_slot(KEYS.root, key_by_key=False)
    await people.answered("MOVED", before)


async def _moves_a_customers_slot_key_by_key(people: Purchases) -> None:
    before = (await people.engine.errors())["ASK"]

    async def write() -> None:
        await Person(people.shop, FIRST_CUSTOMER_ID).says("/start")
        await people.answered("ASK", before)

    await people.engine.move_slot(FIRST_CUSTOMER, key_by_key=True, meanwhile=write)


FAULTS: dict[EngineName, tuple[Callable[[Purchases], Awaitable[None]], ...]] = {
    "single": (_is_read_only, _has_no_primary, _loads_slowly),
    "sentinel": (_kills_the_shops_primary, _promotes_a_lagging_replica),
    "cluster": (
        _kills_the_shops_primary,
        _has_a_slot_without_a_node,
        _moves_a_customers_slot_key_by_key,
        _moves_the_shops_slot,
        _promotes_a_lagging_replica,
    ),
}


@pytest.mark.timeout(180)
@servers_are_killed
@pytest.mark.parametrize("name", FAULTS)
async def test_people_buy_while_servers_fail(
    name: EngineName, engines: Engines, clock: MovingClock, tmp_path: Path
) -> None:
    engine = await engines.get(name)
    async with open_shop(engine.url, clock) as shop, open_client(engine.url) as redis:
        await shop.set_up(processing_after=0.5, completed_after=0.5)
        await shop.start_bot(max_unpaid_per_chat=100)
        assert await shop.knows_redis()
        people = Purchases(shop, engine, redis)
        async with asyncio.TaskGroup() as group:
            lives = [
                group.create_task(Customer(shop, n, people.log, Random(n), patience=3).lives())
                for n in range(CUSTOMERS)
            ]
            await people.confirmed(2)
            for fault in FAULTS[name]:
                await fault(people)
                await engine.start_all(follow=True)
                await until(engine.whole)
                await people.confirmed()
            for life in lives:
                life.cancel()
        clock.advance(seconds=31)  # so the newest page is looked at
        fleet = Fleet(shop, redis, cast(BotForkServer, None), tmp_path, {}, Rules())
        await settle(Plan(0, 0, hurried=True, settled_within=40), fleet)
        lossy = engine.lossy_failovers > 0
        rate = shop.settings.partner_rps
        verdict = judge(0, await collect(fleet), people.log.confirmed, rate, [], writes_were_lost=lossy)
        assert not verdict.breaches, verdict.table()
        assert int(verdict.figures["orders at the partner"]) >= 3, verdict.table()


# One cluster


async def test_a_slot_that_moves_to_another_node_is_followed(cluster: Engine) -> None:
    async with open_client(cluster.url) as redis:
        queue = LastingQueue(redis, KEYS, "orders")
        await queue.add("before", utcnow())
        source = await cluster.primary_of(KEYS.root)
        await cluster.move_slot(KEYS.root, key_by_key=False)

        async def moved() -> bool:
            return await cluster.primary_of(KEYS.root) is not source

        await until(moved)
        await queue.add("after", utcnow())
        assert {claim.id for claim in await queue.claim(10)} == {"before", "after"}


@servers_are_killed
async def test_a_client_that_connects_while_a_primary_is_dead_follows_its_replica(cluster: Engine) -> None:
    """The primary that the other nodes name first."""
    in_first_slot = "{06S}"
    dead = await cluster.kill_primary(in_first_slot)
    async with open_client(cluster.url) as redis:
        with pytest.raises(RedisError):
            await redis.set(in_first_slot, 1)

        async def writes() -> bool:
            with suppress(RedisError):
                return bool(await redis.set(in_first_slot, 2))
            return False

        await until(writes)
        assert not dead.alive


@servers_are_killed
async def test_a_client_goes_on_when_all_primaries_are_replaced_at_once(cluster: Engine) -> None:
    """By their replicas, on order, as when a data centre is lost."""
    async with open_client(cluster.url) as redis:

        async def knows_replicas() -> bool:
            client = cast(RedisCluster, redis)
            await client.aclose()  # so it asks for its nodes
            await redis.set(KEYS.root, 1)
            return len(client.get_replicas()) == 3

        await until(knows_replicas)
        primaries = [node for node in cluster.nodes if await node.primary()]
        replicas = [replica for primary in primaries for replica in await cluster.replicas_of(primary)]
        await cluster.kill(*primaries)
        for replica in replicas:
            await replica.command("CLUSTER", "FAILOVER", "TAKEOVER")

        async def writes() -> bool:
            with suppress(RedisError):
                return bool(await redis.set(KEYS.root, 2))
            return False

        await until(writes)


async def test_what_resellers_write_is_written_on_a_cluster(cluster: Engine) -> None:
    """Book, batch and team: the keys of each script are in one slot, in whichever node it is."""
    async with open_client(cluster.url) as redis:
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


async def test_each_primary_of_a_cluster_must_take_writes(cluster: Engine) -> None:
    async with open_client(cluster.url) as redis:
        for node in [node for node in cluster.nodes if await node.primary()]:
            await check_writes(redis, KEYS)
            await node.command("CONFIG", "SET", "maxmemory", 1)
            with pytest.raises(RedisError):
                await check_writes(redis, KEYS)
            await node.command("CONFIG", "SET", "maxmemory", 0)


async def test_a_slot_without_a_node_stops_only_its_own_keys(cluster: Engine) -> None:
    async with open_client(cluster.url) as redis:
        owner = await cluster.primary_of(FIRST_CUSTOMER)
        slot = await owner.command("CLUSTER", "KEYSLOT", FIRST_CUSTOMER)
        for node in cluster.nodes:
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


async def test_a_cluster_is_not_asked_for_its_nodes_at_the_same_node_each_time(cluster: Engine) -> None:
    """That node may be cut off from the others, and know only the nodes of before."""
    async with open_client(cluster.url) as redis:
        asked = []
        for _ in cluster.nodes:
            await redis.set(KEYS.root, 1)
            client = cast(RedisCluster, redis)
            asked.append(next(iter(client.nodes_manager.startup_nodes)))
            await client.aclose()
        assert len(set(asked)) == len(client.nodes_manager.startup_nodes) > 1


@pytest.mark.parametrize(("of", "to"), [("single", "cluster"), ("cluster", "sentinel"), ("sentinel", "single")])
async def test_a_backup_of_one_engine_is_restored_on_another(
    engines: Engines, of: EngineName, to: EngineName, clock: MovingClock, tmp_path: Path
) -> None:
    """Keys of the shop and of several chats; a confirmation that was ordered since is found, and not created again."""
    first, second = await engines.get(of), await engines.get(to)
    file = tmp_path / "backup.gz"
    drafts = [
        Draft.empty().with_(product=Product.STARS, recipient=Recipient(username="client"), amount=100 + chat)
        for chat in range(6)
    ]
    async with open_shop(first.url, clock) as shop:
        async with open_client(first.url) as redis, shop.built() as app:
            await app.migration.run()
            for number, draft in enumerate(drafts):
                chat = FIRST_CUSTOMER_ID + number
                await app.intents.confirm(draft, chat, None, "en")
                await redis.set(KEYS.profile(chat), "tr")
                await redis.zadd(KEYS.people, {str(chat): to_ms(clock())})
            await back_up(redis, KEYS, file)
            await app.intents.settle(drafts[0].id)
        async with open_client(second.url) as redis:
            await redis.set(KEYS.maintenance, "closed")
            await restore(redis, KEYS, file)
            assert not await redis.exists(KEYS.maintenance)
            assert await redis.zcard(KEYS.people) == len(drafts)
            for number, draft in enumerate(drafts):
                assert await redis.get(KEYS.profile(FIRST_CUSTOMER_ID + number)) == b"tr"
                assert await redis.hexists(KEYS.intent(draft.id), "record")  # type: ignore[misc]
        shop.variables["REDIS_URL"] = second.url
        shop.redis_url = second.url
        await shop.start_bot()

        async def ordered() -> bool:
            return len(await shop.orders()) == len(drafts)

        assert await shop.eventually(ordered, 30)
        assert len(await shop.creates()) == len(drafts)


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
