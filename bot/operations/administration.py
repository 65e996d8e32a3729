"""Maintenance mode, blocked users, known users and the audit log.

{orders}:closed     maintenance is on; the admin's text for customers (read by orders/confirm.lua)
{orders}:blocked    ids of blocked users; {chat:<id>}:blocked repeats it for the chat's own scripts
{orders}:people     ids of all users who have written to the bot, by their last time
{orders}:audit      what admins did, newest first
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

MAX_AUDIT_ENTRIES = 1000


class AuditEntry(BaseModel):
    """`did` is the action in one or two words, `about` its object."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    admin: int
    did: str
    about: str = ""


class Administration:
    def __init__(self, redis: Redis, *, clock: Clock = utcnow) -> None:
        self._redis = redis
        self._clock = clock

    async def start_maintenance(self, admin: int, words: str) -> None:
        """Stops new confirmations; existing orders continue. `words` is the text for customers, may be empty."""
        await self._redis.set(CLOSED, words)
        await self.record(admin, "maintenance on", words)

    async def end_maintenance(self, admin: int) -> None:
        await self._redis.delete(CLOSED)
        await self.record(admin, "maintenance off")

    async def maintenance(self) -> str | None:
        """The admin's text for customers ("" if there is none); None if maintenance is off."""
        words: bytes | None = await self._redis.get(CLOSED)
        return None if words is None else words.decode()

    async def remember(self, user_id: int) -> None:
        """Stores that the user has just written to the bot, so broadcasts may reach them."""
        await self._redis.zadd(PEOPLE, {str(user_id): to_ms(self._clock())})

    async def is_blocked(self, user_id: int) -> bool:
        return bool(await cast(Awaitable[int], self._redis.sismember(BLOCKED, str(user_id))))

    async def forget(self, user_id: int) -> None:
        """Removes the user from broadcasts until they write again."""
        await self._redis.zrem(PEOPLE, str(user_id))

    async def people(self) -> int:
        return int(await self._redis.zcard(PEOPLE))

    async def block(self, admin: int, user_id: int) -> None:
        await cast(Awaitable[int], self._redis.sadd(BLOCKED, str(user_id)))
        await self._redis.set(_chat_key(user_id), 1)
        await self.record(admin, "block", str(user_id))

    async def unblock(self, admin: int, user_id: int) -> bool:
        """False: the user was not blocked."""
        was = bool(await cast(Awaitable[int], self._redis.srem(BLOCKED, str(user_id))))
        await self._redis.delete(_chat_key(user_id))
        await self.record(admin, "unblock", str(user_id))
        return was

    async def blocked(self) -> list[int]:
        rows = await cast(Awaitable[set[bytes]], self._redis.smembers(BLOCKED))
        return sorted(int(row) for row in rows)

    async def record(self, admin: int, did: str, about: str = "") -> None:
        """Adds an entry to the audit log."""
        entry = AuditEntry(at=self._clock(), admin=admin, did=did, about=about)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.lpush(AUDIT, entry.model_dump_json())
            pipe.ltrim(AUDIT, 0, MAX_AUDIT_ENTRIES - 1)
            await pipe.execute()

    async def audit_log(self, *, limit: int, offset: int = 0) -> tuple[list[AuditEntry], int]:
        """The entries, newest first, and their total number."""
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.lrange(AUDIT, offset, offset + limit - 1)
            pipe.llen(AUDIT)
            rows, total = await pipe.execute()
        return [AuditEntry.model_validate_json(row) for row in rows], int(total)

    async def count_denied(self) -> None:
        """Counts an attempt to use an admin command by somebody else."""
        await self._redis.incr(STRANGERS)

    async def denied_count(self) -> int:
        return int(await self._redis.get(STRANGERS) or 0)


def _chat_key(user_id: int) -> str:
    """A private chat has the id of its user."""
    return f"{{chat:{user_id}}}:blocked"
