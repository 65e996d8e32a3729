"""Figures: what this bot has counted of its own orders, day by day (UTC)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from redis.asyncio import Redis

from bot.clock import Clock, utcnow
from bot.partner.models import NANO
from bot.storage.keys import Keys

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class DayCount:
    """Orders placed that day, orders whose payment was seen, orders completed; what the completed ones were worth."""

    day: date
    placed: int
    paid: int
    completed: int
    stars: int
    months: int
    ton: Decimal


class Statistics:
    def __init__(self, redis: Redis, keys: Keys, *, clock: Clock = utcnow) -> None:
        self._redis = redis
        self._keys = keys
        self._clock = clock

    async def days(self, number: int) -> list[DayCount]:
        """The last so many days, today last."""
        today = self._clock().date()
        days = [today - timedelta(days=back) for back in reversed(range(number))]
        async with self._redis.pipeline(transaction=False) as pipe:
            for day in days:
                pipe.hgetall(self._keys.day((day - _EPOCH).days))
            rows = await pipe.execute()
        return [
            _day(day, {name.decode(): int(value) for name, value in row.items()})
            for day, row in zip(days, rows, strict=True)
        ]


def _day(day: date, counted: dict[str, int]) -> DayCount:
    return DayCount(
        day=day,
        placed=counted.get("placed", 0),
        paid=counted.get("paid", 0),
        completed=counted.get("completed", 0),
        stars=counted.get("stars", 0),
        months=counted.get("premium", 0),
        ton=Decimal(counted.get("nanotons", 0)) / NANO,
    )
