"""What a confirmation makes of odd answers to its create, over HTTP: each field case and others of its kind."""

import json
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.clock import to_ms
from bot.orders.confirmation import Verdict
from bot.orders.creation import REFUSAL_DELAY
from bot.orders.intents import MAX_FREEZES, MAX_REFUSALS
from bot.orders.models import Intent, IntentState
from bot.partner.answers import ParseContext
from bot.partner.order import Order
from bot.sandbox.partner_api.cases import CASES
from tests.orders.test_payment_safety import gives_nothing_to_pay, ready_draft, settled
from tests.support import KEYS
from tests.support.shop import ALICE, ROSA, Json, Person, Shop

STARS = "/orders/stars"
ONE_ORDER = "/orders/1"
Fault = dict[str, Any]


async def case(shop: Shop, name: str, **changes: Any) -> None:
    """Switches on an odd answer by its name in the world panel; once, if nothing else is said."""
    for fault in CASES[name].faults:
        await shop.control("faults", {"times": 1, **fault, **changes})


async def confirms(alice: Person, quantity: str = "100") -> None:
    await alice.taps("Confirm", on=await alice.chooses_stars(quantity))


async def nothing_to_pay_under_orders(alice: Person) -> None:
    await alice.says("/orders")
    await alice.sees("My orders", "No orders yet")
    assert gives_nothing_to_pay(*await alice.chat())


async def alerts_of(admin: Person, words: str) -> int:
    return sum(words in bubble.text for bubble in await admin.chat() if bubble.text.startswith("⚠️"))


# An answer that contradicts what was asked, or another answer


@pytest.mark.parametrize(
    "patch",
    [
        {"id": 77},
        {"recipient_username": "mallory"},
        {"stars_amount": 5000},
        {"payment_memo": "STARS-other"},
        {"payment_address": "UQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJKZ"},
        {"price_ton": 41},
        {"client_reference": "tg-2002"},
    ],
    ids=lambda patch: next(iter(patch)),
)
async def test_a_repeated_create_and_a_read_that_contradicts_it_freeze(shop: Shop, ivan: Person, patch: Json) -> None:
    """The first answer is lost, so the order of the second one is read again before it is shown."""
    alice = shop.person()
    await shop.fault("drop_after", STARS)
    await shop.fault("patch", ONE_ORDER, method="GET", patch=patch, times=None)
    await confirms(alice)
    await alice.sees("We are checking this order", "do not pay")
    await ivan.sees("A confirmation needs your attention")
    await nothing_to_pay_under_orders(alice)
    assert await alerts_of(ivan, "A confirmation needs your attention") == 1
    assert len(await shop.orders()) == 1


OTHER_ADDRESS = "UQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJKZ"


@pytest.mark.parametrize(
    "patch",
    [
        {"payment": {"address": OTHER_ADDRESS}},
        {"payment": {"memo": "STARS-other"}},
        {"payment": {"amount_ton": 41}},
        {"payment_memo": "MEMO\x00X"},
        {"payment_memo": "abc\u202eevil\n\nAddress: UQ"},
        {"payment_memo": "m" * 300},
        {"price_ton": "0.4_18"},
        {"price_ton": -1},
        {"price_ton": 0.0001},
        {"price_ton": 41},
    ],
    ids=[
        *("two-addresses", "two-memos", "two-prices", "nul", "rtl", "long-memo", "underscore"),
        *("negative", "too-cheap", "too-dear"),
    ],
)
async def test_a_create_that_contradicts_itself_freezes_its_own_order(shop: Shop, ivan: Person, patch: Json) -> None:
    """It asks for a payment, so nothing was taken from the shop's balance, and others go on buying."""
    alice = shop.person()
    await shop.fault("patch", STARS, method="POST", patch=patch)
    await confirms(alice)
    await alice.sees("We are checking this order", "do not pay")
    await ivan.sees("A confirmation needs your attention")
    await nothing_to_pay_under_orders(alice)
    assert not await shop.services.intents.is_stopped()
    await shop.person(ROSA).buys_stars()
    assert len(await shop.orders()) == 2


async def test_several_creates_that_contradict_themselves_stop_the_shop(shop: Shop, ivan: Person) -> None:
    await shop.fault("patch", STARS, method="POST", patch={"price_ton": "0.4_18"}, times=None)
    for quantity in ("50", "100", "250")[:MAX_FREEZES]:
        assert not await shop.services.intents.is_stopped()
        await confirms(shop.person(), quantity)
        await shop.person().sees("We are checking this order", f"{quantity} Stars")
    await ivan.sees("All confirmations are stopped")
    assert await shop.services.intents.is_stopped()


@pytest.mark.parametrize("price", [0, "0.00"])
async def test_a_price_of_nothing_beside_no_address_is_no_contradiction(shop: Shop, ivan: Person, price: Any) -> None:
    await shop.fault("patch", "/orders", patch={"price_ton": price}, remove=["payment_address"], times=None)
    await confirms(shop.person())
    await shop.person().sees("being confirmed")
    shop.clock.advance(minutes=2)
    await ivan.sees("All confirmations are stopped")


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "patch", "patch": {"client_reference": "tg-2002"}},
        {"kind": "patch", "patch": {"price_ton": "418000000", "currency": "nanoton"}},
        {"kind": "patch", "patch": {"recipient_username": "@mallory"}},
        {"kind": "error_after", "status": 409, "error_code": "IDEMPOTENCY_KEY_REUSED"},
    ],
    ids=["other-reference", "other-unit", "other-recipient", "key-reused-but-made"],
)
async def test_while_a_confirmation_is_frozen_its_order_is_payable_nowhere(
    shop: Shop, ivan: Person, fault: Fault
) -> None:
    """The partner lists the order under the chat's reference as if nothing was odd."""
    alice = shop.person()
    await shop.fault(path=STARS, method="POST", **fault)
    await confirms(alice)
    await alice.sees("We are checking this order")
    await nothing_to_pay_under_orders(alice)
    assert len(await shop.orders()) == 1
    assert await shop.services.watch.unpaid_of_chat(ALICE) == {}


async def test_a_name_in_another_spelling_is_no_contradiction(shop: Shop) -> None:
    alice = shop.person()
    await shop.fault("patch", "/orders", patch={"recipient_username": "@ALICE"}, times=None)
    assert "Memo" in (await alice.buys_stars()).text


# An answer that leaves something out


@pytest.mark.parametrize(
    "fault",
    [
        *CASES["Create: only id and how to pay"].faults,
        *CASES["Create: wrapped in order"].faults,
        {"kind": "patch", "path": STARS, "remove": ["id"]},
        {"kind": "patch", "path": STARS, "remove": ["payment_memo"]},
        {"kind": "patch", "path": STARS, "remove": ["id", "order_type", "stars_amount", "price_ton"]},
    ],
    ids=["little", "wrapped", "no-id", "no-memo", "no-id-no-price"],
)
async def test_what_a_create_leaves_out_is_taken_from_the_request_or_from_other_answers(
    shop: Shop, fault: Fault
) -> None:
    alice = shop.person()
    await shop.control("faults", {"times": 1, **fault})
    paying = await alice.buys_stars()
    order = await shop.order()
    assert order["payment_memo"] in paying.text
    assert "100 Stars" in paying.text
    assert len(await shop.creates()) == 1


@pytest.mark.parametrize("kind", ["drip", "trickle", "huge"])
async def test_a_create_whose_answer_never_ends_is_one_order(shop: Shop, kind: str) -> None:
    """Its body, or its headers, come byte by byte; or there is no end of it."""
    alice, ready = shop.person(), await shop.person().chooses_stars()
    shop.services.intents._creator.partner.call_timeout = 0.3
    await shop.fault(kind, STARS, seconds=0.05)
    await alice.taps("Confirm", on=ready)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.creates()) == 2
    assert len(await shop.orders()) == 1


@pytest.mark.parametrize("kind", ["drip", "trickle"])
async def test_a_check_whose_answer_never_ends_frees_the_chat_and_stops_nobody(shop: Shop, kind: str) -> None:
    alice, rosa = shop.person(), shop.person(ROSA)
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    who = await alice.sees("Who gets the Stars?")
    shop.services.partner.call_timeout = 0.3
    await shop.fault(kind, "/recipients", seconds=0.05, times=None)
    await alice.taps("For me (@alice)", on=who)
    await rosa.buys_stars()
    await alice.sees("We could not check this username just now")
    await shop.mended()
    await alice.buys_stars()


@pytest.mark.parametrize("word", ["new", "pending", "Brewing", "in_review"])
async def test_a_create_answered_with_payment_details_waits_for_its_payment(shop: Shop, word: str) -> None:
    """Whatever its status is called."""
    await shop.fault("patch", STARS, patch={"status": word})
    assert "Memo" in (await shop.person().buys_stars()).text


# A create that nobody has to pay


@pytest.mark.parametrize(
    "fault",
    [
        {"path": "/orders", "remove": ["payment_address", "payment_memo"], "times": None},
        {"path": "/orders", "remove": ["id", "payment_memo"], "method": "POST", "times": None},
        CASES["Create: already paid"].faults[0],
        {"path": STARS, "patch": {"status": "Delivered"}},
    ],
    ids=["no-details-anywhere", "found-by-reference", "paid", "delivered"],
)
async def test_an_order_that_nobody_has_to_pay_stops_all_confirmations(shop: Shop, ivan: Person, fault: Fault) -> None:
    alice = shop.person()
    if "id" in fault.get("remove", []):  # the order found by its reference has no details either
        await shop.fault("patch", "/orders/by", remove=["payment_memo"], times=None)
        await shop.fault("patch", ONE_ORDER, remove=["payment_memo"], times=None)
    await shop.control("faults", {"kind": "patch", "times": 1, **fault})
    ready = await shop.person(ROSA).chooses_stars()
    await confirms(alice)
    if "remove" in fault:  # the details may come later
        await alice.sees("being confirmed")
        shop.clock.advance(minutes=2)
    await alice.sees("We are checking this order", "do not pay")
    await ivan.sees("All confirmations are stopped")
    await nothing_to_pay_under_orders(alice)

    await shop.mended()
    await shop.person(ROSA).taps("Confirm", on=ready)
    await shop.person(ROSA).sees("The shop is closed for a moment")
    assert len(await shop.orders()) == 1

    await ivan.says("/maintenance")
    await ivan.sees("All confirmations are stopped", "PARTNER_PAYMENT_METHOD")
    await ivan.says("/maintenance off")
    await ivan.sees("The shop is open")
    await shop.person(ROSA).buys_stars()
    assert len(await shop.orders()) == 2


@pytest.mark.parametrize("status", ["creating", "pending_payment"])
async def test_payment_details_that_come_after_the_create_are_waited_for(shop: Shop, ivan: Person, status: str) -> None:
    alice = shop.person()
    no_details = {"payment_address": None, "payment_memo": None, "price_ton": None, "status": status}
    await shop.fault("patch", "/orders", patch=no_details, times=None)
    await confirms(alice)
    await alice.sees("being confirmed")
    assert await shop.eventually(lambda: _has_created(shop, 3))
    assert gives_nothing_to_pay(*await alice.chat())
    await shop.mended()
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.orders()) == 1
    assert await alerts_of(ivan, "All confirmations are stopped") == 0
    await shop.person(ROSA).buys_stars()


async def test_an_order_that_nobody_could_pay_and_is_paid_later_stops_the_shop(shop: Shop, ivan: Person) -> None:
    """Its price may have come from the shop's balance, although the confirmation has been attempted before."""
    alice = shop.person()
    no_details = {"payment_address": None, "payment_memo": None, "price_ton": None}
    await shop.fault("patch", "/orders", patch={**no_details, "status": "creating"}, times=None)
    await confirms(alice)
    assert await shop.eventually(lambda: _has_created(shop, 2))
    await shop.fault("patch", "/orders", patch={**no_details, "status": "paid"}, times=None, instead=True)
    await ivan.sees("All confirmations are stopped")
    await alice.sees("We are checking this order", "do not pay")


async def test_details_in_a_read_of_an_order_that_was_being_made_are_enough(shop: Shop) -> None:
    """The repeated create shows the order as it was at first."""
    alice = shop.person()
    no_details = {"payment_address": None, "payment_memo": None, "price_ton": None, "status": "creating"}
    await shop.fault("patch", STARS, patch=no_details, times=None)
    await shop.fault("patch", ONE_ORDER, patch={**no_details}, method="GET")
    await shop.fault("patch", ONE_ORDER, patch={"status": "created_now"}, method="GET")
    await confirms(alice)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.orders()) == 1


async def _has_created(shop: Shop, count: int) -> bool | None:
    return len(await shop.creates()) >= count or None


async def test_a_stop_holds_back_what_was_confirmed_before_it(still: Shop) -> None:
    """Also the rows of a batch."""
    intents = still.services.intents
    waiting = ready_draft(500)
    await intents.confirm(waiting, ALICE, None, "en")
    await still.fault("patch", STARS, patch={"status": "paid"})
    assert (await settled(intents, ready_draft())).state is IntentState.FROZEN
    held = await intents.settle(waiting.id)
    assert held is not None
    assert (held.state, held.attempts, held.clean) == (IntentState.PREPARED, 1, 1)
    row = ready_draft(250)
    assert (await intents.confirm(row, ALICE, None, "en", batch="b")).verdict == "maintenance"
    assert len(await still.creates()) == 1
    await still.services.administration.end_maintenance(1)
    freed = await intents.settle(waiting.id)
    assert freed is not None
    assert freed.state is IntentState.PLACED


# Refusals


async def _doubtful(still: Shop, *, amount: int = 100) -> Intent:
    """A confirmation whose create was made or not: nobody knows; and every later create is refused."""
    draft = ready_draft(amount)
    await still.fault("drop_before", STARS)
    first = await settled(still.services.intents, draft)
    assert first.doubtful is False  # only the attempts before the present one count
    await refuses(still)
    return first


async def refuses(shop: Shop) -> None:
    await shop.fault("error", STARS, status=422, times=None, instead=True)


async def appears(shop: Shop) -> str:
    """The order of a create whose answer was lost is made now; returns its id."""
    await shop.mended()
    order = await shop.places()
    await refuses(shop)
    return str(order["id"])


async def _again(still: Shop, intent: Intent) -> Intent:
    after = await still.services.intents.settle(intent.id)
    assert after is not None
    return after


async def test_a_refusal_after_a_lost_answer_is_believed_only_after_some_minutes(still: Shop) -> None:
    intent = await _doubtful(still)
    assert (await _again(still, intent)).state is IntentState.PREPARED
    still.clock.advance(seconds=REFUSAL_DELAY.total_seconds() - 5)
    assert (await _again(still, intent)).state is IntentState.PREPARED
    still.clock.advance(seconds=10)
    assert (await _again(still, intent)).state is IntentState.REJECTED


async def test_an_order_that_appears_in_those_minutes_is_taken(still: Shop) -> None:
    intent = await _doubtful(still)
    await _again(still, intent)
    id = await appears(still)
    after = await _again(still, intent)
    assert (after.state, after.order_id) == (IntentState.PLACED, id)


async def test_another_lost_answer_begins_those_minutes_anew(still: Shop) -> None:
    intent = await _doubtful(still)
    await _again(still, intent)
    still.clock.advance(seconds=REFUSAL_DELAY.total_seconds())
    await still.fault("drop_before", STARS, instead=True)
    await _again(still, intent)
    await refuses(still)
    assert (await _again(still, intent)).state is IntentState.PREPARED


async def test_an_order_made_by_a_clock_ten_minutes_behind_is_found(still: Shop) -> None:
    """Its `created_at` is before the confirmation, by the partner's time."""
    intent = await _doubtful(still)
    still.partner.offset -= timedelta(minutes=10)
    id = await appears(still)
    after = await _again(still, intent)
    assert (after.state, after.order_id) == (IntentState.PLACED, id)


async def test_an_order_that_turns_up_after_all_is_told_and_never_adopted_in_silence(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    await shop.fault("drop_before", STARS)
    await shop.fault("error", STARS, status=422, times=None)
    await confirms(alice)
    await alice.sees("being confirmed")
    await alice.sees("This takes longer than usual")
    shop.clock.advance(seconds=REFUSAL_DELAY.total_seconds())
    await alice.sees("Not ordered, nothing to pay")
    await shop.mended()
    order = await shop.places()
    await alice.says("/orders")
    await alice.sees("the provider shows the order after all", "only if you still want it", button="Cancel order")
    await ivan.sees("turned up", str(order["id"]))


async def test_a_refusal_at_once_leaves_nothing_that_could_turn_up(shop: Shop, redis: Redis) -> None:
    alice = shop.person()
    await shop.fault("error", STARS, status=422)
    await confirms(alice)
    await alice.sees("Not ordered, nothing to pay")
    assert not await redis.exists(KEYS.open_intents(ALICE))
    order = await shop.places()
    await alice.says("/orders")
    await alice.sees("My orders", str(order["id"]))
    assert not any("after all" in bubble.text for bubble in await alice.chat())


@pytest.mark.parametrize("name", ["Create: ok false, no code", "Create: SERVER_ERROR with 200", "Create: 403 page"])
async def test_an_answer_that_leaves_open_what_happened_is_asked_for_again(shop: Shop, name: str) -> None:
    await case(shop, name)
    assert "Memo" in (await shop.person().buys_stars()).text
    first, second = await shop.creates()
    assert first["idempotency_key"] == second["idempotency_key"]
    assert first["body"] == second["body"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (422, '{"detail": [{"loc": ["body", "duration"], "msg": "field required"}]}'),
        (404, '{"detail": "Not Found"}'),
        (400, '{"message": "bad request"}'),
    ],
)
async def test_a_refusal_without_the_envelope_is_believed_after_some_minutes(
    shop: Shop, ivan: Person, status: int, body: str
) -> None:
    alice = shop.person()
    await shop.fault("answer", STARS, method="POST", status=status, body=body, times=None)
    # The stand-in makes the order all the same, so by-reference must not show it.
    await shop.fault("answer", "/orders/by-reference", status=200, body='{"ok": true, "data": []}', times=None)
    await confirms(alice)
    await alice.sees("being confirmed")
    await alice.sees("This takes longer than usual")
    await ivan.sees("Confirmations have waited for more than a minute")
    shop.clock.advance(seconds=REFUSAL_DELAY.total_seconds())
    await alice.sees("Not ordered, nothing to pay")
    assert len(await shop.creates()) < 15
    await shop.mended()
    await alice.says("/orders")
    await alice.sees("the provider shows the order after all", str((await shop.order())["id"]))


async def test_a_refusal_for_a_reason_of_business_is_that_of_one_order(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    await case(shop, "Create: 403 for business", times=None)
    await confirms(alice)
    await alice.sees("Not ordered, nothing to pay")
    shop.clock.advance(minutes=10)
    await shop.quiet()
    assert len(await shop.creates()) == 1
    assert await alerts_of(ivan, "does not accept the key") == 0


@pytest.mark.parametrize("status", [403, 401])
async def test_a_key_that_may_read_and_not_create_alerts_once(shop: Shop, ivan: Person, status: int) -> None:
    """Reads that succeed do not call it over."""
    alice = shop.person()
    await alice.buys_stars("50")
    await shop.fault("error", STARS, status=status, error_code="FORBIDDEN", times=None)
    await confirms(alice)
    await ivan.sees("does not accept the key")
    assert shop.app is not None
    for _ in range(6):
        shop.clock.advance(seconds=20)
        await shop.app.monitor.check_all()
        await shop.quiet()
    assert await alerts_of(ivan, "does not accept the key") == 1
    assert not any(bubble.text.startswith("✅ Over") for bubble in await ivan.chat())


async def _refusals(still: Shop, *faults: Fault) -> bool:
    """Whether so many confirmations in a row alert the admins."""
    for number, fault in enumerate(faults, 1):
        if fault:
            await still.control("faults", {"times": 1, "path": STARS, "method": "POST", **fault})
        await settled(still.services.intents, ready_draft(100 + number))
    return await _admins_hear_of_refusals(still)


async def _admins_hear_of_refusals(still: Shop) -> bool:
    redis: Redis = still.services.redis
    notices = await redis.zrange(KEYS.queue("notices"), 0, -1)
    return any(notice.startswith(b"alert:refused:") for notice in notices)


FIELD = {"kind": "answer", "status": 422, "body": '{"ok": false, "error_code": "VALIDATION_ERROR", '}
REQUIRED = {**FIELD, "body": f'{FIELD["body"]}"error_message": "duration: field required"}}'}
METHOD = {**FIELD, "body": f'{FIELD["body"]}"error_message": "unknown payment_method"}}'}
PLAN = {"kind": "answer", "status": 403, "body": '{"ok": false, "error_code": "PLAN_REQUIRED"}'}
ACCOUNT = {**FIELD, "body": '{"ok": false, "error_code": "PARTNER_LIMIT", "error_message": "your account is limited"}'}
PERSON = {**FIELD, "body": f'{FIELD["body"]}"error_message": "recipient @alice was not found"}}'}
AMOUNT = {**FIELD, "body": f'{FIELD["body"]}"error_message": "quantity must be between 50 and 90"}}'}
PREMIUM = {**FIELD, "status": 403, "body": '{"ok": false, "error_code": "ALREADY_PREMIUM"}'}


@pytest.mark.parametrize(
    ("faults", "alerts"),
    [
        ((REQUIRED,) * MAX_REFUSALS, True),
        ((REQUIRED, PERSON, REQUIRED, PERSON, REQUIRED), True),
        ((REQUIRED, METHOD, PLAN), True),
        ((ACCOUNT,) * MAX_REFUSALS, True),
        ((AMOUNT, PREMIUM, PERSON, AMOUNT, PREMIUM), False),
        ((PERSON,) * MAX_REFUSALS, False),
        ((METHOD, {}, REQUIRED, {}, PLAN), False),
        ((REQUIRED, REQUIRED, {}, REQUIRED), False),
    ],
    ids=[
        "in-a-row",
        "others-between",
        "three-reasons",
        "the-shop's-account",
        "customers",
        "about-the-recipient",
        "orders-between",
        "an-order-between",
    ],
)
async def test_refusals_in_a_row_that_no_customer_caused_alert(
    still: Shop, faults: tuple[Fault, ...], alerts: bool
) -> None:
    assert await _refusals(still, *faults) is alerts


@pytest.mark.parametrize(
    ("orders_between", "alerts"), [((), True), ((2,), False)], ids=["in-a-row", "an-order-between"]
)
async def test_refusals_in_the_words_of_a_framework_count_once_they_are_believed(
    still: Shop, orders_between: tuple[int, ...], alerts: bool
) -> None:
    intents = still.services.intents
    for number in range(1, MAX_REFUSALS + 1):
        await case(still, "Create: 422 of a framework", times=None)
        await still.fault("answer", "/orders/by-reference", status=200, body='{"ok": true, "data": []}', times=None)
        intent = await settled(intents, ready_draft(100 + number))
        still.clock.advance(seconds=REFUSAL_DELAY.total_seconds())
        assert (await _again(still, intent)).state is IntentState.REJECTED
        await still.mended()
        if number in orders_between:
            assert (await settled(intents, ready_draft(500 + number))).state is IntentState.PLACED
    assert await _admins_hear_of_refusals(still) is alerts


# Two orders, and none


async def _notices(still: Shop) -> set[str]:
    return {notice.decode() for notice in await still.services.redis.zrange(KEYS.queue("notices"), 0, -1)}


@pytest.mark.parametrize(
    ("lost", "later", "quantity", "is_twin"),
    [(True, 0, 100, True), (False, 0, 100, False), (True, 600, 100, False), (True, 0, 250, False)],
    ids=["forgotten-key", "one-attempt", "ten-minutes-later", "other-goods"],
)
async def test_the_second_order_of_one_confirmation_is_not_shown_for_payment(
    still: Shop, lost: bool, later: float, quantity: int, is_twin: bool
) -> None:
    draft = ready_draft()
    if lost:
        await still.fault("drop_before", STARS)
        await settled(still.services.intents, draft)
    other = await still.places(quantity=quantity) if not later else {}
    after = await settled(still.services.intents, draft)
    assert after.state is IntentState.PLACED
    still.clock.advance(seconds=later)
    order = Order.read(other or await still.places(quantity=quantity), ParseContext())
    assert await still.services.watch.adopt(order, ALICE, show=True)
    watched = await still.services.watch.get(order.id)
    assert watched
    assert (watched.withheld == "twin", f"alert:twin:{order.id}" in await _notices(still)) == (is_twin, is_twin)
    assert (f"order:{order.id}:pending_payment" not in await _notices(still)) is is_twin
    assert len(await still.services.watch.unpaid_of_chat(ALICE)) == (1 if is_twin else 2)


@pytest.mark.parametrize("attempts", [1, 2])
async def test_the_memo_of_an_account_makes_no_two_orders_one(still: Shop, attempts: int) -> None:
    patch = {"payment_memo": "MEMO-OF-ACCOUNT"}
    await still.fault("patch", "/orders", patch=patch, remove=["created_at"], times=None)
    first = await settled(still.services.intents, ready_draft())
    draft = ready_draft()
    await still.services.intents.confirm(draft, ALICE, None, "en", anew=True)
    if attempts == 2:
        await still.fault("drop_after", STARS, instead=True)
        await settled(still.services.intents, draft)
        await still.fault("patch", "/orders", patch=patch, remove=["created_at"], times=None)
    second = await settled(still.services.intents, draft)
    assert (first.state, second.state) == (IntentState.PLACED, IntentState.PLACED)
    assert {first.order_id, second.order_id} == {str(order["id"]) for order in await still.orders()}


@pytest.mark.parametrize(
    ("pressed", "minutes", "verdict"),
    [(False, 19, Verdict.MADE), (False, 14, Verdict.FULL), (True, 19, Verdict.FULL)],
    ids=["overdue", "in-time", "said-to-be-paid"],
)
async def test_orders_whose_end_is_never_told_do_not_fill_a_chat(
    still: Shop, pressed: bool, minutes: int, verdict: Verdict
) -> None:
    watch, intents = still.services.watch, still.services.intents
    for number in range(5):
        placed = await settled(intents, ready_draft(100 + number))
        watched = await watch.get(placed.order_id or "")
        assert watched
        if pressed:
            await watch.mark_paid(watched)
    still.clock.advance(minutes=minutes)
    assert (await intents.confirm(ready_draft(500), ALICE, None, "en")).verdict is verdict


async def test_an_overdue_order_is_no_duplicate(still: Shop) -> None:
    await settled(still.services.intents, ready_draft())
    assert (await still.services.intents.confirm(ready_draft(), ALICE, None, "en")).verdict is Verdict.DUPLICATE
    still.clock.advance(minutes=19)
    assert (await still.services.intents.confirm(ready_draft(), ALICE, None, "en")).verdict is Verdict.MADE


@pytest.mark.parametrize("how", [{"kind": "drop_after"}, {"kind": "error_after", "status": 504}, {"kind": "mangle"}])
async def test_an_order_whose_creates_are_never_answered_is_found(still: Shop, how: Fault) -> None:
    draft = ready_draft()
    await still.fault(path=STARS, method="POST", times=None, **how)
    for _ in range(2):
        assert (await settled(still.services.intents, draft)).state is IntentState.PREPARED
    after = await settled(still.services.intents, draft)
    assert (after.state, after.order_id) == (IntentState.PLACED, str((await still.order())["id"]))


# Waiting


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "headers": {"Retry-After": "86400"}},
        {"status": 503, "headers": {"Retry-After": "999999999"}},
        {"status": 503},
    ],
    ids=["a-day", "31-years", "no-time"],
)
async def test_a_confirmation_that_waits_is_told_and_may_be_withdrawn(shop: Shop, ivan: Person, fault: Fault) -> None:
    alice = shop.person()
    await shop.fault("error", STARS, times=None, **fault)
    await confirms(alice)
    await alice.sees("This takes longer than usual", button="Cancel order")
    shop.clock.advance(minutes=1)
    await ivan.sees("Confirmations have waited for more than a minute")
    await alice.taps("Cancel order")
    await alice.sees("Not ordered, nothing to pay")
    creates = len(await shop.creates())
    await shop.mended()
    shop.clock.advance(minutes=10)
    await ivan.sees("✅ Over", "Confirmations have waited")
    assert len(await shop.creates()) == creates
    assert await shop.orders() == []
    await alice.buys_stars()


async def test_a_wait_of_a_day_is_obeyed_for_five_minutes(still: Shop, redis: Redis) -> None:
    draft, before = ready_draft(), to_ms(still.clock())
    await case(still, "Retry after a day", path=STARS)
    await settled(still.services.intents, draft)
    due = await redis.zscore(KEYS.queue("intents"), draft.id)
    assert due is not None
    assert 300 <= (due - before) / 1000 < 310


async def test_what_may_have_been_sent_is_not_withdrawn(shop: Shop) -> None:
    alice = shop.person()
    await shop.fault("error_after", STARS, status=500, times=None)
    await shop.fault("error", "/orders/by-reference", status=503, times=None)
    await confirms(alice)
    waiting = await alice.sees("This takes longer than usual")
    assert "Cancel order" not in waiting.labels
    (intent,) = await shop.services.resolution.list_unplaced()
    await alice.forges(f"d:withdraw:{intent.id}:", on=waiting)
    await alice.sees("on its way to the provider")
    await shop.mended()
    shop.clock.advance(minutes=1)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.orders()) == 1


async def test_somebody_elses_confirmation_is_not_withdrawn(shop: Shop) -> None:
    alice, rosa = shop.person(), shop.person(ROSA)
    await shop.fault("error", STARS, status=503, times=None)
    await confirms(alice)
    await alice.sees("being confirmed")
    (intent,) = await shop.services.resolution.list_unplaced()
    await rosa.says("/start")
    await rosa.forges(f"d:withdraw:{intent.id}:", on=await rosa.sees("TON"))
    await shop.quiet_updates()
    after = await shop.services.intents.get(intent.id)
    assert after is not None
    assert after.state is IntentState.PREPARED


async def test_a_confirmation_that_redis_has_lost_is_told_to_the_admins(shop: Shop, ivan: Person, redis: Redis) -> None:
    await shop.services.intents.queue.add("gone", shop.clock())
    await ivan.sees("Confirmation gone is lost")
    assert await redis.zscore(KEYS.queue("intents"), "gone") is None


@pytest.mark.parametrize("end", ["2099-01-01T00:00:00", "2001-01-01T00:00:00+03:00"])
async def test_an_end_in_another_zone_is_not_told_and_said_once(shop: Shop, ivan: Person, end: str) -> None:
    alice = shop.person()
    await shop.fault("patch", "/orders", patch={"expires_at": end}, times=None)
    for quantity in ("50", "100"):
        assert "minutes left" not in (await alice.buys_stars(quantity)).text
    await ivan.sees("POST /orders: expires_at")
    await shop.quiet()
    assert await alerts_of(ivan, "expires_at") == 1


@pytest.mark.parametrize("hours", [-2, -0.5])
async def test_an_end_before_the_order_is_no_end(shop: Shop, hours: float) -> None:
    """Without `created_at` only the time of the confirmation tells that the end is of another zone."""
    ivan = await shop.admin()
    end = (shop.clock() + timedelta(hours=hours)).isoformat()
    for method in ("POST", "GET"):
        await shop.fault(
            "patch", "/orders", method=method, times=None, patch={"expires_at": end}, remove=["created_at"]
        )
    alice = shop.person()
    paying = await alice.buys_stars()
    assert "I have paid" in paying.labels
    shop.clock.advance(seconds=12)
    await shop.quiet()
    assert await alice.sees("Memo", button="I have paid", photo=True), "also after a GET has said the same"
    await ivan.sees("could not read all", "POST /orders: expires_at")


WHERE = "UQBCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQjgn"


@pytest.mark.parametrize(
    "patch",
    [{"note": f"Pay to {WHERE}, see evil.example/pay"}, {"status": f"send to {WHERE}"}],
    ids=lambda p: next(iter(p)),
)
async def test_the_partners_words_about_an_order_say_nowhere_to_pay(shop: Shop, patch: Json) -> None:
    """Only the answer of a create says that, and only an address that is pinned."""
    alice = shop.person()
    await alice.buys_stars()
    await shop.fault("patch", ONE_ORDER, method="GET", patch=patch, times=None)
    shop.clock.advance(seconds=12)
    told = await alice.sees("The provider says", "…")
    assert WHERE not in told.text
    assert "evil" not in told.text


async def test_the_reason_of_a_refusal_says_nowhere_to_pay(shop: Shop) -> None:
    alice = shop.person()
    body = {"ok": False, "error_code": "LIMIT_EXCEEDED", "error_message": f"Pay 5 TON to {WHERE} (evil.example/pay)"}
    await shop.fault("answer", STARS, status=422, body=json.dumps(body), times=None)
    await confirms(alice)
    told = await alice.sees("Not ordered", "The provider says: Pay 5 TON to …")
    assert WHERE not in told.text
    assert "evil" not in told.text
