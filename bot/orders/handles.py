"""Short handles of order ids for buttons and inline results: these hold 64 bytes, and the partner may give any id."""

import hashlib
import re
from collections.abc import Iterable

from redis.asyncio import Redis

from bot.storage.keys import Keys


def handle_of(order_id: str) -> str:
    """The id itself if it fits (a number, a UUID), else `~` and a part of its digest. A handle stays as it is."""
    if re.fullmatch(r"[A-Za-z0-9_.-]{0,36}|~[0-9a-f]{24}", order_id):
        return order_id
    return "~" + hashlib.sha256(order_id.encode(errors="surrogatepass")).hexdigest()[:24]


async def remember(redis: Redis, keys: Keys, order_ids: Iterable[str]) -> None:
    """Stores which ids the handles mean. Ids that fit cost nothing."""
    for id in order_ids:
        if (handle := handle_of(id)) != id:
            await redis.set(keys.order_handle(handle), id, ex=Keys.order_handle.ttl)


async def resolve(redis: Redis, keys: Keys, handle: str) -> str:
    """The id that a button means. It can be forged: the caller checks whose order it is."""
    found = await redis.get(keys.order_handle(handle)) if handle.startswith("~") else None
    return found.decode() if found else handle
