"""Batches: many orders from one paste or file, checked first, confirmed once, then made one by one or all at once.

A worker checks and orders a batch in steps, so another process can continue after a crash. To order a row is only to
confirm its intent.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import structlog

from bot.notifications.models import MessageRef
from bot.notifications.outbox import Outbox
from bot.orders.batch import Batch, BatchRow, BatchView, Mode, Phase, Problem
from bot.orders.confirmation import Verdict
from bot.orders.intents import Intents
from bot.orders.stored_batches import StoredBatches, prices_json
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected
from bot.partner.goods import Goods, Product
from bot.partner.pace import Priority
from bot.partner.prices import Fees
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.queue import Claim

log = structlog.get_logger(__name__)


ROWS_PER_CHECK = 12
"""Rows that are checked in one step: few enough for its lease at the lowest share of the default rate limit."""

RETRY_DELAY = timedelta(seconds=5)
"""Time until the next check when the partner does not answer."""

MAINTENANCE_DELAY = timedelta(minutes=1)
"""Time until the rows are confirmed again after all confirmations were stopped."""

EDIT_DELAY = timedelta(seconds=1)
"""Changes within this time are shown by one edit; Telegram takes about one edit a second in a chat."""

Prices = dict[Goods, Decimal | Rejected]

Recipient = tuple[Product, str]
"""Who is to receive what, in any amount."""


@dataclass
class Batches(StoredBatches):
    partner: PartnerClient
    intents: Intents
    outbox: Outbox

    def __post_init__(self) -> None:
        super().__post_init__()
        self.partner = self.partner.paced(Priority.BATCH)

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
        await self._write(id, document="again", again=prices_json(again))  # unless the reseller went back meanwhile
        return self.clock()

    async def _price(self, id: str, rows: Sequence[BatchRow], known: Sequence[BatchRow]) -> list[BatchRow] | None:
        """The rows with their prices, which are not asked if `known` rows have them. Rows that the partner does not
        sell are stored with their problem. None: the partner does not answer."""
        try:
            fees = await self.partner.fees()
            limited = [_check_limits(row, fees) for row in rows]
            prices = await self._ask_prices(known, limited)
        except PartnerError as error:
            log.warning("batch waits for the partner", batch=id, error=error)
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
                log.info("recipient could not be checked", error=error)
            else:
                can_receive = check.can_receive
                problem = (Problem.RECIPIENT, check.reason or "") if can_receive is False else None
        checked = [row.model_copy(update={"checked": True, "can_receive": can_receive}) for row in rows]
        await self._write_rows(id, [row.with_problem(*problem) for row in rows] if problem else checked)
        await self.outbox.batch_changed(id, EDIT_DELAY)


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
