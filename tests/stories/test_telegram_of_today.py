"""What Telegram offers beside messages: chat actions, effects, descriptions, menus, and commands in any case."""

import asyncio
from typing import Any

import pytest

from bot.telegram.middlewares.chat_action import ChatActionMiddleware
from bot.ui.screen import CONFETTI
from tests.support.shop import ALICE, ROSA, Person, Shop


async def calls(shop: Shop, method: str) -> list[dict[str, Any]]:
    items = (await shop.http.get("/world/history", params={"method": method})).json()["items"]
    return [call["params"] for call in items]


@pytest.mark.parametrize("typed", ["/Start", "/START@Stars_Demo_Bot", "/start@stars_demo_bot"])
async def test_commands_are_read_in_any_case(shop: Shop, typed: str) -> None:
    alice = shop.person()
    await alice.says(typed)
    await alice.sees("Stars and Premium", button="⭐ Buy Stars")


async def test_commands_are_read_with_turkish_letters_too(shop: Shop) -> None:
    alice = shop.person()
    for typed in ("/PRİVACY", "/prıvacy", "/Privacy@stars_demo_bot"):
        last = await alice.last_seen()
        await alice.says(typed)
        await alice.sees("What we keep", after=last)
    await alice.says("/privacy@another_bot")
    await alice.sees("I do not know this command")


async def test_typing_is_shown_while_the_partner_is_slow(shop: Shop) -> None:
    alice = shop.person()
    await alice.chooses_stars()
    await shop.fault("delay", "/orders", seconds=1.3)
    await alice.taps("Confirm")
    await alice.sees("Pay", "Memo", photo=True)
    assert {action["action"] for action in await calls(shop, "sendChatAction")} == {"typing"}


class Recorder:
    """In place of the bot and of the chat's context."""

    chat_id = 1

    def __init__(self) -> None:
        self.actions: list[tuple[int, str]] = []

    async def send_chat_action(self, chat_id: int, action: str) -> None:
        self.actions.append((chat_id, action))


@pytest.mark.parametrize(("delay", "shown"), [(0.0, [(1, "typing")]), (60.0, [])])
async def test_a_quick_answer_has_no_typing_and_an_error_goes_on_as_it_is(delay: float, shown: list[Any]) -> None:
    bot = Recorder()

    async def handler(event: Any, data: dict[str, Any]) -> None:
        await asyncio.sleep(0.05)
        raise ValueError("as it is")

    with pytest.raises(ValueError, match="as it is"):
        await ChatActionMiddleware(delay=delay)(handler, Any, {"context": bot, "bot": bot})  # type: ignore[arg-type]
    assert bot.actions == shown


async def delivers(shop: Shop, person: Person) -> None:
    await person.buys_stars()
    order = (await shop.orders())[0]
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")


async def test_a_delivery_comes_with_confetti_and_nothing_else_does(shop: Shop) -> None:
    alice = shop.person()
    await delivers(shop, alice)
    told = await alice.sees("✅ Delivered", photo=True)
    assert told.raw.get("effect_id") == CONFETTI
    assert sum("effect_id" in bubble.raw for bubble in await alice.chat()) == 1
    await alice.says("/orders")
    await alice.taps(f"#{(await shop.order())['id']}")
    again = await alice.sees("✅ Delivered", photo=True, after=told.id)
    assert "effect_id" not in again.raw, "an order that is opened again is no news"


async def test_a_refused_effect_is_left_out_of_that_message_alone(shop: Shop) -> None:
    alice = shop.person()
    for times in (1, 0):
        await alice.buys_stars()
        order = (await shop.orders())[0]
        await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
        await alice.sees("Payment received", f"#{order['id']}")
        await shop.quiet()
        fault = {"kind": "error", "status": 400, "description": "EFFECT_ID_INVALID", "method": "sendPhoto"}
        if times:
            await shop.world("faults", fault | {"times": times})
        await shop.control(f"orders/{order['id']}/deliver")
        told = await alice.sees("✅ Delivered", f"#{order['id']}", photo=True)
        assert told.raw.get("effect_id") == (None if times else CONFETTI)
        await shop.quiet()
    assert len([bubble for bubble in await alice.chat() if "✅ Delivered" in bubble.text]) == 2


@pytest.mark.first_start
async def test_the_bot_describes_itself_in_every_language_once(shop: Shop) -> None:
    async def described() -> bool:
        return len(shop.telegram.profile.get("short_description", {})) == 10

    assert await shop.eventually(described)
    assert "500 @durov" in shop.telegram.profile["description"][""]
    assert "звёзды" in shop.telegram.profile["description"]["ru"]
    before = len(await calls(shop, "setMyDescription")), len(await calls(shop, "setMyShortDescription"))
    assert before == (10, 10)
    await shop.stop_bot()
    await shop.start_bot()
    await shop.person().chooses_stars()
    assert (len(await calls(shop, "setMyDescription")), len(await calls(shop, "setMyShortDescription"))) == before


@pytest.mark.first_start
async def test_a_resellers_menu_speaks_the_language_that_they_have_chosen(shop: Shop, rosa: Person) -> None:
    await rosa.says("/language")
    await rosa.taps("Español")

    async def menu() -> bool:
        commands = (await shop.http.get(f"/world/chats/{ROSA}")).json()["commands"]
        return any(row["command"] == "bulk" for row in commands) and all(
            row["description"] != "My orders" for row in commands
        )

    assert await shop.eventually(menu), "though the app speaks English"
    for_alice = (await shop.http.get(f"/world/chats/{ALICE}")).json()["commands"]
    assert any(row["description"] == "My orders" for row in for_alice), "everybody's menu follows the app"
