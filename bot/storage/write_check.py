"""Finds out whether Redis takes writes: a full or read-only one, or one with too few rights, still answers reads."""

from itertools import count
from typing import Any, cast

from redis.asyncio import Redis, RedisCluster

from bot.storage.keys import Keys
from bot.storage.scripts import Script


async def check_writes(redis: Redis, keys: Keys) -> None:
    """Raises RedisError unless scripts can write; in a cluster on each primary."""
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
