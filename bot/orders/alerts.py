"""Alerts: what the admins must know, once until it is over.

An alert that is raised stays raised until it is cleared, and is told when it is raised, again each hour while it goes
on, and when it is over. Its texts are made by the notifier: here it is a kind and a subject.
"""

from datetime import timedelta

from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.orders.due import DueSet
from bot.orders.scripts import ROOT

AGAIN = timedelta(hours=1)


class Alerts:
    def __init__(self, redis: Redis, *, clock: Clock = utcnow) -> None:
        self._redis = redis
        self._clock = clock
        self._notices = DueSet(redis, "notices", clock=clock)

    async def ring(self, kind: str, subject: str = "") -> None:
        """Tells the admins, unless they were told of the same within the hour."""
        key = f"{ROOT}:alert:{kind}:{subject}"
        if await self._redis.set(key, to_ms(self._clock()), nx=True, ex=AGAIN):
            await self._notices.add(f"alert:{kind}:{subject}", self._clock())

    async def over(self, kind: str, subject: str = "") -> None:
        """Tells the admins that it is over, if they were told that it had begun."""
        if await self._redis.delete(f"{ROOT}:alert:{kind}:{subject}"):
            await self._notices.add(f"over:{kind}:{subject}", self._clock())
