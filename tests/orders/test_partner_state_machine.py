"""Orders of one chat under random answers of the partner, against what must hold whatever the partner says.

The services, Redis and the client are the real ones; the partner is scripted below, and the test moves the time. After
every step: one order at most for a confirmation; nothing to pay that the create did not say; an order or an intent that
nobody looks at any more has its notice or its alert. When the partner tells the truth again, what it says is known at
the next look (within 60 seconds, while the order can be paid), and a chat is full only of orders that exist.

`make test` runs few examples; PARTNER_EXAMPLES sets how many.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from typing import TypeVar

import httpx
import pytest
import stamina
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.notifications.alerts import Alerts
from bot.notifications.outbox import Notice, Outbox
from bot.orders.draft import Draft, Recipient
from bot.orders.intents import Intents, Verdict, idempotency_key
from bot.orders.models import ENDED, RANK, IntentState, WatchedOrder
from bot.orders.references import References
from bot.orders.schedule import MISSING_TIME
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.models import OrderStatus, Product
from bot.storage.queue import Claim, LastingQueue
from bot.storage.redis import open_client
from tests.support import KEYS
from tests.support.shop import ALICE, Json

T = TypeVar("T")

EXAMPLES = int(os.environ.get("PARTNER_EXAMPLES", "12"))
MAX_UNPAID = 3
AMOUNTS = (50, 100, 250, 500, 1000)
TIME_TO_PAY = timedelta(minutes=15)

STATUSES = [status.value for status in OrderStatus if status is not OrderStatus.UNKNOWN]
ENVELOPE = '{"ok": false, "error_code": "%s", "error_message": "no", "data": null}'
PATCHES: dict[str, Json] = {
    "other-id": {"id": 99999},
    "other-recipient": {"recipient_username": "mallory"},
    "spelling": {"recipient_username": "@ALICE"},
    "other-amount": {"stars_amount": 51},
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
    "not-ok": (200, '{"ok": false}'),
}
CUTS = ("unsent", "lost", "kill-before", "kill-after")
LIES = [f"says-{status}" for status in STATUSES]
ANSWERS = st.one_of(
    st.sampled_from([name for name in PATCHES if name not in LIES]),
    st.sampled_from(LIES),
    st.sampled_from([*ERRORS, "no-date"]),
    st.sampled_from(CUTS),
)


class Killed(BaseException):
    """The bot's process dies in the middle of a call."""


@dataclass
class Clock:
    now: datetime = datetime(2026, 7, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Partner:
    """The truth (`orders`), and the `weather`: the next answers of an endpoint in place of the truth."""

    clock: Clock
    skew: timedelta = timedelta(0)
    orders: dict[str, Json] = field(default_factory=dict)
    keys: dict[str, Json] = field(default_factory=dict)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    said: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    weather: dict[str, list[str]] = field(default_factory=dict)
    retry_after: str = ""

    def now(self) -> datetime:
        return self.clock() + self.skew

    async def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/v1")
        endpoint = endpoint_of(request.method, path)
        weather = self.weather.get(endpoint) or []
        how = weather.pop(0) if weather else "truth"
        if how == "unsent":
            raise httpx.ConnectError("refused")
        if how == "kill-before":
            raise Killed
        if how in ("400", "401", "403", "404", "429", "503"):  # nothing is made
            return self._respond(*ERRORS[how], how)
        data = self._create(request) if endpoint == "create" else self._read(endpoint, path)
        if how == "lost":
            raise httpx.ReadError("cut")
        if how == "kill-after":
            raise Killed
        if how in ERRORS:
            return self._respond(*ERRORS[how], how)
        if data is None:
            return self._respond(404, ENVELOPE % "ORDER_NOT_FOUND", how)
        rows = [row | PATCHES.get(how, {}) for row in (data if isinstance(data, list) else [data])]
        if endpoint == "create":
            self.said.setdefault(request.headers["Idempotency-Key"], set()).add(details_of(rows[0]))
        body = json.dumps({"ok": True, "data": rows if isinstance(data, list) else rows[0]})
        return self._respond(200, body, how)

    def _respond(self, status: int, body: str, how: str) -> httpx.Response:
        headers = {} if how == "no-date" else {"Date": format_datetime(self.now(), usegmt=True)}
        if how == "429" and self.retry_after:
            headers["Retry-After"] = self.retry_after
        return httpx.Response(status, text=body, headers=headers)

    def _create(self, request: httpx.Request) -> Json:
        key, body = request.headers["Idempotency-Key"], json.loads(request.content)
        self.bodies.setdefault(key, set()).add(request.content.decode())
        if key in self.keys:
            return self.keys[key]
        id, now = str(10421 + len(self.keys)), self.now()
        self.orders[id] = self.keys[key] = {
            "id": int(id),
            "status": "pending_payment",
            "order_type": "stars",
            "stars_amount": body["quantity"],
            "recipient_username": body["recipient_username"],
            "client_reference": body["client_reference"],
            "price_ton": round(body["quantity"] * 0.00418, 6),
            "payment_address": "UQDtruth",
            "payment_memo": f"STARS-{id}",
            "created_at": now.isoformat(),
            "expires_at": (now + TIME_TO_PAY).isoformat(),
        }
        return self.orders[id]

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
        for order in self.orders.values():
            if order["status"] == "pending_payment" and datetime.fromisoformat(order["expires_at"]) <= self.now():
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
        self.told: set[str] = set()
        self.known: set[str] = set()
        self.number = 0
        self.runner = asyncio.Runner()
        self.redis = open_client(valkey_url)
        self.run(self.redis.flushall())
        self.start()

    def run(self, doing: Awaitable[T]) -> T:
        async def wait() -> T:
            return await doing

        return self.runner.run(wait())

    def start(self) -> None:
        """The services of a new process."""
        http = httpx.AsyncClient(
            base_url="https://partner.test/api/v1", transport=httpx.MockTransport(self.partner.answer)
        )
        client = PartnerClient(http, clock=self.clock)
        references, alerts = References(), Alerts(self.redis, KEYS, clock=self.clock)
        self.intents = Intents(self.redis, KEYS, client, references, alerts, max_unpaid=MAX_UNPAID, clock=self.clock)
        self.watch = Watch(self.redis, KEYS, client, references, alerts, clock=self.clock)
        self.outbox = Outbox(self.redis, KEYS, clock=self.clock)

    def teardown(self) -> None:
        self.run(self.redis.aclose())
        self.runner.close()

    # The bot's workers

    async def work(self, seconds: float) -> None:
        """All that is due within these seconds; in a long time not each look, but some of every order."""
        end = self.clock.now + timedelta(seconds=seconds)
        step = timedelta(seconds=0.001 if seconds <= 120 else seconds / 30)
        while True:
            self.partner.expire()
            for queue in self.queues():
                for claim in await queue.claim(20):
                    try:
                        await self.handle(queue, claim)
                    except Killed:
                        self.start()
            if self.clock.now >= end:
                return
            self.clock.now = max(self.clock.now + step, min(end, await self.next_due()))

    async def next_due(self) -> datetime:
        dues = [await self.redis.zrange(KEYS.queue(queue.name), 0, 0, withscores=True) for queue in self.queues()]
        return min(
            [datetime.fromtimestamp(at / 1000, UTC) for due in dues for _, at in due],
            default=datetime.max.replace(tzinfo=UTC),
        )

    def queues(self) -> Iterator[LastingQueue]:
        yield from (self.intents.queue, self.watch.queue, self.watch.urgent_queue, self.outbox.queue)

    async def handle(self, queue: LastingQueue, claim: Claim) -> None:
        match queue.name:
            case "intents":
                await self.intents.settle(claim.id, claim)
            case "orders":
                await self.watch.check(claim)
            case "urgent":
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
                await self.watch.set_last_notified(watched)
        await self.outbox.queue.finish(claim)

    # What happens

    @initialize(amounts=st.lists(st.sampled_from(AMOUNTS), min_size=1, max_size=2, unique=True))
    def begins(self, amounts: list[int]) -> None:
        for amount in amounts:
            self.confirm(self.draft(amount), now=True)

    @rule(amount=st.sampled_from(AMOUNTS), now=st.booleans())
    def confirms(self, amount: int, now: bool) -> None:
        self.confirm(self.draft(amount), now=now)

    def draft(self, amount: int) -> Draft:
        self.number += 1
        recipient = Recipient(username="alice", can_receive=True)
        return Draft(id=f"draft{self.number}", product=Product.STARS, recipient=recipient, amount=amount)

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

    @rule(
        endpoint=st.sampled_from(["create", "get", "list", "by-reference", "cancel"]),
        answers=st.lists(ANSWERS, max_size=6),
    )
    def partner_answers_oddly(self, endpoint: str, answers: list[str]) -> None:
        self.partner.weather.setdefault(endpoint, []).extend(answers)

    @rule(endpoint=st.sampled_from(["create", "get", "list"]), answer=ANSWERS)
    def partner_is_stubborn(self, endpoint: str, answer: str) -> None:
        if not answer.startswith("kill"):
            self.partner.weather[endpoint] = [answer] * 60

    @rule(retry_after=st.sampled_from(["", "1", "86400", "soon"]), skew=st.sampled_from([0, 0, 0, 2100, -600]))
    def partner_changes(self, retry_after: str, skew: int) -> None:
        self.partner.retry_after, self.partner.skew = retry_after, timedelta(seconds=skew)

    @rule(seconds=st.sampled_from([1, 5, 30, 120, 600, 3600]))
    def time_passes(self, seconds: float) -> None:
        self.run(self.work(seconds))

    @rule(hours=st.sampled_from([1, 25, 24 * 8]))
    def nobody_works_for_hours(self, hours: float) -> None:
        self.clock.now += timedelta(hours=hours)
        self.run(self.work(1))

    @rule()
    def process_is_killed(self) -> None:
        self.start()

    @precondition(lambda self: self.partner.orders)
    @rule(which=st.integers(0, 9), status=st.sampled_from(STATUSES))
    def order_changes(self, which: int, status: str) -> None:
        self.one_order(which)["status"] = status

    @precondition(lambda self: self.partner.orders)
    @rule(which=st.integers(0, 9))
    def partner_forgets(self, which: int) -> None:
        del self.partner.orders[str(self.one_order(which)["id"])]

    def one_order(self, which: int) -> Json:
        rows = list(self.partner.orders.values())
        return rows[which % len(rows)]

    @precondition(lambda self: self.known)
    @rule(which=st.integers(0, 9), action=st.sampled_from(["paid", "not paid", "cancel", "check"]))
    def customer_acts(self, which: int, action: str) -> None:
        async def act() -> None:
            watched = await self.watch.get(sorted(self.known)[which % len(self.known)])
            if watched is None:
                return
            try:
                if action == "check":
                    await self.watch.check_now(watched)
                elif action == "cancel":
                    await self.watch.cancel(watched)
                else:
                    await self.watch.mark_paid(watched, said=action == "paid")
            except PartnerError:
                pass
            except Killed:
                self.start()

        self.run(act())

    @precondition(lambda self: self.known)
    @rule(which=st.integers(0, 9))
    def redis_loses_an_order(self, which: int) -> None:
        """But not its place in the queue."""
        self.run(self.redis.delete(KEYS.order(sorted(self.known)[which % len(self.known)])))

    @precondition(lambda self: self.drafts)
    @rule(which=st.integers(0, 9), again=st.booleans())
    def redis_loses_an_intent(self, which: int, again: bool) -> None:
        """And perhaps the customer presses Confirm again."""
        id = sorted(self.drafts)[which % len(self.drafts)]
        self.run(self.redis.delete(KEYS.intent(id)))
        if again:
            self.confirm(self.drafts[id], now=True)

    @rule()
    def admin_ends_the_stop(self) -> None:
        self.run(self.redis.delete(KEYS.stopped, KEYS.maintenance))

    @rule()
    def partner_tells_the_truth(self) -> None:
        """For a minute, then until every order was looked at."""
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
            await self.work(3 * MISSING_TIME.total_seconds())

        self.run(watch())

    async def is_as_the_partner_says(self, id: str) -> None:
        truth, watched = self.partner.orders.get(id), await self.watch.get(id)
        if truth and watched and watched.order.recipient == "alice":
            status = OrderStatus(truth["status"])
            assert RANK[watched.order.status] >= RANK[status], f"{id} is {status}, and known as {watched.order.status}"

    @rule()
    def chat_is_full_only_of_what_exists(self) -> None:
        """An hour after the partner has begun to tell the truth: no unpaid order is looked at less often."""
        self.partner.weather.clear()
        self.run(self.work(3600))
        self.run(self.redis.delete(KEYS.stopped, KEYS.maintenance))
        draft = self.draft(77)
        if self.confirm(draft, now=True) is Verdict.FULL:
            unpaid = self.run(self.watch.unpaid_of_chat(ALICE))
            ids = [name.partition(":")[2] for name in unpaid if name.startswith("order:")]
            pending = [id for id in ids if id in self.partner.orders]
            assert len(pending) + sum(name.startswith("intent:") for name in unpaid) >= MAX_UNPAID, unpaid

    # What must hold

    @invariant()
    def one_order_for_a_confirmation(self) -> None:
        assert all(len(bodies) == 1 for bodies in self.partner.bodies.values())
        assert self.partner.keys.keys() <= {str(idempotency_key(id)) for id in self.drafts}

    @invariant()
    def nothing_is_shown_to_pay_that_the_create_did_not_say(self) -> None:
        async def check() -> None:
            rows = await self.redis.zrange(KEYS.chat_orders(ALICE), 0, -1)
            self.known |= {row.decode() for row in rows}
            for watched in await self.watch.get_many(rows):
                said = self.partner.said.get(str(idempotency_key(watched.intent_id or "")))
                if said and (shown := shown_to_pay(watched)):
                    assert shown in said, (shown, said)

        self.run(check())

    @invariant()
    def nothing_ends_in_silence(self) -> None:
        async def check() -> None:
            waiting = {row.decode() for row in await self.redis.zrange(KEYS.queue("notices"), 0, -1)}
            told = self.told | waiting
            for id in self.known:
                if await self.redis.zscore(KEYS.queue("orders"), id) is None:
                    watched = await self.watch.get(id)
                    status = watched.order.status if watched else None
                    ends = [status] if watched else ENDED  # its hash was lost after its watch had ended
                    alerts = {f"alert:order-missing:{id}", f"alert:lost-order:{id}"}
                    news = {f"order:{id}:{end}" for end in ends} | alerts
                    assert news & told, f"nobody looks at order {id} any more ({status})"
            for id in self.drafts:
                if await self.redis.zscore(KEYS.queue("intents"), id) is None:
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
def test_whatever_the_partner_says(valkey_url: str) -> None:
    with no_retries():
        run_state_machine_as_test(
            lambda: PartnerAsItMayBe(valkey_url),  # type: ignore[arg-type]  # any callable that makes one will do
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=25,
                deadline=None,
                derandomize="PARTNER_EXAMPLES" not in os.environ,
                database=None,
                print_blob=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
