"""Intents and watched orders, as they are stored in Redis."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from pydantic import AliasChoices, BaseModel, Field

from bot.clock import from_ms
from bot.notifications.models import MessageRef
from bot.orders.markup import Sale
from bot.partner.order import Order, OrderRequest
from bot.partner.statuses import OrderStatus


class IntentState(StrEnum):
    PREPARED = "prepared"
    PLACED = "placed"
    REJECTED = "rejected"
    FROZEN = "frozen"


class Intent(BaseModel, frozen=True):
    """One confirmation, stored before its order is requested.

    The first block never changes, except `message_ref`. `attempts` counts the requests begun, `clean` those that
    certainly made no order: while all earlier attempts were clean, a refusal is believed at once. `refused_at`: since
    when the partner has refused it. `unpayable_at`: since when its order has no payment details. `waiting`: it has
    waited for long, which its chat reads. `restored`: from a backup, so it may have an order. `batch`: id of the
    batch that this is a row of; rows count in no limit. `sale`: what a reseller's client pays. `for_self`: the
    recipient is who has confirmed it.
    """

    id: str
    request: OrderRequest
    chat_id: int
    message_ref: MessageRef | None = Field(validation_alias=AliasChoices("message_ref", "place"))
    locale: str
    estimate: Decimal | None
    confirmed_at: datetime
    invoice: str | None = None
    batch: str | None = None
    sale: Sale | None = None
    for_self: bool = False

    state: IntentState = IntentState.PREPARED
    attempts: int = 0
    clean: int = 0
    order_id: str | None = None
    reason: str = ""
    refused_at: datetime | None = None
    unpayable_at: datetime | None = None
    waiting: bool = False
    restored: bool = False

    placed: "tuple[WatchedOrder, list[str]] | None" = Field(None, exclude=True)
    """Its order, and the names in `unpaid_of_chat`, if this process has just stored the order; not a part of the
    record."""

    @property
    def never_sent(self) -> bool:
        """Whether every attempt is known to have made no order, so that the customer may still withdraw it."""
        return self.attempts == self.clean

    @property
    def doubtful(self) -> bool:
        """Whether an earlier attempt may have made the order."""
        return self.attempts - 1 > self.clean

    @property
    def patient(self) -> bool:
        """Whether nobody waits for its screen: it is a row of a batch that is ordered all at once."""
        return self.batch is not None and self.message_ref is None

    def record(self) -> str:
        """The part that never changes, as JSON."""
        changing = {"state", "attempts", "clean", "order_id", "reason", "waiting", "restored"}
        return self.model_dump_json(exclude=changing | {"refused_at", "unpayable_at"})

    @classmethod
    def read(cls, fields: Mapping[bytes, bytes]) -> Self:
        """From the Redis hash of an intent."""
        changing: dict[str, Any] = {
            "state": IntentState(fields[b"state"].decode()),
            "attempts": int(fields.get(b"attempts", 0)),
            "clean": int(fields.get(b"clean", 0)),
            "order_id": fields[b"order_id"].decode() if b"order_id" in fields else None,
            "reason": fields.get(b"reason", b"").decode(),
            "refused_at": from_ms(fields[b"refused_at"]) if b"refused_at" in fields else None,
            "unpayable_at": from_ms(fields[b"unpayable_at"]) if b"unpayable_at" in fields else None,
            "waiting": b"waiting" in fields,
            "restored": b"restored" in fields,
        }
        if b"message_ref" in fields:
            changing["message_ref"] = MessageRef.model_validate_json(fields[b"message_ref"])
        return cls.model_validate_json(fields[b"record"]).model_copy(update=changing)


OTHER_ORDER = "?"
"""The `unknown_word` of an order whose last answer was about another order."""


class WatchedOrder(BaseModel, frozen=True):
    """An order and what this bot knows about it.

    `order`: the partner's last answer whose status was not lower than the known one. `marked_paid_at`: when the
    customer pressed "I have paid". `last_notified`, `last_notified_note`: the last status and note that were sent as a
    new message, `note_notified_at`: when. `batch`: id of the batch that it is a row of. `checked_at`: when the partner
    last showed the order. `reversed_at`: since when it shows a paid one as expired or cancelled. `turned_up`: the
    chat had read that it was not ordered.

    `unknown_word`: the partner's last status, if it is an unknown one; `shows_payment`: the customer has asked for the
    payment details all the same. `missing`: the chat is told that the partner does not show the order any more;
    `assumed`: so its end is only assumed. `withheld`: why its payment details must not be shown: they are not those of
    the create any more ("details"), nothing says that it is this chat's, or nobody confirmed it ("owner"), or it is the
    second order of one confirmation ("twin"). `account`: the partner's account (`PartnerClient.account`) that last
    showed it. `sent_transaction`: the hash of the payment, as the customer gave it; `help_topic`: what they last asked
    support about. `recipient_name`: what the partner called the recipient. `for_self`: see Intent. `reminder_id`: the
    message that says that its time is nearly up.
    `sale`: what the reseller's client pays; `client`: who that is, an invoice or a @name; `settled_at`: when they had
    paid, as the reseller says.
    """

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
    changed_at: datetime | None = None
    checked_at: datetime | None = None
    note_notified_at: datetime | None = None
    reversed_at: datetime | None = None
    cancelled_by_chat: bool = False
    turned_up: bool = False
    unknown_word: str | None = None
    shows_payment: bool = False
    missing: bool = False
    missing_notified: bool = False
    reminder_id: int | None = None
    assumed: bool = False
    withheld: str | None = None
    account: str | None = None
    recipient_name: str | None = None
    for_self: bool = False
    sent_transaction: str | None = None
    help_topic: str | None = None
    sale: Sale | None = None
    client: str | None = None
    settled_at: datetime | None = None

    @classmethod
    def read(cls, fields: Mapping[bytes, bytes]) -> Self:
        """From the Redis hash of an order. An empty field counts as missing; times are ms."""
        text: dict[str, Any] = {name.decode(): value.decode() for name, value in fields.items() if value}
        text["order"] = Order.model_validate_json(text["order"])
        if "sale" in text:
            text["sale"] = Sale.model_validate_json(text["sale"])
        if "message_ref" in text:
            text["message_ref"] = MessageRef.model_validate_json(text["message_ref"])
        return cls.model_validate(text)


RANK: dict[OrderStatus, int] = {
    OrderStatus.UNKNOWN: 0,  # it says nothing: the order keeps the status that it had
    OrderStatus.PENDING_PAYMENT: 0,
    OrderStatus.EXPIRED: 1,
    OrderStatus.CANCELLED: 1,
    OrderStatus.PAID: 2,
    OrderStatus.PROCESSING: 3,
    OrderStatus.FAILED: 4,
    OrderStatus.COMPLETED: 5,
    OrderStatus.REFUNDED: 5,
}
"""A stored status only rises: an answer with a lower rank lags behind."""

SETTLED = frozenset({OrderStatus.COMPLETED, OrderStatus.REFUNDED})
"""Statuses that cannot change any more: they end the watch."""

ENDED = SETTLED | {OrderStatus.EXPIRED, OrderStatus.CANCELLED, OrderStatus.FAILED}
"""Statuses that are sent as a new message."""
