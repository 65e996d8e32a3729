"""A chat's own past: finding one order in it, and counting what was sold. Nobody else's orders are ever seen here."""

import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import cast

from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.orders.models import ENDED, WatchedOrder
from bot.orders.references import INVOICE, References
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import Rejected
from bot.partner.models import Order, OrderStatus, Product
from bot.storage.keys import Keys

PAGE = 200
FAR = 2000
"""How many of a chat's last orders are searched; what is older the partner still finds by invoice, memo and id."""


class History:
    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        partner: PartnerClient,
        watch: Watch,
        references: References,
        *,
        clock: Clock = utcnow,
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._partner = partner
        self._watch = watch
        self._references = references
        self._clock = clock

    async def between(self, chat_id: int, since: datetime, until: datetime) -> AsyncIterator[list[WatchedOrder]]:
        """The chat's orders made in that time, the newest first, in pages."""
        offset = 0
        while page := await self._page(chat_id, offset, to_ms(until) - 1, to_ms(since)):
            yield page
            offset += PAGE

    def today(self, zone: tzinfo) -> date:
        return self._clock().astimezone(zone).date()

    async def business(self, chat_id: int, zone: tzinfo, *, days: int, until: date | None = None) -> "SalesByDay":
        """The chat's figures of the last days up to that one, today if none is given."""
        last = until or self.today(zone)
        (since, _), (_, end) = day_of(last - timedelta(days=days - 1), zone), day_of(last, zone)
        orders = [row.order async for page in self.between(chat_id, since, end) for row in page]
        return SalesByDay.count(orders, last, days, zone)

    async def find(self, chat_id: int, words: str, limit: int) -> list[WatchedOrder]:
        """The chat's own orders with that invoice, memo, id or recipient, the newest first.

        Where this Redis knows of none, the partner is asked. Raises PartnerError.
        """
        words = words.strip().removeprefix("@")
        found = await self._known(chat_id, words, limit)
        if found or not words:
            return found
        for order in await self._asked(chat_id, words):
            await self._watch.adopt(order, chat_id)
        return await self._known(chat_id, words, limit)

    async def _known(self, chat_id: int, words: str, limit: int) -> list[WatchedOrder]:
        found: list[WatchedOrder] = []
        offset = 0
        while offset < FAR and len(found) < limit and (page := await self._page(chat_id, offset)):
            found += [watched for watched in page if words.lower() in _names(watched)]
            offset += PAGE
        return found[:limit]

    async def _asked(self, chat_id: int, words: str) -> list[Order]:
        """The chat's orders that the partner knows by these words: as an invoice, a memo or an id."""
        if not INVOICE.fullmatch(words):
            return []
        found: list[Order | None] = []
        with contextlib.suppress(ValueError):  # longer than any invoice is
            found += await self._partner.orders_by_reference(self._references.write(chat_id, words))
        with contextlib.suppress(Rejected):
            found.append(await self._partner.order_by_memo(words))
        if words.isascii() and words.isdigit():
            with contextlib.suppress(Rejected):
                found.append(await self._partner.order(words))
        whole = [order if order.client_reference else await self._partner.order(order.id) for order in found if order]
        return [order for order in whole if self._belongs(order, chat_id)]

    def _belongs(self, order: Order, chat_id: int) -> bool:
        reference = self._references.read(order.client_reference)
        return reference is not None and reference.chat_id == chat_id

    async def _page(
        self, chat_id: int, offset: int, newest: int | str = "+inf", oldest: int | str = "-inf"
    ) -> list[WatchedOrder]:
        ids = await self._redis.zrange(
            self._keys.chat_orders(chat_id), newest, oldest, desc=True, byscore=True, offset=offset, num=PAGE
        )
        async with self._redis.pipeline(transaction=False) as pipe:
            for id in ids:
                pipe.hgetall(self._keys.order(id.decode()))
            rows = cast(list[Mapping[bytes, bytes]], await pipe.execute()) if ids else []
        return [WatchedOrder.read(fields) for fields in rows if fields.get(b"order")]


def day_of(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """From when to when, in UTC, a day lasts there."""
    begin = datetime.combine(day, time(), zone)
    return begin.astimezone(UTC), (begin + timedelta(days=1)).astimezone(UTC)


def _names(watched: WatchedOrder) -> set[str]:
    """All that an order can be found by."""
    order = watched.order
    names = (watched.invoice, order.payment_memo, order.id, order.recipient)
    return {name.lower() for name in names if name}


@dataclass(frozen=True)
class SalesTotals:
    """What became of some orders. Stars, months and TON count what was delivered; `success` is the delivered part of
    what has ended, None while nothing has."""

    orders: int = 0
    delivered: int = 0
    ended: int = 0
    stars: int = 0
    months: int = 0
    ton: Decimal = Decimal(0)

    @property
    def success(self) -> Decimal | None:
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
    """A reseller's figures by day, the oldest first, today last; every day is there."""

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
        """The figures of the last days, today included."""
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
