"""What one key owns: its address, its orders with their indexes, its money, its remembered answers."""

import base64
import binascii
import hashlib
from bisect import bisect_left, insort
from collections import OrderedDict, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import TypeVar

from .market import Product

KEY_IS_REMEMBERED = timedelta(hours=24)
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Order:
    """One order: pending_payment → paid → processing → completed, or failed, refunded, expired, cancelled."""

    id: int
    account: "Account" = field(repr=False)
    product: Product
    recipient: str
    amount: int
    price_ton: Decimal
    fee_ton: Decimal
    memo: str
    reference: str | None
    created_at: datetime
    expires_at: datetime
    status: str = "pending_payment"
    paid_ton: Decimal = Decimal(0)  # what came in less what went back
    note: str | None = None
    tx_hash: str | None = None  # of its last payment
    changes: list[tuple[str, datetime]] = field(default_factory=list)
    due: tuple[datetime, str] | None = None  # the change that time alone will bring

    def row(self, *, reference: bool = True) -> dict[str, object]:
        """The order as the partner shows it; an odd payment adds `paid_ton` and `note`."""
        row: dict[str, object] = {
            "id": self.id,
            "status": self.status,
            "order_type": self.product.value,
            self.product.amount_field: self.amount,
            "recipient_username": self.recipient,
            "price_ton": self.price_ton,
            "payment_address": self.account.address,
            "payment_memo": self.memo,
            "expires_at": self.expires_at,
            "created_at": self.created_at,
        }
        if reference:
            row["client_reference"] = self.reference
        if self.tx_hash:
            row["tx_hash"] = self.tx_hash
        if self.note:
            row |= {"paid_ton": self.paid_ton, "note": self.note}
        return row


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money that moved. Signed: what the partner's balance gains or loses."""

    id: int
    type: str  # topup, payment, fee, refund, unmatched
    amount_ton: Decimal
    created_at: datetime
    order_id: int | None
    tx_hash: str | None

    def row(self) -> dict[str, object]:
        row: dict[str, object] = {
            "id": self.id,
            "type": self.type,
            "amount_ton": self.amount_ton,
            "created_at": self.created_at,
        }
        if self.order_id is not None:
            row["order_id"] = self.order_id
        if self.tx_hash is not None:
            row["tx_hash"] = self.tx_hash
        return row


@dataclass(frozen=True, slots=True)
class Remembered:
    """The first answer to an Idempotency-Key."""

    at: datetime
    product: Product
    body: dict[str, object]
    order: Order
    row: dict[str, object]

    @property
    def until(self) -> datetime:
        return self.at + KEY_IS_REMEMBERED


class Account:
    """One key, which is one partner and one TON address. The key itself is known by its label alone."""

    def __init__(self, key: str, label: str) -> None:
        self.label = label
        hash = hashlib.sha256(key.encode()).digest()
        self.address = ton_address(hash)
        self.other_spellings = {"raw": f"0:{hash.hex()}", "bounceable": ton_address(hash, tag=0x11)}
        self.balance_ton = Decimal(0)
        self.transactions: list[Transaction] = []
        self.orders: list[Order] = []
        self.in_progress: set[str] = set()
        self.recent_calls: deque[datetime] = deque()
        self._by_memo: dict[str, Order] = {}
        self._by_reference: defaultdict[str, list[Order]] = defaultdict(list)
        self._by_status: defaultdict[str, list[Order]] = defaultdict(list)
        self._remembered: OrderedDict[str, Remembered] = OrderedDict()

    def add(self, order: Order) -> None:
        self.orders.append(order)
        self._by_memo[order.memo] = order
        self._by_status[order.status].append(order)
        if order.reference is not None:
            self._by_reference[order.reference].append(order)

    def move(self, order: Order, status: str) -> None:
        """Changes the status; the lists by status stay sorted by id, so that a page is a slice."""
        rows = self._by_status[order.status]
        del rows[bisect_left(rows, order.id, key=_id)]
        order.status = status
        insort(self._by_status[status], order, key=_id)

    def record(self, transaction: Transaction) -> None:
        self.transactions.append(transaction)
        self.balance_ton += transaction.amount_ton

    def by_memo(self, memo: str) -> Order | None:
        return self._by_memo.get(memo)

    def by_reference(self, reference: str) -> Sequence[Order]:
        return self._by_reference.get(reference, [])

    def by_status(self, status: str) -> Sequence[Order]:
        return self._by_status.get(status, [])

    def summary(self) -> dict[str, object]:
        """Counts of all orders; Stars, months and TON of the completed ones."""
        completed = self.by_status("completed")
        sold = {product: sum(order.amount for order in completed if order.product is product) for product in Product}
        return {
            "total_orders": len(self.orders),
            "by_status": {status: len(rows) for status, rows in self._by_status.items() if rows},
            "stars_total": sold[Product.STARS],
            "premium_months_total": sold[Product.PREMIUM],
            "volume_ton": sum((order.price_ton for order in completed), Decimal(0)),
        }

    def remember(self, key: str, answer: Remembered) -> None:
        """Keeps the answer for 24 hours and forgets those whose hours are over."""
        while self._remembered and answer.at >= next(iter(self._remembered.values())).until:
            self._remembered.popitem(last=False)
        self._remembered.pop(key, None)
        self._remembered[key] = answer

    def recall(self, key: str, now: datetime) -> Remembered | None:
        answer = self._remembered.get(key)
        return answer if answer and now < answer.until else None


def newest(rows: Sequence[T], offset: int, limit: int) -> list[T]:
    """A page counted from the end of rows that are in order of their ids; nothing else is copied."""
    end = max(len(rows) - offset, 0)
    return list(rows[max(end - limit, 0) : end])[::-1]


def ton_address(account_hash: bytes, tag: int = 0x51) -> str:
    """The friendly form, not bounceable (UQ…; EQ… is 0x11): tag, workchain 0, 32-byte hash, CRC16-XMODEM."""
    body = bytes([tag, 0]) + account_hash
    return base64.urlsafe_b64encode(body + binascii.crc_hqx(body, 0).to_bytes(2, "big")).decode()


_id = attrgetter("id")
