"""Moves the data of release 0.1.0 to the present key schema, once.

The old keys carry no bot id (`{orders}:…`, `{chat:<id>}:…`), so the first new process that starts moves them to its own
bot; the log says to which. A bot with another token that starts later finds no old keys. Each key is moved by itself:
its new key is written, then the old one is deleted, in this order; so a killed process leaves the rest to the next one,
and what was written twice is the same. Idempotency keys are made of intent ids, which stay.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import structlog
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

from bot.clock import Sleep, sleep
from bot.storage.keys import Keys

log = structlog.get_logger(__name__)

LOCK_TTL = 5.0
"""Seconds after which another process takes over from a killed one; the lock is renewed while keys are moved."""

RENEW_EVERY = 100
"""Keys that are moved between two renewals of the lock."""

OLD_PROCESS_TIMEOUT = 6.0
"""Seconds to wait for the heartbeats and leases of a killed process to expire: twice their lifetime."""

_LOCK, _OWNER = "{orders}:migration", "{orders}:migrated_to"
"""The owner is the id of the bot that moves the old data."""

_SIGN_OF_LIFE = re.compile(rb"\{orders\}:(alive|lease):")

_TEMPORARY = re.compile(r":(alive|lease|bucket):|:(lock|rate:\d+)$|:held$")
"""Old keys that live for seconds or count the present minute: deleted."""

_NAMES = (
    (r":due:", ":queue:"),
    (r":seen$", ":history"),
    (r":chat:(-?\d+)$", r":chat:\1:orders"),
    (r":(chat:-?\d+):open$", r":\1:unpaid"),
    (r":(chat:-?\d+):aside$", r":\1:missed"),
    (r":(chat:-?\d+):back$", r":\1:returned"),
    (r":alerts:since$", ":alerts:started"),
    (r":alerts:rung$", ":alerts:last_triggered"),
    (r":alerts:told$", ":alerts:last_notified"),
    (r"^:fence$", ":fence_counter"),
    (r"^:ended$", ":ended_intents"),
    (r"^:closed$", ":maintenance"),
    (r"^:strangers$", ":denied"),
    (r"^:own-menus$", ":own_menus"),
)

_FIELDS: Mapping[str, Mapping[str, str]] = {
    "order": {
        "doc": "order",
        "chat": "chat_id",
        "intent": "intent_id",
        "place": "message_ref",
        "told": "last_notified",
        "told_note": "last_notified_note",
        "paid_said": "marked_paid_at",
        "changed": "changed_at",
        "cancelling": "cancelled_by_chat",
    },
    "intent": {"order": "order_id", "place": "message_ref"},
    "batch": {"chat": "chat_id", "place": "message_ref", "told": "last_notified", "created": "created_at"},
    "broadcast": {"place": "message_ref", "message": "message_id"},
    "day": {"nano": "nanotons"},
}


class MigrationError(Exception):
    """The old data cannot be moved now; the message says what to do."""


@dataclass
class Migration:
    """The migration at the start of a process: handlers and workers begin when it is `done`.

    `attempted` is set after the first attempt: from then on, people are told when the bot cannot work.
    """

    redis: Redis
    keys: Keys
    sleep: Sleep = sleep
    attempted: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Moves the data; tries again each second while Redis is unavailable. Raises MigrationError."""
        while not self.done.is_set():
            try:
                await migrate(self.redis, self.keys, sleep=self.sleep)
                self.done.set()
                self.attempted.set()
            except RedisError as error:
                log.warning("redis is unavailable", error=error)
                self.attempted.set()
                await self.sleep(1)


async def migrate(redis: Redis, keys: Keys, *, sleep: Sleep = sleep) -> int:
    """Moves all old keys to `keys`, once; returns how many. Raises MigrationError while a process of 0.1.0 lives."""
    if await redis.exists(keys.migrated):
        return 0
    moved = 0
    async with redis.lock(_LOCK, timeout=LOCK_TTL) as lock:
        if await _is_owner(redis, keys):
            await _refuse_old_process(redis, lock, sleep)
            for pattern in ("{chat:*}:*", "{orders}:*"):
                async for raw in redis.scan_iter(pattern, count=500):
                    moved += await _move(redis, raw.decode(), keys)
                    if moved % RENEW_EVERY == 0:
                        await lock.reacquire()  # LockError: too slow, another process goes on
            log.info("data of release 0.1.0 moved", bot=keys.bot_id, keys=moved)
        await redis.set(keys.migrated, 1)
    return moved


async def _is_owner(redis: Redis, keys: Keys) -> bool:
    """Whether there is old data, and this bot moves it: the first that asks, also after a kill in the middle."""
    if not await redis.exists(_OWNER):
        old = [key async for key in redis.scan_iter("{orders}:*", count=500) if _new_name(key.decode(), keys)]
        if not old:
            return False
        await redis.set(_OWNER, keys.bot_id, nx=True)
    return bool(await redis.get(_OWNER) == keys.bot_id.encode())


async def _refuse_old_process(redis: Redis, lock: Lock, sleep: Sleep) -> None:
    """Waits for the heartbeats and leases of a killed process to expire."""
    waited = 0.0
    while [key async for key in redis.scan_iter("{orders}:[al]*", count=500) if _SIGN_OF_LIFE.match(key)]:
        if waited >= OLD_PROCESS_TIMEOUT:
            await redis.delete(_OWNER)
            raise MigrationError("a bot of release 0.1.0 still uses this Redis: stop it, then start this one again")
        await sleep(0.5)
        await lock.reacquire()
        waited += 0.5


def _new_name(old: str, keys: Keys) -> str | None:
    """Where an old key goes: empty for one that is deleted, None for one that is not old."""
    if match := re.match(r"\{orders\}(?=:)|\{chat:(-?\d+)\}(?=:)", old):
        rest = old[match.end() :]
        if old in (_LOCK, _OWNER):
            return None
        if _TEMPORARY.search(rest):
            return ""
        if match[1]:
            return keys.chat(int(match[1])) + rest
        for pattern, name in _NAMES:
            rest = re.sub(pattern, name, rest)
        return keys.root + rest
    return None


async def _move(redis: Redis, old: str, keys: Keys) -> int:
    """Writes the new key with the lifetime of the old one, in one transaction; then deletes the old key."""
    new = _new_name(old, keys)
    if new is None:
        return 0
    if new:
        await _copy(redis, old, new)
    await redis.delete(old)
    return 1


async def _copy(redis: Redis, old: str, new: str) -> None:
    kind = old.split(":")[1] if old.startswith("{orders}") else ""
    fields = _FIELDS.get(kind)
    ttl, dumped = await redis.pttl(old), await redis.dump(old)
    if dumped is None:  # it has just expired
        return
    async with redis.pipeline(transaction=True) as pipe:
        pipe.delete(new)
        if fields and await redis.type(old) == b"hash":
            values = await cast(Awaitable[dict[bytes, bytes]], redis.hgetall(old))
            pipe.hset(new, mapping={fields.get(name.decode(), name.decode()): _json(v) for name, v in values.items()})
        else:
            pipe.restore(new, 0, dumped)
        if ttl > 0:
            pipe.pexpire(new, ttl)
        await pipe.execute()


def _json(value: bytes) -> bytes | str:
    """In a record, `place` becomes `message_ref`. Anything else stays byte for byte."""
    if not value.startswith(b"{") or b'"place":' not in value:
        return value
    document: dict[str, Any] = json.loads(value)
    return json.dumps({"message_ref" if name == "place" else name: item for name, item in document.items()})
