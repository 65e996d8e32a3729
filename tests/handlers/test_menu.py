"""Help, languages, my orders."""

from tests.support.shop import ALICE, Shop


async def test_a_language_is_chosen_and_remembered(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/language")
    await alice.sees("Which language?", button="✓ English")


async def test_my_orders_opens_one_and_repeats_one(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await alice.cancels()
    await alice.sees("cancelled")
    await alice.says("/orders")
    await alice.sees("My orders", str(order["id"]), "cancelled")
    await alice.taps(f"#{order['id']}")
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
        await alice.cancels()
        await alice.sees("This order was cancelled")
    await alice.says("/orders")
    await alice.sees("page 1 of 2")
    await alice.taps("Older ›")
    await alice.sees("page 2 of 2", button="‹ Newer")


async def test_an_old_button_of_a_page_that_is_gone_shows_the_last_page(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await alice.says("/orders")
    await alice.forges("g:orders:7", on=await alice.sees("My orders"))
    await alice.sees("page 1 of 1", f"#{(await shop.order())['id']}")


async def test_everybodys_menu(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")

    async def commands() -> list[str]:
        rows = (await shop.http.get(f"/world/chats/{ALICE}")).json()["commands"]
        return [row["command"] for row in rows]

    assert await shop.eventually(commands) == ["start", "orders", "language", "help", "cancel", "privacy", "forget"]
