"""A rate limit that all processes share: a sliding window, urgent calls first."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import NamedTuple

from redis.asyncio import Redis

from bot.clock import Clock, Sleep, sleep, utcnow
from bot.storage.redis_clock import script_time
from bot.storage.scripts import Script

Observe = Callable[[int, float], None]
"""Called for every call that is let through: its priority, and the seconds that it waited."""

MAX_HOLD_WAIT = 3.0
"""Seconds that a call waits for the end of a hold. Longer holds are returned to the caller."""

KEPT_SHARE = 5
"""The `kept` priorities get at least one call in so many."""


class Turn(NamedTuple):
    """`wait`: seconds before asking again; 0: the call is counted and may be made. `held_by`: the status (429, 503)
    whose Retry-After makes it wait; 0: none. `is_probe`: the call is the first after a hold, and all others wait for
    its outcome, which `hold` stores."""

    wait: float
    held_by: int
    is_probe: bool


@dataclass
class RateLimiter:
    """`rate` calls in any `window` seconds. Priorities count from 0, the most urgent; those from `patient` on leave one
    call of each window free and are evenly spaced, so that a person never waits behind background work. Those from
    `kept` on get one call in KEPT_SHARE, however many calls persons make."""

    redis: Redis
    root: str
    rate: int
    _: KW_ONLY
    window: int = 1
    patient: int = 2
    kept: int | None = None
    clock: Clock = utcnow
    sleep: Sleep = sleep
    observe: Observe = lambda priority, seconds: None

    def __post_init__(self) -> None:
        self._take = Script(self.redis, "rate_limit/take", self.root)
        self._hold = Script(self.redis, "rate_limit/hold", self.root)
        self._locks: defaultdict[tuple[int, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def take(self, priority: int, scope: str = "") -> Turn:
        """Returns when the call may be made; in one process, calls of a priority and group of scopes (the part before
        the last "/") keep their order.

        During a hold that is longer than MAX_HOLD_WAIT it returns a turn with `wait`: the call must not be made.
        """
        begun = self.clock()
        async with self._locks[priority, scope.rpartition("/")[0]]:  # only the first one asks Redis
            while (turn := await self.ask(priority, scope)).wait:
                waited = (self.clock() - begun).total_seconds()
                if turn.held_by and waited + turn.wait > MAX_HOLD_WAIT:
                    return turn
                await self.sleep(turn.wait)
        self.observe(priority, (self.clock() - begun).total_seconds())
        return turn

    async def ask(self, priority: int, scope: str = "") -> Turn:
        """Asks once whether a call may be made."""
        is_kept = self.kept is not None and priority >= self.kept
        wait, held_by, is_probe = await self._take(
            now=script_time(self.clock),
            window=self.window * 1000,
            rate=self.rate,
            share=self.rate if priority < self.patient else max(1, self.rate - 1),
            priority=int(priority),
            kept_interval=1000 * self.window * KEPT_SHARE // self.rate if is_kept else "",
            reserve=0 if self.kept is None or is_kept or not priority else self.rate // KEPT_SHARE,
            member=secrets.token_hex(6),
            scope=scope,
        )
        return Turn(int(wait) / 1000, int(held_by), bool(is_probe))

    async def hold(
        self, status: int, seconds: float, *, is_probe: bool, scope: str = "", lowers_rate: bool = False
    ) -> None:
        """Stops all calls of all processes, or those of a scope, for so many seconds: an answer had that status.
        Afterwards one call probes. 0 seconds after a probe: the hold is over. `lowers_rate`: there were too many calls
        in the last window, so for some minutes there are fewer."""
        now = script_time(self.clock)
        await self._hold(
            now=now,
            window=self.window * 1000,
            status=status,
            ms=int(seconds * 1000),
            is_probe=int(is_probe),
            scope=scope,
            lowers_rate=int(lowers_rate),
        )
