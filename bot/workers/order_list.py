"""Reads the partner's order list page by page, newest first."""

import itertools
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Literal

import structlog

from bot.clock import Sleep, sleep
from bot.notifications.alerts import Alerts
from bot.partner.client import PartnerClient
from bot.partner.errors import Rejected
from bot.partner.models import OrderRow, Page

log = structlog.get_logger(__name__)

PAGE_OVERLAP = 5
"""Rows of the page before that each page repeats: pages shift while new orders arrive."""

PAGES_PER_BREAK = 12
"""After so many pages one call is skipped, so that single requests always get a share of the rate."""

MAX_PAGES = 2000
"""Pages that one reading asks for: a list without an end must not keep the reader for ever."""

MIN_PAGE_SIZE = 10
"""A total that is the number of this page's rows, and at least this, may count the page and not the list."""

PAGE_SIZES = (100, 50, 20)
"""Rows a page, largest first: a partner may refuse a large `limit`."""


Way = Literal["offset", "cursor", "page"]
"""How a partner pages: by `offset`, by the cursor that each page names, or by `page` and `per_page`."""


@dataclass
class OrderList:
    """`rate`: partner calls a second. Finds out once how the partner pages, and remembers it."""

    partner: PartnerClient
    alerts: Alerts
    _: KW_ONLY
    rate: int
    sleep: Sleep = sleep

    def __post_init__(self) -> None:
        self.page_size = PAGE_SIZES[0]
        self._way: Way = "offset"

    async def pages(self, since: datetime) -> AsyncIterator[tuple[Sequence[OrderRow], bool]]:
        """Yields the rows of each page back to `since`, and whether the list, or that time, ends with them.

        A partner that ignores `offset` sends its first page again, and one whose cursors lead in a circle an earlier
        page: then the list is read anew in another way. A partner that ignores them all, or whose list has no end, is
        told to the admins, because orders behind the pages that were read are not seen. Raises PartnerError.
        """
        number, read, seen, cursor, tried = 1, 0, set[str](), dict[str, str](), set[Way]()
        for calls in itertools.count(1):
            if calls > MAX_PAGES:
                log.warning("the partner's list has no end", rows=read)
                await self.alerts.trigger("list", "GET /orders")
                return
            if calls % PAGES_PER_BREAK == 0:
                await self.sleep(1 / self.rate)
            page = await self._page(number, max(0, read - PAGE_OVERLAP), cursor)
            if page.skipped:
                log.warning("rows of the order list are unreadable", rows=len(page.skipped), fields=set(page.skipped))
                await self.alerts.trigger("unreadable", f"GET /orders: {page.skipped[0]}", repeat_after=None)
            overlap = PAGE_OVERLAP if read and self._way == "offset" else 0
            ids = {row.id for row in page.items}
            if number > 1 and len(ids) > overlap and ids <= seen:
                tried.add(self._way)
                ways: dict[Way, bool] = {"offset": True, "cursor": page.next is not None, "page": True}
                self._way = next((way for way in ways if ways[way] and way not in tried), "offset")
                if self._way in tried:
                    log.warning("the partner's list has only one page", rows=read)
                    await self.alerts.trigger("list", "GET /orders")
                    return
                number, read, seen, cursor = 1, 0, set(), {}
                continue
            rows = len(page.items) + len(page.skipped)
            read += rows - overlap
            seen |= ids
            if self._way == "cursor":
                cursor, is_last = page.next or {}, page.next is None
            else:
                counts_page = page.total == rows >= MIN_PAGE_SIZE
                is_last = rows <= overlap if page.total is None or counts_page else read >= page.total
            if page.items:
                oldest = page.items[-1].order().created_at
                is_last |= oldest is not None and oldest < since
            yield page.items, is_last
            if is_last or not rows:
                return
            number += 1

    async def _page(self, number: int, offset: int, cursor: dict[str, str]) -> Page[OrderRow]:
        """A page of the largest size that the partner takes. Raises PartnerError."""
        for size in (size for size in PAGE_SIZES if size <= self.page_size):
            self.page_size = size
            ways: dict[Way, Mapping[str, str | int]] = {
                "offset": {"limit": size, "offset": offset},
                "cursor": {"limit": size, **cursor},
                "page": {"page": number, "per_page": size},
            }
            try:
                return await self.partner.order_rows(ways[self._way])
            except Rejected as error:
                if size == PAGE_SIZES[-1] or error.about_route:
                    raise
        raise AssertionError("unreachable: the smallest page is returned or raises")
