"""How an order ends in its chat: one message, a receipt, a card for a friend; and the reminder before the end."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from bot.orders.models import WatchedOrder
from bot.partner.answers import ParseContext
from bot.partner.order import Order
from bot.storage.queue import Claim
from tests.support.shop import Bubble, Person, Shop

HASH = "9f" * 32


async def told(person: Person, *words: str) -> list[Bubble]:
    return [bubble for bubble in await person.chat() if not bubble.mine and all(word in bubble.text for word in words)]


async def known(shop: Shop) -> WatchedOrder:
    watched = await shop.services.watch.get(str((await shop.order())["id"]))
    assert watched is not None
    return watched


# The receipt


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (HASH.upper(), HASH),
        (base64.b64encode(b"\xfb" * 32).decode(), "fb" * 32),
        (base64.urlsafe_b64encode(b"\xfb" * 32).decode().rstrip("="), "fb" * 32),
        ({"value": HASH}, HASH),
        (f"0x{HASH}", None),
        (HASH[:-1], None),
        (f"https://tonviewer.com/transaction/{HASH}", None),
        (f'{HASH}"><a href="https://evil.example">', None),
        ("../" * 21 + "a", None),
        ("٣" * 64, None),
        (7, None),
        ([HASH], None),
        (None, None),
    ],
)
@pytest.mark.parametrize("name", ["tx_hash", "transaction_hash", "payment.hash"])
def test_a_transaction_is_its_hash_or_nothing(name: str, given: Any, read: str | None) -> None:
    outer, _, inner = name.partition(".")
    row = {"id": 1, "status": "completed", outer: {inner: given} if inner else given}
    order = Order.read(row, ParseContext())
    assert order.tx_hash == read
    assert Order.model_validate_json(order.model_dump_json()) == order


async def test_the_receipt_stands_alone_and_links_the_transaction(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.fault("patch", f"/orders/{order['id']}", method="GET", patch={"tx_hash": HASH}, times=None)
    await shop.fault("error", "/orders", method="GET", status=503, times=None)  # the list, whose rows have no hash
    await shop.control(f"orders/{order['id']}/deliver")
    receipt = await alice.sees("✅ Delivered", "100 Stars for @alice", f"Order #{order['id']}", "Date: ", photo=True)
    assert f"Amount: {order['price_ton']} TON" in receipt.text
    marks = receipt.raw["caption_entities"]
    assert [mark["url"] for mark in marks if mark["type"] == "text_link"] == [
        f"https://tonviewer.com/transaction/{HASH}"
    ]
    assert [mark["date_time_format"] for mark in marks if mark["type"] == "date_time"] == ["Dt"]


async def test_an_end_that_changes_is_told_each_time_and_one_line_is_left_of_the_one_before(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    id = (await shop.order())["id"]
    for status, words in (("expired", "expired unpaid"), ("failed", "This order failed"), ("refunded", "refunded")):
        await shop.fault("patch", f"/orders/{id}", method="GET", patch={"status": status}, times=None, instead=True)
        shop.clock.advance(minutes=31)
        await alice.sees(words, f"#{id}", button="Order again")
        await shop.quiet()
    bubbles = [bubble for bubble in await alice.chat() if bubble.id >= paying.id and not bubble.mine]
    assert [bubble.labels for bubble in bubbles[:-1]] == [()] * 3
    assert [bubble.text.partition(" · ")[0] for bubble in bubbles[:-1]] == [f"Order #{id}"] * 3
    assert "refunded" in bubbles[-1].text
    assert not any("effect_id" in bubble.raw for bubble in bubbles), "no confetti"


async def test_an_end_that_a_tap_finds_is_told_in_place_and_nowhere_else(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/deliver")
    await alice.taps("I have paid", on=paying)
    await alice.sees("✅ Delivered", photo=True)
    shop.clock.advance(seconds=5)
    await shop.quiet()
    assert len(await told(alice, "✅ Delivered")) == 1
    assert not [bubble for bubble in await alice.chat() if "Open wallet" in bubble.labels]


async def end_state(shop: Shop, person: Person) -> list[tuple[str, bool]]:
    """What the chat's messages say about its order, and whether they are its present screen; the old menus left out."""
    await shop.quiet()
    watched = await known(shop)
    now = watched.message_ref and watched.message_ref.message_id
    about = [bubble for bubble in await person.chat() if f"#{watched.order.id}" in bubble.text]
    return [(bubble.text.partition("\n")[0], bubble.id == now) for bubble in about]


@pytest.mark.parametrize("rings", ["is refused for now", "is told", "is told, and the tap is killed"])
async def test_a_tap_that_meets_the_ring_of_an_end_leaves_one_screen_that_tells_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, rings: str
) -> None:
    """The tap has drawn the end on the old screen; before it stores that, the ring closes that screen."""
    alice, watch = shop.person(), shop.services.watch
    paying = await alice.buys_stars()
    id = (await shop.order())["id"]
    store, met = watch.set_message_ref, False

    async def late(*shown: Any, **how: Any) -> Any:
        nonlocal met
        if met or not how.get("asked_for"):
            return await store(*shown, **how)
        met = True
        shop.clock.advance(seconds=4)
        closed = await alice.sees(f"Order #{id} · delivered")
        assert closed.id == paying.id
        if rings == "is refused for now":
            assert await shop.eventually(lambda: struck(shop))
            await shop.eventually(lambda: postponed(shop, f"order:{id}:completed"))
        else:
            await alice.sees("✅ Delivered", after=paying.id)
            assert await shop.eventually(lambda: remembered(shop, paying.id))
        stored = await store(*shown, **how)
        if "killed" in rings:
            raise RuntimeError("killed")
        return stored

    monkeypatch.setattr(watch, "set_message_ref", late)
    await shop.control(f"orders/{id}/deliver")
    if rings == "is refused for now":
        await shop.world("faults", {"kind": "429", "method": "sendPhoto", "retry_after": 30, "times": 1})
    await alice.taps("I have paid", on=paying)
    await shop.quiet_updates()
    assert met
    shop.clock.advance(seconds=40)
    told = await end_state(shop, alice)
    assert [now for text, now in told if "✅ Delivered" in text][:1] == [True], told
    assert "killed" in rings or len([text for text, _ in told if "✅" in text]) == 1


async def struck(shop: Shop) -> bool:
    return not shop.telegram.faults.planned


async def postponed(shop: Shop, notice: str) -> bool:
    due = await shop.services.outbox.queue.due_at(notice)
    return due is not None and due - shop.clock() > timedelta(seconds=10)


async def remembered(shop: Shop, paying: int) -> bool:
    message_ref = (await known(shop)).message_ref
    return message_ref is not None and message_ref.message_id != paying


async def test_a_late_edit_of_the_time_left_leaves_no_second_screen_of_an_end(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    before = await known(shop)
    await shop.control(f"orders/{before.order.id}/deliver")
    await shop.services.watch.check_now(before)
    shop.clock.advance(seconds=4)
    await alice.sees("✅ Delivered", after=paying.id)
    await shop.quiet()
    await shop.services.order_messages.refresh(before)
    assert [now for _, now in await end_state(shop, alice)] == [True]


@pytest.mark.parametrize("end", ["expired", "cancelled", "failed"])
@pytest.mark.parametrize("is_told_by", ["fields", "note"])
async def test_an_end_without_a_delivery_says_what_has_arrived_and_not_that_it_is_unpaid(
    shop: Shop, end: str, is_told_by: str
) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    row = {"status": end, "note": f"underpaid: 0.1 of {order['price_ton']} TON received"}
    if is_told_by == "fields":
        row["paid_ton"] = "0.1"
    await shop.fault("patch", f"/orders/{order['id']}", method="GET", patch=row, times=None)
    shop.clock.advance(minutes=1)
    told = await alice.sees(
        "This order has ended without a delivery", f"We received 0.1 TON of {order['price_ton']} TON."
    )
    for untrue in ("unpaid", "If you have paid", "the order is on hold", "less than the price"):
        assert untrue not in told.text


# The card for a friend


async def buys_for_a_friend(person: Person) -> None:
    await person.says("/start")
    await person.taps("⭐ Buy Stars")
    await person.sees("Who gets the Stars?")
    await person.says("@bob_the_friend")
    await person.taps("100")
    await person.taps("Confirm", on=await person.sees("Check and confirm"))
    await person.sees("Pay", "Memo", photo=True)


@pytest.mark.parametrize("typed", ["", "@ALICE"])
async def test_no_card_for_a_friend_is_offered_for_what_one_has_bought_for_oneself(shop: Shop, typed: str) -> None:
    alice = shop.person()
    if typed:
        await alice.says("/start")
        await alice.sees(button="⭐ Buy Stars")
        await alice.says(f"100 stars for {typed}")
        await alice.taps("Confirm", on=await alice.sees("Check and confirm"))
        await alice.sees("Pay", "Memo", photo=True)
    else:
        await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/deliver")
    assert (await alice.sees("✅ Delivered", photo=True)).labels == ("Order again", "Help", "Menu")


async def test_the_card_for_a_friend_names_no_price_number_or_sender(shop: Shop) -> None:
    alice = shop.person()
    await buys_for_a_friend(alice)
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/deliver")
    receipt = await alice.sees("✅ Delivered", photo=True)
    await alice.taps("🎁 Card for a friend", on=receipt)
    card = await alice.sees("A gift for you", "100 Stars", "Settings → My Stars", photo=True, after=receipt.id)
    assert card.labels == ()
    for secret in (str(order["id"]), str(order["price_ton"]), "TON", "alice", "Alice"):
        assert secret not in card.text
    assert [bubble.id for bubble in await told(alice, "✅ Delivered")] == [receipt.id], "the receipt stays"


async def test_a_forged_card_of_an_unpaid_order_shows_the_order(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    data = paying.button("I have paid")["callback_data"].replace("paid", "card")
    await alice.forges(data, on=paying)
    await shop.quiet()
    assert not await told(alice, "A gift for you")
    assert (await alice.sees("Pay", "Memo", photo=True)).id == paying.id


# The reminder


async def test_five_minutes_before_the_end_a_silent_message_says_so_once(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    shop.clock.advance(minutes=10, seconds=2)
    reminder = await alice.sees("Not paid yet", "100 Stars", f"Order #{(await shop.order())['id']}", photo=False)
    assert reminder.raw["silent"]
    assert reminder.labels == ("Show the order",)
    await shop.services.countdown.tick(Claim(str((await shop.order())["id"]), "no fence"))
    assert len(await told(alice, "Not paid yet")) == 1
    shop.clock.advance(minutes=4)
    assert (await alice.sees("Time is up, checking for a payment")).id == paying.id
    await shop.quiet()
    assert not await told(alice, "Not paid yet"), "too late: it would only mislead"


async def ticks(shop: Shop, minutes: float = 11) -> None:
    """The time of the reminder has come, and a tick finds the order."""
    shop.clock.advance(minutes=minutes)
    await shop.services.countdown.tick(Claim(str((await shop.orders())[0]["id"]), "no fence"))
    await shop.quiet()


async def test_who_says_that_they_have_paid_is_not_reminded(shop: Shop) -> None:
    alice = shop.person()
    await alice.taps("I have paid", on=await alice.buys_stars())
    await alice.sees("Looking for your payment")
    await ticks(shop)
    assert not await told(alice, "Not paid yet")


async def test_a_reminder_goes_when_its_order_is_paid(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await ticks(shop, 10.1)
    await alice.sees("Not paid yet")
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "exact"})
    await alice.sees("Payment received")
    await shop.quiet()
    assert not await told(alice, "Not paid yet")


async def test_who_has_paid_too_little_is_not_reminded(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "under"})
    await alice.sees("About your payment")
    await ticks(shop)
    assert not await told(alice, "Not paid yet")


async def test_a_reseller_is_not_reminded(shop: Shop) -> None:
    rosa = await shop.reseller()
    await rosa.buys_stars()
    await ticks(shop)
    assert not await told(rosa, "Not paid yet")


async def test_a_short_order_is_not_reminded_of(shop: Shop) -> None:
    await shop.set_up(ttl=9 * 60)
    alice = shop.person()
    await alice.buys_stars()
    await ticks(shop, 5)
    assert not await told(alice, "Not paid yet")


async def test_the_reminder_goes_by_the_partners_clock(shop: Shop) -> None:
    await shop.control("clock", {"advance": 240})
    alice = shop.person()
    await alice.buys_stars()
    await ticks(shop, 9)
    assert not await told(alice, "Not paid yet"), "an hour of ours is an hour of theirs"
    await ticks(shop, 1.1)
    await alice.sees("Not paid yet")


# Two orders at once


async def test_who_has_two_orders_to_pay_reads_that_memos_must_not_be_swapped(shop: Shop) -> None:
    alice = shop.person()
    first = await alice.buys_stars("100")
    assert "never swap" not in first.text
    second = await alice.buys_stars("50")
    assert "Each has its own memo: never swap them." in second.text
    await shop.control(f"orders/{(await shop.orders())[-1]['id']}/deliver")
    await alice.sees("✅ Delivered", "100 Stars")
    last = await alice.last_seen()
    await alice.says("/orders")
    await alice.taps(f"#{(await shop.orders())[0]['id']}", on=await alice.sees("My orders", after=last))
    again = await alice.sees("Pay", "Memo", photo=True, after=last)
    assert "never swap" not in again.text
