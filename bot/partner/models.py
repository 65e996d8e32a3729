"""The partner's answers as values: read leniently, named in our words, money exact, times in UTC.

`Wire` lists the partner's names for a field. Most are our decision, not the provider's word: its text shows
the answer of a create, no more. A stored order (`model_dump_json`, `model_validate_json`) comes back equal.
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
from bot.partner.parsing import Answer, Lenient, Money, Price, Reading, Utc, Wire

T = TypeVar("T")

NANO = 10**9
"""Nanotons in one TON."""

# Wide enough for every TON there is, and any digit that would have to be dropped is an error, not a rounding.
_EXACT = Context(prec=40, Emin=-40, Emax=40, traps=[Inexact, InvalidOperation, Overflow])


def to_nano(ton: Decimal) -> int:
    """TON as integer nanotons; ValueError when they are not exact (a tenth decimal place, infinity)."""
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
    UNKNOWN = "unknown"  # a word that we do not know; the order is in progress until proven otherwise


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


def plain_word(raw: str) -> str:
    """A status as the partner may write it ("Pending Payment"), in the one form that is compared."""
    return raw.strip().lower().replace("-", "_").replace(" ", "_")


def _status(value: Any, info: ValidationInfo) -> Any:
    if not (isinstance(value, str) and isinstance(info.context, Reading)):
        return value
    word = plain_word(value)
    return _STATUSES.get(info.context.aliases.get(word, word), OrderStatus.UNKNOWN)


def _product(value: Any) -> Any:
    return next((product for product in Product if product.value in str(value).lower()), value)


def _without_at(value: Any) -> Any:
    return value.strip().lstrip("@") if isinstance(value, str) else value


def _empty_if_null(value: Any) -> Any:
    return () if value is None else value


def _empty_if_strange(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return ()


def _plain_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


_ROWS = Wire("items", "orders", "transactions", "results")


class Page(Answer, Generic[T]):
    """A part of a list, newest first. `total`: how many there are in all, if the partner says."""

    bare = "items"
    items: Annotated[tuple[T, ...], BeforeValidator(_empty_if_null), _ROWS]
    total: Annotated[Lenient[int], Wire("total", "total_count", "count")] = None

    @classmethod
    def _from_wire(cls, data: dict[str, Any], reading: Reading) -> dict[str, Any]:
        fields = super()._from_wire(data, reading)
        if "items" not in fields and "id" in data:
            return {"items": (data,)}  # one row, alone
        return {"items": ()} | fields if any(name in data for name in _ROWS) else fields


@dataclass(frozen=True)
class Payment:
    """What it takes to pay an order: exactly this much, to this address, with this memo, until then."""

    price_ton: Decimal
    price_nano: int
    address: str
    memo: str
    expires_at: datetime


Id = Annotated[str, Wire("id", "order_id"), Field(min_length=1)]
Status = Annotated[OrderStatus, BeforeValidator(_status)]


class Order(Answer):
    """An order as the partner saw it, `as_of` its own time. Sure are id and status: rows may be terse."""

    # Plain JSON, so that a stored order comes back equal.
    __pydantic_extra__: dict[str, Annotated[Any, BeforeValidator(_plain_json)]]

    id: Id
    status: Status
    status_text: str
    product: Annotated[
        Lenient[Annotated[Product, BeforeValidator(_product)]], Wire("order_type", "product", "type")
    ] = None
    amount: Annotated[Lenient[int], Wire("stars_amount", "premium_months", "quantity", "months")] = None
    recipient: Annotated[
        Lenient[str], BeforeValidator(_without_at), Wire("recipient_username", "recipient", "username")
    ] = None
    price_ton: Annotated[Lenient[Price], Wire("price_ton", "amount_ton", "total_ton")] = None
    payment_address: Lenient[str] = None
    payment_memo: Annotated[Lenient[str], Wire("payment_memo", "memo")] = None
    expires_at: Lenient[Utc] = None
    created_at: Lenient[Utc] = None
    client_reference: Lenient[str] = None
    paid_ton: Annotated[Lenient[Money], Wire("paid_ton", "received_ton")] = None
    note: Lenient[str] = None  # the partner's own words on a payment that was not as asked
    as_of: Lenient[Utc] = None

    @classmethod
    def _from_wire(cls, data: dict[str, Any], reading: Reading) -> dict[str, Any]:
        # An order of Premium may say "stars_amount": 0 as well.
        filled = {
            name: value for name, value in data.items() if value or name not in ("stars_amount", "premium_months")
        }
        told = {"status_text": data.get("status"), "as_of": reading.as_of}
        return super()._from_wire(filled, reading) | told

    @property
    def price_nano(self) -> int:
        """The exact price in nanotons; Unreadable when there is none or it has a tenth decimal place."""
        try:
            return to_nano(self._must("price_ton"))
        except ValueError as error:
            raise Unreadable("price_ton") from error

    @property
    def payment(self) -> Payment:
        """How to pay; Unreadable names the first piece that this answer lacks."""
        return Payment(
            price_ton=self._must("price_ton"),
            price_nano=self.price_nano,
            address=self._must("payment_address"),
            memo=self._must("payment_memo"),
            expires_at=self._must("expires_at"),
        )

    def whole(self) -> Self:
        """This order if it says what was bought and how to pay it, as a create must; else Unreadable."""
        for name in ("product", "amount", "recipient", "payment"):
            self._must(name)
        return self

    def _must(self, name: str) -> Any:
        if not (value := getattr(self, name)):
            raise Unreadable(name)
        return value


class _Sure(Answer):
    """What every row of the list says."""

    model_config = ConfigDict(extra="ignore")

    id: Id
    status: Status


@dataclass(frozen=True)
class OrderRow:
    """A row of the list, read as far as each must be: a page has a hundred, and few of them are news."""

    id: str
    status: OrderStatus
    _data: Any
    _reading: Reading

    @classmethod
    def read(cls, data: Any, reading: Reading) -> Self:
        sure = _Sure.read(data, reading)
        return cls(sure.id, sure.status, data, reading)

    def order(self) -> Order:
        """All of it."""
        return Order.read(self._data, self._reading)


class OrderRequest(BaseModel):
    """What is asked for in a create: `amount` is Stars, or months of Premium."""

    model_config = ConfigDict(frozen=True)

    product: Product
    recipient: str
    amount: int
    client_reference: str

    @property
    def path(self) -> str:
        return f"/orders/{self.product}"

    @property
    def body(self) -> dict[str, str | int]:
        return {
            "recipient_username": self.recipient,
            "quantity" if self.product is Product.STARS else "months": self.amount,
            "payment_method": "ton_memo",
            "payment_currency": "TON",
            "client_reference": self.client_reference,
        }

    def matches(self, order: Order) -> bool:
        """Whether that order is what was asked for here: the same product and amount for the same person."""
        asked = (self.product, self.amount, self.recipient.lower())
        return asked == (order.product, order.amount, (order.recipient or "").lower())


class TonRate(Answer):
    bare = "ton_usd"
    ton_usd: Annotated[Price, Wire("ton_usd", "rate", "usd", "price", "price_usd")]
    updated_at: Lenient[Utc] = None


class Fees(Answer):
    """Limits and service fees (percent). A limit that the partner does not tell is None, months are empty."""

    stars_min: Annotated[Lenient[int], Wire("stars.min_quantity", "min_stars", "stars_min")] = None
    stars_max: Annotated[Lenient[int], Wire("stars.max_quantity", "max_stars", "stars_max")] = None
    months: Annotated[
        tuple[int, ...],
        WrapValidator(_empty_if_strange),
        Wire("premium.months", "premium_months", "months"),
    ] = ()
    stars_fee_percent: Annotated[
        Lenient[Money], Wire("stars.fee_percent", "stars_fee_percent", "service_fee_percent")
    ] = None
    premium_fee_percent: Annotated[
        Lenient[Money], Wire("premium.fee_percent", "premium_fee_percent", "service_fee_percent")
    ] = None

    def sell(self, product: Product, amount: int) -> bool:
        """Whether such an amount is within the limits, as far as they are told."""
        if product is Product.PREMIUM:
            return not self.months or amount in self.months
        return (self.stars_min or 1) <= amount and (self.stars_max is None or amount <= self.stars_max)


class Estimate(Answer):
    """What an order would cost now. Only the create fixes the price."""

    bare = "price_ton"
    price_ton: Annotated[Price, Wire("price_ton", "amount_ton", "total_ton", "ton")]
    price_usd: Annotated[Lenient[Price], Wire("price_usd", "amount_usd", "total_usd", "usd")] = None


class RecipientCheck(Answer):
    """Whether a person can receive a product. None is "not known", and never to be shown as yes."""

    product: Product
    username: str
    can_receive: Annotated[Lenient[bool], Wire("can_receive", "eligible", "available", "valid", "found")] = None
    name: Annotated[Lenient[str], Wire("name", "display_name")] = None
    reason: Lenient[str] = None


class Balance(Answer):
    bare = "balance_ton"
    balance_ton: Annotated[Money, Wire("balance_ton", "balance", "amount_ton")]
    topup_address: Annotated[Lenient[str], Wire("topup_address", "address", "deposit_address", "top_up_address")] = None
    topup_memo: Annotated[Lenient[str], Wire("topup_memo", "memo", "top_up_memo")] = None


class Transaction(Answer):
    """A movement of the partner's balance; `amount_ton` is signed, `type` is the partner's own word."""

    id: Annotated[str, Wire("id", "transaction_id")]
    type: str
    amount_ton: Annotated[Money, Wire("amount_ton", "amount")]
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
        """Whatever else the partner counts, by its own names."""
        extra = self.model_extra or {}
        return {name: value for name, value in extra.items() if type(value) in (int, Decimal)}
