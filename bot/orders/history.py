"""A chat's own past orders: to find one of them, and to count sales."""

import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.clock import to_ms
from bot.orders.models import WatchedOrder
from bot.orders.references import INVOICE, References
from bot.orders.statistics import SalesByDay, SalesTotals, day_of
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import Rejected
from bot.partner.order import Order
from bot.storage.stored import Stored

HISTORY_PAGE_SIZE = 200

SEARCH_LIMIT = 2000
"""How many of a chat's last orders are searched. The partner finds older ones by invoice, memo and id."""


@dataclass
class History(Stored):
    partner: PartnerClient
    watch: Watch
    references: References

    async def between(self, chat_id: int, since: datetime, until: datetime) -> AsyncIterator[list[WatchedOrder]]:
        """The chat's orders made in that time, newest first, in pages."""
        offset = 0
        while page := await self._page(chat_id, offset, to_ms(until) - 1, to_ms(since)):
            yield page
            offset += HISTORY_PAGE_SIZE

    def today(self, zone: tzinfo) -> date:
        return self.clock().astimezone(zone).date()

    async def business(self, chat_id: int, zone: tzinfo, *, days: int, until: date | None = None) -> SalesByDay:
        """The chat's sales of the last days up to `until` (default: today)."""
        last = until or self.today(zone)
        (since, _), (_, end) = day_of(last - timedelta(days=days - 1), zone), day_of(last, zone)
        orders = [row async for page in self.between(chat_id, since, end) for row in page]
        return SalesByDay.count(orders, last, days, zone)

    async def sales(self, chat_ids: Iterable[int], day: date) -> SalesTotals:
        """What these resellers together sold on a day (UTC)."""
        each = [await self.business(id, UTC, days=1, until=day) for id in chat_ids]
        return sum((sales.last(1) for sales in each), SalesTotals())

    async def find(self, chat_id: int, words: str, limit: int) -> list[WatchedOrder]:
        """The chat's own orders with that invoice, memo, id or recipient, newest first.

        If Redis knows none, the partner is asked. Raises PartnerError.
        """
        words = words.strip().removeprefix("@")
        found = await self._search(chat_id, words, limit)
        if found or not words:
            return found
        for order in await self._ask_partner(chat_id, words):
            await self.watch.adopt(order, chat_id)
        return await self._search(chat_id, words, limit)

    async def _search(self, chat_id: int, words: str, limit: int) -> list[WatchedOrder]:
        found: list[WatchedOrder] = []
        offset = 0
        while offset < SEARCH_LIMIT and len(found) < limit and (page := await self._page(chat_id, offset)):
            found += [watched for watched in page if words.lower() in _search_terms(watched)]
            offset += HISTORY_PAGE_SIZE
        return found[:limit]

    async def _ask_partner(self, chat_id: int, words: str) -> list[Order]:
        """The chat's orders that the partner finds by these words as an invoice, a memo or an id."""
        if not INVOICE.fullmatch(words):
            return []
        found: list[Order | None] = []
        with contextlib.suppress(ValueError):  # too long for an invoice
            found += await self.partner.orders_by_reference(self.references.write(chat_id, words))
        with contextlib.suppress(Rejected):
            found.append(await self.partner.order_by_memo(words))
        if words.isascii() and words.isdigit():
            with contextlib.suppress(Rejected):
                found.append(await self.partner.order(words))
        orders = [order if order.client_reference else await self.partner.order(order.id) for order in found if order]
        return [order for order in orders if self.references.owner(order.client_reference) == chat_id]

    async def _page(
        self, chat_id: int, offset: int, newest: int | str = "+inf", oldest: int | str = "-inf"
    ) -> list[WatchedOrder]:
        key = self.keys.chat_orders(chat_id)
        ids = await self.redis.zrange(
            key, newest, oldest, desc=True, byscore=True, offset=offset, num=HISTORY_PAGE_SIZE
        )
        return await self.watch.get_many(ids)


def _search_terms(watched: WatchedOrder) -> set[str]:
    order = watched.order
    return {term.lower() for term in (watched.invoice, order.payment_memo, order.id, order.recipient) if term}
