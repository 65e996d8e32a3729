"""Buttons of any age: another device still shows them, Redis was wiped, a year has gone by. None of them scolds, none
orders, and each leads on with what was chosen."""

import pytest

from tests.support.shop import ROSA, Bubble, Shop


def data_of(bubble: Bubble, label: str) -> str:
    return str(bubble.button(label)["callback_data"])


async def test_old_buttons_lead_on_with_what_was_chosen(shop: Shop) -> None:
    """They are pressed while another purchase has begun, and after Redis was wiped."""
    alice = shop.person()
    confirm = await alice.chooses_stars("100")
    old = {"Confirm": data_of(confirm, "Confirm"), "‹ Back": data_of(confirm, "‹ Back")}
    await alice.taps("‹ Back", on=confirm)
    amounts = await alice.sees("How many Stars?")
    old["500"] = data_of(amounts, "500")
    await alice.taps("‹ Back", on=amounts)
    people = await alice.sees("Who gets the Stars?")
    old["For me (@alice)"] = data_of(people, "For me (@alice)")
    old["Choose a contact"] = data_of(people, "Choose a contact")
    await alice.taps("‹ Back", on=people)
    home = await alice.sees(button="⭐ Buy Stars")
    old["⭐ Buy Stars"] = data_of(home, "⭐ Buy Stars")
    await alice.says("premium 6 @durov")
    screen = await alice.sees("Check and confirm", "6 months of Premium")
    for label, words in (
        ("Confirm", ("Check and confirm", "100 Stars", "@alice", "Price")),
        ("‹ Back", ("How many Stars?", "@alice")),
        ("500", ("Check and confirm", "500 Stars", "@alice")),
        ("⭐ Buy Stars", ("Who gets the Stars?",)),
        ("For me (@alice)", ("How many Stars?", "@alice")),
    ):
        await alice.forges(old[label], on=screen)
        assert "earlier step" not in (await alice.sees(*words)).text
    await shop.services.redis.flushdb()
    await alice.forges(old["Confirm"], on=screen)
    await alice.sees("Check and confirm", "100 Stars", "@alice", "Price")
    await alice.forges(old["Choose a contact"], on=screen)
    await alice.sees("Choose the person with the button below")
    assert await shop.creates() == [], "none of them orders"


async def test_an_old_cancel_keeps_what_has_begun_since(shop: Shop) -> None:
    alice = shop.person()
    old = await alice.chooses_stars("100")
    await alice.taps("‹ Back", on=old)
    await alice.taps("500")
    new = await alice.sees("Check and confirm", "500 Stars")
    await alice.forges(data_of(old, "Cancel"), on=new)
    await shop.quiet_updates()
    assert "500 Stars" in (await alice.sees("Check and confirm", button="Confirm")).text


@pytest.mark.parametrize("age", [{"minutes": 20}, {"days": 366}])
async def test_the_confirm_of_an_order_that_ended_never_orders_again(shop: Shop, age: dict[str, float]) -> None:
    alice = shop.person()
    screen = await alice.chooses_stars()
    await alice.taps("Confirm", on=screen)
    await alice.sees("Pay", "Memo", photo=True)
    if "days" in age:  # what is known of the confirmation is gone by then
        await shop.services.redis.flushdb()
    await alice.says("/help")
    other = await alice.sees("How it works")
    await alice.forges(data_of(screen, "Confirm"), on=other)
    await alice.sees(
        *(("Check and confirm", "100 Stars") if "days" in age else ("Memo", "100 Stars")), after=other.id - 1
    )
    assert len(await shop.creates()) == 1


async def test_a_button_of_somebody_elses_screen_gives_nothing_away(shop: Shop) -> None:
    alice, rosa = shop.person(), shop.person(ROSA)
    screen = await alice.chooses_stars()
    await alice.taps("Confirm", on=screen)
    await alice.sees("Pay", "Memo", photo=True)
    order = await shop.order()
    await shop.http.patch(f"/world/people/{ROSA}", json={"language_code": "en"})
    await rosa.says("/start")
    home = await rosa.sees(button="⭐ Buy Stars")
    await rosa.forges(data_of(screen, "Confirm"), on=home)
    shown = await rosa.sees("Check and confirm", "100 Stars", button="Confirm")
    assert order["payment_memo"] not in shown.text
    withdraw = data_of(screen, "Confirm").replace("confirm", "withdraw")
    await rosa.forges(withdraw, on=shown)
    await shop.quiet_updates()
    assert len(await shop.orders()) == 1


async def test_a_contact_that_is_shared_late_goes_on_with_its_product(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("🎁 Gift Premium")
    await alice.taps("Choose a contact")
    chooser = await alice.sees("Choose the person")
    chat = shop.telegram.private_chat(shop.telegram.people[alice.id])
    keyboard = chat.keyboard
    assert keyboard is not None
    asked = keyboard["keyboard"][0][0]["request_users"]
    assert asked["user_is_premium"] is False, "who has Premium cannot be chosen"
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars", after=chooser.id)
    await shop.quiet()
    chat.keyboard = keyboard  # the list of people was open before the keyboard went
    shared = [{"user_id": 5006, "first_name": "Pandus", "username": "pandus"}]
    await shop.world("share_users", {"user": alice.id, "request_id": asked["request_id"], "users": shared})
    await alice.sees("For how long?", "@pandus")
