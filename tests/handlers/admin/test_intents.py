"""Confirmations that need an admin, who retries them, releases them, or adopts an order for them."""

import contextlib
from typing import Any

import pytest

from tests.support.shop import ALICE, ROSA, Person, Shop

OTHER = {"recipient_username": "somebody_else"}


async def frozen(shop: Shop, *, kind: str = "patch", **how: Any) -> tuple[Person, Person]:
    """Freezes Alice's confirmation by an unclear answer of the partner; the admin has read the alert."""
    ivan, alice = await shop.admin(), shop.person()
    await shop.fault(kind, "/orders/stars", **(how or {"patch": OTHER}))
    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)", "100", "Confirm"):
        await alice.taps(label)
    await alice.sees("We are checking this order")
    await ivan.sees("A confirmation needs your attention")
    return ivan, alice


async def opened(ivan: Person, shop: Shop) -> str:
    await ivan.says("/intents")
    await ivan.sees("Confirmations that are not orders yet: 1", "❄️ frozen", "100 Stars for @alice")
    (intent,) = await shop.services.resolution.list_unplaced()
    await ivan.taps(intent.id)
    await ivan.sees("Attempts: 1", f"Reference: tg-{ALICE}", button="Try again now")
    return intent.id


async def test_there_is_nothing_to_rescue(shop: Shop) -> None:
    ivan = await shop.admin()
    await ivan.says("/intents")
    await ivan.sees("All confirmations became orders")


async def test_tried_again_it_becomes_the_order_that_was_made(shop: Shop) -> None:
    """With the same key and body the partner returns the order of the first attempt, and makes no second order."""
    ivan, alice = await frozen(shop)
    await opened(ivan, shop)
    await ivan.taps("Try again now")
    order = await shop.order()
    await ivan.sees("✅ placed", button=f"#{order['id']}")
    await alice.sees("Memo", order["payment_memo"], photo=True)
    await ivan.sees("Over", "A confirmation needs your attention")
    one, two = await shop.creates()
    assert one["idempotency_key"] == two["idempotency_key"]
    assert one["body"] == two["body"]


async def test_tried_again_in_vain_it_is_frozen_as_before(shop: Shop) -> None:
    ivan, _ = await frozen(shop)
    await opened(ivan, shop)
    await shop.fault("patch", "/orders/stars", patch=OTHER)
    await ivan.taps("Try again now")
    await ivan.sees("❄️ frozen", "Attempts: 2", button="Release")
    assert len(await shop.orders()) == 1


async def test_release_is_refused_while_the_partner_knows_an_order_that_may_be_its_own(shop: Shop) -> None:
    ivan, alice = await frozen(shop)
    await opened(ivan, shop)
    await ivan.taps("Release")
    order = await shop.order()
    await ivan.sees("Not released", "Which order is it?", button=f"#{order['id']}")
    assert len(await shop.services.intents.frozen()) == 1
    assert not [bubble for bubble in await alice.chat() if "Not ordered" in bubble.text]


async def test_released_the_customer_is_free_again(shop: Shop) -> None:
    """The partner knows the key with another body, so this confirmation has made no order."""
    ivan, alice = await frozen(shop, kind="error", status=409, error_code="IDEMPOTENCY_KEY_REUSED", method="POST")
    await opened(ivan, shop)
    await ivan.taps("Release")
    await ivan.sees("✖️ not ordered")
    await alice.sees("Not ordered, nothing to pay")
    await ivan.sees("Over")
    assert await shop.orders() == []
    await alice.buys_stars()
    assert len(await shop.orders()) == 1


@pytest.mark.parametrize("typed", [False, True])
async def test_an_order_is_adopted_because_a_person_says_so(shop: Shop, typed: bool) -> None:
    ivan, alice = await frozen(shop)
    await opened(ivan, shop)
    await ivan.taps("Adopt an order")
    order = await shop.order()
    await ivan.sees("Which order is it?", "@alice", button=f"#{order['id']}")
    if typed:
        await ivan.says(f"#{order['id']}")
    else:
        await ivan.taps(f"#{order['id']}")
    await ivan.sees("✅ placed")
    await alice.sees("Memo", order["payment_memo"], photo=True)
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")
    assert len(await shop.creates()) == 1, "adopting asks for no new order"


async def test_an_order_can_be_named_while_the_partner_is_down(shop: Shop) -> None:
    ivan, alice = await frozen(shop)
    await opened(ivan, shop)
    order = await shop.order()
    await shop.fault("down", times=None)
    await ivan.taps("Adopt an order")
    await ivan.sees("does not answer right now", "Which order is it?", button="‹ Back")
    await shop.mended()
    await ivan.says(str(order["id"]))
    await ivan.sees("✅ placed")
    await alice.sees("Memo", order["payment_memo"], photo=True)


async def test_an_order_of_another_chat_or_confirmation_is_not_adopted(shop: Shop) -> None:
    ivan, alice = await frozen(shop)
    foreign = await shop.places(chat=ROSA)
    rosa = shop.person(ROSA)
    await shop.http.patch(f"/world/people/{ROSA}", json={"language_code": "en"})
    await rosa.buys_stars()
    placed = next(order for order in await shop.orders() if order["recipient_username"] == "rosa_reseller")
    await opened(ivan, shop)
    for order in (foreign, placed):
        await ivan.says("/intents")
        (intent,) = await shop.services.resolution.list_unplaced()
        await ivan.taps(intent.id)
        await ivan.taps("Adopt an order")
        last = (await ivan.sees("Which order is it?")).id
        await ivan.says(str(order["id"]))
        await ivan.sees("That order belongs to another chat or confirmation")
        assert last
    assert len(await shop.services.intents.frozen()) == 1
    assert not [bubble for bubble in await alice.chat() if "Memo" in bubble.text]


async def test_a_confirmation_that_waits_for_the_partner_is_tried_at_once(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await shop.fault("error", "/orders/stars", status=503, times=None)
    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)", "100", "Confirm"):
        await alice.taps(label)
    await alice.sees("being confirmed")
    await ivan.says("/intents")
    screen = await ivan.sees("⏳ trying")
    assert "Release" not in screen.labels
    (intent,) = await shop.services.resolution.list_unplaced()
    await ivan.taps(intent.id)
    screen = await ivan.sees(intent.id, button="Try again now")
    await shop.mended()  # from now on a worker may be faster: the button of the old screen does no harm then
    await ivan.taps("Try again now", on=screen)
    assert await shop.eventually(lambda: _one_order(shop))

    async def placed() -> bool:
        screen = await ivan.sees(intent.id)
        if "✅ placed" not in screen.text:  # the bot was already trying, or has no answer yet
            with contextlib.suppress(AssertionError):
                await ivan.taps("Try again now", on=screen)
        return "✅ placed" in screen.text

    assert await shop.eventually(placed)
    assert await _one_order(shop)


async def test_one_that_is_tried_again_counts_as_unpaid_again(shop: Shop) -> None:
    """It counts again, so that the customer cannot confirm the same goods twice meanwhile."""
    ivan, alice = await frozen(shop)
    await opened(ivan, shop)
    assert await shop.services.watch.unpaid_of_chat(ALICE) == {}
    await shop.fault("error", "/orders/stars", status=503, times=None)
    await ivan.taps("Try again now")
    await ivan.sees("⏳ trying")
    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)", "100", "Confirm"):
        await alice.taps(label)
    await alice.sees("You have confirmed this already")


async def _one_order(shop: Shop) -> bool:
    return len(await shop.orders()) == 1
