"""Prices on the buttons where people choose: soon known, asked for once for all, and never waited for."""

import asyncio
import re
from decimal import ROUND_CEILING, Decimal
from typing import Any

import pytest

from tests.support.shop import Bubble, Person, Shop

ALL = ("50", "100", "250", "500", "1,000", "2,500")
PERIODS = ("3 months", "6 months", "12 months")


async def chooses(person: Person, product: str) -> Bubble:
    """The screen of amounts, when all that the screen before it has asked for is answered."""
    last = await person.last_seen()
    await person.says("/start")
    await person.taps(product, on=await person.sees(button=product, after=last))
    before = await person.sees(button="For me (@alice)", after=last)
    await person.shop.quiet()
    await person.taps("For me (@alice)", on=before)
    return await person.sees(*(["How many Stars?"] if "Stars" in product else ["For how long?"]), after=last)


def offered(screen: Bubble) -> dict[str, str]:
    """The price of each amount; "" for one without a price."""
    labels = [label for label in screen.labels if label not in ("‹ Back", "Cancel")]
    return {label.partition(" · ≈ ")[0]: label.partition(" · ≈ ")[2] for label in labels}


async def pricing_calls(shop: Shop) -> list[str]:
    calls = (await shop.http.get("/control/history")).json()["items"]
    return [call["path"] for call in reversed(calls) if call["path"].startswith("/pricing/estimate")]


async def test_every_quantity_has_a_price_from_one_estimate(shop: Shop) -> None:
    await shop.set_up(ton_usd_swing=0)
    alice = shop.person()
    screen = await chooses(alice, "⭐ Buy Stars")
    assert list(offered(screen)) == list(ALL)
    assert await pricing_calls(shop) == ["/pricing/estimate/stars"], "not one for each button"
    usd = Decimal(str((await shop.http.get("/control/settings")).json()["star_usd"])) * Decimal("1.02")
    for label, price in offered(screen).items():
        exact = usd * int(label.replace(",", ""))
        assert abs(Decimal(price.strip("$")) - exact) <= Decimal("0.02")
    confirm = await alice.chooses_stars("100")
    shown = re.search(r"Price: ≈ (\S+) TON · (\S+)", confirm.text)
    assert shown is not None
    assert shown[2] == offered(screen)["100"], "what was on the button is what is confirmed"


async def test_every_period_has_its_own_price(shop: Shop) -> None:
    await shop.set_up(ton_usd_swing=0)
    screen = await chooses(shop.person(), "🎁 Gift Premium")
    assert list(offered(screen)) == list(PERIODS)
    assert all(re.fullmatch(r"\$\d+\.\d\d", price) for price in offered(screen).values())
    assert len(await pricing_calls(shop)) == len(PERIODS)


async def test_a_crowd_asks_no_more_than_one(shop: Shop) -> None:
    alice = shop.person()
    for _ in range(4):
        await chooses(alice, "⭐ Buy Stars")
    assert len(await pricing_calls(shop)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "drop_before", "path": "/pricing/estimate"},
        {"kind": "error", "path": "/pricing/estimate", "status": 503},
        {"kind": "error", "path": "/pricing/ton-rate", "status": 503},
        *(
            {"kind": "patch", "path": "/pricing/estimate", "patch": {"price_ton": odd}}
            for odd in (0, -1, 1e15, "x", None)
        ),
        *({"kind": "patch", "path": "/pricing/ton-rate", "patch": {"ton_usd": odd}} for odd in (0, -3, 1e15, None)),
        {"kind": "patch", "path": "/pricing/estimate", "patch": {"price_ton": 999_999_999}},
    ],
    ids=str,
)
async def test_without_a_price_the_number_stands_alone(shop: Shop, fault: dict[str, Any]) -> None:
    await shop.control("faults", {"times": None, **fault})
    screen = await chooses(shop.person(), "⭐ Buy Stars")
    assert offered(screen) == dict.fromkeys(ALL, "")
    assert "answer" not in screen.text


async def test_a_price_that_is_missing_for_one_period_is_missing_there_alone(shop: Shop) -> None:
    await shop.fault("error", "/pricing/estimate/premium", status=404)
    screen = await chooses(shop.person(), "🎁 Gift Premium")
    assert sorted(map(bool, offered(screen).values())) == [False, True, True]


async def test_a_slow_partner_delays_no_screen(shop: Shop) -> None:
    """The estimate never answers; nobody waits for it."""
    stuck = asyncio.Event()
    app = shop.services

    async def never(*_: object) -> Decimal:
        await stuck.wait()
        return Decimal(1)

    app.prices._estimate = never  # type: ignore[assignment]
    alice = shop.person()
    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)"):
        await alice.taps(label)
    screen = await alice.sees("How many Stars?")
    assert offered(screen) == dict.fromkeys(ALL, "")
    stuck.set()
    await shop.quiet()
    assert all(offered(await chooses(alice, "⭐ Buy Stars")).values()), "it is there the next time"


async def test_old_prices_are_asked_for_again_and_very_old_ones_are_not_shown(shop: Shop) -> None:
    await shop.set_up(ton_usd_swing=0)
    alice = shop.person()
    first = offered(await chooses(alice, "⭐ Buy Stars"))
    await shop.set_up(star_usd=0.03)
    shop.clock.advance(minutes=3)
    assert offered(await chooses(alice, "⭐ Buy Stars")) != first
    await shop.fault("error", "/pricing/estimate", times=None, status=503)
    shop.clock.advance(minutes=16)
    assert offered(await chooses(alice, "⭐ Buy Stars")) == dict.fromkeys(ALL, "")


async def test_a_reseller_sees_what_the_order_costs_and_the_quote_says_the_same(shop: Shop) -> None:
    """A margin is for clients: the buttons, the confirm screen and the quote's cost are what the partner asks."""
    await shop.set_up(ton_usd_swing=0)
    rosa = await shop.reseller()
    await rosa.says("/margin 50%")
    await rosa.sees("50%")
    confirm = await rosa.chooses_stars("100")
    shown = re.search(r"Price: ≈ (\S+) TON · (\S+)", confirm.text)
    assert shown is not None
    await rosa.says("/quote 100")
    quote = await rosa.sees("Cost", after=confirm.id)
    cost = re.search(r"(\d+\.\d+) TON \(≈ (\$\d+\.\d\d)\)", quote.text)
    assert cost is not None
    assert Decimal(cost[1]).quantize(Decimal("0.001"), ROUND_CEILING) == Decimal(shown[1])
    assert cost[2] == shown[2]
