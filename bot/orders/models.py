"""What Redis keeps of an intent and of an order that is watched."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self
from uuid import UUID, uuid5

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from bot.clock import from_ms
from bot.notifications.models import MessageRef
from bot.partner.models import Order, OrderRequest, OrderStatus

KEY_SPACE = UUID("5f0c2b1e-7d6a-5b3e-9a41-2f6c8d1e4b70")
"""Idempotency keys are derived from draft ids in this namespace, so a second tap makes the same key, Redis or not."""


class IntentState(StrEnum):
    PREPARED = "prepared"
    PLACED = "placed"
    REJECTED = "rejected"
    FROZEN = "frozen"


class Intent(BaseModel):
    """One confirmation, kept before the first byte of its order is sent.

    The first block never changes, but for the place, which moves with the screen. `attempts` counts the requests
    begun, `clean` those of them that are known to have made no order; while every earlier attempt was clean, a refusal
    can be believed at once. `batch` is the id of the batch that this is a row of: it is told with that, and
    counts in no limit.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    request: OrderRequest
    chat_id: int
    message_ref: MessageRef | None = Field(validation_alias=AliasChoices("message_ref", "place"))
    locale: str
    estimate: Decimal | None
    confirmed_at: datetime
    invoice: str | None = None
    batch: str | None = None

    state: IntentState = IntentState.PREPARED
    attempts: int = 0
    clean: int = 0
    order_id: str | None = None
    reason: str = ""

    @property
    def key(self) -> UUID:
        """The Idempotency-Key of every attempt."""
        return uuid5(KEY_SPACE, self.id)

    @property
    def doubtful(self) -> bool:
        """Whether an earlier attempt may have made the order."""
        return self.attempts - 1 > self.clean

    @property
    def patient(self) -> bool:
        """Whether nobody waits for its screen: it is one of the rows that are ordered together."""
        return self.batch is not None and self.message_ref is None

    def record(self) -> str:
        """The part that never changes, as it is stored."""
        return self.model_dump_json(exclude={"state", "attempts", "clean", "order_id", "reason"})

    @classmethod
    def read(cls, fields: Mapping[bytes, bytes]) -> Self:
        """From the Redis hash of an intent."""
        changing: dict[str, Any] = {
            "state": IntentState(fields[b"state"].decode()),
            "attempts": int(fields.get(b"attempts", 0)),
            "clean": int(fields.get(b"clean", 0)),
            "order_id": fields[b"order_id"].decode() if b"order_id" in fields else None,
            "reason": fields.get(b"reason", b"").decode(),
        }
        if b"message_ref" in fields:
            changing["message_ref"] = MessageRef.model_validate_json(fields[b"message_ref"])
        return cls.model_validate_json(fields[b"record"]).model_copy(update=changing)


class WatchedOrder(BaseModel):
    """An order and what this bot knows beside it.

    `order` is the partner's last answer that was not older than what was known; `marked_paid_at` is when the
    customer pressed "I have paid"; `last_notified` and `last_notified_note`
    the last status and note that were told with a message of their own; `viewed_at` is when
    somebody last looked at the screen; `batch` the id of the batch that it is a row of.
    """

    model_config = ConfigDict(frozen=True)

    order: Order
    chat_id: int
    locale: str | None = None
    message_ref: MessageRef | None = None
    intent_id: str | None = None
    invoice: str | None = None
    batch: str | None = None
    estimate: Decimal | None = None
    marked_paid_at: datetime | None = None
    last_notified: OrderStatus | None = None
    last_notified_note: str | None = None
    viewed_at: datetime | None = None
    changed_at: datetime | None = None
    cancelled_by_chat: bool = False

    @classmethod
    def read(cls, fields: Mapping[bytes, bytes]) -> Self:
        """From the Redis hash of an order."""
        text = {name.decode(): value.decode() for name, value in fields.items()}
        return cls(
            order=Order.model_validate_json(text["order"]),
            chat_id=int(text["chat_id"]),
            locale=text.get("locale") or None,
            message_ref=MessageRef.model_validate_json(text["message_ref"]) if text.get("message_ref") else None,
            intent_id=text.get("intent_id") or None,
            invoice=text.get("invoice") or None,
            batch=text.get("batch") or None,
            estimate=Decimal(text["estimate"]) if text.get("estimate") else None,
            marked_paid_at=from_ms(text["marked_paid_at"]) if text.get("marked_paid_at") else None,
            last_notified=OrderStatus(text["last_notified"]) if text.get("last_notified") else None,
            last_notified_note=text.get("last_notified_note"),
            viewed_at=from_ms(text["viewed_at"]) if text.get("viewed_at") else None,
            changed_at=from_ms(text["changed_at"]) if text.get("changed_at") else None,
            cancelled_by_chat="cancelled_by_chat" in text,
        )


RANK: dict[OrderStatus, int] = {
    OrderStatus.PENDING_PAYMENT: 0,
    OrderStatus.EXPIRED: 1,
    OrderStatus.CANCELLED: 1,
    OrderStatus.PAID: 2,
    OrderStatus.UNKNOWN: 2,  # in progress: it has left pending, and any known later status is news
    OrderStatus.PROCESSING: 3,
    OrderStatus.FAILED: 4,
    OrderStatus.COMPLETED: 5,
    OrderStatus.REFUNDED: 5,
}
"""What "forward" means: a status only rises."""

ENDED = frozenset(
    {
        OrderStatus.EXPIRED,
        OrderStatus.CANCELLED,
        OrderStatus.FAILED,
        OrderStatus.COMPLETED,
        OrderStatus.REFUNDED,
    }
)
"""Statuses that are told with a message of their own."""

SETTLED = frozenset({OrderStatus.COMPLETED, OrderStatus.REFUNDED})
"""Statuses after which nothing can come: they end the watch."""
