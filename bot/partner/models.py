"""The partner's answers as values: money is exact (TON, nanotons), times are aware and in UTC.

`WireNames` lists the partner's names for a field. Most are our decision: the provider's text shows only the answer of a
create. A stored order (`model_dump_json`, `model_validate_json`) comes back equal.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from enum import StrEnum
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from bot.partner.errors import Unreadable
from bot.partner.parsing import Answer, Lenient, Money, ParseContext, Price, Utc, WireNames

T = TypeVar("T")

NANO = 10**9
"""Nanotons in one TON."""

# Wide enough for all TON there are; a digit that would be dropped is an error.
_EXACT = Context(prec=40, Emin=-40, Emax=40, traps=[Inexact, InvalidOperation, Overflow])


def to_nano(ton: Decimal) -> int:
    """TON as integer nanotons. Raises ValueError where they are not exact (a tenth decimal place, infinity)."""
    try:
        return int(ton.scaleb(9, _EXACT).to_integral_exact(context=_EXACT))
    except (ArithmeticError, ValueError) as error:
        raise ValueError(f"{ton} TON is not a whole number of nanotons") from error


class Product(StrEnum):
    STARS = "stars"
    PREMIUM = "premium"


class OrderStatus(StrEnum):
    PENDING_PAYMENT = "pending_payment"
    PAID = "paid"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    REFUNDED = "refunded"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # a word that we do not know: the order counts as in progress


# The provider's text names only `pending_payment`; these are what other providers of the field say.
_SYNONYMS = {
    "awaiting_payment": OrderStatus.PENDING_PAYMENT,
    "received": OrderStatus.PAID,
    "reserved": OrderStatus.PROCESSING,
    "purchasing": OrderStatus.PROCESSING,
    "fulfilling": OrderStatus.PROCESSING,
    "held": OrderStatus.PROCESSING,
    "delivered": OrderStatus.COMPLETED,
    "success": OrderStatus.COMPLETED,
    "reversed": OrderStatus.REFUNDED,
    "canceled": OrderStatus.CANCELLED,
}
_STATUSES = {status.value: status for status in OrderStatus} | _SYNONYMS


def normalize_word(raw: str) -> str:
    """A status word of the partner ("Pending Payment") in the form that is compared ("pending_payment")."""
    return raw.strip().lower().replace("-", "_").replace(" ", "_")


def _status(value: Any, info: ValidationInfo) -> Any:
    if not (isinstance(value, str) and isinstance(info.context, ParseContext)):
        return value
    word = normalize_word(value)
    return _STATUSES.get(info.context.aliases.get(word, word), OrderStatus.UNKNOWN)


def _product(value: Any) -> Any:
    return next((product for product in Product if product.value in str(value).lower()), value)


def _without_at(value: Any) -> Any:
    return value.strip().lstrip("@") if isinstance(value, str) else value


def _empty_if_null(value: Any) -> Any:
    return () if value is None else value


def _empty_if_invalid(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return ()


def _plain_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


_ROWS = WireNames("items", "orders", "transactions", "results")


class Page(Answer, Generic[T]):
    """A part of a list, newest first. `total`: the length of the whole list, if the partner tells it."""

    bare = "items"
    items: Annotated[tuple[T, ...], BeforeValidator(_empty_if_null), _ROWS]
    total: Annotated[Lenient[int], WireNames("total", "total_count", "count")] = None

    @classmethod
    def _from_wire(cls, data: dict[str, Any], context: ParseContext) -> dict[str, Any]:
        fields = super()._from_wire(data, context)
        if "items" not in fields and "id" in data:
            return {"items": (data,)}  # one row, alone
        return {"items": ()} | fields if any(name in data for name in _ROWS) else fields


@dataclass(frozen=True)
class Payment:
    """How to pay an order: exactly this price, to this address, with this memo, until `expires_at`."""

    price_ton: Decimal
    price_nano: int
    address: str
    memo: str
    expires_at: datetime


Id = Annotated[str, WireNames("id", "order_id"), Field(min_length=1)]
Status = Annotated[OrderStatus, BeforeValidator(_status)]


class Goods(BaseModel):
    """What is bought: `amount` Stars, or months of Premium, and for whom (without @; None while nobody is named)."""

    model_config = ConfigDict(frozen=True)

    product: Product
    recipient: str | None = None
    amount: int

    @property
    def fingerprint(self) -> str:
        """`stars:bella:500`: two unpaid orders of one chat with the same fingerprint are probably one order twice."""
        return f"{self.product}:{(self.recipient or '').lower()}:{self.amount}"

    @classmethod
    def from_fingerprint(cls, text: str) -> "Goods":
        product, recipient, amount = text.split(":")
        return cls(product=Product(product), recipient=recipient or None, amount=int(amount))

    @property
    def params(self) -> dict[str, int]:
        """The amount under the partner's name for it."""
        return {"quantity" if self.product is Product.STARS else "months": self.amount}

    def same_as(self, order: "Order") -> bool:
        """Whether an order has this product, amount and recipient."""
        mine = (self.product, self.amount, (self.recipient or "").lower())
        return mine == (order.product, order.amount, (order.recipient or "").lower())

    def without_recipient(self) -> "Goods":
        """The same for anybody: the price does not depend on the recipient."""
        return Goods(product=self.product, amount=self.amount)


class Order(Answer):
    """An order at `as_of`, the partner's time. Only id and status are always there: rows of lists may be short."""

    # Plain JSON, so that a stored order comes back equal.
    __pydantic_extra__: dict[str, Annotated[Any, BeforeValidator(_plain_json)]]

    id: Id
    status: Status
    status_text: str
    product: Annotated[
        Lenient[Annotated[Product, BeforeValidator(_product)]], WireNames("order_type", "product", "type")
    ] = None
    amount: Annotated[Lenient[int], WireNames("stars_amount", "premium_months", "quantity", "months")] = None
    recipient: Annotated[
        Lenient[str], BeforeValidator(_without_at), WireNames("recipient_username", "recipient", "username")
    ] = None
    price_ton: Annotated[Lenient[Price], WireNames("price_ton", "amount_ton", "total_ton")] = None
    payment_address: Lenient[str] = None
    payment_memo: Annotated[Lenient[str], WireNames("payment_memo", "memo")] = None
    expires_at: Lenient[Utc] = None
    created_at: Lenient[Utc] = None
    client_reference: Lenient[str] = None
    paid_ton: Annotated[Lenient[Money], WireNames("paid_ton", "received_ton")] = None
    note: Lenient[str] = None  # the partner's own words on a payment that was not as asked
    as_of: Lenient[Utc] = None

    @classmethod
    def _from_wire(cls, data: dict[str, Any], context: ParseContext) -> dict[str, Any]:
        # An order of Premium may say "stars_amount": 0 as well.
        filled = {
            name: value for name, value in data.items() if value or name not in ("stars_amount", "premium_months")
        }
        told = {"status_text": data.get("status"), "as_of": context.as_of}
        return super()._from_wire(filled, context) | told

    @property
    def goods(self) -> Goods:
        """What was bought. A short row that lacks it reads as 0 Stars."""
        return Goods(product=self.product or Product.STARS, recipient=self.recipient, amount=self.amount or 0)

    @property
    def price_nano(self) -> int:
        """The exact price in nanotons. Raises Unreadable where there is none, or a tenth decimal place."""
        try:
            return to_nano(self._require("price_ton"))
        except ValueError as error:
            raise Unreadable("price_ton") from error

    @property
    def payment(self) -> Payment:
        """How to pay. Raises Unreadable, which names the first missing field."""
        return Payment(
            price_ton=self._require("price_ton"),
            price_nano=self.price_nano,
            address=self._require("payment_address"),
            memo=self._require("payment_memo"),
            expires_at=self._require("expires_at"),
        )

    def require_complete(self) -> Self:
        """The order itself, if it says what was bought and how to pay it. Raises Unreadable otherwise."""
        for name in ("product", "amount", "recipient", "payment"):
            self._require(name)
        return self

    def _require(self, name: str) -> Any:
        if not (value := getattr(self, name)):
            raise Unreadable(name)
        return value


class _RowHead(Answer):
    """What every row of a list says."""

    model_config = ConfigDict(extra="ignore")

    id: Id
    status: Status


@dataclass(frozen=True)
class OrderRow:
    """A row of a list with only id and status read: of a hundred rows few have changed."""

    id: str
    status: OrderStatus
    _data: Any
    _context: ParseContext

    @classmethod
    def read(cls, data: Any, context: ParseContext) -> Self:
        head = _RowHead.read(data, context)
        return cls(head.id, head.status, data, context)

    def order(self) -> Order:
        """The whole order."""
        return Order.read(self._data, self._context)


class OrderRequest(Goods):
    """What a create asks for: goods with a recipient, under a reference."""

    recipient: str
    client_reference: str

    @property
    def path(self) -> str:
        return f"/orders/{self.product}"

    @property
    def body(self) -> dict[str, str | int]:
        return {
            "recipient_username": self.recipient,
            **self.params,
            "payment_method": "ton_memo",
            "payment_currency": "TON",
            "client_reference": self.client_reference,
        }


class TonRate(Answer):
    bare = "ton_usd"
    ton_usd: Annotated[Price, WireNames("ton_usd", "rate", "usd", "price", "price_usd")]
    updated_at: Lenient[Utc] = None


class Fees(Answer):
    """Limits and service fees (percent). Limits that the partner does not tell are None; months are then empty."""

    stars_min: Annotated[Lenient[int], WireNames("stars.min_quantity", "min_stars", "stars_min")] = None
    stars_max: Annotated[Lenient[int], WireNames("stars.max_quantity", "max_stars", "stars_max")] = None
    months: Annotated[
        tuple[int, ...],
        WrapValidator(_empty_if_invalid),
        WireNames("premium.months", "premium_months", "months"),
    ] = ()
    stars_fee_percent: Annotated[
        Lenient[Money], WireNames("stars.fee_percent", "stars_fee_percent", "service_fee_percent")
    ] = None
    premium_fee_percent: Annotated[
        Lenient[Money], WireNames("premium.fee_percent", "premium_fee_percent", "service_fee_percent")
    ] = None

    def sell(self, goods: Goods) -> bool:
        """Whether the amount is within the limits that are known."""
        if goods.product is Product.PREMIUM:
            return not self.months or goods.amount in self.months
        return (self.stars_min or 1) <= goods.amount and (self.stars_max is None or goods.amount <= self.stars_max)


class Estimate(Answer):
    """What an order would cost now, in TON. Only the create fixes the price."""

    bare = "price_ton"
    price_ton: Annotated[Price, WireNames("price_ton", "amount_ton", "total_ton", "ton")]


class RecipientCheck(Answer):
    """Whether a person can receive a product. None is "not known": never show it as yes."""

    product: Product
    username: str
    can_receive: Annotated[Lenient[bool], WireNames("can_receive", "eligible", "available", "valid", "found")] = None
    name: Annotated[Lenient[str], WireNames("name", "display_name")] = None
    reason: Lenient[str] = None


class Balance(Answer):
    bare = "balance_ton"
    balance_ton: Annotated[Money, WireNames("balance_ton", "balance", "amount_ton")]
    topup_address: Annotated[
        Lenient[str], WireNames("topup_address", "address", "deposit_address", "top_up_address")
    ] = None
    topup_memo: Annotated[Lenient[str], WireNames("topup_memo", "memo", "top_up_memo")] = None


class Transaction(Answer):
    """A movement of the partner's balance; `amount_ton` is signed, `type` is the partner's own word."""

    id: Annotated[str, WireNames("id", "transaction_id")]
    type: str
    amount_ton: Annotated[Money, WireNames("amount_ton", "amount")]
    created_at: Lenient[Utc] = None
    order_id: Lenient[str] = None
    tx_hash: Lenient[str] = None


class Stats(Answer):
    total_orders: Lenient[int] = None
    by_status: Lenient[dict[str, int]] = None
    stars_total: Lenient[int] = None
    premium_months_total: Lenient[int] = None
    volume_ton: Lenient[Money] = None

    @property
    def other_numbers(self) -> dict[str, int | Decimal]:
        """All other numbers that the partner sends, by its own names."""
        extra = self.model_extra or {}
        return {name: value for name, value in extra.items() if type(value) in (int, Decimal)}
