"""Redis hashes, with one answer type each: redis-py's own annotations leave open whether a call is awaited."""

from collections.abc import Awaitable, Iterable, Mapping
from typing import cast

from redis.asyncio import Redis


async def read(redis: Redis, key: str) -> dict[bytes, bytes]:
    """All fields; empty when there is no such hash."""
    return await cast(Awaitable[dict[bytes, bytes]], redis.hgetall(key))


async def field(redis: Redis, key: str, name: str) -> str | None:
    value = await cast(Awaitable[bytes | None], redis.hget(key, name))
    return value.decode() if value is not None else None


async def write(redis: Redis, key: str, fields: Mapping[str, str]) -> None:
    await cast(Awaitable[int], redis.hset(key, mapping=dict(fields)))


async def erase(redis: Redis, key: str, *names: str) -> None:
    await cast(Awaitable[int], redis.hdel(key, *names))


async def read_many(redis: Redis, keys: Iterable[str]) -> list[dict[bytes, bytes]]:
    """All fields of each hash, in one round trip; empty where there is no such hash."""
    async with redis.pipeline(transaction=False) as pipe:
        for key in keys:
            pipe.hgetall(key)
        return cast(list[dict[bytes, bytes]], await pipe.execute())
