"""One test for each list that would grow without end, and is trimmed when it is written to."""

from datetime import timedelta
from typing import Any

from redis.asyncio import Redis

from bot.clock import to_ms
from bot.operations.administration import MAX_AUDIT_ENTRIES, Administration
from bot.orders.batch import BatchRow
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.scripts import Script
from tests.support import KEYS
from tests.support.shop import ALICE, MovingClock, Shop

NOW = 1_800_000_000_000
DAY = 86_400_000


def script(redis: Redis, name: str) -> Script:
    return Script(redis, name, KEYS.root)


async def adopt(redis: Redis, id: str, *, at: int = NOW, rank: int = 2, **changes: Any) -> int:
    given = {"order": "{}", "status": "paid", "chat": ALICE, "created_at": at, "check_at": at, "notify": 0}
    given |= {
        "fingerprint": "",
        "invoice": "",
        "made_at": at,
        "latest_created_at": at,
        "word": "",
        "withheld": "",
        "account": "",
    }
    return int(
        await script(redis, "orders/adopt")(
            **{**given, "id": id, "rank": rank, "now": at, "any_chat": 1, "show": 0, **changes}
        )
    )


async def entries(redis: Redis, key: str) -> list[str]:
    return [row.decode() for row in await redis.zrange(key, 0, -1)]


async def test_people_who_have_not_written_for_a_year(redis: Redis, clock: MovingClock) -> None:
    people = Administration(redis, KEYS, clock=clock)
    await people.remember(1)
    clock.advance(days=366)
    await people.remember(2)
    assert await entries(redis, KEYS.people) == ["2"]


async def test_paid_orders_that_never_ended(redis: Redis) -> None:
    assert await adopt(redis, "1")
    assert await adopt(redis, "2", at=NOW + 61 * DAY)
    assert await entries(redis, KEYS.paid) == ["2"]


async def test_orders_that_the_partner_stopped_showing(redis: Redis) -> None:
    not_found = script(redis, "orders/not_found")
    await not_found(id="1", now=NOW, tell=0)
    await not_found(id="2", now=NOW + 61 * DAY, tell=0)
    assert await entries(redis, KEYS.missing) == ["2"]


async def test_ids_of_forgotten_orders(redis: Redis) -> None:
    forget = script(redis, "orders/forget")
    for id, at in (("1", NOW), ("2", NOW + 9 * DAY)):
        await redis.zadd(KEYS.chat_orders(ALICE), {id: at})
        await forget(chat=ALICE, now=at, offset=0, limit=100)
    assert await entries(redis, KEYS.forgotten) == ["2"]


async def test_a_chats_orders_that_are_gone(redis: Redis) -> None:
    """One that is still kept stays in the list, however old."""
    for id in ("gone", "kept"):
        assert await adopt(redis, id)
    await redis.delete(KEYS.order("gone"))
    assert await adopt(redis, "new", at=NOW + 61 * DAY)
    assert await entries(redis, KEYS.chat_orders(ALICE)) == ["kept", "new"]


async def test_a_chats_old_batches(still: Shop, redis: Redis) -> None:
    batches = still.services.batches
    await batches.create(ALICE, "en", [BatchRow(number=1, text="x")], message="1")
    still.clock.advance(days=7)
    new = await batches.create(ALICE, "en", [BatchRow(number=1, text="x")], message="2")
    assert await entries(redis, KEYS.chat_batches(ALICE)) == [new]


async def test_confirmations_and_orders_of_a_chat_that_are_gone(redis: Redis) -> None:
    confirm = script(redis, "orders/confirm")

    async def confirmed(id: str) -> None:
        await confirm(
            id=id, record="{}", chat=ALICE, fingerprint=id, confirmed_at=NOW, attempt_at=NOW, max_unpaid=9,
            allow_duplicate=0, missing_ms=1, price_nano=1, daily_limit="", recipient_name="", waiting_at=NOW,
            now="", lease="", new_fence="",
        )  # fmt: skip

    await confirmed("gone")
    await redis.hset(KEYS.unpaid(ALICE), "order:gone", "x")  # type: ignore[misc]
    await redis.delete(KEYS.intent("gone"))
    await confirmed("new")
    assert set(await hashes.read(redis, KEYS.unpaid(ALICE))) == {b"intent:new"}
    assert set(await hashes.read(redis, KEYS.open_intents(ALICE))) == {b"new"}


async def test_the_history_of_a_restless_order(redis: Redis) -> None:
    """A partner that changes its mind: only the latest 50 changes are kept."""
    for _ in range(60):
        assert await adopt(redis, "1")
        await redis.delete(KEYS.order("1"))
    assert await redis.llen(KEYS.status_history("1")) == 50  # type: ignore[misc]


async def test_the_cards_of_an_order(still: Shop, redis: Redis) -> None:
    for number in range(30):
        still.clock.advance(seconds=1)
        await still.services.watch.add_card("1", f"card-{number}")
    assert await entries(redis, KEYS.cards("1")) == [f"card-{number}" for number in range(10, 30)]
    assert 0 < await redis.ttl(KEYS.cards("1")) <= Keys.cards.ttl.total_seconds()


async def test_what_admins_did(redis: Redis, clock: MovingClock) -> None:
    administration = Administration(redis, KEYS, clock=clock)
    await redis.rpush(KEYS.audit, *["{}"] * MAX_AUDIT_ENTRIES)  # type: ignore[misc]
    await administration.record(1, "looked")
    assert await redis.llen(KEYS.audit) == MAX_AUDIT_ENTRIES  # type: ignore[misc]


async def test_alerts_that_nobody_triggers_any_more(still: Shop, redis: Redis) -> None:
    """Those with an end, and those of one moment, like a word that the partner has used once."""
    alerts = still.services.alerts
    for kind in ("partner", "status"):
        await alerts.trigger(kind, "x")
    still.clock.advance(hours=1, minutes=1)
    await alerts.clear_stale(still.clock())
    assert not await redis.exists(KEYS.alerts_started, KEYS.alerts_notified, KEYS.alerts_triggered)


async def test_calls_of_a_rate_limit(still: Shop, redis: Redis) -> None:
    take = Script(redis, "rate_limit/take", KEYS.telegram_rate_limit)
    for number in range(500):
        at = NOW + 20 * number
        await take(
            now=at, window=1000, rate=100, share=100, priority=0, kept_interval="", reserve=0, member=number, scope=""
        )
    assert await redis.zcard(f"{KEYS.telegram_rate_limit}:calls") <= 51
    assert 0 < await redis.pttl(f"{KEYS.telegram_rate_limit}:calls") <= timedelta(minutes=2) / timedelta(milliseconds=1)


async def test_finished_attempts_of_a_broadcast(still: Shop, redis: Redis) -> None:
    broadcasts = still.services.broadcasts
    await redis.zadd(KEYS.people, {"1": to_ms(still.clock())})
    id = await broadcasts.compose(ALICE, 1, "en")
    await broadcasts.start(id)
    (claim,) = await broadcasts.queue.claim(1)
    await broadcasts.fill(claim)
    for outcome in ("later", "delivered"):
        (claim,) = await broadcasts.queue.claim(1)
        await broadcasts.count_sent(claim, outcome)
        still.clock.advance(minutes=1)
    assert not [name for name in await hashes.read(redis, KEYS.broadcast(id)) if name.startswith(b"tries")]


async def test_an_order_has_no_empty_fields(shop: Shop, redis: Redis) -> None:
    """Each would cost some ten bytes, sixty days long."""
    alice = shop.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/deliver")
    shop.clock.advance(minutes=1)
    await alice.sees("✅ Delivered", photo=True)
    await shop.quiet()
    fields = await hashes.read(redis, KEYS.order(id))
    assert fields[b"last_notified"] == b"completed"
    assert [name for name, value in fields.items() if not value] == []
