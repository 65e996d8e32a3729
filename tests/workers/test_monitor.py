"""Troubles: told to the admins once they last, and once more when they are over; never for a moment's hiccup."""

import asyncio
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.notifications.alerts import REPEAT_ALERT_AFTER, STALE_AFTER, Alerts
from bot.storage.queue import DelayedQueue, QueueName
from bot.storage.write_check import check_writes
from tests.conftest import open_valkey
from tests.support import KEYS
from tests.support.shop import MovingClock, Person, Shop, eventually, open_shop

TOLD_FIRST = "⚠️"


async def alerts_in(person: Person) -> list[str]:
    """Without those about work that is late: it is, while a test moves the clock faster than workers can work."""
    texts = [bubble.text for bubble in await person.chat()]
    return [
        text for text in texts if text.startswith((TOLD_FIRST, "✅ Over")) and "The queue is running late" not in text
    ]


# What is raised when


async def ids(redis: Redis, clock: MovingClock) -> list[str]:
    return [claim.id for claim in await DelayedQueue(redis, KEYS, "notices", clock=clock).claim(100)]


async def forget_notices(redis: Redis) -> None:
    await redis.delete(KEYS.queue("notices"), KEYS.fences("notices"))


async def test_a_trouble_is_told_when_it_has_lasted_and_again_each_hour(redis: Redis, clock: MovingClock) -> None:
    alerts = Alerts(redis, KEYS, clock=clock)
    after = STALE_AFTER / 2
    await alerts.trigger("partner", after=after)
    assert await ids(redis, clock) == []
    clock.advance(seconds=after.total_seconds())
    await alerts.trigger("partner", after=after)
    await alerts.trigger("partner", after=after)
    assert await ids(redis, clock) == ["alert:partner:"]
    await forget_notices(redis)

    clock.advance(minutes=59)
    await alerts.trigger("partner", after=after)
    assert await ids(redis, clock) == []
    clock.advance(minutes=1)
    await alerts.trigger("partner", after=after)
    assert await ids(redis, clock) == ["alert:partner:"]


async def test_an_end_is_told_to_those_who_know_of_the_beginning(redis: Redis, clock: MovingClock) -> None:
    alerts = Alerts(redis, KEYS, clock=clock)
    await alerts.trigger("partner", after=REPEAT_ALERT_AFTER)
    await alerts.clear("partner")
    assert await ids(redis, clock) == []
    await alerts.trigger("partner")
    await forget_notices(redis)
    clock.advance(hours=5)
    await alerts.clear("partner")
    await alerts.clear("partner")
    assert await ids(redis, clock) == ["over:partner:"]


async def test_what_nobody_rings_any_more_is_over(redis: Redis, clock: MovingClock) -> None:
    alerts = Alerts(redis, KEYS, clock=clock)
    await alerts.trigger("stuck", "10421")
    await alerts.trigger("status", "wrapped")  # happens, and does not last
    assert await alerts.active() == ["stuck:10421"]
    await forget_notices(redis)
    await alerts.clear_stale(clock())
    clock.advance(seconds=STALE_AFTER.total_seconds() + 1)
    await alerts.clear_stale(clock())
    assert await ids(redis, clock) == ["over:stuck:10421"]
    assert await alerts.active() == []
    await alerts.trigger("status", "wrapped")
    assert await ids(redis, clock) == [], "told within the hour"
    clock.advance(hours=2)
    await alerts.clear_stale(clock())
    assert await redis.zcard(KEYS.alerts_notified) == 0, "nothing is kept for ever"


async def test_a_hiccup_rings_nobody(redis: Redis, clock: MovingClock) -> None:
    alerts = Alerts(redis, KEYS, clock=clock)
    for _ in range(10):
        await alerts.trigger("partner", after=STALE_AFTER)
        clock.advance(seconds=STALE_AFTER.total_seconds() - 1)
        await alerts.clear("partner")
    assert await ids(redis, clock) == []


# Stories


async def time_goes_by(shop: Shop, **how_much: float) -> None:
    """So much time, with a look at everything now and then."""
    assert shop.app is not None
    left = timedelta(**how_much)
    while left > timedelta(0):
        step = min(left, timedelta(seconds=20))
        left -= step
        shop.clock.advance(seconds=step.total_seconds())
        await shop.app.monitor.check_all()


async def test_the_partner_is_down_and_back(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.control("faults", {"kind": "down"})
    await time_goes_by(shop, seconds=40)
    await shop.quiet()
    assert await alerts_in(ivan) == []
    await time_goes_by(shop, minutes=2)
    await ivan.sees("The partner API does not answer")
    await shop.mended()
    await time_goes_by(shop, seconds=20)
    await ivan.sees("✅ Over", "The partner API does not answer")
    assert len(await alerts_in(ivan)) == 2


async def test_a_key_that_is_not_accepted_any_more(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.fault("error", "/balance", status=401, error_code="UNAUTHORIZED", times=None)
    await time_goes_by(shop, minutes=10)
    await ivan.sees("The partner API does not accept the key")
    await shop.quiet()
    assert len(await alerts_in(ivan)) == 1
    await shop.mended()
    await time_goes_by(shop, minutes=1)
    await ivan.sees("✅ Over", "The partner API does not accept the key")


async def test_a_low_balance_is_told_once_a_crossing(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(low_balance_ton=20)
    ivan = await shop.admin()
    await time_goes_by(shop, minutes=90)
    await ivan.sees("The partner balance is below 20.")
    await shop.quiet()
    assert len(await alerts_in(ivan)) == 1
    await shop.control("topup", {"amount_ton": 10})
    await time_goes_by(shop, minutes=1)
    await ivan.sees("✅ Over", "The partner balance is below 20.")


@pytest.mark.parametrize("data", ['{"total": {"usd": 3}}', "null", '"a lot"'])
async def test_a_balance_that_cannot_be_read_is_told_once(shop: Shop, data: str) -> None:
    await shop.stop_bot()
    await shop.start_bot(low_balance_ton=20)
    ivan = await shop.admin()
    await shop.fault("answer", "/balance", status=200, body=f'{{"ok": true, "data": {data}}}', times=None)
    await time_goes_by(shop, minutes=10)
    await ivan.sees("The partner balance cannot be read", "LOW_BALANCE_TON")
    await shop.quiet()
    assert len(await alerts_in(ivan)) == 1


@pytest.mark.parametrize("status", [404, 405, 403])
async def test_a_partner_without_a_health_endpoint_is_not_down(shop: Shop, status: int) -> None:
    ivan = await shop.admin()
    await shop.fault("error", "/health", status=status, times=None)
    await time_goes_by(shop, minutes=3)
    await shop.quiet()
    assert await alerts_in(ivan) == []


async def test_a_bot_that_was_away_does_not_call_a_trouble_over(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(low_balance_ton=20)
    ivan = await shop.admin()
    await time_goes_by(shop, minutes=1)
    await ivan.sees("The partner balance is below 20.")
    await shop.stop_bot()
    shop.clock.advance(hours=3)
    await shop.start_bot(low_balance_ton=20)
    await time_goes_by(shop, minutes=10)
    await shop.quiet()
    assert len(await alerts_in(ivan)) == 1


async def test_an_order_is_paid_and_not_delivered(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")
    await time_goes_by(shop, minutes=9)
    await shop.quiet()
    assert await alerts_in(ivan) == []
    await time_goes_by(shop, minutes=5)
    await ivan.sees(f"Order {order['id']} is paid but not delivered yet")
    await shop.quiet()
    assert len(await alerts_in(ivan)) == 1

    await ivan.says("/health")
    await ivan.sees("Health", f"Order {order['id']} is paid")
    await shop.control(f"orders/{order['id']}/deliver")
    await time_goes_by(shop, minutes=3)
    await alice.sees("✅ Delivered", photo=True)
    await time_goes_by(shop, minutes=4)
    await ivan.sees("✅ Over", f"Order {order['id']} is paid")


async def test_too_many_calls_for_a_while(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.fault("error", f"/orders/{order['id']}", status=429, error_code="RATE_LIMITED", times=None)

    async def advance_until_told() -> bool:
        shop.clock.advance(seconds=11)
        return any("we call too often" in text for text in await alerts_in(ivan))

    assert await shop.eventually(advance_until_told, 20)
    assert len(await alerts_in(ivan)) == 1


async def test_a_notice_that_telegram_never_takes(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    refusal = {"kind": "error", "chat": alice.id, "status": 400, "description": "Bad Request: something new"}
    await shop.world("faults", {**refusal, "method": "editMessageMedia"})
    await shop.world("faults", {**refusal, "method": "sendPhoto"})
    await shop.world("faults", {**refusal, "method": "sendMessage"})
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await ivan.sees("We could not deliver a message", f"order:{order['id']}:paid")


async def test_due_work_that_lies_about(shop: Shop) -> None:
    ivan = await shop.admin()
    # Due since long, and out of the workers' sight for as long as this look takes.
    async with shop.built() as app:
        await shop.stop_bot()
        await app.redis.zadd(KEYS.queue("orders"), {"10421": 0})
        await app.monitor.check_all()
        shop.clock.advance(seconds=61)
        await app.monitor.check_all()
    await shop.start_bot()
    await ivan.sees("The queue is running late: orders")


async def test_redis_goes_and_comes_back(clock: MovingClock) -> None:
    """Told without Redis, since every other alert is kept there."""
    with open_valkey() as valkey:
        async with open_shop(valkey.url, clock) as shop:
            await shop.start_bot()
            ivan = await shop.admin()
            valkey.server.stop()

            async def advance_until_told() -> bool:
                clock.advance(seconds=5)
                return any("Redis does not answer" in text for text in await alerts_in(ivan))

            assert await eventually(advance_until_told, 40)
            valkey.server.start()
            ivan.patience = 30
            await ivan.sees("✅ Over", "Redis does not answer")
            assert len([text for text in await alerts_in(ivan) if "Redis" in text]) == 2


# Where alerts go


GROUP = -1001234567890


async def test_alerts_go_to_one_chat_and_its_topic(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.world("group", {"chat_id": GROUP, "title": "Shop"})
    await shop.start_bot(admin_chat_id=f"{GROUP}/12", low_balance_ton=20)
    ivan = await shop.admin()
    await time_goes_by(shop, minutes=1)

    async def told() -> Any:
        history = (await shop.http.get("/world/history")).json()
        rows = history if isinstance(history, list) else history["items"]
        sent = [row for row in rows if row["method"].lower() == "sendmessage" and row["chat"] == GROUP]
        return next((row for row in sent if "balance" in row["params"]["text"]), None)

    row = await shop.eventually(told)
    assert row
    assert str(row["params"]["message_thread_id"]) == "12"
    assert await alerts_in(ivan) == []


# Sent directly


@pytest.mark.parametrize(
    ("refuse", "accept"),
    [
        (("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "SET", "maxmemory", "0")),
        (("CONFIG", "SET", "min-replicas-to-write", "1"), ("CONFIG", "SET", "min-replicas-to-write", "0")),
        (("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")),
    ],
    ids=["full", "without replicas", "read-only"],
)
async def test_a_redis_that_refuses_writes_is_told_and_not_ready(
    shop_of_its_own: Shop, clock: MovingClock, refuse: tuple[str, ...], accept: tuple[str, ...]
) -> None:
    shop = shop_of_its_own
    assert shop.app is not None
    ivan = await shop.admin()
    async with Redis.from_url(shop.redis_url) as redis:
        assert await shop.app.health.ready()
        await redis.execute_command(*refuse)  # type: ignore[no-untyped-call]
        assert await redis.exists(KEYS.epoch), "reads work"
        assert not await shop.app.health.ready()
        for _ in range(6):
            await asyncio.sleep(0.1)
            clock.advance(seconds=5)
        await ivan.sees("Redis answers, but it refuses writes")
        await redis.execute_command(*accept)  # type: ignore[no-untyped-call]
        await ivan.sees("Over: ⚠️ Redis answers")
        assert await shop.app.health.ready()


async def test_a_slow_redis_is_told_and_not_ready(
    shop: Shop, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shop.app is not None
    ivan = await shop.admin()
    with monkeypatch.context() as slow:
        slow.setattr("bot.storage.write_check.TIME_LIMIT", 0)
        assert not await shop.app.health.ready()
        for _ in range(6):
            await asyncio.sleep(0.1)
            clock.advance(seconds=5)
        await ivan.sees("Redis does not answer")
    await ivan.sees("Over: ⚠️ Redis does not answer")


@pytest.mark.parametrize("name", ["notices", "intents", "orders", "urgent", "ticks", "batches", "daily", "updates"])
async def test_a_queue_that_stands_still_is_told_within_a_minute_and_without_the_outbox(
    shop: Shop, ivan: Person, clock: MovingClock, name: QueueName
) -> None:
    outbox, queue = shop.services.outbox.queue, DelayedQueue(shop.services.redis, KEYS, name, clock=clock)
    for each in (outbox, queue):
        await each.hold(9)
    await queue.add("nothing", clock())
    for _ in range(11):
        for each in (outbox, queue):
            await each.hold(9)
        clock.advance(seconds=5)
        await asyncio.sleep(0.1)
    await ivan.sees(f"The queue is running late: {name}")
    await queue.drop("nothing") if name not in ("intents", "orders") else await queue.add("nothing", clock())
    await ivan.sees(f"Over: ⚠️ The queue is running late: {name}")


async def test_missing_updates_are_told_within_a_minute_and_without_the_outbox(
    shop: Shop, ivan: Person, clock: MovingClock
) -> None:
    await shop.services.outbox.queue.hold(9)
    fault = {"kind": "error", "method": "getUpdates", "status": 502, "description": "Bad Gateway"}
    await shop.world("faults", {**fault, "times": None})
    await ivan.says("/help")  # ends the poll that is under way; the next one fails
    for _ in range(11):
        await shop.services.outbox.queue.hold(9)
        clock.advance(seconds=5)
        await asyncio.sleep(0.2)
    await ivan.sees("Updates from Telegram do not reach this bot")
    (await shop.http.delete("/world/faults")).raise_for_status()
    await ivan.says("/start")  # so that the next poll has something to answer
    await ivan.sees("Over: ⚠️ Updates from Telegram")


async def test_a_direct_alert_that_telegram_refuses_is_sent_again_and_then_each_hour(
    still: Shop, redis: Redis, clock: MovingClock
) -> None:
    tries, outcomes = list[tuple[str, bool]](), [False, False, True]

    async def send(kind: str, subject: str, over: bool) -> bool:
        tries.append((kind, over))
        return outcomes.pop(0)

    alerts = Alerts(redis, KEYS, clock=clock, send_directly=send)
    for _ in range(5):
        await alerts.trigger("lag", "orders")
    assert len(tries) == 3, "until it was told"

    monitor = still.services.monitor
    monitor.alert_directly = send
    tries.clear()
    outcomes = [False, False, True, True, False, True]
    for _ in range(9):
        await monitor._on_redis_failure()
        clock.advance(seconds=6)
    assert tries == [("redis-writes", False)] * 3
    clock.advance(hours=1)
    await monitor._on_redis_failure()
    assert len(tries) == 4, "an alert that lasts is repeated every hour"
    for _ in range(4):
        await monitor._on_redis_success()
    assert tries[4:] == [("redis-writes", True)] * 2


@pytest.mark.parametrize("right", ["+@all -@scripting", "+@all -set", "+@read"])
async def test_a_user_with_too_few_rights_is_no_redis_that_works(right: str) -> None:
    with open_valkey() as valkey:
        async with Redis.from_url(valkey.url) as redis:
            await check_writes(redis, KEYS)
            await redis.execute_command("ACL", "SETUSER", "few", "on", ">secret", "~*", *right.split())  # type: ignore[no-untyped-call]
        async with Redis.from_url(valkey.url, username="few", password="secret") as redis:
            with pytest.raises(RedisError):
                await check_writes(redis, KEYS)


async def test_data_that_cannot_be_moved_is_told_within_a_minute(still: Shop, clock: MovingClock) -> None:
    """A user without the right to the keys of a former release: nothing else would work, and nobody would hear."""
    monitor, tries, stopping = still.services.monitor, list[str](), asyncio.Event()

    async def send(kind: str, subject: str, over: bool) -> bool:
        tries.append(kind)
        stopping.set()
        return True

    async def pause(stopping: asyncio.Event, seconds: float) -> None:
        clock.advance(seconds=seconds)
        await asyncio.sleep(0)

    monitor.alert_directly, monitor.pause, begun = send, pause, clock()
    monitor.migrated.clear()
    await asyncio.wait_for(monitor.run(stopping), 60)
    assert tries == ["redis-writes"]
    assert clock() - begun <= timedelta(minutes=1)


async def test_two_clocks_of_the_partner_shorten_no_order_and_are_told(
    shop: Shop, ivan: Person, clock: MovingClock
) -> None:
    """One machine of the partner, which answers about prices and health, is 25 minutes ahead of all others."""
    alice = shop.person()
    for path in ("/pricing", "/health"):
        ahead = format_datetime(clock() + timedelta(minutes=25), usegmt=True)
        await shop.fault("patch", path, times=None, headers={"Date": ahead})
    await alice.buys_stars()
    for _ in range(6):
        clock.advance(seconds=61)
        await shop.quiet()
        await alice.sees("Pay", "Memo")
    await ivan.sees("⚠️ The partner's answers disagree about the time")
