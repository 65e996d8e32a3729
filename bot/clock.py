"""Clock, sleep and pause. They are injected everywhere, so that tests control time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the current time, aware, in UTC."""

Sleep = Callable[[float], Awaitable[None]]
"""Waits for seconds."""

Pause = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits for seconds, or until the event is set."""


def utcnow() -> datetime:
    return datetime.now(UTC)


sleep: Sleep = asyncio.sleep


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        pass


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970, the unit of all times in Redis."""
    return int(at.timestamp() * 1000)


def from_ms(ms: float | str | bytes) -> datetime:
    return datetime.fromtimestamp(float(ms) / 1000, UTC)
