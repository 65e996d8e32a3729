"""The partner's answers as values: money is exact (TON, nanotons), times are aware and in UTC.

`WireNames` lists the partner's names for a field. Most are our decision: the provider's text shows only the answer of a
create. A stored order (`stored`, `model_validate_json`) comes back equal.
"""

import base64
import functools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from enum import StrEnum
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationInfo,
)

from bot.config import ConfigError, Settings, wrong
from bot.partner.addresses import address_problem, friendly_address, hide_payable, same_account
from bot.partner.errors import Unreadable
from bot.partner.parsing import (
    Answer,
    Count,
    Lenient,
    Money,
    NoneIfInvalid,
    ParseContext,
    Price,
    PriceNames,
    Sentence,
    TonNames,
    Utc,
    WireNames,
    Word,
    find,
    find_next,
    find_rows,
    find_total,
    unwrap,
    wire_names,
)

T = TypeVar("T")

MAX_EXTRA_LENGTH = 1000
"""Characters of JSON of an unknown field of an order; a longer one is not kept."""

MAX_ROWS = 1000
"""Rows that are read of one page: ten times what is asked for."""

MAX_PERIODS = 12
"""Periods of Premium that are sold: each has a button and a price of its own."""

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


_WORDS = {
    OrderStatus.PENDING_PAYMENT: "pending new created unpaid not_paid waiting awaiting initiated awaiting_payment "
    "waiting_payment waiting_for_payment payment_pending payment_required awaiting_deposit wait_payment",
    OrderStatus.PAID: "received payment_received payment_confirmed money_received funded",
    OrderStatus.PROCESSING: "in_progress in_process working executing sending delivering purchasing fulfilling "
    "reserved held",
    OrderStatus.COMPLETED: "complete done finished success successful succeeded sent fulfilled delivered executed",
    OrderStatus.FAILED: "fail error errored failure unsuccessful rejected declined delivery_failed",
    OrderStatus.REFUNDED: "reversed returned money_returned payment_refunded",
    OrderStatus.EXPIRED: "timeout timed_out time_out overdue outdated payment_expired",
    OrderStatus.CANCELLED: "canceled cancel aborted voided void",
}
"""Other words for a status: the provider's text names only `pending_payment`. A word that may mean two things is not
here ("confirmed", "queued", "refunding"): it is OrderStatus.UNKNOWN."""

_STATUSES = {status.value: status for status in OrderStatus} | {
    word: status for status, words in _WORDS.items() for word in words.split()
}


def normalize_word(raw: str) -> str:
    """A status word of the partner ("Pending Payment") in the form that is compared ("pending_payment")."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", raw.strip())
    return re.sub(r"[\s._-]+", "_", spaced).lower()


def read_aliases(aliases: Mapping[str, str]) -> dict[str, "OrderStatus"]:
    """The operator's STATUS_ALIASES by normalized word. Raises ValueError for a meaning that is no OrderStatus."""
    return {normalize_word(word): OrderStatus(meaning) for word, meaning in aliases.items()}


def _status_text(value: Any) -> Any:
    """The partner's word for a status: also out of an object, and also a number."""
    value = unwrap(value)
    value = str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
    return hide_payable(value) if isinstance(value, str) else value


def _status(value: Any, info: ValidationInfo) -> Any:
    word = _status_text(value)
    if not (isinstance(word, str) and isinstance(info.context, ParseContext)):
        return value
    word = normalize_word(word)
    word = info.context.aliases.get(word, word)
    return _STATUSES.get(word) or _STATUSES.get(re.sub("^(order_)?(status_)?", "", word), OrderStatus.UNKNOWN)


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


DAYS_PER_MONTH = 30.4


def _product(value: Any) -> Any:
    word = str(unwrap(value)).lower()
    return next((product for product in Product if product.value.rstrip("s") in word), value)


def _username(value: Any) -> Any:
    """A username without @; None for the number of an account, which says nothing about the name."""
    value = unwrap(value)
    if isinstance(value, str):
        value = value.strip().lstrip("@")
    return value if isinstance(value, str) and not value.isdigit() else None


def _transaction_hash(value: Any) -> str:
    """The hash of a transaction as 64 hex digits, also out of base64. Raises ValueError for anything else: a link is
    made of it."""
    text = str(unwrap(value))
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return text.lower()
    if re.fullmatch(r"[\w+/-]{43}=?", text, re.ASCII):
        return base64.urlsafe_b64decode(text[:43].replace("+", "-").replace("/", "_") + "=").hex()
    raise ValueError("not the hash of a transaction")


def same_id(one: str, other: str) -> bool:
    """Whether two spellings mean one order: some answers of a partner may have another case, or zeros in front."""
    return one.lower().lstrip("0") == other.lower().lstrip("0")


_BLANK = str.maketrans("", "", "\u2800\u3164\u115f\u1160\uffa0")
"""Signs that are empty in every font: the Braille blank and the fillers of Hangul."""


def _printable(text: str) -> str:
    """A memo with line breaks or marks of direction looks like another one, and no wallet sends it as it is. One that
    nobody can see is none."""
    if not text.isprintable() or not text.translate(_BLANK).strip():
        raise ValueError("not printable")
    return text


def _id(value: Any) -> Any:
    value = unwrap(value)
    return value.strip() if isinstance(value, str) else value


def _plain_json(value: Any) -> Any:
    text = json.dumps(value, default=str)
    return json.loads(text) if len(text) <= MAX_EXTRA_LENGTH else None


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list, newest first. `total`: the length of the whole list, if the partner tells it.

    `next`: the parameters that ask for the next page, if the partner tells a cursor. `skipped`: for each row that could
    not be read, the field that was missing. The other rows are in `items`. `is_cut`: it had more than MAX_ROWS.
    """

    items: tuple[T, ...]
    total: int | None = None
    skipped: tuple[str, ...] = ()
    next: dict[str, str] | None = None
    is_cut: bool = False

    @classmethod
    def read(cls, data: Any, read_row: Callable[[Any], T]) -> Self:
        """Raises Unreadable where there is no list at all."""
        items, skipped = [], []
        rows = find_rows(data)
        for row in rows[:MAX_ROWS]:
            try:
                items.append(read_row(row))
            except Unreadable as error:
                skipped.append(error.field)
        return cls(tuple(items), find_total(data), tuple(skipped), find_next(data), len(rows) > MAX_ROWS)


@dataclass(frozen=True)
class Payment:
    """How to pay an order: exactly this price, to this address, with this memo, until `expires_at` (None: not told)."""

    price_ton: Decimal
    price_nano: int
    address: str
    memo: str
    expires_at: datetime | None


MAX_TIME_TO_PAY = timedelta(hours=24)
"""An `expires_at` further away is taken as not told: it is a time in another zone, or a placeholder."""

MAX_CLOCK_DIFFERENCE = timedelta(minutes=5)
"""An order whose creation lies further ahead tells its times in another zone, so its end is taken as not told."""

MIN_TIME_TO_PAY = timedelta(minutes=1)
"""A shorter `ttl` is taken as not told: it is in another unit."""

PAYMENT_DETAILS = ("price_ton", "payment_address", "payment_memo")

AMOUNT_NAMES = {
    Product.STARS: WireNames("stars_amount quantity stars stars_count"),
    Product.PREMIUM: WireNames(
        "premium_months months duration_months subscription_months premium_duration duration period"
    ),
}
_PRODUCT_NAMES = WireNames("order_type product product_type type")
_STATUS_NAMES = WireNames("status order_status state")

Id = Annotated[str, BeforeValidator(_id), WireNames("id order_id"), Field(min_length=1, max_length=256)]
Status = Annotated[OrderStatus, BeforeValidator(_status), _STATUS_NAMES]
ProductWord = Annotated[Product, BeforeValidator(_product)]
Username = Annotated[Word, BeforeValidator(_username)]
Address = Annotated[str, BeforeValidator(unwrap), Field(max_length=128), AfterValidator(friendly_address)]
Memo = Annotated[str, BeforeValidator(unwrap), Field(max_length=256), AfterValidator(_printable)]
PositiveCount = Annotated[Count, Field(gt=0)]
TransactionHash = Annotated[str, BeforeValidator(_transaction_hash)]


@dataclass(frozen=True)
class CreateFields:
    """What the settings say about the body of a create: the name of the Premium months, and how the order is paid."""

    premium: str = "months"
    payment_method: str = "ton_memo"
    payment_currency: str = "TON"

    def amount(self, product: Product) -> str:
        """The name of the amount."""
        return "quantity" if product is Product.STARS else self.premium


def create_fields(settings: Settings) -> CreateFields:
    return CreateFields(
        settings.partner_premium_field, settings.partner_payment_method, settings.partner_payment_currency
    )


class Goods(BaseModel):
    """What is bought: `amount` Stars, or months of Premium, and for whom (without @; None while nobody is named)."""

    model_config = ConfigDict(frozen=True)

    product: Product
    recipient: str | None = None
    amount: int

    @property
    def fingerprint(self) -> str:
        """`stars:bella:500`: two unpaid orders of one chat with the same fingerprint are probably a mistake."""
        return f"{self.product}:{(self.recipient or '').lower()}:{self.amount}"

    @classmethod
    def from_fingerprint(cls, text: str) -> "Goods":
        product, recipient, amount = text.split(":")
        return cls(product=Product(product), recipient=recipient or None, amount=int(amount))

    def params_with(self, fields: CreateFields) -> dict[str, int]:
        """The amount under the partner's name for it."""
        return {fields.amount(self.product): self.amount}

    def without_recipient(self) -> "Goods":
        """The same for anybody: the price does not depend on the recipient."""
        return Goods(product=self.product, amount=self.amount)


class Order(Answer):
    """An order at `as_of`, the partner's time. Only id and status are always there: rows of lists may be short."""

    # Plain JSON, so that a stored order comes back equal.
    __pydantic_extra__: dict[str, Annotated[Any, BeforeValidator(_plain_json)]]

    id: Id
    status: Status
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
    def _inner(cls, data: dict[str, Any]) -> dict[str, Any]:
        inner = data.get("order")
        if isinstance(inner, dict) and ("id" in inner or "order_id" in inner):
            payment = data.get("payment")
            return {"payment": payment} | inner if isinstance(payment, dict) else inner
        return super()._inner(data)

    @classmethod
    def _from_wire(cls, data: dict[str, Any], context: ParseContext) -> dict[str, Any]:
        product = _product_of(data) or context.product
        # The names of an amount belong to their product: Premium may say "quantity": 1 and "stars_amount": 0 as well.
        hidden = {
            name
            for each, names in AMOUNT_NAMES.items()
            for name in names
            if name in data and (product not in (None, each) or not data[name])
        }
        kept = {name: value for name, value in data.items() if name not in hidden} if hidden else data
        found = super()._from_wire(kept, context) | {"as_of": context.as_of}
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


@functools.cache
def _nested_names(names: WireNames) -> WireNames:
    return type(names)(*(each for each in names if "." in each))


def _agree(one: Any, other: Any) -> bool:
    one, other = str(unwrap(one)), str(unwrap(other))
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return same_account(one, other)


def _product_of(data: dict[str, Any]) -> Product | None:
    """The product that an order tells, by its word or by the names of its amount."""
    word = next((data[name] for name in _PRODUCT_NAMES if data.get(name)), None)
    if word is not None:
        return product if isinstance(product := _product(word), Product) else None
    told = [each for each in Product if data.get(AMOUNT_NAMES[each][0])]
    return told[0] if len(told) == 1 else None


class OrderRow(Answer):
    """A row of a list with only id and status read: of a hundred rows few have changed."""

    model_config = ConfigDict(extra="ignore")

    id: Id
    status: Status
    _data: Any = None
    _context: ParseContext | None = None

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        row = super().read(data, context)
        row._data, row._context = data, context
        return row

    def order(self) -> Order:
        """The whole order, with the id that this row has now."""
        return Order.read(self._data, self._context).model_copy(update={"id": self.id})


class OrderRequest(Goods):
    """What a create asks for: goods with a recipient, under a reference."""

    recipient: str
    client_reference: str

    @property
    def path(self) -> str:
        return f"/orders/{self.product}"

    def body(self, fields: CreateFields = CreateFields()) -> dict[str, str | int]:
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


class TonRate(Answer):
    bare = "ton_usd"
    ton_usd: Annotated[Price, WireNames("ton_usd rate usd price price_usd")]
    updated_at: Lenient[Utc] = None


PREMIUM_MONTHS = (3, 6, 12)
"""The periods of Premium that the provider's page names: used where the fees tell none."""


def _months(value: Any) -> Any:
    """Months as numbers, also out of objects that hold one."""
    names = AMOUNT_NAMES[Product.PREMIUM]
    rows = value if isinstance(value, list) else []
    return [next((row[name] for name in names if name in row), row) if isinstance(row, dict) else row for row in rows]


class Fees(Answer):
    """Limits and service fees (percent); None where the partner tells none that can be read."""

    stars_min: Annotated[Lenient[PositiveCount], WireNames("stars.min_quantity stars.min min_stars stars_min")] = None
    stars_max: Annotated[Lenient[PositiveCount], WireNames("stars.max_quantity stars.max max_stars stars_max")] = None
    months: Annotated[
        tuple[PositiveCount, ...],
        BeforeValidator(_months),
        NoneIfInvalid,
        AfterValidator(lambda months: tuple(dict.fromkeys(months or PREMIUM_MONTHS))[:MAX_PERIODS]),
        WireNames(
            "premium.months premium.durations premium.periods premium.options premium.available_months premium.plans "
            "premium_months premium_durations months"
        ),
    ] = PREMIUM_MONTHS
    stars_fee_percent: Annotated[
        Lenient[Money], WireNames("stars.fee_percent stars_fee_percent service_fee_percent")
    ] = None
    premium_fee_percent: Annotated[
        Lenient[Money], WireNames("premium.fee_percent premium_fee_percent service_fee_percent")
    ] = None

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        if isinstance(data, list):  # one row for each product
            data = {product: row for row in data if isinstance(row, dict) and (product := _product_of(row))}
        fees = super().read(data if isinstance(data, dict) else {}, context)
        crossed = fees.stars_min and fees.stars_max and fees.stars_min > fees.stars_max
        return fees.model_copy(update={"stars_min": None, "stars_max": None}) if crossed else fees

    def sell(self, goods: Goods) -> bool:
        """Whether the amount is within the limits that are known."""
        if goods.product is Product.PREMIUM:
            return not self.months or goods.amount in self.months
        return (self.stars_min or 1) <= goods.amount and (self.stars_max is None or goods.amount <= self.stars_max)

    def limits(self, product: Product) -> str:
        return ", ".join(map(str, self.months)) if product is Product.PREMIUM else f"{self.stars_min}–{self.stars_max}"


class Estimate(Answer):
    """What an order would cost now, in TON. Only the create fixes the price."""

    bare = "price_ton"
    price_ton: Annotated[
        Price,
        PriceNames(
            "price_ton amount_ton total_ton total_price_ton cost_ton ton_price ton_amount ton "
            "price total cost amount price_nano price_nanoton amount_nano"
        ),
    ]


_FLAGS = ("eligible", "available", "valid", "allowed", "found", "exists")
_FLAG = TypeAdapter[bool | None](Annotated[bool | None, NoneIfInvalid])


class RecipientCheck(Answer):
    """Whether a person can receive a product. None is "not known": never show it as yes."""

    product: Product
    username: str
    can_receive: Lenient[bool] = None
    name: Annotated[Lenient[Word], WireNames("name display_name")] = None
    reason: Lenient[Sentence] = None

    @classmethod
    def of(cls, product: Product, username: str, data: Any, context: ParseContext | None = None) -> Self:
        """Read the answer to a check: any flag that says no is a no. A bare true or false is the flag itself.

        An answer about another username says nothing."""
        names = [f"can_receive_{product}", f"can_receive.{product}", "can_receive", "is_eligible", *_FLAGS]
        objects = [data, *(each for each in data.values() if isinstance(each, dict))] if isinstance(data, dict) else []
        told = (_username(find(each, WireNames("username recipient_username"))) for each in objects)
        if any(name and name.lower() != username.lower() for name in told):
            objects, data = [], None  # an answer about somebody else says nothing
        flags = [_FLAG.validate_python(find(each, WireNames(name))) for each in objects for name in names]
        flags = flags or [_FLAG.validate_python(data)]
        can = False if False in flags else True in flags or None
        words = next((each for each in objects if "name" in each or "reason" in each), {})
        return cls.read(words | {"product": product, "username": username, "can_receive": can})


class Balance(Answer):
    bare = "balance_ton"
    balance_ton: Annotated[
        Money,
        TonNames("balance_ton balance amount_ton available_ton available amount ton balance_nano balances wallet"),
    ]
    topup_address: Annotated[
        Lenient[Address], WireNames("topup_address address deposit_address top_up_address topup.address")
    ] = None
    topup_memo: Annotated[Lenient[Memo], WireNames("topup_memo memo top_up_memo topup.memo")] = None


_DEBITS = {"debit", "charge", "withdrawal", "withdraw", "purchase", "fee", "spend", "expense", "out", "outgoing"}


class Transaction(Answer):
    """A movement of the partner's balance; `amount_ton` is signed, `type` the partner's own word ("": not told)."""

    id: Annotated[Word, BeforeValidator(unwrap), WireNames("id transaction_id tx_id tx_hash")] = ""
    type: Annotated[Word, WireNames("type kind operation direction")] = ""
    amount_ton: Annotated[Money, TonNames("amount_ton amount amount_nano amount_nanoton value sum")]
    created_at: Annotated[Lenient[Utc], WireNames("created_at createdAt timestamp date time")] = None
    order_id: Lenient[Word] = None
    tx_hash: Lenient[Word] = None

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        row = super().read(data, context)
        words = {normalize_word(str(find(data, WireNames(name)))) for name in ("type", "direction")}
        return row.model_copy(update={"amount_ton": -abs(row.amount_ton)}) if words & _DEBITS else row


class Stats(Answer):
    total_orders: Lenient[Count] = None
    by_status: Lenient[dict[Word, Count]] = None
    stars_total: Lenient[Count] = None
    premium_months_total: Lenient[Count] = None
    volume_ton: Annotated[Lenient[Money], TonNames("volume_ton")] = None

    @property
    def other_numbers(self) -> dict[str, int | Decimal]:
        """All other numbers that the partner sends, by its own names."""
        extra = self.model_extra or {}
        return {
            name[:64]: value for name, value in extra.items() if type(value) in (int, Decimal) and abs(value) < 10**15
        }


def check_settings(settings: Settings) -> None:
    """Checks what `Settings` cannot: names of statuses, checksums of addresses. Raises ConfigError with a line for each
    variable at fault, as `load_settings` does."""
    lines = [
        f"{wrong('pinned_addresses')}; {address[:6]}… is none ({problem})"
        for address in sorted(settings.pinned_addresses)
        if (problem := address_problem(address))
    ]
    try:
        read_aliases(settings.status_aliases)
    except ValueError:
        lines.append(f"{wrong('status_aliases')}; the statuses are {', '.join(OrderStatus)}")
    if lines:
        raise ConfigError("\n".join(lines))
