"""Maintenance, blocked people, the audit log, the health of the bot; and that only admins may use them."""

import re

import pytest

from bot import __version__
from bot.operations.administration import MAX_AUDIT_ENTRIES, Administration
from bot.ui.i18n import Languages
from handlers.admin import COMMANDS
from tests.support.shop import ALICE, IVAN, ROSA, Json, Person, Shop


async def confirms(person: Person) -> None:
    await person.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)", "100", "Confirm"):
        await person.taps(label)


# Maintenance


async def test_a_closed_shop_takes_no_confirmation_and_serves_what_is_open(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await ivan.says("/maintenance on Back at <noon>.")
    await ivan.sees("The shop is closed", "Back at <noon>.")

    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)", "250", "Confirm"):
        await alice.taps(label)
    await alice.sees("The shop is closed for a moment: Back at <noon>.", "Check and confirm", button="Confirm")
    assert len(await shop.orders()) == 1
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")

    await ivan.says("/health")
    await ivan.sees("Health", "The shop is closed")
    await ivan.says("/maintenance off")
    await ivan.sees("The shop is open")
    await alice.taps("Confirm")
    await alice.sees("250 Stars", "Memo", photo=True)


async def test_an_order_confirmed_before_the_shop_closed_is_made(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await shop.fault("error", "/orders/stars", status=503, times=2)
    await confirms(alice)
    await alice.sees("being confirmed")
    await ivan.says("/maintenance on")
    await ivan.sees("The shop is closed")
    await alice.sees("Memo", photo=True)


async def test_maintenance_without_words_and_with_wrong_ones(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await ivan.says("/maintenance")
    await ivan.sees("The shop is open")
    await ivan.says("/maintenance perhaps")
    await ivan.sees("Send /maintenance on or /maintenance off.")
    await ivan.says("/maintenance on " + "x" * 401)
    await ivan.sees("That is too long")
    await ivan.says("/maintenance on")
    await ivan.sees("The shop is closed")
    await confirms(alice)
    await alice.sees("takes no new orders")


async def test_the_longest_words_are_shown_whatever_is_in_them(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await ivan.says("/maintenance on " + '"' * 400)
    await ivan.sees("The shop is closed", '"' * 400)
    await confirms(alice)
    await alice.sees('"' * 400, "Check and confirm")


# Blocked people


async def test_a_blocked_person_can_do_nothing_but_see_their_orders_through(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await ivan.says(f"/block {ALICE}")
    await ivan.sees("Blocked:", str(ALICE))
    await alice.says("/start")
    screen = await alice.sees("You can no longer order here", "@stars_support")
    assert screen.labels == ()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")

    await ivan.says(f"/unblock {ALICE}")
    await ivan.sees("Blocked: –")
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (f"/block {IVAN}", "You cannot block an admin."),
        ("/block @alice", "That is not a user id."),
        ("/unblock 42", "That person is not blocked."),
        ("/block", "Blocked: –"),
    ],
)
async def test_what_cannot_be_blocked(shop: Shop, words: str, answer: str) -> None:
    ivan = await shop.admin()
    await ivan.says(words)
    await ivan.sees(answer)


# What was done


async def test_every_deed_is_written_down(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await ivan.says("/maintenance on <b>soon</b>")
    await ivan.sees("closed")
    await ivan.says("/maintenance off")
    await ivan.sees("open")
    await ivan.says("/block 42")
    await ivan.sees("42")
    await ivan.says("/unblock 42")
    await ivan.sees("Blocked: –")
    await ivan.says("/export orders")
    await ivan.sees("Orders exported")
    await ivan.says(f"/order {order['id']}")
    await ivan.taps("Send the screen again")
    await ivan.sees("The customer got the screen")
    await ivan.taps("‹ Back")
    await ivan.taps("Write to the customer")
    await ivan.sees("Send the text")
    await ivan.says("Hello")
    await ivan.sees("Your message is on its way")
    await ivan.taps("‹ Back")
    await ivan.taps("Cancel order")
    await ivan.sees("cancelled (cancelled)")
    await ivan.says("/audit")
    screen = await ivan.sees("What admins did", f"cancel {order['id']}")
    deeds = re.findall(r"UTC · 3003\n(.+)", screen.text)
    assert [deed.rstrip() for deed in deeds] == [
        f"cancel {order['id']}",
        f"write {order['id']}",
        f"resend {order['id']}",
        deeds[3].rstrip(),
        "unblock 42",
        "block 42",
        "maintenance off",
        "maintenance on <b>soon</b>",
    ]
    assert deeds[3].startswith("export orders ")


async def test_the_list_of_deeds_is_paged_and_bounded(shop: Shop) -> None:
    ivan = await shop.admin()
    control: Administration = shop.services.administration
    for number in range(MAX_AUDIT_ENTRIES + 3):
        await control.record(IVAN, "export", f"no {number}")
    await ivan.says("/audit")
    await ivan.sees(f"no {MAX_AUDIT_ENTRIES + 2}")
    await ivan.taps("Older ›")
    await ivan.sees(f"no {MAX_AUDIT_ENTRIES - 8}", button="‹ Newer")
    _, total = await control.audit_log(limit=1)
    assert total == MAX_AUDIT_ENTRIES


# Health


async def test_health_shows_every_neighbour_and_queue(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    await shop.quiet()
    await ivan.says("/health")
    screen = await ivan.sees("Health", "Partner API: ok", "Telegram: ok", "Redis: ok", "Watched orders: 1")
    assert "Open confirmations: 0, frozen: 0" in screen.text
    assert "People: 2" in screen.text
    assert f"Version {__version__}, up 0d 0h 0m" in screen.text
    await shop.fault("error", "/health", times=1)
    await ivan.says("/health")
    await ivan.sees("Partner API: does not answer")


# Only for admins


async def transcript(shop: Shop, person: Person) -> list[str]:
    return [bubble.text for bubble in await person.chat() if not bubble.mine]


@pytest.mark.parametrize("number", [ALICE, ROSA], ids=["customer", "reseller"])
async def test_others_get_the_answer_of_an_unknown_command_and_are_counted(shop: Shop, number: int) -> None:
    await shop.http.patch(f"/world/people/{number}", json={"language_code": "en"})
    person = shop.person(number)
    await person.says("/nonsense")
    nothing = await person.sees("I do not know this command")
    assert set(COMMANDS) >= {"balance", "orders_all", "intents", "maintenance", "broadcast", "export"}
    for command in COMMANDS:
        for words in (f"/{command}", f"/{command} on 1001"):
            last = (await person.chat())[-1].id
            await person.says(words)
            screen = await person.sees("I do not know this command", after=last)
            assert (screen.text, screen.labels) == (nothing.text, nothing.labels)

    ivan = await shop.admin()
    await ivan.says("/health")
    await ivan.sees(f"Admin commands tried by others: {2 * len(COMMANDS)}")


BUTTONS = (
    *("transactions", "orders", "order", "cancel", "resend", "write", "intents", "intent", "retry", "release"),
    *("adopt", "audit", "broadcast-send", "broadcast-stop", "nonsense"),
)


async def test_every_forged_admin_button_is_an_old_button_to_others(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await ivan.says("/broadcast")
    await ivan.sees("Send the message for everybody")
    await ivan.says("Secret plans")
    composed = await ivan.sees("This goes to")
    data = str(composed.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    before = await shop.order()
    rosa = shop.person(ROSA)
    await shop.http.patch(f"/world/people/{ROSA}", json={"language_code": "en"})
    await rosa.says("/start")
    screen = await rosa.sees(button="⭐ Buy Stars")
    forged = [f"a:{do}:{order['id']}:0" for do in BUTTONS] + [data]
    for each in forged:
        await rosa.forges("g:here:", on=screen)  # so that the next answer is a change that can be seen
        await shop.eventually(lambda: _reads(rosa, screen.id, old=False))
        await rosa.forges(each, on=screen)
        assert await shop.eventually(lambda: _reads(rosa, screen.id, old=True)), each
    await shop.quiet()
    texts = " ".join(await transcript(shop, rosa))
    assert str(order["id"]) not in texts
    assert "Secret plans" not in texts
    assert await shop.order() == before
    assert await shop.services.administration.denied_count() == len(forged)


async def _reads(person: Person, id: int, *, old: bool) -> bool:
    text = next(bubble.text for bubble in await person.chat() if bubble.id == id)
    return ("from an earlier step" in text) == old


async def test_a_stranger_answers_no_question_of_an_admin(shop: Shop) -> None:
    """The answer to a question counts in the chat where it was asked, and only from an admin."""
    ivan, alice = await shop.admin(), shop.person()
    await ivan.says("/broadcast")
    await ivan.sees("Send the message for everybody")
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    await alice.says("Free Stars at my shop!")
    await alice.sees("I could not read that")


# Menus


async def commands(shop: Shop, number: int) -> list[Json]:
    rows: list[Json] = (await shop.http.get(f"/world/chats/{number}")).json()["commands"]
    return rows


async def test_admin_commands_stand_in_the_menu_of_admins_only_in_their_language(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.stop_bot()
    await shop.start_bot()  # the menu of an admin can be set once they have pressed start
    texts = Languages().speak("ru")

    async def named() -> bool:
        return {row["command"] for row in await commands(shop, ivan.id)} >= set(COMMANDS)

    assert await shop.eventually(named)
    await shop.http.patch(f"/world/people/{IVAN}", json={"language_code": "ru"})

    async def in_russian() -> bool:
        told = {row["command"]: row["description"] for row in await commands(shop, IVAN)}
        return told.get("balance") == texts.get("command-balance")

    assert await shop.eventually(in_russian)
    assert not set(COMMANDS) & {row["command"] for row in await commands(shop, ALICE)}


async def test_who_is_no_admin_any_more_loses_the_menu(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.stop_bot()
    await shop.start_bot()

    async def named() -> bool:
        return bool({row["command"] for row in await commands(shop, ivan.id)} & set(COMMANDS))

    assert await shop.eventually(named)
    await shop.stop_bot()
    await shop.start_bot(admin_ids="")

    async def gone() -> bool:
        return not await named()

    assert await shop.eventually(gone)
    await ivan.says("/balance")
    await ivan.sees("I do not know this command")
