"""What strangers, forgers and hostile names can do: nothing."""

from typing import Any

import pytest

from bot.orders.draft import Recipient
from bot.partner.statuses import OrderStatus
from bot.sandbox.telegram_api.texts import formatted
from bot.ui.screen import Screen
from tests.support import screens
from tests.support.shop import ALICE, IVAN, ROSA, MovingClock, Person, Shop

GROUP = -100500
EVIL = '<i>evil</i>&amp;"{ $goods }'


# Forged buttons, links and ids


async def test_a_forged_button_orders_nothing_and_tells_nothing(shop: Shop, rosa: Person) -> None:
    """Alice has an order and a draft; Rosa sends their ids, and whatever else a program can send."""
    alice = shop.person(ALICE)
    await alice.buys_stars()
    order = await shop.order()
    confirm = await alice.chooses_stars("500")
    draft = confirm.button("Confirm")["callback_data"].split(":")[2]
    intent = (await shop.creates())[0]["idempotency_key"]

    screen = await rosa.sees(button="For resellers")
    forged = [
        f"d:confirm:{draft}:",
        f"d:another:{draft}:",
        f"d:amount:{draft}:500",
        f"d:back:{draft}:",
        *(
            f"o:{do}:{order['id']}"
            for do in (
                "open",
                "paid",
                "pay",
                "look",
                "cancel",
                "cancel-sure",
                "repeat",
                "instead",
                "drop",
                "drop-sure",
                "help",
            )
        ),
        f"b:order:{intent[:12]}:",
        "b:order:AbCdEf123456:all",
        "d:confirm::",
        "d:confirm",
        "d:amount:x:-1",
        "o:open:",
        "o:open:../../balance",
        "o:open:1 OR 1=1",
        "g:orders:-1",
        "g:orders:99999999999999999999",
        "g:speak:../../etc",
        "g:nowhere:",
        "price:0.001",
        "\x00\uffff",
        "x" * 64,
        "я" * 32,
    ]
    for data in forged:
        await rosa.forges(data, on=screen)
    await shop.quiet()

    assert [each["id"] for each in await shop.orders()] == [order["id"]]
    assert (await shop.order())["status"] == "pending_payment"
    seen = "\n".join(bubble.text for bubble in await rosa.chat() if not bubble.mine)
    for secret in (order["payment_memo"], str(order["id"]), "@alice"):
        assert secret not in seen
    await alice.taps("Confirm", on=confirm)
    await alice.sees("500 Stars", "Memo", photo=True)


@pytest.mark.parametrize(
    "payload",
    [
        "s_49_alice",
        "s_999999999_alice",
        "p_5_alice",
        "s_100_" + "a" * 58,
        "s_100_1;DROP",
        "../../x",
        "<b>x</b>",
        "price=0.001",
        "confirm",
        "🎁" * 64,
        "x" * 4000,
    ],
)
async def test_a_forged_link_leads_to_the_plain_start(shop: Shop, payload: str) -> None:
    await shop.person().says(f"/start {payload}")
    screen = await shop.person().sees(button="⭐ Buy Stars")
    assert "Confirm" not in screen.labels
    assert await shop.creates() == []


async def test_a_link_never_confirms_by_itself(shop: Shop) -> None:
    await shop.person().says("/start s_100_alice")
    await shop.person().sees("Check and confirm")
    assert await shop.creates() == []


@pytest.mark.parametrize("query", ["pay 10421", "pay ../../x", "pay", "100 @alice", "x" * 256, "<b>", "' OR 1=1"])
async def test_inline_queries_of_strangers_offer_nothing(shop: Shop, query: str) -> None:
    await shop.person(ALICE).buys_stars()
    await shop.http.patch(f"/world/people/{IVAN}", json={"language_code": "en"})
    answer = await shop.world("inline", {"user": 1001 if "pay" not in query else ROSA, "query": query})
    assert answer["answered"]
    assert answer["results"] == []


# Hostile names


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text that comes from outside is an attack."""
    genuine = screens.watched

    def watched(status: OrderStatus = OrderStatus.PENDING_PAYMENT, **pieces: Any) -> Any:
        evil = dict.fromkeys(("payment_memo", "status_text", "note", "invoice"), EVIL) | {"id": f"1{EVIL}"}
        return genuine(status, **({**pieces, **evil}))

    monkeypatch.setattr(screens, "watched", watched)
    monkeypatch.setattr(screens, "_TO", Recipient(username=EVIL, name=EVIL))
    # Callback data holds 64 bytes, so ids this long are never packed.
    monkeypatch.setattr("bot.ui.callback_data.OrderCallback.pack", lambda self: "o:open:1")
    monkeypatch.setattr("bot.ui.callback_data.PurchaseCallback.pack", lambda self: "d:to:1:")


@pytest.mark.parametrize("language", screens.LANGUAGES.known)
def test_hostile_names_are_shown_as_they_are_on_every_screen(hostile: None, language: str) -> None:
    attacked = 0
    for name, screen in screens.screens(language).items():
        attacked += _shown_as_it_is(name, screen)
    assert attacked > 30, "most screens name somebody or something"


def _shown_as_it_is(name: str, screen: Screen) -> bool:
    """Whether the screen has something hostile in it; that must be text, and no part of the formatting."""
    told = formatted(screen.text, "HTML")  # raises for broken HTML, as Telegram refuses it
    assert told.text.count("evil") == told.text.count("<i>evil</i>&amp;"), f"{name}: {told.text}"
    marked = [
        entity
        for entity in told.entities
        if entity["type"] == "italic" and "evil" in told.text[entity["offset"] : entity["offset"] + entity["length"]]
    ]
    assert not marked, name
    return "evil" in told.text


async def test_a_hostile_partner_writes_into_no_screen(shop: Shop, ivan: Person) -> None:
    """Its display names, its sentences and its statuses are shown as they are, to customers and to admins."""
    alice = shop.person()
    await shop.fault("patch", "/recipients", patch={"name": EVIL})
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    await alice.sees("Who gets the Stars?")
    await alice.says("@pandus")
    await alice.sees("How many Stars?", EVIL)
    await alice.taps("100")
    await alice.sees("Check and confirm", EVIL)
    await alice.taps("Confirm")
    await alice.sees("Pay", "Memo", photo=True)
    await shop.control(f"orders/{(await shop.order())['id']}/set", {"status": EVIL})
    await alice.sees("The provider says:", EVIL)
    await ivan.sees("an unknown status", EVIL)


# Groups


async def test_a_group_gets_a_link_and_nothing_else(shop: Shop, rosa: Person) -> None:
    await shop.world("group", {"chat_id": GROUP, "title": "A group"})
    me = (await shop.http.get("/world/people")).json()["bot"]["username"]

    async def says(text: str) -> list[dict[str, Any]]:
        await shop.world("send", {"user": ALICE, "chat": GROUP, "text": text})
        await shop.quiet()
        chat = (await shop.http.get(f"/world/chats/{ALICE}", params={"chat": GROUP})).json()["messages"]
        return [message for message in chat if message["from"]["is_bot"]]

    assert await says("hello, what does this cost?") == []
    assert await says("/start@another_bot") == []
    (answer,) = await says(f"/balance@{me}")
    assert f"https://t.me/{me}" in answer["text"]
    assert "reply_markup" not in answer
    for text in ("/orders", "/start", f"/help@{me}"):
        assert len(await says(text)) == 1, "said once in a while: nobody can make the bot flood a group"
    body = {"user": ROSA, "chat": GROUP, "message_id": answer["message_id"], "data": "g:orders:"}
    await shop.world("forge", body)
    assert len(await says("/start")) == 1


# Throttling


async def test_who_is_too_fast_is_told_once_and_a_confirmation_comes_through(shop: Shop, clock: MovingClock) -> None:
    await shop.stop_bot()
    await shop.start_bot(throttle_per_minute=5)
    clock.advance(seconds=60 - clock().second)  # a whole minute lies ahead
    alice = shop.person()
    confirm = await alice.chooses_stars()  # four updates
    for _ in range(4):
        await alice.says("/help")
    await alice.sees("That was too fast", button="Confirm")
    await shop.quiet()
    texts = [bubble.text for bubble in await alice.chat() if not bubble.mine]
    assert sum("That was too fast" in text for text in texts) == 1
    await alice.taps("Confirm", on=confirm if confirm.id in [b.id for b in await alice.chat()] else None)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.orders()) == 1


async def test_even_a_flood_of_confirmations_is_never_dropped_in_silence(shop: Shop, clock: MovingClock) -> None:
    await shop.stop_bot()
    await shop.start_bot(throttle_per_minute=5)
    clock.advance(seconds=60 - clock().second)
    alice = shop.person()
    confirm = await alice.chooses_stars()
    for _ in range(7):
        await alice.forges("d:confirm:AbCdEf123456:", on=confirm)
    await shop.quiet()
    await alice.taps("Confirm")
    await alice.sees("That was too fast", button="Confirm")
    assert await shop.creates() == []
    clock.advance(minutes=1)
    await alice.taps("Confirm")
    await alice.sees("Pay", "Memo", photo=True)


# ACCESS=resellers


async def test_a_shop_for_resellers_is_closed_to_others_in_a_clear_sentence(shop: Shop, rosa: Person) -> None:
    await shop.stop_bot()
    await shop.start_bot(access="resellers")
    alice = shop.person()
    await alice.says("/start")
    closed = await alice.sees("This bot is for resellers", str(ALICE), "@stars_support")
    assert closed.labels == ("My orders",)
    await alice.says("/privacy")
    await alice.taps("Delete my data", on=await alice.sees("What we keep"))
    await alice.taps("Yes, delete")
    await alice.sees("Deleted.")
    for data in ("d:product:x:stars", "d:confirm:x:", "g:home:", "g:desk:", "g:bulk:", "b:order:x:", "nonsense"):
        await alice.forges(data, on=closed)
    for text in ("@durov", "100", "/start s_100_durov", "/bulk", "/balance"):
        await alice.says(text)
    await shop.quiet()
    assert await shop.creates() == []
    assert not any("Confirm" in bubble.labels for bubble in await alice.chat())

    await rosa.buys_stars()
    assert len(await shop.orders()) == 1


async def test_who_has_ordered_before_it_closed_sees_the_order_to_its_end(shop: Shop) -> None:
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await alice.taps("Confirm", on=confirm)
    pay = await alice.sees("Pay", "Memo", photo=True)
    order = await shop.order()
    await shop.stop_bot()
    await shop.start_bot(access="resellers")

    await alice.forges(confirm.button("Confirm")["callback_data"], on=pay)  # an old tap leads to its order
    await alice.says("/orders")
    await alice.taps(f"#{order['id']}")
    await alice.taps("I have paid", on=await alice.sees(button="I have paid"))
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.sees("Payment received")
    await shop.control(f"orders/{order['id']}/deliver")
    # By a message of its own, or by the screen where that had to be sent anew: either rings.
    await alice.taps("Order again", on=await alice.sees("✅ Delivered", button="Order again"))
    await alice.sees("This bot is for resellers")
    assert len(await shop.creates()) == 1
