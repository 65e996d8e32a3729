"""Maintenance mode, blocked users, known users and the audit log."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from pydantic import BaseModel

from bot.clock import to_ms
from bot.storage.stored import Stored

MAX_AUDIT_ENTRIES = 1000


class AuditEntry(BaseModel, frozen=True):
    """`did` is the action in one or two words, `about` its object."""

    at: datetime
    admin: int
    did: str
    about: str = ""


@dataclass
class Administration(Stored):
    def __post_init__(self) -> None:
        self._remember = self.script("people/remember")
        self._record = self.script("people/record")

    async def start_maintenance(self, admin: int, words: str) -> None:
        """Stops new confirmations; existing orders continue. `words` is the text for customers, may be empty."""
        await self.redis.set(self.keys.maintenance, words)
        await self.record(admin, "maintenance on", words)

    async def end_maintenance(self, admin: int) -> None:
        await self.redis.delete(self.keys.maintenance, self.keys.stopped)
        await self.record(admin, "maintenance off")

    async def maintenance(self) -> str | None:
        """The admin's text for customers ("" if there is none); None if maintenance is off."""
        words: bytes | None = await self.redis.get(self.keys.maintenance)
        return None if words is None else words.decode()

    async def stopped(self) -> str | None:
        """Why all confirmations are stopped (`Intents`), which the end of maintenance ends; None: they are not."""
        reason: bytes | None = await self.redis.get(self.keys.stopped)
        return None if reason is None else reason.decode()

    async def remember(self, user_id: int) -> dict[str, str]:
        """Stores that the user has just written to the bot, so broadcasts may reach them. Returns what they have not
        paid, as `StoredOrders.unpaid_of_chat`, for one round trip less."""
        flat = [part.decode() for part in await self._remember(user=user_id, now=to_ms(self.clock()))]
        return dict(zip(flat[::2], flat[1::2], strict=True))

    async def is_blocked(self, user_id: int) -> bool:
        return bool(await cast(Awaitable[int], self.redis.sismember(self.keys.blocked, str(user_id))))

    async def forget(self, user_id: int) -> None:
        """Removes the user from broadcasts until they write again."""
        await self.redis.zrem(self.keys.people, str(user_id))

    async def people(self) -> int:
        return int(await self.redis.zcard(self.keys.people))

    async def block(self, admin: int, user_id: int) -> None:
        await cast(Awaitable[int], self.redis.sadd(self.keys.blocked, str(user_id)))
        await self.redis.set(self.keys.chat_blocked(user_id), 1)
        await self.record(admin, "block", str(user_id))

    async def unblock(self, admin: int, user_id: int) -> bool:
        """False: the user was not blocked."""
        was = bool(await cast(Awaitable[int], self.redis.srem(self.keys.blocked, str(user_id))))
        await self.redis.delete(self.keys.chat_blocked(user_id))
        await self.record(admin, "unblock", str(user_id))
        return was

    async def blocked(self) -> list[int]:
        rows = await cast(Awaitable[set[bytes]], self.redis.smembers(self.keys.blocked))
        return sorted(int(row) for row in rows)

    async def record(
        self,
        admin: int,
        did: str,
        about: str = "",
        *,
        member: str | None = None,
        former: bytes = b"",
        notice: str = "",
    ) -> bool:
        """Adds an entry to the audit log (`did` empty: none); in the same step `member` becomes what the team stores of
        `about` ("": it goes), and `notice` is due, so a change of the team is never without them. False: the team
        stores something else than `former`, and nothing is changed."""
        now = self.clock()
        entry = AuditEntry(at=now, admin=admin, did=did, about=about).model_dump_json() if did else ""
        whom, value = ("", "") if member is None else (about, member)
        is_done = await self._record(
            entry=entry,
            limit=MAX_AUDIT_ENTRIES,
            member=whom,
            value=value,
            former=former,
            notice=notice,
            now=to_ms(now),
        )
        return bool(is_done)

    async def audit_log(self, *, limit: int, offset: int = 0) -> tuple[list[AuditEntry], int]:
        """The entries, newest first, and their total number."""
        async with self.redis.pipeline(transaction=False) as pipe:
            pipe.lrange(self.keys.audit, offset, offset + limit - 1)
            pipe.llen(self.keys.audit)
            rows, total = await pipe.execute()
        return [AuditEntry.model_validate_json(row) for row in rows], int(total)

    async def count_denied(self) -> None:
        """Counts an attempt to use an admin command by somebody else."""
        await self.redis.incr(self.keys.denied)

    async def denied_count(self) -> int:
        return int(await self.redis.get(self.keys.denied) or 0)
