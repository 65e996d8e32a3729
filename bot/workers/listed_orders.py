"""Applies the rows of the partner's order list: known orders change, and unknown ones of this bot are adopted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.clock import to_ms
from bot.orders.models import RANK
from bot.orders.references import References
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected, Unreadable, WrongOrder
from bot.partner.order import Order, OrderRow
from bot.partner.statuses import OrderStatus
from bot.storage.stored import Stored

log = structlog.get_logger(__name__)

MAX_GETS = 50
"""Unknown orders that one look requests singly, because their rows carry no reference."""

MAX_FOREIGN = 20_000
"""Orders without an owner that are remembered, so that they are requested once."""

MIN_OPEN_ORDERS = 20
"""With fewer open orders, single requests cost fewer calls than pages."""

ROWS_PER_SCRIPT = 25
"""Rows of a page that one script applies: a hundred held the server for up to 18 ms."""


@dataclass
class Adoption:
    """How one look adopts: `any_chat`: also for chats that this bot does not know; `gets`: single requests left."""

    any_chat: bool
    tell_since: datetime
    gets: float = MAX_GETS
    adopted: int = 0


@dataclass
class ListedOrders(Stored):
    partner: PartnerClient
    watch: Watch
    references: References

    def __post_init__(self) -> None:
        self._apply_script = self.script("orders/apply_page")
        self.foreign = dict[str, bool]()
        """Requested orders that are not this bot's → whether they have no reference; the first requested first."""

    async def apply(
        self, rows: Sequence[OrderRow], next_check: datetime | None, adoption: Adoption
    ) -> tuple[int, set[str]]:
        """Returns how many orders had changed, and the ids that Redis did not know.

        `next_check`: of orders that have not changed; None: as it was.
        """
        by_id = self._by_id(rows)
        rows = list(by_id.values())
        now, again_at = to_ms(self.clock()), to_ms(next_check) if next_check else 0
        changed, unknown, unlisted = list[bytes](), list[bytes](), list[bytes]()
        for first in range(0, len(rows), ROWS_PER_SCRIPT):
            part = rows[first : first + ROWS_PER_SCRIPT]
            facts = [fact for row in part for fact in (row.id, RANK[row.status], row.status.value)]
            answers = await self._apply_script(now=now, again_at=again_at, rows=facts)
            for known, more in zip((changed, unknown, unlisted), answers, strict=True):
                known += more
        is_quiet = bool(changed) and await self.watch.queue.size() <= MIN_OPEN_ORDERS
        for id in map(bytes.decode, changed):
            if (order := await self._order(by_id[id])) is None:
                await self.watch.queue.add(id, self.clock())  # it is requested singly
            elif watched := await self.watch.get(id):
                await self.watch.apply(watched, await self._read_changed(order, is_quiet=is_quiet))
        for id, chat_id in zip(map(bytes.decode, unlisted[::2]), unlisted[1::2], strict=True):
            if order := await self._order(by_id[id]):
                await self.watch.list_order(order, int(chat_id))
        ids = [id.decode() for id in unknown]
        for id in ids:
            if order := await self._order(by_id[id]):
                await self._adopt(order, adoption)
        return len(changed), set(ids)

    def _by_id(self, rows: Sequence[OrderRow]) -> dict[str, OrderRow]:
        """The rows by the ids that Redis knows. Of an order that is there twice the later status counts."""
        aliases, by_id = self.watch.aliases, dict[str, OrderRow]()
        for listed in rows:
            row = replace(listed, id=aliases[listed.id]) if listed.id in aliases else listed
            if row.id not in by_id or RANK[row.status] > RANK[by_id[row.id].status]:
                by_id[row.id] = row
        return by_id

    async def _order(self, row: OrderRow) -> Order | None:
        """The whole order of a row; None: it is unreadable, which is told."""
        try:
            return row.order()
        except Unreadable as error:
            log.warning("row of the order list is unreadable", order=row.id, field=error.field)
            await self.watch.alerts.trigger("unreadable", f"GET /orders: {error.field}", repeat_after=None)
            return None

    async def _read_changed(self, row: Order, *, is_quiet: bool) -> Order:
        """The changed order as its own request shows it, if few orders are open: a list may lie. The row, otherwise,
        and if the request fails."""
        try:
            return await self.partner.order(row.id) if is_quiet else row
        except PartnerError:
            return row

    async def _adopt(self, order: Order, adoption: Adoption) -> None:
        """Adopts an unknown order, if it is this bot's."""
        owner = self.references.owner(order.client_reference)
        if order.id in self.foreign:
            return
        is_payable = order.price_ton and order.payment_address and order.payment_memo
        is_short = order.status is OrderStatus.PENDING_PAYMENT and not is_payable  # its payment screen will be shown
        if order.client_reference is None or (owner is not None and is_short):
            is_known = owner is not None and await self.watch.merge(order, owner)
            if is_known or adoption.gets <= 0:
                return
            adoption.gets -= 1
            try:
                order = await self.partner.order(order.id)
            except (Rejected, Unreadable, WrongOrder):
                return
            except PartnerError:
                if adoption.gets == math.inf:
                    raise
                adoption.gets = 0  # the next look asks again
                return
            if self.references.owner(order.client_reference) is None:
                self.foreign[order.id] = order.client_reference is None
                if len(self.foreign) > MAX_FOREIGN:
                    del self.foreign[next(iter(self.foreign))]
        chat_id = self.references.owner(order.client_reference)
        if chat_id is not None:
            adoption.adopted += await self.watch.adopt(
                order, chat_id, tell_since=adoption.tell_since, any_chat=adoption.any_chat, show=True
            )
