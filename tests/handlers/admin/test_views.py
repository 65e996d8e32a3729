"""What admins see: the money, everybody's orders, the figures, and files of them."""

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal

from PIL import Image

from tests.support.shop import ALICE, ROSA, Json, Person, Shop


async def opened(ivan: Person, order: Json) -> str:
    last = (await ivan.chat())[-1].id
    await ivan.says(f"/order {order['id']}")
    return (await ivan.sees(f"Order № {order['id']}", after=last)).text


async def download(shop: Shop, file_id: str) -> bytes:
    token = shop.settings.bot_token.get_secret_value()
    file = (await shop.http.get(f"/bot{token}/getFile", params={"file_id": file_id})).json()["result"]
    return (await shop.http.get(f"/file/bot{token}/{file['file_path']}")).raise_for_status().content


# Money


async def test_the_balance_can_be_topped_up_from_its_screen(shop: Shop) -> None:
    ivan = await shop.admin()
    await ivan.says("/balance")
    screen = await ivan.sees("Partner balance", "12.5 TON (≈ $", photo=True)
    address = (await shop.http.get("/control/keys")).json()["items"][0]["address"]
    assert address in screen.text
    assert screen.button("Copy address")["copy_text"]["text"] == address
    assert screen.button("Open wallet")["url"] == f"ton://transfer/{address}"
    assert screen.button("Tonkeeper")["url"] == f"https://app.tonkeeper.com/transfer/{address}"


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
    await ivan.taps(f"№ {order['id']}")
    await ivan.sees(f"Order № {order['id']}", "refunded")

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


# Orders


async def test_all_orders_by_status_and_age(shop: Shop) -> None:
    ivan = await shop.admin()
    old = await shop.places("old_friend", chat=ROSA)
    shop.clock.advance(hours=3)
    young = await shop.places("young_friend")
    await shop.control(f"orders/{young['id']}/pay", {"kind": "exact"})

    await ivan.says("/orders_all")
    await ivan.sees("All orders · page 1", "@old_friend", "@young_friend", button=f"№ {old['id']}")
    await ivan.taps("1h")
    screen = await ivan.sees("@young_friend", button="• 1h")
    assert "@old_friend" not in screen.text
    await ivan.taps("all")
    await ivan.sees("@old_friend", button="• all")
    await ivan.taps("paid")
    screen = await ivan.sees("@young_friend", button="• paid")
    assert "@old_friend" not in screen.text
    await ivan.taps("failed")
    await ivan.sees("There are none like that.", button="• failed")


async def test_many_orders_are_paged(shop: Shop) -> None:
    ivan = await shop.admin()
    orders = [await shop.places(f"friend_{i}") for i in range(9)]
    await ivan.says("/orders_all")
    screen = await ivan.sees("page 1", "@friend_8")
    assert "@friend_0" not in screen.text
    await ivan.taps("Older ›")
    screen = await ivan.sees("page 2", "@friend_0", button=f"№ {orders[0]['id']}")
    assert "Older ›" not in screen.labels


async def test_an_order_is_found_by_number_memo_and_reference(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.person().buys_stars()
    order = await shop.order()
    for words in (order["id"], order["payment_memo"], f"tg-{ALICE}"):
        await ivan.says(f"/order {words}")
        await ivan.sees(f"Order № {order['id']}", order["payment_memo"], f"tg-{ALICE}", f"Chat: {ALICE}")
        await ivan.says("/rate")
        await ivan.sees("Rate", "1 TON = $")
    for words in ("99999", "STARS-nobody", "tg-77", "x" * 200, "../balance"):
        await ivan.says(f"/order {words}")
        await ivan.sees("The provider knows no such order.")
    await ivan.says("/order")
    await ivan.sees("Send /order with an order number")


async def test_several_orders_of_one_reference_are_offered(shop: Shop) -> None:
    ivan = await shop.admin()
    one, other = await shop.places("ann_lee"), await shop.places("bob_lee")
    await ivan.says(f"/order tg-{ALICE}")
    await ivan.sees("2 orders have this reference", "@ann_lee", "@bob_lee", button=f"№ {other['id']}")
    await ivan.taps(f"№ {one['id']}")
    await ivan.sees(f"Order № {one['id']}", "@ann_lee")


async def test_the_card_tells_what_the_bot_saw_and_what_became_of_the_confirmation(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("Delivered", photo=False)

    text = await opened(ivan, order)
    assert "delivered (completed)" in text
    assert f"Price: {order['price_ton']} TON" in text
    history = text.partition("What this bot saw")[2]
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
    screen = await ivan.sees(f"Order № {order['id']}", "cancelled (cancelled)")
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
    await ivan.sees(f"Order № {order['id']}", "paid (paid)")
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
    await alice.sees(f"A message about order № {order['id']}", "We are <looking> & will tell you.")
    await ivan.sees("Your message was sent")
    await ivan.says("and this goes nowhere")
    await ivan.sees("I did not expect text here")
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
    await ivan.sees("I did not expect text here")
    assert not [bubble for bubble in await alice.chat() if "@durov" in bubble.text]


async def test_the_screen_is_sent_again_to_a_customer_who_lost_it(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    first = await alice.buys_stars()
    await opened(ivan, await shop.order())
    await ivan.taps("Send the screen again")
    await ivan.sees("The screen was sent")
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


# Figures


async def test_the_partners_count_stands_beside_our_own(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("Delivered", photo=False)
    await shop.places(chat=None)  # past this bot

    await ivan.says("/stats")
    screen = await ivan.sees("Figures", photo=True)
    partner, own = screen.text.split("This bot's count")
    assert "Orders: 2\n" in partner
    assert f"Volume: {order['price_ton']} TON" in partner
    assert "delivered: 1" in partner
    assert f"ordered 1, paid 1, delivered 1 · {order['price_ton']} TON" in own
    assert f"Delivered: 1 · Stars: 100 · Premium months: 0 · {order['price_ton']} TON" in own
    picture = screen.raw["photo"][-1]
    assert (picture["width"], picture["height"]) == (900, 520)
    png = await download(shop, picture["file_id"])
    colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors(100_000)
    assert colours is not None
    assert (59, 130, 246) in [colour for _, colour in colours], "today has a bar"


async def test_our_own_count_needs_no_partner(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.fault("error", "/orders/stats", times=None)
    await ivan.says("/stats")
    await ivan.sees("The provider does not answer right now.", "This bot's count", photo=True)


async def test_rate_and_fees(shop: Shop) -> None:
    ivan = await shop.admin()
    await ivan.says("/fees")
    await ivan.sees("Stars: from 50 to 10000, fee 2 %", "Premium: 3, 6, 12 months, fee 2 %")
    await shop.fault("patch", "/pricing/fee", remove=["stars", "premium"])
    await ivan.says("/fees")
    await ivan.sees("Stars: from – to –")


# Files


async def file_of(ivan: Person, name: str) -> list[dict[str, str]]:
    """The rows of the newest file with that name in the admin's chat."""

    async def look() -> Json | None:
        rows = [bubble.raw["document"] for bubble in await ivan.chat() if "document" in bubble.raw]
        return next((row for row in reversed(rows) if row["file_name"] == name), None)

    document = await ivan.shop.eventually(look)
    assert document, f"{name} never came"
    content = await download(ivan.shop, document["file_id"])
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_orders_of_some_days_as_a_file(shop: Shop) -> None:
    ivan = await shop.admin()
    before = await shop.places("too_early")
    shop.clock.advance(days=2)
    day = shop.clock().date()
    orders = [await shop.places(f"friend_{i}") for i in range(105)]  # more than a page
    shop.clock.advance(days=1)
    after = await shop.places("too_late")

    await ivan.says(f"/export orders {day} {day}")
    await ivan.sees("Orders exported: 105")
    rows = await file_of(ivan, f"orders-{day}-{day}.csv")
    assert [row["id"] for row in rows] == [str(order["id"]) for order in reversed(orders)]
    assert str(before["id"]) not in {row["id"] for row in rows}
    assert str(after["id"]) not in {row["id"] for row in rows}
    first = rows[-1]
    assert first["recipient"] == "friend_0"
    assert Decimal(first["price_ton"]) == Decimal(str(orders[0]["price_ton"]))
    assert first["status"] == "expired"
    assert first["created_at"] == orders[0]["created_at"]


async def test_transactions_as_a_file_survive_a_partner_that_is_away(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.control("topup", {"amount_ton": 3})
    await shop.fault("error", "/balance/transactions", times=None)
    await ivan.says("/export transactions")
    await ivan.sees("Exporting transactions: 0 so far")
    calls = (await shop.http.get("/control/history")).json()["items"]

    async def refused() -> bool:
        calls = (await shop.http.get("/control/history")).json()["items"]
        return len([call for call in calls if call["path"] == "/balance/transactions"]) >= 3

    assert await shop.eventually(refused), calls
    await shop.mended()
    shop.clock.advance(seconds=21)
    await ivan.sees("Transactions exported: 2")
    today = shop.clock().date()
    rows = await file_of(ivan, f"transactions-{today - timedelta(days=30)}-{today}.csv")
    assert [(row["type"], row["amount_ton"]) for row in rows] == [("topup", "3"), ("topup", "12.5")]


async def test_an_export_that_cannot_be_is_explained(shop: Shop) -> None:
    ivan = await shop.admin()
    for words in ("", "secrets", "orders 1 2 3"):
        await ivan.says(f"/export {words}".strip())
        await ivan.sees("Send /export orders or /export transactions")
    for words in ("orders yesterday", "orders 2026-02-02 2026-01-01", "orders 2026-13-01"):
        await ivan.says(f"/export {words}")
        await ivan.sees("That is not a range of days.")
