"""PriceCache: one call for all who ask at the same time, with one outcome, and a new call when the value is old."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import httpx
import pytest
import stamina
from pydantic import SecretStr

from bot.clock import utcnow
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.errors import Ambiguous
from bot.partner.goods import Goods, Product
from bot.partner.http import open_http
from tests.bench.stubs import StubPartner, partner_over
from tests.support.processes import BotForkServer
from tests.support.shop import MovingClock


async def test_fees_and_rate_are_asked_for_once_by_many_and_again_when_old() -> None:
    now, transport = utcnow(), StubPartner()
    http, partner = partner_over(transport)
    async with http:
        pricing = PriceCache(partner, clock=lambda: now)
        await asyncio.gather(*(pricing.fees() for _ in range(20)), *(pricing.usd(Decimal(1)) for _ in range(20)))
        assert transport.calls == 2
        now += timedelta(seconds=59)
        await pricing.usd(Decimal(1))
        assert transport.calls == 2
        now += timedelta(minutes=6)
        await asyncio.gather(pricing.fees(), pricing.usd(Decimal(1)), pricing.fees(), pricing.usd(Decimal(2)))
        assert transport.calls == 4


async def test_all_who_wait_get_the_first_outcome_an_error_too() -> None:
    calls = 0

    async def silent(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0)
        raise httpx.ReadTimeout("silent")

    async with open_http("http://partner.invalid", SecretStr("osk_x"), transport=httpx.MockTransport(silent)) as http:
        prices = PriceCache(PartnerClient(http), clock=MovingClock())
        with stamina.set_testing(True, attempts=3, cap=True):
            for ask in (prices.fees, lambda: prices.estimate(Goods(product=Product.STARS, amount=100))):
                calls = 0
                outcomes = await asyncio.gather(*(ask() for _ in range(8)), return_exceptions=True)
                assert [type(each) for each in outcomes] == [Ambiguous] * 8
                assert calls == 3, "one read with its retries, for all eight"
                with pytest.raises(Ambiguous):
                    await ask()
                assert calls == 6, "an error is not kept"


async def test_a_silent_rate_is_one_read_and_no_price_in_dollars_for_all() -> None:
    calls = 0

    async def silent(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        await asyncio.sleep(5)
        raise AssertionError("the total time ends first")

    async with open_http("http://partner.invalid", SecretStr("osk_x"), transport=httpx.MockTransport(silent)) as http:
        prices = PriceCache(PartnerClient(http, call_timeout=0.02), clock=MovingClock())
        with stamina.set_testing(True, attempts=3, cap=True):
            assert await asyncio.gather(*(prices.usd(Decimal(number)) for number in range(8))) == [None] * 8
        assert calls == 3, "one read with its retries, for all eight"


async def test_who_goes_away_takes_no_answer_from_the_others() -> None:
    transport = StubPartner()
    http, partner = partner_over(transport)
    prices = PriceCache(partner, clock=MovingClock())
    async with http, asyncio.TaskGroup() as group:
        first, *others = [group.create_task(prices.fees()) for _ in range(8)]
        await asyncio.sleep(0)
        first.cancel()
        assert len(await asyncio.gather(*others)) == 7
        assert (first.cancelled(), transport.calls) == (True, 1)


async def test_if_all_go_away_the_next_one_gets_an_answer() -> None:
    transport = StubPartner()
    http, partner = partner_over(transport)
    prices = PriceCache(partner, clock=MovingClock())
    async with http, asyncio.TaskGroup() as group:
        gone = [group.create_task(prices.fees()) for _ in range(3)]
        await asyncio.sleep(0)
        for task in gone:
            task.cancel()
        assert (await prices.fees()).stars_min
        await asyncio.sleep(0)
        assert all(task.cancelled() for task in gone)


async def test_each_amount_and_each_person_is_a_question_of_its_own() -> None:
    """One that is refused, or not answered, says nothing about the others that are under way."""

    async def answer(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        name, quantity = (request.url.params.get(each) for each in ("username", "quantity"))
        if name == "mallory" or quantity == "7":
            raise httpx.ReadTimeout("silent")
        return httpx.Response(200, json={"ok": True, "data": {"can_receive": name == "alice", "price_ton": quantity}})

    async with open_http("http://partner.invalid", SecretStr("osk_x"), transport=httpx.MockTransport(answer)) as http:
        partner = PartnerClient(http)
        prices = PriceCache(partner, clock=MovingClock())
        asked = [prices.estimate(Goods(product=Product.STARS, amount=amount)) for amount in (5, 7, 9)]
        checks = [partner.check_recipient(Product.STARS, name) for name in ("alice", "mallory", "bella")]
        with stamina.set_testing(True, attempts=1):
            estimates = await asyncio.gather(*asked, return_exceptions=True)
            people = await asyncio.gather(*checks, return_exceptions=True)
        assert [type(each) for each in (estimates[1], people[1])] == [Ambiguous, Ambiguous]
        assert estimates[::2] == [5, 9]
        assert [each.can_receive for each in people if not isinstance(each, BaseException)] == [True, False]


async def test_an_estimate_is_kept_for_its_amount_alone() -> None:
    clock, transport = MovingClock(), StubPartner()
    http, partner = partner_over(transport)
    async with http:
        prices = PriceCache(partner, clock=clock)
        for amount in (50, 100, 50, 100):
            await prices.estimate(Goods(product=Product.STARS, amount=amount))
        assert transport.calls == 2
        clock.advance(seconds=31)
        await prices.estimate(Goods(product=Product.STARS, amount=50))
        assert transport.calls == 3


def test_a_start_imports_nothing_that_only_draws_plots(fork_server: BotForkServer) -> None:
    assert fork_server.imports("bot.runner")
    assert not fork_server.imports("PIL")
