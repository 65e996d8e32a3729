"""The exporter: makes the files of asked exports, with a message that shows how far each is.

Rows go through a file on disk, a page at a time: a year of orders needs no more memory than a day.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
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
from bot.storage.queue import Claim, DelayedQueue
from bot.telegram.gateway import Gateway
from bot.ui.i18n import Languages
from bot.ui.screens import exports as screens
from bot.ui.spreadsheets import Cell, stream_csv

log = structlog.get_logger(__name__)


LEASE = timedelta(minutes=15)
"""An export that takes longer is begun again by another process."""


IDLE = 0.5


PAGE = 100


SHOW_EVERY = timedelta(seconds=3)


BROKEN_PAUSE = timedelta(seconds=20)


class Row(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def created_at(self) -> datetime | None: ...


RowT = TypeVar("RowT", bound=Row)


class Exporter:
    def __init__(
        self,
        redis: Redis,
        partner: PartnerClient,
        gateway: Gateway,
        languages: Languages,
        *,
        clock: Clock = utcnow,
        pause: Pause = pause,
    ) -> None:
        self._partner = partner.paced(Priority.SWEEP)
        self._gateway = gateway
        self._languages = languages
        self._clock = clock
        self._pause = pause
        self.queue = DelayedQueue(redis, "exports", clock=clock)

    async def ask(self, export: Export) -> None:
        await self.queue.add(export.id, self._clock())

    async def run(self, stopping: asyncio.Event) -> None:
        """The worker: one export after the other."""
        while not stopping.is_set():
            try:
                for claim in await self.queue.claim(1, LEASE):
                    await self._serve(claim)
            except RedisError as error:
                log.warning("redis is away", what="export", error=f"{type(error).__name__}: {error}")
            await self._pause(stopping, IDLE)

    async def _serve(self, claim: Claim) -> None:
        export = Export.read(claim.id)
        try:
            await self._make(export)
        except (PartnerError, AiogramError) as error:
            log.warning("export broken off", error=f"{type(error).__name__}: {error}")
            await self.queue.finish(claim, again=self._clock() + BROKEN_PAUSE)
        else:
            await self.queue.finish(claim)

    async def _make(self, export: Export) -> None:
        i18n = self._languages.speak(export.locale)
        message_ref = MessageRef(message_id=export.message_id)
        number, shown_at = 0, self._clock()

        async def counted() -> AsyncIterator[list[list[Cell]]]:
            nonlocal number, shown_at
            async for rows in self._pages(export):
                number += len(rows)
                yield rows
                if self._clock() - shown_at > SHOW_EVERY:
                    shown_at = self._clock()
                    await self._gateway.put(export.chat_id, message_ref, screens.making(i18n, export.what, number))

        with tempfile.TemporaryDirectory(prefix="export-") as folder:
            path = Path(folder) / export.name
            async for piece in stream_csv(HEADERS[export.what], counted()):
                await asyncio.to_thread(_append, path, piece)
            await self._gateway.put(export.chat_id, message_ref, screens.made(i18n, export.what, number))
            await self._gateway.send_file(export.chat_id, export.name, path)

    def _pages(self, export: Export) -> AsyncIterator[list[list[Cell]]]:
        if export.what == "orders":
            return _between(export, self._partner.orders, _order_cells)
        return _between(export, self._partner.transactions, _transaction_cells)


class _Fetch(Protocol[RowT]):
    def __call__(
        self, *, limit: int, offset: int
    ) -> "Awaitable[Page[RowT]]": ...  # quoted: pydantic cannot build a page of anything


async def _between(
    export: Export, fetch: _Fetch[RowT], cells: Callable[[RowT], list[Cell]]
) -> AsyncIterator[list[list[Cell]]]:
    """The rows of those days, newest first. Pages shift while new rows arrive: what the last one had is let go."""
    begin = datetime.combine(export.first, time.min, UTC)
    end = datetime.combine(export.last, time.max, UTC)
    offset, before = 0, frozenset[str]()
    while True:
        rows = (await fetch(limit=PAGE, offset=offset)).items
        fresh = [row for row in rows if row.id not in before]
        if not fresh:  # the end, or a partner that does not page
            return
        yield [cells(row) for row in fresh if row.created_at is None or begin <= row.created_at <= end]
        oldest = rows[-1].created_at
        if oldest is not None and oldest < begin:
            return
        offset, before = offset + len(rows), frozenset(row.id for row in rows)


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


def _append(path: Path, piece: bytes) -> None:
    with path.open("ab") as file:
        file.write(piece)
