"""One confirmation makes one order at most, no doubtful order shows payment details, and every payment is reported."""

import asyncio
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.app import App
from bot.clock import to_ms
from bot.orders.confirmation import Verdict
from bot.orders.draft import Draft, Recipient
from bot.orders.intents import Intents
from bot.orders.models import Intent, IntentState
from bot.partner.goods import Product
from bot.sandbox.partner_api.ledger import ton_address
from bot.ui.money import round_price_up
from tests.conftest import Valkey
from tests.support import KEYS
from tests.support.shop import ALICE, Bubble, Json, Person, Shop, eventually

STARS = "/orders/stars"
PAY_BUTTONS = {"Open wallet", "Keeper", "MyTonWallet", "Copy address", "Copy memo", "Copy amount", "I have paid"}


def confirm_data(bubble: Bubble) -> str:
    return str(bubble.button("Confirm")["callback_data"])


def gives_nothing_to_pay(*chat: Bubble) -> bool:
    return not any("Memo:" in bubble.text or PAY_BUTTONS & set(bubble.labels) for bubble in chat)


def ready_draft(amount: int = 100) -> Draft:
    recipient = Recipient(username="alice", can_receive=True)
    return Draft.empty().with_(product=Product.STARS, recipient=recipient, amount=amount)


async def settled(intents: Intents, draft: Draft) -> Intent:
    """One attempt for a confirmed draft."""
    await intents.confirm(draft, ALICE, None, "en")
    intent = await intents.settle(draft.id)
    assert intent is not None
    return intent


# Which draft a confirmation means


async def test_an_old_confirm_never_orders_what_the_draft_has_become(shop: Shop) -> None:
    alice = shop.person()
    old = await alice.chooses_stars("100")
    await alice.taps("‹ Back", on=old)
    await alice.taps("500")
    new = await alice.sees("500 Stars", button="Confirm")
    await alice.forges(confirm_data(old), on=new)  # the other device still shows the old screen
    fresh = await alice.sees("Check and confirm", "100 Stars", button="Confirm")
    assert await shop.orders() == [], "it leads to a confirm screen with a fresh price, and orders nothing"
    await alice.taps("Confirm", on=fresh)
    await alice.sees("Pay", "100 Stars", photo=True)
    assert (await shop.order())["stars_amount"] == 100


async def test_the_same_draft_confirmed_on_two_devices_is_one_order(shop: Shop) -> None:
    alice = shop.person()
    screen = await alice.chooses_stars()
    await asyncio.gather(*[alice.forges(confirm_data(screen), on=screen) for _ in range(4)])
    await alice.sees("Pay", "Memo", photo=True)
    await shop.quiet()
    assert len(await shop.orders()) == 1
    assert len(await shop.creates()) == 1


async def test_two_processes_settle_the_same_draft_at_once_and_make_one_order(still: Shop) -> None:
    """Whatever the chat's lock does: the intents alone keep this promise."""
    async with still.built() as other:
        draft, both = ready_draft(), (still.services.intents, other.intents)
        await asyncio.gather(*[settled(intents, draft) for intents in both * 5])
    intent = await settled(both[0], draft)
    assert intent.state is IntentState.PLACED
    assert intent.order_id == str((await still.order())["id"])
    assert len(await still.creates()) == 1


async def test_a_forged_confirm_of_somebody_elses_draft_does_nothing(shop: Shop) -> None:
    alice, rosa = shop.person(), shop.person(2002)
    hers = await alice.chooses_stars()
    await rosa.says("/start")
    menu = await rosa.sees("TON")
    await rosa.forges(confirm_data(hers), on=menu)
    await shop.quiet()
    assert await shop.orders() == []
    await alice.taps("Confirm")
    await alice.sees("Memo", photo=True)
    await rosa.forges(confirm_data(hers), on=menu)  # now it is an order, and still not hers to see
    await shop.quiet()
    assert gives_nothing_to_pay(*await rosa.chat())


# Twins


async def test_an_unpaid_twin_is_offered_first_and_another_is_made_only_when_wanted(shop: Shop) -> None:
    alice = shop.person()
    first = await alice.buys_stars()
    twin = await alice.chooses_stars()
    await alice.taps("Confirm", on=twin)
    await alice.sees("ordered this already", str((await shop.order())["id"]), button="Show that order")
    assert len(await shop.orders()) == 1
    await alice.taps("Make another one")
    await alice.sees("Pay", "Memo", photo=True, after=first.id)
    assert len(await shop.orders()) == 2


async def test_start_leaves_the_payment_screen_where_it_is(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await alice.says("/start")
    await alice.sees("100 Stars for @alice", button=f"Pay #{(await shop.order())['id']}", after=paying.id)
    await shop.quiet()
    assert paying in await alice.chat()


async def test_start_and_a_twin_while_still_confirming_show_that_one_first(shop: Shop) -> None:
    alice = shop.person()
    await shop.fault("error", STARS, status=500, times=None)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    waiting = await alice.sees("being confirmed")
    await alice.says("/start")
    await alice.sees("Being confirmed: 100 Stars for @alice", button="See order in progress", after=waiting.id)
    twin = await alice.chooses_stars()
    await alice.taps("Confirm", on=twin)
    await alice.sees("confirmed this already", button="Show that order")
    await alice.taps("Show that order")
    await alice.sees("being confirmed", after=waiting.id)
    await shop.quiet()
    assert waiting.id not in [bubble.id for bubble in await alice.chat()], "one screen of it, where the person looks"
    await shop.mended()
    shop.clock.advance(minutes=2)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.orders()) == 1
    assert not [bubble for bubble in await alice.chat() if "being confirmed" in bubble.text]


async def test_too_many_unpaid_orders_hold_back_the_next_until_one_is_done_with(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(max_unpaid_per_chat=2)
    alice = shop.person()
    await alice.buys_stars("50")
    await alice.buys_stars("100")
    await alice.taps("Confirm", on=await alice.chooses_stars("250"))
    await alice.sees("Too many unpaid orders", button="Confirm")
    assert len(await shop.orders()) == 2
    await shop.control(f"orders/{(await shop.orders())[1]['id']}/pay", {"kind": "exact"})
    shop.clock.advance(minutes=1)
    await alice.sees("Payment received")
    await alice.taps("Confirm")
    await alice.sees("Pay", "250 Stars", photo=True)
    assert len(await shop.orders()) == 3


# Answers that do not come, or come twice


async def test_a_lost_answer_makes_one_order_and_its_screen_comes_by_itself(shop: Shop) -> None:
    alice = shop.person()
    await shop.fault("drop_after", STARS)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("Pay", "Memo", photo=True)
    order = await shop.order()
    first, second = await shop.creates()
    assert first["idempotency_key"] == second["idempotency_key"]
    assert first["body"] == second["body"]
    assert first["order_id"] == second["order_id"] == order["id"]


async def test_a_refusal_after_a_lost_answer_is_not_believed_before_by_reference_was_asked(shop: Shop) -> None:
    alice = shop.person()
    await shop.fault("drop_after", STARS)
    await shop.fault("error", STARS, status=400)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    paying = await alice.sees("Pay", "Memo", photo=True)
    assert (await shop.order())["payment_memo"] in paying.text
    assert len(await shop.creates()) == 2


async def test_a_refusal_after_a_call_that_made_nothing_is_believed(shop: Shop) -> None:
    """After some minutes in which no order appears: the first call could have made one."""
    alice = shop.person()
    await shop.fault("drop_before", STARS)
    await shop.fault("error", STARS, status=400, times=None)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    assert await shop.eventually(lambda: _has_sent(shop, 2))
    await shop.quiet()
    shop.clock.advance(minutes=4)
    await alice.sees("Not ordered, nothing to pay", "failed on purpose with 400")
    assert await shop.orders() == []
    assert gives_nothing_to_pay(*await alice.chat())


async def test_a_refusal_at_once_is_told_and_stands_in_nobodys_way(shop: Shop) -> None:
    alice = shop.person()
    await shop.fault("error", STARS, status=422)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("Not ordered, nothing to pay")
    assert len(await shop.creates()) == 1
    await alice.buys_stars()
    assert len(await shop.orders()) == 1


@pytest.mark.parametrize("away", [{"hours": 1}, {"hours": 25}], ids=["an-hour", "longer-than-a-key-is-remembered"])
async def test_back_after_a_while_an_old_order_is_found_and_not_offered_for_payment(
    shop: Shop, away: dict[str, float]
) -> None:
    """After an hour the replayed answer is the order as it once was. After a day the partner has forgotten the key, and
    to repeat the create would make a second order."""
    alice = shop.person()
    await shop.fault("drop_after", STARS)
    await shop.fault("error", STARS, status=500, times=None)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("being confirmed")
    await shop.stop_bot()
    await shop.mended()
    shop.clock.advance(**away)
    await shop.start_bot()
    await alice.sees("expired unpaid")
    assert len(await shop.orders()) == 1
    assert gives_nothing_to_pay(*await alice.chat())


@pytest.mark.parametrize("made", [True, False], ids=["made", "not-made"])
async def test_a_doubtful_create_is_not_repeated_when_its_key_may_be_forgotten(still: Shop, made: bool) -> None:
    """By-reference shows nothing, perhaps because it lags behind: a person decides. No second order is made, not even
    when an admin presses "Try again"."""
    intents, draft = still.services.intents, ready_draft()
    await still.fault("drop_after" if made else "drop_before", STARS)
    assert (await settled(intents, draft)).state is IntentState.PREPARED
    await still.fault("answer", "/orders/by-reference", times=None, status=200, body='{"ok": true, "data": []}')
    still.clock.advance(hours=25)
    intent = await intents.settle(draft.id)
    assert intent is not None
    assert intent.state is IntentState.FROZEN
    assert (await still.services.resolution.retry(intent)).state is IntentState.FROZEN
    assert (len(await still.orders()), len(await still.creates())) == (int(made), 1)
    await still.mended()  # by-reference shows the order again
    after = await still.services.resolution.retry(intent)
    assert after.state is (IntentState.PLACED if made else IntentState.FROZEN)


async def test_an_old_confirmation_whose_attempts_surely_made_nothing_is_sent(still: Shop) -> None:
    intents, draft = still.services.intents, ready_draft()
    await still.fault("error", STARS, status=503)
    await settled(intents, draft)
    still.clock.advance(hours=25)
    assert (await settled(intents, draft)).state is IntentState.PLACED


# Neighbours that fail


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        ({"status": 429, "headers": {"Retry-After": "17"}}, 17),
        ({"status": 503}, 1),
        ({"status": 503, "headers": {"Retry-After": "9"}}, 9),
        ({"status": 401}, 30),
        ({"status": 403}, 30),
    ],
    ids=["429", "503", "503-retry-after", "401", "403"],
)
async def test_an_attempt_that_made_nothing_is_repeated_in_time(
    still: Shop, redis: Redis, fault: dict[str, Any], wait: int
) -> None:
    draft, before = ready_draft(), to_ms(still.clock())
    await still.fault("error", STARS, **fault)
    intent = await settled(still.services.intents, draft)
    assert (intent.state, intent.attempts, intent.clean) == (IntentState.PREPARED, 1, 1)
    due = await redis.zscore(KEYS.queue("intents"), draft.id)
    assert due is not None
    assert wait <= (due - before) / 1000 < wait + 10
    still.clock.advance(seconds=wait)  # before that no call of any process goes out
    assert (await settled(still.services.intents, draft)).state is IntentState.PLACED
    assert len(await still.orders()) == 1


async def test_an_attempt_that_a_hold_kept_back_does_not_count(still: Shop, redis: Redis) -> None:
    """Else a partner that often asks for a second makes a confirmation wait for a minute."""
    draft, intents = ready_draft(), still.services.intents
    await still.fault("error", STARS, status=429, headers={"Retry-After": "30"})
    await settled(intents, draft)
    for _ in range(6):
        await redis.zadd(KEYS.queue("intents"), {draft.id: 0})
        intent = await intents.settle(draft.id)
        assert intent is not None
        assert (intent.state, intent.attempts, intent.clean) == (IntentState.PREPARED, 1, 1)
    due = await redis.zscore(KEYS.queue("intents"), draft.id)
    assert due is not None
    assert (due - to_ms(still.clock())) / 1000 <= 35
    assert len(await still.creates()) == 1


async def test_a_create_after_refused_attempts_needs_no_second_call(still: Shop, redis: Redis) -> None:
    """The call after it may be refused as well, and the customer would wait for an order that is there."""
    draft, intents = ready_draft(), still.services.intents
    await still.fault("error", STARS, status=503, times=2)
    await settled(intents, draft)
    await still.fault("error", "/orders/1", method="GET", status=503, times=None)
    for _ in range(2):
        await redis.zadd(KEYS.queue("intents"), {draft.id: 0})
        intent = await intents.settle(draft.id)
    assert intent is not None
    assert intent.state is IntentState.PLACED


async def test_a_key_that_is_not_accepted_pauses_alerts_once_and_goes_on_by_itself(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await shop.fault("error", status=401, times=None)
    await alice.taps("Confirm", on=confirm)
    await alice.sees("being confirmed")
    await ivan.sees("does not accept the key")
    for attempts in (2, 3):
        assert await eventually(lambda n=attempts: _has_sent(shop, n))  # type: ignore[misc]
    await shop.mended()
    shop.clock.advance(minutes=2)
    await alice.sees("Pay", "Memo", photo=True)
    await ivan.sees("Over:", "does not accept the key")
    warnings = [bubble for bubble in await ivan.chat() if bubble.text.startswith("⚠️ The partner API does not accept")]
    assert len(warnings) == 1
    assert len(await shop.orders()) == 1


async def _has_sent(shop: Shop, creates: int) -> bool:
    """While time goes by, a second at a look."""
    shop.clock.advance(seconds=1)
    return len(await shop.creates()) >= creates


async def test_redis_dies_between_the_confirmation_and_the_create(
    shop_of_its_own: Shop, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The confirmation was on disk before anything was sent: whoever comes back finds it there."""
    shop, alice = shop_of_its_own, shop_of_its_own.person()
    confirm = Intents.confirm

    async def confirm_and_die(*args: Any, **more: Any) -> Any:
        try:
            return await confirm(*args, **more)
        finally:
            await asyncio.to_thread(valkey.server.terminate)

    screen = await alice.chooses_stars()
    monkeypatch.setattr(Intents, "confirm", confirm_and_die)
    await alice.taps("Confirm", on=screen)
    await alice.sees("try again in a minute")
    assert await shop.creates() == []
    monkeypatch.setattr(Intents, "confirm", confirm)
    await asyncio.to_thread(valkey.server.start)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.creates()) == 1


async def test_a_confirmation_that_has_lost_its_place_in_the_queue_goes_on(shop: Shop, redis: Redis) -> None:
    """The queue was deleted or evicted while the partner was away. Nobody does anything."""
    alice = shop.person()
    await shop.fault("error", STARS, status=503, times=None)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("being confirmed")
    await shop.quiet()
    await redis.delete(KEYS.queue("intents"), KEYS.fences("intents"))
    await shop.mended()
    shop.clock.advance(minutes=2)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.orders()) == 1


async def test_a_lost_intent_is_made_again_by_a_second_tap_with_the_same_key(shop: Shop, redis: Redis) -> None:
    """Redis fails over and the tail of its writes is gone: the chat still stands before its Confirm button."""
    alice = shop.person()
    screen = await alice.chooses_stars()
    await shop.quiet()  # the session is written after the screen is sent
    before = await redis.get(KEYS.session(ALICE))
    await alice.taps("Confirm", on=screen)
    await alice.sees("Pay", "Memo", photo=True)
    await shop.quiet()
    # The order is not adopted from the partner's list meanwhile.
    await shop.fault("answer", "/orders", method="GET", status=200, body='{"ok": true, "data": []}', times=None)
    await redis.delete(*[key async for key in redis.scan_iter(f"{KEYS.root}:[ioc]*")])  # intents, orders, chats
    await redis.set(KEYS.session(ALICE), before or b"")
    await redis.set(KEYS.epoch, 1)
    await alice.forges(confirm_data(screen), on=screen)
    assert await shop.eventually(lambda: _has_sent(shop, 2))
    first, second = await shop.creates()
    assert first["idempotency_key"] == second["idempotency_key"]
    await shop.quiet()
    assert len(await shop.orders()) == 1
    await alice.sees("Pay", "Memo", photo=True)


# Answers that need a person


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "patch", "patch": {"recipient_username": "somebody_else"}},
        {"kind": "patch", "patch": {"stars_amount": 1000}},
        {"kind": "patch", "patch": {"order_type": "premium"}},
        {"kind": "error", "status": 409, "error_code": "IDEMPOTENCY_KEY_REUSED"},
    ],
    ids=["other-recipient", "other-amount", "other-product", "key-reused"],
)
async def test_an_answer_that_needs_a_person_freezes_and_gives_nothing_to_pay(
    shop: Shop, ivan: Person, fault: dict[str, Any]
) -> None:
    alice = shop.person()
    await shop.fault(path=STARS, **fault)
    screen = await alice.chooses_stars()
    await alice.taps("Confirm", on=screen)
    frozen = await alice.sees("We are checking this order", "Please do not pay for it", "@stars_support")
    (id,) = await shop.services.intents.frozen()
    assert id in frozen.text
    shop.clock.advance(hours=2)  # nobody repeats anything, and a second tap shows the same
    await ivan.sees("A confirmation needs your attention", id)
    await alice.forges(confirm_data(screen), on=screen)
    await shop.quiet()
    await alice.sees("We are checking this order")
    assert len(await shop.creates()) == 1
    assert gives_nothing_to_pay(*await alice.chat())


async def test_an_order_that_is_not_what_was_asked_for_is_not_found_under_my_orders_either(
    shop: Shop, ivan: Person
) -> None:
    alice = shop.person()
    await shop.fault("patch", "/orders", patch={"recipient_username": "somebody_else"}, times=None)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("We are checking this order")
    await alice.says("/orders")
    await alice.sees("My orders", "No orders yet")
    assert len(await shop.orders()) == 1


async def test_two_orders_that_fit_one_confirmation_freeze_it(shop: Shop, ivan: Person) -> None:
    shop.services.reconciliation.next_look += timedelta(days=1)  # else it may adopt both before the confirmation
    alice = shop.person()
    screen = await alice.chooses_stars()
    await shop.places()
    await shop.places()
    await shop.fault("drop_before", STARS)
    await shop.fault("drop_after", STARS)  # so the next refusal is not believed
    await shop.fault("error", STARS, status=400)
    await alice.taps("Confirm", on=screen)
    assert await shop.eventually(lambda: _has_sent(shop, 3))
    shop.clock.advance(minutes=1)
    await alice.sees("We are checking this order", "Please do not pay for it")
    await ivan.sees("A confirmation needs your attention")
    assert gives_nothing_to_pay(*await alice.chat())
    await alice.says("/orders")
    await alice.sees("No orders yet")


async def test_an_order_that_belongs_to_another_confirmation_is_never_given_twice(still: Shop) -> None:
    intents = still.services.intents
    first, second = ready_draft(), ready_draft()
    order_id = (await settled(intents, first)).order_id
    await still.fault("patch", STARS, patch={"id": int(order_id or 0)})
    assert (await intents.confirm(second, ALICE, None, "en", anew=True)).verdict is Verdict.MADE
    intent = await intents.settle(second.id)
    assert intent is not None
    assert intent.state is IntentState.FROZEN
    owner = await still.services.watch.get(order_id or "")
    assert owner is not None
    assert owner.intent_id == first.id


# Payments at odd times


async def _paid(shop: Shop, order: Json, kind: str = "late") -> None:
    await shop.control(f"orders/{order['id']}/pay", {"kind": kind})


async def test_a_payment_after_the_customer_has_cancelled_is_told(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await alice.cancels()
    screen = await alice.sees("was cancelled", photo=True)
    await _paid(shop, order := await shop.order())
    shop.clock.advance(minutes=5)
    news = await alice.sees("Payment received", str(order["id"]), photo=False)
    assert "Order again" not in news.labels
    await shop.control(f"orders/{order['id']}/advance")
    await shop.control(f"orders/{order['id']}/deliver")
    shop.clock.advance(minutes=5)
    await alice.sees("✅ Delivered", str(order["id"]), photo=True)
    await shop.quiet()
    rings = [bubble for bubble in await alice.chat() if bubble.id > screen.id and not bubble.mine]
    assert len(rings) == 2, "once when the money came, once at the end"


@pytest.mark.parametrize("later", [{"minutes": 2}, {"hours": 23}], ids=["minutes-later", "23-hours-later"])
async def test_a_payment_after_the_order_has_expired_is_told(shop: Shop, later: dict[str, float]) -> None:
    alice = shop.person()
    await alice.buys_stars()
    shop.clock.advance(minutes=16)
    await alice.sees("expired unpaid", photo=False)
    shop.clock.advance(**later)
    await shop.quiet()
    await _paid(shop, order := await shop.order())
    shop.clock.advance(minutes=35)
    await alice.sees("Payment received", str(order["id"]), photo=False)
    await shop.quiet()
    assert sum("Payment received" in bubble.text for bubble in await alice.chat()) == 1
    assert not any("Order again" in bubble.labels for bubble in await alice.chat()), "the money came after all"


async def test_a_payment_after_the_customer_has_seen_the_end_themselves_is_told(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/expire")
    await alice.taps("I have paid", on=paying)
    await alice.sees("expired unpaid", photo=True)
    await _paid(shop, await shop.order())
    shop.clock.advance(minutes=1)
    await alice.sees("Payment received", photo=False)


async def test_a_payment_that_is_faster_than_cancel_wins_and_is_shown(shop: Shop) -> None:
    alice = shop.person()
    await alice.taps("Cancel order", on=await alice.buys_stars())
    asked = await alice.sees("Cancel this order?", button="Cancel the order")
    await _paid(shop, await shop.order(), "exact")
    await alice.taps("Cancel the order", on=asked)
    await alice.sees("Payment received", photo=True)
    assert (await shop.order())["status"] == "paid"


async def test_i_have_paid_hides_the_pay_buttons_and_shows_them_only_on_request(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await alice.taps("I have paid")
    checking = await alice.sees("Looking for your payment", photo=True)
    assert checking.id == paying.id
    assert gives_nothing_to_pay(checking)
    await alice.taps("Check now")  # still nothing there: still nothing to pay twice
    await shop.quiet()
    assert gives_nothing_to_pay(await alice.sees("Looking for your payment"))
    await alice.taps("Show payment details")
    again = await alice.sees("Pay", "Memo", photo=True)
    assert set(again.labels) >= PAY_BUTTONS


# What is said before the pay buttons


async def test_with_less_than_a_minute_left_there_is_nothing_to_pay(shop: Shop) -> None:
    alice = shop.person()
    await shop.set_up(ttl=50)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("Time is up, checking for a payment", photo=True)
    assert gives_nothing_to_pay(*await alice.chat())


@pytest.mark.parametrize(("percent", "said"), [("1.005", False), ("1.02", True)])
async def test_a_price_above_the_estimate_is_said_before_the_pay_buttons(shop: Shop, percent: str, said: bool) -> None:
    alice = shop.person()
    await shop.set_up(ton_usd_swing=0)
    screen = await alice.chooses_stars()
    seen = re.search(r"Price: ≈ (\S+) TON · \$", screen.text)
    assert seen is not None
    usd = Decimal(str((await shop.http.get("/control/settings")).json()["star_usd"]))
    await shop.control("settings", {"star_usd": float(usd * Decimal(percent))})
    await alice.taps("Confirm", on=screen)
    paying = await alice.sees("Pay", "Memo", photo=True)
    risen = re.search(r"The price has risen since you saw it: it was (\S+) TON", paying.text)
    assert (risen is not None and round_price_up(Decimal(risen[1])) == Decimal(seen[1])) is said
    assert "Cancel order" in paying.labels


async def test_an_address_that_is_not_pinned_is_withheld_and_the_admins_know(shop: Shop, ivan: Person) -> None:
    await _restarted(shop, pinned_addresses=ton_address(bytes(32)))
    alice = shop.person()
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("Please do not pay for this order", "@stars_support", button="Cancel order")
    assert gives_nothing_to_pay(*await alice.chat())
    await ivan.sees("PINNED_ADDRESSES", str((await shop.order())["id"]))


async def test_a_pinned_address_is_shown_without_ado(shop: Shop) -> None:
    address = (await shop.http.get("/control/keys")).json()["items"][0]["address"]
    await _restarted(shop, pinned_addresses=address)
    paying = await shop.person().buys_stars()
    assert address in paying.text


async def test_an_address_with_a_bad_checksum_is_shown_with_a_warning_and_the_admins_know(
    shop: Shop, ivan: Person
) -> None:
    alice = shop.person()
    address = str((await shop.places("rosa", chat=None))["payment_address"])
    damaged = address[:-1] + ("A" if address[-1] != "A" else "B")
    await shop.fault("patch", "/orders", patch={"payment_address": damaged}, times=None)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("This address looks damaged", damaged, photo=True)
    await ivan.sees("bad checksum")


async def _restarted(shop: Shop, **settings: str | int) -> App:
    await shop.stop_bot()
    return await shop.start_bot(**settings)
