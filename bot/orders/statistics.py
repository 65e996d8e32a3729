"""Sales: of the whole shop by day (UTC), as counted in Redis, and of one reseller, counted from their orders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from bot.clock import from_ms
from bot.orders.models import ENDED, WatchedOrder
from bot.partner.goods import Product
from bot.partner.money import NANO
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.stored import Stored

_EPOCH = date(1970, 1, 1)

MAX_OPEN_COUNTED = 500

UNSUCCESSFUL = (OrderStatus.FAILED, OrderStatus.REFUNDED, OrderStatus.EXPIRED, OrderStatus.CANCELLED)


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
    unsuccessful: Mapping[OrderStatus, int] = field(default_factory=dict)
    slowest: timedelta | None = None
    """The longest time from a payment that was seen to the delivery."""


@dataclass(frozen=True)
class OpenMoney:
    """Orders that are paid and have not ended: their number, their price together in TON, and the oldest payment."""

    orders: int
    ton: Decimal
    since: datetime | None


@dataclass
class Statistics(Stored):
    async def day(self, day: date) -> DayCount:
        return _day(day, await hashes.read(self.redis, self.keys.day((day - _EPOCH).days)))

    async def open_money(self) -> OpenMoney:
        """The price counts the MAX_OPEN_COUNTED oldest orders."""
        paid = await self.redis.zrange(self.keys.paid, 0, MAX_OPEN_COUNTED - 1, withscores=True)
        rows = await hashes.read_many(self.redis, [self.keys.order(id.decode()) for id, _ in paid])
        prices = [WatchedOrder.read(row).order.price_ton for row in rows if b"order" in row]
        number = int(await self.redis.zcard(self.keys.paid))
        since = from_ms(int(paid[0][1])) if paid else None
        return OpenMoney(number, sum((price or Decimal(0) for price in prices), Decimal(0)), since)

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
        unsuccessful={status: counted.get(status, 0) for status in UNSUCCESSFUL},
        slowest=timedelta(seconds=counted["slowest"]) if "slowest" in counted else None,
    )


def day_of(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Begin and end of a day in that time zone, in UTC."""
    begin = datetime.combine(day, time(), zone)
    return begin.astimezone(UTC), (begin + timedelta(days=1)).astimezone(UTC)


UNSOLD = frozenset({OrderStatus.EXPIRED, OrderStatus.CANCELLED, OrderStatus.FAILED, OrderStatus.REFUNDED})
"""Statuses of an order for which a client owes nothing."""


@dataclass(frozen=True)
class Takings:
    """Of delivered orders, in one currency: what clients pay, and what the orders cost at that time. `unpaid`: what
    clients owe for orders that are delivered or on their way."""

    turnover: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    unpaid: Decimal = Decimal(0)

    @property
    def profit(self) -> Decimal:
        return self.turnover - self.cost

    def __add__(self, other: "Takings") -> "Takings":
        return Takings(self.turnover + other.turnover, self.cost + other.cost, self.unpaid + other.unpaid)


@dataclass(frozen=True)
class SalesTotals:
    """Totals of some orders. Stars, months, TON and US dollars count delivered orders only. `takings`: by currency."""

    orders: int = 0
    delivered: int = 0
    ended: int = 0
    stars: int = 0
    months: int = 0
    ton: Decimal = Decimal(0)
    usd: Decimal = Decimal(0)
    takings: Mapping[str, Takings] = field(default_factory=dict)

    @property
    def success(self) -> Decimal | None:
        """The delivered part of the ended orders; None while no order has ended."""
        return Decimal(self.delivered) / self.ended if self.ended else None

    @classmethod
    def of(cls, watched: WatchedOrder) -> "SalesTotals":
        order, sale = watched.order, watched.sale
        delivered = order.status is OrderStatus.COMPLETED
        amount = order.amount or 0 if delivered else 0
        ton = order.price_ton or Decimal(0) if delivered else Decimal(0)
        is_unpaid = sale and watched.settled_at is None and order.status not in UNSOLD
        return cls(
            orders=1,
            delivered=int(delivered),
            ended=int(order.status in ENDED),
            stars=amount if order.product is Product.STARS else 0,
            months=amount if order.product is Product.PREMIUM else 0,
            ton=ton,
            usd=ton * ((sale and sale.ton_usd) or 0),
            takings={
                sale.code: Takings(
                    turnover=sale.price if delivered else Decimal(0),
                    cost=ton * sale.per_ton,
                    unpaid=sale.price if is_unpaid else Decimal(0),
                )
            }
            if sale
            else {},
        )

    def __add__(self, other: "SalesTotals") -> "SalesTotals":
        codes = dict.fromkeys([*self.takings, *other.takings])
        return SalesTotals(
            orders=self.orders + other.orders,
            delivered=self.delivered + other.delivered,
            ended=self.ended + other.ended,
            stars=self.stars + other.stars,
            months=self.months + other.months,
            ton=self.ton + other.ton,
            usd=self.usd + other.usd,
            takings={code: self.takings.get(code, Takings()) + other.takings.get(code, Takings()) for code in codes},
        )


@dataclass(frozen=True)
class SalesByDay:
    """A reseller's totals of each day, the oldest first, today last; and of all these days by client."""

    days: Mapping[date, SalesTotals]
    clients: Mapping[str, SalesTotals]

    @classmethod
    def count(cls, orders: Iterable[WatchedOrder], today: date, days: int, zone: tzinfo) -> "SalesByDay":
        by_day = {today - timedelta(days=ago): SalesTotals() for ago in reversed(range(days))}
        by_client: dict[str, SalesTotals] = {}
        for watched in orders:
            order, client = watched.order, watched.client or ""
            day = order.created_at.astimezone(zone).date() if order.created_at else None
            if day in by_day:
                totals = SalesTotals.of(watched)
                by_day[day] += totals
                by_client[client] = by_client.get(client, SalesTotals()) + totals
        return cls(by_day, by_client)

    def last(self, days: int) -> SalesTotals:
        """Totals of the last days, today included."""
        return sum(list(self.days.values())[-days:], SalesTotals())
