"""What is typed while something newer stands below the screen is answered at the bottom of the chat."""

from typing import Any

import pytest
from aiogram.methods import SendMessage
from aiogram.types import MessageId
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.telegram.client import NewestMessageMiddleware
from bot.telegram.session import ChatSessions
from bot.ui.screen import Screen
from tests.handlers.admin.test_broadcast import composed
from tests.support import KEYS
from tests.support.shop import ALICE, IVAN, Bubble, Person, Shop


async def opens_help(shop: Shop) -> tuple[Person, Bubble]:
    """Alice has an order to pay, and the list of sheets below it."""
    alice = shop.person()
    await alice.buys_stars()
    await alice.taps("Help")
    return alice, await alice.sees("What is it about?")


async def answered_below(person: Person, typed: str, words: str, newer: Bubble, screen: Bubble) -> Bubble:
    """Types, and finds the only answer below the newer message; the screen and its buttons are gone."""
    await person.shop.quiet()
    await person.says(typed)
    answer = await person.sees(words, after=newer.id)
    await person.shop.quiet()
    chat = await person.chat()
    assert [bubble.id for bubble in chat if words in bubble.text] == [answer.id] == [chat[-1].id], chat
    assert screen.id not in [bubble.id for bubble in chat], chat
    assert newer in chat, "what stood below stays as it was"
    return answer


async def calls(shop: Shop, person: int = ALICE) -> list[str]:
    """The calls of the bot that changed something in a chat, since the last time."""
    shop.telegram.history, found = type(shop.telegram.history)(), shop.telegram.history
    return [call.method for call in found if call.chat == person and call.method != "sendChatAction"]


async def expires(shop: Shop, alice: Person) -> Bubble:
    await shop.control(f"orders/{(await shop.order())['id']}/expire")
    return await alice.sees("expired unpaid", "do not pay for it now", button="Order again")


async def test_a_purchase_typed_below_the_notice_of_an_expired_order_is_paid_below_it(either: Shop) -> None:
    alice, sheet = await opens_help(either)
    notice = await expires(either, alice)
    confirm = await answered_below(alice, "premium 3 @durov", "Check and confirm", notice, sheet)
    await alice.taps("Confirm", on=confirm)
    payment = await alice.sees("Pay", "Memo", photo=True, after=notice.id)
    assert payment.id == (await alice.chat())[-1].id
    assert len(await either.orders()) == 2


async def test_a_purchase_typed_below_a_batch_is_paid_below_it(shop: Shop) -> None:
    rosa = await shop.reseller()
    await rosa.says("/bulk")
    prompt = await rosa.sees("Bulk order", "rows, one a line")
    await rosa.says("@anna 100 inv-1\n@boris 6m")
    batch = await rosa.sees("Checked:", after=prompt.id)
    await rosa.taps("Menu", on=prompt)  # the prompt is still the screen of the chat
    menu = await rosa.sees("Stars and Premium", button="⭐ Buy Stars")
    assert menu.id == prompt.id, "a button edits the message that was tapped"
    await answered_below(rosa, "@durov 1000 x9", "Check and confirm", batch, menu)


async def test_a_purchase_typed_below_a_broadcast_is_answered_below_it(shop: Shop) -> None:
    alice, ivan = shop.person(), await shop.admin()
    await alice.says("/start")
    menu = await alice.sees("Stars and Premium", button="⭐ Buy Stars")
    await composed(ivan, "New prices today")
    await ivan.taps("Send to everybody")
    await ivan.sees("Sent to everybody", "Delivered: 2")
    broadcast = await alice.sees("New prices today")
    await answered_below(alice, "500 @durov", "Check and confirm", broadcast, menu)


async def test_a_notice_of_another_process_is_newer_too(either: Shop) -> None:
    alice, menu = either.person(), await menu_of(either)
    async with either.built() as another:
        await another.gateway.send(ALICE, Screen("What another process says"))
    await answered_below(alice, "500 @durov", "Check and confirm", await alice.sees("another process"), menu)


async def menu_of(shop: Shop) -> Bubble:
    await shop.person().says("/start")
    return await shop.person().sees("Stars and Premium", button="⭐ Buy Stars")


async def test_a_username_typed_below_the_contact_button_is_answered_below_it(shop: Shop) -> None:
    alice, menu = shop.person(), await menu_of(shop)
    await alice.taps("⭐ Buy Stars", on=menu)
    await alice.taps("Choose a contact", on=await alice.sees("Who gets the Stars?"))
    prompt = await alice.sees("Choose the person", after=menu.id)
    await alice.says("@durov")
    answer = await alice.sees("How many Stars?", after=prompt.id)
    await shop.quiet()
    assert [bubble.id for bubble in await alice.chat() if not bubble.mine] == [answer.id], "the prompt goes"


async def test_what_a_person_wrote_and_stays_is_newer_too(shop: Shop) -> None:
    """Telegram has not deleted what was typed before."""
    alice, menu = shop.person(), await menu_of(shop)
    for method in ("deleteMessage", "editMessageReplyMarkup"):
        await shop.world("faults", {"kind": "error", "method": method, "chat": ALICE, "status": 500, "times": 1})
    await alice.says("49")
    await alice.sees("Stars and Premium", "from 50", after=menu.id - 1)
    await shop.quiet()
    kept = (await alice.chat())[-1]
    assert kept.mine
    await answered_below(alice, "500 @durov", "Check and confirm", kept, menu)


async def test_an_ordinary_step_costs_an_edit_and_a_deletion(shop: Shop) -> None:
    alice, menu = shop.person(), await menu_of(shop)
    await shop.quiet()
    await calls(shop)
    for typed, words in (
        ("500", "Who gets the Stars?"),
        ("@d", "cannot be a username"),
        ("@durov", "Check and confirm"),
    ):
        await alice.says(typed)
        await alice.sees(words, after=menu.id - 1)
        await shop.quiet()
        assert await calls(shop) == ["editMessageText", "deleteMessage"]
    assert [bubble.id for bubble in await alice.chat() if not bubble.mine] == [menu.id]


async def test_a_tap_edits_its_message_whatever_stands_below(shop: Shop) -> None:
    alice, sheet = await opens_help(shop)
    await expires(shop, alice)
    await shop.quiet()
    await calls(shop)
    await alice.taps("I forgot the memo", on=sheet)
    assert (await alice.sees("send it here", after=sheet.id - 1)).id == sheet.id
    await shop.quiet()
    assert [name for name in await calls(shop) if name != "answerCallbackQuery"] == ["editMessageText"]


async def test_a_new_message_that_telegram_refuses_loses_no_screen(shop: Shop) -> None:
    alice, sheet = await opens_help(shop)
    await expires(shop, alice)
    await shop.quiet()
    await shop.world("faults", {"kind": "error", "method": "sendMessage", "chat": ALICE, "status": 500, "times": 1})
    await alice.says("premium 3 @durov")
    await alice.taps("Go on", on=await alice.sees("Nothing is lost", button="Go on"))
    await alice.sees("Check and confirm", "@durov", after=sheet.id)


class BrokenRedis:
    async def set(self, *named: Any, **options: Any) -> None:
        raise RedisConnectionError("gone")


@pytest.mark.parametrize("chat_id", [ALICE, -IVAN, "@channel"])
async def test_a_message_counts_as_sent_where_redis_does_not_answer(shop: Shop, chat_id: Any) -> None:
    """Sent again, it would come twice."""

    async def make_request(bot: Any, method: Any) -> Any:
        return MessageId(message_id=7)

    middleware = NewestMessageMiddleware(ChatSessions(BrokenRedis(), KEYS))  # type: ignore[arg-type]
    assert await middleware(make_request, shop.services.bot, SendMessage(chat_id=chat_id, text="x")) == MessageId(
        message_id=7
    )
