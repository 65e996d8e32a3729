"""Help, languages, my orders, and what only admins can do."""

from tests.shop import ALICE, IVAN, Shop


async def test_a_language_is_chosen_and_remembered(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/language")
    await alice.sees("Which language?", button="English")


async def test_my_orders_opens_one_and_repeats_one(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await alice.taps("Cancel order")
    await alice.sees("cancelled")
    await alice.says("/orders")
    await alice.sees("My orders", str(order["id"]), "cancelled")
    await alice.taps(f"№ {order['id']}")
    await alice.sees("This order was cancelled", button="Order again")
    await alice.taps("Order again")
    await alice.sees("Check and confirm", "100 Stars")
    await alice.taps("Confirm")
    await alice.sees("Memo", photo=True)
    assert len(await shop.orders()) == 2


async def test_pages_of_many_orders(shop: Shop) -> None:
    alice = shop.person()
    for _ in range(8):
        await alice.buys_stars()
        await alice.taps("Cancel order")
        await alice.sees("This order was cancelled")
    await alice.says("/orders")
    await alice.sees("page 1 of 2")
    await alice.taps("Older ›")
    await alice.sees("page 2 of 2", button="‹ Newer")


async def test_balance_is_for_admins(shop: Shop) -> None:
    ivan = shop.person(IVAN)
    await ivan.says("/balance")
    await ivan.sees("Partner balance", "TON", photo=True, button="Copy address")
    await ivan.says("/health")
    await ivan.sees("Health", "Redis: ok")


async def test_others_get_the_answer_that_an_unknown_command_gets(shop: Shop) -> None:
    alice = shop.person(ALICE)
    for command in ("/balance", "/health", "/nonsense"):
        await alice.says(command)
        screen = await alice.sees("I do not know this command")
        assert "balance" not in screen.text.lower()


async def test_menus_are_set_for_each_language_and_for_admins(shop: Shop) -> None:
    await shop.person(IVAN).says("/start")
    await shop.person(IVAN).sees(button="⭐ Buy Stars")
    everybody = (await shop.http.get(f"/world/chats/{ALICE}")).json()["commands"]
    commands = [row["command"] for row in everybody]
    assert commands == ["start", "orders", "language", "help", "cancel", "privacy", "forget"]
