"""The orders of all chats: the list, the search, the card of one order and its buttons."""

import re

from tests.support.shop import ALICE, ROSA, Json, Person, Shop


async def opened(ivan: Person, order: Json) -> str:
    last = (await ivan.chat())[-1].id
    await ivan.says(f"/order {order['id']}")
    return (await ivan.sees(f"Order #{order['id']}", after=last)).text


async def test_all_orders_by_status_and_age(shop: Shop) -> None:
    ivan = await shop.admin()
    old = await shop.places("old_friend", chat=ROSA)
    shop.clock.advance(hours=3)
    young = await shop.places("young_friend")
    await shop.control(f"orders/{young['id']}/pay", {"kind": "exact"})

    await ivan.says("/orders_all")
    await ivan.sees("All orders · page 1", "@old_friend", "@young_friend", button=f"#{old['id']}")
    await ivan.taps("1h")
    screen = await ivan.sees("@young_friend", button="• 1h")
    assert "@old_friend" not in screen.text
    await ivan.taps("all")
    await ivan.sees("@old_friend", button="• all")
    await ivan.taps("paid")
    screen = await ivan.sees("@young_friend", button="• paid")
    assert "@old_friend" not in screen.text
    await ivan.taps("failed")
    await ivan.sees("No such orders.", button="• failed")


async def test_many_orders_are_paged(shop: Shop) -> None:
    ivan = await shop.admin()
    orders = [await shop.places(f"friend_{i}") for i in range(9)]
    await ivan.says("/orders_all")
    screen = await ivan.sees("page 1", "@friend_8")
    assert "@friend_0" not in screen.text
    await ivan.taps("Older ›")
    screen = await ivan.sees("page 2", "@friend_0", button=f"#{orders[0]['id']}")
    assert "Older ›" not in screen.labels


async def test_an_order_is_found_by_number_memo_and_reference(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.person().buys_stars()
    order = await shop.order()
    for words in (order["id"], order["payment_memo"], f"tg-{ALICE}"):
        await ivan.says(f"/order {words}")
        await ivan.sees(f"Order #{order['id']}", order["payment_memo"], f"tg-{ALICE}", f"Chat: {ALICE}")
        await ivan.says("/rate")
        await ivan.sees("Rate", "1 TON = $")
    for words in ("99999", "STARS-nobody", "tg-77", "x" * 200, "../balance"):
        await ivan.says(f"/order {words}")
        await ivan.sees("The partner has no such order.")
    await ivan.says("/order")
    await ivan.sees("Send /order and an order number")


async def test_the_card_links_the_transaction_that_paid_and_the_one_that_the_customer_names(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    paying = await alice.buys_stars()
    id, named = (await shop.order())["id"], "ab" * 32
    await alice.taps("Help", on=paying)
    await alice.taps("I forgot the memo", on=await alice.sees("What is it about?"))
    await alice.sees("send it here")
    await alice.says(named)
    await alice.sees("abababab")
    await shop.quiet()
    await shop.control(f"orders/{id}/pay", {"kind": "exact"})
    await ivan.says(f"/order {id}")
    card = await ivan.sees(f"Order #{id}", "The customer’s transaction: abababab…abababab")
    links = [mark["url"] for mark in card.raw["entities"] if mark["type"] == "text_link"]
    assert len(links) == 2
    assert links[1] == f"https://tonviewer.com/transaction/{named}"


async def test_several_orders_of_one_reference_are_offered(shop: Shop) -> None:
    ivan = await shop.admin()
    one, other = await shop.places("ann_lee"), await shop.places("bob_lee")
    await ivan.says(f"/order tg-{ALICE}")
    await ivan.sees("2 orders have this reference", "@ann_lee", "@bob_lee", button=f"#{other['id']}")
    await ivan.taps(f"#{one['id']}")
    await ivan.sees(f"Order #{one['id']}", "@ann_lee")


async def test_the_card_tells_what_the_bot_saw_and_what_became_of_the_confirmation(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)

    text = await opened(ivan, order)
    assert "delivered (completed)" in text
    assert f"Price: {order['price_ton']} TON" in text
    history = text.partition("Status history")[2]
    assert re.findall(r"UTC (.+)", history) == ["waiting for payment", "paid", "delivered"]
    assert "✅ placed" in text
    assert "Attempts: 1" in text
    assert "still knows the key" in text
    shop.clock.advance(days=2)
    assert "older than a day" in await opened(ivan, order)


async def test_an_admin_cancels_an_order_and_its_customer_is_told(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await opened(ivan, order)
    await ivan.taps("Cancel order")
    screen = await ivan.sees(f"Order #{order['id']}", "cancelled (cancelled)")
    assert "Cancel order" not in screen.labels
    await alice.sees("This order was cancelled", photo=False)
    assert (await shop.order())["status"] == "cancelled"


async def test_a_payment_that_was_faster_than_the_admin_wins(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await opened(ivan, order)
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await ivan.taps("Cancel order")
    await ivan.sees(f"Order #{order['id']}", "paid (paid)")
    await alice.sees("Payment received")


async def test_refresh_sees_what_the_watch_has_not_seen_yet(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await opened(ivan, order)
    await shop.control(f"orders/{order['id']}/set", {"status": "being_wrapped"})
    await ivan.taps("Refresh")
    await ivan.sees("in progress (being_wrapped)")
    await alice.sees("being_wrapped")


async def test_an_admin_writes_to_a_customer(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await opened(ivan, order)
    await ivan.taps("Write to the customer")
    await ivan.sees(f"Send the text for the customer of order {order['id']}")
    await ivan.says("We are <looking> & will tell you.")
    await alice.sees(f"A message about order #{order['id']}", "We are <looking> & will tell you.")
    await ivan.sees("Your message is on its way")
    await ivan.says("and this goes nowhere")
    await ivan.sees("Tap a button below, or write")
    assert not [bubble for bubble in await alice.chat() if "goes nowhere" in bubble.text]


async def test_a_long_letter_arrives_and_a_longer_one_is_refused(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    await opened(ivan, await shop.order())
    await ivan.taps("Write to the customer")
    await ivan.sees("Send the text for the customer")
    await ivan.says("<" * 3001)
    await ivan.sees("That is too long", "Send the text for the customer")
    await ivan.says("<" * 3000)
    await alice.sees("A message about order", "<" * 3000)


async def test_a_question_that_is_left_is_no_question_any_more(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    await opened(ivan, await shop.order())
    await ivan.taps("Write to the customer")
    await ivan.says("/rate")
    await ivan.sees("1 TON = $")
    await ivan.says("@durov")
    await ivan.sees("Stars or Premium?", "For @durov")
    assert not [bubble for bubble in await alice.chat() if "@durov" in bubble.text]


async def test_the_screen_is_sent_again_to_a_customer_who_lost_it(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    first = await alice.buys_stars()
    await opened(ivan, await shop.order())
    await ivan.taps("Send the screen again")
    await ivan.sees("The customer got the screen")
    await shop.eventually(lambda: _only_new(alice, first.id))
    screens = [bubble for bubble in await alice.chat() if "Memo" in bubble.text]
    assert len(screens) == 1, "the old one is taken away: nobody pays twice"
    assert screens[0].id > first.id


async def _only_new(person: Person, old: int) -> bool:
    return old not in [bubble.id for bubble in await person.chat()]


async def test_a_customer_who_has_blocked_the_bot_cannot_be_written_to(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.world("block", {"user": ALICE})
    await opened(ivan, order)
    await ivan.taps("Send the screen again")
    await ivan.sees("The customer has blocked the bot.")
    await opened(ivan, order)
    await ivan.taps("Write to the customer")
    await ivan.says("Hello?")
    await ivan.sees("The customer has blocked the bot.")
