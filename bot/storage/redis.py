"""The way to Redis: the one client of a process, patient with a server that goes away for a moment."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.connection import HiredisRespSerializer
from redis.driver_info import DriverInfo
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.typing import EncodableT

from bot.config import DATA_FOLDER, Settings
from bot.storage import embedded

_PACKER = HiredisRespSerializer()

PATIENCE = 5.0
"""Seconds that an answer is waited for."""


@asynccontextmanager
async def open_redis(settings: Settings) -> AsyncIterator[Redis]:
    """The Redis of REDIS_URL, else an embedded Valkey in `.data/valkey`."""
    async with AsyncExitStack() as stack:
        if settings.redis_url:
            url = settings.redis_url.get_secret_value()
        else:
            url, users = await asyncio.to_thread(embedded.join, DATA_FOLDER / "valkey")
            stack.callback(users.close)
        redis = Redis.from_pool(connections(url))
        stack.push_async_callback(redis.aclose)
        yield redis


def connections(url: str) -> ConnectionPool:
    """Commands are sent again after a lost connection, so each must bear to be done twice."""
    pool = _Pool.from_url(
        url,
        socket_connect_timeout=2,
        health_check_interval=15,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), 2),
        driver_info=DriverInfo(),  # read once: each connection would look its own version up among all packages
    )
    kind = pool.connection_class
    pool.connection_class = type(kind.__name__, (_Connection, kind), {})
    return pool


class _Connection(AbstractConnection):
    """What redis-py's connection does otherwise, and this bot cannot have:

    * uvloop raises RuntimeError for a write to a connection that has just been closed, which redis-py takes for
      somebody's mistake: neither sent again nor known as an outage;
    * with a time limit it writes by `asyncio.wait_for`, which makes a task of each write and, before Python 3.12, loses
      a cancellation that comes just as the write is done: whoever was to end goes on for ever. So there is no such
      limit: a write waits for nothing but room in the socket, which one command at a time does not fill, and a server
      that does not answer is hung up on;
    * a command is packed in Python, though hiredis is there to do it.
    """

    async def send_packed_command(self, command: bytes | str | Iterable[bytes], check_health: bool = True) -> None:
        try:
            await super().send_packed_command(command, check_health)
        except RuntimeError as error:
            raise RedisConnectionError(str(error)) from error

    async def read_response(self, *how: Any, **named: Any) -> Any:
        limit = asyncio.get_running_loop().call_later(PATIENCE, self._hang_up)
        try:
            return await super().read_response(*how, **named)
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
