"""What Redis knows about batches: reads, and writes of what a reseller does with one. Nothing here asks the partner."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b

import structlog

from bot.clock import to_ms
from bot.notifications.models import MessageRef
from bot.orders.batch import GONE, Batch, BatchLine, BatchRow, BatchView, Filter, Mode, Phase, Problem
from bot.orders.markup import Terms
from bot.orders.models import Intent, WatchedOrder
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.queue import DelayedQueue
from bot.storage.stored import Stored

log = structlog.get_logger(__name__)

MAX_COMPARED_BATCHES, MAX_COMPARED_ORDERS = 50, 200
"""Earlier batches and orders of the chat in which rows and recipients are looked for."""

FIRST_CHECK_DELAY = timedelta(seconds=0.3)
"""The handler that creates a batch shows it first."""


@dataclass
class StoredBatches(Stored):
    def __post_init__(self) -> None:
        self.queue = DelayedQueue(self.redis, self.keys, "batches", clock=self.clock)
        self._move_script = self.script("batches/move")
        self._set_fields = self.script("orders/set_fields")
        self._repeat_script = self.script("batches/repeat_expired")

    async def get(self, id: str) -> BatchView | None:
        """The batch with the intents and orders of its rows; None: there is none, or it is too old."""
        fields = await hashes.read(self.redis, self.keys.batch(id))
        if b"phase" not in fields:
            return None
        batch = Batch.read(id, fields)
        if batch.phase is not Phase.ORDERING:
            return BatchView(batch, tuple(map(BatchLine, batch.rows)))
        rows = await hashes.read_many(self.redis, [self.keys.intent(batch.intent_id(row)) for row in batch.rows])
        intents = [Intent.read(fields) if fields else None for fields in rows]
        ids = [intent.order_id or "" if intent else "" for intent in intents]
        orders = await hashes.read_many(self.redis, map(self.keys.order, ids))
        watched = [WatchedOrder.read(fields) if b"order" in fields else None for fields in orders]
        return BatchView(batch, tuple(map(BatchLine, batch.rows, intents, watched)))

    async def exists(self, id: str) -> bool:
        """False: it is too old, or deleted by /forget. Its rows are then told like any other orders."""
        return await hashes.field(self.redis, self.keys.batch(id), "phase") is not None

    async def of_chat(self, chat_id: int, limit: int) -> list[Batch]:
        """The chat's last batches, newest first."""
        key = self.keys.chat_batches(chat_id)
        ids = [id.decode() for id in await self.redis.zrange(key, 0, limit - 1, desc=True)]
        rows = await hashes.read_many(self.redis, map(self.keys.batch, ids))
        return [Batch.read(id, fields) for id, fields in zip(ids, rows, strict=True) if b"phase" in fields]

    async def create(
        self,
        chat_id: int,
        locale: str,
        rows: Sequence[BatchRow],
        terms: Terms | None = None,
        *,
        sheet: str = "",
        hidden: int = 0,
        message: str,
    ) -> str:
        """Stores the rows, which a worker then checks unless all are wrong; returns the id of the batch, which is made
        of `message`: if the same message is delivered again, it is the same batch."""
        now = self.clock()
        id = urlsafe_b64encode(blake2b(f"{chat_id}:{message}".encode(), digest_size=9).digest()).decode()
        is_new = not await self.exists(id)
        fields = {f"row:{row.number}": row.model_dump_json() for row in rows}
        phase = Phase.READY if all(row.checked for row in rows) else Phase.CHECKING
        head = {
            "chat_id": str(chat_id),
            "locale": locale,
            "created_at": str(to_ms(now)),
            "phase": phase.value,
            "sheet": sheet,
            "hidden": str(hidden),
        }
        sold = {"terms": terms.model_dump_json()} if terms else {}
        async with self.redis.pipeline(transaction=False) as pipe:
            if is_new:
                pipe.hset(self.keys.batch(id), mapping=fields | head | sold)
            pipe.expire(self.keys.batch(id), Keys.batch.ttl)
            pipe.zadd(self.keys.chat_batches(chat_id), {id: to_ms(now)})
            pipe.zremrangebyscore(self.keys.chat_batches(chat_id), "-inf", to_ms(now - Keys.batch.ttl))
            pipe.expire(self.keys.chat_batches(chat_id), Keys.chat_batches.ttl)
            await pipe.execute()
        await self.queue.add(id, now + FIRST_CHECK_DELAY)
        log.info("batch created", batch=id, chat=chat_id, rows=len(rows))
        return id

    async def change_phase(self, id: str, before: Phase, to: Phase, mode: Mode | None = None) -> bool:
        """False: the batch is not in the phase `before`. In Mode.ALL a worker then orders the rows."""
        work = to_ms(self.clock()) if mode is Mode.ALL else ""
        return bool(await self._move_script(id=id, before=before, to=to, mode=mode or "", work_at=work))

    async def drop(self, id: str) -> None:
        """Only a batch that has no orders yet."""
        for phase in (Phase.CHECKING, Phase.READY, Phase.CONFIRMED):
            await self.change_phase(id, phase, Phase.DROPPED)

    async def repeat(self, view: BatchView, rows: Sequence[BatchRow], mode: Mode | None = None) -> int:
        """Starts rows again whose orders are over, at the prices that the rows have; returns their number."""
        await self._write_rows(view.batch.id, rows)
        rounds = [value for row in rows for value in (row.number, view.batch.round_of(row))]
        work = to_ms(self.clock()) if (mode or view.batch.mode) is Mode.ALL else ""
        return int(await self._repeat_script(id=view.batch.id, mode=mode or "", work_at=work, rounds=rounds))

    async def ask_again(self, view: BatchView) -> None:
        """A worker finds out the new prices of the expired rows. Then the reseller is asked whether to order them."""
        again: dict[int, Decimal | None] = {line.row.number: None for line in view.expired}
        await self._write(view.batch.id, again=prices_json(again))
        await self.queue.add(view.batch.id, self.clock())

    async def close_again(self, id: str) -> None:
        await hashes.erase(self.redis, self.keys.batch(id), "again")

    async def set_message_ref(self, id: str, message_ref: MessageRef, locale: str) -> None:
        """Stores which message shows the batch, and its language."""
        await self._write(id, message_ref=message_ref.model_dump_json(), locale=locale)

    async def set_page(self, id: str, page: int) -> None:
        await self._write(id, page=str(page))

    async def set_filter(self, id: str, filter: Filter | None) -> None:
        await self._write(id, page="0", filter=filter or "")

    async def leave_out_repeated(self, id: str) -> bool:
        """Leaves out the rows that were ordered before, or stand in the batch twice, unless they are wanted. False:
        there are none. A batch may be confirmed long after its check, so this is done again then."""
        view = await self.get(id)
        if view is None or view.batch.phase is Phase.ORDERING:
            return False
        ordered = await self._find_ordered(view.batch)
        left_out: list[BatchRow] = []
        first: dict[tuple[str, str | None], int] = {}
        for row in (line.row for line in view.valid_lines):
            number = first.setdefault(row.key, row.number)
            if row.wanted:
                continue
            if row.key in ordered:
                left_out.append(row.with_problem(Problem.REPEATED, ordered[row.key].isoformat(timespec="seconds")))
            elif number != row.number:
                left_out.append(row.with_problem(Problem.DUPLICATE, str(number)))
        await self._write_rows(id, left_out)
        return bool(left_out)

    async def include_repeated(self, view: BatchView) -> None:
        rows = [row.model_copy(update={"problem": None, "detail": "", "wanted": True}) for row in view.repeated]
        await self._write_rows(view.batch.id, rows)

    async def _find_ordered(self, batch: Batch) -> dict[tuple[str, str | None], datetime]:
        """Which of the batch's rows this chat has ordered in another batch, or alone, and when."""
        wanted = {row.key for row in batch.rows}
        ordered: dict[tuple[str, str | None], datetime] = {}
        for other in await self.of_chat(batch.chat_id, MAX_COMPARED_BATCHES):
            is_other = other.id != batch.id and other.phase is Phase.ORDERING
            view = await self.get(other.id) if is_other and wanted & {row.key for row in other.rows} else None
            for line in view.lines if view else ():
                if line.state not in GONE:
                    ordered.setdefault(line.row.key, other.created_at)
        for watched in await self._recent_orders(batch.chat_id):
            if not watched.batch and watched.order.status.value not in GONE and watched.order.created_at:
                ordered.setdefault((watched.order.goods.fingerprint, watched.invoice), watched.order.created_at)
        return ordered

    async def _recent_orders(self, chat_id: int) -> list[WatchedOrder]:
        """The chat's last orders that are not older than a batch lives."""
        ids = await self.redis.zrange(self.keys.chat_orders(chat_id), 0, MAX_COMPARED_ORDERS - 1, desc=True)
        rows = await hashes.read_many(self.redis, [self.keys.order(id.decode()) for id in ids])
        since = self.clock() - Keys.batch.ttl
        orders = [WatchedOrder.read(fields) for fields in rows if b"order" in fields]
        return [watched for watched in orders if watched.order.created_at and watched.order.created_at >= since]

    async def _write_rows(self, id: str, rows: Sequence[BatchRow]) -> None:
        if rows:
            await self._write(id, **{f"row:{row.number}": row.model_dump_json() for row in rows})

    async def set_last_notified(self, id: str, summary: str) -> None:
        """`summary`: `BatchView.ended_summary` when the chat was told."""
        await self._write(id, last_notified=summary)

    async def _write(self, id: str, *, document: str = "phase", **fields: str) -> None:
        pairs = [word for pair in fields.items() for word in pair]
        await self._set_fields(key=self.keys.batch(id), document=document, fields=pairs)


def prices_json(prices: Mapping[int, Decimal | None]) -> str:
    return json.dumps({number: price if price is None else f"{price:f}" for number, price in prices.items()})
