"""The order in which calls get their share of the rate limit, and what an answer 429 or 503 holds for all processes."""

from enum import IntEnum
from typing import Protocol

PROBE_INTERVAL = 5.0
"""Seconds until the next probe, where the last one got no better answer and no Retry-After."""


class Priority(IntEnum):
    """The order in which callers get their share of the rate limit, first to last. WATCH is one order that nobody
    waits for; SWEEP reads many orders with one call, so it comes first."""

    CONFIRM = 0
    PERSON = 1
    BATCH = 2
    SWEEP = 3
    WATCH = 4


class Pace(Protocol):
    """The rate limit that all processes with the same key share (`storage/rate_limit.py`)."""

    async def take(self, priority: int, scope: str) -> tuple[float, int, bool]:
        """Waits before a request. Returns seconds and the status of the answer that asked for them, if nobody may call
        for so long; and whether the request is the first one after such a time."""

    async def hold(self, status: int, seconds: float, *, is_probe: bool, scope: str, lowers_rate: bool) -> None:
        """Stops all requests (of that scope, if it is not empty) for so many seconds; 0 after a probe: ends that.
        `lowers_rate`: for some minutes there are fewer of them."""
