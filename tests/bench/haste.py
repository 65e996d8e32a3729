"""Time that runs faster, for a whole process: its clock, its sleeps and its pauses.

`hurry()` must come before anything else of the bot is imported, so that every part gets this time. What goes over the
network, and how long Redis keeps a lease, stays in real time: neighbours seem slower than they are, never faster.
"""

import asyncio
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot import clock


class Haste:
    """Since `since` (a timestamp), each second is `speed` seconds."""

    def __init__(self, speed: float, since: float) -> None:
        self.speed = speed
        self.since = since

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Haste":
        return cls(float(environment["BENCH_SPEED"]), float(environment["BENCH_SINCE"]))

    @property
    def environment(self) -> dict[str, str]:
        """What tells another process of it."""
        return {"BENCH_SPEED": str(self.speed), "BENCH_SINCE": str(self.since)}

    def now(self) -> datetime:
        begun = datetime.fromtimestamp(self.since, UTC)
        return begun + timedelta(seconds=(datetime.now(UTC) - begun).total_seconds() * self.speed)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.speed)

    async def pause(self, stopping: asyncio.Event, seconds: float) -> None:
        await _pause(stopping, seconds / self.speed)


_pause = clock.pause


def hurry() -> Haste:
    haste = Haste.of(os.environ)
    clock.utcnow, clock.sleep, clock.pause = haste.now, haste.sleep, haste.pause
    return haste


if __name__ == "__main__":
    hurry()

    import sys
    from functools import partial

    sys.modules["rich"] = None  # type: ignore[assignment]  # as shipped: see soak.py

    from bot import app, runner
    from bot.__main__ import main

    runner.build = partial(app.build, clock=clock.utcnow)  # type: ignore[attr-defined]
    sys.exit(main([]))
