"""The way to Redis: what a connection that goes away looks like from here."""

import asyncio
import sys
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.storage import embedded
from bot.storage.redis import open_client


class Closed:
    """What uvloop does with a write to a connection that has just been closed, for the first `times` writes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.times = times
        send = AbstractConnection.send_packed_command

        async def fails(connection: AbstractConnection, *args: object, **named: object) -> None:
            if self.times:
                self.times -= 1
                raise RuntimeError("unable to perform operation on <TCPTransport closed=True>; the handler is closed")
            await send(connection, *args, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(AbstractConnection, "send_packed_command", fails)


async def test_a_write_to_a_closed_connection_is_sent_again(valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_client(valkey_url) as redis:
        await redis.set("name", "value")
        closed = Closed(monkeypatch, times=1)
        assert await redis.get("name") == b"value"
        assert not closed.times


async def test_a_cluster_by_tls_takes_a_folder_of_certificates() -> None:
    async with open_client("rediss+cluster://127.0.0.1:1?ssl_ca_path=/etc/ssl/certs") as redis:
        with pytest.raises(RedisConnectionError):
            await redis.get("name")


async def test_a_connection_that_stays_closed_is_an_outage(valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_client(valkey_url) as redis:
        Closed(monkeypatch, times=1000)
        with pytest.raises(RedisConnectionError):
            await redis.get("name")


async def test_whoever_is_cancelled_in_the_middle_of_commands_ends(valkey_url: str) -> None:
    async def works(redis: Redis) -> None:
        while True:
            await redis.get("name")

    async with open_client(valkey_url) as redis, asyncio.TaskGroup() as group:
        for moments in range(300):
            task = group.create_task(works(redis))
            for _ in range(moments):
                await asyncio.sleep(0)
            task.cancel()
            ended, _ = await asyncio.wait([task], timeout=5)
            task.cancel()
            assert ended, f"cancelled after {moments} moments, it went on"


async def test_who_is_silent_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.redis.PATIENCE", 0.05)

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with open_client(f"redis://127.0.0.1:{port}") as redis, asyncio.timeout(5):
            with pytest.raises(RedisConnectionError):
                await redis.get("name")


async def test_a_connection_that_was_closed_or_holds_something_unread_is_not_used(valkey_url: str) -> None:
    async with open_client(valkey_url) as redis, Redis.from_url(valkey_url) as other:
        await redis.set("name", "value")
        (connection,) = redis.connection_pool._available_connections
        assert connection._reader is not None
        connection._reader.feed_data(b"$5\r\nwrong\r\n")
        assert await redis.get("name") == b"value"
        await other.client_kill_filter(_type="normal", skipme=True)
        assert await redis.get("name") == b"value"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the keeper ends by itself
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_the_embedded_server_does_not_merge_freed_blocks_in_one_command(tmp_path: Path) -> None:
    """With glibc's own setting the first SCAN after a backup of 125,000 keys took 7 ms of CPU instead of 0.1 ms."""
    url, users = await asyncio.to_thread(embedded.join, tmp_path)
    with users:
        async with open_client(url) as redis:
            id = (await redis.info("server"))["process_id"]
        variables = Path(f"/proc/{id}/environ").read_bytes().split(b"\0")  # noqa: ASYNC240
        assert b"GLIBC_TUNABLES=glibc.malloc.mxfast=0" in variables
