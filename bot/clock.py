"""Time, as the bot sees it: injected everywhere, so that a test can hold it still."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""

Pause = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits so many seconds, less if the event is set before."""


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
    """Milliseconds since 1970: the unit of every score and deadline in Redis."""
    return int(at.timestamp() * 1000)


def from_ms(ms: float | str | bytes) -> datetime:
    return datetime.fromtimestamp(float(ms) / 1000, UTC)
