"""A batch and its rows: what a reseller orders for many clients at once, and how far it is.

    checking ──▶ ready ──▶ confirmed ──▶ ordering
        └──────────┴───────────┴───────▶ dropped

A row becomes an order through an intent of its own, whose id is made of the batch, the row and its round: so whoever
begins a row, and however often, begins the same order. How far a row is stands nowhere else than in its intent and its
order.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict

from bot.clock import from_ms
from bot.notifications.models import MessageRef
from bot.orders.draft import Draft, Recipient
from bot.orders.models import ENDED, Intent, IntentState, WatchedOrder
from bot.partner.models import Goods, OrderStatus, Product

MOST = 100
"""Rows of one batch."""


class Problem(StrEnum):
    """Why a row cannot be ordered."""

    FORMAT = "format"
    USERNAME = "username"
    AMOUNT = "amount"
    INVOICE = "invoice"
    LIMITS = "limits"  # `detail`: what there is instead
    RECIPIENT = "recipient"  # `detail`: the partner's own words
    REFUSED = "refused"  # the same


class BatchRow(BaseModel):
    """One line as it was written (`text`), read and checked. `twin` is an earlier row with the same content;
    `can_receive` is None while it is not known, as everywhere."""

    model_config = ConfigDict(frozen=True)

    number: int
    text: str
    product: Product | None = None
    recipient: str | None = None
    amount: int | None = None
    invoice: str | None = None
    twin: int | None = None

    checked: bool = False
    problem: Problem | None = None
    detail: str = ""
    can_receive: bool | None = None
    estimate: Decimal | None = None

    @property
    def fine(self) -> bool:
        return self.checked and self.problem is None

    def wrong(self, problem: Problem, detail: str = "") -> Self:
        return self.model_copy(update={"checked": True, "problem": problem, "detail": detail})

    @property
    def goods(self) -> Goods:
        return Goods(product=self.product or Product.STARS, recipient=self.recipient, amount=self.amount or 0)

    def draft(self, id: str) -> Draft:
        """What its intent is made of."""
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
    READY = "ready"  # the table is shown: what is fine, what is not, what it costs
    CONFIRMED = "confirmed"  # how it is to be ordered is asked
    ORDERING = "ordering"
    DROPPED = "dropped"


class Mode(StrEnum):
    ONE = "one"  # each order is made when the reseller comes to pay it, so that no payment window runs out
    ALL = "all"


class Batch(BaseModel):
    """`waiting`: the check goes on when the partner answers. `last_notified`: the endings that were told."""

    model_config = ConfigDict(frozen=True)

    id: str
    chat_id: int
    locale: str
    phase: Phase
    mode: Mode | None = None
    created_at: datetime
    message_ref: MessageRef | None = None
    page: int = 0
    waiting: bool = False
    last_notified: str = ""
    rows: tuple[BatchRow, ...]
    rounds: Mapping[int, int]

    @classmethod
    def read(cls, id: str, fields: Mapping[bytes, bytes]) -> Self:
        """From the Redis hash of a batch."""
        text = {name.decode(): value.decode() for name, value in fields.items()}
        rows = [BatchRow.model_validate_json(value) for name, value in text.items() if name.startswith("row:")]
        rounds = {int(name.removeprefix("round:")): int(value) for name, value in text.items() if "round:" in name}
        return cls(
            id=id,
            chat_id=int(text["chat_id"]),
            locale=text["locale"],
            phase=Phase(text["phase"]),
            mode=Mode(text["mode"]) if text.get("mode") else None,
            created_at=from_ms(text["created_at"]),
            message_ref=MessageRef.model_validate_json(text["message_ref"]) if text.get("message_ref") else None,
            page=int(text.get("page", 0)),
            waiting="waiting" in text,
            last_notified=text.get("last_notified", ""),
            rows=tuple(sorted(rows, key=lambda row: row.number)),
            rounds=rounds,
        )

    def round_of(self, row: BatchRow) -> int:
        return self.rounds.get(row.number, 0)

    def intent_id(self, row: BatchRow) -> str:
        return f"{self.id}.{row.number}.{self.round_of(row)}"


def row_number(intent_id: str | None) -> int:
    """Which row of its batch an intent is; 0 for one that is no row."""
    parts = (intent_id or "").split(".")
    return int(parts[1]) if len(parts) == 3 else 0


UNPLACED = ("unchecked", "problem", "fine", "confirming", "rejected", "frozen")
"""The states of a row that is no order; one that is has the order's status."""

_OPEN = ("unchecked", "fine", "confirming")
_OVER = {"rejected", "frozen", *(status.value for status in ENDED)}


@dataclass(frozen=True)
class BatchLine:
    """A row with the intent and the order that it has become."""

    row: BatchRow
    intent: Intent | None = None
    watched: WatchedOrder | None = None

    @property
    def state(self) -> str:
        """One of UNPLACED, or an order's status."""
        if not self.row.checked:
            return "unchecked"
        if self.row.problem:
            return "problem"
        if self.intent is None:
            return "fine"
        if self.watched is not None:
            return self.watched.order.status.value
        return "confirming" if self.intent.state is IntentState.PLACED else _WORDS[self.intent.state]

    @property
    def to_pay(self) -> bool:
        """Whether its payment screen is to be shown: nobody has said that it is paid, and it can be."""
        watched = self.watched
        return bool(watched and watched.order.status is OrderStatus.PENDING_PAYMENT and not watched.marked_paid_at)


_WORDS = {
    IntentState.PREPARED: "confirming",
    IntentState.REJECTED: "rejected",
    IntentState.FROZEN: "frozen",
}


@dataclass(frozen=True)
class BatchView:
    """A batch as it is at this moment."""

    batch: Batch
    lines: tuple[BatchLine, ...]

    @property
    def chat_id(self) -> int:
        return self.batch.chat_id

    @cached_property
    def tally(self) -> Counter[str]:
        """How many rows are in each state."""
        return Counter(line.state for line in self.lines)

    @property
    def fine(self) -> list[BatchLine]:
        return [line for line in self.lines if line.row.fine]

    @property
    def estimate_ton(self) -> Decimal:
        """What all rows that are fine would cost together."""
        return sum((line.row.estimate or Decimal(0) for line in self.fine), Decimal(0))

    @property
    def expired(self) -> list[BatchLine]:
        return [line for line in self.lines if line.state == OrderStatus.EXPIRED]

    @property
    def endings(self) -> str:
        """What has ended and how, as it is remembered of what was told."""
        return ",".join(f"{state}={count}" for state, count in sorted(self.tally.items()) if state in _OVER)

    @property
    def over(self) -> bool:
        """Whether every row has come to its end."""
        return set(self.tally) <= _OVER | {"problem"}

    def next_to_pay(self, after: int = 0) -> BatchLine | None:
        """The first row below that one, else above it, that waits for its payment, or to be ordered for it."""
        later = sorted(self.lines, key=lambda line: (line.row.number <= after, line.row.number))
        one_by_one = self.batch.mode is Mode.ONE
        return next((line for line in later if line.to_pay or (one_by_one and line.state == "fine")), None)

    @property
    def left_to_pay(self) -> int:
        one_by_one = self.batch.mode is Mode.ONE
        return sum(line.to_pay or (one_by_one and line.state == "fine") for line in self.lines)
