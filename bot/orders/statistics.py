"""Sales: of the whole shop by day (UTC), as counted in Redis, and of one reseller, counted from their orders."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from redis.asyncio import Redis

from bot.clock import Clock, utcnow
from bot.orders.models import ENDED
from bot.partner.models import NANO, Order, OrderStatus, Product
from bot.storage import hashes
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


@dataclass
class Statistics:
    redis: Redis
    keys: Keys
    _: KW_ONLY
    clock: Clock = utcnow

    async def days(self, number: int) -> list[DayCount]:
        """The last days, today last."""
        today = self.clock().date()
        days = [today - timedelta(days=back) for back in reversed(range(number))]
        rows = await hashes.read_many(self.redis, [self.keys.day((day - _EPOCH).days) for day in days])
        return [_day(day, row) for day, row in zip(days, rows, strict=True)]


def _day(day: date, row: Mapping[bytes, bytes]) -> DayCount:
    counted = {name.decode(): int(value) for name, value in row.items()}
    return DayCount(
        day=day,
        placed=counted.get("placed", 0),
        paid=counted.get("paid", 0),
        completed=counted.get("completed", 0),
        stars=counted.get("stars", 0),
        months=counted.get("premium", 0),
        ton=Decimal(counted.get("nanotons", 0)) / NANO,
    )


def day_of(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Begin and end of a day in that time zone, in UTC."""
    begin = datetime.combine(day, time(), zone)
    return begin.astimezone(UTC), (begin + timedelta(days=1)).astimezone(UTC)


@dataclass(frozen=True)
class SalesTotals:
    """Totals of some orders. Stars, months and TON count delivered orders only."""

    orders: int = 0
    delivered: int = 0
    ended: int = 0
    stars: int = 0
    months: int = 0
    ton: Decimal = Decimal(0)

    @property
    def success(self) -> Decimal | None:
        """The delivered part of the ended orders; None while no order has ended."""
        return Decimal(self.delivered) / self.ended if self.ended else None

    def adding(self, order: Order) -> "SalesTotals":
        delivered = order.status is OrderStatus.COMPLETED
        amount = order.amount or 0 if delivered else 0
        return SalesTotals(
            orders=self.orders + 1,
            delivered=self.delivered + delivered,
            ended=self.ended + (order.status in ENDED),
            stars=self.stars + (amount if order.product is Product.STARS else 0),
            months=self.months + (amount if order.product is Product.PREMIUM else 0),
            ton=self.ton + (order.price_ton or Decimal(0) if delivered else Decimal(0)),
        )


@dataclass(frozen=True)
class SalesByDay:
    """A reseller's totals of each day, the oldest first, today last."""

    days: Mapping[date, SalesTotals]

    @classmethod
    def count(cls, orders: Iterable[Order], today: date, days: int, zone: tzinfo) -> "SalesByDay":
        by_day = {today - timedelta(days=ago): SalesTotals() for ago in reversed(range(days))}
        for order in orders:
            day = order.created_at.astimezone(zone).date() if order.created_at else None
            if day in by_day:
                by_day[day] = by_day[day].adding(order)
        return cls(by_day)

    def last(self, days: int) -> SalesTotals:
        """Totals of the last days, today included."""
        part = list(self.days.values())[-days:]

        def total(of: Callable[[SalesTotals], int]) -> int:
            return sum(map(of, part))

        return SalesTotals(
            orders=total(lambda day: day.orders),
            delivered=total(lambda day: day.delivered),
            ended=total(lambda day: day.ended),
            stars=total(lambda day: day.stars),
            months=total(lambda day: day.months),
            ton=sum((day.ton for day in part), Decimal(0)),
        )
