"""No watch and no intent ends in silence, and a missing order is told only when the key and the URL are right."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bot.notifications.models import MessageRef
from bot.orders.models import WatchedOrder
from bot.orders.schedule import ASSUMED_TIME_TO_PAY, MISSING_TIME, next_check, time_left
from bot.orders.watch import Watch
from bot.partner.answers import ParseContext
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.storage.queue import DelayedQueue
from bot.storage.scripts import FOLDER
from tests.orders.test_payment_safety import ready_draft, settled
from tests.support import KEYS
from tests.support.shop import ALICE, Json, Shop

EMPTY: dict[str, Any] = {"method": "GET", "status": 200, "body": '{"ok": true, "data": []}', "times": None}
GONE: dict[str, Any] = {"method": "GET", "status": 404, "error_code": "ORDER_NOT_FOUND", "times": None}


async def adopted(still: Shop, **changes: Any) -> WatchedOrder:
    """An order of Alice's that the watch knows; `changes`: fields of its first answer."""
    watch = still.services.watch
    row = await still.places() | changes
    assert await watch.adopt(Order.read(row, ParseContext()), ALICE)
    return await known(watch, row)


async def known(watch: Watch, row: Json) -> WatchedOrder:
    watched = await watch.get(str(row["id"]))
    assert watched is not None
    return watched


async def check(still: Shop, id: str) -> None:
    """One check of this order, now."""
    watch = still.services.watch
    await watch.queue.add(id, still.clock() - timedelta(hours=1))
    (claim,) = await watch.queue.claim(1)
    assert claim.id == id
    await watch.check(claim)


async def check_for(still: Shop, ids: list[str], minutes: float, step: float = 30) -> None:
    for _ in range(int(minutes * 60 / step)):
        still.clock.advance(seconds=step)
        for id in ids:
            await check(still, id)


async def notices(still: Shop) -> set[str]:
    return {row.decode() for row in await still.services.redis.zrange(KEYS.queue("notices"), 0, -1)}


async def status(still: Shop, id: str) -> OrderStatus:
    watched = await still.services.watch.get(id)
    assert watched is not None
    return watched.order.status


# Redis has lost something


async def test_an_order_that_redis_has_lost_is_adopted_again(still: Shop, redis: Redis) -> None:
    id = (await adopted(still)).order.id
    await still.control(f"orders/{id}/pay", {"kind": "exact"})
    await redis.delete(KEYS.order(id))
    await check(still, id)
    watched = await still.services.watch.get(id)
    assert watched is not None
    assert (watched.order.status, watched.chat_id) == (OrderStatus.PAID, ALICE)
    assert await redis.zscore(KEYS.queue("orders"), id) is not None


async def test_a_lost_order_that_has_ended_is_told(still: Shop, redis: Redis) -> None:
    id = (await adopted(still)).order.id
    await still.control(f"orders/{id}/set", {"status": "completed"})
    await redis.delete(KEYS.order(id))
    await check(still, id)
    assert f"order:{id}:completed" in await notices(still)


@pytest.mark.parametrize("how", ["gone", "nobody's", "stump"])
async def test_a_lost_order_of_which_nothing_is_known_is_an_alert(still: Shop, redis: Redis, how: str) -> None:
    id = (await adopted(still)).order.id
    await redis.delete(KEYS.order(id))
    if how == "stump":
        await redis.hset(KEYS.order(id), "locale", "en")  # type: ignore[misc]
    if how == "nobody's":
        await still.fault("patch", f"/orders/{id}", patch={"client_reference": "other-1"}, times=None)
    else:
        await still.fault("error", f"/orders/{id}", **GONE)
    await check(still, id)
    assert f"alert:lost-order:{id}" in await notices(still)
    assert await redis.zscore(KEYS.queue("orders"), id) is None


async def test_a_lost_order_is_not_given_up_while_the_partner_does_not_answer(still: Shop, redis: Redis) -> None:
    id = (await adopted(still)).order.id
    await redis.delete(KEYS.order(id))
    await still.fault("error", f"/orders/{id}", status=500, times=None)
    await check(still, id)
    assert await redis.zscore(KEYS.queue("orders"), id) is not None


async def test_a_write_to_a_lost_order_makes_no_stump(still: Shop, redis: Redis) -> None:
    watch, watched = still.services.watch, await adopted(still)
    await redis.delete(KEYS.order(watched.order.id))
    await watch.mark_paid(watched)
    await watch.set_message_ref(watched, MessageRef(message_id=1), "en", rung=True)
    assert not await redis.exists(KEYS.order(watched.order.id))


async def test_a_lost_intent_is_an_alert(still: Shop, redis: Redis) -> None:
    intents, draft = still.services.intents, ready_draft()
    await intents.confirm(draft, ALICE, None, "en")
    await redis.delete(KEYS.intent(draft.id))
    still.clock.advance(minutes=1)
    (claim,) = await intents.queue.claim(1)
    await intents.settle(claim.id, claim)
    assert f"alert:lost:{draft.id}" in await notices(still)
    assert await intents.queue.size() == 0


# One function


@pytest.mark.parametrize("name", ["orders", "intents"])
async def test_no_order_and_no_intent_leaves_its_queue_otherwise(redis: Redis, name: Any) -> None:
    queue = DelayedQueue(redis, KEYS, name)
    with pytest.raises(ResponseError, match="end_watch"):
        await queue.drop("10421")


def test_no_script_removes_from_a_queue_by_itself() -> None:
    for file in FOLDER.rglob("*.lua"):
        if file.stem != "common":
            assert not re.search(r'"ZREM", queue_key\("(orders|intents)|\bleave\(', file.read_text("utf-8")), file
    common = (FOLDER / "common.lua").read_text("utf-8")
    assert common.count('leave("orders"') == common.count('leave("intents"') == 1


async def test_the_end_of_the_watch_of_an_untold_end_is_told(still: Shop, redis: Redis) -> None:
    """Its notice was lost with Redis' last second; a week later the watch ends."""
    id = (await adopted(still)).order.id
    await still.control(f"orders/{id}/expire")
    await check(still, id)
    await redis.zrem(KEYS.queue("notices"), f"order:{id}:expired")
    still.clock.advance(days=8)
    await check(still, id)
    assert f"order:{id}:expired" in await notices(still)
    assert await redis.zscore(KEYS.queue("orders"), id) is None


async def test_an_end_that_was_told_is_not_told_again_with_the_watch(still: Shop, redis: Redis) -> None:
    watched = await adopted(still)
    id = watched.order.id
    await still.control(f"orders/{id}/expire")
    await check(still, id)
    ended = await known(still.services.watch, {"id": id})
    await still.services.watch.set_message_ref(ended, MessageRef(message_id=1), "en", rung=True)
    await redis.zrem(KEYS.queue("notices"), f"order:{id}:expired")
    still.clock.advance(days=8)
    await check(still, id)
    assert f"order:{id}:expired" not in await notices(still)


async def test_a_paid_order_that_stays_away_for_a_week_ends_with_an_alert(still: Shop, redis: Redis) -> None:
    id = (await adopted(still)).order.id
    await still.control(f"orders/{id}/pay", {"kind": "exact"})
    await check(still, id)
    await still.fault("error", f"/orders/{id}", **GONE)
    await still.fault("answer", "/orders", **EMPTY)
    await check(still, id)
    still.clock.advance(days=8)
    await redis.delete(KEYS.queue("notices"))
    await check(still, id)
    assert {f"alert:order-missing:{id}", f"order:{id}:paid"} <= await notices(still)
    assert await redis.zscore(KEYS.queue("orders"), id) is None


# Forgotten orders


async def forgotten(still: Shop, number: int) -> list[str]:
    ids = [(await adopted(still)).order.id for _ in range(number)]
    for id in ids:
        await still.fault("error", f"/orders/{id}", **GONE)
    return ids


async def test_many_forgotten_orders_are_told_one_by_one_where_the_list_shows_another_of_ours(still: Shop) -> None:
    """A quiet shop: nothing else is watched, and the partner has forgotten what expired."""
    old = (await adopted(still)).order.id
    await still.control(f"orders/{old}/set", {"status": "completed"})
    await check(still, old)
    ids = await forgotten(still, 7)
    rows = [row for row in await still.orders() if str(row["id"]) == old]
    await still.fault("answer", "/orders", **EMPTY | {"body": json.dumps({"ok": True, "data": rows}, default=str)})
    await check_for(still, ids, 25)
    assert {await status(still, id) for id in ids} == {OrderStatus.EXPIRED}
    assert not any(notice.startswith("alert:not-found") for notice in await notices(still))


@pytest.mark.parametrize("number", [7])
async def test_many_forgotten_orders_with_an_empty_list_concern_the_admins_and_fill_no_chat(
    still: Shop, number: int
) -> None:
    ids = await forgotten(still, number)
    await still.fault("answer", "/orders", **EMPTY)
    await check_for(still, ids, 25)
    assert {await status(still, id) for id in ids} == {OrderStatus.PENDING_PAYMENT}, "nobody says that it was not paid"
    assert "alert:not-found:" in await notices(still)
    assert await still.services.watch.count_missing() == number
    intent = await settled(still.services.intents, ready_draft(777))
    assert intent.order_id, "the chat may order"


async def test_an_order_that_the_list_shows_is_not_missing(still: Shop) -> None:
    """Only the single endpoint says 404, and the order is paid."""
    (id,) = await forgotten(still, 1)
    await still.control(f"orders/{id}/pay", {"kind": "exact"})
    await check_for(still, [id], 25)
    assert await status(still, id) is OrderStatus.PAID
    assert f"order:{id}:expired" not in await notices(still)


async def test_another_key_tells_nobody_that_no_payment_was_seen(still: Shop) -> None:
    """Although one order alone is missing."""
    (id,) = await forgotten(still, 1)
    await still.fault("answer", "/orders", **EMPTY)
    await still.services.watch.set_fields(id, account="another key")
    await check_for(still, [id], 25)
    assert await status(still, id) is OrderStatus.PENDING_PAYMENT
    assert "alert:not-found:" in await notices(still)
    assert await still.services.watch.count_missing() == 1


@pytest.mark.parametrize(
    "end",
    [
        {"expires_at": "0001-01-01T00:00:00Z"},
        {"expires_at": "9999-12-31T23:59:59Z"},
        {"expires_at": None, "ttl": 900},
        {"expires_at": None, "ttl_seconds": "900"},
        {"expires_at": None, "ttl": 0},
        {"expires_at": "soon"},
    ],
    ids=["year-1", "year-9999", "ttl", "ttl-seconds", "ttl-0", "a-word"],
)
async def test_a_forgotten_order_without_an_end_has_an_assumed_one(still: Shop, end: Json) -> None:
    watched = await adopted(still, **end)
    id, has_end = watched.order.id, watched.order.expires_at is not None
    assert has_end == ("900" in str(end))
    await still.fault("error", f"/orders/{id}", **GONE)
    await still.fault("answer", "/orders", **EMPTY)
    bound = timedelta(minutes=15) if has_end else ASSUMED_TIME_TO_PAY
    await check_for(still, [id], bound.total_seconds() / 60 - 1, step=120)
    assert await status(still, id) is OrderStatus.PENDING_PAYMENT
    await check_for(still, [id], MISSING_TIME.total_seconds() / 60 + 5, step=60)
    assert await status(still, id) is OrderStatus.EXPIRED
    assert f"order:{id}:expired" in await notices(still)


def test_an_unpaid_order_without_an_end_is_checked_ever_more_rarely() -> None:
    order = Order(id="1", status=OrderStatus.PENDING_PAYMENT)
    assert time_left(order, order.as_of) is None  # type: ignore[arg-type]
    delays = [next_check(order, None, timedelta(hours=hours)) for hours in (0, 2, 12, 48)]
    assert delays == [timedelta(seconds=seconds) for seconds in (10, 360, 1800, 1800)]
