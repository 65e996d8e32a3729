"""The looks at the last two days and the last week: what only they find, what they cost, and who makes them."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.clock import to_ms
from bot.partner.lists import Page
from bot.partner.order import OrderRow
from bot.partner.pace import Priority
from bot.sandbox.partner_api.market import Product
from bot.storage import hashes
from bot.workers.listed_orders import MIN_OPEN_ORDERS
from bot.workers.reconciliation import LOOKS, NEWEST_INTERVAL, SWEEP_WINDOW, Reconciliation
from tests.support import KEYS
from tests.support.shop import ALICE, Json, Shop, eventually
from tests.workers.test_reconciliation import forget_order

ANN = 60_001

ROWS = 101
"""Newer orders of another bot with the same key: the newest page shows nothing else, so a look ends there."""


def of_another_bot(shop: Shop) -> None:
    (account,) = shop.partner.accounts().values()
    for n in range(ROWS):
        shop.partner.place(account, Product.STARS, "alice", 50 + n, f"other-{n}")


def spied(reconciliation: Reconciliation, meanwhile: Callable[[int], Awaitable[None]] | None = None) -> Counter[int]:
    """Counts the pages of the list that are asked for, by their offset. `meanwhile` is called before each."""
    asked, order_rows = Counter[int](), reconciliation.partner.order_rows

    async def spy(query: Mapping[str, str | int]) -> Page[OrderRow]:
        asked[int(query["offset"])] += 1
        if meanwhile:
            await meanwhile(int(query["offset"]))
        return await order_rows(query)

    reconciliation.partner.order_rows = spy  # type: ignore[method-assign, assignment]
    return asked


async def delivered_behind_the_newest_page(shop: Shop, redis: Redis, age: timedelta) -> Json:
    """Redis has known an order of that age, the bot has looked at everything, and a fail-over loses the order."""
    await redis.set(KEYS.epoch, 1)
    await shop.world("people", {"id": ANN, "first_name": "Ann", "username": "ann60001", "started": True})
    await redis.zadd(KEYS.people, {str(ANN): 1})
    order, reconciliation = await shop.places("ann60001", chat=ANN), shop.services.reconciliation
    assert await shop.services.watch.adopt(await shop.services.partner.order(str(order["id"])), ANN)
    shop.clock.advance(seconds=age.total_seconds() / 2)
    of_another_bot(shop)
    shop.clock.advance(seconds=age.total_seconds() / 2)
    for _ in range(2):
        await reconciliation.look_if_due()
        shop.clock.advance(seconds=30)
    await shop.control(f"orders/{order['id']}/deliver")
    await forget_order(redis, order["id"], ANN)
    server, since = (await redis.info("server"))["run_id"], to_ms(shop.clock() - timedelta(minutes=1))
    await hashes.write(redis, KEYS.looks, {"server": server, "server_since": str(since)})
    return order


@pytest.mark.parametrize(("look", "age"), [("days", timedelta(hours=2)), ("week", timedelta(days=5))])
async def test_an_order_behind_known_ones_is_found_by_the_long_look_and_told(
    still: Shop, redis: Redis, look: str, age: timedelta
) -> None:
    watch, reconciliation = still.services.watch, still.services.reconciliation
    window, interval = LOOKS[look]
    assert age < window
    async with reconciliation.lease.renewed():
        order = await delivered_behind_the_newest_page(still, redis, age)
        for _ in range(4):
            still.clock.advance(seconds=interval.total_seconds() / 5)
            await reconciliation.look_if_due()
            assert await watch.get(str(order["id"])) is None, "a shorter look has found it"
        still.clock.advance(seconds=interval.total_seconds() / 5)
        await reconciliation.look_if_due()
        found = await watch.get(str(order["id"]))
    assert found is not None
    assert (found.chat_id, found.order.status_text) == (ANN, "completed")
    await still.start_bot()
    await still.person(ANN).sees("✅ Delivered", str(order["id"]))


async def test_the_last_two_days_cost_a_look_an_hour_and_the_week_one_a_day(still: Shop, redis: Redis) -> None:
    """The look at two days ends with the second page, that at the week with the third."""
    await redis.set(KEYS.epoch, 1)
    reconciliation = still.services.reconciliation
    of_another_bot(still)
    still.clock.advance(days=3)
    of_another_bot(still)
    async with reconciliation.lease.renewed():
        for _ in range(2):
            await reconciliation.look_if_due()
            still.clock.advance(seconds=30)
        asked = spied(reconciliation)
        for hours, newest, days, week in ((4, 12, 4, 0), (20, 1, 0, 1), (1, 3, 1, 0)):
            asked.clear()
            for _ in range(newest):
                still.clock.advance(hours=hours / newest)
                await reconciliation.look_if_due()
            assert asked == +Counter({0: newest + days + week, 95: days + week, 190: week}), f"{hours} h"


async def test_a_look_leaves_three_of_four_calls_to_sweeps(
    still: Shop, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows of the other bot fill one page and begin a second."""
    await redis.set(KEYS.epoch, 1)
    of_another_bot(still)
    reconciliation, slept = still.services.reconciliation, list[float]()
    asked = spied(reconciliation)

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    reconciliation.sleep = sleep
    reconciliation.rate = 4
    async with reconciliation.lease.renewed():
        for open_orders, sleeps in ((MIN_OPEN_ORDERS, []), (MIN_OPEN_ORDERS + 1, [0.75])):
            monkeypatch.setattr(reconciliation.watch.queue, "size", always(open_orders))
            await reconciliation._sweep_if_needed()
            await redis.delete(KEYS.looks)
            asked.clear()
            still.clock.advance(seconds=31)
            await reconciliation.look_if_due()
            assert asked == Counter({0: 1, 95: 1})
            assert slept == sleeps


@pytest.mark.parametrize("odd", ["unreadable", "twice"])
async def test_an_odd_row_keeps_no_other_order_of_its_page_from_being_applied(
    still: Shop, redis: Redis, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    """A row whose head alone is readable, or an order that stands on the page a second time with its former status."""
    await redis.set(KEYS.epoch, 1)
    reconciliation, watch = still.services.reconciliation, still.services.watch
    ids = [str((await still.places())["id"]) for _ in range(4)]
    for id in ids:
        assert await watch.adopt(await still.services.partner.order(id), ALICE)
        await still.control(f"orders/{id}/deliver")
    order_rows = reconciliation.partner.order_rows

    async def odd_rows(query: Mapping[str, str | int]) -> Page[OrderRow]:
        page = await order_rows(query)
        if odd == "twice":
            former = (OrderRow.read(row._data | {"status": "pending_payment"}, row._context) for row in page.items)
            return replace(page, items=(*page.items, *former))
        first, *others = page.items
        return replace(page, items=(replace(first, _data={"id": first.id}), *others))

    monkeypatch.setattr(reconciliation.partner, "order_rows", odd_rows)
    monkeypatch.setattr("bot.workers.listed_orders.MIN_OPEN_ORDERS", 0)  # else a changed order is requested singly
    async with reconciliation.lease.renewed():
        await reconciliation.sweep(since=still.clock() - SWEEP_WINDOW, expected=timedelta(seconds=3))
    found = [watched.order.status.value for id in ids if (watched := await watch.get(id))]
    assert found.count("completed") == (4 if odd == "twice" else 3)
    if odd == "unreadable":
        assert await redis.zscore(KEYS.queue("notices"), "alert:unreadable:GET /orders: status") is not None


def always(value: int) -> Callable[[], Awaitable[int]]:
    async def answer() -> int:
        return value

    return answer


# Two processes


async def test_of_two_processes_one_looks(still: Shop, redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.lease.LEASE_TTL", 60)  # however slow this machine is, it does not expire
    await redis.set(KEYS.epoch, 1)
    stopping = asyncio.Event()
    async with still.built() as first, still.built() as second, asyncio.TaskGroup() as group:
        apps = [first.reconciliation, second.reconciliation]
        asked, pauses = [spied(app) for app in apps], [counted_pauses(app) for app in apps]
        group.create_task(apps[0].run(stopping))
        assert await eventually(lambda: redis.hexists(KEYS.looks, "week"))  # type: ignore[arg-type, return-value]
        group.create_task(apps[1].run(stopping))
        for _ in range(3):
            looks, rounds = asked[0].total(), pauses[1].total()
            still.clock.advance(seconds=NEWEST_INTERVAL.total_seconds() + 1)

            async def both_went_on(looks: int = looks, rounds: int = rounds) -> bool:
                return asked[0].total() > looks and pauses[1].total() >= rounds + 3  # it has three loops

            assert await eventually(both_went_on)
        stopping.set()
    assert asked[1].total() == 0


def counted_pauses(reconciliation: Reconciliation) -> Counter[str]:
    """Counts how often its loops have waited."""
    counted, pause = Counter[str](), reconciliation.pause

    async def spy(stopping: asyncio.Event, seconds: float) -> None:
        counted["pauses"] += 1
        await pause(stopping, seconds)

    reconciliation.pause = spy
    return counted


async def test_a_leader_that_dies_in_a_look_is_replaced_and_its_look_is_made_again(still: Shop, redis: Redis) -> None:
    """It dies between the pages of the hourly look, whose second page has a lost order."""
    dead, watch = still.services.reconciliation, still.services.watch
    reached, stopping = asyncio.Event(), asyncio.Event()

    async def hang(offset: int) -> None:
        if offset:
            reached.set()
            await stopping.wait()

    async def leads() -> None:
        async with dead.lease.renewed():
            await dead.look_if_due()

    async with dead.lease.renewed():
        order = await delivered_behind_the_newest_page(still, redis, timedelta(hours=2))
    still.clock.advance(hours=1)
    looked = await redis.hget(KEYS.looks, "days")  # type: ignore[misc]
    spied(dead, hang)
    async with still.built() as heir, asyncio.TaskGroup() as group:
        leading = group.create_task(leads())
        await asyncio.wait_for(reached.wait(), 10)
        await redis.set(KEYS.lease("sweep"), "of a killed process", px=500)
        leading.cancel()
        assert await redis.hget(KEYS.looks, "days") == looked  # type: ignore[misc]
        group.create_task(heir.reconciliation.run(stopping))

        async def is_found() -> bool:
            still.clock.advance(seconds=1)
            return await watch.get(str(order["id"])) is not None

        async def is_looked() -> bool:
            still.clock.advance(seconds=1)
            return bool(await redis.hget(KEYS.looks, "days") != looked)  # type: ignore[misc]

        assert await eventually(is_found)
        assert await eventually(is_looked)
        stopping.set()
    notices = [id.decode() for id in await redis.zrange(KEYS.queue("notices"), 0, -1)]
    assert [id for id in notices if id.startswith("order:")] == [f"order:{order['id']}:completed"]


# Their share of the rate limit


async def test_every_call_of_looks_and_sweeps_has_their_priority(
    still: Shop, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    reconciliation, watch, pace = still.services.reconciliation, still.services.watch, still.services.partner.pace
    assert pace is not None
    taken, take = Counter[int](), pace.take

    async def spy(priority: int, scope: str = "") -> tuple[float, int, bool]:
        taken[priority] += 1
        return await take(priority, scope)

    for _ in range(MIN_OPEN_ORDERS + 1):
        assert await watch.adopt(await still.services.partner.order(str((await still.places())["id"])), ALICE)
    await still.places(chat=None)  # is requested singly
    monkeypatch.setattr(pace, "take", spy)
    async with reconciliation.lease.renewed():
        await reconciliation.rebuild()
        for calls, work in (
            (1, reconciliation.sample),
            (2, reconciliation.look_if_due),
            (1, lambda: reconciliation.sweep(since=still.clock() - SWEEP_WINDOW, expected=timedelta(seconds=3))),
        ):
            before = taken.total()
            await work()
            assert taken.total() - before >= calls
    assert set(taken) == {Priority.SWEEP}
