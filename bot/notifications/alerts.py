"""Alerts: what the admins must know, once until it is over.

What is `ring`ed is told when it has gone on for a while (at once, if no while is given), and again each hour while it
goes on. Troubles that last are over when somebody says so, or when nobody has rung for some minutes; then that is told,
too. The texts are made by the notifier: here an alert is a kind and a subject.
"""

from datetime import datetime, timedelta

from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.storage.keys import Keys
from bot.storage.redis_clock import script_time
from bot.storage.scripts import Script

AGAIN = timedelta(hours=1)

QUIET = timedelta(minutes=3)
"""Longer than the pauses between two looks at anything that can be in trouble."""

LIMITED = timedelta(minutes=1)
"""The partner may say "too many calls" for so long before it is a trouble."""

LASTING = frozenset({"balance", "lag", "partner", "rate-limit", "stuck", "telegram", "unauthorized"})
"""Kinds that are rung again and again while they last. Others happen, and that is that."""


class Alerts:
    def __init__(self, redis: Redis, keys: Keys, *, clock: Clock = utcnow) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock
        self._trigger = Script(redis, "alerts/trigger", keys.root)
        self._clear = Script(redis, "alerts/clear", keys.root)
        self._triggered_here: set[str] = set()

    async def trigger(
        self, kind: str, subject: str = "", *, after: timedelta = timedelta(0), again: timedelta | None = AGAIN
    ) -> None:
        """It is so now. Told once it was so for `after`, and again each `again` (None: never)."""
        if kind in LASTING:  # the others are never over, and would only pile up
            self._triggered_here.add(f"{kind}:{subject}")
        await self._trigger(
            alert=f"{kind}:{subject}",
            now=script_time(self._clock),
            after=int(after.total_seconds() * 1000),
            repeat_after=int(again.total_seconds() * 1000) if again else "",
        )

    async def clear(self, kind: str, subject: str = "") -> None:
        """It is over, which is told if its beginning was."""
        await self._clear(alert=f"{kind}:{subject}", now=to_ms(self._clock()), notify=1)
        self._triggered_here.discard(f"{kind}:{subject}")

    async def clear_if_triggered(self, kind: str, subject: str = "") -> None:
        """`over`, for those who find at every step that all is well: Redis is asked only if this process rang it.
        What a process rang that has died since, is ended by those who look on purpose (trouble.py)."""
        if f"{kind}:{subject}" in self._triggered_here:
            await self.clear(kind, subject)

    async def active(self) -> list[str]:
        """What was told and is not over, each as `kind:subject`."""
        rows = [row.decode() for row in await self._redis.zrange(self._keys.alerts_notified, 0, -1)]
        return [row for row in rows if row.partition(":")[0] in LASTING | {"frozen"}]

    async def clear_stale(self, now: datetime) -> None:
        """Ends what has not been rung for a while. For one who has looked all that while."""
        for row in await self._redis.zrangebyscore(self._keys.alerts_triggered, "-inf", to_ms(now - QUIET)):
            id = row.decode()
            lasting = id.partition(":")[0] in LASTING
            rung = await self._redis.zscore(self._keys.alerts_triggered, id)
            if lasting or (rung is not None and rung <= to_ms(now - AGAIN)):
                await self._clear(alert=id, now=to_ms(now), notify=int(lasting))
