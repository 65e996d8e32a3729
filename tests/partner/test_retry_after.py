"""A 429 or 503 with Retry-After is obeyed by all processes together; then one call probes, not everybody."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from uuid import UUID

import httpx
import pytest
import stamina
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.partner.client import PartnerClient
from bot.partner.errors import Ambiguous, PartnerError, RateLimited, Rejected, Unavailable
from bot.partner.goods import Product
from bot.partner.http import open_http
from bot.partner.order import OrderRequest
from bot.partner.pace import PROBE_INTERVAL, Priority
from bot.storage import hashes
from bot.storage.rate_limit import MAX_HOLD_WAIT, RateLimiter
from tests.support.shop import MovingClock, Person, Shop, eventually

KEY = "osk_test_very_secret"
STARS = OrderRequest(product=Product.STARS, recipient="pandus", amount=100, client_reference="tg-1001")
HELD_YIELD = 5
NOW = datetime(2026, 4, 16, 12, tzinfo=UTC)
FINE = httpx.Response(200, json={"ok": True, "data": {"ton_usd": 3}})


def no(status: int, after: str | None = "60", *, enveloped: bool = True) -> httpx.Response:
    body = {"ok": False, "error_code": "SLOW_DOWN"} if enveloped else {"message": "busy"}
    return httpx.Response(status, json=body, headers={} if after is None else {"Retry-After": after})


class Fleet:
    """Two processes with one API key on one Valkey, and a partner that answers as `answer` says."""

    def __init__(self, redis: Redis, rate: int = 50) -> None:
        self.now = NOW
        self.rate = rate
        self.answer: Callable[[], httpx.Response] = lambda: FINE
        self.calls: list[str] = []
        self.bodies: list[str] = []
        self.answers = asyncio.Event()
        self.answers.set()
        self.clients = [self._client(redis) for _ in range(2)]

    def _client(self, redis: Redis) -> PartnerClient:
        http = open_http("http://partner.test", SecretStr(KEY), transport=httpx.MockTransport(self._serve))
        limiter = RateLimiter(redis, "{limit}", self.rate, kept=3, clock=lambda: self.now, sleep=self._sleep)
        return PartnerClient(http, pace=limiter, clock=lambda: self.now)

    async def _sleep(self, seconds: float) -> None:
        if self.answers.is_set():  # else a slow machine would let much time pass while an answer is held back
            self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0.03)

    async def _serve(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(request.url.path)
        self.bodies.append(request.content.decode())
        await asyncio.sleep(0.02)
        await self.answers.wait()
        answer = self.answer()
        return httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)

    async def all_call(self, *, times: int = 4) -> list[PartnerError | None]:
        """The errors of so many reads in each process at once."""

        async def call(client: PartnerClient) -> PartnerError | None:
            try:
                await client.paced(Priority.WATCH).ton_rate()
            except PartnerError as error:
                return error
            return None

        return list(await asyncio.gather(*(call(client) for client in self.clients for _ in range(times))))

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.calls.clear()
        self.bodies.clear()


@pytest.fixture
async def fleet(redis: Redis) -> AsyncIterator[Fleet]:
    with stamina.set_testing(True, attempts=1):
        yield Fleet(redis)


TOMORROW = format_datetime(NOW + timedelta(days=1), usegmt=True)


@pytest.mark.parametrize(
    ("answer", "error", "seconds"),
    [
        (no(429), RateLimited, 60),
        (no(429, "86400"), RateLimited, 300),
        (no(429, TOMORROW), RateLimited, 300),
        (no(503, "999999999"), Unavailable, 300),
        (no(503, "120", enveloped=False), Unavailable, 120),
    ],
)
async def test_all_processes_wait_and_then_one_call_probes(
    fleet: Fleet, answer: httpx.Response, error: type[PartnerError], seconds: float
) -> None:
    fleet.answer = lambda: answer
    with pytest.raises(PartnerError):
        await fleet.clients[0].create_order(STARS, UUID(int=1))
    fleet.answer = lambda: FINE
    for left in (seconds, 10):
        fleet.passes(seconds - left)
        held = await fleet.all_call()
        assert not fleet.calls, "nothing is sent, to any endpoint and by either process"
        assert {type(each) for each in held} == {error}
        assert {each and each.retry_after for each in held} == {left}
        fleet.now = NOW
    fleet.passes(seconds + 0.1)
    errors, calls = await asyncio.gather(fleet.all_call(), _look_at_first(fleet))
    assert fleet.calls.count("/pricing/ton-rate") == 8
    assert (errors, calls) == ([None] * 8, 1)


async def _look_at_first(fleet: Fleet, expected: int = 1) -> int:
    """How many calls there are before the first of them is answered."""

    async def are_sent() -> bool:
        return len(fleet.calls) >= expected

    fleet.answers.clear()
    await eventually(are_sent, 20)
    await asyncio.sleep(0.05)
    fleet.answers.set()
    return len(fleet.calls)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [(no(429, "20"), 20), (no(503, "2000"), 300), (no(429, None), PROBE_INTERVAL), (no(500, None), PROBE_INTERVAL)],
)
async def test_a_probe_that_fails_holds_again(fleet: Fleet, answer: httpx.Response, seconds: float) -> None:
    fleet.answer = lambda: no(429)
    await fleet.all_call(times=1)
    fleet.passes(61)
    fleet.answer = lambda: answer
    assert len([error for error in await fleet.all_call() if error]) == 8
    assert len(fleet.calls) == 1, "only the probe"
    fleet.passes(seconds - MAX_HOLD_WAIT - 1)
    assert await fleet.all_call()
    assert not fleet.calls
    fleet.passes(MAX_HOLD_WAIT + 1.1)
    fleet.answer = lambda: FINE
    assert await fleet.all_call() == [None] * 8


async def test_a_probe_that_is_refused_for_itself_frees_the_others(fleet: Fleet) -> None:
    fleet.answer = lambda: no(429)
    await fleet.all_call(times=1)
    fleet.passes(61)
    fleet.answer = lambda: no(404, None)
    with pytest.raises(Rejected):
        await fleet.clients[1].order("7")
    fleet.answer = lambda: FINE
    assert await fleet.all_call() == [None] * 8


async def test_a_probe_whose_process_dies_is_replaced(fleet: Fleet) -> None:
    fleet.answer = lambda: no(429)
    await fleet.all_call(times=1)
    fleet.passes(61)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await fleet.clients[0].ton_rate()
    fleet.answer = lambda: FINE
    assert {type(error) for error in await fleet.all_call(times=1)} == {RateLimited}
    fleet.passes(36)
    assert await fleet.all_call() == [None] * 8


async def test_calls_without_retry_after_hold_nobody(fleet: Fleet) -> None:
    for answer, error in ((no(429, None), RateLimited), (no(429, "0"), RateLimited), (no(502, "60"), Ambiguous)):
        fleet.answer = lambda answer=answer: answer  # type: ignore[misc]
        assert {type(each) for each in await fleet.all_call()} == {error}
        assert len(fleet.calls) == 8
        fleet.passes(1)


async def test_a_held_partner_who_said_429_is_not_down(fleet: Fleet) -> None:
    for status, healthy in ((429, True), (503, False)):
        fleet.answer = lambda status=status: no(status)  # type: ignore[misc]
        await fleet.all_call(times=1)
        assert await fleet.clients[0].health() is healthy
        fleet.passes(61)
        fleet.answer = lambda: FINE
        await fleet.all_call(times=1)


@pytest.mark.parametrize("status", [429, 503])
async def test_what_a_minor_endpoint_asks_for_does_not_hold_orders(fleet: Fleet, status: int) -> None:
    fleet.answer = lambda: no(status, "300")
    assert [type(error) for error in await fleet.all_call(times=1)] == [
        RateLimited if status == 429 else Unavailable
    ] * 2
    fleet.passes(1)
    fleet.answer = lambda: httpx.Response(200, json={"ok": True, "data": {"id": "7", "status": "paid"}})
    orders = asyncio.gather(*(client.order("7") for client in fleet.clients for _ in range(4)))
    expected = 1 if status == 429 else 8
    _, at_first = await asyncio.gather(orders, _look_at_first(fleet, expected))
    assert len(fleet.calls) == 8
    assert at_first == expected, "the key may be held by 429, so one call probes"
    fleet.calls.clear()
    assert {type(error) for error in await fleet.all_call()} <= {RateLimited, Unavailable}
    assert not fleet.calls, "the endpoint itself is left alone"


@pytest.mark.parametrize("status", [429, 503])
async def test_an_order_that_is_refused_holds_orders_though_a_minor_endpoint_answers(fleet: Fleet, status: int) -> None:
    fleet.answer = lambda: no(status, "60")
    for client in fleet.clients[:1]:
        with pytest.raises(PartnerError):
            await client.order("7")
    fleet.passes(61)
    fleet.answer = lambda: no(503, "300")
    await fleet.all_call(times=1)  # a minor endpoint was the probe of all
    fleet.passes(PROBE_INTERVAL)
    fleet.answer = lambda: httpx.Response(200, json={"ok": True, "data": {"id": "7", "status": "paid"}})
    assert (await fleet.clients[1].order("7")).id == "7"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("bad", [{"/orders/7"}, {"/orders/7", "/orders/9"}, {"/orders"}])
async def test_orders_or_a_list_that_are_never_answered_do_not_hold_the_shop(
    fleet: Fleet, status: int, bad: set[str]
) -> None:
    fine = httpx.Response(200, json={"ok": True, "data": {"id": "8", "status": "paid", "ton_usd": 3}})
    fleet.answer = lambda: no(status) if fleet.calls[-1] in bad else fine
    for _ in range(5):  # the bad ones are the first that call after each hold, as they are due
        for path in bad:
            id = path.removeprefix("/orders").lstrip("/")
            for client in fleet.clients:
                with pytest.raises(PartnerError):
                    await (client.order(id) if id else client.order_rows())
        assert len([path for path in fleet.calls if path in bad]) == len(bad), "its Retry-After is obeyed"
        for client in fleet.clients:
            assert (await client.order("8")).id == "8"
            assert await client.ton_rate()
        fleet.passes(60.1)


CREATED = {"id": "9", "status": "pending_payment", "price_ton": 1, "payment_address": "UQ", "payment_memo": "M"}


def to(name: str) -> OrderRequest:
    return STARS.model_copy(update={"recipient": name})


async def create(client: PartnerClient, name: str) -> PartnerError | None:
    try:
        await client.create_order(to(name), UUID(int=1))
    except PartnerError as error:
        return error
    return None


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("hot", [{"hot"}, {"hot", "hot2"}, {"hot", "hot2", "hot3"}])
async def test_recipients_whose_creates_are_never_answered_do_not_hold_the_shop(
    fleet: Fleet, status: int, hot: set[str]
) -> None:
    fine = httpx.Response(200, json={"ok": True, "data": CREATED | {"ton_usd": 3}})
    fleet.answer = lambda: no(status, "300") if any(f'"{name}"' in fleet.bodies[-1] for name in hot) else fine
    for _ in range(4):
        for name in sorted(hot):
            for client in fleet.clients:
                assert isinstance(await create(client, name), RateLimited | Unavailable)
                assert await client.ton_rate(), "a price, at once"
            fleet.now += timedelta(seconds=10)  # the pause of creates after several refusals
        assert all(len([body for body in fleet.bodies if f'"{name}"' in body]) == 1 for name in hot)
        for client in fleet.clients:
            assert await create(client, "other") is None
            assert (await client.order("9")).id == "9"
        fleet.passes(305)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_limit_of_the_whole_key_costs_one_extra_call(fleet: Fleet, status: int) -> None:
    """Also if the create that was refused is the first that calls after the wait."""
    for _ in range(3):
        fleet.answer = lambda: no(status, "300")
        await asyncio.gather(*(create(client, "hot") for client in fleet.clients))
        fleet.passes(1)
        for name in ("hot", "other", "third"):
            assert await create(fleet.clients[1], name)
        assert {type(error) for error in await fleet.all_call()} <= {RateLimited, Unavailable}
        assert not fleet.calls
        fleet.passes(299.5)
        held = await create(fleet.clients[0], "hot")
        assert held is not None
        assert not fleet.calls, "the refused create leaves the probe to others"
        assert held.retry_after == pytest.approx(HELD_YIELD, abs=1)
        assert await create(fleet.clients[1], "other")
        assert len(fleet.calls) <= 2, "the probe, and one call that tells whether it is the whole key"
        fleet.passes(306)
        assert await create(fleet.clients[0], "hot"), "nobody else calls"
        assert len(fleet.calls) <= 2
        fleet.answer = lambda: httpx.Response(200, json={"ok": True, "data": CREATED | {"ton_usd": 3}})
        fleet.passes(306)
        assert await create(fleet.clients[0], "hot") is None
        assert await fleet.all_call() == [None] * 8
        fleet.passes(306)


async def test_a_rate_that_is_too_high_for_the_partner_is_lowered(redis: Redis) -> None:
    """Five calls a second are set, and the partner takes two: creates are answered all the same."""
    fleet = Fleet(redis, rate=5)
    sent: list[datetime] = []
    refused: list[datetime] = []

    def answer() -> httpx.Response:
        is_taken = sum(fleet.now - each < timedelta(seconds=1) for each in sent) < 2
        (sent if is_taken else refused).append(fleet.now)
        return httpx.Response(200, json={"ok": True, "data": CREATED | {"ton_usd": 3}}) if is_taken else no(429, "1")

    fleet.answer = answer
    made = 0
    with stamina.set_testing(True, attempts=1):
        for number in range(60):
            errors = await asyncio.gather(
                create(fleet.clients[0], f"person{number}"), fleet.all_call(times=2), return_exceptions=True
            )
            made += errors[0] is None
            fleet.now += timedelta(seconds=1)
    assert made >= 50
    assert len(refused) <= len(sent) / 5


async def test_a_limit_of_all_creates_costs_few_of_them(fleet: Fleet) -> None:
    """The partner means all creates and nothing else: others buy nothing either, but prices are told."""
    fine = httpx.Response(200, json={"ok": True, "data": {"ton_usd": 3}})
    fleet.answer = lambda: no(429, "300") if fleet.calls[-1] == "/orders/stars" else fine
    for number in range(40):
        assert await create(fleet.clients[number % 2], f"person{number}")
        assert await fleet.clients[0].ton_rate()
        fleet.now += timedelta(seconds=8)
    creates = fleet.calls.count("/orders/stars")
    assert creates <= 15, "pauses of 2, 4, 8, 16, 30 … seconds"
    fleet.answer = lambda: httpx.Response(200, json={"ok": True, "data": CREATED})
    fleet.passes(31)
    assert [await create(fleet.clients[0], f"person{number}") for number in (200, 201, 202)] == [None] * 3


async def test_a_refused_call_lets_others_go_first_only_once(redis: Redis) -> None:
    """A limit of the key that asks for a second again and again kept back what it had refused once."""
    now = NOW
    limiter = RateLimiter(redis, "{limit}", 50, clock=lambda: now)
    await limiter.hold(429, 1, is_probe=False, scope="/orders/create/a")
    for _ in range(10):
        await limiter.hold(429, 1, is_probe=False)
        now += timedelta(seconds=1)
    assert (await limiter.ask(0, "/orders/create/a")).wait == 0


async def test_the_memory_of_holds_is_bounded(redis: Redis) -> None:
    limiter = RateLimiter(redis, "{limit}", 50, clock=lambda: NOW)
    for number in range(400):
        await limiter.hold(503, 60, is_probe=False, scope=f"orders/{number}")
    (held,) = await redis.keys("*hold*")
    assert len(await hashes.read(redis, held)) <= 302


async def test_confirmations_wait_together_are_told_and_may_be_cancelled(
    shop: Shop, ivan: Person, clock: MovingClock
) -> None:
    """Two customers confirm while the partner asks for a wait of a day."""
    alice, rosa = shop.person(), await shop.reseller()
    screens = [await each.chooses_stars() for each in (alice, rosa)]
    await shop.fault("error", "/", status=429, headers={"Retry-After": "86400"}, times=None)
    await alice.taps("Confirm", on=screens[0])
    waiting = await alice.sees("This takes longer than usual", button="Cancel order")
    await rosa.taps("Confirm", on=screens[1])
    await rosa.sees("This takes longer than usual")
    clock.advance(seconds=62)
    await ivan.sees("⚠️ Confirmations have waited")
    await alice.taps("Cancel order", on=waiting)
    await alice.sees("Not ordered")
    sent = [datetime.fromisoformat(create["at"]) for create in await shop.creates()]
    assert all(after - before > timedelta(minutes=5) for before, after in pairwise(sent)), "one probe, not both"
    await shop.mended()
    clock.advance(minutes=5)
    await rosa.sees("Pay", "Memo")
    assert len(await shop.orders()) == 1
