"""The partner balance: how to top it up, and its transactions."""

from tests.support.shop import Shop


async def test_the_balance_can_be_topped_up_from_its_screen(shop: Shop) -> None:
    ivan = await shop.admin()
    await ivan.says("/balance")
    screen = await ivan.sees("Partner balance", "12.5 TON (≈ $", photo=True)
    address = (await shop.http.get("/control/keys")).json()["items"][0]["address"]
    assert address in screen.text
    assert screen.button("Copy address")["copy_text"]["text"] == address
    assert screen.button("Open wallet")["url"] == f"ton://transfer/{address}"
    assert screen.button("Keeper")["url"] == f"https://app.keeperwallet.com/transfer/{address}"
    assert screen.button("MyTonWallet")["url"] == f"https://my.tt/transfer/{address}"


async def test_transactions_are_signed_paged_and_lead_to_their_orders(shop: Shop) -> None:
    ivan = await shop.admin()
    order = await shop.places()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/refund")
    await ivan.says("/transactions")
    screen = await ivan.sees("Transactions · page 1", "refund", "payment", "top-up")
    assert f"+{order['price_ton']} TON · payment" in screen.text
    assert f"-{order['price_ton']} TON · refund" in screen.text
    assert "‹ Newer" not in screen.labels
    assert "Older ›" not in screen.labels
    await ivan.taps(f"#{order['id']}")
    await ivan.sees(f"Order #{order['id']}", "refunded")

    for _ in range(10):
        await shop.control("topup", {"amount_ton": 1})
    await ivan.says("/transactions")
    await ivan.sees("page 1", "+1 TON · top-up")
    await ivan.taps("Older ›")
    await ivan.sees("page 2", "refund", button="‹ Newer")


async def test_a_movement_of_a_kind_that_nobody_knows_is_shown_by_its_own_word(shop: Shop) -> None:
    ivan = await shop.admin()
    patch = {"type": "cash<back>", "amount_ton": 0.25, "created_at": "2026-01-02T03:04:05Z"}
    await shop.fault("patch", "/balance/transactions", patch=patch)
    await ivan.says("/transactions")
    await ivan.sees("+0.25 TON · cash<back>", "2026-01-02 03:04:05 UTC")
