"""A batch and its rows: a reseller's orders for many clients.

    checking ──▶ ready ──▶ confirmed ──▶ ordering
        └──────────┴───────────┴───────▶ dropped

Each row has its own intent. The intent's id is made of the batch, the row and its round, so a row that is confirmed
twice is one order. The state of a row is only stored in its intent and its order.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import AliasChoices, BaseModel, Field

from bot.clock import from_ms
from bot.notifications.models import MessageRef
from bot.orders.draft import Draft, Recipient
from bot.orders.markup import Terms
from bot.orders.models import ENDED, Intent, IntentState, WatchedOrder
from bot.partner.goods import Goods, Product
from bot.partner.statuses import OrderStatus

MAX_ROWS = 100
"""Rows of one batch."""


class Problem(StrEnum):
    """Why a row cannot be ordered."""

    FORMAT = "format"
    UNCLEAR = "unclear"  # it can be read in two ways
    FORMULA = "formula"  # its value is not known
    USERNAME = "username"
    AMOUNT = "amount"
    INVOICE = "invoice"
    LIMITS = "limits"  # `detail`: the limits
    RECIPIENT = "recipient"  # `detail`: the partner's words
    REFUSED = "refused"  # the same
    REPEATED = "repeated"  # ordered before, `detail`: when, in ISO form
    DUPLICATE = "duplicate"  # `detail`: the number of the row that is the same, with its invoice


class BatchRow(BaseModel, frozen=True):
    """One line of the list (`text`), parsed and checked. `duplicate_of` is the number of an earlier row with the same
    goods; `can_receive` is None while it is not known."""

    number: int
    text: str
    product: Product | None = None
    recipient: str | None = None
    amount: int | None = None
    invoice: str | None = None
    duplicate_of: int | None = Field(None, validation_alias=AliasChoices("duplicate_of", "twin"))

    checked: bool = False
    problem: Problem | None = None
    detail: str = ""
    can_receive: bool | None = None
    estimate: Decimal | None = None
    wanted: bool = False
    """It is to be ordered although it was ordered before."""

    @property
    def key(self) -> tuple[str, str | None]:
        """Two rows with the same key are one row that was sent twice."""
        return self.goods.fingerprint, self.invoice

    @property
    def is_valid(self) -> bool:
        return self.checked and self.problem is None

    def with_problem(self, problem: Problem, detail: str = "") -> Self:
        return self.model_copy(update={"checked": True, "problem": problem, "detail": detail})

    @property
    def goods(self) -> Goods:
        return Goods(product=self.product or Product.STARS, recipient=self.recipient, amount=self.amount or 0)

    def draft(self, id: str) -> Draft:
        """The draft to confirm."""
        recipient = Recipient(username=self.recipient or "", can_receive=self.can_receive)
        return Draft(
            id=id,
            product=self.product,
            recipient=recipient,
            amount=self.amount,
            invoice=self.invoice,
            estimate=self.estimate,
        )


class Phase(StrEnum):
    CHECKING = "checking"
    READY = "ready"  # the table with problems and the price is shown
    CONFIRMED = "confirmed"  # the mode is asked
    ORDERING = "ordering"
    DROPPED = "dropped"


class Mode(StrEnum):
    ONE = "one"  # each order is made when the reseller comes to pay it, so that its payment time does not expire
    ALL = "all"


class Filter(StrEnum):
    """Which rows the table shows; each row is in one of these."""

    WRONG = "wrong"
    WAITING = "waiting"
    PAID = "paid"
    EXPIRED = "expired"
    CHOOSE = "choose"  # all rows, and the filters to choose from instead of the other buttons


class Batch(BaseModel, frozen=True):
    """`waiting`: the partner does not answer. `closed`, `left`: why the next row was not ordered: all confirmations
    are stopped, or only so many TON of the daily limit are left. `last_notified`: `BatchView.ended_summary` when
    the chat was told. `sheet`: where its rows stood in a workbook with several sheets. `hidden`: how many hidden
    rows of it were left out. `terms`: how its reseller made prices when the batch was created. `again`: the rows of
    which the reseller was asked whether to order them again, with their new prices in TON (None: not known yet)."""

    id: str
    chat_id: int
    locale: str
    phase: Phase
    mode: Mode | None = None
    created_at: datetime
    message_ref: MessageRef | None = None
    page: int = 0
    filter: Filter | None = None
    waiting: bool = False
    closed: bool = False
    left: Decimal | None = None
    last_notified: str = ""
    sheet: str = ""
    hidden: int = 0
    terms: Terms | None = None
    again: Mapping[int, Decimal | None] = {}
    rows: tuple[BatchRow, ...]
    rounds: Mapping[int, int]

    @classmethod
    def read(cls, id: str, fields: Mapping[bytes, bytes]) -> Self:
        """From the Redis hash of a batch."""
        text = {name.decode(): value.decode() for name, value in fields.items()}
        rows = [BatchRow.model_validate_json(value) for name, value in text.items() if name.startswith("row:")]
        rounds = {int(name.removeprefix("round:")): int(value) for name, value in text.items() if "round:" in name}
        known: dict[str, object] = {name: value for name, value in text.items() if value and ":" not in name}
        known |= {name: json.loads(text[name]) for name in ("message_ref", "terms", "again") if text.get(name)}
        known |= {"id": id, "created_at": from_ms(text["created_at"]), "waiting": "waiting" in text, "rounds": rounds}
        return cls.model_validate(known | {"rows": sorted(rows, key=lambda row: row.number)})

    def draft(self, row: BatchRow) -> Draft:
        """The draft to confirm for a row."""
        sale = self.terms.sale(row.estimate) if self.terms and row.estimate is not None else None
        return row.draft(self.intent_id(row)).model_copy(update={"sale": sale})

    def round_of(self, row: BatchRow) -> int:
        return self.rounds.get(row.number, 0)

    def intent_id(self, row: BatchRow) -> str:
        return f"{self.id}.{row.number}.{self.round_of(row)}"


def row_number(intent_id: str | None) -> int:
    """The number of an intent's row; 0 if the intent is no row of a batch."""
    parts = (intent_id or "").split(".")
    return int(parts[1]) if len(parts) == 3 else 0


UNPLACED = ("unchecked", "problem", "fine", "confirming", "rejected", "frozen")
"""States of a row without an order."""

_ENDED_STATES = {"rejected", "frozen", *(status.value for status in ENDED)}

GONE = {"unchecked", "problem", "rejected", *(status.value for status in ENDED - {OrderStatus.COMPLETED})}
"""States of a row that was not ordered, or whose order is over without a delivery."""

_FILTERS: dict[str, Filter] = {
    **dict.fromkeys(("problem", "rejected", "frozen", "failed", "refunded", "unknown"), Filter.WRONG),
    **dict.fromkeys(("paid", "processing", "completed"), Filter.PAID),
    **dict.fromkeys(("expired", "cancelled"), Filter.EXPIRED),
}

_STATE_OF_INTENT = {
    IntentState.PREPARED: "confirming",
    IntentState.PLACED: "confirming",
    IntentState.REJECTED: "rejected",
    IntentState.FROZEN: "frozen",
}


@dataclass(frozen=True)
class BatchLine:
    """A row with its intent and its order."""

    row: BatchRow
    intent: Intent | None = None
    watched: WatchedOrder | None = None

    @property
    def state(self) -> str:
        """One of UNPLACED, or the order's status."""
        if not self.row.checked:
            return "unchecked"
        if self.row.problem:
            return "problem"
        if self.intent is None:
            return "fine"
        return self.watched.order.status.value if self.watched else _STATE_OF_INTENT[self.intent.state]

    @property
    def filter(self) -> Filter:
        if self.watched and self.watched.marked_paid_at and self.watched.order.status is OrderStatus.PENDING_PAYMENT:
            return Filter.PAID
        return _FILTERS.get(self.state, Filter.WAITING)

    @property
    def to_pay(self) -> bool:
        """Whether the order can be paid, nobody has said that it is, and none of the money has arrived."""
        watched = self.watched
        if watched is None or watched.marked_paid_at or watched.order.paid_ton:
            return False
        return watched.order.status is OrderStatus.PENDING_PAYMENT


@dataclass(frozen=True)
class BatchView:
    """A batch with the present state of its rows."""

    batch: Batch
    lines: tuple[BatchLine, ...]

    @property
    def chat_id(self) -> int:
        return self.batch.chat_id

    @cached_property
    def table(self) -> list[BatchLine]:
        """The lines that the batch's filter lets through, wrong ones first."""
        lines = [line for line in self.lines if self.batch.filter in (None, Filter.CHOOSE, line.filter)]
        return sorted(lines, key=lambda line: line.filter is not Filter.WRONG)

    @property
    def repeated(self) -> list[BatchRow]:
        """Rows that are left out because they were ordered before."""
        return [row for row in self.batch.rows if row.problem in (Problem.REPEATED, Problem.DUPLICATE)]

    def line(self, number: int) -> BatchLine | None:
        return next((line for line in self.lines if line.row.number == number), None)

    @cached_property
    def tally(self) -> Counter[str]:
        """Number of rows by state."""
        return Counter(line.state for line in self.lines)

    @property
    def valid_lines(self) -> list[BatchLine]:
        return [line for line in self.lines if line.row.is_valid]

    @property
    def estimate_ton(self) -> Decimal:
        """The price of all valid rows together, in TON; of those that are to be ordered again if there are such."""
        rows = self.again or [line.row for line in self.valid_lines]
        return sum((row.estimate or Decimal(0) for row in rows), Decimal(0))

    @property
    def expired(self) -> list[BatchLine]:
        return [line for line in self.lines if line.state == OrderStatus.EXPIRED]

    @property
    def again(self) -> list[BatchRow]:
        """The expired rows that are to be ordered again, with their new prices."""
        asked = self.batch.again
        rows = [line.row for line in self.expired if line.row.number in asked]
        return [row.model_copy(update={"estimate": asked[row.number]}) for row in rows]

    @property
    def ended_summary(self) -> str:
        """Number of ended rows by state, as text: it is stored, and compared to tell whether there is news."""
        return ",".join(f"{state}={count}" for state, count in sorted(self.tally.items()) if state in _ENDED_STATES)

    @property
    def has_ended(self) -> bool:
        """Whether every row has ended."""
        return set(self.tally) <= _ENDED_STATES | {"problem"}

    def next_to_pay(self, after: int = 0) -> BatchLine | None:
        """The first row after that number, else before it, that waits for its payment or is to be ordered for it."""
        later = sorted(self.lines, key=lambda line: (line.row.number <= after, line.row.number))
        return next(filter(self._can_be_paid, later), None)

    @property
    def unpaid_count(self) -> int:
        return sum(map(self._can_be_paid, self.lines))

    def _can_be_paid(self, line: BatchLine) -> bool:
        return line.to_pay or (self.batch.mode is Mode.ONE and line.state == "fine")
