"""Makes the files that admins export and shows the progress in a message.

Rows go to a file on disk page by page, so that a long export needs little memory.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

import structlog
from aiogram.exceptions import AiogramError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import Clock, Pause, pause, utcnow
from bot.notifications.models import MessageRef
from bot.operations.exports import HEADERS, Export
from bot.partner.client import PartnerClient, Priority
from bot.partner.errors import PartnerError
from bot.partner.models import Order, Page, Transaction
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.telegram.gateway import Gateway
from bot.ui.i18n import Languages
from bot.ui.screens import exports as screens
from bot.ui.spreadsheets import Cell, stream_csv

log = structlog.get_logger(__name__)

EXPORT_TIMEOUT = timedelta(minutes=15)
"""Another process starts an export again that takes longer."""

POLL_INTERVAL = 0.5
"""Seconds between two checks of the queue."""

ROWS_PER_PAGE = 100
PROGRESS_INTERVAL = timedelta(seconds=3)
RETRY_DELAY = timedelta(seconds=20)


class Row(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def created_at(self) -> datetime | None: ...


RowT = TypeVar("RowT", bound=Row)


@dataclass
class Exporter:
    redis: Redis
    keys: Keys
    partner: PartnerClient
    gateway: Gateway
    languages: Languages
    _: KW_ONLY
    clock: Clock = utcnow
    pause: Pause = pause

    def __post_init__(self) -> None:
        self.partner = self.partner.paced(Priority.SWEEP)
        self.queue = DelayedQueue(self.redis, self.keys, "exports", clock=self.clock)

    async def request(self, export: Export) -> None:
        await self.queue.add(export.id, self.clock())

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            try:
                for claim in await self.queue.claim(1, EXPORT_TIMEOUT):
                    await self._handle(claim)
            except RedisError as error:
                log.warning("redis is unavailable", error=f"{type(error).__name__}: {error}")
            await self.pause(stopping, POLL_INTERVAL)

    async def _handle(self, claim: Claim) -> None:
        export = Export.read(claim.id)
        try:
            await self._make(export)
        except (PartnerError, AiogramError) as error:
            log.warning("export was interrupted", error=f"{type(error).__name__}: {error}")
            await self.queue.finish(claim, again=self.clock() + RETRY_DELAY)
        else:
            await self.queue.finish(claim)

    async def _make(self, export: Export) -> None:
        i18n = self.languages.speak(export.locale)
        message_ref = MessageRef(message_id=export.message_id)
        count, shown_at = 0, self.clock()

        async def pages_with_progress() -> AsyncIterator[list[list[Cell]]]:
            nonlocal count, shown_at
            async for rows in self._pages(export):
                count += len(rows)
                yield rows
                if self.clock() - shown_at > PROGRESS_INTERVAL:
                    shown_at = self.clock()
                    await self.gateway.put(export.chat_id, message_ref, screens.progress(i18n, export.what, count))

        with tempfile.TemporaryDirectory(prefix="export-") as folder:
            path = Path(folder) / export.name
            async for chunk in stream_csv(HEADERS[export.what], pages_with_progress()):
                await asyncio.to_thread(_append, path, chunk)
            await self.gateway.put(export.chat_id, message_ref, screens.done(i18n, export.what, count))
            await self.gateway.send_file(export.chat_id, export.name, path)

    def _pages(self, export: Export) -> AsyncIterator[list[list[Cell]]]:
        if export.what == "orders":
            return _rows_of_days(export, self.partner.orders, _order_cells)
        return _rows_of_days(export, self.partner.transactions, _transaction_cells)


class _Fetch(Protocol[RowT]):
    def __call__(
        self, *, limit: int, offset: int
    ) -> "Awaitable[Page[RowT]]": ...  # quoted: pydantic cannot build a page of anything


async def _rows_of_days(
    export: Export, fetch: _Fetch[RowT], cells: Callable[[RowT], list[Cell]]
) -> AsyncIterator[list[list[Cell]]]:
    """Yields the rows of the export's days, newest first. Skips repeated rows: pages shift while new rows arrive."""
    start = datetime.combine(export.first, time.min, UTC)
    end = datetime.combine(export.last, time.max, UTC)
    offset, seen = 0, frozenset[str]()
    while True:
        rows = (await fetch(limit=ROWS_PER_PAGE, offset=offset)).items
        fresh = [row for row in rows if row.id not in seen]
        if not fresh:  # the end of the list, or a partner that ignores the offset
            return
        yield [cells(row) for row in fresh if row.created_at is None or start <= row.created_at <= end]
        oldest = rows[-1].created_at
        if oldest is not None and oldest < start:
            return
        offset, seen = offset + len(rows), frozenset(row.id for row in rows)


def _order_cells(order: Order) -> list[Cell]:
    return [
        order.id,
        order.status_text,
        order.product,
        order.amount,
        order.recipient,
        order.price_ton,
        order.payment_memo,
        order.client_reference,
        order.created_at,
        order.expires_at,
    ]


def _transaction_cells(row: Transaction) -> list[Cell]:
    return [row.id, row.type, row.amount_ton, row.created_at, row.order_id, row.tx_hash]


def _append(path: Path, chunk: bytes) -> None:
    with path.open("ab") as file:
        file.write(chunk)
