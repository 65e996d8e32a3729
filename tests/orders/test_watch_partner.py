"""Watching a partner that is late, odd, forgetful, and contradicts itself."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.clock import to_ms
from bot.orders.watch import Watch
from bot.partner.answers import ParseContext
from bot.partner.errors import WrongOrder
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.storage.queue import Claim
from tests.orders.test_one_clock import pays, told
from tests.support import KEYS
from tests.support.shop import ALICE, KEY, Bubble, Json, Person, Shop, eventually


async def bought(shop: Shop, number: int = 1) -> list[Json]:
    """Orders of Alice's that were made past the bot, as if she had bought them."""
    alice = shop.person()
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    for quantity in range(number):
        row = await shop.places(quantity=100 + quantity)
        await shop.services.watch.adopt(Order.read(row, ParseContext()), ALICE)
    return await shop.orders()


async def gone(shop: Shop) -> None:
    """The partner says 404 for every single order, and lists none."""
    await shop.case("Orders are unknown (404)")


async def becomes(shop: Shop, order: Json, status: str) -> None:
    await shop.control(f"orders/{order['id']}/set", {"status": status})


async def lines(person: Person, *words: str) -> list[Bubble]:
    return [bubble for bubble in await person.chat() if not bubble.mine and all(word in bubble.text for word in words)]


async def pass_minutes(shop: Shop, minutes: int) -> None:
    """Time goes by in steps. No claim runs out in between."""
    redis = shop.services.redis

    async def nothing_is_claimed() -> bool:
        return not await redis.exists(KEYS.fences("notices")) and not await redis.exists(KEYS.fences("orders"))

    for _ in range(minutes * 2):
        shop.clock.advance(seconds=30)
        await asyncio.sleep(0.05)
        await eventually(nothing_is_claimed)


# 404


@pytest.mark.parametrize("pressed", [False, True])
async def test_an_order_that_is_not_found_for_seconds_is_looked_at_again_in_seconds(shop: Shop, pressed: bool) -> None:
    await gone(shop)
    alice = shop.person()
    paying = await alice.buys_stars()
    if pressed:
        await alice.taps("I have paid", on=paying)
        await alice.sees("Looking for your payment")
    shop.clock.advance(seconds=8)
    await shop.quiet_updates()
    await pays(shop, await shop.order())
    await shop.mended()
    await told(shop, alice, "Payment received", within=12)


async def test_expired_orders_that_are_forgotten_are_told_and_free_their_chat(shop: Shop, ivan: Person) -> None:
    await bought(shop, 5)
    alice, watch = shop.person(), shop.services.watch
    assert len(await watch.unpaid_of_chat(ALICE)) == 5
    shop.clock.advance(minutes=16)
    await gone(shop)
    await pass_minutes(shop, 9)

    async def all_told() -> bool:
        return len(await lines(alice, "We have not seen a payment")) >= 5

    assert await shop.eventually(all_told, 20)
    assert not await watch.unpaid_of_chat(ALICE)
    assert not await lines(ivan, "no longer shows"), "an end that was to be expected"
    await shop.mended()
    await becomes(shop, (await shop.orders())[0], "paid")
    shop.clock.advance(minutes=40)
    await alice.sees("Payment received"), "it has reappeared"


async def test_an_order_that_may_be_paid_is_never_told_as_expired(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await alice.taps("I have paid", on=paying)
    await alice.sees("Looking for your payment")
    await gone(shop)  # before the clock moves: else a check may still see that the order has expired
    shop.clock.advance(minutes=16)
    await pass_minutes(shop, 8)
    await alice.sees("The provider no longer shows this order", photo=False)
    await ivan.sees("no longer shows order", str((await shop.order())["id"]))
    await pass_minutes(shop, 8)
    assert len(await lines(alice, "The provider no longer shows this order")) == 1, "once, by a new message"
    (former,) = [bubble for bubble in await alice.chat() if bubble.id == paying.id]
    assert (former.text, former.labels) == (f"Order #{(await shop.order())['id']} · see the new message below", ())
    assert not await lines(alice, "We have not seen a payment")
    await shop.mended()
    await becomes(shop, await shop.order(), "paid")
    shop.clock.advance(minutes=5)
    await alice.sees("Payment received")


async def test_a_paid_order_that_vanishes_is_told_to_its_chat_and_the_admins(shop: Shop, ivan: Person) -> None:
    (row,) = await bought(shop)
    alice = shop.person()
    await pays(shop, row)
    await told(shop, alice, "Payment received")
    await gone(shop)
    await pass_minutes(shop, 8)
    await alice.sees("The provider no longer shows this order", photo=False)
    await ivan.sees("no longer shows order", str(row["id"]))


async def test_many_missing_orders_concern_the_admins_alone(shop: Shop, ivan: Person) -> None:
    await bought(shop, 8)
    shop.clock.advance(minutes=16)
    await gone(shop)
    await pass_minutes(shop, 9)
    await ivan.sees("shows none of our open orders", "PARTNER_API_KEY")
    assert not await lines(shop.person(), "We have not seen a payment")


async def test_a_thousand_missing_orders_are_one_alert(still: Shop) -> None:
    """Their number grows from one check to the next."""
    watch = still.services.watch
    rows = [Order.read(await still.places(quantity=100 + number), ParseContext()) for number in range(12)]
    for row in rows:
        await watch.adopt(row, ALICE)
    await gone(still)
    for minutes in range(4):
        for row in rows[: 7 + minutes]:
            await watch.check(Claim(row.id, ""))
        still.clock.advance(minutes=2)
    notices = await watch.redis.zrange(KEYS.queue("notices"), 0, -1)
    assert len([notice for notice in notices if notice.startswith(b"alert:not-found:")]) == 1
    assert await watch.count_missing() == 10


GONE_IN_OTHER_WORDS = [(410, "ORDER_EXPIRED"), (400, "ORDER_EXPIRED"), (422, "NO_SUCH_ORDER"), (403, "FORBIDDEN")]


async def look(still: Shop, *, minutes: float = 0, seconds: float = 0, times: int = 1) -> set[str]:
    """Checks the partner's newest order now, and again each time after a while; returns the notices that wait."""
    watch, id = still.services.watch, str((await still.orders())[0]["id"])
    for number in range(times):
        if number:
            still.clock.advance(minutes=minutes, seconds=seconds)
        await watch.check(Claim(id, ""))
    return {notice.decode() for notice in await watch.redis.zrange(KEYS.queue("notices"), 0, -1)}


async def adopted(still: Shop, **how: Any) -> Order:
    order = Order.read(await still.places(**how), ParseContext())
    assert await still.services.watch.adopt(order, ALICE)
    return order


@pytest.mark.parametrize(("status", "code"), GONE_IN_OTHER_WORDS)
async def test_an_order_that_is_refused_after_its_end_is_told_and_frees_its_chat(
    still: Shop, status: int, code: str
) -> None:
    order = await adopted(still)
    still.clock.advance(minutes=16)
    await still.fault("error", "/orders/1", status=status, error_code=code, times=None)
    await still.fault("answer", "/orders", method="GET", status=200, body='{"ok": true, "data": []}', times=None)
    notices = await look(still, minutes=2, times=3)
    assert f"order:{order.id}:expired" in notices
    assert not {notice for notice in notices if notice.startswith("alert:")}
    assert await still.services.watch.unpaid_of_chat(ALICE) == {}


@pytest.mark.parametrize(("status", "code"), GONE_IN_OTHER_WORDS)
async def test_a_pressed_order_that_is_refused_is_told_as_not_shown(still: Shop, status: int, code: str) -> None:
    order = await adopted(still)
    watched = await still.services.watch.get(order.id)
    assert watched
    await still.services.watch.mark_paid(watched)
    await still.fault("error", "/orders/1", status=status, error_code=code, times=None)
    await still.fault("answer", "/orders", method="GET", status=200, body='{"ok": true, "data": []}', times=None)
    notices = await look(still, minutes=2, times=3)
    assert {f"order:{order.id}:pending_payment", f"alert:order-missing:{order.id}"} <= notices


async def test_one_forbidden_order_says_nothing_about_the_key(still: Shop) -> None:
    """The list still shows it, so it goes on as that says."""
    order = await adopted(still)
    await still.fault("error", f"/orders/{order.id}", status=403, error_code="FORBIDDEN", times=None)
    await pays(still, await still.order())
    notices = await look(still, minutes=2, times=3)
    assert notices == {f"order:{order.id}:paid"}


async def test_a_key_that_is_forbidden_everywhere_ends_no_order(still: Shop) -> None:
    order = await adopted(still)
    still.clock.advance(minutes=16)
    await still.fault("error", "/orders", status=403, error_code="FORBIDDEN", times=None)
    assert await look(still, minutes=2, times=4) == {"alert:unauthorized:"}
    watched = await still.services.watch.get(order.id)
    assert watched
    assert watched.order.status is OrderStatus.PENDING_PAYMENT


# Ends after a payment


@pytest.mark.parametrize("before", ["paid", "processing"])
@pytest.mark.parametrize("after", ["cancelled", "expired"])
async def test_a_paid_order_that_is_shown_as_ended_unpaid_is_told(still: Shop, before: str, after: str) -> None:
    order = await adopted(still)
    await becomes(still, await still.order(), before)
    await look(still)
    await becomes(still, await still.order(), after)
    assert f"order:{order.id}:failed" not in await look(still, seconds=25, times=3)
    still.clock.advance(seconds=25)
    assert {f"order:{order.id}:failed", f"alert:reversed:{order.id}"} <= await look(still)
    await becomes(still, await still.order(), "completed")
    assert f"order:{order.id}:completed" in await look(still)


async def test_an_answer_that_lags_behind_a_payment_is_no_end(still: Shop) -> None:
    """A replica: the last minute's answers take turns with today's."""
    order = await adopted(still)
    await becomes(still, await still.order(), "paid")
    await look(still)
    for status in ("expired", "paid", "expired", "paid", "expired"):
        await becomes(still, await still.order(), status)
        still.clock.advance(seconds=50)
        notices = await look(still)
    assert notices == {f"order:{order.id}:paid"}


async def test_a_payment_that_is_taken_back_is_told_to_the_chat_and_the_admins(shop: Shop, ivan: Person) -> None:
    (row,) = await bought(shop)
    await pays(shop, row)
    await told(shop, shop.person(), "Payment received")
    await becomes(shop, row, "cancelled")
    await pass_minutes(shop, 3)
    await shop.person().sees("This order failed", "If you have paid")
    await ivan.sees("as ended unpaid, although its payment was seen", str(row["id"]))


async def next_check_in(still: Shop, id: str) -> timedelta | None:
    """Time until the next check of an order, in whole minutes; None: its watch has ended."""
    score = await still.services.watch.redis.zscore(KEYS.queue("orders"), id)
    return timedelta(minutes=round((score - to_ms(still.clock())) / 60_000)) if score else None


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("paid", "expired"),
        ("processing", "cancelled"),
        ("failed", "expired"),
        ("failed", "paid"),
        ("expired", "cancelled"),
    ],
)
async def test_the_watch_of_an_end_that_the_partner_words_otherwise_ends_after_a_week(
    still: Shop, first: str, then: str
) -> None:
    id = (await adopted(still)).id
    await becomes(still, await still.order(), first)
    await look(still)
    await becomes(still, await still.order(), then)
    await look(still, seconds=25, times=5)
    await look(still, minutes=36 * 60, times=2)
    assert await next_check_in(still, id) == timedelta(days=1)
    await look(still, minutes=8 * 24 * 60, times=2)
    assert await next_check_in(still, id) is None


async def test_a_paid_order_that_is_shown_as_unpaid_is_checked_less_often_with_time(still: Shop) -> None:
    id = (await adopted(still)).id
    await becomes(still, await still.order(), "paid")
    await look(still)
    await becomes(still, await still.order(), "pending_payment")
    await look(still, minutes=10, times=2)
    assert await next_check_in(still, id) == timedelta(minutes=1)


async def answers(still: Shop, id: str, **changes: Any) -> None:
    """The partner answers this about the order from now on: a request with these fields, and without those of None."""
    call = await still.http.get(f"/api/v1/orders/{id}", headers={"Authorization": f"Bearer {KEY}"})
    row = {name: value for name, value in (call.json()["data"] | changes).items() if value is not None}
    body = json.dumps(call.json() | {"data": row})
    await still.fault("answer", f"/orders/{id}", method="GET", status=200, body=body, times=None)


async def gaps(still: Shop, id: str, *ages: timedelta) -> list[timedelta | None]:
    """Checks the order at these ages; returns each time how long it is until the next check."""
    first, found = still.clock(), list[timedelta | None]()
    for age in ages:
        still.clock.advance(seconds=(first + age - still.clock()).total_seconds())
        await still.services.watch.check(Claim(id, ""))
        found.append(await next_check_in(still, id))
    return found


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNUSABLE: list[dict[str, Any]] = [{"recipient_username": "other"}, {"status": None}]


async def test_an_unpaid_order_that_the_partner_never_ends_is_ended_after_a_week(still: Shop) -> None:
    """Else each one that nobody pays would be checked every half hour for ever, and its chat never told."""
    id = (await adopted(still)).id
    await answers(still, id)
    redis, watch = still.services.redis, still.services.watch
    assert await gaps(still, id, 2 * DAY, 6 * DAY) == [HOUR / 2, HOUR / 2]
    assert not await redis.zrange(KEYS.queue("notices"), 0, -1), "the money may still come"
    assert await gaps(still, id, 2 * DAY) == [None]
    assert await redis.zrange(KEYS.queue("notices"), 0, -1) == [f"order:{id}:expired".encode()]
    assert await redis.ttl(KEYS.order(id)) > 0
    assert await watch.unpaid_of_chat(ALICE) == {}
    known = await watch.get(id)
    assert known
    assert known.assumed
    assert (await watch.check_now(known)).order.status is OrderStatus.EXPIRED, (
        "a press of a button does not bring it back"
    )
    assert await gaps(still, id, 8 * DAY) == [None]


async def test_an_old_unpaid_order_that_a_button_asks_for_is_watched_for_a_week(still: Shop) -> None:
    id = str((await still.places())["id"])
    await answers(still, id)
    still.clock.advance(days=9)
    assert await still.services.watch.find(id, ALICE)
    assert await gaps(still, id, HOUR, 8 * DAY) == [HOUR / 2, None]


async def test_an_unknown_status_that_stays_is_checked_once_a_day_after_a_week(still: Shop) -> None:
    id = (await adopted(still)).id
    await answers(still, id, status="on_hold")
    assert await gaps(still, id, 2 * DAY, 9 * DAY, 20 * DAY) == [HOUR / 2, DAY, DAY]


@pytest.mark.parametrize("changes", UNUSABLE)
async def test_an_order_whose_answers_cannot_be_used_is_checked_less_often_with_time(
    still: Shop, changes: dict[str, Any]
) -> None:
    id = (await adopted(still)).id
    await answers(still, id, **changes)
    found = await gaps(still, id, HOUR / 6, HOUR, 2 * DAY, 9 * DAY)
    assert found == [timedelta(minutes=1), timedelta(minutes=5), HOUR / 2, DAY], "it is watched on: it may be paid"


async def test_an_order_that_the_partner_cannot_answer_for_is_checked_less_often_with_time(still: Shop) -> None:
    id = (await adopted(still)).id
    await still.fault("error", f"/orders/{id}", method="GET", status=500, times=None)
    assert (await gaps(still, id, HOUR, 2 * DAY, 9 * DAY))[1:] == [HOUR / 2, DAY]


async def test_an_ended_order_whose_answers_cannot_be_used_is_watched_for_a_week(still: Shop) -> None:
    id = (await adopted(still)).id
    await becomes(still, await still.order(), "expired")
    await look(still)
    await answers(still, id, recipient_username="other")
    assert await gaps(still, id, 2 * DAY, 8 * DAY) == [HOUR / 2, None]


# Words that nobody knows


async def says(shop: Shop, word: str) -> None:
    await shop.fault("patch", "/orders/1", method="GET", patch={"status": word}, times=None, instead=True)
    shop.clock.advance(seconds=11)


async def test_an_unknown_word_on_an_unpaid_order_neither_says_paid_nor_expired(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await says(shop, "confirming_it")
    unclear = await alice.sees("The provider says: confirming_it", photo=True)
    assert "Payment received" not in unclear.text
    assert "Open wallet" not in unclear.labels
    await ivan.sees("confirming_it", "STATUS_ALIASES")
    await alice.taps("I have not paid yet", on=unclear)
    await alice.sees("Memo", photo=True)
    shop.clock.advance(minutes=20)
    late = await alice.sees("The provider says: confirming_it", photo=True)
    assert "Time is up" not in late.text
    assert not await lines(alice, "expired")
    await shop.mended()
    await becomes(shop, await shop.order(), "paid")
    shop.clock.advance(minutes=10)
    paid = await alice.sees("Payment received")
    assert "confirming_it" not in paid.text


async def test_an_unknown_word_after_the_payment_is_named_and_changes_nothing(shop: Shop, ivan: Person) -> None:
    (row,) = await bought(shop)
    await pays(shop, row)
    await told(shop, shop.person(), "Payment received")
    await says(shop, "Teleporting")
    await shop.person().sees("Payment received", "The provider says: Teleporting")
    await ivan.sees("Teleporting", "STATUS_ALIASES")


# Details, and other orders


@pytest.mark.parametrize(
    "patch", [{"payment_memo": "STARS-other1"}, {"price_ton": 9.99}, {"payment_address": "EQwrong"}]
)
async def test_other_payment_details_than_at_first_are_never_shown(
    shop: Shop, ivan: Person, patch: dict[str, Any]
) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await shop.fault("patch", "/orders/1", method="GET", patch=patch, times=None)
    shop.clock.advance(seconds=11)
    await alice.sees("Please do not pay for this order")
    await ivan.sees("other payment details", str((await shop.order())["id"]))
    assert not await lines(alice, str(next(iter(patch.values()))))


async def test_once_money_is_seen_other_details_only_alert(shop: Shop, ivan: Person) -> None:
    (row,) = await bought(shop)
    await pays(shop, row)
    await shop.fault("patch", "/orders/1", method="GET", patch={"payment_memo": "STARS-other1"}, times=None)
    await told(shop, shop.person(), "Payment received")
    await ivan.sees("other payment details")


WRONG = [{"id": 77}, {"stars_amount": 51}, {"recipient_username": "bob"}, {"client_reference": "tg-10012"}]


@pytest.mark.parametrize("patch", WRONG)
async def test_an_answer_about_another_order_is_dropped(still: Shop, patch: dict[str, Any]) -> None:
    watch = still.services.watch
    row = await still.places()
    await watch.adopt(Order.read(row, ParseContext()), ALICE)
    known = await watch.get(str(row["id"]))
    assert known is not None
    await pays(still, row)
    await still.fault("patch", "/orders/1", method="GET", patch=patch, times=None)
    for _ in range(2):
        still.clock.advance(seconds=31)
        (claim,) = await watch.queue.claim(10)
        await watch.check(claim)
        after = await watch.get(claim.id)
        assert after is not None
        assert after.order == known.order
        assert after.unknown_word, "nobody is asked to pay it"
    alerts = await still.services.redis.zrange(KEYS.queue("notices"), 0, -1)
    assert [id for id in alerts if b"wrong-order" in id] == [f"alert:wrong-order:{row['id']}".encode()]
    await still.mended()
    still.clock.advance(seconds=31)
    (claim,) = await watch.queue.claim(10)
    await watch.check(claim)
    after = await watch.get(claim.id)
    assert after is not None
    assert after.order.status is OrderStatus.PAID
    assert after.unknown_word is None


async def test_while_every_answer_is_about_another_order_nobody_is_asked_to_pay(shop: Shop) -> None:
    """It is paid, and the answers that would say so are about another one: nobody may pay twice."""
    alice = shop.person()
    await alice.buys_stars()
    await shop.quiet()
    order = await shop.order()
    masked = {"recipient_username": "mas***"}
    await shop.fault("patch", "/orders/1", method="GET", patch=masked, times=None)
    shown = await alice.sees("The provider is looking at this order", button="I have not paid yet")
    assert "Open wallet" not in shown.labels
    assert "The provider says" not in shown.text
    await alice.taps("I have not paid yet", on=shown)
    await alice.sees("Memo", order["payment_memo"], photo=True)
    await shop.mended()
    await pays(shop, order)
    await alice.sees("Payment received")


async def test_a_spelling_is_no_difference(still: Shop) -> None:
    watch, known = await _adopted(still)
    same = {"recipient_username": "@ALICE", "client_reference": None}
    await still.fault("patch", "/orders/1", method="GET", patch=same, times=None)
    assert (await watch.check_now(known)).checked_at is not None
    await still.fault("patch", "/orders/1", method="GET", patch={"id": 77}, times=None, instead=True)
    with pytest.raises(WrongOrder):
        await watch.check_now(known)


async def _adopted(shop: Shop) -> tuple[Watch, Any]:
    watch = shop.services.watch
    row = await shop.places()
    await watch.adopt(Order.read(row, ParseContext()), ALICE)
    return watch, await watch.get(str(row["id"]))


async def test_an_order_without_any_reference_can_be_looked_at_and_not_be_paid(shop: Shop) -> None:
    await shop.set_up(list_reference=False, order_reference=False)
    await shop.places(chat=ALICE)
    alice = shop.person()
    await alice.says("/orders")
    await alice.taps(f"#{(await shop.order())['id']}")
    withheld = await alice.sees("Please do not pay for this order")
    assert "Cancel order" not in withheld.labels


# Rings, calls, and many at once


@pytest.mark.parametrize("last", [5, 0], ids=["counts", "returns"])
async def test_a_note_that_changes_all_the_time_rings_once_in_ten_minutes(shop: Shop, last: int) -> None:
    (row,) = await bought(shop)
    alice = shop.person()
    await pays(shop, row)
    await told(shop, alice, "Payment received")
    for number in (0, 1, 2, 3, 4, last):
        await shop.fault("patch", "/orders/1", method="GET", patch={"note": f"note {number}"}, times=None, instead=True)
        await pass_minutes(shop, 1)
        rung = await alice.sees(f"note {number}")
    await shop.quiet_updates()
    assert [bubble.id for bubble in await alice.chat() if not bubble.mine] == [2, rung.id - 1, rung.id]
    if last != 0:  # the first note has rung already
        shop.clock.advance(minutes=10)
        await alice.sees("note 5", photo=False, after=rung.id)


async def test_a_note_that_comes_and_goes_rings_once(shop: Shop) -> None:
    (row,) = await bought(shop)
    alice = shop.person()
    await pays(shop, row)
    await told(shop, alice, "Payment received")
    for number in range(4):
        await shop.fault("patch", "/orders/1", method="GET", patch={"note": "please wait"}, times=None)
        await pass_minutes(shop, 4)
        await alice.sees("please wait")
        await shop.quiet()
        if not number:
            ids = {bubble.id for bubble in await alice.chat() if not bubble.mine}
        await shop.mended()
        await pass_minutes(shop, 4)
    await shop.quiet()
    assert {bubble.id for bubble in await alice.chat() if not bubble.mine} == ids, "no new message"


@pytest.mark.parametrize(
    ("kind", "how", "later"),
    [("patch", {"patch": {"id": {}}}, 0), ("error", {"status": 500}, 10)],
    ids=["no id", "error 500"],
)
async def test_an_order_that_nobody_can_read_is_told_to_the_admins(
    shop: Shop, kind: str, how: dict[str, Any], later: int
) -> None:
    (row,) = await bought(shop)
    ivan = await shop.admin()
    await shop.quiet()
    await shop.fault(kind, "/orders/1", method="GET", times=None, **how)
    await shop.fault("answer", "/orders", method="GET", status=200, body='{"ok": true, "data": []}', times=None)
    shop.clock.advance(minutes=later)
    await pass_minutes(shop, 1)
    await ivan.sees("could not read all", f"GET /orders/{row['id']}")


async def test_check_takes_an_answer_that_is_two_seconds_old(still: Shop) -> None:
    from handlers.order import CHECK_AGE

    watch, known = await _adopted(still)
    await still.http.delete("/control/history")
    for _ in range(3):
        known = await watch.check_now(known, max_age=CHECK_AGE)
    still.clock.advance(seconds=3)
    await watch.check_now(known, max_age=CHECK_AGE)
    await watch.check_now(known)
    assert len((await still.http.get("/control/history")).json()["items"]) == 3


async def test_orders_that_expire_together_are_left_to_the_checks_under_way(still: Shop) -> None:
    assert still.app is not None
    watch = still.services.watch
    for _ in range(60):
        await _adopted(still)
    still.clock.advance(minutes=16)
    claims = await watch.queue.claim(20)
    await still.app.reconciliation.sweep(since=still.clock().replace(year=2000), expected=still.clock() - still.clock())
    for claim in claims:
        await watch.check(claim)
        after = await watch.get(claim.id)
        assert after is not None
        assert after.order.status is OrderStatus.EXPIRED, "its claim was not taken"
    assert len(await watch.queue.claim(100)) == 40, "the others are due at once"


@pytest.mark.parametrize("status", ["paid", "cancelled"])
async def test_orders_that_change_together_are_left_to_the_checks_under_way(
    still: Shop, redis: Redis, status: str
) -> None:
    """Half of them are claimed when a row of the list tells it: the sweep changes only the others."""
    watch, reconciliation = still.services.watch, still.services.reconciliation
    for _ in range(10):
        await _adopted(still)
    for row in await still.orders():
        await still.control(f"orders/{row['id']}/set", {"status": status})
    still.clock.advance(minutes=5)
    claims = await watch.queue.claim(5)
    fences = await redis.hgetall(KEYS.fences("orders"))  # type: ignore[misc]
    assert len(fences) == 5
    async with reconciliation.lease.renewed():
        assert await reconciliation.sweep(since=still.clock().replace(year=2000), expected=timedelta(0)) == 5
    assert await redis.hgetall(KEYS.fences("orders")) == fences  # type: ignore[misc]
    for claim in claims:
        before = await watch.get(claim.id)
        await watch.check(claim)
        after = await watch.get(claim.id)
        assert before is not None
        assert after is not None
        assert (before.order.status, after.order.status) == (OrderStatus.PENDING_PAYMENT, OrderStatus(status))
        assert after.checked_at is not None, "its check has finished its claim"
    assert not await redis.exists(KEYS.fences("orders"))
    assert await redis.zcard(KEYS.queue("notices")) == 10, "each is told once"


async def test_sixty_orders_that_are_due_together_drain_in_three_claims_beside_sweeps(
    still: Shop, redis: Redis
) -> None:
    """As workers with twenty tasks do it, with a sweep while each twenty are claimed."""
    watch, reconciliation = still.services.watch, still.services.reconciliation
    for _ in range(60):
        await _adopted(still)
    still.clock.advance(minutes=16)
    async with reconciliation.lease.renewed():
        for _ in range(3):
            claims = await watch.queue.claim(20)
            await reconciliation.sweep(since=still.clock().replace(year=2000), expected=timedelta(0))
            for claim in claims:
                await watch.check(claim)
    stored = [await watch.get(str(row["id"])) for row in await still.orders()]
    assert [each.order.status for each in stored if each] == [OrderStatus.EXPIRED] * 60
    assert not await redis.exists(KEYS.fences("orders")), "none is left claimed"
    assert await watch.queue.claim(100) == [], "and none is due"


async def test_a_cancel_that_is_answered_with_nothing_is_a_cancel(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.fault("answer", "/orders/*/cancel", status=204, body="")
    await alice.cancels(on=paying)
    await alice.sees("cancelled")


# People who press without end


async def test_people_who_press_check_without_end_do_not_delay_the_delivery_of_another(shop: Shop) -> None:
    """Two partner calls a second; each of three people presses as often as the throttle lets them.

    Watching has one call in 2.5 seconds of its own, which four orders share. So a look that is due after 10 seconds is
    made 10 seconds later at most.
    """
    await shop.stop_bot()
    await shop.start_bot(partner_rps=2, throttle_per_minute=60)
    people = [shop.person(), await shop.admin(), await shop.reseller()]
    await people[0].says("/start")
    await shop.world("people", {"id": 4004, "first_name": "Olga", "language_code": "en"})
    other = shop.person(4004)
    await other.says("/start")
    await other.sees(button="⭐ Buy Stars")
    row = await shop.places("olga", chat=other.id)
    await shop.services.watch.adopt(Order.read(row, ParseContext()), other.id)
    screens = []
    for number, person in enumerate(people):
        order = await shop.places(str(await person.username()), chat=person.id, quantity=50 + number)
        await shop.services.watch.adopt(Order.read(order, ParseContext()), person.id)
        await person.says("/orders")
        await person.taps(f"#{order['id']}", on=await person.sees("My orders"))
        await person.taps("I have paid", on=await person.sees("Memo", photo=True))
        screens.append(await person.sees("Looking for your payment", button="Check now"))
    begun = shop.clock()

    async def presses(person: Person, on: Bubble) -> None:
        while shop.clock() - begun < timedelta(seconds=32):
            await person.taps("Check now", on=on)
            await asyncio.sleep(1)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(presses(*pair)) for pair in zip(people, screens, strict=True)]
        await asyncio.sleep(2)
        await becomes(shop, row, "completed")
        paid_at = shop.clock()
        assert await eventually(lambda: lines(other, "Delivered"), 30)
        assert shop.clock() - paid_at < timedelta(seconds=25)
        for task in tasks:
            task.cancel()


async def test_an_order_that_the_urgent_queue_has_just_checked_is_not_checked_again(still: Shop) -> None:
    watch = still.services.watch
    row = Order.read(await still.places(), ParseContext())
    await watch.adopt(row, ALICE)
    watched = await watch.get(row.id)
    assert watched is not None
    await watch.mark_paid(watched)
    still.clock.advance(seconds=30)
    await still.http.delete("/control/history")
    for queue, check in ((watch.urgent_queue, watch.check_urgently), (watch.queue, watch.check)):
        await queue.add(row.id, still.clock())
        (claim,) = await queue.claim(1)
        await check(claim)
    calls = (await still.http.get("/control/history")).json()["items"]
    assert len([call for call in calls if call["path"] == f"/orders/{row.id}"]) == 1
    still.clock.advance(seconds=11)
    (claim,) = await watch.queue.claim(1)
    await watch.check(claim)
    calls = (await still.http.get("/control/history")).json()["items"]
    assert len([call for call in calls if call["path"] == f"/orders/{row.id}"]) == 2
