"""Odd, late, slow and unordered updates, by polling and by webhook: none of them stops the others."""

import asyncio
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.sandbox.demo import free_port
from bot.telegram.middlewares import errors
from bot.telegram.update_store import UpdateStore
from bot.telegram.updates import RELEASE_AFTER
from tests.chaos.fleet import open_fleet
from tests.support import KEYS
from tests.support.processes import BotForkServer
from tests.support.shop import ALICE, ROSA, Json, MovingClock, Shop, eventually, hooked, open_shop

OLD_FORWARD: Json = {
    "text": "a text of a forward",
    "forward_origin": {"type": "hidden_user", "date": 1422450181},
}
"""As Telegram sends a forward of a message of 2015: the name is missing."""

VANISHED_STORY: Json = {
    "text": "a text of a reply",
    "external_reply": {"story": {}, "origin": {"type": "user", "date": 1}},
}
NO_MESSAGE_ID: Json = {"text": "a text without an id", "message_id": None}


async def sends(shop: Shop, content: Json, user: int = ALICE, chat: Json | None = None) -> None:
    """A message as Telegram would send it, with this content."""
    person = shop.telegram.people[user]
    where = chat or person.card() | {"type": "private"}
    message = {"message_id": 999, "date": 1, "chat": where, "from": person.as_user()}
    await shop.world("update", {"kind": "message", "payload": message | content})


# Updates that cannot be decoded


@pytest.mark.parametrize("odd", [OLD_FORWARD, VANISHED_STORY, NO_MESSAGE_ID], ids=["forward", "story", "no-id"])
async def test_an_update_that_cannot_be_decoded_is_skipped_and_its_chat_told(
    either: Shop, odd: Json, caplog: pytest.LogCaptureFixture
) -> None:
    alice, rosa = either.person(), either.person(ROSA)
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    await sends(either, odd)
    await sends(either, odd)
    await rosa.says("/start")
    await rosa.sees(button="⭐ Buy Stars")
    await alice.sees("I could not read that message")
    await either.quiet_updates()
    told = [bubble for bubble in await alice.chat() if "could not read" in bubble.text]
    assert len(told) == 1, "two that come together are answered once"
    assert either.app
    assert 'stars_updates_total{kind="message",result="unreadable"} 2.0' in either.app.metrics.text().decode()
    assert "update cannot be decoded" in caplog.text
    assert str(odd["text"]) not in caplog.text


@pytest.mark.parametrize("kind", ["my_chat_member", "message_reaction"])
async def test_nobody_is_told_of_an_odd_update_that_is_no_message(shop: Shop, kind: str) -> None:
    """Nobody has asked: the status of the bot, for example, is changed by Telegram."""
    before = len(shop.telegram.history)
    chat = {"id": ALICE, "type": "private", "first_name": "Alice"}
    odd = {"chat": chat, "from": {"id": ALICE, "is_bot": False, "first_name": "Alice"}, "date": "soon"}
    await shop.world("update", {"kind": kind, "payload": odd})
    await shop.quiet_updates()
    await shop.person().says("/start")
    await shop.person().sees(button="⭐ Buy Stars")
    await shop.quiet()
    assert shop.app
    assert f'stars_updates_total{{kind="{kind}",result="unreadable"}} 1.0' in shop.app.metrics.text().decode()
    told = [call for call in shop.telegram.history[before:] if "could not read" in str(call)]
    assert told == []


PINNED: Json = {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": ALICE, "type": "private"}}}
TIMER: Json = {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}}
ALLOWED: Json = {"write_access_allowed": {"from_request": True}}


TOPIC: Json = {"forum_topic_created": {"name": "Stars", "icon_color": 7322096}}
HIDDEN: Json = {"general_forum_topic_hidden": {}}


@pytest.mark.parametrize(
    "note", [PINNED, TIMER, ALLOWED, TOPIC, HIDDEN], ids=["pinned", "timer", "allowed", "topic", "hidden"]
)
async def test_what_telegram_notes_in_a_chat_is_no_question_and_answers_none(shop: Shop, note: Json) -> None:
    ivan = await shop.admin()
    await ivan.says("/broadcast")
    asked = await ivan.sees("Send the message for everybody", button="Cancel")
    await shop.quiet_updates()  # the old screen is deleted after the new one is shown
    before = len(shop.telegram.history)
    await sends(shop, note, user=ivan.id)
    await shop.quiet_updates()
    assert [call for call in shop.telegram.history[before:] if call.chat == ivan.id] == []
    await ivan.says("Hello, everybody")
    await ivan.sees("This goes to everybody", after=asked.id)


async def test_a_button_pressed_in_a_group_says_where_it_works(shop: Shop) -> None:
    await shop.world("group", {"chat_id": -500, "title": "Friends"})
    for data in ("d:confirm:x:s500_alice", "g:home:", "o:pay:10421", "nothing"):
        pressed = await shop.world("forge", {"user": ALICE, "chat": -500, "message_id": 1, "data": data})
        await shop.quiet_updates()
        answer = shop.telegram.callbacks[pressed["callback_id"]].answer
        assert answer
        assert "private chat: https://t.me/" in answer["text"]
    assert await shop.orders() == []


async def test_an_odd_message_of_a_group_is_skipped_in_silence(either: Shop) -> None:
    await either.world("group", {"chat_id": -500, "title": "Friends"})
    await sends(either, OLD_FORWARD, chat={"id": -500, "type": "group", "title": "Friends"})
    await either.quiet_updates()
    assert not [call for call in either.telegram.history if call.chat == -500]


async def test_an_update_of_a_kind_that_does_not_exist_yet_is_skipped(either: Shop) -> None:
    await either.world("update", {"kind": "hologram", "payload": {"from": {"id": ALICE}, "text": "private words"}})
    await either.world("update", {"kind": "poll", "payload": {"id": "1"}})
    alice = either.person()
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    await either.quiet_updates()


async def test_a_message_without_a_sender_is_left_alone(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    for text in ("/orders", "/forget", "hello"):
        await sends(shop, {"text": text, "from": None})
    await shop.quiet_updates()
    assert shop.app
    assert 'stars_updates_total{kind="message",result="unhandled"} 3.0' in shop.app.metrics.text().decode()
    assert "handler failed" not in caplog.text


# Ids that begin again


@pytest.mark.parametrize("next_id", [17, 2_000_000_000, None])
async def test_after_a_week_without_updates_the_ids_begin_anywhere(shop: Shop, next_id: int | None) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    await shop.quiet_updates()
    await shop.world("update_id", {"next": next_id})
    polls = shop.telegram.updates.polls
    for _ in range(3):
        last = await alice.last_seen()
        await alice.says("/help")
        await alice.sees("How it works", after=last)
    await shop.quiet_updates()
    await asyncio.sleep(0.5)
    assert shop.telegram.updates.polls - polls < 60, "no poll follows another at once"


async def test_one_update_twice_under_lower_ids_is_done_once(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await shop.quiet_updates()
    for _ in range(2):
        await shop.world("update_id", {"next": 40})
        await sends(shop, {"text": "/help"})
        await shop.quiet_updates()
    helps = [bubble for bubble in await alice.chat() if "How it works" in bubble.text]
    assert len(helps) == 1


# Another program takes the updates


async def test_a_webhook_of_another_program_is_removed_after_a_minute_and_the_admins_hear_of_it(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.world("webhook", {"url": "http://127.0.0.1:9/other"})
    alice = shop.person()
    await alice.says("/start")
    await asyncio.sleep(1)
    assert shop.telegram.updates.webhook.url, "within a minute it may be the next version's"
    ivan.patience = alice.patience = 30
    await ivan.sees("Updates from Telegram do not reach this bot")
    await alice.sees(button="⭐ Buy Stars")
    assert not shop.telegram.updates.webhook.url
    await ivan.sees("Over: ", "Updates from Telegram")


async def test_our_webhook_comes_back_when_another_program_removes_it(
    redis: Redis, valkey_url: str, clock: MovingClock
) -> None:
    async with open_shop(valkey_url, clock) as shop:
        await shop.start_bot(**hooked(free_port(22_000)))
        ivan = await shop.admin()
        url = shop.telegram.updates.webhook.url
        assert shop.telegram.updates.webhook.max_connections == 100
        for other in ("", "http://127.0.0.1:9/other"):
            await shop.world("webhook", {"url": other})
            assert await shop.eventually(lambda: _webhook_is(shop, url), 30), other
        await ivan.sees("Updates from Telegram do not reach this bot")


async def _webhook_is(shop: Shop, url: str) -> bool:
    return shop.telegram.updates.webhook.url == url


# Slow chats


async def test_a_chat_that_hangs_is_told_and_frees_its_turn(either: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "HANDLING_TIMEOUT", 1.5)
    alice = either.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    who = await alice.sees("Who gets the Stars?")
    await either.fault("delay", "/recipients", seconds=6)
    await alice.taps("For me (@alice)", on=who)
    await alice.sees("Something went wrong")
    await alice.says("/help")
    await alice.sees("How it works")


async def test_one_chat_with_very_many_updates_does_not_stop_another(either: Shop) -> None:
    """More updates than may run at once, and more than a poll gives, behind one that hangs."""
    alice, rosa = either.person(), either.person(ROSA)
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    who = await alice.sees("Who gets the Stars?")
    await either.fault("delay", "/recipients", seconds=8)
    await alice.taps("For me (@alice)", on=who)
    for _ in range(220):
        await sends(either, {"text": "hello?"})
    begun = asyncio.get_running_loop().time()
    await rosa.says("/start")
    await rosa.sees(button="⭐ Buy Stars")
    assert asyncio.get_running_loop().time() - begun < 7
    await either.mended()


# The store


async def test_a_full_store_leaves_the_update_to_telegram(redis: Redis, clock: MovingClock) -> None:
    store = UpdateStore(redis, KEYS, limit=2, clock=clock)
    claims = [await store.save(number, "{}") for number in range(3)]
    assert [bool(claim) for claim in claims] == [True, True, False]
    assert claims[0]
    await store.delete(claims[0])
    assert not await redis.exists(KEYS.update("0"))
    assert await store.save(2, "{}")


async def test_a_slow_update_is_stored_while_it_runs_and_deleted_when_it_is_done(either: Shop, redis: Redis) -> None:
    alice = either.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    who = await alice.sees("Who gets the Stars?")
    await either.fault("delay", "/recipients", seconds=RELEASE_AFTER + 1.5)
    await alice.taps("For me (@alice)", on=who)

    async def stored() -> bool:
        return await redis.zcard(KEYS.queue("updates")) == 1 and not either.telegram.updates.pending

    assert await eventually(stored)
    await alice.sees("How many Stars")
    assert await eventually(lambda: _is_empty(redis))


async def _is_empty(redis: Redis) -> bool:
    return not await redis.zcard(KEYS.queue("updates")) and not await redis.keys("*:update:*")


@pytest.mark.timeout(240)
async def test_an_update_survives_a_kill_right_after_telegram_was_told_that_it_is_taken(
    redis: Redis, valkey_url: str, clock: MovingClock, fork_server: BotForkServer, tmp_path: Path
) -> None:
    async with open_shop(valkey_url, clock) as shop, open_fleet(shop, redis, fork_server, tmp_path) as fleet:
        bot = await fleet.start()
        alice = shop.person()
        alice.patience = 40
        await alice.says("/start")
        await alice.taps("⭐ Buy Stars")
        who = await alice.sees("Who gets the Stars?")
        await shop.fault("delay", "/recipients", seconds=20)
        await alice.taps("For me (@alice)", on=who)
        assert await eventually(fleet.idle, 30), "Telegram has got its 200"
        await bot.kill()
        assert "How many Stars" not in str(await alice.chat())
        await fleet.start()
        await alice.sees("How many Stars")
        assert await eventually(lambda: _is_empty(redis), 20)
