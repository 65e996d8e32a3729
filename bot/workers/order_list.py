"""Reads the partner's order list page by page, newest first."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Literal

import structlog

from bot.clock import Sleep, sleep
from bot.notifications.alerts import Alerts
from bot.partner.client import PartnerClient
from bot.partner.errors import Ambiguous, Rejected, Unreadable
from bot.partner.lists import Page
from bot.partner.order import OrderRow

log = structlog.get_logger(__name__)

PAGE_OVERLAP = 5
"""Rows of the page before that each page repeats: pages shift while new orders arrive."""

PAGES_PER_BREAK = 12
"""After so many pages one call is skipped, so that single requests always get a share of the rate."""

PAUSE_A_ROW = 0.0004
"""Seconds until the next page, for each row of this one. A row takes a quarter of that from the event loop, so that a
reading takes a fifth of it, however many calls the partner allows."""

MAX_PAGES = 2000
"""Pages that one reading asks for: a list without an end must not keep the reader for ever."""

MIN_PAGE_SIZE = 10
"""A total that is the number of this page's rows, and at least this, may count the page and not the list."""

PAGE_SIZES = (500, 200, 100, 50, 20)
"""Rows a page, largest first: a partner may refuse a large `limit`."""

USUAL_PAGE_SIZE = 100

FORGET_AFTER = 200
"""Readings after which a large page is asked for once more, though the partner has refused one."""

LARGER_PAGES = {10_000: 500, 5_000: 200}
"""Rows a page while more orders are open than the key says. A page takes the event loop for 15 to 80 milliseconds, by
its rows, so a larger one is asked for only where a payment would otherwise be found after more than 20 seconds."""

USUAL_PAGE_SIZES = {10, 20, 25, 30, 50, 100, 200, 250, 500, 1000}
"""So many rows without a second page may be a part of the list; any other number below our page size is all of it."""

Way = Literal["offset", "cursor", "page"]
"""How a partner pages: by `offset`, by the cursor that each page names, or by `page` and `per_page`."""

WAYS: tuple[Way, ...] = ("offset", "cursor", "page")


def wanted_size(open_orders: int) -> int:
    """Rows a page to be asked for while so many orders are open."""
    return next((size for many, size in LARGER_PAGES.items() if open_orders > many), USUAL_PAGE_SIZE)


class _Repeated(Exception):  # noqa: N818  # what a page does
    """Most rows of a page were read before. `is_cut`: its total tells of more rows than were read."""

    def __init__(self, rows: int, *, has_cursor: bool, is_cut: bool = False) -> None:
        super().__init__(rows)
        self.rows = rows
        self.has_cursor = has_cursor
        self.is_cut = is_cut


@dataclass
class OrderList:
    """`rate`: partner calls a second. Finds out once how the partner pages, and remembers it."""

    partner: PartnerClient
    alerts: Alerts
    _: KW_ONLY
    rate: int
    sleep: Sleep = sleep

    def __post_init__(self) -> None:
        self.page_size = self._wanted = USUAL_PAGE_SIZE
        self._largest = PAGE_SIZES[0]
        self._way: Way = "offset"
        self._readings = 0

    def prepare(self, open_orders: int) -> None:
        """Chooses the size of the next pages. `page_size` is then the size that is expected."""
        self._readings += 1
        if self._readings % FORGET_AFTER == 0:
            self._largest = PAGE_SIZES[0]
        self._wanted = wanted_size(open_orders)
        self.page_size = min(self._wanted, self._largest)

    async def pages(self, since: datetime) -> AsyncIterator[tuple[Sequence[OrderRow], bool]]:
        """Yields the rows of each page back to `since`, and whether the list, or that time, ends with them.

        A partner that ignores `offset` sends its first page again, one whose cursors lead in a circle an earlier page,
        and a strict one refuses: then the list is read anew in another way. If orders may lie behind the pages that
        were read, because all ways fail or the list has no end, the admins are told. Raises PartnerError.
        """
        tried, rows, is_cut = set[Way](), 0, False
        while True:
            try:
                async for page in self._pages_in_one_way(since):
                    yield page
                return
            except (_Repeated, Rejected) as error:
                if isinstance(error, Rejected) and error.about_route:
                    raise
                tried.add(self._way)
                has_cursor = isinstance(error, Rejected) or error.has_cursor
                ways = [way for way in WAYS if way not in tried and (way != "cursor" or has_cursor)]
                self._way = ways[0] if ways else "offset"
                if isinstance(error, _Repeated):
                    rows, is_cut = max(rows, error.rows), is_cut or error.is_cut
                elif not ways:
                    raise
                if not ways:
                    break
        if is_cut or self._may_be_cut(rows):
            await self._alert("the partner's list has only one page", rows)
        else:
            yield (), True

    async def _pages_in_one_way(self, since: datetime) -> AsyncIterator[tuple[Sequence[OrderRow], bool]]:
        """Like `pages`. Raises _Repeated where a page brings little that is new: while it is read, a list that does not
        page at all may get new rows, too."""
        read, seen, cursor, rows_of_first = 0, set[str](), dict[str, str](), 0
        for number in range(1, MAX_PAGES + 1):
            if number % PAGES_PER_BREAK == 0:
                await self.sleep(1 / self.rate)
            page = await self._page(number, max(0, read - PAGE_OVERLAP), cursor)
            overlap = PAGE_OVERLAP if read and self._way == "offset" else 0
            ids = {row.id for row in page.items}
            rows_of_first = rows_of_first or len(page.items)
            is_tail = self._way == "offset" and len(page.items) < rows_of_first
            is_known = ids <= seen
            if number > 1 and not is_tail and len(ids) > overlap and 2 * len(ids - seen) < len(ids) - overlap:
                is_cut = page.total is not None and page.total > len(seen | ids)
                raise _Repeated(len(seen), has_cursor=page.next is not None, is_cut=is_cut)
            await self._alert_of_skipped(page, is_first=number == 1)
            if page.is_cut:
                await self._alert("the partner's list does not honour its limit", len(page.items))
            rows = len(page.items) + len(page.skipped)
            if number == 1 and USUAL_PAGE_SIZE <= rows < self.page_size:  # it may cap `limit` in silence
                self.page_size = self._largest = rows
            read += rows - overlap
            seen |= ids
            if self._way == "cursor":
                cursor, is_last = page.next or {}, page.next is None
                if number == 1 and is_last and self._may_be_cut(rows):  # it may not page by cursors at all
                    raise _Repeated(rows, has_cursor=False)
            else:
                counts_page = page.total == rows >= MIN_PAGE_SIZE
                is_told = page.total is not None and not counts_page and read <= page.total
                is_last = read == page.total if is_told else rows <= overlap or (is_tail and is_known)
            is_last |= _is_older(page.items, since)
            yield page.items, is_last
            if is_last:
                return
            await self.sleep(rows * PAUSE_A_ROW)
            if rows <= overlap:
                break
        await self._alert("the partner's list has no end, or ends before its total", read)

    def _may_be_cut(self, rows: int) -> bool:
        """Whether so many rows may be a part of the list."""
        return rows >= self.page_size or rows in USUAL_PAGE_SIZES

    async def _alert_of_skipped(self, page: Page[OrderRow], *, is_first: bool) -> None:
        """Raises Unreadable for a first page without a single order: it is no list of orders."""
        if page.skipped:
            log.warning("rows of the order list are unreadable", rows=len(page.skipped), fields=set(page.skipped))
            await self.alerts.trigger("unreadable", f"GET /orders: {page.skipped[0]}", repeat_after=None)
            if is_first and not page.items:
                raise Unreadable(page.skipped[0])

    async def _alert(self, reason: str, rows: int) -> None:
        log.warning(reason, rows=rows)
        await self.alerts.trigger("list", "GET /orders", repeat_after=None)

    async def _page(self, number: int, offset: int, cursor: dict[str, str]) -> Page[OrderRow]:
        """A page of the largest size that is wanted and the partner takes; it may take a cursor only without a size.
        Raises PartnerError."""
        sizes = [size for size in PAGE_SIZES if size <= min(self._wanted, self._largest)]
        for size in sizes:
            ways: dict[Way, Mapping[str, str | int]] = {
                "offset": {"limit": size, "offset": offset},
                "cursor": {"limit": size, **cursor},
                "page": {"page": number, "per_page": size},
            }
            try:
                page = await self.partner.order_rows(ways[self._way])
            except Rejected as error:
                if error.about_route or (size == sizes[-1] and not (cursor and self._way == "cursor")):
                    raise
            except Ambiguous:
                self._largest = min(self._largest, USUAL_PAGE_SIZE)  # it may be too slow for larger ones
                raise
            else:
                self.page_size = size
                if size != sizes[0]:
                    self._largest = size
                return page
        return await self.partner.order_rows(cursor)


def _is_older(rows: Sequence[OrderRow], since: datetime) -> bool:
    """Whether later pages hold only orders from before `since`: the last rows do, and the page is newest first. One odd
    time decides nothing."""
    first, *last = (_created_at(row) for row in (*rows[:1], *rows[-PAGE_OVERLAP:])) if rows else (None,)
    told = [each for each in last if each]
    dates = [first, *told] if first else told
    return bool(told) and max(told) < since and dates == sorted(dates, reverse=True)


def _created_at(row: OrderRow) -> datetime | None:
    try:
        return row.order().created_at
    except Unreadable:
        return None
