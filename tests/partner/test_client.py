"""The partner client: what is sent, what each answer means, what is repeated; and the key stays a secret.

The first part speaks to a transport in memory; the last is a day with the stand-in partner, over real HTTP.
"""

import asyncio
import contextlib
import json
import logging
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import httpx
import pytest
import stamina
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.partner.calls import MAX_RETRY_WAIT, should_retry
from bot.partner.client import PartnerClient
from bot.partner.envelope import parse_http_date, parse_retry_after
from bot.partner.errors import (
    Ambiguous,
    KeyReused,
    NotFound,
    PartnerError,
    RateLimited,
    Rejected,
    Unauthorized,
    Unavailable,
    UnconfirmedRefusal,
    Unpayable,
    Unreadable,
    WrongOrder,
)
from bot.partner.goods import CreateFields, Goods, Product
from bot.partner.http import PartnerHttp, open_http
from bot.partner.order import Order, OrderRequest
from bot.partner.pace import Priority
from bot.partner.statuses import OrderStatus, read_aliases
from bot.sandbox.partner_api import World, WorldSettings, create_app

KEY = "osk_test_very_secret"
URL = "https://partner.test/api/v1"
NOON = datetime(2026, 4, 16, 12, tzinfo=UTC)
INTENT = UUID("550e8400-e29b-41d4-a716-446655440000")
STARS = OrderRequest(product=Product.STARS, recipient="pandus", amount=100, client_reference="invoice-42")
ORDER = {
    "id": 10421,
    "status": "pending_payment",
    "order_type": "stars",
    "stars_amount": 100,
    "recipient_username": "pandus",
    "price_ton": 0.418,
    "payment_address": "UQBFJTkJ5hZdH7i6rWQTnm43zn6h2dPBV9lFZ2e98WvWABy_",
    "payment_memo": "STARS-a1b2c3",
    "expires_at": "2026-04-16T12:15:00Z",
    "created_at": "2026-04-16T12:00:00Z",
}


def yes(data: Any, **headers: str) -> httpx.Response:
    return httpx.Response(200, json={"ok": True, "data": data}, headers=headers)


def no(status: int, code: str = "VALIDATION_ERROR", message: str = "no", **headers: str) -> httpx.Response:
    envelope = {"ok": False, "error_code": code, "error_message": message, "data": None}
    return httpx.Response(status, json=envelope, headers=headers)


class Shop:
    """A client whose partner answers from a list (the last answer repeats), and all requests that it got."""

    def __init__(self, *answers: httpx.Response | Exception, aliases: dict[str, str] | None = None) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.paces: list[Priority] = []
        self.held: list[tuple[int, float, bool]] = []
        self.observed: list[tuple[str, str]] = []
        self.client = PartnerClient(
            open_http(URL, SecretStr(KEY), transport=httpx.MockTransport(self._answer)),
            pace=self,
            clock=lambda: NOON,
            aliases=read_aliases(aliases or {}),
            observe=lambda endpoint, result, seconds: self.observed.append((endpoint, result)),
        )

    async def take(self, priority: int, scope: str) -> tuple[float, int, bool]:
        self.paces.append(Priority(priority))
        return 0, 0, False

    async def hold(self, status: int, seconds: float, *, is_probe: bool, scope: str, lowers_rate: bool) -> None:
        self.held.append((status, seconds, is_probe))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        # httpx binds a response to its request, so each request gets a copy.
        return httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


# What is sent


async def test_a_create_is_sent_as_the_contract_says() -> None:
    shop = Shop(yes(ORDER))
    order = await shop.client.create_order(STARS, INTENT)
    (request,) = shop.requests
    assert (request.method, str(request.url)) == ("POST", f"{URL}/orders/stars")
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["Idempotency-Key"] == str(INTENT)
    assert json.loads(request.content) == STARS.body(CreateFields())
    assert (order.id, order.price_nano, order.payment.memo) == ("10421", 418_000_000, "STARS-a1b2c3")
    assert shop.paces == [Priority.CONFIRM]


async def test_reads_carry_no_idempotency_key_and_their_own_priority() -> None:
    shop = Shop(yes(ORDER))
    await shop.client.order("10421")
    await shop.client.paced(Priority.SWEEP).order("10421")
    assert shop.paces == [Priority.PERSON, Priority.SWEEP]
    assert not any("Idempotency-Key" in request.headers for request in shop.requests)


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        (lambda c: c.order("1"), "GET /orders/1"),
        (lambda c: c.orders(), "GET /orders?limit=100&offset=0"),
        (
            lambda c: c.orders(status=OrderStatus.PAID, limit=5, offset=10),
            "GET /orders?limit=5&offset=10&status=paid",
        ),
        (lambda c: c.order_by_memo("STARS-a1"), "GET /orders/by-memo/STARS-a1"),
        (lambda c: c.orders_by_reference("tg--100"), "GET /orders/by-reference/tg--100"),
        (lambda c: c.estimate(Goods(product=Product.STARS, amount=50)), "GET /pricing/estimate/stars?quantity=50"),
        (lambda c: c.estimate(Goods(product=Product.PREMIUM, amount=3)), "GET /pricing/estimate/premium?months=3"),
        (lambda c: c.check_recipient(Product.STARS, "pandus"), "GET /recipients/stars?username=pandus"),
        (lambda c: c.cancel_order("1"), "POST /orders/1/cancel"),
        (lambda c: c.transactions(offset=3), "GET /balance/transactions?limit=100&offset=3"),
        (lambda c: c.order("../a b?c#d%e/é"), "GET /orders/..%2Fa%20b%3Fc%23d%25e%2F%C3%A9"),
    ],
)
async def test_what_is_asked(call: Callable[[PartnerClient], Any], asked: str) -> None:
    shop = Shop(yes(ORDER | {"type": "fee", "amount": 1}))
    with contextlib.suppress(WrongOrder):
        await call(shop.client)
    request = shop.requests[0]
    assert f"{request.method} {request.url.raw_path.decode().removeprefix('/api/v1')}" == asked


@pytest.mark.parametrize("odd", ["", ".", ".."])
async def test_an_odd_id_never_leads_to_another_endpoint(odd: str) -> None:
    shop = Shop(yes(ORDER))
    with pytest.raises(NotFound):
        await shop.client.order(odd)
    assert await shop.client.order_by_memo(odd) is None
    assert await shop.client.orders_by_reference(odd) == []
    assert shop.requests == []


# What an answer means, for a create

HTML = httpx.Response(404, html="<h1>Not Found</h1>")


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (no(400), Rejected),
        (no(402), Rejected),
        (no(404, "RECIPIENT_NOT_FOUND"), NotFound),
        (no(422), Rejected),
        (no(401, "UNAUTHORIZED"), Unauthorized),
        (no(403, "FORBIDDEN"), Unauthorized),
        (httpx.Response(401), Unauthorized),
        (no(408), Ambiguous),
        (no(425), Ambiguous),
        (no(409, "IDEMPOTENCY_KEY_REUSED", "key was used with another body"), KeyReused),
        (no(409, "IDEMPOTENCY_IN_PROGRESS", "the first request is still in progress"), Ambiguous),
        (no(409, "IDEMPOTENCY_IN_PROGRESS", ""), Ambiguous),
        (no(409, "CONFLICT", "conflict"), KeyReused),
        (no(422, "IDEMPOTENCY_MISMATCH", "another body"), KeyReused),
        (no(429), RateLimited),
        (httpx.Response(429, html="slow down"), RateLimited),
        (no(500), Ambiguous),
        (no(502), Ambiguous),
        (no(503), Unavailable),
        (httpx.Response(503, html="down"), Ambiguous),
        (HTML, Ambiguous),
        (httpx.Response(400, json={"detail": "bad"}), UnconfirmedRefusal),
        (httpx.Response(400, json={"ok": True}), Ambiguous),
        (httpx.Response(302, headers={"Location": "https://elsewhere.test/"}), Ambiguous),
        (httpx.Response(200, html="<h1>welcome</h1>"), Ambiguous),
        (httpx.Response(200, content=b'{"ok": true, "data": {"id'), Ambiguous),
        (httpx.Response(200, content=b'{"ok": true, "data": {"price_ton": NaN}}'), Unreadable),
        (httpx.Response(200, content=b'{"ok": true, "data": 1e99999999999999999999}'), Unreadable),
        (httpx.Response(200, content=b'{"ok": true, "data": "\\uD83D"}'), Unreadable),
        (httpx.Response(200, content=b"[" * 100_000), Ambiguous),
        (httpx.Response(200, json={"ok": "yes", "data": ORDER}), Ambiguous),
        (httpx.Response(204), Ambiguous),
        (yes(None), Unreadable),
        (yes({}), Unreadable),
        (yes(ORDER | {"payment_memo": None}), Unpayable),
        (yes(ORDER | {"price_ton": 0}), Unpayable),
        (no(200), Rejected),
        (no(200, ""), Ambiguous),
        (no(200, "RECIPIENT_NOT_FOUND"), NotFound),
        (no(200, "INTERNAL_ERROR"), Ambiguous),
        (no(200, "RATE_LIMITED"), RateLimited),
        (no(200, "UNAUTHORIZED"), Unauthorized),
        (no(200, "SERVICE_UNAVAILABLE"), Unavailable),
        (no(200, "IDEMPOTENCY_KEY_REUSED"), KeyReused),
        (httpx.ConnectError("refused"), Unavailable),
        (httpx.ConnectTimeout("slow"), Unavailable),
        (httpx.PoolTimeout("full"), Unavailable),
        (httpx.ReadTimeout("slow"), Ambiguous),
        (httpx.WriteTimeout("slow"), Ambiguous),
        (httpx.ReadError("reset"), Ambiguous),
        (httpx.RemoteProtocolError("closed"), Ambiguous),
        (httpx.DecodingError("not gzip"), Ambiguous),
    ],
)
async def test_the_meaning_of_an_answer_to_a_create(
    answer: httpx.Response | Exception, meaning: type[PartnerError]
) -> None:
    shop = Shop(answer)
    with pytest.raises(PartnerError) as caught:
        await shop.client.create_order(STARS, INTENT)
    assert type(caught.value) is meaning
    assert len(shop.requests) == 1, "a create is one attempt, whatever happens"
    assert shop.observed == [("POST /orders/stars", meaning.__name__)]


async def test_data_without_an_envelope_is_taken() -> None:
    shop = Shop(httpx.Response(201, json=ORDER))
    assert (await shop.client.create_order(STARS, INTENT)).id == "10421"


async def test_a_refusal_speaks_in_the_words_of_the_partner() -> None:
    with pytest.raises(Rejected) as caught:
        await Shop(no(400, message="quantity must be between 50 and 10000")).client.create_order(STARS, INTENT)
    error = caught.value
    assert (error.status, error.error_code) == (400, "VALIDATION_ERROR")
    assert error.error_message == "quantity must be between 50 and 10000"
    assert caught.value.__notes__ == ["POST /orders/stars"]


async def test_a_sentence_in_place_of_a_code_reaches_no_log() -> None:
    with pytest.raises(Rejected) as refused:
        await Shop(no(400, "USER @pandus cannot receive")).client.order("1")
    assert "pandus" not in str(refused.value)
    assert refused.value.error_code == "USER @pandus cannot receive"


async def test_an_order_keeps_the_id_that_it_was_asked_for_by() -> None:
    order = await Shop(yes({**ORDER, "id": "ord-abc"})).client.order("Ord-ABC")
    assert order.id == "Ord-ABC"


async def test_a_refusal_without_words_and_one_with_too_many() -> None:
    for sent, shown in (("", "VALIDATION_ERROR"), ("x" * 5000, "x" * 300)):
        with pytest.raises(Rejected) as caught:
            await Shop(no(400, message=sent)).client.create_order(STARS, INTENT)
        assert caught.value.error_message == shown


# What is repeated


@pytest.mark.parametrize(
    "trouble", [no(500), no(503), no(429), httpx.ReadTimeout("slow"), httpx.ConnectError("refused"), HTML]
)
async def test_a_read_is_repeated_through_trouble_that_may_pass(trouble: httpx.Response | Exception) -> None:
    shop = Shop(trouble, trouble, yes(ORDER))
    assert (await shop.client.order("10421")).id == "10421"
    assert len(shop.requests) == len(shop.paces) == 3
    assert [result for _, result in shop.observed][2] == "ok"


async def test_a_read_gives_up_after_three_attempts() -> None:
    shop = Shop(no(500))
    with pytest.raises(Ambiguous):
        await shop.client.order("10421")
    assert len(shop.requests) == 3


@pytest.mark.parametrize("refusal", [no(400), no(404), no(401), no(409), yes({"id": 1})])
async def test_what_is_definite_is_not_asked_again(refusal: httpx.Response) -> None:
    shop = Shop(refusal)
    with pytest.raises(PartnerError):
        await shop.client.order("10421")
    assert len(shop.requests) == 1
    assert shop.observed[0][0] == "GET /orders/{id}"


def test_the_predicate() -> None:
    assert should_retry(RateLimited("busy", retry_after=1.5)) == 1.5
    assert should_retry(Unavailable("down", retry_after=0.0)) == 0.0
    assert should_retry(RateLimited("busy", retry_after=MAX_RETRY_WAIT + 1)) is False
    assert should_retry(RateLimited("busy")) is True
    assert should_retry(Ambiguous("?")) is True
    assert should_retry(Rejected("NO", "no", status=400)) is False
    assert should_retry(ValueError()) is False


async def test_an_interrupted_call_is_observed_too() -> None:
    observed: list[tuple[str, str]] = []

    async def cancelled(request: httpx.Request) -> httpx.Response:
        raise asyncio.CancelledError

    http = open_http(URL, SecretStr(KEY), transport=httpx.MockTransport(cancelled))
    client = PartnerClient(http, observe=lambda endpoint, result, _: observed.append((endpoint, result)))
    with pytest.raises(asyncio.CancelledError):
        await client.order("1")
    assert observed == [("GET /orders/{id}", "interrupted")]


# Retry-After and the partner's own time


async def test_how_long_to_wait_is_told_in_seconds_or_as_a_date() -> None:
    in_a_minute = format_datetime(NOON + timedelta(seconds=60), usegmt=True)
    for header, seconds in (("7", 7.0), ("0.5", 0.5), (in_a_minute, 60.0), ("soon", None), ("-1", None)):
        with pytest.raises(RateLimited) as caught:
            await Shop(no(429, **{"Retry-After": header})).client.create_order(STARS, INTENT)
        assert caught.value.retry_after == seconds


async def test_a_date_to_wait_for_is_read_by_the_clock_of_the_partner() -> None:
    theirs = NOON + timedelta(hours=5)
    headers = {
        "Date": format_datetime(theirs, usegmt=True),
        "Retry-After": format_datetime(theirs + timedelta(seconds=9), usegmt=True),
    }
    with pytest.raises(RateLimited) as caught:
        await Shop(no(429, **headers)).client.create_order(STARS, INTENT)
    assert caught.value.retry_after == 9


@given(header=st.text() | st.from_regex(r"\A[0-9 :,A-Za-z+-]{1,40}\Z"))
def test_no_header_is_too_strange(header: str) -> None:
    assert (parse_retry_after(header, NOON) or 0) >= 0
    date = parse_http_date(header)
    assert date is None or date.utcoffset() == timedelta()


@given(
    when=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2200, 1, 1)),  # noqa: DTZ001
    seconds=st.integers(0, 10**6),
)
def test_both_forms_say_the_same(when: datetime, seconds: int) -> None:
    now = when.replace(microsecond=0, tzinfo=UTC)
    date = format_datetime(now + timedelta(seconds=seconds), usegmt=True)
    assert parse_retry_after(date, now) == parse_retry_after(str(seconds), now) == min(seconds, 300)


async def test_time_is_the_partners_and_all_twins_know_it() -> None:
    theirs = NOON + timedelta(minutes=3)
    shop = Shop(yes(ORDER, Date=format_datetime(theirs, usegmt=True)), yes(ORDER))
    twin = shop.client.paced(Priority.WATCH)
    assert shop.client.now() == NOON
    assert (await twin.order("10421")).as_of == theirs
    assert shop.client.now() == twin.now() == theirs
    assert (await twin.order("10421")).as_of is None, "an answer without Date tells no time"
    assert shop.client.now() == theirs, "and what was learned stays"


def _dated(*minutes: float) -> Shop:
    """A shop whose partner's answers say these times, in minutes from ours."""
    times = (NOON + timedelta(minutes=each) for each in minutes)
    return Shop(*(yes(ORDER, Date=format_datetime(each, usegmt=True)) for each in times))


@pytest.mark.parametrize("wrong", [25, -25])
@pytest.mark.parametrize("first", [True, False])
async def test_of_two_clocks_of_the_partner_the_one_next_to_ours_counts(first: bool, wrong: float) -> None:
    shop = _dated(*[wrong, 0, wrong, wrong, 0][first:], *[wrong, 0, 0, wrong, wrong] * 4)
    for number in range(24):
        order = await shop.client.order("10421")
        if number > 2:
            assert (shop.client.now(), order.as_of, shop.client.has_two_clocks) == (NOON, NOON, True)


async def test_a_clock_of_the_partner_that_is_set_is_followed_at_once() -> None:
    shop = _dated(0, 0, 5, 35, 35, *[34.5, 35.4] * 9, *[0] * 16)
    for minutes in (0, 0, 5, 35, 35, *[34.5, 35.4] * 9):
        await shop.client.order("10421")
        assert (shop.client.now() - NOON, shop.client.has_two_clocks) == (timedelta(minutes=minutes), False)
    for _ in range(16):
        await shop.client.order("10421")
        assert (shop.client.now(), shop.client.has_two_clocks) == (NOON, False)


# Endpoints with rules of their own


async def test_status_aliases_are_a_setting() -> None:
    shop = Shop(yes(ORDER | {"status": "On The Way"}), aliases={"on_the-way": "processing"})
    assert (await shop.client.order("10421")).status is OrderStatus.PROCESSING
    with pytest.raises(ValueError, match="teleported"):
        Shop(aliases={"gone": "teleported"})


async def test_cancelled_or_too_late() -> None:
    order = await Shop(yes(ORDER | {"status": "canceled"})).client.cancel_order("10421")
    assert order.status is OrderStatus.CANCELLED
    shop = Shop(no(409, "ORDER_NOT_PENDING", "the order is already in progress"))
    with pytest.raises(Rejected, match="ORDER_NOT_PENDING") as refused:
        await shop.client.cancel_order("10421")
    assert refused.value.error_message == "the order is already in progress"
    assert "progress" not in str(refused.value), "the partner's sentence may name a person: it is not for logs"
    assert len(shop.requests) == 1


@pytest.mark.parametrize("data", [None, {}, {"cancelled": True}, {"id": 10421, "status": "cancelled"}, "done"])
async def test_a_cancel_that_answers_without_the_order_is_looked_up(data: Any) -> None:
    shop = Shop(yes(data), yes(ORDER | {"status": "cancelled"}))
    assert (await shop.client.cancel_order("10421")).status is OrderStatus.CANCELLED
    assert [request.method for request in shop.requests] == ["POST", "GET"]


async def test_by_memo_and_by_reference_find_nothing_without_an_error() -> None:
    for nothing in (no(404, "ORDER_NOT_FOUND"), yes(None), yes([]), yes({"orders": []})):
        shop = Shop(nothing)
        assert await shop.client.order_by_memo("STARS-0") is None
        assert await shop.client.orders_by_reference("tg-0") == []
    for one in (yes(ORDER), yes([ORDER]), yes({"items": [ORDER]})):
        shop = Shop(one)
        found = await shop.client.order_by_memo("STARS-a1b2c3")
        assert found is not None
        assert await shop.client.orders_by_reference("invoice-42") == [found]


async def test_an_estimate_is_one_request() -> None:
    shop = Shop(yes({"total_ton": 0.5}))
    assert (await shop.client.estimate(Goods(product=Product.STARS, amount=100))).price_ton == Decimal("0.5")
    assert len(shop.requests) == 1


@pytest.mark.parametrize(
    ("answer", "can", "reason"),
    [
        (yes({"can_receive": True, "name": "Pandus"}), True, None),
        (yes({"eligible": False, "reason": "has Premium"}), False, "has Premium"),
        (yes({"username": "pandus"}), None, None),
        (yes(None), None, None),
        (no(404, "RECIPIENT_NOT_FOUND", "no such person"), False, "no such person"),
        (no(400, "VALIDATION_ERROR", "username is too short"), False, "username is too short"),
    ],
)
async def test_a_recipient_can_cannot_or_nobody_knows(
    answer: httpx.Response, can: bool | None, reason: str | None
) -> None:
    check = await Shop(answer).client.check_recipient(Product.PREMIUM, "pandus")
    assert (check.product, check.username, check.can_receive, check.reason) == (
        "premium",
        "pandus",
        can,
        reason,
    )


async def test_a_check_that_failed_is_no_answer() -> None:
    for answer in (no(500), no(404, "NOT_FOUND", "no such endpoint"), no(401)):
        with pytest.raises(PartnerError):
            await Shop(answer).client.check_recipient(Product.STARS, "pandus")


@pytest.mark.parametrize(
    ("answer", "healthy"),
    [
        (yes({"status": "ok"}), True),
        (httpx.Response(200, json={"status": "ok"}), True),
        (httpx.Response(200, text="pong"), True),
        (httpx.Response(204), True),
        (no(200, "INTERNAL_ERROR"), False),
        (no(503), False),
        (httpx.Response(502, html="bad gateway"), False),
        (httpx.ConnectError("refused"), False),
    ],
)
async def test_health_asks_once(answer: httpx.Response | Exception, healthy: bool) -> None:
    shop = Shop(answer)
    assert await shop.client.health() is healthy
    assert len(shop.requests) == 1


# The key is a secret


@pytest.fixture
def overheard(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """All that is logged down to httpx's own lines, which name people: so those go nowhere else."""
    caplog.set_level(logging.DEBUG)
    for logger in (logging.getLogger("httpx"), logging.getLogger("httpcore")):
        caplog.set_level(logging.DEBUG, logger.name)
        monkeypatch.setattr(logger, "propagate", False)
        monkeypatch.setattr(logger, "handlers", [caplog.handler])
    return caplog


async def test_the_key_is_in_no_log_no_repr_and_no_error(overheard: pytest.LogCaptureFixture) -> None:
    said: list[str] = []
    for answer in (
        yes(ORDER),
        no(401, "UNAUTHORIZED", f"the key {KEY} is not known"),
        no(400, "VALIDATION_ERROR", f"the key {KEY} is not known"),
        no(500),
        httpx.ReadError("reset"),
        httpx.ConnectError("refused"),
    ):
        shop = Shop(answer)
        try:
            await shop.client.order("10421")
        except PartnerError as error:
            said += ["".join(traceback.format_exception(error)), repr(error), repr(vars(error))]
        said += [repr(shop.client), repr(shop.client.http), repr(vars(shop.client)), repr(shop.requests)]
        said += [repr(shop.requests[0].headers), repr(shop.client.http.headers)]
    assert overheard.text, "there was something to look at"
    assert KEY not in "\n".join([overheard.text, *said])
    assert "osk_…" in "\n".join(said)


async def test_the_pool_follows_no_redirect_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    async with open_http(URL, SecretStr(KEY)) as http:
        assert (http.follow_redirects, http.trust_env) == (False, False)
        assert http.timeout == httpx.Timeout(connect=3, read=10, write=5, pool=3)


# The client against the stand-in partner, over real HTTP


class Partner:
    """The stand-in partner on a port of its own, its control API, and a client of it."""

    def __init__(self, world: World, base: str, http: PartnerHttp) -> None:
        self.world = world
        self.client = PartnerClient(http)
        self._control = f"{base}/control"

    async def control(self, path: str, /, **body: Any) -> Any:
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.post(self._control + path, json=body)
            answer.raise_for_status()
            return answer.json()


@pytest.fixture
async def partner() -> AsyncIterator[Partner]:
    world = World(settings=WorldSettings(keys=(KEY,)))
    runner = web.AppRunner(create_app(world))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    base = f"http://{host}:{port}"
    async with open_http(f"{base}/api/v1", SecretStr(KEY)) as http:
        yield Partner(world, base, http)
    await runner.cleanup()


async def test_all_seventeen_endpoints_on_one_day(partner: Partner, overheard: pytest.LogCaptureFixture) -> None:
    client = partner.client

    assert await client.health()
    fees = await client.fees()
    assert (fees.stars_min, fees.stars_max, fees.months) == (50, 10_000, (3, 6, 12))
    assert (await client.ton_rate()).ton_usd > 0
    check = await client.check_recipient(Product.STARS, "pandus")
    assert check.can_receive
    assert check.name
    stranger = await client.check_recipient(Product.PREMIUM, "nobody_here")
    assert stranger.can_receive is False
    assert stranger.reason

    estimate = await client.estimate(Goods(product=Product.STARS, amount=100))
    assert estimate.price_ton > 0
    order = await client.create_order(STARS, INTENT)
    assert STARS.same_as(order)
    assert abs(order.payment.price_ton - estimate.price_ton) < Decimal("0.05")
    assert (await client.create_order(STARS, INTENT)).id == order.id
    with pytest.raises(KeyReused):
        await client.create_order(STARS.model_copy(update={"amount": 500}), INTENT)
    with pytest.raises(Rejected) as refused:
        await client.create_order(STARS.model_copy(update={"amount": 49}), UUID(int=5))
    assert refused.value.error_message == "quantity must be between 50 and 10000"

    gift = OrderRequest(product=Product.PREMIUM, recipient="pandus", amount=6, client_reference="tg-1")
    gifted = await client.create_order(gift, UUID(int=1))
    assert gift.same_as(gifted)
    assert (await client.estimate(Goods(product=Product.PREMIUM, amount=6))).price_ton > 0
    assert (await client.cancel_order(gifted.id)).status is OrderStatus.CANCELLED
    with pytest.raises(Rejected):
        await client.cancel_order(gifted.id)

    await partner.control(f"/orders/{order.id}/pay", kind="exact")
    assert (await client.order(order.id)).status is OrderStatus.PAID
    await partner.control(f"/orders/{order.id}/deliver")
    done = await client.order(order.id)
    assert (done.status, done.client_reference) == (OrderStatus.COMPLETED, "invoice-42")
    assert Order.model_validate_json(done.stored()) == done

    by_memo = await client.order_by_memo(order.payment.memo)
    assert by_memo is not None
    assert by_memo.id == order.id
    assert [found.id for found in await client.orders_by_reference("invoice-42")] == [order.id]
    page = await client.orders(limit=1)
    assert ([row.id for row in page.items], page.total) == ([gifted.id], 2)
    assert [row.id for row in (await client.orders(status="completed")).items] == [order.id]
    stats = await client.stats()
    assert (stats.total_orders, stats.stars_total) == (2, 100)

    balance = await client.balance()
    assert balance.balance_ton > 0
    assert balance.topup_address
    assert any(row.order_id == order.id for row in (await client.transactions()).items)
    assert KEY not in overheard.text
    assert "HTTP/1.1" in overheard.text


async def test_an_answer_lost_after_the_order_was_made_is_ambiguous_and_its_repeat_finds_it(
    partner: Partner,
) -> None:
    await partner.control("/faults", method="POST", path="/orders/stars", kind="drop_after", times=1)
    with pytest.raises(Ambiguous):
        await partner.client.create_order(STARS, INTENT)
    order = await partner.client.create_order(STARS, INTENT)
    assert (await partner.client.orders()).total == 1
    assert (await partner.client.order(order.id)).id == order.id


async def test_a_mangled_answer_is_ambiguous_and_a_patched_one_unreadable(partner: Partner) -> None:
    await partner.control("/faults", path="/orders/stars", kind="mangle", times=1)
    with pytest.raises(Ambiguous):
        await partner.client.create_order(STARS, INTENT)
    await partner.control("/faults", path="/orders/stars", kind="patch", remove=["payment_memo"], times=1)
    with pytest.raises(Unreadable, match="payment_memo"):
        await partner.client.create_order(STARS, INTENT)


async def test_reads_live_through_a_short_fault(partner: Partner) -> None:
    await partner.control("/faults", path="/balance", kind="error", status=500, times=1)
    await partner.control("/faults", path="/balance", kind="drop_before", times=1)
    assert (await partner.client.balance()).balance_ton > 0


async def test_with_the_wrong_key_only_an_operator_can_help(partner: Partner) -> None:
    async with open_http(str(partner.client.http.base_url), SecretStr("osk_wrong")) as http:
        with pytest.raises(Unauthorized):
            await PartnerClient(http).balance()


async def test_the_time_of_the_partner_is_read_from_its_answers(partner: Partner) -> None:
    await partner.control("/clock", advance=3600)
    order = await partner.client.create_order(STARS, INTENT)
    assert order.as_of is not None
    assert order.payment.expires_at is not None
    assert order.payment.expires_at - partner.client.now() <= timedelta(seconds=902)
    assert partner.client.now() - datetime.now(UTC) > timedelta(minutes=59)


async def test_nobody_at_home_means_that_nothing_was_ordered(unused_tcp_port: int) -> None:
    async with open_http(f"http://127.0.0.1:{unused_tcp_port}/api/v1", SecretStr(KEY)) as http:
        client = PartnerClient(http)
        with pytest.raises(Unavailable):
            await client.create_order(STARS, INTENT)
        assert not await client.health()
