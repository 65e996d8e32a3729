"""The buttons of alerts lead to where they are mended, in private and in the group of ADMIN_CHAT_ID."""

import asyncio

import pytest

from tests.support.shop import ALICE, IVAN, ROSA, Bubble, Person, Shop

GROUP = -777


async def group_alert(shop: Shop, words: str) -> Bubble:
    """The alert in the group, when it is there."""

    async def look() -> Bubble | None:
        found = [Bubble.read(message.body) for message in shop.telegram.chats[GROUP].living()]
        return next((bubble for bubble in reversed(found) if words in bubble.text), None)

    alert = await shop.eventually(look)
    assert alert
    return alert


async def press_in_group(shop: Shop, user: int, alert: Bubble) -> str:
    """Presses the alert's only button; returns the text of the answer."""
    [label] = alert.labels
    body = {"user": user, "chat": GROUP, "message_id": alert.id, "label": label}
    callback = (await shop.world("press", body))["callback_id"]

    async def look() -> str | None:
        answer = shop.telegram.callbacks[callback].answer
        return None if answer is None else answer.get("text") or "-"

    return await shop.eventually(look) or ""


@pytest.mark.parametrize(
    ("kind", "label", "screen"),
    [
        ("balance", "Balance and top-up", "Partner balance"),
        ("waiting", "The confirmations", "All confirmations became orders"),
        ("lag", "Check the health", "Health"),
        ("stopped", "The shop", "The shop is open"),
        ("team", "The team", "Admins of ADMIN_IDS"),
    ],
)
async def test_an_alert_leads_to_where_it_is_mended(shop: Shop, kind: str, label: str, screen: str) -> None:
    ivan = await shop.admin()
    await shop.services.alerts.trigger(kind, "1")
    alert = await ivan.sees("⚠️", button=label)
    await ivan.taps(label, on=alert)
    await ivan.sees(screen)


async def test_an_alert_of_an_order_opens_its_card(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.services.alerts.trigger("stuck", str(order["id"]))
    await ivan.taps("Open the order", on=await ivan.sees("not delivered yet"))
    await ivan.sees(f"Order #{order['id']}", "Chat: 1001")


async def test_a_low_balance_says_how_low(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.stop_bot()
    await shop.start_bot(low_balance_ton=1_000_000)
    shop.clock.advance(minutes=2)
    await ivan.sees("The partner balance is below 1000000", "Now it is ", " TON")


async def test_the_shop_is_opened_again_by_a_button(shop: Shop) -> None:
    ivan = await shop.admin()
    await ivan.says("/maintenance")
    await ivan.taps("Close the shop")
    await ivan.sees("The shop is closed")
    await ivan.taps("Open the shop")
    await ivan.sees("The shop is open")
    await ivan.says("/audit")
    await ivan.sees("maintenance on", "maintenance off")


async def test_a_refused_key_is_told_to_admins_in_their_words(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await shop.fault("error", status=401, error_code="UNAUTHORIZED", times=None)
    await ivan.says("/balance")
    await ivan.sees("does not accept PARTNER_API_KEY", "/api")
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    await alice.taps("For me (@alice)")
    seen = await alice.sees("under maintenance")
    assert "PARTNER_API_KEY" not in seen.text


@pytest.fixture
async def with_group(shop: Shop) -> Shop:
    await shop.stop_bot()
    await shop.world("group", {"chat_id": GROUP, "title": "Alerts"})
    await shop.start_bot(admin_chat_id=GROUP)
    return shop


async def test_a_button_in_the_group_opens_the_screen_in_the_admins_private_chat(with_group: Shop) -> None:
    shop = with_group
    ivan: Person = await shop.admin()
    await shop.services.alerts.trigger("balance", "5")
    alert = await group_alert(shop, "balance is below")
    assert await press_in_group(shop, IVAN, alert) == "I opened it in our private chat."
    await ivan.sees("Partner balance", "Top up at")
    assert (await group_alert(shop, "balance is below")).text == alert.text


async def test_others_in_the_group_get_nothing(with_group: Shop) -> None:
    shop = with_group
    await shop.services.alerts.trigger("balance", "5")
    alert = await group_alert(shop, "balance is below")
    assert "private chat" in await press_in_group(shop, ALICE, alert)
    assert not [bubble for bubble in await shop.person().chat() if "Partner balance" in bubble.text]


async def test_an_admin_who_has_not_started_the_bot_is_told_so(with_group: Shop) -> None:
    shop = with_group
    await shop.services.alerts.trigger("balance", "5")
    alert = await group_alert(shop, "balance is below")
    assert "press Start" in await press_in_group(shop, IVAN, alert)


async def test_two_admins_press_in_the_group_at_once(with_group: Shop) -> None:
    """Each gets the screen in private; what both decide there happens once."""
    shop = with_group
    await shop.stop_bot()
    await shop.start_bot(admin_ids=f"{IVAN},{ROSA}", admin_chat_id=GROUP)
    ivan, rosa, alice = await shop.admin(), await shop.reseller(), shop.person()
    await shop.fault("error", "/orders/stars", status=409, error_code="IDEMPOTENCY_KEY_REUSED", method="POST")
    await alice.taps("Confirm", on=await alice.chooses_stars())
    alert = await group_alert(shop, "A confirmation needs your attention")
    answers = await asyncio.gather(*(press_in_group(shop, admin.id, alert) for admin in (ivan, rosa)))
    assert answers == ["I opened it in our private chat."] * 2
    shown = [await admin.sees("❄️ frozen", button="Release") for admin in (ivan, rosa)]
    await asyncio.gather(ivan.taps("Release", on=shown[0]), rosa.taps("Release", on=shown[1]))
    for admin in (ivan, rosa):
        await admin.sees("✖️ not ordered")
    await shop.quiet()
    assert sum("Not ordered, nothing to pay" in bubble.text for bubble in await alice.chat()) == 1
    assert not await shop.services.intents.frozen()
    assert await shop.orders() == []
