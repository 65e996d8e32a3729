"""Broadcasts: preview, counts, and no lost message when a process is killed on the way."""

import asyncio
from collections import Counter
from functools import partial
from pathlib import Path

from redis.asyncio import Redis

from bot.clock import to_ms
from bot.notifications.broadcasts import Broadcast, State
from tests.support import KEYS
from tests.support.processes import BotForkServer
from tests.support.shop import IVAN, KEY, TOKEN, MovingClock, Person, Shop, eventually, open_shop

SENDING = "copyMessage"


async def crowd(shop: Shop, redis: Redis, number: int) -> list[int]:
    """Adds people who have pressed start, so that a broadcast reaches them."""
    ids = list(range(50_001, 50_001 + number))
    for id in ids:
        await shop.world("people", {"id": id, "first_name": f"Person {id}", "started": True})
    await redis.zadd(KEYS.people, dict.fromkeys(map(str, ids), to_ms(shop.clock())))
    return ids


async def composed(ivan: Person, words: str) -> None:
    await ivan.says("/broadcast")
    await ivan.sees("Send the message for everybody now")
    await ivan.says(words)
    await ivan.sees("⬆️ This goes to", button="Send to everybody")


def reached(shop: Shop, words: str) -> Counter[int]:
    """How many copies of the message each person got. The admin's own chat does not count."""
    chats = [chat for chat in shop.telegram.chats.values() if chat.id != IVAN]
    return +Counter({chat.id: sum(message.body.get("text") == words for message in chat.living()) for chat in chats})


async def sent_more_than(shop: Shop, number: int) -> bool:
    return reached(shop, "Whatever happens").total() > number


async def the_only(redis: Redis, shop: Shop) -> Broadcast:
    (key,) = [key async for key in redis.scan_iter(KEYS.broadcast("*"))]
    broadcast = await shop.services.broadcasts.get(key.decode().rpartition(":")[2])
    assert broadcast is not None
    return broadcast


async def test_everybody_gets_it_once_and_the_admin_a_report(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    people = await crowd(shop, redis, 12)
    gone, kept_out, broken = people[:3]
    await shop.world("block", {"user": gone})
    await shop.services.administration.block(IVAN, kept_out)
    refusal = {"kind": "error", "method": SENDING, "chat": broken, "status": 400, "description": "Bad Request: no"}
    await shop.world("faults", refusal)
    await composed(ivan, "New prices today <b>!")
    assert reached(shop, "New prices today <b>!") == {}
    await ivan.taps("Send to everybody")
    report = await ivan.sees("Sent to everybody", "12 of 12", "Delivered: 10", "Blocked the bot: 1", "Failed: 1")
    assert "Skipped: 0" in report.text
    assert reached(shop, "New prices today <b>!") == Counter(people[3:])
    assert await redis.zscore(KEYS.people, str(gone)) is None, "nobody tries them again"


async def test_a_picture_is_sent_as_it_was_composed(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    alice = shop.person()
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    await ivan.says("/broadcast")
    await ivan.sees("Send the message for everybody now")
    await shop.world("media", {"user": IVAN, "kind": "photo"})
    await ivan.taps("Send to everybody")
    await ivan.sees("Sent to everybody", "Delivered: 2")
    assert [bubble for bubble in await alice.chat() if bubble.photo and not bubble.labels]


async def test_nothing_is_sent_that_was_not_confirmed(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    await crowd(shop, redis, 3)
    await composed(ivan, "Never mind")
    await ivan.taps("Cancel")
    await ivan.sees(button="⭐ Buy Stars")
    await ivan.says("/broadcast")
    await ivan.sees("Send the message for everybody now")
    await ivan.says("/rate")
    await ivan.sees("1 TON = $")
    await ivan.says("I am no broadcast")
    await ivan.sees("Tap a button below, or write")
    await shop.quiet()
    assert reached(shop, "Never mind") == {}
    assert await shop.services.broadcasts.queue.size() == 0


async def test_two_taps_start_it_once(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    people = await crowd(shop, redis, 5)
    await composed(ivan, "Once")
    screen = await ivan.sees(button="Send to everybody")
    data = screen.button("Send to everybody")["callback_data"]
    await asyncio.gather(*(ivan.forges(data, on=screen) for _ in range(3)))
    await ivan.sees("Sent to everybody", "Delivered: 6")
    await ivan.forges(data, on=screen)
    await shop.quiet()
    assert reached(shop, "Once") == Counter(people)


async def _somebody(shop: Shop, words: str) -> bool:
    return bool(reached(shop, words))


async def test_it_can_be_stopped_on_the_way(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    people = await crowd(shop, redis, 30)
    await shop.world("faults", {"kind": "delay", "method": SENDING, "seconds": 0.2})
    await composed(ivan, "Stop me")
    await ivan.taps("Send to everybody")
    assert await shop.eventually(lambda: _somebody(shop, "Stop me"))
    await ivan.taps("Stop")
    report = await ivan.sees("Stopped", "31 of 31")
    broadcast = await the_only(redis, shop)
    assert broadcast.state is State.STOPPED
    assert 0 < broadcast.skipped < 31
    assert broadcast.delivered + broadcast.skipped == 31
    assert f"Skipped: {broadcast.skipped}" in report.text
    assert reached(shop, "Stop me") <= Counter(people)


async def test_telegrams_wish_for_patience_is_heard(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    people = await crowd(shop, redis, 4)
    await composed(ivan, "Slowly")
    await shop.world("faults", {"kind": "429", "method": SENDING, "times": 1, "retry_after": 1})
    await ivan.taps("Send to everybody")

    async def waits() -> bool:
        return (await the_only(redis, shop)).delivered == 4

    assert await shop.eventually(waits)
    shop.clock.advance(seconds=21)
    await ivan.sees("Sent to everybody", "Delivered: 5", "Failed: 0")
    assert reached(shop, "Slowly") == Counter(people)


async def test_one_who_can_never_be_reached_does_not_keep_it_from_its_end(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    people = await crowd(shop, redis, 2)
    await composed(ivan, "Still")
    await shop.world("faults", {"kind": "error", "method": SENDING, "chat": people[0], "status": 502})
    await ivan.taps("Send to everybody")

    async def over() -> bool:
        shop.clock.advance(seconds=21)
        return (await the_only(redis, shop)).state is State.DONE

    ivan.patience = 30
    assert await shop.eventually(over, 30)
    await ivan.sees("Sent to everybody", "Delivered: 2", "Failed: 1")


async def test_progress_is_shown_on_the_way(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    await crowd(shop, redis, 20)
    await shop.world("faults", {"kind": "delay", "method": SENDING, "seconds": 0.2})
    await composed(ivan, "On the way")
    await ivan.taps("Send to everybody")
    screen = await ivan.sees("Sending", "▰")
    await ivan.sees("Sent to everybody", "21 of 21")
    chat = shop.telegram.chats[IVAN]
    versions = [str(version.get("text")) for version in chat.messages[screen.id].versions]
    assert len([text for text in versions if "Sending" in text]) >= 2


# Killed on the way


def environment(shop: Shop) -> dict[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "PARTNER_API_KEY": KEY,
        "PARTNER_API_URL": f"{shop.url}/api/v1",
        "TELEGRAM_API_URL": shop.url,
        "REDIS_URL": shop.redis_url,
        "ADMIN_IDS": str(IVAN),
        "TELEGRAM_RPS": "200",
    }


async def a_minute_later(redis: Redis) -> None:
    """Moves the clock past the lease of a dead process, so that its claims are due again."""
    for member in await redis.zrange(KEYS.queue("broadcast"), 0, -1):
        await redis.zadd(KEYS.queue("broadcast"), {member: 0})


async def test_kills_lose_nothing_and_repeat_at_most_the_one_in_flight(
    redis: Redis, valkey_url: str, clock: MovingClock, fork_server: BotForkServer, tmp_path: Path
) -> None:
    kills = 3
    async with open_shop(valkey_url, clock) as shop:
        people = await crowd(shop, redis, 60)
        await shop.world("faults", {"kind": "delay", "method": SENDING, "seconds": 0.03})
        bot = fork_server.start(environment(shop), tmp_path, "bot")
        ivan = await shop.admin()
        ivan.patience = 30
        await composed(ivan, "Whatever happens")
        await ivan.taps("Send to everybody")
        for turn in range(kills):
            assert await eventually(partial(sent_more_than, shop, 12 * (turn + 1)), 30)
            await bot.kill()
            await a_minute_later(redis)
            bot = fork_server.start(environment(shop), tmp_path, f"bot{turn}")
        await ivan.sees("Sent to everybody", "61 of 61", "Delivered: 61")
        await bot.stop()
        counts = reached(shop, "Whatever happens")
        assert set(counts) == set(people), "everybody got it"
        assert counts.total() - len(people) <= kills, "at most the one in flight at each kill was repeated"
