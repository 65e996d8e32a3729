"""Watching: how often an order is looked at, that its status only rises, and that every change is told in time."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.orders.models import RANK, WatchedOrder
from bot.orders.schedule import LATE_PAYMENT_TIME, WATCH_TIME, next_check, next_urgent_check, time_left
from bot.orders.watch import Watch
from bot.partner.answers import ParseContext
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.sandbox.partner_api import api
from bot.workers import order_list
from tests.support import KEYS
from tests.support.shop import ALICE, Json, MovingClock, Person, Shop

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def order(status: str, **fields: Any) -> Order:
    known = {word.value for word in OrderStatus}
    return Order.model_validate(
        {
            "id": "10421",
            "status": status if status in known else "unknown",
            "status_text": status,
            "created_at": NOON,
            "expires_at": NOON + timedelta(minutes=15),
            **fields,
        }
    )


# How often


@pytest.mark.parametrize(
    ("status", "age", "seconds"),
    [
        ("pending_payment", timedelta(minutes=1), 10),
        ("pending_payment", timedelta(minutes=14, seconds=55), 6),  # just after the time is up
        # past its time, and the partner still says that it is pending
        ("pending_payment", timedelta(minutes=15, seconds=10), 3),
        ("pending_payment", timedelta(minutes=25), 60),
        ("pending_payment", timedelta(days=2), 1800),
        # money is on its way
        ("paid", timedelta(seconds=5), 2),
        ("paid", timedelta(minutes=5), 30),
        ("processing", timedelta(minutes=10), 60),
        ("processing", timedelta(days=3), 300),
        ("processing", WATCH_TIME * 1.01, 86400),
        ("in_the_post", timedelta(minutes=10), 60),
        # an end that money can still undo
        ("expired", timedelta(seconds=30), 15),
        ("expired", timedelta(hours=1), 360),
        ("cancelled", timedelta(hours=10), 1800),
        ("failed", timedelta(hours=23), 1800),
        ("failed", LATE_PAYMENT_TIME, 86400),
        ("expired", timedelta(days=6), 86400),
    ],
)
def test_next_look(status: str, age: timedelta, seconds: float) -> None:
    known = order(status)
    assert next_check(known, time_left(known, NOON + age), age) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("status", "said_ago", "seconds"),
    [
        ("pending_payment", timedelta(0), 1.5),
        ("pending_payment", timedelta(seconds=30), 3),
        ("pending_payment", timedelta(minutes=9), 15),
        ("expired", timedelta(minutes=1), 6),  # the money may be on its way all the same
        ("pending_payment", timedelta(minutes=10), None),
        ("pending_payment", None, None),
        ("paid", timedelta(seconds=1), None),
    ],
)
def test_next_urgent_look(status: str, said_ago: timedelta | None, seconds: float | None) -> None:
    assert next_urgent_check(order(status), said_ago) == (timedelta(seconds=seconds) if seconds else None)


@pytest.mark.parametrize(
    ("status", "age"),
    [
        ("completed", timedelta(0)),
        ("refunded", timedelta(0)),
        ("expired", WATCH_TIME * 1.01),
        ("cancelled", WATCH_TIME * 1.01),
        ("pending_payment", WATCH_TIME * 1.01),
    ],
)
def test_no_look_any_more(status: str, age: timedelta) -> None:
    assert next_check(order(status), None, age) is None


def test_a_partner_whose_clock_jumps_ends_no_watch() -> None:
    known = order("pending_payment")
    assert next_check(known, -2 * WATCH_TIME, timedelta(minutes=10)) == timedelta(minutes=30)


def test_an_order_without_times_is_looked_at_all_the_same() -> None:
    bare = order("pending_payment", created_at=None, expires_at=None)
    assert next_check(bare, time_left(bare, NOON), timedelta(0)) == timedelta(seconds=10)


# Forward only


async def watched(shop: Shop, **how: Any) -> tuple[Watch, WatchedOrder]:
    """An order that is watched, and the watch."""
    watch = shop.services.watch
    row = Order.read(await shop.places(**how), ParseContext())
    await watch.adopt(row, ALICE)
    found = await watch.get(row.id)
    assert found is not None
    return watch, found


async def test_a_status_only_rises(still: Shop) -> None:
    """Whatever order the answers come in: what is kept is the one that is further on."""
    watch, redis = still.services.watch, still.services.redis

    async def answer(id: str, status: OrderStatus) -> str:
        known = await watch.get(id)
        assert known is not None
        return await watch.apply(known, known.order.model_copy(update={"status": status}))

    known_words = [status for status in OrderStatus if status is not OrderStatus.UNKNOWN]
    for number, (earlier, later) in enumerate(itertools.product(known_words, repeat=2)):
        id = str(number)
        await watch.adopt(order("pending_payment", id=id), ALICE)
        await answer(id, earlier)
        await redis.delete(KEYS.queue("notices"))
        outcome = await answer(id, later)
        now = await watch.get(id)
        assert now is not None
        risen = RANK[later] > RANK[earlier]
        assert now.order.status is (later if risen else earlier)
        assert outcome == ("risen" if risen else "same" if later is earlier else "older"), (earlier, later)
        told = await redis.zscore(KEYS.queue("notices"), f"order:{id}:{later}")
        assert (told is not None) is risen, "exactly what has risen is told"
        assert await answer(id, OrderStatus.UNKNOWN) == "same"
        after = await watch.get(id)
        assert after is not None
        assert after.order.status is now.order.status, "a word that nobody knows changes no rank"


async def test_a_list_row_that_says_little_takes_nothing_away(still: Shop) -> None:
    watch, known = await watched(still)
    terse = Order(id=known.order.id, status=OrderStatus.PAID, status_text="paid")
    assert await watch.apply(known, terse) == "risen"
    now = await watch.get(known.order.id)
    assert now is not None
    assert now.order.payment == known.order.payment


# What people are told


async def _set(shop: Shop, order: Json, status: str) -> None:
    await shop.control(f"orders/{order['id']}/set", {"status": status})
    shop.clock.advance(minutes=6)


async def test_unknown_statuses_are_shown_and_alert_once_and_never_offer_to_buy_again(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    await alice.buys_stars("50")
    second = await alice.buys_stars("100")
    for row in await shop.orders():
        await _set(shop, row, "in_the_post")
    shown = await alice.sees("The provider says: in_the_post", "100 Stars", photo=True)
    assert shown.id == second.id
    await alice.sees("The provider says: in_the_post", "50 Stars", photo=True)
    await shop.quiet()
    assert not [bubble for bubble in await alice.chat() if "Order again" in bubble.labels]
    await ivan.sees("in_the_post", "STATUS_ALIASES")
    assert len([bubble for bubble in await ivan.chat() if "in_the_post" in bubble.text]) == 1
    for row in await shop.orders():
        await _set(shop, row, "completed")
    await alice.sees("✅ Delivered", "100 Stars", photo=True)
    await alice.sees("✅ Delivered", "50 Stars", photo=True)


async def test_an_alias_makes_an_unknown_status_known(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(status_aliases="in_the_post=processing")
    alice = shop.person()
    await alice.buys_stars()
    await _set(shop, await shop.order(), "in_the_post")
    seen = await alice.sees("Payment received", photo=True)
    assert "in_the_post" not in seen.text


async def test_expiry_is_told_only_when_the_partner_says_so(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.fault("down", times=None)
    shop.clock.advance(minutes=16)
    await alice.taps("I have paid", on=paying)  # whose answer shows that time has passed here
    await alice.sees("Looking for your payment")
    await shop.quiet_updates()  # it still asks a second time
    assert not [bubble for bubble in await alice.chat() if "expired" in bubble.text]
    await shop.mended()
    shop.clock.advance(minutes=1)
    await alice.sees("expired unpaid", photo=False)
    assert (await alice.sees(f"Order #{(await shop.order())['id']} · expired")).labels == ()


async def test_past_its_time_and_still_pending_reads_as_checking(shop: Shop, clock: MovingClock) -> None:
    """The partner's word counts, not the clock: a payment may be on its way."""
    alice = shop.person()
    soon = clock() + timedelta(seconds=90)
    await shop.fault("patch", "/orders", patch={"expires_at": soon.isoformat()[:19] + "Z"}, times=None)
    await alice.buys_stars()
    shop.clock.advance(minutes=5)
    await alice.says("/orders")
    await alice.taps(f"#{(await shop.order())['id']}")
    await alice.sees("Time is up, checking for a payment")
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "exact"})
    shop.clock.advance(minutes=1)
    await alice.sees("Payment received")


async def test_failed_and_then_refunded_are_both_told(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    row = await shop.order()
    await shop.control(f"orders/{row['id']}/pay", {"kind": "exact"})
    shop.clock.advance(minutes=1)
    await alice.sees("Payment received")
    await _set(shop, row, "failed")
    await alice.sees("This order failed", str(row["id"]), photo=False)
    shop.clock.advance(hours=20)
    await shop.quiet()
    await _set(shop, row, "refunded")
    shop.clock.advance(hours=1)
    await alice.sees("This order was refunded", str(row["id"]), photo=False)


async def test_an_order_that_the_partner_no_longer_knows_is_given_up_after_a_week(still: Shop) -> None:
    watch, known = await watched(still)
    await still.fault("error", f"/orders/{known.order.id}", status=404, times=None)
    await still.fault("answer", "/orders", method="GET", status=200, body='{"ok": true, "data": []}', times=None)

    async def look() -> None:
        still.clock.advance(hours=2)
        (claim,) = await watch.queue.claim(1)
        await watch.check(claim)

    await look()
    assert await watch.queue.size() == 1
    still.clock.advance(days=8)
    await look()
    assert await watch.queue.size() == 0


# Many at once


async def _calls(shop: Shop) -> tuple[int, int]:
    """How often the list was read, and how often a single order."""
    calls = [
        call["path"] for call in (await shop.http.get("/control/history")).json()["items"] if call["method"] == "GET"
    ]
    singles = [path for path in calls if path.removeprefix("/orders/").isdigit()]
    return calls.count("/orders"), len(singles)


@pytest.mark.parametrize(
    ("odd", "setting"),
    [(False, {}), (False, {"list_reference": False}), (True, {})],
    ids=["pages", "rows-without-reference", "paging-ignored"],
)
async def test_many_open_orders_are_followed_by_pages_of_the_list(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, odd: bool, setting: dict[str, Any]
) -> None:
    if odd:  # the same twenty rows, whatever page is asked for
        monkeypatch.setattr(api, "_page", lambda query: (0, 20))
    await shop.stop_bot()
    await shop.start_bot(partner_rps=20)  # so that single looks would not be done before the first page is asked for
    await shop.set_up(**setting)
    monkeypatch.setattr(order_list, "PAGE_SIZES", (20,))
    rows = [(await watched(shop))[1] for _ in range(45)]
    await shop.http.delete("/control/history")
    for row in rows:
        await shop.control(f"orders/{row.order.id}/pay", {"kind": "exact"})
    watch = shop.services.watch

    async def all_paid() -> bool:
        seen = [await watch.get(row.order.id) for row in rows]
        return all(each and each.order.status is OrderStatus.PAID for each in seen)

    shop.clock.advance(seconds=9)
    assert await shop.eventually(all_paid, 30)
    lists, _ = await _calls(shop)
    assert lists >= (1 if odd else 3)


async def test_a_list_that_lags_delays_nothing_for_long(shop: Shop, ivan: Person) -> None:
    await shop.stop_bot()
    await shop.start_bot(partner_rps=20)
    rows = [(await watched(shop))[1] for _ in range(24)]
    await shop.fault("patch", "/orders/", method="GET", patch={}, times=None)  # one order: as it is
    await shop.fault("patch", "/orders", method="GET", patch={"status": "pending_payment"}, times=None)
    await shop.http.delete("/control/history")

    async def is_swept() -> bool:
        return (await _calls(shop))[0] >= 3

    assert await shop.eventually(is_swept, 30)
    for row in rows[::4]:
        for step in ("pay", "advance", "deliver"):
            await shop.control(f"orders/{row.order.id}/{step}", {"kind": "exact"})
    watch = shop.services.watch

    async def all_delivered() -> bool:
        seen = [await watch.get(row.order.id) for row in rows[::4]]
        return all(each and each.order.status is OrderStatus.COMPLETED for each in seen)

    assert await shop.eventually(all_delivered, 30)
    await ivan.sees("order list lags")


async def test_a_list_that_lags_is_not_believed_for_some_minutes(still: Shop) -> None:
    rows = [(await watched(still))[1] for _ in range(24)]
    assert still.app is not None
    reconciliation, queue = still.app.reconciliation, still.services.watch.queue
    await still.fault("patch", "/orders/", method="GET", patch={}, times=None)
    await still.fault("patch", "/orders", method="GET", patch={"status": "pending_payment"}, times=None)

    async def sweep() -> None:
        await reconciliation.sweep(since=still.clock() - timedelta(hours=1), expected=timedelta(seconds=3))

    await still.control(f"orders/{rows[0].order.id}/pay", {"kind": "exact"})
    for _ in rows:  # each has its turn
        await reconciliation.sample()
    await sweep()
    still.clock.advance(seconds=8)
    assert len(await queue.claim(100)) <= 1, "the list may be some seconds behind; the paid order is asked singly"
    still.clock.advance(seconds=3)
    await sweep()
    assert len(await queue.claim(100)) >= len(rows) - 1, "all others are due, and are not put off any more"


async def test_pages_spare_the_single_looks(still: Shop) -> None:
    """Every row that was seen unchanged need not be looked at before the next sweep is over."""
    rows = [(await watched(still))[1] for _ in range(40)]
    watch = still.services.watch
    assert still.app is not None
    still.clock.advance(seconds=11)
    await still.http.delete("/control/history")
    await still.app.reconciliation.sweep(since=still.clock() - timedelta(hours=1), expected=timedelta(seconds=3))
    assert await watch.queue.claim(100) == []
    assert await _calls(still) == (1, 0)
    still.clock.advance(seconds=20)
    assert len(await watch.queue.claim(100)) == len(rows), "but nothing is forgotten if there is no next one"


async def test_a_customer_who_waits_is_served_while_all_others_are_held_back(still: Shop) -> None:
    watch, eager = await watched(still)
    assert still.app is not None
    still.clock.advance(seconds=11)
    await watch.mark_paid(eager)
    since = still.clock() - timedelta(hours=1)
    await still.app.reconciliation.sweep(since=since, expected=timedelta(seconds=3), first=True)
    still.clock.advance(minutes=1)
    assert await watch.queue.claim(10) == [], "a first sweep is not over"
    (claim,) = await watch.urgent_queue.claim(10)
    await still.control(f"orders/{claim.id}/pay", {"kind": "exact"})
    await watch.check_urgently(claim)
    seen = await watch.get(claim.id)
    assert seen is not None
    assert seen.order.status is OrderStatus.PAID
    assert await watch.urgent_queue.size() == 0
    await watch.queue.release()
    still.clock.advance(seconds=5)
    assert [claim.id for claim in await watch.queue.claim(10)] == [eager.order.id]


async def test_the_first_look_after_i_have_paid_goes_before_all_second_looks(still: Shop) -> None:
    watch, patient = await watched(still)
    await watch.mark_paid(patient)
    (claim,) = await watch.urgent_queue.claim(10)
    await watch.check_urgently(claim)
    _, eager = await watched(still)
    still.clock.advance(seconds=30)
    await watch.mark_paid(eager)
    assert [claim.id for claim in await watch.urgent_queue.claim(10)] == [eager.order.id, patient.order.id]


async def test_pay_again_ends_the_hurry(still: Shop) -> None:
    watch, order = await watched(still)
    await watch.mark_paid(order)
    await watch.mark_paid(order, said=False)
    assert await watch.urgent_queue.size() == 0
