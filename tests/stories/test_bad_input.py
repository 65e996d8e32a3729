"""Bad input gets a clear sentence and the same step again; nothing is lost and no traceback is shown."""

import pytest

from tests.support.shop import ALICE, ROSA, Person, Shop, eventually

NOT_USERNAMES = [
    "👍",
    "@",
    "no spaces here",
    "_begins",
    "ends_",
    "ab",
    "a" * 33,
    "t.me/+AbCdEf",
    "x" * 4096,
    "<b>bold</b>",
]
NOT_AMOUNTS = ["0", "-5", "49", "10001", "1e9", "ten", "12.5", "👍", "9" * 40, "x" * 4096, "<i>7</i>"]


async def to_recipient(person: Person) -> None:
    await person.says("/start")
    await person.taps("⭐ Buy Stars")
    await person.sees("Who gets the Stars?")


async def to_amount(person: Person) -> None:
    await to_recipient(person)
    await person.taps("For me (@alice)")
    await person.sees("How many Stars?")
    await person.shop.quiet()  # the prices on the buttons are known: a fault for the next call strikes what is pressed


async def test_what_is_no_username_is_said_and_the_step_stays(shop: Shop) -> None:
    alice = shop.person()
    await to_recipient(alice)
    for typed in NOT_USERNAMES:
        await alice.says(typed)
        await alice.sees("Who gets the Stars?", button="For me (@alice)")
        await gone(alice, typed)
    await alice.says("@durov")
    await alice.sees("How many Stars?", "@durov")


async def test_what_is_no_amount_is_said_and_the_step_stays(shop: Shop) -> None:
    alice = shop.person()
    await to_amount(alice)
    for typed in NOT_AMOUNTS:
        await alice.says(typed)
        await alice.sees("How many Stars?", "Send")
        await gone(alice, typed)
    await alice.says("1 000")
    await alice.sees("Check and confirm", "1,000 Stars")


async def gone(person: Person, typed: str) -> None:
    """A typed answer is taken away when it has been read: the screen stays the last thing in the chat."""

    async def look() -> bool:
        return typed not in [bubble.text for bubble in await person.chat()]

    assert await eventually(look), f"{typed!r} is still there"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nobody_here", "cannot receive this"),
        ("channel_news", "cannot receive this"),
        ("nostars_bob", "cannot receive this"),
    ],
)
async def test_a_recipient_who_cannot_is_caught_with_the_reason(shop: Shop, name: str, sentence: str) -> None:
    alice = shop.person()
    await to_recipient(alice)
    await alice.says(f"@{name}")
    await alice.sees(sentence, f"@{name}", "Who gets the Stars?")


async def test_a_check_that_fails_is_never_shown_as_yes(shop: Shop) -> None:
    alice = shop.person()
    await to_recipient(alice)
    await alice.says("@flaky_fred")
    await alice.sees("How many Stars?", "could not check this username")
    await alice.taps("50")
    await alice.sees("Check and confirm", "could not check this username")
    await alice.taps("Confirm")
    await alice.sees("50 Stars for @flaky_fred", photo=True)


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "location", "forward", "document"])
async def test_other_kinds_of_messages_change_nothing(shop: Shop, kind: str) -> None:
    alice = shop.person()
    await to_recipient(alice)
    await shop.world("media", {"user": ALICE, "kind": kind})
    await alice.sees("Nothing has changed", "Who gets the Stars?")


async def test_commands_work_in_every_step(shop: Shop) -> None:
    alice = shop.person()
    await to_amount(alice)
    await alice.says("/help")
    await alice.sees("How it works")
    await alice.says("/orders")
    await alice.sees("No orders yet")
    await alice.says("/nonsense")
    await alice.sees("I do not know this command", "How many Stars?")
    await alice.says("/cancel")
    await alice.sees("nothing was ordered", button="⭐ Buy Stars")


async def test_another_persons_order_is_no_ones_business(shop: Shop) -> None:
    await shop.person(ALICE).buys_stars()
    order = await shop.order()
    rosa = shop.person(ROSA)
    await rosa.says("/start")
    screen = await rosa.sees(button="⭐ Buy Stars")
    for do in ("open", "instead", "paid", "pay", "look", "cancel", "cancel-sure", "drop", "drop-sure", "repeat"):
        await rosa.forges(f"o:{do}:{order['id']}", on=screen)
        await rosa.sees("This chat has no such order")
        await rosa.says("/start")
        screen = await rosa.sees(button="⭐ Buy Stars")
    assert (await shop.order())["status"] == "pending_payment"


async def test_a_name_with_html_in_it_breaks_nothing(shop: Shop) -> None:
    await shop.http.patch(f"/world/people/{ALICE}", json={"first_name": "<b>&lt;", "last_name": "</code>"})
    await shop.person().buys_stars()


async def test_the_partner_down_is_said_plainly_and_one_tap_tries_again(shop: Shop) -> None:
    alice = shop.person()
    await to_amount(alice)
    await shop.control("faults", {"path": "/pricing", "kind": "drop_before"})
    await alice.taps("100")
    await alice.sees("does not answer right now", "100 Stars", button="Try again")
    await shop.http.delete("/control/faults")
    await alice.taps("Try again")
    await alice.sees("Check and confirm", "100 Stars", button="Confirm")


async def test_a_rate_limited_partner_is_said_plainly(shop: Shop) -> None:
    alice = shop.person()
    await to_amount(alice)
    fault = {"path": "/pricing/estimate", "kind": "error", "status": 429, "error_code": "RATE_LIMITED"}
    await shop.control("faults", {**fault, "headers": {"Retry-After": "30"}})
    await alice.taps("100")
    await alice.sees("We are very busy right now", button="Try again")


async def test_a_refusal_is_told_in_the_partners_words_and_nothing_is_to_pay(shop: Shop) -> None:
    alice = shop.person()
    await to_amount(alice)
    await alice.taps("100")
    await alice.sees("Check and confirm")
    fault = {"path": "/orders/stars", "kind": "error", "status": 400, "error_code": "VALIDATION_ERROR", "times": 1}
    await shop.control("faults", fault)
    await alice.taps("Confirm")
    await alice.sees("Not ordered, nothing to pay", "The provider says")
    assert await shop.orders() == []
