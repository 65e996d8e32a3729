"""Parsing of what resellers send: rows of a bulk order, margins, deep links. And the CSV file of a batch."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.orders.batch import MAX_ROWS, Batch, BatchLine, BatchRow, BatchView, Phase, Problem
from bot.orders.markup import Markup, Terms
from bot.partner.goods import Goods, Product
from bot.ui.batch_columns import column_words, count_names
from bot.ui.batch_input import parse_rows as parse_rows_by
from bot.ui.branding import Branding
from bot.ui.csv_files import batch_csv
from bot.ui.i18n import Languages
from bot.ui.spreadsheets import decode as decode_by
from bot.ui.typed_purchase import parse_goods
from handlers.deep_links import read_link, write_link

WORDS = column_words(Languages())


def parse_rows(text: str) -> list[BatchRow]:
    return parse_rows_by(text, WORDS)


def decode(content: bytes) -> str:
    return decode_by(content, lambda text: count_names(text, WORDS))


def test_lines_as_people_write_them() -> None:
    stars, premium, linked, tabbed = parse_rows(
        "@alice 100 inv-1\n\nbobby 6m\nhttps://t.me/carol, 1000\n@dave\t3M\tX_9\n"
    )
    assert (stars.recipient, stars.product, stars.amount, stars.invoice) == ("alice", Product.STARS, 100, "inv-1")
    assert (premium.recipient, premium.product, premium.amount, premium.invoice) == ("bobby", Product.PREMIUM, 6, None)
    assert (linked.recipient, linked.amount) == ("carol", 1000)
    assert (tabbed.product, tabbed.amount, tabbed.invoice) == (Product.PREMIUM, 3, "X_9")


@pytest.mark.parametrize(
    "text",
    [
        "recipient,amount,invoice\n@alice,100,inv-1\n@bobby,6m,\n",
        "\ufeffusername;amount;invoice\r\nalice;100;inv-1\r\nbobby;6m;\r\n",
        '\'@alice,100,inv-1\n"bobby","6m"\n',
    ],
    ids=["a header", "another separator", "as our own files write it"],
)
def test_files_as_spreadsheets_write_them(text: str) -> None:
    alice, bob = parse_rows(decode(text.encode()))
    assert (alice.recipient, alice.amount, alice.invoice) == ("alice", 100, "inv-1")
    assert (bob.recipient, bob.product, bob.amount, bob.invoice) == ("bobby", Product.PREMIUM, 6, None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("@alice", Problem.FORMAT),
        ("@alice 100 inv 1", Problem.FORMAT),
        ("al 100", Problem.USERNAME),
        ("t.me/+abcdef 100", Problem.USERNAME),
        ("@alice many", Problem.AMOUNT),
        ("@alice -100", Problem.AMOUNT),
        ("@alice 1.5", Problem.AMOUNT),
        ("@alice 100 inv#1", Problem.INVOICE),
        ("@alice 100 " + "x" * 31, Problem.INVOICE),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, problem: Problem) -> None:
    good, bad = parse_rows(f"@carol 50\n{line}")
    assert good.problem is None
    assert (bad.number, bad.problem, bad.checked) == (2, problem, True)


def test_the_same_twice_is_pointed_out() -> None:
    rows = parse_rows("@alice 100 a\n@ALICE 100 b\n@alice 6m\n@alice 100")
    assert [row.duplicate_of for row in rows] == [None, 1, None, 1]


def test_a_hundred_rows_and_no_more() -> None:
    assert len(parse_rows("@alice 100\n" * MAX_ROWS)) == MAX_ROWS
    with pytest.raises(UserError) as raised:
        parse_rows("@alice 100\n" * (MAX_ROWS + 1))
    assert raised.value.text == "bulk-too-many"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"recipient,amount\n"])
def test_nothing_is_said_to_be_nothing(content: bytes) -> None:
    with pytest.raises(UserError) as raised:
        parse_rows(decode(content))
    assert raised.value.text == "bulk-empty"


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04\x00\x00", b"\xff\xfe\x00"])
def test_a_file_that_is_no_text_is_told(content: bytes) -> None:
    with pytest.raises(UserError) as raised:
        decode(content)
    assert raised.value.text == "bulk-not-read"


def test_a_spreadsheets_utf_16_is_text() -> None:
    assert decode("@alice 100".encode("utf-16")) == "@alice 100"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1.\n2. @alice 100\n—\n3. @robert 50", 2),
        ("-,\n@robert 50", 1),
        ("1,@alice,100\n2,,\n3,@robert,50", 2),
    ],
)
def test_an_item_with_nothing_in_it_is_no_row(text: str, rows: int) -> None:
    assert [row.problem for row in parse_rows(text)] == [None] * rows


@pytest.mark.parametrize("text", ["1.", "—", "1. ,", "1,,\n2,,\n3,,"])
def test_a_list_of_empty_items_is_empty(text: str) -> None:
    with pytest.raises(UserError) as raised:
        parse_rows(text)
    assert raised.value.text == "bulk-empty"


@example("1.")
@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_told(text: str) -> None:
    try:
        rows = parse_rows(text)
    except UserError:
        return
    assert all(row.problem or (row.recipient and row.amount) for row in rows)


@pytest.mark.parametrize(("text", "what"), [("500", (Product.STARS, 500)), ("6m", (Product.PREMIUM, 6))])
def test_what_is_meant_by_an_amount(text: str, what: tuple[Product, int]) -> None:
    assert parse_goods(text) == Goods(product=what[0], amount=what[1])


# Margins


@pytest.mark.parametrize(
    ("text", "percent", "fee", "step"),
    [
        ("12.5%", "12.5", "0", "1e-9"),
        ("12,5", "12.5", "0", "1e-9"),
        ("10% + 0.1", "10", "0.1", "1e-9"),
        ("+10% + 0.1 TON / 0.05", "10", "0.1", "0.05"),
        ("0% / 1", "0", "0", "1"),
        ("۱۰٪", "10", "0", "1e-9"),
        ("12٫5٪", "12.5", "0", "1e-9"),
    ],
)
def test_a_margin_as_people_write_it(text: str, percent: str, fee: str, step: str) -> None:
    assert Markup.parse(text) == Markup(percent=Decimal(percent), fee=Decimal(fee), step=Decimal(step))


@pytest.mark.parametrize(
    "text", ["", "%", "ten", "-5%", "1e3", "5% + -1", "5% * 2", "1234567%", "1,000%", "5% + 1.000"]
)
def test_anything_else_is_no_margin(text: str) -> None:
    assert Markup.parse(text) is None


def test_a_quote_is_exact_and_rounded_in_the_resellers_favour() -> None:
    markup = Markup(percent=Decimal("12.5"), fee=Decimal("0.1"), step=Decimal("0.05"))
    quote = Terms(markup=markup).quote(Decimal("0.418"))
    assert quote.retail == Decimal("0.60")  # 0.418 × 1.125 + 0.1 = 0.57025
    assert quote.profit == Decimal("0.182")


@given(
    st.decimals(0, 10_000, places=9), st.decimals(0, 500, places=2), st.decimals(0, 10, places=9), st.integers(1, 10**9)
)
def test_no_rounding_eats_the_margin(cost: Decimal, percent: Decimal, fee: Decimal, nano_step: int) -> None:
    step = Decimal(nano_step) / 10**9
    quote = Terms(markup=Markup(percent=percent, fee=fee, step=step)).quote(cost)
    wanted = cost + cost * percent / 100 + fee
    assert wanted <= quote.retail < wanted + step
    assert quote.retail % step == 0
    assert quote.profit == quote.retail - cost


# Links


@pytest.mark.parametrize(
    ("payload", "goods"),
    [
        ("s_100_alice", Goods(product=Product.STARS, recipient="alice", amount=100)),
        ("p_6_alice_b", Goods(product=Product.PREMIUM, recipient="alice_b", amount=6)),
        ("s_500", Goods(product=Product.STARS, amount=500)),
    ],
)
def test_links_that_are_ours(payload: str, goods: Goods) -> None:
    assert read_link(payload) == goods
    assert write_link(goods) == payload


ODD = [
    *("", "s", "s_", "s_0_alice", "s_-5_alice", "s_007_alice", "s_99999999_alice", "x_100_alice", "S_100_alice"),
    *("s_100_", "s_100_al", "s_100_1lice", "s_100_ali__ce", "s_100_alice_", "s_100_alice\n", "s_１００_alice", "ref42"),
]


@pytest.mark.parametrize("payload", ODD)
def test_links_that_are_not(payload: str) -> None:
    assert read_link(payload) is None


# Out


def test_no_cell_of_a_batch_is_run_by_a_spreadsheet() -> None:
    rows = parse_rows("=1+1 100\n+SUM(A1) 100\n@evil=cmd 100\n-2+3 5\n@alice 100 -inv")
    batch = Batch(
        id="b",
        chat_id=1,
        locale="en",
        phase=Phase.READY,
        created_at=datetime(2026, 7, 1, tzinfo=UTC),
        rows=tuple(rows),
        rounds={},
    )
    content = batch_csv(Branding(), BatchView(batch, tuple(map(BatchLine, rows))), datetime.now(UTC)).decode(
        "utf-8-sig"
    )
    table = list(csv.reader(io.StringIO(content)))
    assert len(table) == 6
    assert any(cell.startswith("'=1+1") for cell in table[1])
    assert "'-inv" in table[5]
    for cell in (cell for line in table for cell in line):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
