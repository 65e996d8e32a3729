"""Whole purchases, from a tap to the changed screen, over real HTTP."""

import re
from decimal import Decimal
from uuid import UUID

from tests.support.shop import ALICE, Shop


async def test_stars_for_oneself_in_four_taps_and_no_typing(shop: Shop) -> None:
    alice = shop.person(ALICE)
    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)", "100", "Confirm"):
        await alice.taps(label)
    screen = await alice.sees("100 Stars for @alice", "Memo", photo=True)

    order = await shop.order()
    assert order["payment_memo"] in screen.text
    assert order["payment_address"] in screen.text
    (create,) = await shop.creates()
    assert create["path"] == "/orders/stars"
    assert create["body"] == {
        "recipient_username": "alice",
        "quantity": 100,
        "payment_method": "ton_memo",
        "payment_currency": "TON",
        "client_reference": f"tg-{ALICE}",
    }
    assert UUID(create["idempotency_key"])


async def test_what_is_shown_copied_and_linked_is_the_same_exact_amount(shop: Shop) -> None:
    screen = await shop.person().buys_stars()
    exact = re.match(r"Pay (\S+) TON \(≈ \$\d+\.\d\d\)\n", screen.text)
    assert exact is not None
    ton = str((await shop.order())["price_ton"])
    assert exact[1] == ton
    assert screen.text.count(ton) == 1, "nothing is said twice"
    assert screen.button("Copy amount")["copy_text"]["text"] == ton
    nano = int(Decimal(ton) * 10**9)
    for wallet in ("Open wallet", "Keeper", "MyTonWallet"):
        assert f"amount={nano}&" in screen.button(wallet)["url"]


async def test_premium_for_a_friend_from_start_to_delivered(shop: Shop) -> None:
    alice = shop.person(ALICE)
    await alice.says("/start")
    await alice.taps("🎁 Gift Premium")
    await alice.sees("Who gets Premium?")
    await alice.says("@durov")
    await alice.sees("For how long?", "@durov")
    await alice.taps("6 months")
    await alice.sees("Check and confirm", "6 months of Premium")
    await alice.taps("Confirm")
    screen = await alice.sees("Pay", "6 months of Premium for @durov", photo=True)
    order = await shop.order()

    await alice.taps("I have paid")
    await alice.sees("Looking for your payment")
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.sees("Payment received")
    before = len(await alice.chat())
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)

    chat = await alice.chat()
    assert len(chat) == before + 1, "the end rings once"
    former = next(bubble for bubble in chat if bubble.id == screen.id)
    assert (former.text, former.labels) == (f"Order #{order['id']} · delivered", ())
