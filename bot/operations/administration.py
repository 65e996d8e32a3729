"""Control: what admins can switch, whom they keep out, who has been here, and a list of what they did.

{orders}:closed     the shop takes no new confirmations; the words for the customers (read by orders/confirm.lua)
{orders}:blocked    ids of people who are kept out; {chat:<id>}:blocked says the same where their updates come by
{orders}:people     everybody who has written to the bot, by when they last did
{orders}:audit      what admins did, the latest first
"""

from collections.abc import Awaitable
from datetime import datetime
from typing import cast

from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.storage.keys import ROOT

CLOSED, BLOCKED, PEOPLE, AUDIT, STRANGERS = (
    f"{ROOT}:{name}" for name in ("closed", "blocked", "people", "audit", "strangers")
)

AUDIT_KEPT = 1000


class AuditEntry(BaseModel):
    """What an admin did: one word, and what it was done to."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    admin: int
    did: str
    about: str = ""


class Administration:
    def __init__(self, redis: Redis, *, clock: Clock = utcnow) -> None:
        self._redis = redis
        self._clock = clock

    # The shop's door

    async def start_maintenance(self, admin: int, words: str) -> None:
        """No new confirmations from now on; orders that exist go on being served."""
        await self._redis.set(CLOSED, words)
        await self.record(admin, "maintenance on", words)

    async def end_maintenance(self, admin: int) -> None:
        await self._redis.delete(CLOSED)
        await self.record(admin, "maintenance off")

    async def maintenance(self) -> str | None:
        """The admin's words for the customers (perhaps none: ""); None while the shop is open."""
        words: bytes | None = await self._redis.get(CLOSED)
        return None if words is None else words.decode()

    # People

    async def remember(self, user_id: int) -> None:
        """That person has written to the bot now, so the bot may write to them."""
        await self._redis.zadd(PEOPLE, {str(user_id): to_ms(self._clock())})

    async def is_blocked(self, user_id: int) -> bool:
        return bool(await cast(Awaitable[int], self._redis.sismember(BLOCKED, str(user_id))))

    async def forget(self, user_id: int) -> None:
        """No broadcast reaches them, until they write again."""
        await self._redis.zrem(PEOPLE, str(user_id))

    async def people(self) -> int:
        return int(await self._redis.zcard(PEOPLE))

    async def block(self, admin: int, user_id: int) -> None:
        await cast(Awaitable[int], self._redis.sadd(BLOCKED, str(user_id)))
        await self._redis.set(_door(user_id), 1)
        await self.record(admin, "block", str(user_id))

    async def unblock(self, admin: int, user_id: int) -> bool:
        """False: that person was not blocked."""
        was = bool(await cast(Awaitable[int], self._redis.srem(BLOCKED, str(user_id))))
        await self._redis.delete(_door(user_id))
        await self.record(admin, "unblock", str(user_id))
        return was

    async def blocked(self) -> list[int]:
        rows = await cast(Awaitable[set[bytes]], self._redis.smembers(BLOCKED))
        return sorted(int(row) for row in rows)

    # What was done

    async def record(self, admin: int, did: str, about: str = "") -> None:
        """Writes a deed down."""
        deed = AuditEntry(at=self._clock(), admin=admin, did=did, about=about)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.lpush(AUDIT, deed.model_dump_json())
            pipe.ltrim(AUDIT, 0, AUDIT_KEPT - 1)
            await pipe.execute()

    async def audit_log(self, *, limit: int, offset: int = 0) -> tuple[list[AuditEntry], int]:
        """The latest first, and how many there are."""
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.lrange(AUDIT, offset, offset + limit - 1)
            pipe.llen(AUDIT)
            rows, total = await pipe.execute()
        return [AuditEntry.model_validate_json(row) for row in rows], int(total)

    async def count_denied(self) -> None:
        """Counts somebody who tried what only admins may."""
        await self._redis.incr(STRANGERS)

    async def denied_count(self) -> int:
        return int(await self._redis.get(STRANGERS) or 0)


def _door(user_id: int) -> str:
    """A person's own chat with the bot has their id."""
    return f"{{chat:{user_id}}}:blocked"
