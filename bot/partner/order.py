"""An order as the partner tells it, and the request of a create. A stored order (`stored`, `model_validate_json`) comes
back equal."""

import functools
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo

from bot.partner.addresses import hide_payable, same_account
from bot.partner.answers import Answer, ParseContext, wire_names
from bot.partner.errors import Unreadable
from bot.partner.fields import (
    Address,
    Count,
    Id,
    Lenient,
    Memo,
    Money,
    Price,
    PriceNames,
    ProductWord,
    Sentence,
    TonNames,
    TransactionHash,
    Username,
    Utc,
    WireNames,
    Word,
    find,
    product_word,
    unwrap,
)
from bot.partner.goods import CreateFields, Goods, Product
from bot.partner.money import to_nano
from bot.partner.statuses import OrderStatus, read_status

MAX_EXTRA_LENGTH = 1000
"""Characters of JSON of an unknown field of an order; a longer one is not kept."""

MAX_TIME_TO_PAY = timedelta(hours=24)
"""An `expires_at` further away is taken as not told: it is a time in another zone, or a placeholder."""

MAX_CLOCK_DIFFERENCE = timedelta(minutes=5)
"""An order whose creation lies further ahead tells its times in another zone, so its end is taken as not told."""

MIN_TIME_TO_PAY = timedelta(minutes=1)
"""A shorter `ttl` is taken as not told: it is in another unit."""

DAYS_PER_MONTH = 30.4

PAYMENT_DETAILS = ("price_ton", "payment_address", "payment_memo")

AMOUNT_NAMES = {
    Product.STARS: WireNames("stars_amount quantity stars stars_count"),
    Product.PREMIUM: WireNames(
        "premium_months months duration_months subscription_months premium_duration duration period"
    ),
}
_PRODUCT_NAMES = WireNames("order_type product product_type type")
_STATUS_NAMES = WireNames("status order_status state")


@dataclass(frozen=True)
class Payment:
    """How to pay an order: exactly this price, to this address, with this memo, until `expires_at` (None: not told)."""

    price_ton: Decimal
    price_nano: int
    address: str
    memo: str
    expires_at: datetime | None


def same_id(one: str, other: str) -> bool:
    """Whether two spellings mean one order: some answers of a partner may have another case, or zeros in front."""
    return one.lower().lstrip("0") == other.lower().lstrip("0")


def _status_text(value: Any) -> Any:
    """The partner's word for a status: also out of an object, and also a number."""
    value = unwrap(value)
    value = str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
    return hide_payable(value) if isinstance(value, str) else value


def _status(value: Any, info: ValidationInfo) -> Any:
    word = _status_text(value)
    if not (isinstance(word, str) and isinstance(info.context, ParseContext)):
        return value  # stored or made by us
    return read_status(word, info.context.aliases)


def _plain_json(value: Any) -> Any:
    text = json.dumps(value, default=str)
    return json.loads(text) if len(text) <= MAX_EXTRA_LENGTH else None


Status = Annotated[OrderStatus, BeforeValidator(_status), _STATUS_NAMES]


class _OrderAnswer(Answer):
    """What tells of an order, which may be wrapped: `{"order": {…}, "payment": {…}}`."""

    id: Id
    status: Status

    @classmethod
    def _inner(cls, data: dict[str, Any]) -> dict[str, Any]:
        inner = data.get("order")
        if not isinstance(inner, dict) or not ("id" in inner or "order_id" in inner):
            return super()._inner(data)
        if cls._is_another(inner, data) and find(data, wire_names(cls)["status"]) is not None:
            return data  # an order of its own, beside which another one is named
        payment = data.get("payment")
        return {"payment": payment} | inner if isinstance(payment, dict) else inner


class Order(_OrderAnswer):
    """An order at `as_of`, the partner's time. Only id and status are always there: rows of lists may be short."""

    # Plain JSON, so that a stored order comes back equal.
    __pydantic_extra__: dict[str, Annotated[Any, BeforeValidator(_plain_json)]]

    status_text: Annotated[Word, BeforeValidator(_status_text), _STATUS_NAMES] = ""
    product: Annotated[Lenient[ProductWord], _PRODUCT_NAMES] = None
    amount: Annotated[Lenient[Count], WireNames(*AMOUNT_NAMES[Product.STARS], *AMOUNT_NAMES[Product.PREMIUM])] = None
    recipient: Annotated[Lenient[Username], WireNames("recipient_username recipient username to_username")] = None
    price_ton: Annotated[
        Lenient[Price],
        PriceNames("price_ton amount_ton total_ton total_price_ton price payment.amount_ton price_nano"),
    ] = None
    payment_address: Annotated[
        Lenient[Address], WireNames("payment_address payment.address pay_address deposit_address")
    ] = None
    payment_memo: Annotated[Lenient[Memo], WireNames("payment_memo memo payment.memo payment_comment")] = None
    expires_at: Annotated[Lenient[Utc], WireNames("expires_at payment.expires_at expire_at expiresAt")] = None
    created_at: Annotated[Lenient[Utc], WireNames("created_at createdAt created")] = None
    client_reference: Lenient[Annotated[str, Field(max_length=256)]] = None
    paid_ton: Annotated[Lenient[Money], TonNames("paid_ton received_ton")] = None
    note: Lenient[Sentence] = None  # the partner's own words on a payment that was not as asked
    tx_hash: Annotated[
        Lenient[TransactionHash],
        WireNames("tx_hash transaction_hash payment_tx_hash payment.tx_hash payment.transaction_hash payment.hash"),
    ] = None
    as_of: Lenient[Utc] = None
    has_odd_end: bool = False  # an `expires_at` that cannot be true was left out: probably a time in another zone

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        context = context or ParseContext()
        order = super().read(data, context)
        end = order._end_of_payment(context)
        if end == order.expires_at:
            return order
        return order.model_copy(update={"expires_at": end, "has_odd_end": order.expires_at is not None})

    def stored(self) -> str:
        """JSON, as short as possible: millions of orders are kept."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def _from_wire(cls, data: dict[str, Any], context: ParseContext) -> dict[str, Any]:
        product = product_of(data) or context.product
        # The names of an amount belong to their product: Premium may say "quantity": 1 and "stars_amount": 0 as well.
        hidden = {
            name
            for each, names in AMOUNT_NAMES.items()
            for name in names
            if name in data and (product not in (None, each) or not data[name])
        }
        kept = {name: value for name, value in data.items() if name not in hidden} if hidden else data
        found = super()._from_wire(kept, context) | {"as_of": context.as_of, "has_odd_end": False}
        for name in PAYMENT_DETAILS:
            nested = find(data, _nested_names(wire_names(cls)[name]))
            if name in found and (not found[name] or (name == "price_ton" and _agree(found[name], 0))):
                del found[name]  # nothing, or a price of 0, is not told
            elif nested is not None and name in found and not _agree(found[name], nested):
                found[name] = ()  # no value: an answer that contradicts itself says nothing
        if product is Product.PREMIUM and "amount" in found:
            found["amount"] = _to_months(found["amount"])
        if context.product and "status" not in found:  # a create answers with an order that waits for its payment
            found |= dict.fromkeys(("status", "status_text"), OrderStatus.PENDING_PAYMENT.value)
        return found | {"product": product} if product else found

    def _end_of_payment(self, context: ParseContext) -> datetime | None:
        """Until when the order can be paid: `expires_at`, or a TTL counted from its creation. None: not told."""
        begin, end = self.created_at, self.expires_at
        if end is None and (ttl := self._ttl(created=context.product is not None)):
            begin = begin or (context.as_of if context.product else None)
            end = begin + ttl if begin else None
        if end and begin:
            if self.as_of and begin - self.as_of > MAX_CLOCK_DIFFERENCE:
                return None
            return end if timedelta(0) < end - begin <= MAX_TIME_TO_PAY else None
        too_far = end and self.as_of and end - self.as_of > MAX_TIME_TO_PAY
        return None if too_far else end

    def _ttl(self, *, created: bool) -> timedelta | None:
        """`expires_in` is what is left, so it counts from the creation only in the answer of a create."""
        extra = self.model_extra or {}
        for name in ("ttl", "ttl_seconds", "payment_ttl", *(("expires_in",) if created else ())):
            try:
                ttl = timedelta(seconds=float(unwrap(extra.get(name))))
            except (TypeError, ValueError, OverflowError):
                continue
            if MIN_TIME_TO_PAY <= ttl <= MAX_TIME_TO_PAY:
                return ttl
        return None

    @property
    def goods(self) -> Goods:
        """What was bought. A short row that lacks it reads as 0 Stars."""
        return Goods(product=self.product or Product.STARS, recipient=self.recipient, amount=self.amount or 0)

    @property
    def price_nano(self) -> int:
        """The exact price in nanotons. Raises Unreadable where there is none."""
        return to_nano(self._require("price_ton"))

    @property
    def payment(self) -> Payment:
        """How to pay. Raises Unreadable, which names the first missing field."""
        return Payment(
            price_ton=self._require("price_ton"),
            price_nano=self.price_nano,
            address=self._require("payment_address"),
            memo=self._require("payment_memo"),
            expires_at=self.expires_at,
        )

    @property
    def garbled_details(self) -> list[str]:
        """The payment details that were told, and cannot be read or contradict each other, if others can be read."""
        missing = [name for name in PAYMENT_DETAILS if getattr(self, name) is None]
        return [name for name in missing if name in self.model_fields_set and len(missing) < len(PAYMENT_DETAILS)]

    def require_complete(self) -> Self:
        """The order itself, if it says what was bought and how to pay it. Raises Unreadable otherwise."""
        for name in ("product", "amount", "recipient", "payment"):
            self._require(name)
        return self

    def _require(self, name: str) -> Any:
        if not (value := getattr(self, name)):
            raise Unreadable(name, [name for name, value in self if value is not None])
        return value


def _to_months(value: Any) -> Any:
    """Months of Premium, also out of days and of words: 90, "90d", "3 months", "P3M", "1 year". No period of so many
    months is sold as days have: a number from 28 on is one of days, if it makes whole months."""
    value = unwrap(value)
    word = re.fullmatch(r"p?(\d{1,4})[\s_-]*([dmy])[a-z]*", str(value).strip(), re.IGNORECASE | re.ASCII)
    number, unit = (int(word[1]), word[2].lower()) if word else (value, "")
    if unit == "y":
        return 12 * number
    if unit == "m" or not re.fullmatch(r"\d{2,4}", str(number)):
        return number
    months = round(int(number) / DAYS_PER_MONTH)
    return months if 28 * months <= int(number) <= 31 * months and months else number


@functools.cache
def _nested_names(names: WireNames) -> WireNames:
    return type(names)(*(each for each in names if "." in each))


def _agree(one: Any, other: Any) -> bool:
    one, other = str(unwrap(one)), str(unwrap(other))
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return same_account(one, other)


def product_of(data: dict[str, Any]) -> Product | None:
    """The product that an order tells, by its word or by the names of its amount."""
    word = next((data[name] for name in _PRODUCT_NAMES if data.get(name)), None)
    if word is not None:
        return product if isinstance(product := product_word(word), Product) else None
    told = [each for each in Product if data.get(AMOUNT_NAMES[each][0])]
    return told[0] if len(told) == 1 else None


class _RowHead(_OrderAnswer):
    model_config = ConfigDict(extra="ignore")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A row of a list with only id and status read: of a hundred rows few have changed."""

    id: str
    status: OrderStatus
    _data: Any = None
    _context: ParseContext | None = None

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        """Raises Unreadable."""
        head = _RowHead.read(data, context)
        return cls(head.id, head.status, data, context)

    def order(self) -> Order:
        """The whole order, with the id that this row has now. Raises Unreadable."""
        order = Order.read(self._data, self._context)
        if order.status is not self.status:
            raise Unreadable("status")
        return order.model_copy(update={"id": self.id})


class OrderRequest(Goods):
    """What a create asks for: goods with a recipient, under a reference."""

    recipient: str
    client_reference: str

    @property
    def path(self) -> str:
        return f"/orders/{self.product}"

    def body(self, fields: CreateFields) -> dict[str, str | int]:
        return {
            "recipient_username": self.recipient,
            **self.params_with(fields),
            "payment_method": fields.payment_method,
            "payment_currency": fields.payment_currency,
            "client_reference": self.client_reference,
        }

    def complete(self, order: Order) -> Order:
        """The order, with fields that its answer left out taken from this request. All other fields stay."""
        asked = {name: getattr(self, name) for name in ("product", "recipient", "amount", "client_reference")}
        return order.model_copy(update={name: asked[name] for name in asked if getattr(order, name) is None})

    def same_as(self, order: Order) -> bool:
        """Whether an order has this product, amount and recipient, and no other reference."""
        theirs = (order.product, order.amount, (order.recipient or "").lower())
        is_same = theirs == (self.product, self.amount, self.recipient.lower())
        return is_same and order.client_reference in (None, "", self.client_reference)
