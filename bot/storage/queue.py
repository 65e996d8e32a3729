"""A delayed queue: ids, each with a time at which it is due. Any process may claim what is due.

A claim is a lease and a fence. When the lease ends, the id is due again, and a late `finish` with the old fence changes
nothing. `heartbeat.py` gives back the claims of a dead process sooner.
"""

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

import structlog
from redis.exceptions import RedisError

from bot.clock import Pause, from_ms, pause, to_ms
from bot.storage.redis_clock import script_time
from bot.storage.stored import Stored

log = structlog.get_logger(__name__)

CLAIM_TTL = timedelta(seconds=30)
"""Lease of a claim. Work that takes longer is cancelled: another process may have begun it."""

POLL_INTERVAL = 0.25
"""Seconds between two looks at the queues while nothing is due."""

OUTAGE_PAUSE = 1.0
"""Seconds until Redis is asked again after it has failed."""

QueueName = Literal[
    "intents", "orders", "urgent", "notices", "ticks", "batches", "daily", "broadcast", "exports", "updates"
]


@cache
def _name(pid: int) -> str:
    return secrets.token_hex(4)


def this_process() -> str:
    """The name of this process in its fences; a forked process has a name of its own."""
    return _name(os.getpid())


def new_fence() -> str:
    """A fence made by the caller; `claim.lua` makes the others."""
    return f"{this_process()}:{secrets.token_hex(8)}"


@dataclass(frozen=True)
class Claim:
    id: str
    fence: str


@dataclass
class LastingQueue(Stored):
    """A queue (`orders`, `intents`) that an id leaves only by a script that also writes a notice or an alert."""

    name: QueueName
    _: KW_ONLY
    me: str = field(default_factory=this_process)

    def __post_init__(self) -> None:
        self._add, self._gather, self._claim, self._finish = (
            self.script(f"queue/{name}") for name in ("add", "add_by", "claim", "finish")
        )

    async def add(self, id: str, at: datetime) -> None:
        """Makes an id due at that time. A claim of it loses its fence."""
        await self._add(queue=self.name, id=id, at=to_ms(at))

    async def gather(self, id: str, by: datetime) -> None:
        """Makes an id due at that time or earlier, so that changes of the next moments are handled together."""
        await self._gather(queue=self.name, id=id, at=to_ms(by))

    async def claim(self, limit: int, lease: timedelta = CLAIM_TTL) -> list[Claim]:
        """Claims at most `limit` due ids, the longest due first."""
        flat = await self._claim(
            queue=self.name,
            now=script_time(self.clock),
            limit=limit,
            lease=int(lease.total_seconds() * 1000),
            process=self.me,
        )
        return [Claim(id.decode(), fence.decode()) for id, fence in zip(flat[::2], flat[1::2], strict=True)]

    async def postpone(self, claim: Claim, again: datetime) -> bool:
        """Ends a claim; the id is due at that time. False: the fence is gone, so another claim of the id decides."""
        return bool(await self._finish(queue=self.name, id=claim.id, fence=claim.fence, again_at=to_ms(again)))

    async def due_at(self, id: str) -> datetime | None:
        """When an id is due, or its claim ends; None: it is not in the queue."""
        at = await self.redis.zscore(self.keys.queue(self.name), id)
        return from_ms(at) if at is not None else None

    async def hold(self, seconds: float) -> None:
        """Stops all claims for so long."""
        await self.redis.set(self.keys.held(self.name), 1, px=int(seconds * 1000))

    async def release(self) -> None:
        await self.redis.delete(self.keys.held(self.name))

    async def size(self) -> int:
        return int(await self.redis.zcard(self.keys.queue(self.name)))

    async def lag(self) -> timedelta:
        """How long the longest due id has been waiting; zero when nothing is due."""
        for _, due_at in await self.redis.zrange(self.keys.queue(self.name), 0, 0, withscores=True):
            return max(timedelta(0), timedelta(milliseconds=to_ms(self.clock()) - due_at))
        return timedelta(0)


class DelayedQueue(LastingQueue):
    async def finish(self, claim: Claim, *, again: datetime | None = None) -> bool:
        """Like `postpone`; with no time the id leaves the queue."""
        if again:
            return await self.postpone(claim, again)
        return bool(await self._finish(queue=self.name, id=claim.id, fence=claim.fence, again_at=""))

    async def drop(self, id: str) -> None:
        """Removes an id, also a claimed one."""
        await self._finish(queue=self.name, id=id, fence="", again_at="")


@dataclass
class DueQueues(Stored):
    """Asks for all queues of a process at once whether something is due.

    A process at rest takes 11 ms of CPU a second with it, and 22 ms when each of eight queues is asked by itself.
    """

    _: KW_ONLY
    pause: Pause = pause

    def __post_init__(self) -> None:
        self._ask = self.script("queue/due")
        self._due: dict[QueueName, asyncio.Event] = {}

    async def run(self, stopping: asyncio.Event) -> None:
        """Wakes those who wait for a queue, when something in it is due and when `stopping` is set."""
        try:
            while not stopping.is_set():
                interval = POLL_INTERVAL
                try:
                    for name in await self._ask(now=script_time(self.clock), queues=list(self._due)):
                        self._due[name.decode()].set()
                except RedisError as error:
                    log.warning("redis is unavailable", error=error)
                    interval = OUTAGE_PAUSE
                except Exception:  # nobody else would wake those who wait
                    log.exception("queues could not be asked")
                    interval = OUTAGE_PAUSE
                await self.pause(stopping, interval)
        finally:
            for due in self._due.values():
                due.set()

    async def wait(self, name: QueueName, stopping: asyncio.Event) -> None:
        """Waits until something in that queue is due, or `stopping` is set, the event with which `run` was called.
        Nobody else may wait for the same queue."""
        due = self._due.setdefault(name, asyncio.Event())
        if not stopping.is_set():
            await due.wait()
        due.clear()


async def work(
    queue: LastingQueue,
    handle: Callable[[Claim], Awaitable[None]],
    due: DueQueues,
    *,
    stopping: asyncio.Event,
    tasks: int = 20,
    pause: Pause = pause,
) -> None:
    """Claims what is due and handles it, at most `tasks` claims at the same time, until `stopping` is set. `due` runs
    as long as this does.

    `handle` finishes its claim. What it raises is logged, and the id is due again after its lease. Returns when all
    running tasks have ended.
    """
    busy = 0

    async def run(claim: Claim) -> None:
        nonlocal busy
        busy += 1
        try:
            async with asyncio.timeout(CLAIM_TTL.total_seconds()):
                await handle(claim)
        except TimeoutError:
            log.warning("work took longer than its lease", queue=queue.name, id=claim.id)
        except RedisError as error:
            log.warning("redis is unavailable", queue=queue.name, id=claim.id, error=error)
        except Exception:
            log.exception("work failed", queue=queue.name, id=claim.id)
        finally:
            busy -= 1

    async with asyncio.TaskGroup() as group:
        while not stopping.is_set():
            claims: list[Claim] = []
            try:
                if busy < tasks:
                    claims = await queue.claim(tasks - busy)
            except RedisError as error:
                log.warning("redis is unavailable", queue=queue.name, error=error)
                await pause(stopping, OUTAGE_PAUSE)
            for claim in claims:
                group.create_task(run(claim))
            if claims:
                await pause(stopping, 0)
            else:
                await due.wait(queue.name, stopping)
