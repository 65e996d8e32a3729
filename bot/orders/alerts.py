"""Alerts: what the admins must know, once until it is over.

An alert that is raised stays raised until it is cleared, and is told when it is raised, again each hour while it goes
on, and when it is over. Its texts are made by the notifier: here it is a kind and a subject.
"""

from datetime import timedelta

from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.orders.scripts import Script

AGAIN = timedelta(hours=1)


class Alerts:
    def __init__(self, redis: Redis, *, clock: Clock = utcnow) -> None:
        self._clock = clock
        self._alert = Script(redis, "alert")

    async def ring(self, kind: str, subject: str = "") -> None:
        """Tells the admins, unless they were told of the same within the hour."""
        await self._alert(1, f"{kind}:{subject}", to_ms(self._clock()), int(AGAIN.total_seconds()))

    async def over(self, kind: str, subject: str = "") -> None:
        """Tells the admins that it is over, if they were told that it had begun."""
        await self._alert(0, f"{kind}:{subject}", to_ms(self._clock()), 0)
