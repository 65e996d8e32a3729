"""Help, unusual payments, recipients, repeated orders, and what the bot stores about a person."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.notifications.models import MessageRef
from bot.orders.schedule import next_tick
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.storage.queue import Claim
from bot.telegram.gateway import Gateway
from bot.ui.screen import Screen
from tests.support import KEYS
from tests.support.shop import ALICE, Bubble, Person, Shop

UNPAID = Order(id="1", status=OrderStatus.PENDING_PAYMENT, status_text="")


async def caption(person: Person, message_id: int) -> str:
    return next((bubble.text for bubble in await person.chat() if bubble.id == message_id), "")


# The payment screen lives


@pytest.mark.parametrize(("left", "tick"), [("14:50", "13:51"), ("1:30", "0:31"), ("0:50", None)])
def test_a_screen_ticks_once_when_it_is_too_late_to_pay(left: str, tick: str | None) -> None:
    assert next_tick(UNPAID, span(left)) == (span(tick) if tick else None)


def span(text: str) -> timedelta:
    minutes, seconds = text.split(":")
    return timedelta(minutes=int(minutes), seconds=int(seconds))


def times_of(bubble: Bubble) -> list[tuple[str, str]]:
    """The times of a message that Telegram shows in the reader's own zone: format and the text for older apps."""
    text = (bubble.raw.get("caption") or bubble.raw.get("text") or "").encode("utf-16-le")
    marks = bubble.raw.get("caption_entities") or bubble.raw.get("entities") or []
    return [
        (mark["date_time_format"], text[mark["offset"] * 2 : (mark["offset"] + mark["length"]) * 2].decode("utf-16-le"))
        for mark in marks
        if mark["type"] == "date_time"
    ]


async def test_the_time_left_goes_on_in_the_app_and_the_pay_buttons_go_in_time(shop: Shop) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    end = datetime.fromisoformat((await shop.order())["expires_at"])
    assert times_of(screen) == [("r", f"{end:%H:%M} UTC")]
    (mark,) = (mark for mark in screen.raw["caption_entities"] if mark["type"] == "date_time")
    assert abs(mark["unix_time"] - end.timestamp()) <= 1
    calls = len(shop.telegram.history)
    shop.clock.advance(minutes=3)
    await asyncio.sleep(0.3)  # a worker would have edited by now
    edits = [call for call in shop.telegram.history[calls:] if call.method.startswith("edit")]
    assert edits == [], "nobody needs an edit every minute"
    shop.clock.advance(minutes=11, seconds=5)
    last = await alice.sees("Time is up, checking for a payment")
    assert last.id == screen.id
    assert "Open wallet" not in last.labels


async def test_the_pay_buttons_go_though_telegram_fails_at_first(shop: Shop) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    await shop.world("faults", {"kind": "error", "status": 502, "method": "editMessageMedia", "times": 2})
    shop.clock.advance(minutes=14, seconds=5)
    assert (await alice.sees("Time is up, checking for a payment")).id == screen.id


async def test_every_time_is_shown_in_the_readers_own_zone(shop: Shop) -> None:
    """Older apps show the text inside, which names its zone."""
    alice = shop.person()
    pay = await alice.buys_stars()
    assert [style for style, _ in times_of(pay)] == ["r"]
    await alice.says("/orders")
    listed = await alice.sees("My orders")
    ivan = await shop.admin()
    await ivan.says(f"/order {(await shop.order())['id']}")
    card = await ivan.sees("Status history")
    assert [style for style, _ in times_of(listed)] == ["dt"]
    assert [style for style, _ in times_of(card)] == ["dT", "dT", "dT"]
    assert all(words.endswith(" UTC") for bubble in (pay, listed, card) for _, words in times_of(bubble))


async def test_a_tick_never_shows_an_earlier_status(shop: Shop) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    id = str((await shop.order())["id"])
    assert shop.app is not None
    stale = await shop.app.watch.get(id)
    assert stale is not None

    await shop.control(f"orders/{id}/pay", {"kind": "exact"})
    await alice.sees("Payment received")
    # A tick that had read the order before the payment, and waited for its turn.
    await shop.app.countdown.refresh(stale)
    assert "Payment received" in await caption(alice, screen.id)
    await shop.app.countdown.tick(Claim(id, "no fence"))
    assert "Payment received" in await caption(alice, screen.id)


async def test_a_tick_while_the_end_is_being_told_leaves_no_second_set_of_buttons(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    id = str((await shop.order())["id"])
    assert shop.app is not None
    countdown, stale, send = shop.app.countdown, await shop.app.watch.get(id), Gateway.put
    assert stale is not None

    async def put(gateway: Gateway, chat_id: int, message_ref: MessageRef | None, shown: Screen) -> MessageRef:
        if message_ref is None:  # the payment screen is one line already, and the new message is not stored yet
            await countdown.refresh(stale)
        return await send(gateway, chat_id, message_ref, shown)

    monkeypatch.setattr(Gateway, "put", put)
    await shop.control(f"orders/{id}/fail")
    shop.clock.advance(minutes=1)
    told = await alice.sees("This order failed", button="Order again", after=screen.id)
    await shop.quiet()
    former = next(bubble for bubble in await alice.chat() if bubble.id == screen.id)
    assert (former.labels, former.id < told.id) == ((), True)


async def test_i_have_paid_is_answered_at_once_with_a_fresh_status(shop: Shop) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    await alice.taps("I have paid")
    await alice.reads_toast("Checked just now: nothing new yet.")
    looked = await alice.sees("Looking for your payment")
    assert "Checked" not in looked.text, "news stand above the heading, and this is none"
    assert looked.id == screen.id
    assert "Open wallet" not in looked.labels
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "exact"})
    await alice.sees("Payment received", "✓ Ordered ▸ ✓ Paid ▸ ⏳ Processing ▸ Delivered")


@pytest.mark.parametrize(("times", "words"), [(None, "Looking for your payment"), (1, "Payment received")])
async def test_i_have_paid_on_a_screen_that_cannot_be_edited_is_answered_in_one_new_message(
    shop: Shop, times: int | None, words: str
) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    await shop.quiet()
    for method in ("editMessageMedia", "deleteMessage"):
        fault = {"kind": "error", "status": 400, "description": "Bad Request: message can't be touched"}
        await shop.world("faults", fault | {"method": method, "times": times})
    if times:
        await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid", on=screen)
    await alice.sees(words, photo=True, after=screen.id)
    await shop.quiet()
    assert len([bubble for bubble in await alice.chat() if bubble.id > screen.id]) == 1


async def test_the_way_of_an_order_is_a_line(shop: Shop) -> None:
    alice = shop.person()
    assert "▸" not in (await alice.buys_stars()).text, "the payment screen says one thing: pay"
    await alice.taps("I have paid")
    await alice.sees("Looking for your payment", "✓ Ordered ▸ ⏳ Paid ▸ Processing ▸ Delivered")
    await alice.taps("Show payment details")
    await alice.sees("Pay", "Memo", photo=True)
    await alice.cancels()
    await alice.sees("✓ Ordered ▸ ✗ Cancelled")


# Odd payments


async def test_too_little_is_told_with_what_happens_to_the_money_and_whom_to_ask(shop: Shop) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "under"})
    rung = await alice.sees("About your payment", "less than the price", "Your money is safe", photo=False)
    assert rung.id > screen.id, "it rings"
    await shop.quiet()
    assert "@stars_support" in rung.text
    assert not any("Open wallet" in bubble.labels for bubble in await alice.chat()), "nobody pays the whole price again"
    assert len([bubble for bubble in await alice.chat() if "About your payment" in bubble.text]) == 1
    assert "The provider says" not in rung.text, "its note would only say the same again, in English"


async def test_too_much_is_told_and_the_order_goes_on(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "over"})
    told = f"You sent {await rest_of(shop)} TON too much. It went back to your wallet."
    await alice.sees("Payment received", told, photo=False)
    await shop.quiet()
    assert sum("Payment received" in bubble.text for bubble in await alice.chat()) == 1


async def rest_of(shop: Shop) -> str:
    """What came above the price of the one order, by the partner's note."""
    note: str = (await shop.order())["note"]
    return note.removeprefix("overpaid: ").removesuffix(" TON sent back")


async def test_money_that_came_late_is_told_in_the_persons_language(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/expire")
    await alice.sees("This order has expired unpaid", photo=False)
    await shop.control(f"orders/{order['id']}/pay", {"kind": "late"})
    shop.clock.advance(minutes=30)
    await alice.sees("Payment received", "came late, but we found it", photo=False)


# Recipients


async def test_a_contact_without_a_username_leads_on(shop: Shop) -> None:
    alice = shop.person()
    await shop.world("people", {"id": 5005, "first_name": "Nameless"})
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    await alice.taps("Choose a contact")
    await alice.sees("Choose the person with the button below")
    await shop.world("share_users", {"user": ALICE, "request_id": 1, "users": [5005]})
    await alice.sees("This person has no @username", "Settings → Username", button="For me (@alice)")


async def test_a_keyboard_whose_removal_was_refused_goes_with_the_next_screen(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    people = await alice.sees("Who gets the Stars?")
    await alice.taps("Choose a contact", on=people)
    await alice.sees("Choose the person with the button below")
    await shop.quiet()
    await shop.world(
        "faults", {"kind": "error", "method": "sendMessage", "status": 400, "description": "no", "times": 1}
    )
    await alice.taps("For me (@alice)", on=people)
    amounts = await alice.sees("How many Stars")
    await shop.quiet()
    assert [bubble.id for bubble in await alice.chat() if not bubble.mine] == [amounts.id]
    await alice.taps("100", on=amounts)
    await alice.sees("Check and confirm")
    await shop.quiet()
    assert not (await shop.http.get(f"/world/chats/{ALICE}")).json().get("keyboard")


async def test_a_refusal_to_delete_loses_no_contact(shop: Shop) -> None:
    alice = shop.person()
    await shop.world("people", {"id": 5005, "first_name": "Bob", "username": "bobby"})
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    await alice.taps("Choose a contact")
    await alice.sees("Choose the person with the button below")
    await shop.quiet()
    fault = {"kind": "error", "method": "deleteMessage", "status": 400, "description": "no", "times": 1}
    await shop.world("faults", fault)
    await shop.world("share_users", {"user": ALICE, "request_id": 1, "users": [5005]})
    await alice.sees("@bobby", "How many Stars")


async def test_the_contact_chooser_has_a_way_back(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    await alice.taps("Choose a contact")
    prompt = await alice.sees("Choose the person with the button below")
    await alice.says("‹ Back")
    await alice.sees("Who gets the Stars?", button="For me (@alice)", after=prompt.id)
    await shop.quiet()
    chat = (await shop.http.get(f"/world/chats/{ALICE}")).json()
    assert not chat.get("keyboard")


@pytest.mark.parametrize("instead", ["/start", "@durov 500", "/language", "Cancel", "Choose a contact"])
async def test_the_contact_chooser_goes_when_something_else_is_done(shop: Shop, instead: str) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    people = await alice.sees("Who gets the Stars?")
    await alice.taps("Choose a contact", on=people)
    prompt = await alice.sees("Choose the person with the button below")
    await (alice.taps(instead, on=people) if instead in people.labels else alice.says(instead))
    await shop.quiet()
    assert prompt.id not in [bubble.id for bubble in await alice.chat()]
    chat = (await shop.http.get(f"/world/chats/{ALICE}")).json()
    assert bool(chat.get("keyboard")) is (instead == "Choose a contact")


async def test_the_way_back_of_an_earlier_language_leads_back_too(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    await alice.taps("Choose a contact")
    await alice.sees("Choose the person with the button below")
    await alice.says("/language")
    await alice.taps("Русский")
    screen = await alice.sees("Кому звёзды?")
    await alice.says("‹ Back")
    await alice.sees("Кому звёзды?", button="Себе (@alice)", after=screen.id)
    await shop.quiet()
    assert not (await shop.http.get(f"/world/chats/{ALICE}")).json().get("keyboard")


async def test_the_last_five_recipients_are_buttons_and_the_name_is_shown(shop: Shop) -> None:
    alice = shop.person()
    names = ["durov", "telegram", "ton_society", "pandus", "someone", "wallet"]
    for name in names:
        last = await alice.last_seen()
        await alice.says("/start")
        await alice.taps("⭐ Buy Stars", on=await alice.sees(button="⭐ Buy Stars", after=last))
        await alice.sees("Who gets the Stars?", after=last)
        await alice.says(f"@{name}")
        shown = await alice.sees("How many Stars?", f"@{name} (", after=last)
        await alice.taps("50", on=shown)
        await alice.taps("Confirm", on=await alice.sees(button="Confirm", after=last))
        await alice.sees("Pay", "Memo", photo=True, after=last)
        await shop.control(f"orders/{(await shop.orders())[0]['id']}/deliver")
        await alice.sees("✅ Delivered", photo=True, after=last)
    last = await alice.last_seen()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars", on=await alice.sees(button="⭐ Buy Stars", after=last))
    screen = await alice.sees("Who gets the Stars?", after=last)
    recent = [label for label in screen.labels if label.startswith("@")]
    assert recent == [f"@{name}" for name in reversed(names[1:])]


async def test_who_has_no_username_is_told_how_to_set_one(shop: Shop) -> None:
    (await shop.http.patch(f"/world/people/{ALICE}", json={"username": ""})).raise_for_status()
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    screen = await alice.sees("To buy for yourself, set a username first", "Settings → Username")
    assert not [label for label in screen.labels if "For me" in label]


async def test_who_has_premium_already_is_caught_before_payment(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("🎁 Gift Premium")
    await alice.sees("Who gets Premium?")
    await alice.says("@premium_owner")
    await alice.sees("@premium_owner cannot receive this", "Who gets Premium?")
    assert await shop.orders() == []


# Again


async def test_from_history_to_a_fresh_price_in_two_taps(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)
    await shop.set_up(ton_usd=1.0)  # TON has become cheaper, so the price in TON is higher
    last = await alice.last_seen()
    await alice.says("/orders")
    await alice.taps(f"#{order['id']}", on=await alice.sees("My orders", after=last))
    opened = await alice.sees("✅ Delivered", button="Order again", photo=True, after=last)
    await alice.taps("Order again", on=opened)
    confirm = await alice.sees("Check and confirm", "100 Stars", "@alice (", after=last)
    assert f"{order['price_ton']} TON" not in confirm.text


async def test_who_cannot_receive_any_more_is_found_out_when_an_order_is_repeated(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)
    await shop.fault("patch", "/recipients", patch={"can_receive": False}, times=None)
    await alice.taps("Order again")
    await alice.sees("@alice cannot receive this")
    assert len(await shop.creates()) == 1


async def test_an_unpaid_twin_is_offered_instead(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    confirm = await alice.chooses_stars()
    await alice.taps("Confirm", on=confirm)
    twin = await alice.sees("You have ordered this already", after=confirm.id - 1)
    await alice.taps("Show that order", on=twin)
    await alice.sees("Memo", photo=True, after=twin.id - 1)
    assert len(await shop.orders()) == 1


async def test_too_many_unpaid_can_be_cancelled_right_there(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(max_unpaid_per_chat=1)
    alice = shop.person()
    await alice.buys_stars("50")
    first = await shop.order()
    await alice.taps("Confirm", on=await alice.chooses_stars("100"))
    full = await alice.sees("Too many unpaid orders", f"#{first['id']}: 50 Stars for @alice", button="Confirm")
    await alice.taps(f"Cancel #{first['id']}", on=full)
    await alice.taps("Keep it", on=await alice.sees("Cancel this order?", "50 Stars", button="Cancel the order"))
    await alice.taps("Confirm", on=await alice.sees("Check and confirm"))
    full = await alice.sees("Too many unpaid orders", button="Confirm")
    assert (await shop.order())["status"] == "pending_payment"
    await alice.taps(f"Cancel #{first['id']}", on=full)
    await alice.taps("Cancel the order", on=await alice.sees("Cancel this order?", button="Cancel the order"))
    step = await alice.sees(f"Order #{first['id']} is cancelled", "Check and confirm")
    await alice.taps("Confirm", on=step)
    await alice.sees("Pay", "100 Stars", "Memo", photo=True)
    assert [order["status"] for order in await shop.orders()] == ["pending_payment", "cancelled"]


async def test_home_says_what_is_unpaid(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await alice.says("/start")
    home = await alice.sees("Open orders:", f"#{id}: 100 Stars for @alice", button=f"Pay #{id}")
    await alice.taps(f"Pay #{id}", on=home)
    await alice.sees("Pay", "Memo", photo=True, after=home.id - 1)


# Privacy


async def test_privacy_says_what_is_kept_and_forget_deletes_it_but_open_orders(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/language")
    await alice.taps("Español")
    await alice.sees(button="⭐ Comprar estrellas")
    await alice.says("/language")
    await alice.taps("English")
    await alice.buys_stars()
    done = await shop.order()
    await shop.control(f"orders/{done['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)
    await alice.buys_stars("50")
    open_ = (await shop.orders())[0]
    assert shop.app is not None
    assert await shop.app.redis.hexists(KEYS.order(open_["id"]), "recipient_name")  # type: ignore[misc]

    await alice.says("/privacy")
    await alice.taps("Delete my data", on=await alice.sees("What we keep", "365 days", "60 days", "1 day"))
    await alice.sees("Delete your data here?", button="Keep")
    await alice.taps("Yes, delete")
    await alice.sees("Deleted.", "We keep 1 open order")
    await shop.quiet()

    redis = shop.app.redis
    assert not await redis.exists(KEYS.profile(ALICE))
    assert not await redis.hexists(KEYS.order(open_["id"]), "recipient_name")  # type: ignore[misc]
    assert await redis.zscore(KEYS.people, ALICE) is None, "no broadcast reaches who wants to be forgotten"
    assert not await redis.exists(KEYS.order(done["id"]))
    assert await redis.exists(KEYS.order(open_["id"]))
    assert await redis.zrange(KEYS.chat_orders(ALICE), 0, -1) == [str(open_["id"]).encode()]
    await shop.control(f"orders/{open_['id']}/deliver")
    await alice.sees("✅ Delivered", "50 Stars", photo=True)


async def test_forget_asks_first(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await alice.says("/forget")
    await alice.taps("Keep", on=await alice.sees("Delete your data here?"))
    await alice.sees("Open orders:")
    assert shop.app is not None
    assert await shop.app.redis.exists(KEYS.profile(ALICE))
