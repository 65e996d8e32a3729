"""Redis lacks what a fail-over has lost: the partner's list is compared with it again and again."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.app import App
from bot.notifications.models import MessageRef
from bot.orders.draft import Draft, Recipient
from bot.partner.answers import ParseContext
from bot.partner.goods import Product as Goods
from bot.partner.order import Order
from bot.sandbox.partner_api.market import Product
from bot.workers.listed_orders import MIN_OPEN_ORDERS
from bot.workers.reconciliation import SWEEP_WINDOW
from tests.orders.test_payment_safety import ready_draft
from tests.orders.test_payment_safety import settled as settled_intent
from tests.support import KEYS
from tests.support.shop import ALICE, ROSA, Json, Person, Shop, eventually

STRANGER = 60_001


async def settled(shop: Shop) -> App:
    """The bot after its first looks, so that Redis is not new any more. Its workers stand still."""
    assert shop.app is not None
    redis = shop.app.redis

    async def looked() -> bool:
        shop.clock.advance(seconds=31)
        return bool(await redis.hexists(KEYS.looks, "week"))  # type: ignore[misc]

    assert await eventually(looked, 10, 0.1)
    return shop.app


async def order_gets(shop: Shop) -> list[str]:
    calls = (await shop.http.get("/control/history")).json()["items"]
    return [call["path"] for call in calls if call["method"] == "GET" and call["path"].startswith("/orders")]


async def found(shop: Shop, id: object) -> bool:
    """Waits for the next looks."""
    watch = shop.services.watch

    async def look() -> bool:
        shop.clock.advance(seconds=10)
        return await watch.get(str(id)) is not None

    return bool(await eventually(look, 60, 0.1))


async def forget_order(redis: Redis, id: object, chat: int = ALICE) -> None:
    """What a fail-over does that lacks the order's last second."""
    await redis.delete(KEYS.order(str(id)), KEYS.status_history(str(id)))
    await redis.zrem(KEYS.chat_orders(chat), str(id))
    await redis.zrem(KEYS.queue("orders"), str(id))
    await redis.hdel(KEYS.unpaid(chat), f"order:{id}")  # type: ignore[misc]


async def buys(shop: Shop) -> tuple[Person, Json]:
    alice = shop.person()
    await alice.buys_stars()
    await shop.quiet()
    return alice, await shop.order()


# A lost order


async def test_an_order_that_a_fail_over_lost_is_found_and_told_to_its_end(shop: Shop, redis: Redis) -> None:
    await settled(shop)
    alice, order = await buys(shop)
    await forget_order(redis, order["id"])
    assert await found(shop, order["id"])
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)
    assert len(await shop.creates()) == 1


async def test_a_lost_order_that_has_ended_meanwhile_is_told_once(shop: Shop, redis: Redis) -> None:
    await settled(shop)
    alice, order = await buys(shop)
    await shop.stop_bot()
    await forget_order(redis, order["id"])
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    shop.clock.advance(hours=20)
    await shop.start_bot()
    await alice.sees(f"#{order['id']}", "✅ Delivered")
    await settled(shop)
    shop.clock.advance(hours=2)
    await shop.quiet()
    assert len([bubble for bubble in await alice.chat() if "✅ Delivered" in bubble.text]) == 1


async def confirms_while_the_partner_is_slow(shop: Shop) -> Person:
    """Alice confirms; her request is at the partner, which answers a second later."""
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await shop.fault("delay", "/orders/stars", method="POST", seconds=1)
    await alice.taps("Confirm", on=confirm)
    assert await eventually(shop.creates)
    return alice


async def test_a_confirmation_whose_document_is_lost_while_the_partner_answers_still_has_its_order(
    shop: Shop, redis: Redis
) -> None:
    await settled(shop)
    alice = await confirms_while_the_partner_is_slow(shop)
    for key in await redis.keys(f"{KEYS.root}:intent:*"):
        await redis.delete(key)
    assert await eventually(shop.orders, 5)
    order = await shop.order()
    assert await found(shop, order["id"])
    await shop.quiet()
    await alice.sees("Pay", "Memo", photo=True)
    assert await redis.keys(f"{KEYS.root}:intent:*") == [], "no document of one field"
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)


async def test_everything_of_a_confirmation_is_lost_while_the_partner_answers(shop: Shop, redis: Redis) -> None:
    app = await settled(shop)
    alice = await confirms_while_the_partner_is_slow(shop)
    await redis.delete(
        *await redis.keys(f"{KEYS.root}:intent:*"), KEYS.queue("intents"), KEYS.fences("intents"), KEYS.unpaid(ALICE)
    )
    await redis.delete(KEYS.open_intents(ALICE))
    assert await eventually(shop.orders, 5)
    order = await shop.order()
    assert await found(shop, order["id"])
    await shop.quiet()
    await alice.sees(f"#{order['id']}", "Memo", photo=True)
    watched = await app.watch.get(str(order["id"]))
    assert watched is not None
    assert watched.chat_id == ALICE


async def test_an_order_that_an_open_confirmation_may_own_settles_the_confirmation(shop: Shop, redis: Redis) -> None:
    app = await settled(shop)
    intents = app.intents
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await shop.fault("drop_after", "/orders/stars", method="POST")
    await alice.taps("Confirm", on=confirm)
    assert await eventually(shop.orders, 5), "the order is made, its answer is lost"
    order = await shop.order()

    async def is_postponed() -> bool:
        return bool(await redis.zcard(KEYS.queue("intents"))) and not await redis.hlen(KEYS.fences("intents"))  # type: ignore[misc]

    assert await eventually(is_postponed)
    ((intent_id, _),) = await redis.zrange(KEYS.queue("intents"), 0, -1, withscores=True)
    await redis.delete(KEYS.queue("intents"))  # nobody would attempt it any more
    assert await found(shop, order["id"])
    await alice.sees("Pay", "Memo", photo=True)
    watched = await app.watch.get(str(order["id"]))
    assert watched is not None
    assert watched.intent_id == intent_id.decode()
    intent = await intents.get(intent_id.decode())
    assert intent is not None
    assert intent.state == "placed"
    assert len(await shop.orders()) == 1


async def test_an_order_that_lost_its_place_in_the_queue_is_watched_again(shop: Shop, redis: Redis) -> None:
    await settled(shop)
    alice, order = await buys(shop)
    await redis.delete(KEYS.queue("orders"), KEYS.fences("orders"))
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.sees("Payment received", photo=True)
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)


async def test_an_ended_order_is_not_put_into_the_queue_again(shop: Shop, redis: Redis) -> None:
    await settled(shop)
    alice, order = await buys(shop)
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)
    shop.clock.advance(hours=1)
    await settled(shop)
    assert await redis.zscore(KEYS.queue("orders"), order["id"]) is None


async def test_an_order_that_its_chats_list_lacks_is_listed_again(shop: Shop, redis: Redis) -> None:
    await settled(shop)
    _, order = await buys(shop)
    made_at = await redis.zscore(KEYS.chat_orders(ALICE), order["id"])
    await redis.delete(KEYS.chat_orders(ALICE))

    async def is_listed() -> bool:
        shop.clock.advance(seconds=10)
        return bool(await redis.zscore(KEYS.chat_orders(ALICE), order["id"]) == made_at)

    assert await eventually(is_listed, 10, 0.1)


# Whose orders


async def test_an_order_of_a_chat_that_this_bot_does_not_know_is_left_alone(shop: Shop) -> None:
    app = await settled(shop)
    order = await shop.places(chat=STRANGER)
    await app.reconciliation.look_if_due()
    for _ in range(3):
        shop.clock.advance(hours=1)
        await app.reconciliation.look_if_due()
    assert await app.watch.get(str(order["id"])) is None


async def test_another_server_that_lacks_the_chat_with_its_order_adopts_both(shop: Shop, redis: Redis) -> None:
    """A lagging replica was promoted: it never knew the customer. For an hour it counts as new."""
    app = await settled(shop)
    await redis.hset(KEYS.looks, "server", "of-before")  # type: ignore[misc]
    order = await shop.places(chat=STRANGER)
    assert await found(shop, order["id"])
    shop.clock.advance(hours=1)
    later = await shop.places(chat=STRANGER + 1)
    for _ in range(3):
        shop.clock.advance(hours=1)
        await app.reconciliation.look_if_due()
    assert await app.watch.get(str(later["id"])) is None


async def test_a_shop_with_many_open_orders_finds_what_a_promoted_replica_lacks_at_the_next_look(
    still: Shop, redis: Redis
) -> None:
    """The order and its chat, for one more call in 30 seconds. Sweeps find what is behind the newest page."""
    reconciliation, watch = still.services.reconciliation, still.services.watch
    await redis.set(KEYS.epoch, 1)
    for _ in range(MIN_OPEN_ORDERS + 1):
        assert await watch.adopt(await still.services.partner.order(str((await still.places())["id"])), ALICE)
    async with reconciliation.lease.renewed():
        await reconciliation.look_if_due()
        await redis.hset(KEYS.looks, "server", "of-before")  # type: ignore[misc]
        order = await still.places(chat=STRANGER)
        await still.http.delete("/control/history")
        still.clock.advance(seconds=30)
        await reconciliation.look_if_due()
        assert await reconciliation.look_if_due() > 29
        assert await order_gets(still) == ["/orders"]
        assert await watch.get(str(order["id"])) is not None
        for chat, is_found in ((STRANGER + 1, True), (STRANGER + 2, False)):
            order = await still.places(chat=chat)
            await reconciliation.sweep(since=still.clock() - SWEEP_WINDOW, expected=timedelta(seconds=3))
            assert (await watch.get(str(order["id"])) is not None) == is_found
            still.clock.advance(hours=1)
            await reconciliation.look_if_due()


async def test_an_order_that_nobody_confirmed_is_shown_to_pay_only_if_redis_may_have_lost_it(
    shop: Shop, redis: Redis
) -> None:
    """Another bot with this one's prefix, or a bug of the partner, must not ask a customer for money."""
    app, ivan, (alice, _) = await settled(shop), await shop.admin(), await buys(shop)
    await redis.set(KEYS.epoch, 1)
    pushed = await shop.places(quantity=10_000)
    assert await found(shop, pushed["id"])
    await ivan.sees("nobody confirmed it here", str(pushed["id"]))
    await shop.quiet()
    assert not [bubble for bubble in await alice.chat() if str(pushed["id"]) in bubble.text]
    watched = await app.watch.get(str(pushed["id"]))
    assert watched is not None
    assert watched.withheld == "owner"
    assert not await redis.hexists(KEYS.unpaid(ALICE), f"order:{pushed['id']}")  # type: ignore[misc]


@pytest.mark.parametrize("status", ["completed", "refunded", "failed", "expired", "cancelled", "paid", "processing"])
async def test_an_order_that_nobody_confirmed_and_that_has_ended_is_told_to_admins_alone(
    shop: Shop, redis: Redis, status: str
) -> None:
    """Also what it becomes later. It is no debt of a reseller's client."""
    await settled(shop)
    ivan, rosa = await shop.admin(), await shop.reseller()
    await redis.set(KEYS.epoch, 1)
    pushed = await shop.places(chat=ROSA, invoice="77")
    await shop.control(f"orders/{pushed['id']}/set", {"status": status})
    assert await found(shop, pushed["id"])
    await ivan.sees("nobody confirmed it here", str(pushed["id"]))
    await shop.control(f"orders/{pushed['id']}/set", {"status": "completed"})
    for _ in range(5):
        shop.clock.advance(seconds=31)
        await shop.quiet()
    alerts = [bubble for bubble in await ivan.chat() if "nobody confirmed it here" in bubble.text]
    assert len(alerts) == 1
    assert not [bubble for bubble in await rosa.chat() if str(pushed["id"]) in bubble.text]
    assert not await redis.exists(KEYS.debts(ROSA))


@pytest.mark.parametrize("lost", ["with its Redis", "by another server", "but not its place", "but not in its chat"])
async def test_an_end_of_an_order_that_redis_may_have_lost_is_told(shop: Shop, redis: Redis, lost: str) -> None:
    await settled(shop)
    alice, order = await buys(shop)
    if lost != "with its Redis":
        await redis.set(KEYS.epoch, 1)
    shop.clock.advance(minutes=2)
    due = await redis.zscore(KEYS.queue("orders"), order["id"])
    await forget_order(redis, order["id"])
    if lost == "by another server":
        await redis.hset(KEYS.looks, "server", "of-before")  # type: ignore[misc]
    elif lost == "but not its place":
        await redis.zadd(KEYS.queue("orders"), {order["id"]: due or 0})
    elif lost == "but not in its chat":
        await redis.zadd(KEYS.chat_orders(ALICE), {order["id"]: due or 0})
    await shop.control(f"orders/{order['id']}/set", {"status": "completed"})
    assert await found(shop, order["id"])
    await alice.sees("✅ Delivered", "100 Stars")


async def test_an_old_order_that_a_chat_looks_for_alerts_nobody(shop: Shop, redis: Redis) -> None:
    """Its records have left Redis in time."""
    await settled(shop)
    ivan, (alice, order) = await shop.admin(), await buys(shop)
    await redis.set(KEYS.epoch, 1)
    await shop.control(f"orders/{order['id']}/set", {"status": "completed"})
    await alice.sees("✅ Delivered")
    await shop.quiet()
    shop.clock.advance(days=8)
    await forget_order(redis, order["id"])
    assert await shop.services.watch.find(str(order["id"]), ALICE)
    await shop.quiet()
    assert not [bubble for bubble in await ivan.chat() if "nobody confirmed it here" in bubble.text]


async def test_a_button_of_an_order_that_nobody_confirmed_shows_no_payment_details(shop: Shop, redis: Redis) -> None:
    app = await settled(shop)
    alice = shop.person()
    screen, own = await alice.buys_stars(), str((await shop.order())["id"])
    app.reconciliation.next_look += timedelta(hours=1)  # only the button finds it
    await redis.set(KEYS.epoch, 1)
    pushed = await shop.places(quantity=10_000)
    button = next(row[0]["callback_data"] for row in screen.raw["reply_markup"]["inline_keyboard"] if own in str(row))
    await alice.forges(button.replace(own, str(pushed["id"])).replace("paid", "look"), on=screen)
    withheld = await alice.sees("Please do not pay for this order", str(pushed["id"]))
    assert "Cancel order" not in withheld.labels


@pytest.mark.parametrize("kept", ["another server", "its place in the queue"])
async def test_an_order_that_redis_has_lost_later_is_shown_to_pay(shop: Shop, redis: Redis, kept: str) -> None:
    await settled(shop)
    alice, order = await buys(shop)
    await redis.set(KEYS.epoch, 1)
    shop.clock.advance(minutes=2)  # its intent is no longer among those that a second order may be of
    due = await redis.zscore(KEYS.queue("orders"), order["id"])
    await forget_order(redis, order["id"])
    if kept == "another server":
        await redis.hset(KEYS.looks, "server", "of-before")  # type: ignore[misc]
    else:
        await redis.zadd(KEYS.queue("orders"), {order["id"]: due or 0})
    assert await found(shop, order["id"])
    await alice.sees("Memo", str(order["id"]), photo=True)


async def test_a_new_redis_takes_the_orders_of_the_last_week_for_any_chat(still: Shop, redis: Redis) -> None:
    assert still.app is not None
    order = await still.places(chat=STRANGER)
    still.clock.advance(days=3)
    reconciliation = still.app.reconciliation
    await redis.set(KEYS.epoch, 1)
    async with reconciliation.lease.renewed():
        await reconciliation.look_if_due()
    assert await still.services.watch.get(str(order["id"])) is not None
    assert not await redis.keys("*notices*"), "its end is old, so it is not told"


async def test_orders_behind_the_newest_page_are_found_when_the_page_is_all_new(shop: Shop) -> None:
    await settled(shop)
    await shop.person().says("/start")
    await shop.quiet()
    (account,) = shop.partner.accounts().values()
    made = [shop.partner.place(account, Product.STARS, "alice", 50 + n, f"tg-{ALICE}") for n in range(105)]
    assert await found(shop, made[0].id), "105 rows are two pages"


async def test_a_quiet_shop_costs_one_call_in_30_seconds(still: Shop, redis: Redis) -> None:
    assert still.app is not None
    await redis.set(KEYS.epoch, 1)
    reconciliation = still.app.reconciliation
    (account,) = still.partner.accounts().values()
    for n in range(250):  # another bot's, with the same key
        still.partner.place(account, Product.STARS, "alice", 50 + n, f"other-{n}")
    async with reconciliation.lease.renewed():
        for _ in range(3):
            still.clock.advance(seconds=30)
            await reconciliation.look_if_due()
        await still.http.delete("/control/history")
        for _ in range(10):
            still.clock.advance(seconds=30)
            await reconciliation.look_if_due()
            assert await reconciliation.look_if_due() > 29
    assert await order_gets(still) == ["/orders"] * 10


async def test_rows_without_a_reference_are_requested_once_and_not_all_at_once(still: Shop, redis: Redis) -> None:
    assert still.app is not None
    await redis.set(KEYS.epoch, 1)
    reconciliation = still.app.reconciliation
    await still.set_up(list_reference=False)
    (account,) = still.partner.accounts().values()
    async with reconciliation.lease.renewed():
        await reconciliation.look_if_due()
        for n in range(70):
            still.partner.place(account, Product.STARS, "alice", 50 + n, None if n < 40 else f"other-{n}")
        await still.http.delete("/control/history")
        for _ in range(4):
            still.clock.advance(seconds=30)
            await reconciliation.look_if_due()
    singles = [path for path in await order_gets(still) if path != "/orders"]
    assert len(singles) == len(set(singles)) == 70


# What people do meanwhile


@pytest.mark.parametrize("label", ["I have paid", "Cancel order"])
async def test_a_button_of_an_order_that_redis_does_not_know_asks_the_partner(
    shop: Shop, redis: Redis, label: str
) -> None:
    app = await settled(shop)
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.quiet()
    order = await shop.order()
    app.reconciliation.next_look += timedelta(hours=1)  # only the button finds it
    await forget_order(redis, order["id"])
    if label == "I have paid":
        await alice.taps(label, on=paying)
        await alice.sees("Looking for your payment")
    else:
        await alice.cancels(on=paying)
        await alice.sees("cancelled")
    await shop.quiet()
    assert not [bubble for bubble in await alice.chat() if "Open wallet" in bubble.labels]


async def test_a_button_with_the_number_of_somebody_elses_order_shows_nothing(shop: Shop) -> None:
    await settled(shop)
    alice = shop.person()
    screen = await alice.buys_stars()
    own = str((await shop.order())["id"])
    other = await shop.places(chat=ROSA)
    button = next(
        button["callback_data"]
        for row in screen.raw["reply_markup"]["inline_keyboard"]
        for button in row
        if own in button.get("callback_data", "")
    )
    await alice.forges(button.replace(own, str(other["id"])), on=screen)
    await alice.sees("This chat has no such order")
    assert await shop.services.watch.get(str(other["id"])) is None


async def test_what_a_person_has_deleted_is_neither_found_nor_told_again(shop: Shop, redis: Redis) -> None:
    await settled(shop)
    alice, order = await buys(shop)
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)
    await shop.quiet()
    assert await shop.services.watch.forget(ALICE) == 0
    assert await redis.zrange(KEYS.forgotten, 0, -1) == [str(order["id"]).encode()]
    last = await alice.last_seen()
    await alice.says("/start")
    for hours in (1, 24, 24):
        shop.clock.advance(hours=hours)
        assert shop.app is not None
        await shop.app.reconciliation.look_if_due()
    await shop.quiet()
    assert await shop.services.watch.get(str(order["id"])) is None
    assert not [b for b in await alice.chat() if b.id > last and str(order["id"]) in b.text]


# Redis is emptied


async def test_writes_to_a_lost_order_make_no_stump(still: Shop, redis: Redis) -> None:
    watch = still.services.watch
    order = await still.services.partner.order(str((await still.places())["id"]))
    assert await watch.adopt(order, ALICE)
    watched = await watch.get(order.id)
    assert watched is not None
    await redis.flushall()
    await watch.mark_paid(watched)
    await watch.mark_paid(watched.model_copy(update={"unknown_word": "x"}), said=False)
    await watch.set_message_ref(watched, MessageRef(message_id=1), "en", rung=True)
    await watch.cancel(watched)
    assert not await redis.exists(KEYS.order(order.id))
    assert await watch.adopt(await still.services.partner.order(order.id), ALICE)


async def test_redis_is_emptied_while_forty_payment_screens_are_sent(shop: Shop, redis: Redis) -> None:
    await shop.stop_bot()
    await shop.start_bot(partner_rps=1000, telegram_rps=1000)
    people = [Person(shop, id, patience=30) for id in range(61_001, 61_041)]
    for person in people:
        body = {"id": person.id, "first_name": "Ann", "username": f"ann{person.id}", "started": True}
        await shop.world("people", body)
    watch, intents = shop.services.watch, shop.services.intents
    for person in people:
        recipient = Recipient(username=f"ann{person.id}")
        draft = Draft.empty().with_(product=Goods.STARS, recipient=recipient, amount=100)
        await intents.confirm(draft, person.id, None, "en")

    async def is_sending() -> bool:
        return len(await shop.orders()) >= 20

    assert await eventually(is_sending, 20, 0.005)
    await redis.flushall()
    assert await eventually(lambda: redis.exists(KEYS.epoch), 30)
    await shop.quiet()
    orders = await shop.orders()

    async def all_watched() -> bool:
        shop.clock.advance(seconds=5)
        return all([await redis.zscore(KEYS.queue("orders"), order["id"]) for order in orders])

    assert await eventually(all_watched, 20, 0.2)
    assert all([await watch.get(str(order["id"])) for order in orders])


async def test_an_order_made_while_redis_was_emptied_shows_its_payment_screen_by_itself(
    shop: Shop, redis: Redis
) -> None:
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await shop.fault("drop_after", "/orders/stars", method="POST")
    await shop.fault("error", "/orders/stars", method="POST", status=503, times=None)
    await alice.taps("Confirm", on=confirm)
    assert await eventually(shop.orders, 5)
    await redis.flushall()
    order = await shop.order()
    await alice.sees(f"#{order['id']}", "Memo", photo=True)
    await shop.quiet()
    shop.clock.advance(minutes=5)
    await shop.quiet()
    assert len([bubble for bubble in await alice.chat() if bubble.photo]) == 1


async def test_an_old_screen_of_an_adopted_order_does_not_keep_its_pay_buttons(shop: Shop, redis: Redis) -> None:
    alice = shop.person()
    old = await alice.buys_stars()
    await redis.flushall()
    await alice.sees("Memo", photo=True, after=old.id)
    await alice.taps("I have paid", on=old)
    await alice.sees("Looking for your payment")
    await shop.quiet()
    assert not [bubble for bubble in await alice.chat() if "Open wallet" in bubble.labels]


# One order under two ids


async def writes(shop: Shop, id: object, *, single: bool = True) -> None:
    """All answers about orders but those of creates have that id; not `single`: only lists have it."""
    if not single:
        await shop.fault("delay", "/orders/1", method="GET", times=None)
    await shop.fault("patch", "/orders", method="GET", times=None, patch={"id": id})


@pytest.mark.parametrize(
    ("spelling", "single"),
    [("00{}", True), (" {} ", True), ("00{}", False), ("ord_{}", False)],
    ids=["zeros", "blanks", "zeros in lists", "another id with the same memo in lists"],
)
async def test_an_order_whose_id_the_list_writes_otherwise_is_no_second_order(
    shop: Shop, redis: Redis, spelling: str, single: bool
) -> None:
    await settled(shop)
    alice, order = await buys(shop)
    watch = shop.services.watch
    await writes(shop, spelling.format(order["id"]), single=single)
    await redis.hdel(KEYS.looks, "days")  # type: ignore[misc]  # so the long look is due
    shop.services.reconciliation.next_look = shop.clock()
    await shop.services.reconciliation.look_if_due()
    await shop.quiet()
    orders, total = await watch.of_chat(ALICE, limit=5)
    assert ([each.order.id for each in orders], total) == ([str(order["id"])], 1)
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered")
    assert (await watch.of_chat(ALICE, limit=5))[1] == 1


async def test_two_orders_of_one_chat_for_the_same_goods_are_two(still: Shop) -> None:
    watch = still.services.watch
    rows = [Order.read(await still.places(), ParseContext()) for _ in range(2)]
    assert [await watch.adopt(row, ALICE) for row in rows] == [True, True]
    other = rows[0].model_copy(update={"id": f"0{rows[0].id}"})
    assert not await watch.adopt(other, ALICE)
    assert (await watch.of_chat(ALICE, limit=5))[1] == 2


@pytest.mark.parametrize(
    ("changes", "orders"),
    [
        ({}, 1),
        ({"created_at": None}, 1),
        ({"seconds": 0.4}, 1),
        ({"seconds": 5}, 2),
        ({"seconds": -59}, 2),
        ({"price_ton": Decimal("0.5")}, 2),
    ],
    ids=str,
)
async def test_orders_for_the_same_goods_with_one_memo_are_two_unless_all_is_the_same(
    still: Shop, changes: dict[str, Any], orders: int
) -> None:
    """The memo may be that of the partner's account."""
    watch, row = still.services.watch, Order.read(await still.places(), ParseContext())
    assert await watch.adopt(row, ALICE)
    if (seconds := changes.get("seconds")) and row.created_at:
        changes = {"created_at": row.created_at + timedelta(seconds=seconds)}
    await watch.adopt(row.model_copy(update={"id": "ord_77"} | changes), ALICE)
    assert (await watch.of_chat(ALICE, limit=5))[1] == orders


async def test_an_id_that_somebody_types_in_another_way_is_no_second_order(still: Shop) -> None:
    watch = still.services.watch
    row = Order.read(await still.places(), ParseContext())
    assert await watch.adopt(row, ALICE)
    found = await watch.find(f"0{row.id}", ALICE)
    assert found is not None
    assert (found.order.id, (await watch.of_chat(ALICE, limit=5))[1]) == (row.id, 1)


async def test_a_create_that_is_answered_with_an_adopted_order_in_another_way_is_that_order(
    still: Shop, redis: Redis
) -> None:
    """Redis has lost the confirmation, and the list has told the order with another id than the create."""
    intents, watch, draft = still.services.intents, still.services.watch, ready_draft()
    placed = await settled_intent(intents, draft)
    row = Order.read(await still.order(), ParseContext())
    await redis.delete(KEYS.intent(draft.id), KEYS.open_intents(ALICE))
    await forget_order(redis, row.id)
    still.clock.advance(seconds=10)
    assert await watch.adopt(row.model_copy(update={"id": f"00{row.id}"}), ALICE)
    await intents.confirm(
        draft, ALICE, None, "en", anew=True
    )  # an old Confirm: the partner answers with the same order
    await intents.settle(draft.id)
    found, total = await watch.of_chat(ALICE, limit=5)
    assert (total, found[0].order.id, placed.order_id) == (1, f"00{row.id}", row.id)


@pytest.mark.parametrize("status", ["completed", "paid", "cancelled", "failed"])
async def test_a_row_is_believed_only_if_the_order_itself_says_the_same(still: Shop, status: str) -> None:
    """Few orders are open, so each is requested."""
    id = str((await still.places())["id"])
    app = still.services
    assert await app.watch.adopt(await app.partner.order(id), ALICE)
    await still.fault("delay", f"/orders/{id}", times=None)
    await still.fault("patch", "/orders", method="GET", patch={"status": status}, times=None)
    await app.reconciliation.sweep(since=datetime(2000, 1, 1, tzinfo=UTC), expected=timedelta(0))
    watched = await app.watch.get(id)
    assert watched
    assert watched.order.status == "pending_payment"


async def test_a_row_is_believed_if_the_order_itself_cannot_be_read(still: Shop) -> None:
    id = str((await still.places())["id"])
    app = still.services
    assert await app.watch.adopt(await app.partner.order(id), ALICE)
    await still.control(f"orders/{id}/pay", {"kind": "exact"})
    await still.fault("error", f"/orders/{id}", method="GET", status=500, times=None)
    await app.reconciliation.sweep(since=datetime(2000, 1, 1, tzinfo=UTC), expected=timedelta(0))
    watched = await app.watch.get(id)
    assert watched
    assert watched.order.status == "paid"


async def test_a_list_that_the_key_may_not_read_is_no_key_that_is_not_accepted(still: Shop, redis: Redis) -> None:
    """All other calls work."""
    app = still.services
    await still.fault("error", "/orders", method="GET", status=403, error_code="FORBIDDEN", times=None)
    stopping = asyncio.Event()
    pauses = []

    async def wait(stopping: asyncio.Event, seconds: float) -> None:
        pauses.append(seconds)
        still.clock.advance(seconds=seconds)
        if len(pauses) == 12:
            stopping.set()

    app.reconciliation.pause = wait
    app.reconciliation.lease.held = True
    await redis.set(KEYS.epoch, 1)
    await app.reconciliation._repeat(app.reconciliation.look_if_due, stopping)
    triggered = await redis.zrange(KEYS.alerts_triggered, 0, -1)
    assert triggered == [b"list:GET /orders"]
