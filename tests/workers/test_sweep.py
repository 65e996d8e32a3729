"""Redis is lost with everything in it: the partner's list and the references in it tell whose orders are open."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.orders.models import ENDED, SETTLED
from bot.partner.statuses import OrderStatus
from bot.sandbox.partner_api.market import Product
from tests.support import KEYS
from tests.support.shop import ALICE, Bubble, Person, Shop, eventually

CHATS = range(50_001, 50_011)
OPEN = ("pending_payment", "paid", "processing", "failed", "expired", "cancelled", "in_the_post")
EPOCH = KEYS.epoch


@dataclass(frozen=True)
class Made:
    id: str
    chat: int
    status: str


async def crowd(shop: Shop) -> list[Person]:
    """People who have pressed start, each in a chat of their own."""
    for id in CHATS:
        await shop.world("people", {"id": id, "first_name": "Ann", "username": f"ann{id}", "started": True})
    return [Person(shop, id, patience=40) for id in CHATS]


def at_the_partner(shop: Shop, number: int, statuses: Iterable[str]) -> list[Made]:
    """Orders for the crowd, in these statuses by turns, as the partner knows them."""
    (account,) = shop.partner.accounts().values()
    turns = list(statuses)
    made = []
    for n in range(number):
        chat, status = CHATS[n % len(CHATS)], turns[n % len(turns)]
        order = shop.partner.place(account, Product.STARS, f"ann{chat}", 50 + n, f"tg-{chat}")
        if status != order.status:
            shop.partner.set_status(order, status)
        made.append(Made(str(order.id), chat, status))
    return made


async def lose_everything(redis: Redis) -> None:
    await redis.flushall()


async def known_again(redis: Redis, patience: float = 120) -> None:
    assert await eventually(lambda: redis.exists(EPOCH), patience), "the rebuild never ended"


async def messages(shop: Shop) -> dict[int, list[Bubble]]:
    return {chat: [b for b in await shop.person(chat).chat() if not b.mine] for chat in CHATS}


def tells(bubbles: Iterable[Bubble], order: Made, *words: str) -> int:
    return sum(f"#{order.id}" in b.text and all(word in b.text for word in words) for b in bubbles)


@pytest.fixture
async def fast(shop: Shop) -> Shop:
    """The shop with limits that no test needs to wait for."""
    await shop.stop_bot()
    await shop.start_bot(partner_rps=1000, telegram_rps=1000)
    return shop


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("partner", "number"),
    [({}, 200), ({"list_reference": False}, 60)],
    ids=["references-in-rows", "no-references-in-rows"],
)
async def test_all_open_orders_are_found_watched_and_told(
    fast: Shop, redis: Redis, partner: dict[str, Any], number: int
) -> None:
    shop, watch = fast, fast.services.watch
    await crowd(shop)
    await shop.set_up(**partner)
    old = at_the_partner(shop, 10, ("completed", "refunded"))
    shop.clock.advance(hours=3)
    open_ones = at_the_partner(shop, number, OPEN)
    ended = at_the_partner(shop, 10, ("completed", "refunded"))

    await lose_everything(redis)
    await known_again(redis)

    for order in (*old, *open_ones, *ended):
        found = await watch.get(order.id)
        assert found is not None, f"order {order.id} ({order.status}) was not found again"
        assert (found.chat_id, found.order.status_text) == (order.chat, order.status)
    due = {id.decode() for id in await redis.zrange(KEYS.queue("orders"), 0, -1)}
    assert due == {order.id for order in open_ones}

    async def all_told() -> bool:
        shop.clock.advance(seconds=3)  # a chat gets one message a second
        told = await messages(shop)
        lately = [order for order in (*open_ones, *ended) if order.status in {status.value for status in ENDED}]
        return all(tells(told[order.chat], order) for order in lately)

    assert await eventually(all_told, 120, blink=0.3), "what has ended in the last two hours is told"
    await shop.quiet()
    told = await messages(shop)
    assert not [order for order in old if tells(told[order.chat], order)], "and what is older is not"

    for order in open_ones:
        world_order = shop.partner.order(int(order.id))
        assert world_order is not None
        shop.partner.set_status(world_order, "completed")
    shop.clock.advance(hours=1)

    async def all_delivered() -> bool:
        shop.clock.advance(seconds=3)
        told = await messages(shop)
        return all(tells(told[order.chat], order, "✅ Delivered") for order in open_ones)

    assert await eventually(all_delivered, 120, blink=0.3), "every one of them is told to the end"


async def test_where_nothing_carries_a_reference_orders_are_found_when_their_chat_asks(
    fast: Shop, redis: Redis
) -> None:
    shop, watch = fast, fast.services.watch
    ivan = await shop.admin()
    people = await crowd(shop)
    await shop.set_up(list_reference=False, order_reference=False)
    made = at_the_partner(shop, 40, OPEN)

    await lose_everything(redis)
    await known_again(redis)
    await ivan.sees("Redis started empty", "40")
    assert await watch.queue.size() == 0

    for person in people:
        await person.says("/orders")
        await person.sees("My orders", "#")
    for order in made:
        found = await watch.get(order.id)
        assert found is not None
        assert found.chat_id == order.chat
    assert await watch.queue.size() == len(made)


async def test_a_chat_that_comes_back_finds_its_orders_and_its_old_screen_still_works(shop: Shop, redis: Redis) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    id = (await shop.order())["id"]
    await lose_everything(redis)
    await known_again(redis)
    await alice.taps("I have paid", on=paying)
    await alice.sees("Looking for your payment")
    await shop.quiet()
    assert not [b for b in await alice.chat() if "Open wallet" in b.labels], "nobody can pay twice from an old screen"
    await alice.says("/start")
    home = await alice.sees(f"#{id}: 100 Stars for @alice", after=paying.id)
    assert {f"Pay #{id}", f"Show #{id}"} & set(
        home.labels
    )  # Show: the order was known before "I have paid" was handled
    await alice.says("/orders")
    await alice.sees("My orders", f"#{id}", "100 Stars")
    await shop.control(f"orders/{id}/deliver")
    await alice.sees("✅ Delivered", str(id))


async def test_a_row_that_says_little_breaks_no_menu(shop: Shop, redis: Redis) -> None:
    alice = shop.person()
    await shop.places()
    await shop.fault("patch", "/orders", remove=["order_type", "stars_amount", "recipient_username"], times=None)
    await lose_everything(redis)
    await known_again(redis)
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    await alice.says("/orders")
    await alice.sees("My orders", "#")


async def test_a_rebuild_that_is_broken_off_begins_again_and_tells_nothing_twice(fast: Shop, redis: Redis) -> None:
    shop, watch = fast, fast.services.watch
    await crowd(shop)
    await shop.set_up(list_reference=False)
    made = at_the_partner(shop, 40, ("failed", "pending_payment"))
    await shop.fault("error", f"/orders/{made[10].id}", status=500, times=None)  # the list begins with the newest

    await lose_everything(redis)
    assert await shop.eventually(lambda: watch.get(made[11].id), 30)
    assert await watch.get(made[9].id) is None
    assert not await redis.exists(EPOCH)
    await shop.mended()
    await known_again(redis)
    for order in made:
        assert await watch.get(order.id) is not None

    async def all_told() -> bool:
        told = await messages(shop)
        return all(tells(told[order.chat], order) for order in made if order.status == "failed")

    assert await shop.eventually(all_told, 30)
    await shop.quiet()
    told = await messages(shop)
    assert {tells(told[order.chat], order) for order in made if order.status == "failed"} == {1}


async def test_one_order_that_cannot_be_read_keeps_no_other_from_being_found(fast: Shop, redis: Redis) -> None:
    shop, watch = fast, fast.services.watch
    await crowd(shop)
    await shop.set_up(list_reference=False)
    made = at_the_partner(shop, 12, ("paid",))
    await shop.fault("error", f"/orders/{made[6].id}", status=404, times=None)
    await lose_everything(redis)
    await known_again(redis)
    assert [order.id for order in made if await watch.get(order.id) is None] == [made[6].id]


async def test_orders_that_arrive_during_a_rebuild_are_made_once_and_keep_their_screens(
    fast: Shop, redis: Redis
) -> None:
    shop, watch = fast, fast.services.watch
    await crowd(shop)
    alice = shop.person()
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    await shop.set_up(list_reference=False)
    made = at_the_partner(shop, 60, ("paid",))
    gate = f"/orders/{made[30].id}"
    await shop.fault("delay", gate, seconds=3)

    await lose_everything(redis)
    assert await shop.eventually(lambda: watch.get(made[31].id), 30)
    assert not await redis.exists(EPOCH)
    paying = await alice.buys_stars()
    await known_again(redis)
    for order in made:
        assert await watch.get(order.id) is not None

    row = (await shop.orders())[0]
    watched = await watch.get(str(row["id"]))
    assert watched is not None
    assert watched.chat_id == ALICE
    assert watched.intent_id
    assert watched.message_ref is not None
    assert watched.message_ref.message_id == paying.id
    assert len(await shop.creates()) == 1


async def test_two_processes_rebuild_once(fast: Shop, redis: Redis) -> None:
    """The leader does it; the other finds Redis known."""
    shop = fast
    await crowd(shop)
    made = at_the_partner(shop, 20, ("failed",))
    async with shop.built() as other:
        stopping = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(other.reconciliation.run(stopping))
            await lose_everything(redis)
            await known_again(redis)
            await shop.quiet()
            stopping.set()
    told = await messages(shop)
    assert [tells(told[order.chat], order) for order in made] == [1] * len(made)


def test_every_status_that_can_still_change_is_among_the_open_ones() -> None:
    known = {status.value for status in OrderStatus if status is not OrderStatus.UNKNOWN}
    assert set(OPEN) & known == known - {status.value for status in SETTLED}


@pytest.mark.parametrize(
    "partner",
    [{"paging": "page"}, {"max_page": 50}, {"paging": "page", "max_page": 20}, {"paging": "cursor"}],
    ids=["page-numbers", "small-pages", "small-page-numbers", "cursors"],
)
async def test_a_rebuild_finds_out_how_the_partner_pages(fast: Shop, redis: Redis, partner: dict[str, Any]) -> None:
    shop, watch = fast, fast.services.watch
    await crowd(shop)
    await shop.set_up(**partner)
    made = at_the_partner(shop, 130, ("paid",))
    await lose_everything(redis)
    await known_again(redis)
    assert [order.id for order in made if await watch.get(order.id) is None] == []


async def test_a_list_of_one_page_only_is_told_and_the_rebuild_is_not_called_done(fast: Shop, redis: Redis) -> None:
    shop = fast
    ivan = await shop.admin()
    await crowd(shop)
    at_the_partner(shop, 130, ("paid",))
    await shop.set_up(paging="none")
    await lose_everything(redis)
    await ivan.says("/start")
    await ivan.sees("order list to its end")
    assert not await redis.exists(EPOCH)
    await shop.set_up(paging="offset")
    await known_again(redis)


@pytest.mark.parametrize("field", ["status", "id"])
async def test_an_unreadable_row_is_skipped_and_told_once(fast: Shop, redis: Redis, field: str) -> None:
    shop, watch = fast, fast.services.watch
    ivan = await shop.admin()
    await crowd(shop)
    made = at_the_partner(shop, 12, ("paid",))
    await shop.fault("patch", "/orders", method="GET", row=3, remove=[field], times=None)
    await lose_everything(redis)
    await known_again(redis)
    lost = [order.id for order in made if await watch.get(order.id) is None]
    assert len(lost) == 1, "the row is one of the twelve; the others are found"
    await ivan.says("/start")
    await ivan.sees("could not read all", f"GET /orders: {field}")
