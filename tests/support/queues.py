"""A worker of one queue, as the app runs it."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.clock import Pause, pause
from bot.storage.queue import Claim, DueQueues, LastingQueue, work


async def works(
    queue: LastingQueue,
    handle: Callable[[Claim], Awaitable[None]],
    *,
    stopping: asyncio.Event,
    pause: Pause = pause,
) -> None:
    """Handles what is due in a queue, until `stopping` is set."""
    due = DueQueues(queue.redis, queue.keys, clock=queue.clock, pause=pause)
    async with asyncio.TaskGroup() as group:
        group.create_task(due.run(stopping))
        await work(queue, handle, due, stopping=stopping, pause=pause)
