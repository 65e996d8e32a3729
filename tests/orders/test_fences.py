"""What a repeated script, an old notice, a late writer and a slow worker may not do."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from bot.clock import utcnow
from bot.notifications.alerts import Alerts
from bot.notifications.models import MessageRef
from bot.notifications.outbox import Outbox
from bot.orders.draft import Draft
from bot.orders.models import Intent
from bot.partner.goods import Product
from bot.storage import queue as due
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.scripts import Script
from bot.telegram.session import ChatSessions, Profile
from tests.support import KEYS
from tests.support.queues import works
from tests.support.shop import ALICE, MovingClock, Shop, eventually

LATER = "9999999999999"


async def test_an_attempt_whose_answer_was_lost_is_asked_for_again_and_counts_once(redis: Redis) -> None:
    """redis-py repeats a script after a broken connection, though it may have run: the answer must be the same."""
    intent = {"record": "{}", "state": "prepared", "attempts": "0", "clean": "0"}
    await redis.hset(KEYS.intent("d1"), mapping=intent)  # type: ignore[misc]
    attempt = Script(redis, "orders/begin_attempt", KEYS.root)
    first = await attempt(id="d1", fence="", now=1000, lease=LATER, new_fence="mine")
    again = await attempt(id="d1", fence="", now=1000, lease=LATER, new_fence="mine")
    other = await attempt(id="d1", fence="", now=1000, lease=LATER, new_fence="another's")
    assert first == again
    assert (first[0], other[0]) == (b"mine", b"")
    assert await redis.hget(KEYS.intent("d1"), "attempts") == b"1"  # type: ignore[misc]


async def test_an_alert_whose_answer_was_lost_is_told_all_the_same(redis: Redis) -> None:
    alerts, notices = Alerts(redis, KEYS), KEYS.queue("notices")
    await alerts.trigger("unauthorized")
    await alerts.trigger("unauthorized")
    assert await redis.zrange(notices, 0, -1) == [b"alert:unauthorized:"]
    await redis.delete(notices)
    await alerts.trigger("unauthorized")
    assert not await redis.exists(notices), "once an hour"
    await alerts.clear("unauthorized")
    await alerts.clear("unauthorized")
    assert await redis.zrange(notices, 0, -1) == [b"over:unauthorized:"]


async def test_an_update_that_was_overtaken_does_not_bring_the_old_draft_back(redis: Redis) -> None:
    """Its lock ran out under a slow handler, or its leaving was repeated after a lost answer."""
    clock = MovingClock()
    sessions = ChatSessions(redis, KEYS, clock=clock)
    new = Draft.empty().with_(product=Product.STARS)
    async with sessions.open(ALICE, 1) as slow:
        slow.session = slow.session.model_copy(update={"draft": Draft.empty()})
        await redis.delete(KEYS.lock(ALICE))  # so long did it take
        async with ChatSessions(redis, KEYS, clock=clock).open(ALICE, 2) as quick:
            quick.session = quick.session.model_copy(update={"draft": new})
    session, _ = await sessions.peek(ALICE)
    assert session.draft == new
    async with sessions.open(ALICE, 1) as again:
        assert again.is_duplicate, "overtaken, but done"


async def test_an_update_that_nobody_overtook_is_kept_though_its_lock_ran_out(redis: Redis) -> None:
    sessions = ChatSessions(redis, KEYS)
    async with sessions.open(ALICE, 1) as visit:
        visit.profile = Profile(locale="es")
        await redis.delete(KEYS.lock(ALICE))
    _, profile = await sessions.peek(ALICE)
    assert profile.locale == "es"


async def test_a_chat_of_a_dead_process_is_entered_after_a_bounded_wait(redis: Redis) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    await redis.set(KEYS.lock(ALICE), "of the dead", ex=Keys.lock.ttl)
    async with ChatSessions(redis, KEYS, sleep=sleep).open(ALICE, 1) as visit:
        visit.profile = Profile(locale="es")
    assert 9 <= sum(waited) <= 11
    _, profile = await ChatSessions(redis, KEYS).peek(ALICE)
    assert profile.locale == "es"
    assert await redis.get(KEYS.lock(ALICE)) == b"of the dead", "only its own lock is given back"


async def test_work_that_takes_longer_than_its_lease_is_given_up(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "CLAIM_TTL", timedelta(milliseconds=50))
    ids = DelayedQueue(redis, KEYS, "notices")
    await ids.add("slow", utcnow())
    stopping, ends = asyncio.Event(), []

    async def slow(claim: Claim) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ends.append(claim.id)
            stopping.set()

    async with asyncio.timeout(10):
        await works(ids, slow, stopping=stopping)
    assert ends == ["slow"]
    assert await ids.size() == 1, "it comes back after its lease"


async def test_an_end_after_which_telegram_was_away_rings_once(shop: Shop, clock: MovingClock) -> None:
    """Paid and delivered meanwhile: the older of the two notices has nothing left to tell.

    The clock moves only when told to: what a lease ran out for while its message was on the way may be told twice.
    """
    alice = shop.person(ALICE)
    await alice.buys_stars()
    await shop.quiet()
    order = await shop.order()
    await shop.world("faults", {"kind": "error", "status": 502, "description": "Bad Gateway"})

    async def noticed(number: int) -> bool:
        return int(await redis_of(shop).zcard(KEYS.queue("notices"))) >= number

    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    clock.advance(seconds=15)
    assert await eventually(lambda: noticed(1), 20)
    await shop.control(f"orders/{order['id']}/deliver")
    clock.advance(seconds=15)
    assert await eventually(lambda: noticed(2), 20)
    await shop.http.delete("/world/faults")
    clock.advance(seconds=60)

    async def rings() -> int:
        return sum("✅ Delivered" in bubble.text for bubble in await alice.chat())

    async def all_told() -> bool:
        return not await redis_of(shop).zcard(KEYS.queue("notices"))

    assert await eventually(rings, 20)
    assert await eventually(all_told, 20)
    assert await rings() == 1


async def test_of_two_who_edit_at_once_the_slower_does_not_leave_an_older_screen(
    shop: Shop, clock: MovingClock
) -> None:
    """Alice's tap shows "looking for your payment"; before Telegram has done it, the notifier shows the end."""
    alice = shop.person(ALICE)
    screen = await alice.buys_stars()
    await shop.quiet()
    order = await shop.order()
    await shop.world("faults", {"kind": "delay", "method": "editMessageMedia", "seconds": 3, "times": 1})
    await alice.taps("I have paid", on=screen)
    assert shop.app
    watch = shop.app.watch

    async def said() -> bool:
        watched = await watch.get(str(order["id"]))
        return watched is not None and watched.marked_paid_at is not None

    assert await shop.eventually(said, 10)
    await shop.control(f"orders/{order['id']}/deliver")
    clock.advance(seconds=15)
    await alice.sees("✅ Delivered", photo=True)
    await shop.quiet()
    (shown,) = [bubble for bubble in await alice.chat() if bubble.id == screen.id]
    assert "elivered" in shown.text
    assert sum("✅ Delivered" in bubble.text for bubble in await alice.chat()) == 1


async def test_an_end_that_met_a_block_is_told_when_the_chat_is_back(shop: Shop, clock: MovingClock) -> None:
    alice = shop.person(ALICE)
    await alice.buys_stars()
    await shop.quiet()
    await shop.world("block", {"user": ALICE})
    await shop.control(f"orders/{(await shop.order())['id']}/deliver")
    clock.advance(seconds=15)

    async def put_aside() -> bool:
        return bool(await redis_of(shop).exists(KEYS.missed(ALICE)))

    assert await shop.eventually(put_aside, 20)
    await shop.quiet()
    assert not any("✅ Delivered" in bubble.text for bubble in await alice.chat())
    await shop.world("block", {"user": ALICE, "blocked": False})
    await alice.sees("✅ Delivered", photo=True)
    await shop.quiet()
    assert sum("✅ Delivered" in bubble.text for bubble in await alice.chat()) == 1


async def test_a_notice_that_meets_the_block_while_the_chat_comes_back_is_not_left_aside(redis: Redis) -> None:
    notices = Outbox(redis, KEYS)
    await notices.queue.add("order:1:completed", utcnow())
    (claim,) = await notices.queue.claim(1)
    await notices.come_back(ALICE)
    await notices.put_aside(claim, ALICE)
    assert await notices.queue.size() == 1


async def test_an_expiry_in_a_list_is_told_only_after_a_look_of_its_own(shop: Shop) -> None:
    """A list may lag behind a payment."""
    order = await shop.places()
    async with shop.built() as app:
        watch = app.watch
        assert await watch.adopt(await app.partner.order(str(order["id"])), ALICE)
        await shop.control(f"orders/{order['id']}/expire")
        long_ago = datetime(2000, 1, 1, tzinfo=UTC)
        await app.reconciliation.sweep(since=long_ago, expected=timedelta(0))
        watched = await watch.get(str(order["id"]))
        assert watched is not None
        assert watched.order.status == "pending_payment"
        assert await redis_of(shop).zscore(KEYS.queue("orders"), order["id"]) <= utcnow().timestamp() * 1000


def redis_of(shop: Shop) -> Redis:
    assert shop.app
    return shop.app.redis


def test_an_intent_of_the_first_release_is_read_and_its_screen_may_move() -> None:
    """Version 0.1.0 stored the message of the screen as `place`."""
    request = {"product": "stars", "recipient": "bella", "amount": 500, "client_reference": "tg-1"}
    record = {"id": "d1", "request": request, "chat_id": 1, "place": {"message_id": 7}, "locale": "en"}
    record |= {"estimate": None, "confirmed_at": "2026-11-28T07:52:00Z"}
    fields = {b"record": json.dumps(record).encode(), b"state": b"prepared"}
    assert Intent.read(fields).message_ref == MessageRef(message_id=7)
    assert Intent.read(fields | {b"message_ref": b'{"message_id": 8}'}).message_ref == MessageRef(message_id=8)
