"""Telegram as it behaves: error pages, menus, old buttons, forged choices, and chats that come back."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from tests.support import KEYS
from tests.support.shop import ALICE, IVAN, ROSA, Json, Shop, eventually


async def html(shop: Shop, method: str, **how: Any) -> None:
    """The next call of the method is answered with a page, as nginx sends it."""
    fault = {"kind": "html", "method": method, "status": 502, "description": "Bad Gateway", "times": 1}
    await shop.world("faults", fault | how)


async def calls(shop: Shop, method: str) -> list[Json]:
    return list((await shop.http.get("/world/history", params={"method": method})).json()["items"])


# An HTML page in place of an answer


async def test_start_is_answered_after_an_error_page(shop: Shop) -> None:
    alice = shop.person()
    await html(shop, "sendMessage")
    await alice.says("/start")
    await alice.taps("Go on")
    await alice.sees(button="⭐ Buy Stars")


async def test_an_error_page_for_the_spinner_does_not_stop_a_confirmation(shop: Shop) -> None:
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await shop.fault("delay", "/orders/stars", seconds=0.5)
    await html(shop, "answerCallbackQuery")
    await alice.taps("Confirm", on=confirm)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.orders()) == 1


@pytest.mark.parametrize("method", ["sendPhoto", "editMessageMedia"])
async def test_a_payment_screen_comes_after_an_error_page(shop: Shop, method: str) -> None:
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await html(shop, method, status=504)
    await alice.taps("Confirm", on=confirm)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.creates()) == 1


async def test_news_of_a_delivery_come_after_an_error_page(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await html(shop, "sendPhoto", chat=ALICE)
    await shop.control(f"orders/{(await shop.order())['id']}/deliver")
    shop.clock.advance(minutes=1)
    await alice.sees("✅ Delivered", photo=True)


@pytest.mark.parametrize("body", ['{"ok": true, "result": null}', '{"ok": false}', "<html>é</html>"])
@pytest.mark.first_start
async def test_an_answer_that_is_not_of_the_bot_api_stops_nobody(shop: Shop, body: str) -> None:
    """At the start, in a handler and in a worker."""
    await shop.stop_bot()
    for method in ("getWebhookInfo", "setMyCommands", "getUpdates", "sendMessage"):
        await html(shop, method, body=body)
    await html(shop, "sendPhoto", body=body, chat=ALICE)
    await shop.start_bot()
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("Go on")
    await alice.sees(button="⭐ Buy Stars")
    await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)
    assert await shop.eventually(lambda: _has_no_faults(shop), 20)


async def _has_no_faults(shop: Shop) -> bool:
    return not shop.telegram.faults.planned


# Menus


@pytest.mark.first_start
async def test_a_start_sends_no_menu_that_telegram_has(shop: Shop) -> None:
    await shop.admin()
    await shop.reseller()
    await shop.stop_bot()
    await shop.start_bot()  # Ivan and Rosa have pressed start: their own menus can be set now
    assert await eventually(lambda: _has_menu(shop, IVAN))
    before = len(await calls(shop, "setMyCommands"))
    await shop.stop_bot()
    await shop.start_bot()
    ivan = shop.person(IVAN)
    await ivan.says("/help")
    await ivan.sees("How it works")
    await asyncio.sleep(0.5)
    assert len(await calls(shop, "setMyCommands")) == before


async def _has_menu(shop: Shop, person: int) -> bool:
    languages = [language for scope, language in shop.telegram.commands if scope == f"chat:{person}"]
    return len(languages) == 10


@pytest.mark.first_start
async def test_menus_go_on_where_telegram_has_asked_to_wait(shop: Shop, redis: Redis) -> None:
    await shop.admin()
    await shop.stop_bot()
    await redis.delete(KEYS.menus)
    shop.telegram.commands.clear()
    before = len(await calls(shop, "setMyCommands"))
    await shop.world("faults", {"kind": "429", "method": "setMyCommands", "times": 1, "retry_after": 1, "chat": None})
    await shop.start_bot()
    assert await eventually(lambda: _has_menu(shop, IVAN), 20)
    shop.telegram.history.clear()
    assert before
    assert len(shop.telegram.commands) == 20


@pytest.mark.first_start
async def test_a_former_reseller_loses_the_menu_and_gets_it_again(shop: Shop) -> None:
    await shop.reseller()
    for resellers, has in (("", False), (str(ROSA), True)):
        await shop.stop_bot()
        await shop.start_bot(reseller_ids=resellers)
        assert await eventually(lambda: _menu_is(shop, ROSA, has)), resellers  # noqa: B023


async def _menu_is(shop: Shop, person: int, has: bool) -> bool:
    return any(scope == f"chat:{person}" for scope, _ in shop.telegram.commands) is has


# Inline choices


async def test_a_chosen_card_of_a_strangers_order_is_left_alone(shop: Shop, redis: Redis) -> None:
    alice = shop.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    rosa = shop.telegram.people[ROSA].as_user()
    for order in (id, "no-such-order", f"{id}:1"):
        chosen = {"result_id": f"pay:{order}", "from": rosa, "query": "pay", "inline_message_id": "stolen"}
        await shop.world("update", {"kind": "chosen_inline_result", "payload": chosen})
    await shop.quiet_updates()
    assert not await redis.exists(KEYS.cards(id))
    own = {
        "result_id": f"pay:{id}",
        "from": shop.telegram.people[ALICE].as_user(),
        "query": "",
        "inline_message_id": "1",
    }
    await shop.world("update", {"kind": "chosen_inline_result", "payload": own})
    assert await eventually(lambda: redis.exists(KEYS.cards(id)))


# A chat that comes back without an update of its return


@pytest.mark.parametrize("way", ["a command", "a button", "kept out by the admins"])
async def test_any_update_of_a_chat_wakes_what_was_put_aside(shop: Shop, redis: Redis, way: str) -> None:
    alice = shop.person()
    await alice.says("/start")
    menu = await alice.sees(button="⭐ Buy Stars")
    await alice.buys_stars()
    await shop.world("block", {"user": ALICE})
    await shop.control(f"orders/{(await shop.order())['id']}/deliver")
    shop.clock.advance(minutes=1)
    assert await shop.eventually(lambda: redis.exists(KEYS.missed(ALICE)))
    await shop.world("block", {"user": ALICE, "blocked": False, "silent": True})
    if way == "kept out by the admins":
        await shop.services.administration.block(IVAN, ALICE)
    if way == "a button":
        await alice.forges(menu.button("⭐ Buy Stars")["callback_data"], on=menu)
    else:
        await alice.says("/help")
    await alice.sees("✅ Delivered", photo=True)


# Buttons and commands


async def test_buttons_of_the_menu_work_however_old(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    menu = await alice.sees(button="⭐ Buy Stars")
    await alice.buys_stars()
    shop.clock.advance(days=3)
    for label, sees in (("⭐ Buy Stars", "Who gets the Stars?"), ("🎁 Gift Premium", "Who gets Premium?")):
        last = await alice.last_seen()
        await alice.forges(menu.button(label)["callback_data"], on=menu)  # the chat has another screen by now
        await alice.sees(sees, after=last - 1)
    await alice.forges(menu.button("My orders")["callback_data"], on=menu)
    await alice.sees("My orders", "100 Stars")


@pytest.mark.parametrize(
    ("command", "sees"), [("/Start", "Buy Stars"), ("/ORDERS", "My orders"), ("/Help@Stars_Demo_Bot", "How it works")]
)
async def test_commands_without_regard_to_case(shop: Shop, command: str, sees: str) -> None:
    alice = shop.person()
    await alice.says(command)

    async def seen() -> bool:
        return any(sees in f"{bubble.text}{bubble.labels}" for bubble in await alice.chat() if not bubble.mine)

    assert await shop.eventually(seen), await alice.chat()
