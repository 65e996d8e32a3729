"""Refuses a second bot with the same Redis, partner key and REFERENCE_PREFIX: each would adopt the other's orders."""

import asyncio
from dataclasses import KW_ONLY, dataclass

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import Pause, pause
from bot.storage.keys import PREFIX_TTL

log = structlog.get_logger(__name__)


RENEW_INTERVAL = 20.0
"""Seconds."""


class PrefixTakenError(Exception):
    """Another bot uses the prefix. `str()` is one line for the operator."""


@dataclass
class PrefixClaim:
    """`key`: see `keys.partner_prefix`. All processes of one bot share the claim."""

    redis: Redis
    key: str
    bot_id: str
    prefix: str
    _: KW_ONLY
    pause: Pause = pause

    async def take(self) -> None:
        """Takes or renews the claim. Raises PrefixTakenError, RedisError."""
        if await self.redis.set(self.key, self.bot_id, nx=True, ex=PREFIX_TTL):
            return
        owner = await self.redis.get(self.key)
        if owner is not None and owner.decode() != self.bot_id:
            raise PrefixTakenError(
                f"REFERENCE_PREFIX: bot {owner.decode()} uses {self.prefix!r} with this PARTNER_API_KEY and Redis; "
                "set another prefix (if that bot was replaced, start again after a minute)"
            )
        await self.redis.expire(self.key, PREFIX_TTL)

    async def run(self, stopping: asyncio.Event) -> None:
        """Renews the claim, and gives it back at the end."""
        while not stopping.is_set():
            try:
                await self.take()
            except (RedisError, PrefixTakenError) as error:
                log.warning("prefix is not claimed", error=str(error))
            await self.pause(stopping, RENEW_INTERVAL)
        try:
            if await self.redis.get(self.key) == self.bot_id.encode():
                await self.redis.delete(self.key)
        except RedisError as error:
            log.warning("redis is unavailable", error=error)
