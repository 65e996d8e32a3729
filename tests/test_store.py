"""The way to Redis: what a connection that goes away looks like from here."""

import pytest
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.store import connections


class Closed:
    """What uvloop does with a write to a connection that has just been closed, for the first `times` writes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.times = times
        send = AbstractConnection.send_packed_command

        async def fails(connection: AbstractConnection, *args: object) -> None:
            if self.times:
                self.times -= 1
                raise RuntimeError("unable to perform operation on <TCPTransport closed=True>; the handler is closed")
            await send(connection, *args)  # type: ignore[arg-type]

        monkeypatch.setattr(AbstractConnection, "send_packed_command", fails)


async def test_a_write_to_a_closed_connection_is_sent_again(valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Redis.from_pool(connections(valkey_url)) as redis:
        await redis.set("name", "value")
        closed = Closed(monkeypatch, times=1)
        assert await redis.get("name") == b"value"
        assert not closed.times


async def test_a_connection_that_stays_closed_is_an_outage(valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Redis.from_pool(connections(valkey_url)) as redis:
        Closed(monkeypatch, times=1000)
        with pytest.raises(RedisConnectionError):
            await redis.get("name")
