"""How the partner's answers become values: from every form, exactly, and back from storage unchanged."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.partner.account import Balance, Stats, Transaction
from bot.partner.answers import ParseContext
from bot.partner.envelope import Envelope
from bot.partner.errors import Unreadable
from bot.partner.goods import CreateFields, Product
from bot.partner.lists import Page, find_next
from bot.partner.money import to_nano
from bot.partner.order import Order, OrderRequest, OrderRow, Payment
from bot.partner.prices import Estimate, Fees, TonRate
from bot.partner.recipients import RecipientCheck
from bot.partner.statuses import OrderStatus

EXAMPLE = json.loads(
    """{
    "id": 10421, "status": "pending_payment", "order_type": "stars", "stars_amount": 100,
    "recipient_username": "pandus", "price_ton": 0.418,
    "payment_address": "UQBFJTkJ5hZdH7i6rWQTnm43zn6h2dPBV9lFZ2e98WvWABy_", "payment_memo": "STARS-a1b2c3",
    "expires_at": "2026-04-16T12:15:00Z", "created_at": "2026-04-16T12:00:00Z"
    }""",
    parse_float=Decimal,
)
NOON = datetime(2026, 4, 16, 12, tzinfo=UTC)


def order(**changes: Any) -> Order:
    return Order.read(EXAMPLE | changes, ParseContext(as_of=NOON))


# The provider's own example


def test_the_example_of_the_provider() -> None:
    read = order()
    assert (read.id, read.status, read.status_text) == (
        "10421",
        OrderStatus.PENDING_PAYMENT,
        "pending_payment",
    )
    assert (read.product, read.amount, read.recipient) == (Product.STARS, 100, "pandus")
    assert (read.created_at, read.as_of, read.client_reference) == (NOON, NOON, None)
    assert read.payment == Payment(
        price_ton=Decimal("0.418"),
        price_nano=418_000_000,
        address="UQBFJTkJ5hZdH7i6rWQTnm43zn6h2dPBV9lFZ2e98WvWABy_",
        memo="STARS-a1b2c3",
        expires_at=NOON + timedelta(minutes=15),
    )
    assert read.require_complete() is read


def test_a_premium_order_may_count_zero_stars_as_well() -> None:
    read = order(order_type="PREMIUM", stars_amount=0, premium_months=6, recipient_username=" @pandus")
    assert (read.product, read.amount, read.recipient) == (Product.PREMIUM, 6, "pandus")
    assert order(order_type="premium", stars_amount=None, premium_months=12).amount == 12


# Statuses


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("pending_payment", "pending_payment"),
        ("Awaiting Payment", "pending_payment"),
        ("received", "paid"),
        ("PURCHASING", "processing"),
        ("held", "processing"),
        ("delivered", "completed"),
        ("success", "completed"),
        ("reversed", "refunded"),
        ("canceled", "cancelled"),
        ("on-the-moon", "unknown"),
        ("unknown", "unknown"),
    ],
)
def test_statuses_in_the_words_of_other_providers(word: str, meant: str) -> None:
    read = order(status=word)
    assert read.status == meant
    assert read.status_text == word


def test_a_setting_adds_words_and_wins_over_ours() -> None:
    aliases = {"on_the_moon": OrderStatus.COMPLETED, "held": OrderStatus.PAID}
    for word, meant in {"On the moon": "completed", "held": "paid", "paid": "paid"}.items():
        assert Order.read({"id": 1, "status": word}, ParseContext(aliases)).status == meant


# Fields that are missing or of a wrong type


def test_a_terse_row_is_an_order_too_but_not_a_whole_one() -> None:
    row = Order.read({"order_id": "abc", "status": "paid", "expires_at": "soon", "price_ton": "a lot"})
    assert (row.id, row.expires_at, row.price_ton, row.amount) == ("abc", None, None, None)
    with pytest.raises(Unreadable, match="price_ton"):
        _ = row.price_nano
    with pytest.raises(Unreadable, match="product"):
        row.require_complete()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": None}, "id"),
        ({"id": ""}, "id"),
        ({"id": True}, "id"),
        ({"status": None}, "status"),
        ({"status": True}, "status"),
        ({"status": []}, "status"),
    ],
)
def test_no_order_without_id_and_status(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Unreadable) as caught:
        order(**change)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"order_type": "gift"}, "product"),
        ({"stars_amount": None}, "amount"),
        ({"stars_amount": Decimal("1.5")}, "amount"),
        ({"recipient_username": ""}, "recipient"),
        ({"price_ton": None}, "price_ton"),
        ({"price_ton": 0}, "price_ton"),
        ({"price_ton": Decimal("-1")}, "price_ton"),
        ({"price_ton": Decimal("1e999999")}, "price_ton"),
        ({"payment_address": None}, "payment_address"),
        ({"payment_memo": ""}, "payment_memo"),
    ],
)
def test_a_whole_order_says_how_to_pay_it(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Unreadable) as caught:
        order(**change).require_complete()
    assert caught.value.field == field


def test_what_is_not_even_an_object() -> None:
    for data in (None, (), "order", 5):
        with pytest.raises(Unreadable, match="data"):
            Order.read(data)


# Times and storage


@pytest.mark.parametrize(
    "text",
    ["2026-04-16T12:00:00Z", "2026-04-16T12:00:00", "2026-04-16T14:00:00+02:00", "2026-04-16 12:00:00.000"],
)
def test_times_are_aware_and_in_utc(text: str) -> None:
    assert order(created_at=text).created_at == NOON
    assert str(order(created_at=text).created_at) == "2026-04-16 12:00:00+00:00"


nanotons = st.integers(1, 10**21 - 1)
moments = st.datetimes(datetime(1991, 1, 1), datetime(2199, 1, 1), timezones=st.just(timezone(timedelta(hours=3))))  # noqa: DTZ001
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


@given(nano=nanotons, created=moments, status=st.text(max_size=64), extra=st.dictionaries(st.text(), plain, max_size=3))
def test_a_stored_order_comes_back_equal(nano: int, created: datetime, status: str, extra: dict[str, Any]) -> None:
    price = Decimal(nano).scaleb(-9)
    sent = extra | EXAMPLE | {"price_ton": price, "created_at": created.isoformat(), "status": status}
    read = Order.read(sent, ParseContext(as_of=NOON))
    back = Order.model_validate_json(read.stored())
    assert back == read
    assert (back.price_nano, back.price_ton, back.created_at, back.status_text) == (
        nano,
        price,
        created,
        status,
    )


def test_a_field_we_do_not_know_is_kept_but_cannot_pose_as_ours() -> None:
    read = order(delivered_in=Decimal("1.5"), amount=7, as_of="1999-01-01", quantity=9)
    assert read.model_extra == {"delivered_in": "1.5"}
    assert (read.amount, read.as_of) == (100, NOON)
    assert Order.model_validate_json(read.stored()) == read


# Money


@given(nano=st.integers(-(10**21), 10**21))
def test_nanotons_are_exact(nano: int) -> None:
    assert to_nano(Decimal(nano).scaleb(-9)) == nano


@pytest.mark.parametrize(
    "ton", ["0.0000000001", "1.4180000000000000000000000000000000001", "1e-400", "1e400", "inf", "nan"]
)
def test_what_is_not_exact_in_nanotons_is_refused(ton: str) -> None:
    with pytest.raises(ValueError, match="nanotons"):
        to_nano(Decimal(ton))


# Requests


def test_a_request_is_exactly_the_body_of_the_contract() -> None:
    request = OrderRequest(product=Product.STARS, recipient="pandus", amount=100, client_reference="invoice-42")
    assert (request.path, request.body(CreateFields())) == (
        "/orders/stars",
        {
            "recipient_username": "pandus",
            "quantity": 100,
            "payment_method": "ton_memo",
            "payment_currency": "TON",
            "client_reference": "invoice-42",
        },
    )
    stored = '{"product":"stars","recipient":"pandus","amount":100,"client_reference":"invoice-42"}'
    assert (request.model_dump_json(), request.fingerprint) == (stored, "stars:pandus:100")
    gift = OrderRequest(product=Product.PREMIUM, recipient="pandus", amount=6, client_reference="tg-1")
    body = gift.body(CreateFields())
    assert (gift.path, body["months"], "quantity" in body) == ("/orders/premium", 6, False)


def test_which_orders_answer_a_request() -> None:
    request = OrderRequest(product=Product.STARS, recipient="Pandus", amount=100, client_reference="tg-1")
    assert request.same_as(order())
    for change in ({"recipient_username": "panda"}, {"stars_amount": 101}, {"order_type": "premium"}):
        assert not request.same_as(order(**change))
    assert not request.same_as(Order.read({"id": 1, "status": "paid"}))


# All other models, in every form that is accepted


RATE = TonRate(ton_usd=Decimal("3.21"))


@pytest.mark.parametrize("data", [{name: Decimal("3.21")} for name in ("ton_usd", "rate", "usd", "price", "price_usd")])
def test_rate_under_any_name(data: dict[str, Any]) -> None:
    assert TonRate.read(data) == RATE


def test_rate_bare_or_dated_or_wrong() -> None:
    assert TonRate.read(Decimal("3.21")) == TonRate.read("3.21") == RATE
    assert TonRate.read({"ton_usd": 3, "updated_at": "2026-04-16T12:00:00Z"}).updated_at == NOON
    assert TonRate.read({"ton_usd": 3, "updated_at": "just now"}).updated_at is None
    for data in (None, {}, {"ton_usd": "dear"}, {"ton_usd": 0}):
        with pytest.raises(Unreadable, match="ton_usd"):
            TonRate.read(data)


@pytest.mark.parametrize(
    "data",
    [
        {
            "stars": {"min_quantity": 50, "max_quantity": 10000, "fee_percent": 2},
            "premium": {"months": [3, 6, 12], "fee_percent": 2},
        },
        {"min_stars": 50, "max_stars": 10000, "months": [3, 6, 12], "service_fee_percent": 2},
        {"stars_min": "50", "stars_max": "10000", "premium_months": [3, 6, 12], "service_fee_percent": "2.0"},
    ],
)
def test_fees_nested_or_flat(data: dict[str, Any]) -> None:
    fees = Fees.read(data)
    assert (fees.stars_min, fees.stars_max, fees.months) == (50, 10000, (3, 6, 12))
    assert fees.stars_fee_percent == fees.premium_fee_percent == Decimal(2)
    assert Fees.model_validate_json(fees.model_dump_json()).months == (3, 6, 12)


def test_no_limits_told_is_no_limits_known() -> None:
    fees = Fees.read({"stars": 5, "months": "all"})
    assert (fees.stars_min, fees.stars_max, fees.months, fees.stars_fee_percent) == (None, None, (3, 6, 12), None)


def test_estimates() -> None:
    assert Estimate.read({"price_ton": Decimal("0.418"), "quantity": 100}).price_ton == Decimal("0.418")
    for name in ("amount_ton", "total_ton", "ton"):
        assert Estimate.read({name: Decimal("0.418")}) == Estimate(price_ton=Decimal("0.418"))
    assert Estimate.read(Decimal("0.418")).price_ton == Decimal("0.418")


@pytest.mark.parametrize(
    ("data", "can"),
    [
        ({"can_receive": True}, True),
        ({"eligible": False}, False),
        ({"available": "true"}, True),
        ({"valid": 0}, False),
        ({"found": True, "can_receive": False}, False),
        ({"can_receive": None}, None),
        ({"can_receive": "perhaps"}, None),
        ({}, None),
    ],
)
def test_recipients_can_cannot_or_nobody_knows(data: dict[str, Any], can: bool | None) -> None:
    assert RecipientCheck.of(Product.STARS, "pandus", data).can_receive is can


@pytest.mark.parametrize("can", [True, False])
@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize(("name", "is_known"), [("vitalik", False), ("@Pandus", True), ("817", True), (None, True)])
def test_a_check_of_somebody_else_says_nothing(name: str | None, is_known: bool, wrapped: bool, can: bool) -> None:
    answer: dict[str, Any] = {"username": name, "can_receive": can, "name": "Their Name"}
    check = RecipientCheck.of(Product.STARS, "pandus", {"recipient": answer} if wrapped else answer)
    assert (check.username, check.can_receive, check.name) == (
        ("pandus", can, "Their Name") if is_known else ("pandus", None, None)
    )


def test_balance_and_its_address_under_any_name() -> None:
    told = Balance(balance_ton=Decimal("12.5"), topup_address="UQ…")
    for name in ("balance_ton", "balance", "amount_ton"):
        for address in ("topup_address", "address", "deposit_address", "top_up_address"):
            assert Balance.read({name: Decimal("12.5"), address: "UQ…", "topup_memo": None}) == told


def test_transactions_keep_their_sign_and_their_word() -> None:
    row = {
        "id": 7,
        "type": "chargeback",
        "amount": Decimal("-0.418"),
        "order_id": 10421,
        "created_at": NOON.isoformat(),
    }
    read = Transaction.read(row)
    assert (read.id, read.type, read.amount_ton, read.order_id) == (
        "7",
        "chargeback",
        Decimal("-0.418"),
        "10421",
    )
    assert (read.created_at, read.tx_hash) == (NOON, None)


def test_stats_show_any_number_by_its_name() -> None:
    read = Stats.read(
        {
            "total_orders": 3,
            "by_status": {"paid": 1},
            "volume_ton": Decimal("1.5"),
            "clients": 2,
            "vip": True,
            "note": "x",
        }
    )
    assert (read.total_orders, read.by_status, read.volume_ton) == (3, {"paid": 1}, Decimal("1.5"))
    assert read.other_numbers == {"clients": 2}
    assert Stats().other_numbers == {}


@pytest.mark.parametrize(
    ("data", "ids", "total"),
    [
        ([EXAMPLE], ["10421"], None),
        ({"items": [EXAMPLE], "total": 9}, ["10421"], 9),
        ({"orders": [EXAMPLE, EXAMPLE | {"id": 2}]}, ["10421", "2"], None),
        (EXAMPLE, ["10421"], None),
        ([], [], None),
        ({"items": None, "total": 0}, [], 0),
    ],
)
def test_lists_in_every_wrapping(data: Any, ids: list[str], total: int | None) -> None:
    page = Page.read(data, lambda row: Order.read(row, ParseContext(as_of=NOON)))
    assert [row.id for row in page.items] == ids
    assert page.total == total
    assert all(row.as_of == NOON for row in page.items)


def test_a_list_says_which_row_it_could_not_read() -> None:
    page = Page.read([EXAMPLE, {"id": 2}, EXAMPLE | {"id": 3}, 7], Order.read)
    assert ([row.id for row in page.items], page.skipped) == (["10421", "3"], ("status", "data"))
    with pytest.raises(Unreadable, match="items"):
        Page.read({"page": 1}, Order.read)


@pytest.mark.parametrize(
    "row",
    [
        {"id": "7", "status": "paid"},
        {"order_id": 7, "status": "Pending Payment", "memo": "x"},
        {"id": 7, "order_id": "8", "status": "never heard of"},
        {"id": "7", "status": "held", "created_at": "nonsense", "items": [1]},
    ],
)
def test_a_row_has_the_id_and_the_status_of_its_order(row: dict[str, Any]) -> None:
    read = OrderRow.read(row, ParseContext({"held": OrderStatus.PAID}))
    assert (read.id, read.status) == (read.order().id, read.order().status)
    assert read.order() == Order.read(row, ParseContext({"held": OrderStatus.PAID}))


@pytest.mark.parametrize("row", [{}, {"id": "7"}, {"status": "paid"}, {"id": "", "status": "paid"}, 7, None])
def test_a_row_without_them_is_unreadable(row: Any) -> None:
    with pytest.raises(Unreadable):
        OrderRow.read(row, ParseContext())


@pytest.mark.parametrize(
    ("data", "params"),
    [
        ({"items": [], "next_cursor": "abc"}, {"cursor": "abc"}),
        ({"items": [], "meta": {"next": "abc"}}, {"cursor": "abc"}),
        ({"data": [], "pagination": {"nextCursor": "a=="}}, {"cursor": "a=="}),
        ({"data": [], "links": {"next": "https://other.test/orders?after=7&limit=20"}}, {"after": "7", "limit": "20"}),
        ({"data": [], "next_page_token": "t"}, {"page_token": "t"}),
        ({"items": [], "next_cursor": None, "cursor": "the-same"}, {"cursor": "the-same"}),
        ({"items": [], "next_cursor": None}, None),
        ({"items": [], "next": True}, None),
        ({"items": [], "next_cursor": "x" * 5000}, None),
        ([], None),
    ],
)
def test_the_cursor_of_the_next_page(data: Any, params: dict[str, str] | None) -> None:
    assert find_next(data) == params


@pytest.mark.parametrize(
    "value",
    [
        b"1e999999999",  # Python takes minutes to make an int of it
        b"1e-999999999",
        b"1e99999999999999999999",
        b"9" * 5000,
        b"NaN",
        b"-Infinity",
        rb'"\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b"[" * 300 + b"]" * 300,
        b'{"value":' * 300 + b"1" + b"}" * 300,
    ],
    ids=lambda value: value[:20].decode("latin-1"),
)
@pytest.mark.parametrize("name", ["stars_amount", "paid_ton", "price_ton", "note", "payment_memo", "another"])
@pytest.mark.timeout(5)
def test_a_value_that_cannot_be_used_costs_its_field_and_no_other_row(value: bytes, name: str) -> None:
    row = b'{"id":1,"status":"paid","%s":%s}' % (name.encode(), value)
    body = b'{"ok":true,"data":[%s,{"id":2,"status":"paid"}]}' % row
    data = Envelope(httpx.Response(200, content=body)).open(keyed=False, now=datetime.now(UTC))
    page = Page.read(data, lambda each: Order.read(each, ParseContext()))
    assert [order.id for order in page.items] == ["1", "2"]
    assert Order.model_validate_json(page.items[0].stored()) == page.items[0]
    for field in ("amount", "paid_ton", "price_ton", "note", "payment_memo"):
        assert getattr(page.items[0], field) is None


def test_nanotons_out_of_range_are_no_amount() -> None:
    data = {"id": 1, "status": "paid", "price_ton": {"currency": "nano", "amount": "1e9999999"}}
    assert Order.read(data).price_ton is None


def _envelope(content: bytes) -> Envelope:
    return Envelope(httpx.Response(200, content=content))


@pytest.mark.parametrize(
    "body",
    [b"[" * 4_000_000, b'{"a":' * 800_000, b"[" + b"1," * 1_999_999 + b"1]", b'{"ok":true,"data":[' + b"{}," * 300_000],
    ids=["brackets", "objects", "numbers", "rows"],
)
def test_millions_of_values_are_not_read(body: bytes) -> None:
    assert str(_envelope(body).error) == "too many values"


def test_a_page_that_is_too_long_is_cut() -> None:
    rows = [{"id": number, "status": "paid"} for number in range(1500)]
    page = Page.read(rows, lambda each: OrderRow.read(each, ParseContext()))
    assert (len(page.items), page.is_cut, page.items[-1].id) == (1000, True, "999")
    assert not Page.read(rows[:1000], lambda each: OrderRow.read(each, ParseContext())).is_cut


def test_an_order_keeps_no_more_than_a_hundred_unknown_fields() -> None:
    read = Order.read({f"field{number}": "x" * 900 for number in range(4000)} | EXAMPLE)
    assert read.amount == 100
    assert len(read.stored()) < 100_000


@pytest.mark.parametrize("number", [Decimal("1e30"), 10**28, Decimal("1e39"), -(10**20)])
def test_numbers_that_nobody_counts_to_are_left_out(number: int | Decimal) -> None:
    fees = Fees.read({"stars": {"min_quantity": 50, "max_quantity": number}, "premium": {"months": [3, number]}})
    assert (fees.stars_min, fees.stars_max, fees.months) == (50, None, (3, 6, 12))
    names = ("total_orders", "stars_total", "premium_months_total", "another")
    stats = Stats.read(dict.fromkeys(names, number) | {"by_status": {"paid": number}})
    assert (stats.total_orders, stats.stars_total, stats.premium_months_total, stats.by_status) == (None,) * 4
    assert stats.other_numbers == {}
    assert order(stars_amount=number).amount is None


def test_a_dozen_periods_are_sold() -> None:
    assert Fees.read({"premium": {"months": [1, 3, 3, *range(1, 600)]}}).months == (1, 3, 2, *range(4, 13))


@pytest.mark.parametrize("number", ["0.4_18", "٠.٤١٨", "1_000", "४१८", "0x10", "Infinity"])
@pytest.mark.parametrize("name", ["price_ton", "stars_amount", "paid_ton", "price_nano"])
def test_only_plain_digits_are_a_number(name: str, number: str) -> None:
    read = order(**dict.fromkeys(("price_ton", "stars_amount"), None) | {name: number})
    assert (read.price_ton, read.amount, read.paid_ton) == (None, None, None)


@pytest.mark.parametrize("number", ["0.418", " 0.418 ", "4.18e-1", "+.418", Decimal("0.418")])
def test_plain_digits_are_a_number(number: Any) -> None:
    assert order(price_ton=number).price_ton == Decimal("0.418")


@pytest.mark.parametrize(
    "memo", ["abc\x00", "abc\n\nAddress: UQfake", "ab\u202ec", "a\u200bb", "a\u2067b", "   ", "\u2800", "\u3164 "]
)
def test_a_memo_that_does_not_look_as_it_is_counts_as_missing(memo: str) -> None:
    assert order(payment_memo=memo).payment_memo is None
    assert order(payment_memo="Order 7, für Ж").payment_memo == "Order 7, für Ж"


@pytest.mark.parametrize(
    ("name", "inner", "said", "contradicts"),
    [
        ("price_ton", "amount_ton", Decimal("0.428"), True),
        ("price_ton", "amount_ton", "0.4180", False),
        ("payment_memo", "memo", "OTHER", True),
        ("payment_memo", "memo", "STARS-a1b2c3", False),
        ("payment_address", "address", "UQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJKZ", True),
        ("payment_address", "address", EXAMPLE["payment_address"], False),
    ],
)
def test_details_that_an_answer_tells_twice_differently_are_not_told(
    name: str, inner: str, said: Any, contradicts: bool
) -> None:
    read = order(payment={inner: said})
    assert getattr(read, name) == (None if contradicts else getattr(order(), name))


# An order beside another object with an id


PAYMENT = {"id": 5531, "status": "paid", "address": EXAMPLE["payment_address"], "memo": "STARS-a1b2c3"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"order": EXAMPLE}, ("10421", "pending_payment")),
        ({"id": "event-1", "order": EXAMPLE}, ("10421", "pending_payment")),
        ({"id": 10421, "status": "success", "order": EXAMPLE}, ("10421", "pending_payment")),
        (EXAMPLE | {"order": {"id": 900, "status": "completed"}}, ("10421", "pending_payment")),
        (EXAMPLE | {"order": {"id": "X"}}, ("10421", "pending_payment")),
        (EXAMPLE | {"payment": PAYMENT}, ("10421", "pending_payment")),
        (EXAMPLE | {"has_odd_end": "junk"}, ("10421", "pending_payment")),
        ({"id": 10421, "payment": PAYMENT}, None),
    ],
)
def test_a_row_and_the_whole_order_never_take_another_object_for_the_order(
    data: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    context = ParseContext(as_of=NOON)
    if expected is None:
        for model in (OrderRow, Order):
            with pytest.raises(Unreadable):
                model.read(data, context)
        return
    row, whole = OrderRow.read(data, context), Order.read(data, context)
    assert (row.id, row.status.value) == (whole.id, whole.status.value) == expected
    assert row.order() == whole
    assert not whole.has_odd_end


def test_the_payment_in_the_answer_to_a_create_is_not_the_order() -> None:
    created = ParseContext(as_of=NOON, product=Product.STARS)
    answer = {name: value for name, value in EXAMPLE.items() if name not in ("status", "payment_address")}
    read = Order.read(answer | {"payment": PAYMENT}, created)
    assert (read.id, read.status, read.payment_address) == (
        "10421",
        OrderStatus.PENDING_PAYMENT,
        EXAMPLE["payment_address"],
    )
