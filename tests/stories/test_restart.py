"""A restart loses no draft, no confirmation and no open order."""

import pytest
from redis.asyncio import Redis

from tests.support import KEYS
from tests.support.shop import ALICE, Shop


async def test_in_the_middle_of_a_draft(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("🎁 Gift Premium")
    await alice.says("@durov")
    await alice.sees("For how long?", "@durov")

    await shop.stop_bot()
    await alice.taps("3 months")  # pressed while nobody is there
    await shop.start_bot()

    await alice.sees("Check and confirm", "3 months of Premium", "@durov")


async def test_between_payment_and_delivery(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await alice.taps("I have paid")
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.sees("Payment received")

    await shop.stop_bot()
    await shop.control(f"orders/{order['id']}/deliver")
    await shop.start_bot()
    shop.clock.advance(seconds=60)

    await alice.sees("✅ Delivered", photo=True)
    await shop.quiet()
    assert sum("✅ Delivered" in bubble.text for bubble in await alice.chat()) == 1


async def test_two_taps_on_confirm_make_one_order(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)", "100"):
        await alice.taps(label)
    screen = await alice.sees("Check and confirm")
    await alice.taps("Confirm", on=screen)
    await alice.taps("Confirm", on=screen)
    payment = await alice.sees("Memo", photo=True)
    await shop.quiet()
    assert len(await shop.orders()) == 1
    assert payment.id == screen.id
    assert len([bubble for bubble in await alice.chat() if bubble.photo]) == 1, "one payment screen, in its place"


async def test_an_answer_lost_after_the_post_makes_one_order_and_its_screen(shop: Shop) -> None:
    alice = shop.person()
    await shop.control("faults", {"method": "POST", "path": "/orders/stars", "kind": "drop_after", "times": 1})
    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)", "100", "Confirm"):
        await alice.taps(label)
    await alice.sees("100 Stars for @alice", "Memo", photo=True)
    creates = await shop.creates()
    assert len(creates) == 2
    assert len({create["idempotency_key"] for create in creates}) == 1
    assert len(await shop.orders()) == 1


@pytest.mark.parametrize("is_ordered", [False, True])
async def test_a_confirmation_that_a_failover_has_lost_is_told(shop: Shop, redis: Redis, is_ordered: bool) -> None:
    alice = shop.person()
    await shop.fault("error", "/orders/stars", times=None)
    screen = await alice.chooses_stars("250")
    await alice.taps("Confirm", on=screen)
    waiting = await alice.sees("Your order is being confirmed")
    await shop.stop_bot()
    async for key in redis.scan_iter(f"{KEYS.root}:*intent*"):
        await redis.delete(key)
    await redis.delete(KEYS.open_intents(ALICE))
    await shop.mended()
    if is_ordered:
        await shop.places("alice", chat=ALICE, quantity=250)
    await shop.start_bot()
    await alice.taps("Check now", on=waiting)
    if is_ordered:
        await alice.sees("250 Stars for @alice", "Memo", photo=True)
    else:
        await alice.sees("nothing was ordered", "250 Stars", button="Confirm")
    assert len(await shop.orders()) == is_ordered
