"""Makes the files that admins export and shows the progress in a message.

Rows go to a file on disk page by page, so that a long export needs little memory.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime, time, timedelta
from operator import attrgetter
from pathlib import Path

import structlog
from aiogram.exceptions import AiogramError, TelegramForbiddenError, TelegramNotFound
from redis.exceptions import RedisError

from bot.clock import Pause, pause
from bot.notifications.models import MessageRef
from bot.operations.exports import HEADERS, Export
from bot.partner.account import Transaction
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.lists import Page
from bot.partner.order import Order
from bot.partner.pace import Priority
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.stored import Stored
from bot.telegram.gateway import Gateway
from bot.ui.csv_files import Cell, stream_csv
from bot.ui.i18n import Languages
from bot.ui.screen import Screen
from bot.ui.screens import exports as screens

log = structlog.get_logger(__name__)

EXPORT_TIMEOUT = timedelta(minutes=15)
"""Another process starts an export again that takes longer."""

POLL_INTERVAL = 0.5
"""Seconds between two checks of the queue."""

ROWS_PER_PAGE = 100
ATTRIBUTES = {"status": "status_text", "memo": "payment_memo"}
"""Of a row, where its column in HEADERS has another name."""

PROGRESS_INTERVAL = timedelta(seconds=3)
RETRY_DELAY = timedelta(seconds=20)


@dataclass
class Exporter(Stored):
    partner: PartnerClient
    gateway: Gateway
    languages: Languages
    _: KW_ONLY
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
                log.warning("redis is unavailable", error=error)
            await self.pause(stopping, POLL_INTERVAL)

    async def _handle(self, claim: Claim) -> None:
        export = Export.read(claim.id)
        try:
            await self._make(export)
        except (TelegramForbiddenError, TelegramNotFound) as error:
            log.warning("export has nobody to go to", error=error)
            await self.queue.finish(claim)
        except (PartnerError, AiogramError, RedisError) as error:
            log.warning("export was interrupted", error=error)
            await self.queue.finish(claim, again=self.clock() + RETRY_DELAY)
        except Exception:
            log.exception("export failed")
            await self.queue.finish(claim)
            await self._show(export, screens.failed(self.languages.speak(export.locale)))
        else:
            await self.queue.finish(claim)

    async def _show(self, export: Export, screen: Screen) -> None:
        await self.gateway.put(export.chat_id, MessageRef(message_id=export.message_id), screen)

    async def _make(self, export: Export) -> None:
        i18n = self.languages.speak(export.locale)
        count, shown_at = 0, self.clock()

        async def pages_with_progress() -> AsyncIterator[list[Sequence[Cell]]]:
            nonlocal count, shown_at
            async for rows in self._pages(export):
                count += len(rows)
                yield rows
                if self.clock() - shown_at > PROGRESS_INTERVAL:
                    shown_at = self.clock()
                    await self._show(export, screens.progress(i18n, export.what, count))

        with tempfile.TemporaryDirectory(prefix="export-") as folder:
            path = Path(folder) / export.name
            async for chunk in stream_csv(HEADERS[export.what], pages_with_progress()):
                await asyncio.to_thread(_append, path, chunk)
            await self._show(export, screens.done(i18n, export.what, count))
            await self.gateway.send_file(export.chat_id, export.name, path)

    async def _pages(self, export: Export) -> AsyncIterator[list[Sequence[Cell]]]:
        """The rows of the export's days, newest first. Skips repeated rows, because new rows shift the pages."""
        fetch: Callable[..., Awaitable[Page[Order] | Page[Transaction]]] = (
            self.partner.orders if export.what == "orders" else self.partner.transactions
        )
        cells = attrgetter(*(ATTRIBUTES.get(column, column) for column in HEADERS[export.what]))
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


def _append(path: Path, chunk: bytes) -> None:
    with path.open("ab") as file:
        file.write(chunk)
