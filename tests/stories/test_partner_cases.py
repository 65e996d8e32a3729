"""What people read when the partner is odd: the cases of the world panel by their names, and others of their kinds."""

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.orders.creation import REFUSAL_DELAY
from bot.sandbox.partner_api.ledger import ton_address
from tests.orders.test_one_clock import minutes_left, pays, told
from tests.orders.test_watch_partner import pass_minutes
from tests.stories.test_paying import fields_of, read_qr
from tests.support.shop import ALICE, Bubble, Person, Shop, eventually

Fault = dict[str, Any]
ACCOUNT_HASH = bytes.fromhex("ab" * 32)


async def alerts_in(admin: Person) -> list[str]:
    return [bubble.text for bubble in await admin.chat() if bubble.text.startswith("⚠️")]


async def begins(shop: Shop, fault: str | Fault) -> None:
    """A case of the panel, or a fault that lasts until `mended`."""
    if isinstance(fault, str):
        await shop.case(fault)
    else:
        await shop.control("faults", fault)


def patch(path: str, **how: Any) -> Fault:
    return {"kind": "patch", "path": path, **how}


def says(path: str, body: str, status: int = 200, **how: Any) -> Fault:
    return {"kind": "answer", "path": path, "body": body, "status": status, **how}


async def next_looks(shop: Shop, path: str, number: int = 1) -> None:
    """Time goes by until the partner was asked for `path` so many times more."""
    before = len(await shop.calls(path))

    async def asked() -> bool:
        shop.clock.advance(seconds=2)
        return len(await shop.calls(path)) >= before + number

    assert await eventually(asked, 20, blink=0.05), f"nobody asked for {path}"
    await shop.quiet()


async def asks_for(person: Person, words: str) -> Bubble:
    """Types a purchase."""
    await person.says(words)
    return await person.sees("Check and confirm", words.split()[-1], button="Confirm")


async def confirms(person: Person, words: str) -> Bubble:
    """Types a purchase, and presses Confirm."""
    confirm = await asks_for(person, words)
    await person.taps("Confirm", on=confirm)
    return confirm


async def buys(person: Person, words: str) -> Bubble:
    confirm = await confirms(person, words)
    return await person.sees("Pay", "Memo", photo=True, after=confirm.id - 1)


# P11, P24: one account in any spelling


def pin_of(shop: Shop, spelling: str) -> str:
    (account,) = shop.partner.accounts().values()
    return account.address if spelling == "UQ" else account.other_spellings[spelling]


@pytest.mark.parametrize(
    ("pin", "case"),
    [
        ("bounceable", None),
        ("bounceable", "Addresses in another spelling"),
        ("UQ", "Addresses in another spelling"),
        ("raw", None),
        ("UQ", "Another spelling later"),
    ],
)
async def test_a_pinned_account_is_paid_in_any_spelling(shop: Shop, pin: str, case: str | None) -> None:
    await shop.stop_bot()
    await shop.start_bot(pinned_addresses=pin_of(shop, pin))
    alice, ivan = shop.person(), await shop.admin()
    if case:
        await shop.case(case)
    paying = await alice.buys_stars()
    address = pin_of(shop, "UQ")
    assert address in paying.text
    assert f"ton://transfer/{address}?" in paying.button("Open wallet")["url"]
    await next_looks(shop, "/orders/1")
    await alice.taps("I have paid", on=paying)
    await alice.taps("Show payment details")
    assert address in (await alice.sees("Memo", photo=True)).text
    assert await alerts_in(ivan) == []


@pytest.mark.parametrize("tag", [0x91, 0xD1, 0x51], ids=["test-network", "test-network-UQ", "another-account"])
async def test_an_address_of_a_test_network_is_no_pinned_one(shop: Shop, tag: int) -> None:
    """Neither is that of another account."""
    (account,) = shop.partner.accounts().values()
    hash = bytes.fromhex(account.other_spellings["raw"][2:]) if tag != 0x51 else ACCOUNT_HASH
    await shop.stop_bot()
    await shop.start_bot(pinned_addresses=account.address)
    alice, ivan = shop.person(), await shop.admin()
    await begins(shop, patch("/orders", patch={"payment_address": ton_address(hash, tag)}))
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("Please do not pay for this order")
    await ivan.sees("PINNED_ADDRESSES", str((await shop.order())["id"]))


@pytest.mark.parametrize("pinned", [True, False])
@pytest.mark.parametrize("rows", ["whole", "without how to pay"])
async def test_an_adopted_order_stays_as_its_first_whole_answer_says(shop: Shop, pinned: bool, rows: str) -> None:
    await shop.stop_bot()
    await shop.start_bot(pinned_addresses=pin_of(shop, "bounceable") if pinned else ton_address(ACCOUNT_HASH))
    alice, ivan = shop.person(), await shop.admin()
    await alice.says("/start")
    if rows != "whole":
        await begins(shop, patch("/orders/by-reference", remove=["payment_address", "payment_memo", "price_ton"]))
    order = await shop.places()
    await alice.says("/orders")
    await alice.taps(f"#{order['id']}", on=await alice.sees("My orders", f"#{order['id']}"))
    if not pinned:
        await alice.sees("Please do not pay for this order")
        await ivan.sees("PINNED_ADDRESSES", str(order["id"]))
        return
    paying = await alice.sees("Memo", photo=True)
    assert order["payment_memo"] in paying.text
    await shop.case("Another spelling later")
    await next_looks(shop, f"/orders/{order['id']}")
    assert await alerts_in(ivan) == []
    await shop.mended()
    await shop.case("Another memo later")
    shop.clock.advance(seconds=11)
    await alice.sees("Please do not pay for this order")
    await ivan.sees("other payment details", str(order["id"]))
    assert not any("STARS-other1" in bubble.text for bubble in await alice.chat())


# P5, P13, P16: an order that is not found, and one with another id


async def test_an_expired_order_that_is_forgotten_is_told(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await shop.case("Expired orders are forgotten")
    shop.clock.advance(minutes=16)
    await pass_minutes(shop, 9)
    await alice.sees("We have not seen a payment")
    assert await alerts_in(ivan) == []
    assert not await shop.services.watch.unpaid_of_chat(ALICE)


async def test_an_order_that_is_lost_refused_and_hidden_turns_up_after_all(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    ready = await alice.chooses_stars()
    await shop.case("Create: lost, then refused")
    await alice.taps("Confirm", on=ready)
    await alice.sees("This takes longer than usual")
    shop.clock.advance(seconds=REFUSAL_DELAY.total_seconds())
    await alice.sees("Not ordered, nothing to pay")
    await shop.mended()
    id = str((await shop.order())["id"])
    await alice.says("/orders")
    await alice.sees("the provider shows the order after all", id)
    await ivan.sees(f"Order {id} turned up")


async def test_an_order_whose_id_has_a_colon_is_bought_searched_and_delivered(shop: Shop, ivan: Person) -> None:
    await shop.case("Ids with a colon")
    alice = shop.person()
    paying = await alice.buys_stars()
    order = await shop.order()
    assert f"#ord:{order['id']}" in paying.text
    await alice.taps("I have paid", on=paying)
    await alice.taps("Show payment details")
    await ivan.says(f"/order ord:{order['id']}")
    await ivan.sees(f"ord:{order['id']}", "1001", button="Send the screen again")
    await shop.control(f"orders/{order['id']}/deliver")
    await told(shop, alice, "✅ Delivered")
    assert await alerts_in(ivan) == []


# P6, P21: limits and pages of proxies


@pytest.mark.parametrize("case", ["Retry after a day", "Retry after 31 years", "Retry after a date"])
async def test_a_look_that_is_told_to_wait_for_a_day_waits_five_minutes(shop: Shop, case: str) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.case(case)
    shop.clock.advance(seconds=11)

    async def last_refused() -> datetime | None:
        refused = [call["at"] for call in await shop.calls("") if call["status"] in (429, 503)]
        return datetime.fromisoformat(refused[-1]) if refused else None

    last = await eventually(last_refused)
    assert last is not None
    await shop.mended()
    await pays(shop, order)
    shop.clock.advance(seconds=(last - shop.clock()).total_seconds() + 290)
    await shop.quiet_updates()
    await told(shop, alice, "Payment received", within=60)


def too_many(path: str, method: str, mentions: str = "") -> Fault:
    headers = {"Retry-After": "300"}
    return {
        "kind": "error", "path": path, "method": method, "mentions": mentions, "status": 429, "headers": headers
    }  # fmt: skip


@pytest.mark.parametrize(
    ("faults", "hot"),
    [
        (["Create: 429 for @durov"], ["@durov"]),
        ([too_many("/orders/", "POST", "durov"), too_many("/orders/", "POST", "rosa")], ["@durov", "@rosa_stars"]),
        ([too_many("/recipients/", "GET", "durov"), too_many("/orders/", "POST", "durov")], ["@durov"]),
    ],
    ids=["one recipient", "two recipients", "its check as well"],
)
async def test_creates_that_are_always_told_to_wait_stop_nobody_else(
    shop: Shop, ivan: Person, faults: list[str | Fault], hot: list[str]
) -> None:
    """N1: the partner limits orders for one recipient. Others buy, and are told their deliveries, all the while."""
    alice, rosa = shop.person(), await shop.reseller()
    for fault in faults:
        await begins(shop, fault)
    for name in hot:
        await rosa.taps("Confirm", on=await asks_for(rosa, f"50 {name}"))
        await rosa.sees("This takes longer than usual", "50 Stars")
    for quantity in ("100", "250"):  # the second one after the hot creates were tried again
        await alice.buys_stars(quantity)
        await pays(shop, (await shop.orders())[0])
        await told(shop, alice, "Payment received", f"{quantity} Stars")
        shop.clock.advance(seconds=306)
        await ivan.sees("⚠️ Confirmations have waited")
        await next_looks(shop, "/orders", 2)
    refused = [call for call in await shop.creates() if call["status"] == 429]
    assert len(hot) < len(refused) <= 4 * len(hot), "tried again in its own time"
    assert len(await shop.orders()) == 2
    await shop.mended()
    shop.clock.advance(seconds=310)
    for name in hot:
        await rosa.sees("Pay", "50 Stars", name, photo=True)
    assert len(await shop.orders()) == 2 + len(hot)


@pytest.mark.parametrize(
    "fault",
    [
        too_many("/orders/10421", "GET"),
        too_many("/recipients/", "GET", "durov"),
        too_many("/recipients/stars", "GET"),
        too_many("/pricing/estimate/premium", "GET"),
        too_many("/orders/by-reference/tg-2002", "GET"),
    ],
    ids=["an order", "a check", "all checks", "an estimate", "a chat"],
)
async def test_reads_that_are_always_told_to_wait_stop_nobody_else(shop: Shop, ivan: Person, fault: Fault) -> None:
    alice, rosa = shop.person(), await shop.reseller()
    await rosa.buys_stars("50")
    await begins(shop, fault)
    await rosa.says("/orders")
    await rosa.says("premium 3 @durov")
    await shop.quiet()
    for quantity in ("100", "250"):
        await alice.buys_stars(quantity)
        await pays(shop, (await shop.orders())[0])
        await told(shop, alice, "Payment received", f"{quantity} Stars")
        shop.clock.advance(seconds=306)
        await next_looks(shop, "/orders", 2)


@pytest.mark.parametrize(
    ("fault", "refused"),
    [
        ("A firewall's page", False),
        (says("/orders", '{"detail": "Forbidden"}', 403), False),
        ({"kind": "error", "path": "/", "status": 407, "envelope": False}, False),
        ({"kind": "error", "path": "/", "status": 401, "envelope": False}, True),
    ],
    ids=["page", "detail", "407", "401"],
)
async def test_only_the_partner_itself_says_that_it_refuses_the_key(
    shop: Shop, ivan: Person, fault: str | Fault, refused: bool
) -> None:
    alice = shop.person()
    await alice.buys_stars("250")
    ready = await alice.chooses_stars()
    await begins(shop, fault)
    await alice.taps("Confirm", on=ready)
    await alice.sees("This takes longer than usual")
    for _ in range(6):
        shop.clock.advance(seconds=20)
        await shop.services.monitor.check_all()
        await shop.quiet_updates()
    if refused:
        await ivan.sees("does not accept the key")
        return
    await ivan.sees("Confirmations have waited for more than a minute")
    await shop.quiet()
    assert not any("does not accept the key" in text for text in await alerts_in(ivan))
    await shop.mended()
    shop.clock.advance(minutes=1)
    await alice.sees("Pay", "100 Stars", photo=True)
    assert len(await shop.orders()) == 2


# P3, P17, Q15: until when an order can be paid


@pytest.mark.parametrize(
    "fault",
    [
        "Kept by a cache for 20 min",
        "Proxy page with an old Date",
        patch("/orders/", method="GET", headers={"Date": "Fri, 01 Jan 2100 00:00:00 GMT", "Age": "7"}),
    ],
    ids=["cache", "proxy", "cache-ahead"],
)
async def test_an_answer_of_a_cache_does_not_change_the_time_that_is_left(shop: Shop, fault: str | Fault) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    order = await shop.order()
    shop.clock.advance(minutes=8)
    await begins(shop, fault)
    await next_looks(shop, f"/orders/{order['id']}", 2)
    await alice.says("/start")
    await alice.taps(f"Pay #{order['id']}", on=await alice.sees("100 Stars for @alice", after=paying.id))
    again = await alice.sees("Memo", photo=True, after=paying.id)
    assert 0 < minutes_left(shop, again) < 7.1


@pytest.mark.parametrize(
    ("fault", "minutes"),
    [
        ("A TTL, no end", 15),
        (patch("/orders", patch={"expires_in": 600}, remove=["expires_at"]), 10),
        (patch("/orders", patch={"ttl_seconds": "1200"}, remove=["expires_at"]), 20),
        ("The end is a zero time", None),
        ("The end in two days", None),
        (patch("/orders", patch={"expires_at": "0000-00-00 00:00:00"}), None),
    ],
    ids=["ttl", "expires_in", "ttl_seconds", "year-1", "2099", "zeros"],
)
async def test_a_payment_screen_counts_down_what_the_create_says(
    shop: Shop, fault: str | Fault, minutes: float | None
) -> None:
    await begins(shop, fault)
    alice = shop.person()
    paying = await alice.buys_stars()
    if minutes is None:
        assert not [mark for mark in paying.raw["caption_entities"] if mark["type"] == "date_time"]
        assert "exp" not in fields_of(paying.button("Open wallet")["url"])
    else:
        assert minutes - 3 < minutes_left(shop, paying) <= minutes
    await pays(shop, await shop.order())
    await told(shop, alice, "Payment received")


@pytest.mark.parametrize("zone", [3, 5.5, -3])
async def test_times_without_a_zone_that_are_not_utc_do_not_stretch_the_time_to_pay(shop: Shop, zone: float) -> None:
    now = shop.clock() + timedelta(hours=zone)
    times = {"created_at": f"{now:%Y-%m-%dT%H:%M:%S}", "expires_at": f"{now + timedelta(minutes=15):%Y-%m-%dT%H:%M:%S}"}
    await begins(shop, patch("/orders", patch=times))
    paying = await shop.person().buys_stars()
    assert "Time is up" not in paying.text
    marks = [mark for mark in paying.raw["caption_entities"] if mark["type"] == "date_time"]
    assert not marks or 13 < minutes_left(shop, paying) <= 15


# P12: whose an order is


@pytest.mark.parametrize(
    "fault",
    [
        "References that begin alike",
        "tg-10012",
        "TG-1001",
    ],
)
async def test_a_search_that_finds_more_shows_nobody_elses_order(shop: Shop, fault: str) -> None:
    """A case of the panel, or the reference of the one order that is found."""
    await shop.world("people", {"id": 10012, "first_name": "Olga", "username": "olga", "language_code": "en"})
    alice, olga = shop.person(), shop.person(10012)
    await olga.says("/start")
    await olga.sees(button="⭐ Buy Stars")
    order = await shop.places("olga", chat=10012)
    rows = json.dumps({"ok": True, "data": [{**order, "client_reference": fault}]})
    await begins(shop, fault if " " in fault else says("/orders/by-reference/tg-1001", rows))
    await alice.says("/orders")
    await alice.sees("My orders", "No orders yet")
    assert not any(str(order["id"]) in bubble.text for bubble in await alice.chat())
    await shop.mended()
    await olga.says("/orders")
    await olga.sees("My orders", f"#{order['id']}")


# P18 – P22: words, cancels, checks


async def test_a_note_with_the_time_in_it_rings_once(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await pays(shop, await shop.order())
    await told(shop, alice, "Payment received")
    await shop.case("A note that always changes")
    shop.clock.advance(seconds=11)
    await alice.sees("seen at 20")
    await shop.quiet()
    ids = {bubble.id for bubble in await alice.chat()}
    await next_looks(shop, "/orders/1", 3)
    assert {bubble.id for bubble in await alice.chat()} == ids


async def test_payment_details_are_asked_for_anew_within_two_seconds(shop: Shop) -> None:
    """Somebody may have paid since; for "Check now" an answer that old is good enough."""
    alice = shop.person()
    paying = await alice.buys_stars()
    await alice.taps("I have paid", on=paying)
    checking = await told(shop, alice, "Looking for your payment", within=0)  # the clock does not run meanwhile
    await shop.quiet_updates()
    asked = len(await shop.calls("/orders/1"))
    await pays(shop, await shop.order())
    await alice.taps("Show payment details", on=checking)
    await told(shop, alice, "Payment received", within=0)
    assert len(await shop.calls("/orders/1")) > asked


async def test_a_payment_that_is_faster_than_a_silent_cancel_wins(shop: Shop) -> None:
    alice = shop.person()
    await alice.taps("Cancel order", on=await alice.buys_stars())
    asked = await alice.sees("Cancel this order?", button="Cancel the order")
    await pays(shop, await shop.order())
    await shop.case("Cancel: 204")
    await alice.taps("Cancel the order", on=asked)
    await alice.sees("Payment received", photo=True)
    assert not any("cancelled" in bubble.text for bubble in await alice.chat())


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("A note of 5000 letters", "long long long"),
        (patch("/orders/", method="GET", patch={"status": "w" * 5000}), "The provider says: www"),
        (patch("/orders/", method="GET", patch={"note": "<b>&" * 2000}), "<b>&<b>&"),
    ],
    ids=["note", "status", "html"],
)
async def test_long_words_of_the_partner_are_cut_on_the_screen(shop: Shop, fault: str | Fault, words: str) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await begins(shop, fault)
    shop.clock.advance(seconds=11)
    shown = await alice.sees(words)
    assert len(shown.text) < 1024
    await shop.mended()
    await pays(shop, await shop.order())
    await told(shop, alice, "Payment received", within=31)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("Create: error of 9000 letters", ("Not ordered, nothing to pay", "no no no")),
        ("Create: error in an object", ("Not ordered, nothing to pay", "too small")),
    ],
    ids=["long", "object"],
)
async def test_a_refusal_in_odd_words_is_told(shop: Shop, fault: str, words: tuple[str, ...]) -> None:
    alice = shop.person()
    await begins(shop, fault)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    assert len((await alice.sees(*words)).text) < 1024
    await shop.mended()
    await alice.buys_stars("500")  # the refused one may be found as an order meanwhile


# P14, Q5, Q6, Q7, Q10: refusals and odd creates, as customers and admins read them


@pytest.mark.parametrize("code", ["TRY_LATER", "INVALID_STATE_OF_DB", "SERVER_ERROR"])
async def test_an_error_with_200_is_repeated_until_it_is_an_order(shop: Shop, code: str) -> None:
    alice = shop.person()
    await begins(shop, says("/orders/[sp]", f'{{"ok": false, "error_code": "{code}"}}', method="POST", times=2))
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("being confirmed")
    assert "100 Stars" in (await alice.sees("Pay", "Memo", photo=True)).text
    assert len({create["idempotency_key"] for create in await shop.creates()}) == 1
    assert len(await shop.orders()) == 1


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("RECIPIENT_BLOCKED", "the recipient is blocked"),
        ("COUNTRY_NOT_SUPPORTED", "not sold in this country"),
        ("DAILY_VOLUME", "no more Stars for this person today"),
    ],
)
async def test_a_403_about_one_order_is_told_to_its_customer_alone(
    shop: Shop, ivan: Person, code: str, message: str
) -> None:
    alice, rosa = shop.person(), await shop.reseller()
    body = json.dumps({"ok": False, "error_code": code, "error_message": message})
    await begins(shop, says("/orders/[sp]", body, 403, method="POST", mentions='"alice"'))
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("Not ordered, nothing to pay", message)
    for _ in range(4):
        shop.clock.advance(minutes=1)
        await shop.services.monitor.check_all()
    await shop.quiet()
    assert len(await shop.creates()) == 1, "it is not repeated"
    assert await alerts_in(ivan) == []
    await rosa.buys_stars()


async def test_a_405_without_the_envelope_is_believed_after_some_minutes(shop: Shop, ivan: Person) -> None:
    alice = shop.person()
    await begins(shop, says("/orders/[sp]", '{"detail": "Method Not Allowed"}', 405, method="POST"))
    await begins(shop, says("/orders/by-reference", '{"ok": true, "data": []}'))
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("This takes longer than usual")
    await ivan.sees("Confirmations have waited for more than a minute")
    shop.clock.advance(seconds=REFUSAL_DELAY.total_seconds())
    await alice.sees("Not ordered, nothing to pay")
    assert len(await shop.creates()) < 15


@pytest.mark.parametrize("word", ["new", "pending", "Frobnicating"])
async def test_admins_hear_of_no_payment_of_an_order_that_waits_for_one(shop: Shop, ivan: Person, word: str) -> None:
    """Q6: what a create answers with payment details waits for its payment, whatever the word."""
    alice = shop.person()
    await begins(shop, patch("/orders/[sp]", method="POST", patch={"status": word}))
    await alice.buys_stars()
    for _ in range(6):
        shop.clock.advance(minutes=1)
        await shop.services.monitor.check_all()
    await shop.quiet()
    told = [*await alerts_in(ivan), *(bubble.text for bubble in await alice.chat())]
    assert not any("paid but not delivered" in text or "Payment received" in text for text in told)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ('{"ok": false, "error_code": "VALIDATION_ERROR", "error_message": "duration: field required"}', 422, "422"),
        ('{"ok": false, "error_code": "PLAN_REQUIRED"}', 403, "PLAN_REQUIRED"),
    ],
    ids=["a field", "the shop's plan"],
)
async def test_admins_read_why_all_creates_are_refused(
    shop: Shop, ivan: Person, body: str, status: int, words: str
) -> None:
    """Q10: once, after three in a row."""
    alice = shop.person()
    await begins(shop, says("/orders/[sp]", body, status, method="POST"))
    for quantity in ("50", "100", "250", "500"):
        await alice.taps("Confirm", on=await alice.chooses_stars(quantity))
        await alice.sees("Not ordered, nothing to pay", f"{quantity} Stars")
    await ivan.sees("⚠️", "refuses one order after the other, for a reason that no customer caused", words)
    await shop.quiet()
    assert len(await alerts_in(ivan)) == 1


# P23: many in front of a partner that does not answer


@pytest.fixture
def held(shop: Shop) -> Iterator[asyncio.Event]:
    """Calls that a "delay" strikes wait for this event, and then fail."""
    event, sleep = asyncio.Event(), shop.partner.sleep

    async def wait_and_fail(_: float) -> None:
        await event.wait()
        raise RuntimeError("the partner has not answered in time")

    shop.partner.sleep = wait_and_fail
    yield event
    shop.partner.sleep = sleep


@pytest.mark.parametrize("path", ["/pricing/estimate", "/pricing/fee"])
async def test_eight_people_before_a_partner_that_times_out_share_one_outcome(
    shop: Shop, held: asyncio.Event, path: str
) -> None:
    prices = shop.services.prices
    cache = prices._fresh_estimate if path == "/pricing/estimate" else prices._fees
    await shop.fault("delay", path, times=None)
    people = []
    for id in range(60_001, 60_009):
        await shop.world("people", {"id": id, "first_name": "Ann", "username": f"ann{id}", "language_code": "en"})
        people.append(shop.person(id))
        await people[-1].says("321 @durov")

    async def all_wait() -> bool:
        return cache.cache_info().hits + cache.cache_info().misses == len(people)

    assert await eventually(all_wait)
    assert len(await shop.calls(path)) == 1, "nobody asks for what another waits for"
    held.set()
    for person in people:
        await person.sees("The provider does not answer right now")
    assert len(await shop.calls(path)) == 3, "one read and its retries"
    await shop.mended()
    await people[0].taps("Try again")
    await people[0].sees("321 Stars", button="Confirm")


# Q4, Q11: numbers of an order


@pytest.mark.parametrize(
    ("price", "shown"),
    [(None, "0.418"), (0.1 + 0.2, "0.3"), (0.4180000001, "0.418000001")],
    ids=["panel", "sum", "finer"],
)
async def test_float_noise_is_on_no_screen_and_in_no_link(shop: Shop, price: float | None, shown: str) -> None:
    for path, case in (("/orders", "Float noise in the price"), ("/pricing/estimate", "Estimate with float noise")):
        await begins(shop, patch(path, patch={"price_ton": price}) if price else case)
    alice = shop.person()
    confirm = await alice.chooses_stars()
    assert "0000000" not in confirm.text
    assert f"≈ {shown[:4]}" in confirm.text or "≈ 0.42" in confirm.text
    await alice.taps("Confirm", on=confirm)
    paying = await alice.sees("Memo", photo=True)
    link = paying.button("Open wallet")["url"]
    assert fields_of(link)["amount"] == str(round(float(shown) * 10**9))
    assert await read_qr(shop, paying) == link
    assert shown in paying.text
    assert paying.button("Copy amount")["copy_text"]["text"] == shown
    await alice.cancels(on=paying)
    await alice.sees("cancelled")
    order = await shop.places()
    await alice.says("/orders")
    await alice.taps(f"#{order['id']}", on=await alice.sees("My orders", f"#{order['id']}"))
    adopted = await alice.sees(order["payment_memo"], photo=True)
    assert fields_of(adopted.button("Open wallet")["url"])["amount"] == str(round(float(shown) * 10**9))


@pytest.mark.parametrize(
    "fault",
    [
        "Names of the other product",
        patch("/orders", add={"months": 3, "quantity": 1}),
        patch("/orders", add={"stars_amount": 0, "premium_months": 0}),
        "Create: Premium as duration",
        patch("/orders/premium", patch={"duration": "P3M"}, remove=["premium_months"]),
        patch("/orders", patch={"premium_months": 90, "stars_amount": 50}),
    ],
    ids=["panel", "months-quantity", "zeros", "duration", "ISO", "days"],
)
@pytest.mark.parametrize(("words", "goods"), [("premium 3 @durov", "Premium"), ("50 @durov", "50 Stars")])
async def test_numbers_belong_to_their_product(shop: Shop, fault: str | Fault, words: str, goods: str) -> None:
    await begins(shop, fault)
    alice = shop.person()
    paying = await buys(alice, words)
    assert goods in paying.text
    await next_looks(shop, "/orders/1")
    await alice.says("/orders")
    listed = await alice.sees("My orders", after=paying.id)
    await alice.taps(listed.labels[0], on=listed)
    assert goods in (await alice.sees("Memo", photo=True, after=paying.id)).text


# Q9, Q12, Q18, Q19: recipients and limits


@pytest.mark.parametrize("case", ["Recipients: cannot receive Stars", "Recipients: not there", "Recipients: false"])
async def test_a_no_in_any_words_is_told_before_the_order(shop: Shop, case: str) -> None:
    await shop.case(case)
    alice = shop.person()
    await alice.says("100 @durov")
    await alice.sees("@durov cannot receive this")
    assert not any("Confirm" in bubble.labels for bubble in await alice.chat())
    await shop.mended()
    await buys(alice, "100 @durov")


@pytest.mark.parametrize(
    "fault",
    [
        "Recipients: too many checks",
        "Recipients: no such route",
        says(
            "/recipients",
            '{"ok": false, "error_code": "VALIDATION_ERROR", "error_message": "username is missing"}',
            400,
        ),
    ],
    ids=["limit", "route", "parameter"],
)
async def test_a_check_that_was_not_made_is_no_no(shop: Shop, fault: str | Fault) -> None:
    await begins(shop, fault)
    alice = shop.person()
    await alice.says("100 @durov")
    await alice.sees("We could not check this username just now", button="Confirm")
    assert not any("cannot receive" in bubble.text for bubble in await alice.chat())
    await alice.taps("Confirm")
    await alice.sees("Pay", "Memo", photo=True)


@pytest.mark.parametrize(
    "fault",
    [
        "Fees: null",
        "Fees: 404",
        "Fees: max 0",
        "Fees: a list",
        patch("/pricing/fee", patch={"stars": {"min_quantity": 50, "max_quantity": 10}}),
    ],
)
async def test_limits_that_are_not_told_stop_no_purchase(shop: Shop, fault: str | Fault) -> None:
    await begins(shop, fault)
    alice = shop.person()
    paying = await buys(alice, "500 @durov")
    assert "500 Stars" in paying.text
    assert not any(words in bubble.text for bubble in await alice.chat() for words in ("to 0", "–0"))


@pytest.mark.parametrize(
    "fault",
    [
        "Fees: other words for months",
        "Fees: null",
        patch("/pricing/fee", remove=["premium"]),
        patch("/pricing/fee", patch={"premium": {"months": []}}),
    ],
    ids=["words", "null", "none", "empty"],
)
async def test_premium_is_sold_in_its_usual_periods_where_none_is_told(shop: Shop, fault: str | Fault) -> None:
    await begins(shop, fault)
    alice = shop.person()
    await alice.says("premium @durov")
    periods = await alice.sees("For how long?")
    assert [label.split(" · ")[0] for label in periods.labels[:3]] == ["3 months", "6 months", "12 months"]


# Q16, Q17, Q20, P25: what admins read


@pytest.mark.parametrize(
    "fault",
    [
        "By memo: 404 in other words",
        says("/orders/by-memo/", '{"ok": true, "data": null}'),
        says("/orders/by-memo/", '{"message": "no"}', 404),
    ],
    ids=["detail", "null", "message"],
)
async def test_a_memo_that_is_not_found_in_any_words_is_no_order(shop: Shop, ivan: Person, fault: str | Fault) -> None:
    await begins(shop, fault)
    await ivan.says("/order STARS-nothing")
    await ivan.sees("no such order")
    await shop.quiet()
    assert await alerts_in(ivan) == []


@pytest.mark.parametrize(
    "fault",
    [
        "Lists that nobody can read",
        says("/orders", '{"ok": true, "data": {"a": [1], "b": [2]}}', method="GET"),
        "Every row without status",
    ],
    ids=["panel", "two-lists", "no-order"],
)
async def test_a_list_that_nobody_can_read_backs_off_and_alerts(shop: Shop, ivan: Person, fault: str | Fault) -> None:
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    if not isinstance(fault, str):
        await begins(shop, {"kind": "settings", "path": "/orders/"})
    await begins(shop, fault)
    asked = len(await lists(shop))
    began = shop.clock()
    for _ in range(30):
        shop.clock.advance(seconds=10)
        await shop.quiet_updates()
    await ivan.sees("the partner's order list" if fault != "Every row without status" else "GET /orders: status")
    minutes = (shop.clock() - began) / timedelta(minutes=1)
    assert len(await lists(shop)) - asked < 6 + minutes, "it backs off"
    await shop.mended()
    await pays(shop, order)
    shop.clock.advance(minutes=1)
    await alice.sees("Payment received")


async def lists(shop: Shop) -> list[Any]:
    return [call for call in await shop.calls("/orders") if call["path"] == "/orders"]


async def test_odd_transactions_are_shown_with_their_signs(shop: Shop, ivan: Person) -> None:
    await shop.case("Odd transactions")
    await ivan.says("/transactions")
    rows = await ivan.sees("Transactions · page 1")
    assert "-0.5 TON" in rows.text
    assert "+5 TON · top-up" in rows.text
    assert "+1 TON" in rows.text
    assert "3 TON" not in rows.text


@pytest.mark.parametrize(
    "memo", [None, "100% ü+?=", "a/b#c&amount=9", "top-up 7, " * 20 + "."], ids=["panel", "percent", "amount", "long"]
)
async def test_a_top_up_with_a_memo_is_whole_in_every_link(shop: Shop, ivan: Person, memo: str | None) -> None:
    await begins(shop, patch("/balance", patch={"topup_memo": memo}) if memo else "A memo for top-ups")
    memo = memo or "a&b #1"
    await ivan.says("/balance")
    screen = await ivan.sees("Partner balance", memo, photo=True)
    for label in ("Open wallet", "Keeper", "MyTonWallet"):
        link = screen.button(label)["url"]
        assert fields_of(link) == {"text": memo}
        assert " " not in link
    assert "+" not in screen.button("Open wallet")["url"]
    assert screen.button("Copy memo")["copy_text"]["text"] == memo
    assert await read_qr(shop, screen) == screen.button("Open wallet")["url"]


async def test_a_raw_address_for_top_ups_is_shown_in_its_friendly_form(shop: Shop, ivan: Person) -> None:
    await shop.case("Addresses in another spelling")
    await ivan.says("/balance")
    screen = await ivan.sees("Partner balance", pin_of(shop, "UQ"), photo=True)
    assert screen.button("Open wallet")["url"] == f"ton://transfer/{pin_of(shop, 'UQ')}"
