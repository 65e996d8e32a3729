"""Orders of one chat under random answers of the partner, against what must hold whatever the partner says.

The services, Redis and the client are the real ones; the partner is scripted below, and the test moves the time.

- After every step: a confirmation has one key and one order at most, which is what was asked for; nothing to pay
  is shown that the create did not say; an order or an intent that is not watched any more has its notice or its alert.
- After every check of an order (`judge`): its status is what the answer says, and has its notice; an answer about
  another order changes nothing; other payment details are not shown; a first 404 ends nothing.
- When the list is read: no row is believed that the order itself contradicts, and a chat is neither told of an order
  that nobody confirmed, nor asked to pay it.
- When the partner tells the truth again: its orders are known as they are after the next check (within 60 seconds,
  while the order can be paid), and a chat is full only of orders that exist.

`make test` runs few examples of one seed. PARTNER_EXAMPLES and PARTNER_SEED set others.
"""

import asyncio
import json
import os
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from typing import Any, TypeVar

import httpx
import pytest
import stamina
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pydantic import SecretStr

from bot.notifications.alerts import Alerts
from bot.notifications.models import MessageRef
from bot.notifications.outbox import Notice, Outbox
from bot.orders.answered_orders import REVERSAL_TIME
from bot.orders.confirmation import Verdict
from bot.orders.draft import Draft, Recipient
from bot.orders.intents import Intents, idempotency_key
from bot.orders.models import ENDED, RANK, IntentState, WatchedOrder
from bot.orders.references import References
from bot.orders.schedule import MISSING_TIME
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.goods import Product
from bot.partner.http import open_http
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.storage.queue import Claim, LastingQueue
from bot.storage.redis import open_client
from bot.workers.reconciliation import Reconciliation
from tests.support import KEYS

T = TypeVar("T")
Json = dict[str, Any]

EXAMPLES = int(os.environ.get("PARTNER_EXAMPLES", "32"))
SEED = int(os.environ.get("PARTNER_SEED", "4"))
STEPS = 15
ALICE = 1001
MAX_UNPAID = 3
GOODS = (
    *((Product.STARS, 50), (Product.STARS, 100), (Product.PREMIUM, 3), (Product.STARS, 250), (Product.PREMIUM, 12)),
    (Product.STARS, 1000),
)
AMOUNT_FIELDS = {Product.STARS: "stars_amount", Product.PREMIUM: "premium_months"}
TIME_TO_PAY = timedelta(minutes=15)
KEY_MEMORY = timedelta(hours=24)

STATUSES = [status.value for status in OrderStatus if status is not OrderStatus.UNKNOWN]
ENVELOPE = '{"ok": false, "error_code": "%s", "error_message": "no", "data": null}'
PATCHES: dict[str, Json] = {
    "other-id": {"id": 99999},
    "other-recipient": {"recipient_username": "mallory"},
    "spelling": {"recipient_username": "@ALICE"},
    "other-amount": {"stars_amount": 51, "premium_months": 24},  # the order's own counts
    "other-product": {"order_type": "gift", "stars_amount": 52, "premium_months": 36},
    "other-reference": {"client_reference": "tg-2002"},
    "no-reference": {"client_reference": None},
    "other-memo": {"payment_memo": "STARS-other"},
    "other-address": {"payment_address": "UQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJKZ"},
    "other-price": {"price_ton": 0.001},
    "no-memo": {"payment_memo": None},
    "no-end": {"expires_at": None},
    "zero-end": {"expires_at": "0001-01-01T00:00:00Z"},
    "word": {"status": "teleporting"},
    "note": {"note": "please wait"},
    **{f"says-{status}": {"status": status} for status in STATUSES},
}
ERRORS: dict[str, tuple[int, str]] = {
    "404": (404, ENVELOPE % "ORDER_NOT_FOUND"),
    "404-route": (404, '{"detail": "Not Found"}'),
    "400": (400, ENVELOPE % "VALIDATION_ERROR"),
    "401": (401, ENVELOPE % "UNAUTHORIZED"),
    "403": (403, ENVELOPE % "SANCTIONED"),
    "409": (409, ENVELOPE % "IDEMPOTENCY_KEY_REUSED"),
    "429": (429, ENVELOPE % "RATE_LIMITED"),
    "500": (500, "<html>"),
    "503": (503, ENVELOPE % "UNAVAILABLE"),
    "html": (200, "<html>log in</html>"),
    "null": (200, '{"ok": true, "data": null}'),
    "list": (200, "[[]]"),
    "empty": (200, '{"ok": true, "data": []}'),
    "not-ok": (200, '{"ok": false}'),
}
CUTS = ("unsent", "lost", "kill-before", "kill-after")
REFERENCES = (f"tg-{ALICE}", f"tg-{ALICE}-77", "tg-2002", "other", None)
REVERSED = (OrderStatus.EXPIRED, OrderStatus.CANCELLED)
LIES = [f"says-{status}" for status in STATUSES]
NEWS = st.one_of(
    st.sampled_from(
        ["other-recipient", "other-amount", "other-reference", "other-memo", "other-address", "other-price"]
    ),
    st.sampled_from([name for name in PATCHES if name not in LIES]),
    st.sampled_from(LIES),
    st.just("404"),
)
ANSWERS = st.one_of(NEWS, st.sampled_from([*ERRORS, "no-date"]), st.sampled_from(CUTS))
ENDPOINTS = st.sampled_from(["create", "get", "list", "by-reference", "cancel"])


class Killed(BaseException):
    """The bot's process dies in the middle of a call."""


@dataclass
class Clock:
    now: datetime = datetime(2026, 7, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Heard:
    """An answer that the bot got. `row`: the order; None without one. `status`: of HTTP; 0 without an answer."""

    endpoint: str
    status: int
    row: Json | None


@dataclass
class Partner:
    """The truth (`orders`), and the `weather`: the next answers of an endpoint in place of the truth."""

    clock: Clock
    skew: timedelta = timedelta(0)
    orders: dict[str, Json] = field(default_factory=dict)
    keys: dict[str, tuple[datetime, Json]] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    said: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    weather: dict[str, list[str]] = field(default_factory=dict)
    retry_after: str = ""
    ends: dict[str, datetime] = field(default_factory=dict)
    tells_ttl: bool = False
    pushed: int = 0

    def now(self) -> datetime:
        return self.clock() + self.skew

    async def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/v1")
        endpoint = endpoint_of(request.method, path)
        if endpoint == "create":
            key = request.headers["Idempotency-Key"]
            self.bodies.setdefault(key, set()).add(request.content.decode())
        status, row = 0, None
        try:
            response, row = self._answer(endpoint, path, request)
            status = response.status_code
            return response
        finally:
            self.heard.append(Heard(endpoint, status, row))

    def _answer(self, endpoint: str, path: str, request: httpx.Request) -> tuple[httpx.Response, Json | None]:
        weather = self.weather.get(endpoint) or []
        how = weather.pop(0) if weather else "truth"
        if how == "unsent":
            raise httpx.ConnectError("refused")
        if how == "kill-before":
            raise Killed
        if how in ("400", "401", "403", "404", "429", "503"):  # nothing is made
            return self._respond(*ERRORS[how], how), None
        data = self._create(request) if endpoint == "create" else self._read(endpoint, path)
        if how == "lost":
            raise httpx.ReadError("cut")
        if how == "kill-after":
            raise Killed
        if how in ERRORS:
            return self._respond(*ERRORS[how], how), None
        if data is None:
            return self._respond(404, ENVELOPE % "ORDER_NOT_FOUND", how), None
        rows = [row | PATCHES.get(how, {}) for row in (data if isinstance(data, list) else [data])]
        if endpoint == "create":
            self.said.setdefault(request.headers["Idempotency-Key"], set()).add(details_of(rows[0]))
        body = json.dumps({"ok": True, "data": rows if isinstance(data, list) else rows[0]})
        return self._respond(200, body, how), None if isinstance(data, list) else rows[0]

    def _respond(self, status: int, body: str, how: str) -> httpx.Response:
        headers = {} if how == "no-date" else {"Date": format_datetime(self.now(), usegmt=True)}
        if how == "429" and self.retry_after:
            headers["Retry-After"] = self.retry_after
        return httpx.Response(status, text=body, headers=headers)

    def _create(self, request: httpx.Request) -> Json:
        key, body = request.headers["Idempotency-Key"], json.loads(request.content)
        made_at, known = self.keys.get(key, (None, {}))
        if made_at and self.clock() - made_at < KEY_MEMORY:
            return known
        id, now = str(10421 + self.made.total()), self.now()
        self.made[key] += 1
        self.ends[id] = now + TIME_TO_PAY
        product = Product(request.url.path.rpartition("/")[2])
        amount = body["quantity" if product is Product.STARS else "months"]
        self.orders[id] = {
            "id": int(id),
            "status": "pending_payment",
            "order_type": product.value,
            AMOUNT_FIELDS[product]: amount,
            "recipient_username": body["recipient_username"],
            "client_reference": body["client_reference"],
            "price_ton": round(amount * 0.00418, 6),
            "payment_address": "UQDtruth",
            "payment_memo": f"STARS-{id}",
            "created_at": now.isoformat(),
        } | ({"ttl_seconds": TIME_TO_PAY.seconds} if self.tells_ttl else {"expires_at": self.ends[id].isoformat()})
        self.keys[key] = self.clock(), self.orders[id]
        return self.orders[id]

    def push(self, status: str, reference: str | None) -> str:
        """An order that somebody else makes with the same key; no confirmation of the bot is about so many Stars."""
        self.pushed += 1
        id, now = str(70000 + self.pushed), self.now()
        self.ends[id] = now + TIME_TO_PAY
        self.orders[id] = {
            "id": int(id),
            "status": status,
            "order_type": "stars",
            "stars_amount": 7000 + self.pushed,
            "recipient_username": "alice",
            "client_reference": reference,
            "price_ton": 3,
            "payment_address": "UQDtruth",
            "payment_memo": f"STARS-{id}",
            "created_at": now.isoformat(),
            "expires_at": self.ends[id].isoformat(),
        }
        return id

    def _read(self, endpoint: str, path: str) -> Json | list[Json] | None:
        if endpoint == "cancel":
            order = self.orders.get(path.split("/")[2])
            if order and order["status"] == "pending_payment":
                order["status"] = "cancelled"
            return order
        if endpoint in ("list", "by-reference"):
            return list(reversed(self.orders.values()))
        return self.orders.get(path.rpartition("/")[2])

    def expire(self) -> None:
        for id, order in self.orders.items():
            if order["status"] == "pending_payment" and self.ends[id] <= self.now():
                order["status"] = "expired"


def endpoint_of(method: str, path: str) -> str:
    if path == "/orders":
        return "list"
    if path.endswith("/cancel"):
        return "cancel"
    if method == "POST":
        return "create"
    return "by-reference" if "/by-reference/" in path else "get"


def details_of(row: Json) -> tuple[str, ...]:
    price = Decimal(str(row["price_ton"])).normalize()
    return str(price), str(row["payment_address"]), str(row["payment_memo"])


def is_about(row: Json, known: Order) -> bool:
    """Whether an answer is about a known order. What it does not say is no difference."""
    pairs = [
        (str(row["id"]), known.id),
        (row[AMOUNT_FIELDS[known.product or Product.STARS]], known.amount),
        (row["recipient_username"].lower().removeprefix("@"), (known.recipient or "").lower()),
        (row["client_reference"], known.client_reference),
    ]
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def details_known(order: Order) -> tuple[object, ...]:
    return order.price_ton, order.payment_address, order.payment_memo


def details_differ(row: Json, known: Order) -> bool:
    said = Decimal(str(row["price_ton"])), row["payment_address"], row["payment_memo"]
    return any(new and old and new != old for new, old in zip(said, details_known(known), strict=True))


def shown_to_pay(watched: WatchedOrder) -> tuple[str, ...] | None:
    """What the payment screen of an order says; None where it says nothing."""
    order = watched.order
    hidden = watched.withheld or watched.missing or watched.unknown_word or watched.marked_paid_at or order.paid_ton
    if order.status is not OrderStatus.PENDING_PAYMENT or hidden or not (order.price_ton and order.payment_memo):
        return None
    return str(order.price_ton.normalize()), str(order.payment_address), str(order.payment_memo)


class PartnerAsItMayBe(RuleBasedStateMachine):
    def __init__(self, valkey_url: str) -> None:
        super().__init__()
        self.clock = Clock()
        self.partner = Partner(self.clock)
        self.drafts: dict[str, Draft] = {}
        self.confirmed_twice: set[str] = set()
        self.first_404: dict[str, datetime] = {}
        self.first_reversed: dict[str, datetime] = {}
        self.told: set[str] = set()
        self.known: set[str] = set()
        self.unconfirmed: set[str] = set()
        self.number = 0
        self.runner = asyncio.Runner()
        self.redis = open_client(valkey_url)
        self.run(self.redis.flushall())
        self.run(self.redis.set(KEYS.epoch, 1))  # so the orders are known for long
        self.run(self.redis.hset(KEYS.looks, "week", 1))  # type: ignore[arg-type]
        self.start()

    def run(self, doing: Awaitable[T]) -> T:
        async def wait() -> T:
            return await doing

        return self.runner.run(wait())

    def start(self) -> None:
        """The services of a new process."""
        http = open_http(
            "https://partner.test/api/v1", SecretStr("osk_test"), transport=httpx.MockTransport(self.partner.answer)
        )
        client = PartnerClient(http, clock=self.clock)
        references, alerts = References(), Alerts(self.redis, KEYS, clock=self.clock)
        self.intents = Intents(
            self.redis, KEYS, client, references, alerts, max_unpaid=lambda chat_id: MAX_UNPAID, clock=self.clock
        )
        self.watch = Watch(self.redis, KEYS, client, alerts, references, clock=self.clock)
        self.outbox = Outbox(self.redis, KEYS, clock=self.clock)
        self.reconciliation = Reconciliation(
            self.redis, KEYS, client, self.watch, references, alerts, clock=self.clock, sleep=self.sleep
        )

    async def sleep(self, seconds: float) -> None:
        self.clock.now += timedelta(seconds=seconds)

    def teardown(self) -> None:
        self.run(self.redis.aclose())
        self.runner.close()

    # The bot's workers

    async def work(self, seconds: float) -> None:
        """All that is due within these seconds; in a long time not each look, but some of every order."""
        end = self.clock.now + timedelta(seconds=seconds)
        step = timedelta(seconds=0.001 if seconds <= 60 else seconds / 12)
        while True:
            self.partner.expire()
            dues = await self.dues()
            for queue, due in dues.items():
                for claim in await self.queues[queue].claim(20) if due <= self.clock.now else ():
                    try:
                        await self.handle(queue, claim)
                    except Killed:
                        self.start()
            if self.clock.now >= end:
                return
            next_due = min((due for due in (await self.dues()).values()), default=end)
            self.clock.now = max(self.clock.now + step, min(end, next_due))

    async def dues(self) -> dict[str, datetime]:
        """When the first entry of each queue is due."""
        async with self.redis.pipeline(transaction=False) as pipe:
            for name in self.queues:
                pipe.zrange(KEYS.queue(name), 0, 0, withscores=True)
            rows = await pipe.execute()
        return {
            name: datetime.fromtimestamp(first[0][1] / 1000, UTC)
            for name, first in zip(self.queues, rows, strict=True)
            if first
        }

    @property
    def queues(self) -> dict[str, LastingQueue]:
        queues = (self.intents.queue, self.watch.queue, self.watch.urgent_queue, self.outbox.queue)
        return {queue.name: queue for queue in queues}

    async def handle(self, queue: str, claim: Claim) -> None:
        match queue:
            case "intents":
                await self.intents.settle(claim.id, claim)
            case "orders":
                async with self.judge(claim.id):
                    await self.watch.check(claim)
            case "urgent":
                async with self.judge(claim.id):
                    await self.watch.check_urgently(claim)
            case _:
                await self.deliver(claim)

    async def deliver(self, claim: Claim) -> None:
        """What the notifier does."""
        notice = Notice.read(claim.id)
        self.told.add(claim.id)
        if notice.kind == "order" and (watched := await self.watch.get(notice.subject)):
            self.told.add(f"order:{watched.order.id}:{watched.order.status}")
            if watched.order.status in ENDED:
                await self.watch.set_message_ref(watched, MessageRef(message_id=1), "en", rung=True)
        await self.outbox.queue.finish(claim)

    @asynccontextmanager
    async def judge(self, id: str) -> AsyncIterator[None]:
        """Compares what a check of an order made of it with the answer that the check got."""
        before = await self.watch.get(id)
        self.partner.heard.clear()
        yield
        after, told = await self.watch.get(id), await self.told_or_waiting()
        if before is None or after is None or not self.partner.heard:
            return
        heard = self.partner.heard[0]
        row, pending = heard.row, before.order.status is OrderStatus.PENDING_PAYMENT
        if 400 <= heard.status < 500 and heard.status not in (401, 429):
            since = self.clock.now - self.first_404.setdefault(id, self.clock.now)
            if since < MISSING_TIME and before.order.status not in ENDED:
                assert after.order == before.order, f"{id}: a first {heard.status} changes the order"
                assert await self.is_watched(id), f"{id}: a first {heard.status} ends the watch"
        elif row is None:
            assert after.order == before.order, f"{id}: an answer without an order"
        elif not is_about(row, before.order):
            assert after.order == before.order, f"{id} takes an answer about another order: {row}"
            assert f"alert:wrong-order:{id}" in told
        else:
            word = row["status"] if row["status"] in STATUSES else before.order.status
            risen = RANK[OrderStatus(word)] > RANK[before.order.status]
            status = OrderStatus(word) if risen else before.order.status
            if word in REVERSED and before.order.status in (OrderStatus.PAID, OrderStatus.PROCESSING):
                begun = self.first_reversed.setdefault(id, self.clock.now)
                if self.clock.now - begun >= REVERSAL_TIME:
                    status, risen = OrderStatus.FAILED, True
                    assert f"alert:reversed:{id}" in told
            else:
                self.first_reversed.pop(id, None)
            assert after.order.status is status, f"{id} was {before.order.status}, the answer {row['status']}"
            is_silent = id in self.unconfirmed
            assert not risen or is_silent or f"order:{id}:{status}" in told, f"{id}: nobody is told that it is {status}"
            assert details_known(after.order) == details_known(before.order)
            if details_differ(row, before.order):
                assert f"alert:details:{id}" in told, f"{id}: other payment details"
                assert (
                    after.withheld or not pending or status is not OrderStatus.PENDING_PAYMENT or before.order.paid_ton
                )

    async def is_watched(self, id: str) -> bool:
        return await self.redis.zscore(KEYS.queue("orders"), id) is not None

    async def told_or_waiting(self) -> set[str]:
        return self.told | {row.decode() for row in await self.redis.zrange(KEYS.queue("notices"), 0, -1)}

    # What happens

    @initialize(answers=st.lists(ANSWERS, max_size=2), two=st.booleans())
    def begins(self, answers: list[str], two: bool) -> None:
        self.partner.weather["create"] = answers
        for goods in GOODS[1 : 2 + two]:
            self.confirm(self.draft(*goods), now=True)

    @rule(goods=st.sampled_from(GOODS), now=st.booleans(), create=st.lists(ANSWERS, max_size=3), read=ANSWERS)
    def confirms(self, goods: tuple[Product, int], now: bool, create: list[str], read: str) -> None:
        """And the next attempts are made, while the partner answers oddly."""
        self.partner.weather |= {"create": create, "get": [read], "by-reference": [read]}
        self.confirm(self.draft(*goods), now=now)
        self.run(self.work(10))

    def draft(self, product: Product, amount: int) -> Draft:
        self.number += 1
        recipient = Recipient(username="alice", can_receive=True)
        return Draft(id=f"draft{self.number}", product=product, recipient=recipient, amount=amount)

    def confirm(self, draft: Draft, *, now: bool) -> Verdict:
        async def confirm() -> Verdict:
            answer = await self.intents.confirm(draft, ALICE, None, "en")
            if answer.verdict is Verdict.MADE:
                self.drafts[draft.id] = draft
                try:
                    await (self.intents.settle(draft.id) if now else asyncio.sleep(0))
                except Killed:
                    self.start()
            return answer.verdict

        return self.run(confirm())

    @precondition(lambda self: self.known)
    @rule(which=st.integers(0, 9), answers=st.lists(NEWS, min_size=1, max_size=4))
    def order_is_checked(self, which: int, answers: list[str]) -> None:
        async def check() -> None:
            id = self.one_known(which)
            for answer in answers:
                self.partner.weather["get"] = [answer]
                await self.watch.queue.add(id, self.clock.now)
                await self.work(0)

        self.run(check())

    def one_known(self, which: int) -> str:
        """An order that the bot knows: half the time the newest."""
        ids = sorted(self.known, reverse=True)
        return ids[which % len(ids) if which < 5 else 0]

    @precondition(lambda self: self.known)
    @rule(which=st.integers(0, 9), action=st.sampled_from(["paid", "not paid", "cancel", "check"]), answer=ANSWERS)
    def customer_acts(self, which: int, action: str, answer: str) -> None:
        async def act() -> None:
            id = self.one_known(which)
            watched = await self.watch.get(id)
            if watched is None:
                return
            self.partner.weather |= {"get": [answer], "cancel": [answer]}
            try:
                if action == "check":
                    async with self.judge(id):
                        await self.watch.check_now(watched)
                elif action == "cancel":
                    await self.watch.cancel(watched)
                else:
                    await self.watch.mark_paid(watched, said=action == "paid")
            except PartnerError:
                pass
            except Killed:
                self.start()
            await self.work(2)

        self.run(act())

    @rule(
        endpoint=ENDPOINTS,
        answers=st.lists(ANSWERS, max_size=6),
        stubborn=st.booleans(),
        retry_after=st.sampled_from(["", "1", "86400", "soon"]),
        skew=st.sampled_from([0, 0, 0, 2100, -600]),
        tells_ttl=st.booleans(),
    )
    def partner_changes(
        self, endpoint: str, answers: list[str], stubborn: bool, retry_after: str, skew: int, tells_ttl: bool
    ) -> None:
        """The next answers of an endpoint; stubborn: the same one many times. `tells_ttl`: new orders tell how
        long they can be paid."""
        self.partner.tells_ttl = tells_ttl
        if stubborn:
            answers = [each for each in answers[:1] if not each.startswith("kill")] * 60
        self.partner.weather.setdefault(endpoint, []).extend(answers)
        self.partner.retry_after, self.partner.skew = retry_after, timedelta(seconds=skew)

    @rule(seconds=st.sampled_from([5, 30, 120, 600, 3600]), idle_hours=st.sampled_from([0, 0, 0, 1, 25, 24 * 8]))
    def time_passes(self, seconds: float, idle_hours: float) -> None:
        """`idle_hours`: in which no bot runs."""
        self.clock.now += timedelta(hours=idle_hours)
        self.run(self.work(1 if idle_hours else seconds))

    @precondition(lambda self: self.partner.orders)
    @rule(which=st.integers(0, 9), change=st.sampled_from([*STATUSES, "gone"]))
    def order_changes(self, which: int, change: str) -> None:
        ids = list(self.partner.orders)
        id = ids[which % len(ids)]
        if change == "gone":
            del self.partner.orders[id]
        else:
            self.partner.orders[id]["status"] = change

    @rule(
        rows=st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(REFERENCES)), max_size=2),
        answer=st.one_of(st.just("truth"), ANSWERS),
        twice=st.booleans(),
    )
    def list_is_read(self, rows: list[tuple[str, str | None]], answer: str, twice: bool) -> None:
        """After rows have appeared that nobody confirmed here, and some of strangers. The list may lie, an order's own
        answer does not. `twice`: the second time the list tells the truth."""
        for status, reference in rows:
            self.unconfirmed.add(self.partner.push(status, reference))
        self.partner.weather = {"list": [answer] if not answer.startswith("kill") else []}

        async def read() -> None:
            before = {id: watched for id in sorted(self.known) if (watched := await self.watch.get(id))}
            for _ in range(1 + twice):
                with suppress(PartnerError):
                    await self.reconciliation.sweep(since=self.clock.now - timedelta(days=2), expected=timedelta(0))
            for id, known in before.items():
                truth, after = self.partner.orders.get(id), await self.watch.get(id)
                if truth and after and is_about(truth, known.order):
                    most = max(RANK[known.order.status], RANK[OrderStatus(truth["status"])])
                    assert RANK[after.order.status] <= most, f"{id} is {after.order.status}, says the list alone"

        self.run(read())

    @precondition(lambda self: self.known)
    @rule(
        lost=st.sampled_from(["order and partner", "order", "intent", "intent, confirmed again", "process", "stop"]),
        which=st.integers(0, 9),
    )
    def something_is_lost(self, lost: str, which: int) -> None:
        """An order or an intent that Redis loses keeps its place in the queue."""
        if lost == "process":
            self.start()
        elif lost == "stop":  # an admin ends it
            self.run(self.redis.delete(KEYS.stopped, KEYS.maintenance))
        elif lost.startswith("order"):
            id = self.one_known(which)
            if id in self.unconfirmed:
                return
            self.run(self.redis.delete(KEYS.order(id)))
            if lost == "order and partner":
                self.partner.orders.pop(id, None)
            self.run(self.work(30))
        else:
            id = sorted(self.drafts)[which % len(self.drafts)]
            self.run(self.redis.delete(KEYS.intent(id)))
            if lost != "intent":
                self.confirmed_twice.add(id)
                self.confirm(self.drafts[id], now=True)

    @rule(long=st.sampled_from([False, False, False, True]))
    def partner_tells_the_truth(self, long: bool) -> None:
        """For a minute, and perhaps for an hour: no unpaid order is checked less often."""
        self.partner.weather.clear()
        begun = self.clock.now

        async def due(id: str) -> datetime | None:
            at = await self.redis.zscore(KEYS.queue("orders"), id)
            return datetime.fromtimestamp(at / 1000, UTC) if at else None

        async def watch() -> None:
            at_first = {id: await due(id) for id in sorted(self.known)}
            await self.work(60)
            for id, at in at_first.items():
                if at and at <= begun + timedelta(seconds=55):
                    await self.is_as_the_partner_says(id)

        self.run(watch())
        if long:
            self.run(self.work(3600))
            self.chat_is_full_only_of_what_exists()

    def chat_is_full_only_of_what_exists(self) -> None:
        self.run(self.redis.delete(KEYS.stopped, KEYS.maintenance))
        draft = self.draft(Product.STARS, 77)
        if self.confirm(draft, now=True) is Verdict.FULL:
            unpaid = self.run(self.watch.unpaid_of_chat(ALICE))
            ids = [name.partition(":")[2] for name in unpaid if name.startswith("order:")]
            pending = [id for id in ids if id in self.partner.orders]
            assert len(pending) + sum(name.startswith("intent:") for name in unpaid) >= MAX_UNPAID, unpaid

    async def is_as_the_partner_says(self, id: str) -> None:
        truth, watched = self.partner.orders.get(id), await self.watch.get(id)
        if truth and watched and watched.order.recipient == "alice":
            status = OrderStatus(truth["status"])
            assert RANK[watched.order.status] >= RANK[status], f"{id} is {status}, and known as {watched.order.status}"

    # What must hold

    @invariant()
    def one_order_for_a_confirmation(self) -> None:
        assert all(len(bodies) == 1 for bodies in self.partner.bodies.values())
        ids = {str(idempotency_key(id)): id for id in self.drafts}
        assert self.partner.bodies.keys() <= ids.keys(), "a second key"
        twice = [ids[key] for key, made in self.partner.made.items() if made > 1]
        assert set(twice) <= self.confirmed_twice, f"two orders: {twice}"

    @invariant()
    def nothing_is_shown_to_pay_that_the_create_did_not_say(self) -> None:
        async def check() -> None:
            rows = await self.redis.zrange(KEYS.chat_orders(ALICE), 0, -1)
            self.known |= {row.decode() for row in rows}
            for watched in await self.watch.get_many(rows):
                if draft := self.drafts.get(watched.intent_id or ""):
                    bought = (watched.order.recipient or "").lower(), watched.order.amount
                    assert bought == ("alice", draft.amount), f"not what was asked for: {bought}"
                said = self.partner.said.get(str(idempotency_key(watched.intent_id or "")))
                if said and (shown := shown_to_pay(watched)):
                    assert any(all(a in (b, "None") for a, b in zip(each, shown, strict=True)) for each in said), (
                        shown,
                        said,
                    )

        self.run(check())

    @invariant()
    def a_chat_is_not_told_of_orders_that_nobody_confirmed(self) -> None:
        async def check() -> None:
            told = await self.told_or_waiting()
            assert not [each for each in told if each.startswith("order:") and each.split(":")[1] in self.unconfirmed]
            for id in sorted(self.unconfirmed & self.known):
                assert f"alert:unconfirmed:{id}" in told
                watched = await self.watch.get(id)
                assert watched is None or shown_to_pay(watched) is None

        self.run(check())

    @invariant()
    def nothing_ends_in_silence(self) -> None:
        async def check() -> None:
            told = await self.told_or_waiting()
            watched_ids, attempted_ids = [
                {row.decode() for row in await self.redis.zrange(KEYS.queue(name), 0, -1)}
                for name in ("orders", "intents")
            ]
            for id in self.known - watched_ids:
                watched = await self.watch.get(id)
                status = watched.order.status if watched else None
                ends = [status] if watched else ENDED  # its hash was lost after its watch had ended
                alerts = {f"alert:{kind}:{id}" for kind in ("order-missing", "lost-order", "unconfirmed")}
                news = {f"order:{id}:{end}" for end in ends} | alerts
                assert news & told, f"nobody looks at order {id} any more ({status})"
            for id in self.drafts.keys() - attempted_ids:
                intent = await self.intents.get(id)
                state = intent.state if intent else None
                if state in (IntentState.FROZEN, IntentState.REJECTED):
                    assert f"intent:{id}:{state}" in told
                elif intent and state is IntentState.PLACED:
                    assert any(each.startswith(f"order:{intent.order_id}:") for each in told)
                elif state is not None:
                    raise AssertionError(f"nobody looks at intent {id} any more ({state})")

        self.run(check())


@contextmanager
def no_retries() -> Iterator[None]:
    stamina.set_testing(True, attempts=1)
    try:
        yield
    finally:
        stamina.set_testing(False)


@pytest.mark.timeout(36_000)
@pytest.mark.parametrize("random_seed", [SEED])  # so that a failure names it
def test_whatever_the_partner_says(valkey_url: str, random_seed: int) -> None:
    with no_retries():
        run_state_machine_as_test(
            seed(random_seed)(lambda: PartnerAsItMayBe(valkey_url)),  # type: ignore[arg-type]  # any callable will do
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                print_blob=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
