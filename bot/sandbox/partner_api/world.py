"""The world behind the partner: time, keys, the life of orders, the money that arrives. No HTTP here.

Nothing runs in the background. What time alone changes (expiry, automatic progress) waits in a heap;
`catch_up()` does it before anybody looks, as of the moment when it was due. Every way to an account or an
order calls it.
"""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from hashlib import sha256
from random import Random

from .faults import Calls, Faults
from .ledger import Account, Order, Remembered, Transaction
from .market import NANOTON, Product, check_recipient, quote
from .settings import WorldSettings
from .wire import ApiError, plain

FIRST_ORDER_ID = 10421  # as in the provider's example
NEXT_STATUS = {"pending_payment": "paid", "paid": "processing", "processing": "completed"}


def _utc_now() -> datetime:
    return datetime.now(UTC)


class World:
    """Clock, randomness and sleep are injected: the same seed and the same calls make the same world."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = _utc_now,
        random: Random | None = None,
        settings: WorldSettings | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.settings = settings or WorldSettings()
        self.random = random or Random()
        self.sleep = sleep
        self.faults = Faults(self.random)
        self.calls = Calls()
        self.offset = timedelta()
        self._clock = clock
        self._accounts: dict[str, Account] = {}
        self._orders: dict[int, Order] = {}
        self._memos: set[str] = set()
        self._due: list[tuple[datetime, int, str]] = []
        self._order_ids = itertools.count(FIRST_ORDER_ID)
        self._transaction_ids = itertools.count(1)
        for key in self.settings.keys:
            self.open_account(key)

    # Time

    def now(self) -> datetime:
        """The world's time, aware, UTC: the clock plus what the control interface has added."""
        return self._clock() + self.offset

    def catch_up(self) -> None:
        """Does what time alone has brought since the last look."""
        now = self.now()
        while self._due and self._due[0][0] <= now:
            at, order_id, status = heapq.heappop(self._due)
            order = self._orders[order_id]
            if order.due == (at, status):  # else something else happened to the order meanwhile
                self._enter(order, status, at)

    # Keys

    def open_account(self, key: str | None = None) -> tuple[str, Account]:
        """A new partner with its opening balance; without a key given, a new one is made."""
        key = key or f"osk_test_{self.random.getrandbits(128):032x}"
        account = self._accounts[key] = Account(key, label=f"partner-{len(self._accounts) + 1}")
        if self.settings.opening_balance_ton:
            self.top_up(account, self.settings.opening_balance_ton)
        return key, account

    def account(self, key: str) -> Account | None:
        """The account of a key, up to date."""
        self.catch_up()
        return self._accounts.get(key)

    def accounts(self) -> Mapping[str, Account]:
        """All accounts by label."""
        self.catch_up()
        return {account.label: account for account in self._accounts.values()}

    # Orders

    def orders(self) -> list[Order]:
        """Everybody's orders, oldest first."""
        self.catch_up()
        return list(self._orders.values())

    def order(self, order_id: int) -> Order | None:
        self.catch_up()
        return self._orders.get(order_id)

    def place(self, account: Account, product: Product, recipient: str, amount: int, reference: str | None) -> Order:
        """Makes an order at this moment's price. Refuses an amount out of limits, an impossible recipient."""
        now = self.now().replace(microsecond=0)  # times are shown in whole seconds, and what is shown holds
        price = quote(self.settings, now, product, amount)
        check_recipient(product, recipient)
        order = Order(
            id=next(self._order_ids),
            account=account,
            product=product,
            recipient=recipient,
            amount=amount,
            price_ton=price.price_ton,
            fee_ton=price.fee_ton,
            memo=self._new_memo(product),
            reference=reference,
            created_at=now,
            expires_at=now + timedelta(seconds=self.settings.ttl),
        )
        self._orders[order.id] = order
        account.add(order)
        self._await(order, now)
        return order

    def recall(self, account: Account, key: str, product: Product, body: dict[str, object]) -> Remembered | None:
        """The order that this Idempotency-Key has made within 24 hours. Refuses the key for another body."""
        first = account.recall(key, self.now())
        if first and (first.product, first.body) != (product, body):
            raise ApiError(409, "IDEMPOTENCY_KEY_REUSED", "this Idempotency-Key was used with another request body")
        return first

    def cancel(self, order: Order) -> None:
        """The customer's wish, heard only while nothing is paid and the time is not up."""
        if order.status != "pending_payment":
            raise ApiError(
                409,
                "ORDER_NOT_PENDING",
                f"only a pending_payment order can be cancelled, this is {order.status}",
            )
        self.set_status(order, "cancelled")

    def set_status(self, order: Order, status: str) -> None:
        """Any status from any other, unknown ones too: the hand of the control interface."""
        self._enter(order, status, self.now())

    def advance(self, order: Order) -> None:
        """One step towards completed; from pending_payment that is an exact payment."""
        if order.status not in NEXT_STATUS:
            raise ApiError(409, "NO_NEXT_STATUS", f"nothing follows {order.status}")
        if order.status == "pending_payment":
            self.pay_exactly(order)
        else:
            self.set_status(order, NEXT_STATUS[order.status])

    def _enter(self, order: Order, status: str, at: datetime) -> None:
        order.account.move(order, status)
        if status == "completed" and order.tx_hash is None:  # it is delivered by hand: nobody has paid
            order.tx_hash = sha256(order.memo.encode()).hexdigest()
        self._await(order, at)

    def _await(self, order: Order, since: datetime) -> None:
        """Notes the status that the order has had since then, and when time alone will end it."""
        order.changes.append((order.status, since))
        order.due = self._coming(order, since)
        if order.due:
            at, status = order.due
            heapq.heappush(self._due, (at, order.id, status))

    def _coming(self, order: Order, since: datetime) -> tuple[datetime, str] | None:
        if order.status == "pending_payment":
            return order.expires_at, "expired"
        after = {"paid": self.settings.processing_after, "processing": self.settings.completed_after}.get(order.status)
        return None if after is None else (since + timedelta(seconds=after), NEXT_STATUS[order.status])

    def _new_memo(self, product: Product) -> str:
        while (memo := f"{product.memo_prefix}-{self.random.getrandbits(24):06x}") in self._memos:
            pass
        self._memos.add(memo)
        return memo

    # Money

    def top_up(self, account: Account, amount_ton: Decimal) -> None:
        self._record(account, "topup", amount_ton, order=None)

    def pay_exactly(self, order: Order) -> None:
        self._receive(order, self._open_sum(order))

    def pay_less(self, order: Order) -> None:
        """Half of what is open: the order stays as it is and says so."""
        self._receive(order, (self._open_sum(order) / 2).quantize(NANOTON, ROUND_DOWN))
        order.note = f"underpaid: {plain(order.paid_ton)} of {plain(order.price_ton)} TON received"

    def pay_more(self, order: Order) -> None:
        """A tenth too much: the order is paid and the rest goes back."""
        rest = (order.price_ton / 10).quantize(NANOTON, ROUND_DOWN)
        self._receive(order, self._open_sum(order) + rest)
        self._send_back(order, rest)
        order.note = f"overpaid: {plain(rest)} TON sent back"

    def pay_late(self, order: Order) -> None:
        """The exact sum after the order had expired or was cancelled: it is served all the same."""
        if order.status not in {"pending_payment", "expired", "cancelled"}:
            raise ApiError(409, "ORDER_NOT_PAYABLE", f"the order is {order.status}")
        missing = order.price_ton - order.paid_ton
        order.note = f"paid late: {plain(missing)} TON received while {order.status}"
        self._receive(order, missing)

    def pay_without_memo(self, order: Order) -> None:
        """The sum arrives, but nothing says for what: the order does not change."""
        self._record(order.account, "unmatched", self._open_sum(order), order=None)

    def refund(self, order: Order) -> None:
        """Sends back whatever was paid, the partner's fee included."""
        if order.paid_ton >= order.price_ton:
            self._record(order.account, "fee", order.fee_ton, order)
        if order.paid_ton:
            order.note = f"refunded: {plain(order.paid_ton)} TON sent back"
            self._send_back(order, order.paid_ton)
        self.set_status(order, "refunded")

    def _open_sum(self, order: Order) -> Decimal:
        if order.status != "pending_payment":
            raise ApiError(409, "ORDER_NOT_PENDING", f"the order is {order.status}")
        return order.price_ton - order.paid_ton

    def _receive(self, order: Order, amount_ton: Decimal) -> None:
        self._record(order.account, "payment", amount_ton, order)
        order.paid_ton += amount_ton
        if order.paid_ton >= order.price_ton:
            self._record(order.account, "fee", -order.fee_ton, order)
            self.set_status(order, "paid")

    def _send_back(self, order: Order, amount_ton: Decimal) -> None:
        self._record(order.account, "refund", -amount_ton, order)
        order.paid_ton -= amount_ton

    def _record(self, account: Account, kind: str, amount_ton: Decimal, order: Order | None) -> None:
        tx_hash = self.random.randbytes(32).hex() if kind != "fee" else None
        if order and kind == "payment":
            order.tx_hash = tx_hash
        account.record(
            Transaction(
                id=next(self._transaction_ids),
                type=kind,
                amount_ton=amount_ton,
                created_at=self.now(),
                order_id=order.id if order else None,
                tx_hash=tx_hash,
            )
        )
