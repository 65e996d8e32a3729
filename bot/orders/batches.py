"""Batches: many orders from one paste or file, checked first, confirmed once, then made one by one or all at once.

A worker checks and orders a batch in steps, so another process can continue after a crash. To order a row is only to
confirm its intent.
"""

import asyncio
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b

import structlog
from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.notifications.models import MessageRef
from bot.notifications.outbox import Outbox
from bot.orders.batch import GONE, Batch, BatchLine, BatchRow, BatchView, Filter, Mode, Phase, Problem
from bot.orders.intents import Intents, Verdict
from bot.orders.markup import Terms
from bot.orders.models import Intent, WatchedOrder
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected
from bot.partner.goods import Goods, Product
from bot.partner.pace import Priority
from bot.partner.prices import Fees
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)


ROWS_PER_CHECK = 12
"""Rows that are checked in one step: few enough for its lease at the lowest share of the default rate limit."""

MAX_COMPARED_BATCHES, MAX_COMPARED_ORDERS = 50, 200
"""Earlier batches and orders of the chat in which rows and recipients are looked for."""

RETRY_DELAY = timedelta(seconds=5)
"""Time until the next check when the partner does not answer."""

FIRST_CHECK_DELAY = timedelta(seconds=0.3)
"""The handler that creates a batch shows it first."""

MAINTENANCE_DELAY = timedelta(minutes=1)
"""Time until the rows are confirmed again after all confirmations were stopped."""

EDIT_DELAY = timedelta(seconds=1)
"""Changes within this time are shown by one edit; Telegram takes about one edit a second in a chat."""

Prices = dict[Goods, Decimal | Rejected]

Recipient = tuple[Product, str]
"""Who is to receive what, in any amount."""


@dataclass
class Batches:
    redis: Redis
    keys: Keys
    partner: PartnerClient
    intents: Intents
    outbox: Outbox
    _: KW_ONLY
    clock: Clock = utcnow

    def __post_init__(self) -> None:
        self.partner = self.partner.paced(Priority.BATCH)
        self.queue = DelayedQueue(self.redis, self.keys, "batches", clock=self.clock)
        self._move_script = Script(self.redis, "batches/move", self.keys.root)
        self._set_fields = Script(self.redis, "orders/set_fields", self.keys.root)
        self._repeat_script = Script(self.redis, "batches/repeat_expired", self.keys.root)

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

    async def confirm_row(self, batch: Batch, row: BatchRow, message_ref: MessageRef | None) -> bool:
        """Confirms a row, once. False: all confirmations are stopped, or the daily limit is reached; the batch tells
        which."""
        draft = batch.draft(row)
        answer = await self.intents.confirm(draft, batch.chat_id, message_ref, batch.locale, batch=batch.id)
        is_closed, left = answer.verdict is Verdict.MAINTENANCE, answer.left
        if is_closed or left is not None:
            await self._write(batch.id, closed="1" if is_closed else "", left="" if left is None else f"{left:f}")
        elif batch.closed or batch.left is not None:
            await hashes.erase(self.redis, self.keys.batch(batch.id), "closed", "left")
        return not is_closed and left is None

    async def repeat(self, view: BatchView, rows: Sequence[BatchRow], mode: Mode | None = None) -> int:
        """Starts rows again whose orders are over, at the prices that the rows have; returns their number."""
        await self._write_rows(view.batch.id, rows)
        rounds = [value for row in rows for value in (row.number, view.batch.round_of(row))]
        work = to_ms(self.clock()) if (mode or view.batch.mode) is Mode.ALL else ""
        return int(await self._repeat_script(id=view.batch.id, mode=mode or "", work_at=work, rounds=rounds))

    async def ask_again(self, view: BatchView) -> None:
        """A worker finds out the new prices of the expired rows. Then the reseller is asked whether to order them."""
        again: dict[int, Decimal | None] = {line.row.number: None for line in view.expired}
        await self._write(view.batch.id, again=_prices_json(again))
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

    async def work(self, claim: Claim) -> None:
        """One step of a due batch: checks some rows, or confirms all."""
        view = await self.get(claim.id)
        again = None
        if view and view.batch.phase is Phase.CHECKING:
            again = await self._check(view.batch)
        elif view and any(row.estimate is None for row in view.again):
            again = await self._price_again(view)
        elif view and view.batch.phase is Phase.ORDERING and view.batch.mode is Mode.ALL:
            for line in view.lines:
                if line.state == "fine" and not await self.confirm_row(view.batch, line.row, None):
                    again = self.clock() + MAINTENANCE_DELAY
                    break
        if view:
            await self.outbox.batch_changed(claim.id, EDIT_DELAY)
        await self.queue.finish(claim, again=again)

    async def _check(self, batch: Batch) -> datetime | None:
        """Checks the next rows; returns when to check the rest."""
        unchecked = [row for row in batch.rows if not row.checked]
        if not unchecked:
            await self.leave_out_repeated(batch.id)
            await self.change_phase(batch.id, Phase.CHECKING, Phase.READY)
            return None
        priced = await self._price(batch.id, unchecked[:ROWS_PER_CHECK], batch.rows)
        if priced is None:
            return self.clock() + RETRY_DELAY
        known = await self._find_known_recipients(batch)
        by_recipient: dict[Recipient, list[BatchRow]] = {}
        for row in priced:
            if not row.problem:
                by_recipient.setdefault(_recipient(row.goods), []).append(row)
        checks = (self._check_recipient(batch.id, rows, is_known=each in known) for each, rows in by_recipient.items())
        await asyncio.gather(*checks)
        return self.clock()

    async def _price_again(self, view: BatchView) -> datetime:
        """Asks for the next prices of rows that are to be ordered again; returns when to ask for the rest."""
        id, rows = view.batch.id, [row for row in view.again if row.estimate is None]
        priced = await self._price(id, rows[:ROWS_PER_CHECK], view.again)
        if priced is None:
            return self.clock() + RETRY_DELAY
        again = {**view.batch.again, **{row.number: row.estimate for row in priced}}
        await self._write(id, document="again", again=_prices_json(again))  # unless the reseller went back meanwhile
        return self.clock()

    async def _price(self, id: str, rows: Sequence[BatchRow], known: Sequence[BatchRow]) -> list[BatchRow] | None:
        """The rows with their prices, which are not asked if `known` rows have them. Rows that the partner does not
        sell are stored with their problem. None: the partner does not answer."""
        try:
            fees = await self.partner.fees()
            limited = [_check_limits(row, fees) for row in rows]
            prices = await self._ask_prices(known, limited)
        except PartnerError as error:
            log.warning("batch waits for the partner", batch=id, error=repr(error))
            await self._write(id, waiting="1")
            return None
        priced = [_priced(row, prices) for row in limited]
        await self._write_rows(id, [row for row in priced if row.problem])
        await hashes.erase(self.redis, self.keys.batch(id), "waiting")
        return priced

    async def _ask_prices(self, known: Sequence[BatchRow], rows: Sequence[BatchRow]) -> Prices:
        """The price in TON, or the partner's refusal, for the goods of each row; each is asked once.

        Raises PartnerError if the partner does not answer.
        """
        prices: Prices = {row.goods.without_recipient(): row.estimate for row in known if row.estimate is not None}

        async def ask(goods: Goods) -> None:
            try:
                prices[goods] = (await self.partner.estimate(goods)).price_ton
            except Rejected as error:
                prices[goods] = error

        wanted = {row.goods.without_recipient() for row in rows if row.problem is None} - prices.keys()
        await asyncio.gather(*map(ask, wanted))
        return prices

    async def _find_known_recipients(self, batch: Batch) -> set[Recipient]:
        """Who need not be asked about: they have passed in this batch, or this chat's Stars have reached them lately.
        Premium is always asked about: who has it may not get it again."""
        recent = [watched.order for watched in await self._recent_orders(batch.chat_id)]
        received = {_recipient(order.goods) for order in recent if order.status is OrderStatus.COMPLETED}
        passed = {_recipient(row.goods) for row in batch.rows if row.can_receive}
        return passed | {(product, name) for product, name in received if product is Product.STARS}

    async def _check_recipient(self, id: str, rows: Sequence[BatchRow], *, is_known: bool) -> None:
        """Asks once about the recipient of these rows, unless it is known, and stores the rows."""
        goods = rows[0].goods
        can_receive: bool | None = is_known or None
        problem: tuple[Problem, str] | None = None
        if not is_known:
            try:
                check = await self.partner.check_recipient(goods.product, goods.recipient or "")
            except Rejected as error:
                problem = Problem.RECIPIENT, error.error_message
            except PartnerError as error:  # not known; the create checks the recipient again
                log.info("recipient not checked", error=repr(error))
            else:
                can_receive = check.can_receive
                problem = (Problem.RECIPIENT, check.reason or "") if can_receive is False else None
        checked = [row.model_copy(update={"checked": True, "can_receive": can_receive}) for row in rows]
        await self._write_rows(id, [row.with_problem(*problem) for row in rows] if problem else checked)
        await self.outbox.batch_changed(id, EDIT_DELAY)


def _prices_json(prices: Mapping[int, Decimal | None]) -> str:
    return json.dumps({number: price if price is None else f"{price:f}" for number, price in prices.items()})


def _recipient(goods: Goods) -> Recipient:
    return goods.product, (goods.recipient or "").lower()


def _priced(row: BatchRow, prices: Prices) -> BatchRow:
    if row.problem:
        return row
    price = prices[row.goods.without_recipient()]
    if isinstance(price, Rejected):
        return row.with_problem(Problem.REFUSED, price.error_message)
    return row.model_copy(update={"estimate": price})


def _check_limits(row: BatchRow, fees: Fees) -> BatchRow:
    """The row, with a problem if the partner does not sell such an amount."""
    if row.problem or fees.sell(row.goods):
        return row
    return row.with_problem(Problem.LIMITS, fees.limits(row.goods.product))
