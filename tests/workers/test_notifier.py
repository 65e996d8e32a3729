"""The outbox: what is to be told reaches its chat whatever Telegram says, at least once, and never blocks the rest."""

from typing import Any

import pytest
from redis.asyncio import Redis

from bot.clock import to_ms
from tests.support import KEYS
from tests.support.shop import IVAN, ROSA, Bubble, Json, Person, Shop


async def trouble(shop: Shop, kind: str, method: str, **how: Any) -> None:
    await shop.world("faults", {"kind": kind, "method": method, "times": 1, **how})


async def refused(shop: Shop, method: str, description: str, status: int = 400, **how: Any) -> None:
    await trouble(shop, "error", method, status=status, description=description, **how)


async def delivered(shop: Shop) -> str:
    """The only order is delivered, and the bot is about to see it; returns its number."""
    id = str((await shop.order())["id"])
    await shop.control(f"orders/{id}/deliver")
    shop.clock.advance(minutes=1)
    return id


async def calls(shop: Shop, method: str) -> list[Json]:
    return list((await shop.http.get("/world/history", params={"method": method})).json()["items"])


async def bot_messages(person: Person, *words: str) -> list[Bubble]:
    return [bubble for bubble in await person.chat() if not bubble.mine and all(word in bubble.text for word in words)]


async def test_an_end_is_told_by_one_new_message_and_one_line_is_left_of_the_payment_screen(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    id = await delivered(shop)
    told = await alice.sees("✅ Delivered", f"Order #{id}", photo=True)
    await shop.quiet()
    assert len(await bot_messages(alice, "✅ Delivered")) == 1
    assert "✓ Ordered ▸ ✓ Paid ▸ ✓ Processing ▸ ✓ Delivered" in told.text
    assert told.labels == ("Order again", "Help", "Menu")
    (former,) = [bubble for bubble in await alice.chat() if bubble.id == paying.id]
    assert (former.text, former.labels) == (f"Order #{id} · delivered", ())
    before, after = (bubble.raw["photo"][-1]["file_unique_id"] for bubble in (paying, former))
    assert before != after, "nobody scans its QR code any more"


async def test_too_many_requests_reschedules_the_notice_for_when_telegram_says(shop: Shop, redis: Redis) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await trouble(shop, "429", "editMessageMedia", retry_after=40, times=2)  # the countdown may meet it first
    begun = to_ms(shop.clock())
    id = await delivered(shop)
    notice = f"order:{id}:completed"

    async def postponed() -> float | None:
        due = await redis.zscore(KEYS.queue("notices"), notice)
        held = await redis.hget(KEYS.fences("notices"), notice)  # type: ignore[misc]
        return due if due and not held and due > begun + 90_000 else None

    due = await shop.eventually(postponed)  # a minute was skipped, then forty seconds are to be waited
    assert due is not None
    assert not await bot_messages(alice, "✅ Delivered")
    shop.clock.advance(seconds=41)
    await alice.sees("✅ Delivered", id, photo=True)
    assert len(await bot_messages(alice, "✅ Delivered")) == 1


async def test_too_many_requests_between_the_edit_and_the_message_tells_both(shop: Shop) -> None:
    """The edit is repeated: that it changes nothing is success."""
    alice = shop.person()
    paying = await alice.buys_stars()
    await trouble(shop, "429", "sendPhoto", retry_after=5)
    id = await delivered(shop)
    assert (await alice.sees(f"Order #{id} · delivered")).id == paying.id
    assert not await bot_messages(alice, "✅ Delivered")
    shop.clock.advance(seconds=6)
    await alice.sees("✅ Delivered", id, photo=True)
    await shop.quiet()
    assert len(await bot_messages(alice, "✅ Delivered")) == 1
    assert await bot_messages(alice, f"Order #{id} · delivered"), "the message that was edited twice stays"


@pytest.mark.parametrize(
    "fault",
    [{"kind": "drop_before"}, {"kind": "error", "status": 502, "description": "Bad Gateway"}],
    ids=["cut", "bad-gateway"],
)
async def test_a_telegram_that_does_not_answer_is_asked_again(shop: Shop, fault: dict[str, Any]) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await trouble(shop, method="sendPhoto", **fault)
    id = await delivered(shop)
    await alice.sees(f"Order #{id} · delivered")
    assert await shop.eventually(lambda: _struck(shop))
    shop.clock.advance(seconds=21)
    await alice.sees("✅ Delivered", id, photo=True)


async def _struck(shop: Shop) -> bool:
    """Whether the trouble has happened."""
    return not shop.telegram.faults.planned


async def test_a_message_whose_answer_is_lost_is_told_again_rather_than_not_at_all(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await trouble(shop, "drop_after", "sendPhoto")
    id = await delivered(shop)
    await alice.sees("✅ Delivered", id, photo=True)
    shop.clock.advance(seconds=21)

    async def twice() -> bool:
        return len(await bot_messages(alice, "✅ Delivered", id)) == 2

    assert await shop.eventually(twice)
    await shop.quiet()
    assert len(await bot_messages(alice, "✅ Delivered")) == 2


async def test_a_blocked_chat_ends_the_notice_and_the_order_stays_watched(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await shop.world("block", {"user": alice.id})
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "exact"})
    shop.clock.advance(minutes=1)
    watch, id = shop.services.watch, str((await shop.order())["id"])

    async def seen_paid() -> bool:
        watched = await watch.get(id)
        return watched is not None and watched.order.status == "paid"

    assert await shop.eventually(seen_paid)
    await shop.quiet()
    assert await watch.queue.size() == 1
    await shop.world("block", {"user": alice.id, "blocked": False})
    await delivered(shop)
    await alice.sees("✅ Delivered", id, photo=True)


async def test_a_chat_that_is_gone_ends_the_notice(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    for method in ("editMessageMedia", "sendPhoto", "sendMessage"):
        await refused(shop, method, "Bad Request: chat not found", times=None)
    await delivered(shop)
    assert await shop.eventually(lambda: _asked(shop, "sendMessage"))
    await shop.quiet()
    await shop.http.delete("/world/faults")
    shop.clock.advance(hours=1)
    await shop.quiet()
    assert not await bot_messages(alice, "✅ Delivered")


async def _asked(shop: Shop, method: str) -> bool:
    return any(call["error"] for call in await calls(shop, method))


async def test_a_deleted_screen_is_sent_anew_and_that_rings(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    shop.telegram.delete(shop.telegram.chats[alice.id].messages[paying.id])
    await delivered(shop)
    await alice.sees("✅ Delivered", photo=True, after=paying.id)
    await shop.quiet()
    assert len(await bot_messages(alice, "✅ Delivered")) == 1


@pytest.mark.parametrize("problem", ["message can't be edited", "MESSAGE_ID_INVALID", "something new under the sun"])
async def test_a_screen_that_cannot_be_edited_is_deleted_and_its_end_is_told(shop: Shop, problem: str) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await refused(shop, "editMessageMedia", f"Bad Request: {problem}", times=None)
    await delivered(shop)
    await alice.sees("✅ Delivered", photo=True, after=paying.id)
    assert paying.id not in [bubble.id for bubble in await alice.chat()], "its pay buttons are gone"


async def test_a_picture_that_is_refused_becomes_text(shop: Shop) -> None:
    alice = shop.person()
    for method in ("editMessageMedia", "sendPhoto"):
        await refused(shop, method, "Bad Request: wrong file", times=None)
    confirm = await alice.chooses_stars()
    await alice.taps("Confirm", on=confirm)
    paying = await alice.sees("Pay", "Memo", photo=False)
    assert paying.id == confirm.id
    assert "Open wallet" in paying.labels
    await delivered(shop)
    await alice.sees("✅ Delivered", photo=False, after=paying.id)


async def test_a_server_that_takes_no_ton_links_gets_the_https_link_alone(shop: Shop) -> None:
    await shop.world("settings", {"ton_links": False})
    alice = shop.person()
    paying = await alice.buys_stars()
    assert "Open wallet" not in paying.labels
    assert paying.button("Keeper")["url"].startswith("https://app.keeperwallet.com/transfer/")
    assert "Copy memo" in paying.labels
    assert not await calls(shop, "sendPhoto"), "it is the same message"
    await shop.quiet()
    await shop.world("settings", {"ton_links": True})
    await alice.taps("I have paid")
    await alice.taps("Show payment details")
    assert (await alice.sees("Pay", "Memo", photo=True, button="Open wallet")).id == paying.id


async def test_a_refused_link_is_left_out_of_that_message_alone(shop: Shop) -> None:
    alice, rosa = shop.person(), shop.person(ROSA)
    await shop.http.patch(f"/world/people/{ROSA}", json={"language_code": "en"})
    for method in ("editMessageMedia", "sendPhoto"):
        await refused(shop, method, "Bad Request: BUTTON_URL_INVALID", times=2, chat=alice.id)
    paying = await alice.buys_stars()
    assert [label for label in paying.labels if label in ("Open wallet", "Keeper", "MyTonWallet")] == []
    assert "Copy memo" in paying.labels, "it can be paid without a link"
    assert "Open wallet" in (await rosa.buys_stars()).labels


async def test_old_news_tells_the_present(shop: Shop) -> None:
    """Two notices of one order wait while Telegram is away; what comes is what is true then, and comes once."""
    alice = shop.person()
    await alice.buys_stars()
    id = str((await shop.order())["id"])
    await trouble(shop, "drop_before", "editMessageMedia", times=None)
    await shop.control(f"orders/{id}/pay", {"kind": "exact"})
    shop.clock.advance(minutes=1)
    assert await shop.eventually(lambda: _waiting(shop, 1))
    await delivered(shop)
    assert await shop.eventually(lambda: _waiting(shop, 2))
    await shop.http.delete("/world/faults")
    shop.clock.advance(minutes=1)
    await alice.sees("✅ Delivered", id, photo=True)
    await shop.quiet()
    assert len(await bot_messages(alice, "✅ Delivered")) == 1
    assert not await bot_messages(alice, "Payment received")


async def _waiting(shop: Shop, notices: int) -> bool:
    """Whether so many notices wait and none is being delivered: the clock may then be moved beyond the end of a claim,
    without a second delivery beside the first."""
    held = await shop.services.redis.hlen(KEYS.fences("notices"))  # type: ignore[misc]
    return not held and await shop.services.outbox.queue.size() >= notices


# Admins


async def test_an_admin_who_cannot_be_reached_keeps_no_alert_from_the_others(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(admin_ids=f"1,{IVAN},2")  # nobody knows the other two
    ivan = await shop.admin()
    await shop.services.watch.alerts.trigger("unauthorized")
    await ivan.sees("does not accept the key")
    await shop.quiet()


@pytest.mark.parametrize("fault", [{"kind": "429", "retry_after": 2}, {"kind": "error", "status": 500}])
async def test_an_alert_is_repeated_only_for_the_admin_who_was_not_reached(shop: Shop, fault: dict[str, Any]) -> None:
    await shop.stop_bot()
    await shop.start_bot(admin_ids=f"{IVAN},{ROSA}")
    ivan, rosa = await shop.admin(), shop.person(ROSA)
    await rosa.says("/start")
    await rosa.sees(button="⭐ Buy Stars")
    await shop.quiet()
    await shop.world("faults", fault | {"method": "sendMessage", "chat": ROSA, "times": 3})
    await shop.services.watch.alerts.trigger("status", "in_the_post")
    await rosa.sees("in_the_post")
    assert len(await bot_messages(ivan, "in_the_post")) == 1


async def test_alerts_go_to_the_admin_chat_alone_if_there_is_one(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.world("group", {"chat_id": -100500, "title": "The shop"})
    await shop.stop_bot()
    await shop.start_bot(admin_chat_id="-100500")
    await shop.services.watch.alerts.trigger("status", "in_the_post")
    assert await shop.eventually(lambda: _in_group(shop, "in_the_post"))
    assert not await bot_messages(ivan, "in_the_post")


async def _in_group(shop: Shop, word: str) -> bool:
    messages = (await shop.http.get(f"/world/chats/{IVAN}", params={"chat": -100500})).json()["messages"]
    return any(word in message["text"] for message in messages)


async def test_an_alert_that_goes_on_is_told_once_and_so_is_its_end(shop: Shop, ivan: Person) -> None:
    alerts = shop.services.watch.alerts
    for _ in range(3):
        await alerts.trigger("unauthorized")
    await ivan.sees("does not accept the key")
    assert await alerts.active() == ["unauthorized:"]
    for _ in range(3):
        await alerts.clear("unauthorized")
    await ivan.sees("Over:")
    await shop.quiet()
    assert len(await bot_messages(ivan, "does not accept the key")) == 2


# The chat of ADMIN_CHAT_ID

GROUP, SUPERGROUP, TOPIC = -777, -1_000_000_000_777, 5


async def group_messages(shop: Shop, chat: int) -> list[str]:
    return [str(message.body["text"]) for message in shop.telegram.chats[chat].living()]


async def alerted_group(shop: Shop, topic: int | None = None) -> None:
    await shop.world("group", {"chat_id": GROUP, "title": "Admins"})
    await shop.stop_bot()
    await shop.start_bot(admin_chat_id=f"{GROUP}/{topic}" if topic else GROUP)


async def rings(shop: Shop, order: int) -> None:
    await shop.services.alerts.trigger("stuck", str(order))


async def test_alerts_follow_a_group_that_became_a_supergroup(shop: Shop) -> None:
    await alerted_group(shop, TOPIC)
    await shop.world("migrate", {"chat_id": GROUP, "new_id": SUPERGROUP})
    await rings(shop, 1)

    async def told(number: int) -> bool:
        return len(await group_messages(shop, SUPERGROUP)) == number

    assert await shop.eventually(lambda: told(1))
    assert f"ADMIN_CHAT_ID to {SUPERGROUP}" in (await group_messages(shop, SUPERGROUP))[0]
    await shop.stop_bot()
    await shop.start_bot(admin_chat_id=GROUP)
    before = len(await calls(shop, "sendMessage"))
    await rings(shop, 2)
    assert await shop.eventually(lambda: told(2))
    assert len(await calls(shop, "sendMessage")) == before + 1, "the new id is remembered"
    assert "ADMIN_CHAT_ID" not in (await group_messages(shop, SUPERGROUP))[1]


async def test_alerts_of_a_deleted_topic_come_to_the_group(shop: Shop) -> None:
    await alerted_group(shop, TOPIC)
    await shop.world("topic", {"chat_id": GROUP, "topic": TOPIC})
    await rings(shop, 1)

    async def told() -> list[str]:
        return await group_messages(shop, GROUP)

    assert await shop.eventually(told)
    assert "topic in ADMIN_CHAT_ID does not exist" in (await told())[0]


async def test_alerts_of_a_group_without_the_bot_come_to_each_admin(shop: Shop) -> None:
    ivan = await shop.admin()
    await alerted_group(shop)
    await shop.world("kick", {"chat_id": GROUP})
    await rings(shop, 1)
    await ivan.sees("ADMIN_CHAT_ID cannot be reached", "not delivered yet")
    await shop.quiet()


async def test_the_end_of_a_row_whose_batch_is_gone_is_told_like_any_other(shop: Shop, redis: Redis) -> None:
    """A batch is kept for six days, and /forget deletes it; money may come later."""
    alice = shop.person()
    await alice.buys_stars()
    await shop.quiet()
    await redis.hset(KEYS.order((await shop.order())["id"]), "batch", "gone")  # type: ignore[misc]
    id = await delivered(shop)
    await alice.sees("✅ Delivered", id, photo=True)
