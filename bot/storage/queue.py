"""The one queue of the bot: ids, each with a time at which it is due.

Intents to settle, orders to look at and notices to tell are all due sets. Whoever claims an id gets a lease and a
fence; when the lease runs out the id is due again, and a late finish with an old fence changes nothing. Any process
may claim, and a dead one's claims come back by themselves, soon (life.py).
"""

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import Clock, Pause, pause, to_ms, utcnow
from bot.storage.keys import Keys
from bot.storage.redis_clock import script_time
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

CLAIM_TTL = timedelta(seconds=30)
"""So long a claim is somebody's own. Work that takes longer is given up: another may have begun it."""

POLL_INTERVAL = 0.25
"""Seconds between two looks at a due set in which nothing was due."""


QueueName = Literal["intents", "orders", "urgent", "notices", "ticks", "batches", "daily", "broadcast", "exports"]


@cache
def _name(pid: int) -> str:
    return secrets.token_hex(4)


def this_process() -> str:
    """As its fences name it; one that was forked has a name of its own."""
    return _name(os.getpid())


def new_fence() -> str:
    """A fence of this process's own making; other fences are made where they are given out."""
    return f"{this_process()}:{secrets.token_hex(8)}"


@dataclass(frozen=True)
class Claim:
    id: str
    fence: str


class DelayedQueue:
    def __init__(self, redis: Redis, keys: Keys, name: QueueName, *, me: str = "", clock: Clock = utcnow) -> None:
        self.name = name
        self._me = me or this_process()
        self._redis = redis
        self._keys = keys
        self._clock = clock
        self._key = keys.queue(name)
        self._add = Script(redis, "queue/add", keys.root)
        self._gather = Script(redis, "queue/add_by", keys.root)
        self._claim = Script(redis, "queue/claim", keys.root)
        self._finish = Script(redis, "queue/finish", keys.root)

    async def add(self, id: str, at: datetime) -> None:
        """Makes an id due at that time; it also wakes an id that is claimed, by taking the fence away."""
        await self._add(queue=self.name, id=id, at=to_ms(at))

    async def gather(self, id: str, by: datetime) -> None:
        """Makes an id due by that time at the latest: news that come one after the other are worked on together."""
        await self._gather(queue=self.name, id=id, at=to_ms(by))

    async def claim(self, limit: int, lease: timedelta = CLAIM_TTL) -> list[Claim]:
        """At most `limit` due ids, the longest due first, each with a fresh fence; due again after the lease."""
        flat = await self._claim(
            queue=self.name,
            now=script_time(self._clock),
            limit=limit,
            lease=int(lease.total_seconds() * 1000),
            process=self._me,
        )
        return [Claim(id.decode(), fence.decode()) for id, fence in zip(flat[::2], flat[1::2], strict=True)]

    async def finish(self, claim: Claim, *, again: datetime | None = None) -> bool:
        """False: the fence is gone, somebody else has the id, and it will come back by itself."""
        return bool(
            await self._finish(queue=self.name, id=claim.id, fence=claim.fence, again_at=to_ms(again) if again else "")
        )

    async def drop(self, id: str) -> None:
        """Takes an id out, whoever holds it."""
        await self._finish(queue=self.name, id=id, fence="", again_at="")

    async def hold(self, seconds: float) -> None:
        """Nobody claims anything for so long: another way is found to do the work of all."""
        await self._redis.set(self._keys.held(self.name), 1, px=int(seconds * 1000))

    async def release(self) -> None:
        await self._redis.delete(self._keys.held(self.name))

    async def size(self) -> int:
        return int(await self._redis.zcard(self._key))

    async def lag(self) -> timedelta:
        """How long the longest due id has been waiting; zero when nothing is due."""
        first = await self._redis.zrange(self._key, 0, 0, withscores=True)
        if not first:
            return timedelta(0)
        return max(timedelta(0), timedelta(milliseconds=to_ms(self._clock()) - first[0][1]))


async def work(
    due: DelayedQueue,
    do: Callable[[Claim], Awaitable[None]],
    *,
    stopping: asyncio.Event,
    hands: int = 20,
    pause: Pause = pause,
) -> None:
    """The loop of every worker: claim what is due, as much as `hands` are free, until told to stop.

    `do` finishes its claim itself. What it raises is logged and never ends the loop: the claim comes back after its
    lease. While Redis is away the loop waits for it. Returns when all that it began is done.
    """
    busy = 0

    async def hand(claim: Claim) -> None:
        nonlocal busy
        busy += 1
        try:
            async with asyncio.timeout(CLAIM_TTL.total_seconds()):
                await do(claim)
        except TimeoutError:
            log.warning("work took longer than its lease", due=due.name, id=claim.id)
        except RedisError as error:
            log.warning("redis is away", due=due.name, id=claim.id, error=f"{type(error).__name__}: {error}")
        except Exception:
            log.exception("work failed", due=due.name, id=claim.id)
        finally:
            busy -= 1

    async with asyncio.TaskGroup() as group:
        while not stopping.is_set():
            claims: list[Claim] = []
            try:
                if busy < hands:
                    claims = await due.claim(hands - busy)
            except RedisError as error:
                log.warning("redis is away", due=due.name, error=f"{type(error).__name__}: {error}")
                await pause(stopping, 1)
            for claim in claims:
                group.create_task(hand(claim))
            await pause(stopping, 0 if claims else POLL_INTERVAL)
