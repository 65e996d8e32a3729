"""Batches: many orders from one paste or file, checked first, confirmed once, and then made one by one or all at once.

Checking and ordering are a due set like everything else: a killed process leaves a batch due, and the next one goes
on where it stood. Ordering is only to confirm each row's intent; the rest is the intents' and the watch's business.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

import structlog
from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.notifications.models import MessageRef
from bot.notifications.outbox import Outbox
from bot.orders.batch import Batch, BatchLine, BatchRow, BatchView, Mode, Phase, Problem
from bot.orders.intents import Intents
from bot.orders.models import Intent, WatchedOrder
from bot.partner.client import PartnerClient, Priority
from bot.partner.errors import PartnerError, Rejected
from bot.partner.models import Fees, Goods, Product
from bot.storage import hashes
from bot.storage.ids import new_id
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

KEEP = timedelta(days=6)
"""Shorter than closed intents are kept, and never prolonged: a row whose intent was forgotten might be made twice."""

AT_ONCE = 8
"""Rows that are checked together: enough to fill the pace of the partner, few enough for a bar that moves."""

PARTNER_AWAY = timedelta(seconds=5)

SHOWN_FIRST = timedelta(seconds=0.3)
"""Whoever opens a batch also shows it; the check begins after that."""

SHOWN_BY = timedelta(seconds=1)
"""A batch's screen is drawn anew at most so often; Telegram takes about one edit a second and chat."""


Prices = dict[Goods, Decimal | Rejected]


class Batches:
    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        partner: PartnerClient,
        intents: Intents,
        outbox: Outbox,
        *,
        clock: Clock = utcnow,
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._partner = partner.paced(Priority.BATCH)
        self._intents = intents
        self._outbox = outbox
        self._clock = clock
        self.queue = DelayedQueue(redis, keys, "batches", clock=clock)
        self._turn = Script(redis, "batches/move", keys.root)
        self._again = Script(redis, "batches/repeat_expired", keys.root)

    # Reading

    async def view(self, id: str) -> BatchView | None:
        """The batch with what its rows have become; None when there is none, or it is too old."""
        fields = await hashes.read(self._redis, self._keys.batch(id))
        if b"phase" not in fields:
            return None
        batch = Batch.read(id, fields)
        if batch.phase is not Phase.ORDERING:
            return BatchView(batch, tuple(map(BatchLine, batch.rows)))
        intents = await self._hashes(self._keys.intent(batch.intent_id(row)) for row in batch.rows)
        read = [Intent.read(fields) if fields else None for fields in intents]
        orders = await self._hashes(self._keys.order(intent.order_id or "" if intent else "") for intent in read)
        watched = [WatchedOrder.read(fields) if b"order" in fields else None for fields in orders]
        return BatchView(batch, tuple(map(BatchLine, batch.rows, read, watched)))

    async def of_chat(self, chat_id: int, limit: int) -> list[Batch]:
        """The chat's last batches, the newest first."""
        ids = [
            id.decode() for id in await self._redis.zrange(self._keys.chat_batches(chat_id), 0, limit - 1, desc=True)
        ]
        rows = await self._hashes(map(self._keys.batch, ids))
        return [Batch.read(id, fields) for id, fields in zip(ids, rows, strict=True) if b"phase" in fields]

    async def _hashes(self, keys: Iterable[str]) -> list[dict[bytes, bytes]]:
        async with self._redis.pipeline(transaction=False) as pipe:
            for key in keys:
                pipe.hgetall(key)
            return cast(list[dict[bytes, bytes]], await pipe.execute())

    # What the reseller does

    async def open(self, chat_id: int, locale: str, rows: Sequence[BatchRow]) -> str:
        """Takes rows in, and has them checked; returns the id of the batch."""
        id, now = new_id(), self._clock()
        fields = {f"row:{row.number}": row.model_dump_json() for row in rows}
        head = {"chat_id": str(chat_id), "locale": locale, "created_at": str(to_ms(now)), "phase": Phase.CHECKING.value}
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(self._keys.batch(id), mapping=fields | head)
            pipe.expire(self._keys.batch(id), KEEP)
            pipe.zadd(self._keys.chat_batches(chat_id), {id: to_ms(now)})
            pipe.zremrangebyscore(self._keys.chat_batches(chat_id), "-inf", to_ms(now - KEEP))
            pipe.expire(self._keys.chat_batches(chat_id), KEEP)
            await pipe.execute()
        await self.queue.add(id, now + SHOWN_FIRST)
        log.info("batch opened", batch=id, chat=chat_id, rows=len(rows))
        return id

    async def turn(self, id: str, before: Phase, to: Phase, mode: Mode | None = None) -> bool:
        """Moves the batch on, with whatever there is to do in the new phase; False: it is not in that phase."""
        work = to_ms(self._clock()) if mode is Mode.ALL else ""
        return bool(await self._turn(id=id, before=before, to=to, mode=mode or "", work_at=work))

    async def order(self, batch: Batch, row: BatchRow, message_ref: MessageRef | None) -> str:
        """Confirms a row, once; returns the id of its intent, which is for `Intents.settle`."""
        id = batch.intent_id(row)
        await self._intents.confirm(row.draft(id), batch.chat_id, message_ref, batch.locale, batch=batch.id)
        return id

    async def again(self, view: BatchView) -> int:
        """Begins the expired rows anew; returns how many."""
        rows = [(line.row.number, view.batch.round_of(line.row)) for line in view.expired]
        work = to_ms(self._clock()) if view.batch.mode is Mode.ALL else ""
        return int(await self._again(id=view.batch.id, work_at=work, rounds=[fact for row in rows for fact in row]))

    async def set_message_ref(self, id: str, message_ref: MessageRef, locale: str) -> None:
        """Remembers where the batch's screen stands, and in which language."""
        await self._write(id, message_ref=message_ref.model_dump_json(), locale=locale)

    async def set_page(self, id: str, page: int) -> None:
        await self._write(id, page=str(page))

    async def set_last_notified(self, id: str, endings: str) -> None:
        await self._write(id, last_notified=endings)

    async def _write(self, id: str, **fields: str) -> None:
        if await self._redis.exists(self._keys.batch(id)):  # a field must not bring a batch back that is gone
            await hashes.write(self._redis, self._keys.batch(id), fields)

    # What the worker does

    async def work(self, claim: Claim) -> None:
        """One step of a due batch: a few rows checked, or all of them confirmed."""
        view = await self.view(claim.id)
        again = None
        if view and view.batch.phase is Phase.CHECKING:
            again = await self._check(view.batch)
        elif view and view.batch.phase is Phase.ORDERING and view.batch.mode is Mode.ALL:
            for line in view.lines:
                if line.state == "fine":
                    await self.order(view.batch, line.row, None)
        if view:
            await self._outbox.batch_changed(claim.id, SHOWN_BY)
        await self.queue.finish(claim, again=again)

    async def _check(self, batch: Batch) -> datetime | None:
        """Checks the next rows; returns when the rest is to be checked."""
        now = self._clock()
        open_rows = [row for row in batch.rows if not row.checked]
        try:
            fees = await self._partner.fees()
            rows = [_within(row, fees) for row in open_rows[:AT_ONCE]]
            prices = await self._prices(batch.rows, rows)
            checked = await asyncio.gather(*(self._checked(row, prices) for row in rows))
        except PartnerError as error:
            log.warning("batch waits for the partner", batch=batch.id, error=repr(error))
            await self._write(batch.id, waiting="1")
            return now + PARTNER_AWAY
        await self._write(batch.id, **{f"row:{row.number}": row.model_dump_json() for row in checked})
        await hashes.erase(self._redis, self._keys.batch(batch.id), "waiting")
        if len(open_rows) > len(checked):
            return now
        await self.turn(batch.id, Phase.CHECKING, Phase.READY)
        return None

    async def _prices(self, known: Sequence[BatchRow], rows: Sequence[BatchRow]) -> Prices:
        """What the goods of the rows cost, in TON, or why the partner refuses them; each is asked once.

        Raises PartnerError where it cannot be asked.
        """
        prices: Prices = {row.goods.without_recipient(): row.estimate for row in known if row.estimate is not None}
        for goods in {row.goods.without_recipient() for row in rows if row.problem is None} - prices.keys():
            try:
                prices[goods] = (await self._partner.estimate(goods)).price_ton
            except Rejected as error:
                prices[goods] = error
        return prices

    async def _checked(self, row: BatchRow, prices: Prices) -> BatchRow:
        if row.problem:
            return row
        goods = row.goods
        price = prices[goods.without_recipient()]
        if isinstance(price, Rejected):
            return row.wrong(Problem.REFUSED, price.error_message)
        can_receive = None
        try:
            check = await self._partner.check_recipient(goods.product, goods.recipient or "")
        except Rejected as error:
            return row.wrong(Problem.RECIPIENT, error.error_message)
        except PartnerError as error:  # as in a single purchase: the order itself will check it again
            log.info("recipient not checked", error=repr(error))
        else:
            can_receive = check.can_receive
            if can_receive is False:
                return row.wrong(Problem.RECIPIENT, check.reason or "")
        return row.model_copy(update={"checked": True, "can_receive": can_receive, "estimate": price})


def _within(row: BatchRow, fees: Fees) -> BatchRow:
    """The row as it is, or wrong where the partner does not sell such an amount."""
    if row.problem or fees.sell(row.goods):
        return row
    months = ", ".join(map(str, fees.months))
    return row.wrong(Problem.LIMITS, months if row.product is Product.PREMIUM else f"{fees.stars_min}–{fees.stars_max}")
