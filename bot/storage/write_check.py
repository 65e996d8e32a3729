"""Finds out whether Redis takes writes: a full or read-only one, or one with too few rights, still answers reads."""

import asyncio
from itertools import count
from typing import Any, cast

from redis.asyncio import Redis, RedisCluster
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.storage.keys import Keys
from bot.storage.scripts import Script

TIME_LIMIT = 1.0
"""Seconds. At a slower answer leases end before they are renewed, so `/readyz` and the admins hear of it alike."""


async def check_writes(redis: Redis, keys: Keys) -> None:
    """Raises RedisError unless scripts can write, in time; in a cluster on each primary."""
    try:
        async with asyncio.timeout(TIME_LIMIT):
            await _write(redis, keys)
    except TimeoutError as error:
        raise RedisTimeoutError(f"no answer in {TIME_LIMIT} s") from error


async def can_read(redis: Redis, keys: Keys) -> bool:
    """Whether Redis answers in time."""
    try:
        async with asyncio.timeout(TIME_LIMIT):
            await redis.exists(keys.epoch)
    except (RedisError, TimeoutError):
        return False
    return True


async def _write(redis: Redis, keys: Keys) -> None:
    script, client = Script(redis, "write_check"), cast(Any, redis)
    await script.run(keys.chat(0), now="")
    if isinstance(client, RedisCluster):
        slots = client.nodes_manager.slots_cache  # a slot's nodes, its primary first
        left = {nodes[0].name for nodes in slots.values()}
        for root in map(keys.chat, count()):
            if not left:
                break
            if (nodes := slots.get(client.keyslot(root))) and nodes[0].name in left:
                left.remove(nodes[0].name)
                await script.run(root, now="")
