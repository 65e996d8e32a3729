"""Stories of bulk orders: from pasted rows or a file to the last payment."""

import asyncio
import csv
import io
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from bot.operations.team import Member, Role
from bot.orders.batch import Mode, Phase
from bot.ui.i18n import without_isolates
from tests.support import KEYS
from tests.support.shop import ALICE, IVAN, ROSA, Bubble, Json, Person, Shop
from tests.ui.test_batch_files import Cell, packed, workbook

ROWS = "@anna 100 inv-1\n@boris 6m\n@clara 250 inv-3"


async def pastes(rosa: Person, rows: str) -> Bubble:
    """Sends the rows and waits for the table that shows which rows are valid."""
    await rosa.says("/bulk")
    prompt = await rosa.sees("Bulk order", "rows, one a line")
    await rosa.says(rows)
    return await rosa.sees("Checked:", after=prompt.id)


async def orders_rows(rosa: Person, rows: str, how: str) -> Bubble:
    """Confirms the rows and waits for the summary, which follows its orders."""
    table = await pastes(rosa, rows)
    confirm = next(label for label in table.labels if label.startswith("Confirm"))
    await rosa.taps(confirm, on=table)
    await rosa.taps(how, on=await rosa.sees("How shall I order them?"))
    return await rosa.sees("Bulk order ·", after=table.id - 1)


async def reads(rosa: Person, id: int, *words: str) -> Bubble:
    """Waits until the message contains all these words."""

    async def look() -> Bubble | None:
        bubble = next(bubble for bubble in await rosa.chat() if bubble.id == id)
        return bubble if all(word in bubble.text for word in words) else None

    found = await rosa.shop.eventually(look, rosa.patience)
    assert found, f"{words}: {await rosa.chat()}"
    return found


async def orders_made(shop: Shop, number: int) -> list[Json]:
    """Waits until the partner has that many orders and returns them, the oldest first."""

    async def look() -> list[Json] | None:
        orders = await shop.orders()
        return orders[::-1] if len(orders) >= number else None

    orders = await shop.eventually(look)
    assert orders, await shop.orders()
    return orders


async def test_the_table_says_what_is_fine_and_why_the_rest_is_not(shop: Shop, rosa: Person) -> None:
    rows = "@anna 100 inv-1\n@boris 6m\n@nobody_here 100\n@clara 7\n@dora 7m\n"
    rows += "@anna 100 inv-9\n@premium_eve 3m"
    table = await pastes(rosa, rows)
    for words in (
        "3 of 7 rows can be ordered",
        "1. 100 Stars for @anna · inv-1 · ready",
        "2. 6 months of Premium for @boris · ready",
        "this person cannot receive it. User not found",
        "out of range: 50–10,000",
        "out of range: 3, 6, 12",
    ):
        assert words in table.text, words
    together = re.search(r"Together: ≈ (\S+) TON · \$(\d+\.\d\d)", table.text)
    assert together
    prices = [(await shop.http.get(path, headers=_key(shop))).json()["data"]["price_ton"] for path in _ESTIMATES]
    assert abs(Decimal(together[1]) / sum(Decimal(str(price)) for price in prices) - 1) < Decimal("0.001")
    assert "Confirm 3 rows" in table.labels
    assert "7. @premium_eve 3m\n↳ this person cannot receive it. User already has Telegram Premium" in table.text
    first, last = table.text.index("3. @nobody_here"), table.text.index("1. 100 Stars for @anna")
    assert first < last, "what is wrong stands first"
    await rosa.taps("6", on=table)  # the row that the page shows
    await reads(rosa, table.id, "the same as row 1")
    assert await shop.creates() == [], "nothing is ordered before it is confirmed"


_ESTIMATES = [
    "/api/v1/pricing/estimate/stars?quantity=100",
    "/api/v1/pricing/estimate/stars?quantity=100",
    "/api/v1/pricing/estimate/premium?months=6",
]


def _key(shop: Shop) -> dict[str, str]:
    return {"Authorization": f"Bearer {shop.settings.partner_api_key.get_secret_value()}"}


async def test_one_by_one_each_order_is_made_when_it_is_paid(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "One by one")
    assert await shop.creates() == []

    await rosa.taps("Next payment (3)", on=summary)
    first = await rosa.sees("100 Stars for @anna", "Memo", "Invoice: inv-1", photo=True)
    (order,) = await shop.orders()
    assert order["client_reference"] == f"tg-{ROSA}-inv-1"
    await rosa.taps("I have paid", on=first)
    paying = await rosa.sees("Looking for your payment", photo=True)
    await rosa.taps("Next payment ›", on=paying)
    second = await rosa.sees("6 months of Premium for @boris", "Memo", photo=True, after=first.id)
    assert len(await shop.orders()) == 2

    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    await reads(
        rosa, summary.id, f"#{order['id']} · delivered", "waiting for payment", "3. 250 Stars for @clara", "ready"
    )
    await rosa.taps("Next payment ›", on=second)
    await rosa.sees("250 Stars for @clara", "Memo", photo=True, after=second.id)
    await rosa.taps("Bulk order", on=await rosa.sees("250 Stars for @clara", photo=True))
    await rosa.sees("Bulk order ·", "6 months of Premium for @boris", after=second.id)


async def test_two_taps_on_next_make_one_order(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "One by one")
    await rosa.taps("Next payment (3)", on=summary)
    await rosa.taps("Next payment (3)", on=summary)
    await rosa.sees("100 Stars for @anna", "Memo", photo=True)
    await shop.quiet()
    assert len(await shop.orders()) == 1


async def test_all_now_and_paid_from_a_file(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "All now")
    orders = await orders_made(shop, 3)
    await reads(rosa, summary.id, "waiting for payment: 3")
    assert len([bubble for bubble in await rosa.chat() if bubble.photo]) == 0, "no screen that nobody asked for"

    await rosa.taps("CSV file", on=summary)
    table = list(csv.DictReader(io.StringIO((await rosa.gets_file("bulk-")).decode("utf-8-sig"))))
    assert [row["recipient"] for row in table] == ["anna", "boris", "clara"]
    by_recipient = {order["recipient_username"]: order for order in orders}
    for row in table:
        order = by_recipient[row["recipient"]]
        assert row["order_id"] == str(order["id"])
        assert Decimal(row["price_ton"]) == Decimal(str(order["price_ton"]))
        assert (row["address"], row["memo"]) == (order["payment_address"], order["payment_memo"])
        nano = int(Decimal(str(order["price_ton"])) * 10**9)
        end = datetime.fromisoformat(row["expires_at"])
        last = int(end.timestamp()) - 60
        assert row["link"] == f"ton://transfer/{row['address']}?amount={nano}&text={row['memo']}&exp={last}"
        assert end - datetime.now(UTC) > timedelta(minutes=13)
    assert table[0]["invoice"] == "inv-1"


async def test_the_ends_of_a_batch_ring_once(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "All now")
    orders = await orders_made(shop, 3)
    await reads(rosa, summary.id, "waiting for payment: 3")
    for order in orders:
        await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
        await shop.control(f"orders/{order['id']}/deliver")
    shop.clock.advance(seconds=30)
    await reads(rosa, summary.id, "delivered: 3")
    await rosa.sees("The bulk order is done", "delivered: 3", after=summary.id)
    await shop.quiet()
    assert [bubble.text for bubble in await rosa.chat() if bubble.id > summary.id] == [
        "The bulk order is done\ndelivered: 3"
    ]


async def test_a_first_end_rings_with_those_of_the_next_minutes(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "All now")
    first, second, _ = await orders_made(shop, 3)
    for order in (first, second):
        await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
        await shop.control(f"orders/{order['id']}/deliver")
        shop.clock.advance(seconds=30)
        await reads(rosa, summary.id, f"#{order['id']} · delivered")
    assert max(bubble.id for bubble in await rosa.chat()) == summary.id, "not yet: more may end"
    shop.clock.advance(minutes=10)
    await rosa.sees("Bulk order: news", "delivered: 2", after=summary.id)


async def test_expired_rows_are_ordered_again_once(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "All now")
    orders = await orders_made(shop, 3)
    await reads(rosa, summary.id, "waiting for payment: 3")
    await shop.control(f"orders/{orders[0]['id']}/pay", {"kind": "exact"})
    shop.clock.advance(minutes=16)
    await reads(rosa, summary.id, "expired: 2")
    again = await reads(rosa, summary.id, "paid: 1")
    await rosa.taps("Order again (2)", on=again)
    await rosa.taps("Order again (2)", on=again)
    sure = await reads(rosa, summary.id, "Order 2 rows again?", "How shall I order them?")
    await rosa.taps("All now", on=sure)
    await rosa.taps("All now", on=sure)
    await orders_made(shop, 5)
    await reads(rosa, summary.id, "waiting for payment: 2", "paid: 1")
    await shop.quiet_updates()
    assert len(await shop.orders()) == 5, "two more, however often it is tapped"
    assert len({create["idempotency_key"] for create in await shop.creates()}) == 5


async def test_an_expired_row_that_is_ordered_again_alone_stays_in_its_batch(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "All now")
    await orders_made(shop, 3)
    await reads(rosa, summary.id, "waiting for payment: 3")
    await rosa.taps("Next payment (3)", on=summary)
    await rosa.sees("100 Stars for @anna", "Memo", photo=True)
    shop.clock.advance(minutes=16)
    await reads(rosa, summary.id, "expired: 3")
    over = await rosa.sees("100 Stars for @anna", button="Order again", photo=True)
    await rosa.taps("Order again", on=over)
    await rosa.taps("Order again", on=over)
    await rosa.sees("100 Stars for @anna", "Memo", "Invoice: inv-1", photo=True, after=over.id)
    await shop.quiet_updates()
    pending = [order for order in await shop.orders() if order["status"] == "pending_payment"]
    assert [order["client_reference"] for order in pending] == [f"tg-{ROSA}-inv-1"]
    again = await reads(rosa, summary.id, "expired: 2", "waiting for payment: 1")
    await rosa.taps("Order again (2)", on=again)
    await rosa.taps("All now", on=await reads(rosa, summary.id, "Order 2 rows again?", "How shall I order them?"))
    await reads(rosa, summary.id, "waiting for payment: 3")
    assert len(await shop.orders()) == 6, "each row once more, however it is ordered again"


async def test_expired_rows_are_ordered_again_at_a_price_that_was_seen(shop: Shop, rosa: Person) -> None:
    await shop.set_up(ton_usd_swing=0)
    await rosa.says("/currency RUB 310 per TON")
    await rosa.sees("Your currency")
    summary = await orders_rows(rosa, ROWS, "All now")
    await orders_made(shop, 3)
    await reads(rosa, summary.id, "waiting for payment: 3")
    shop.clock.advance(minutes=16)
    expired = await reads(rosa, summary.id, "expired: 3")
    former = sum((Decimal(str(order["price_ton"])) for order in await shop.orders()), Decimal(0))
    await shop.set_up(ton_usd=2.5)  # a TON is worth less, so everything costs more of them
    await rosa.taps("Order again (3)", on=expired)
    sure = await reads(rosa, summary.id, "Order 3 rows again?", f"{former.normalize():f} TON before")
    assert sure.labels == ("One by one", "All now", "‹ Back")
    shown = re.search(r"≈ (\S+) TON now", sure.text)
    assert shown
    await rosa.taps("‹ Back", on=sure)
    await rosa.taps("All now", on=sure)
    await rosa.taps("Order again (3)", on=await reads(rosa, summary.id, "Bulk order ·", "expired: 3"))
    await shop.quiet_updates()
    assert len(await shop.orders()) == 3, "nothing is ordered before it is confirmed"
    await rosa.taps("All now", on=await reads(rosa, summary.id, "Order 3 rows again?", "How shall I order them?"))
    orders = (await orders_made(shop, 6))[3:]
    await reads(rosa, summary.id, "waiting for payment: 3")
    price = sum((Decimal(str(order["price_ton"])) for order in orders), Decimal(0))
    assert price > former * Decimal("1.2")
    assert abs(Decimal(shown[1]) - price) < Decimal("0.001")
    for watched in [await shop.services.watch.get(str(order["id"])) for order in orders]:
        assert watched
        assert watched.sale
        assert watched.order.price_ton
        assert watched.sale.price >= watched.order.price_ton * 310, "the client's price is of the new price, too"


async def test_two_devices_confirm_and_order_again_at_once(shop: Shop, rosa: Person) -> None:
    table = await pastes(rosa, ROWS)

    async def twice(label: str, on: Bubble) -> None:
        data = on.button(label)["callback_data"]
        await asyncio.gather(*(rosa.forges(data, on=on) for _ in range(3)))

    await twice("Confirm 3 rows", table)
    await twice("All now", await reads(rosa, table.id, "How shall I order them?"))
    await orders_made(shop, 3)
    await reads(rosa, table.id, "waiting for payment: 3")
    shop.clock.advance(minutes=16)
    await twice("Order again (3)", await reads(rosa, table.id, "expired: 3"))
    await twice("One by one", await reads(rosa, table.id, "Order 3 rows again?", "How shall I order them?"))
    summary = await reads(rosa, table.id, "Bulk order ·", "ready: 3")
    await twice("Next payment (3)", summary)
    await orders_made(shop, 4)
    await shop.quiet_updates()
    assert len(await shop.orders()) == 4
    assert len({create["idempotency_key"] for create in await shop.creates()}) == 4


async def test_two_resellers_have_the_same_client(shop: Shop, rosa: Person, ivan: Person) -> None:
    for person in (rosa, ivan):
        await orders_rows(person, "@anna 100 inv-1", "All now")
        await shop.quiet_updates()
    orders = await orders_made(shop, 2)
    assert {order["client_reference"] for order in orders} == {f"tg-{ROSA}-inv-1", f"tg-{IVAN}-inv-1"}
    await shop.quiet()
    books = [await shop.services.clients.book(id) for id in (ROSA, IVAN)]
    assert [[entry.client for entry in book.entries] for book in books] == [["inv-1"], ["inv-1"]]
    await shop.services.clients.settle(ROSA, [books[1].entries[0].order_id])
    await shop.services.clients.write(ROSA, {"inv-1": "Anna"}, {"Anna": "hers"})
    rosas, ivans = [await shop.services.clients.book(id) for id in (ROSA, IVAN)]
    assert (rosas.owed[0].client, rosas.note("Anna")) == ("Anna", "hers")
    assert (ivans.owed[0].client, ivans.note("Anna")) == ("inv-1", "")


async def test_rows_that_cannot_be_priced_again_wait_or_are_left_out(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "One by one")
    await rosa.taps("Next payment (3)", on=summary)
    await orders_made(shop, 1)
    await shop.quiet_updates()
    shop.clock.advance(minutes=16)
    expired = await reads(rosa, summary.id, "expired: 1", "ready: 2")
    await shop.fault("error", "/pricing", status=503, times=None)
    await rosa.taps("Order again (1)", on=expired)
    await reads(rosa, summary.id, "0 of 1", "The provider does not answer right now")
    await shop.mended()
    shop.clock.advance(seconds=10)
    sure = await reads(rosa, summary.id, "Order 1 row again?")
    assert sure.labels == ("Confirm 1 row", "‹ Back"), "the other rows stay as they are: one by one"
    await rosa.taps("Confirm 1 row", on=sure)
    await reads(rosa, summary.id, "ready: 3")
    assert len(await shop.orders()) == 1


async def test_a_cancelled_row_is_ordered_again_in_its_batch(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "One by one")
    await rosa.taps("Next payment (3)", on=summary)
    await rosa.sees("100 Stars for @anna", "Memo", photo=True)
    order = await shop.order()
    await shop.http.post(f"/api/v1/orders/{order['id']}/cancel", headers=_key(shop))
    shop.clock.advance(seconds=30)
    await reads(rosa, summary.id, "cancelled: 1")
    over = await rosa.sees(button="Order again")
    await rosa.taps("Order again", on=over)
    await rosa.sees("100 Stars for @anna", "Memo", "Invoice: inv-1", photo=True, after=over.id)
    await reads(rosa, summary.id, "waiting for payment: 1")
    assert len(await shop.orders()) == 2


async def test_rows_that_were_ordered_before_are_left_out_unless_wanted(shop: Shop, rosa: Person) -> None:
    await orders_rows(rosa, ROWS, "All now")
    await orders_made(shop, 3)
    table = await pastes(rosa, ROWS + "\n@dora 50\n@dora 50")
    for words in (
        "1 of 5 rows can be ordered",
        "@anna 100 inv-1",
        "already ordered on",
        "5. @dora 50",
        "the same as row 4",
    ):
        assert words in table.text, words
    assert "Repeated too: 4" in table.labels
    await rosa.taps("Repeated too: 4", on=table)
    every = await reads(rosa, table.id, "5 of 5 rows can be ordered")
    await rosa.taps("Confirm 5 rows", on=every)
    await rosa.taps("All now", on=await rosa.sees("How shall I order them?", after=table.id - 1))
    await orders_made(shop, 8)


async def test_a_list_that_is_sent_twice_before_it_is_ordered_is_ordered_once(shop: Shop, rosa: Person) -> None:
    first = await pastes(rosa, ROWS)
    await rosa.sends_file("again.csv", ROWS.replace(" ", ",").encode())
    second = await rosa.sees("3 of 3 rows can be ordered", after=first.id)
    await rosa.taps("Confirm 3 rows", on=second)
    await reads(rosa, second.id, "How shall I order them?")
    await rosa.taps("Confirm 3 rows", on=first)
    await rosa.taps("All now", on=await reads(rosa, first.id, "How shall I order them?"))
    await orders_made(shop, 3)
    await rosa.taps("One by one", on=second)
    page = await reads(rosa, second.id, "0 of 3 rows can be ordered", "The reason is below each row", "already ordered")
    assert "Together" not in page.text
    await shop.quiet_updates()
    assert len(await shop.orders()) == 3


async def test_a_single_order_with_the_same_invoice_counts_too(shop: Shop, rosa: Person) -> None:
    await rosa.says("@anna 100 inv-1")
    await rosa.taps("Confirm", on=await rosa.sees("Check and confirm"))
    await rosa.sees("Pay", "Memo", photo=True)
    table = await pastes(rosa, ROWS)
    assert "2 of 3 rows can be ordered" in table.text
    assert "already ordered" in table.text


async def test_the_table_shows_the_rows_of_one_kind(shop: Shop, rosa: Person) -> None:
    rows = "\n".join(f"@client_{number:02} 100 inv-{number}" for number in range(12))
    summary = await orders_rows(rosa, rows + "\nnobody", "One by one")
    assert {"• All rows", "6–11", "12"} <= {*summary.labels}
    await rosa.taps("• All rows", on=summary)
    choice = await rosa.sees("13. nobody", "1. 100 Stars", button="Wrong: 1", after=summary.id - 1)
    assert choice.labels == ("All rows: 13", "Wrong: 1", "Waiting: 12", "Menu")
    await rosa.taps("Wrong: 1", on=choice)
    wrong = await reads(rosa, summary.id, "Wrong: 1", "13. nobody")
    assert "1. 100 Stars" not in wrong.text
    await rosa.taps("• Wrong", on=wrong)
    await rosa.taps("Waiting: 12", on=await rosa.sees(button="Waiting: 12", after=summary.id - 1))
    waiting = await reads(rosa, summary.id, "Waiting: 12", "6. 100 Stars")
    assert "13. nobody" not in waiting.text
    await rosa.taps("7–12", on=waiting)
    await rosa.taps("• Waiting", on=await reads(rosa, summary.id, "12. 100 Stars for @client_11"))
    await rosa.taps("All rows: 13", on=await rosa.sees(button="All rows: 13", after=summary.id - 1))
    last = await rosa.sees("13. nobody", "1. 100 Stars", button="12", after=summary.id - 1)
    await rosa.taps("12", on=last)
    first = await reads(rosa, summary.id, "12. 100 Stars")
    assert {"13+", "6–11"} <= {*first.labels}, "a page is named by the rows that it shows"


async def test_the_csv_of_a_table_that_is_not_ordered_says_what_is_wrong(shop: Shop, rosa: Person) -> None:
    table = await pastes(rosa, "@anna,100,inv-1\n@clara,7\n=HYPERLINK,5")
    await rosa.taps("CSV file", on=table)
    rows = list(csv.DictReader(io.StringIO((await rosa.gets_file("bulk-")).decode("utf-8-sig"))))
    assert [row["status"] for row in rows] == ["fine", "problem", "problem"]
    assert [row["problem"] for row in rows] == ["", "limits: 50–10000", "formula"]
    assert rows[2]["recipient"] == "'=HYPERLINK 5"


async def test_a_csv_file_is_taken_at_any_step(shop: Shop, rosa: Person) -> None:
    await rosa.sends_file(
        "clients.csv", "recipient;amount;invoice\r\n'@anna;100;inv-1\r\nboris;6m;\r\n".encode("utf-8-sig")
    )
    await rosa.sees("2 of 2 rows can be ordered", "inv-1")


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("book.xlsx", b"PK\x03\x04\x14\x00\x00", "Save it as Excel (.xlsx) or CSV"),
        ("book.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save it as Excel (.xlsx) or CSV"),
        ("large.csv", b"@anna 100\n" * 10_000, "That is too long: up to 100 rows"),
        ("long.csv", b"@anna,100\n" * 101, "That is too long: up to 100 rows"),
        ("header.csv", b"recipient,amount\n", "I found no rows"),
    ],
)
async def test_a_file_that_cannot_be_read_is_said(
    shop: Shop, rosa: Person, name: str, content: bytes, answer: str
) -> None:
    await rosa.sends_file(name, content)
    await rosa.sees(answer, "Bulk order")


@pytest.mark.parametrize("rows", ["Amount,Username\n0,@anna", "alice - many", "Username;Amount\n;100\nbob;100"])
async def test_a_list_with_no_readable_row_is_told_at_once(shop: Shop, rosa: Person, rows: str) -> None:
    await rosa.sends_file("rows.csv", rows.encode())
    table = await rosa.sees("Checked: 0 of", "↳")
    assert table.labels == ("CSV file", "Cancel")

    async def is_idle() -> bool:
        return not await shop.services.batches.queue.size()

    assert await shop.eventually(is_idle), "nothing is left to check"


async def test_a_list_with_one_readable_row_is_checked_past_the_wrong_ones(shop: Shop, rosa: Person) -> None:
    await rosa.sends_file("rows.csv", b"Amount,Username\n" + b"0,@anna\n" * 30 + b"100,@anna\n")
    await rosa.sees("Checked: 1 of 31")


@pytest.mark.parametrize(
    ("content", "answer"),
    [(b"%PDF-1.7", "Save it as Excel"), (b"recipient,amount\n", "no rows"), (b"@a,1\n" * 101, "too long")],
)
async def test_the_answer_to_a_file_stands_below_it_and_the_file_stays(
    shop: Shop, rosa: Person, content: bytes, answer: str
) -> None:
    table = await pastes(rosa, ROWS)
    await rosa.sends_file("clients.csv", content)
    said = await rosa.sees(answer, "Bulk order", after=table.id)
    await shop.quiet()
    chat = await rosa.chat()
    (file,) = [bubble for bubble in chat if "document" in bubble.raw]
    assert table.id < file.id < said.id, "the answer is the last thing in the chat"
    assert [bubble.text for bubble in chat if bubble.id == table.id] == [table.text], "the first batch is as it was"
    await rosa.says("@anna 100\n@boris 6m")
    await rosa.sees("2 of 2 rows can be ordered", after=said.id)


async def test_rows_that_are_refused_stay_to_be_mended(shop: Shop, rosa: Person) -> None:
    await rosa.says("/bulk")
    await rosa.sees("rows, one a line")
    await rosa.says("Username, Colour\n@anna, red")
    said = await rosa.sees("cannot tell the columns apart", "Bulk order")
    await shop.quiet()
    assert [bubble.id < said.id for bubble in await rosa.chat() if bubble.text.startswith("Username, Colour")] == [True]


async def test_a_file_leaves_an_open_question_open(shop: Shop, rosa: Person) -> None:
    confirm = await rosa.chooses_stars()
    await rosa.taps("Invoice number", on=confirm)
    await rosa.sees("Send the number of your client's invoice")
    await rosa.sends_file("book.pdf", b"%PDF-1.7")
    await rosa.sees("Save it as Excel", "Send the number of your client's invoice")
    await rosa.sends_file("rows.csv", b"@anna,100")
    table = await rosa.sees("1 of 1 rows can be ordered")
    await shop.quiet()
    await rosa.says("inv-77")
    await rosa.sees("Check and confirm", "inv-77")
    await rosa.taps("Confirm 1 row", on=table)
    await rosa.sees("How shall I order them?")


async def test_two_files_at_once_are_two_batches(shop: Shop, rosa: Person) -> None:
    await rosa.sends_file("one.csv", b"@anna,100\n@boris,50")
    await rosa.sends_file("two.csv", b"@clara,100")
    await rosa.sees("1 of 1 rows can be ordered", "@clara")
    await rosa.sees("2 of 2 rows can be ordered", "@anna", "@boris")


async def test_an_excel_file_is_ordered(shop: Shop, rosa: Person) -> None:
    clients: list[list[Cell]] = [
        ["Invoice", "Amount", "Username"],
        ["inv-1", 100.0, "@anna"],
        [77, "1 000", "boris"],
        ["i-3", "6m", "clara"],
    ]
    await rosa.sends_file("clients.xlsx", workbook([["Notes"]], clients))
    table = await rosa.sees(
        "3 of 3 rows can be ordered", "These rows are from the sheet Sheet 1", "1,000 Stars for @boris · 77"
    )
    await rosa.taps("Confirm 3 rows", on=table)
    await rosa.taps("All now", on=await rosa.sees("How shall I order them?"))
    orders = await orders_made(shop, 3)
    assert {order["client_reference"] for order in orders} == {f"tg-{ROSA}-{word}" for word in ("inv-1", "77", "i-3")}


async def test_rows_that_a_filter_hides_are_not_ordered(shop: Shop, rosa: Person) -> None:
    book = Workbook()
    for row in ("@anna", 100), ("@boris", 250), ("@clara", 500):
        book.worksheets[0].append(row)
    book.worksheets[0].row_dimensions[2].hidden = True
    await rosa.sends_file("filtered.xlsx", packed(book))
    table = await rosa.sees("2 of 2 rows can be ordered", "I left out 1 hidden row of the file")
    assert "@boris" not in table.text


async def test_a_batch_above_the_daily_limit_says_so_itself(shop: Shop) -> None:
    member = Member(role=Role.RESELLER, added_by=IVAN, added_at=shop.clock(), daily_limit=10**9)
    await shop.services.redis.hset(KEYS.team, str(ALICE), member.model_dump_json())  # type: ignore[misc]
    await shop.services.team.load()
    alice = shop.person(ALICE)
    await alice.says("@durov 100 x9")
    await alice.sees("Check and confirm", "x9")
    table = await pastes(alice, "@anna 1000\n@boris 1000")
    await alice.taps("Confirm 2 rows", on=table)
    page = await alice.sees("Your daily limit has 1", "rows together", "2 of 2 rows can be ordered")
    assert "Check and confirm" not in page.text
    await shop.quiet()
    assert await shop.creates() == []


async def test_rows_that_became_dearer_after_their_check_say_so(shop: Shop, rosa: Person) -> None:
    """A list may be confirmed days after its check; then its orders cost more than the table has said."""
    table = await pastes(rosa, "@anna 100\n@boris 200")
    await shop.set_up(star_usd=0.03)
    await rosa.taps("Confirm 2 rows", on=table)
    await rosa.taps("All now", on=await rosa.sees("How shall I order them?"))
    page = await reads(rosa, table.id, "The price has risen", "waiting for payment: 2")
    was = re.search(r"it was (\S+) TON", page.text)
    now = re.search(r"Bulk order · (\S+) TON", page.text)
    assert was
    assert now
    assert Decimal(now[1]) > 2 * Decimal(was[1])


async def test_rows_that_wait_for_the_daily_limit_say_so(shop: Shop) -> None:
    """The limit was lowered after the rows had been confirmed."""
    member = Member(role=Role.RESELLER, added_by=IVAN, added_at=shop.clock(), daily_limit=10**10)
    await shop.services.redis.hset(KEYS.team, str(ALICE), member.model_dump_json())  # type: ignore[misc]
    await shop.services.team.load()
    alice = shop.person(ALICE)
    table = await pastes(alice, "@anna 100\n@boris 200\n@clara 100")
    await alice.taps("Confirm 3 rows", on=table)
    how = await alice.sees("How shall I order them?")
    await shop.services.team.change(IVAN, ALICE, "team limit", daily_limit=5 * 10**8)
    await alice.taps("All now", on=how)
    await reads(alice, table.id, "waiting for payment: 1", "ready: 2", "Your daily limit has 0.0")
    await shop.services.team.change(IVAN, ALICE, "team no limit", daily_limit=None)
    shop.clock.advance(minutes=1)
    page = await reads(alice, table.id, "waiting for payment: 3")
    assert "Your daily limit" not in page.text


async def test_rows_that_wait_while_all_confirmations_are_stopped_say_so(shop: Shop, rosa: Person) -> None:
    table = await pastes(rosa, "@anna 100\n@boris 200")
    await rosa.taps("Confirm 2 rows", on=table)
    how = await rosa.sees("How shall I order them?")
    await shop.services.redis.set(KEYS.stopped, "paid without a payment")
    (batch,) = await shop.services.batches.of_chat(ROSA, 1)
    await shop.services.batches.change_phase(batch.id, Phase.CONFIRMED, Phase.ORDERING, Mode.ALL)
    await reads(rosa, how.id, "ready: 2", "takes no new orders")
    await shop.services.administration.end_maintenance(IVAN)
    shop.clock.advance(minutes=1)
    page = await reads(rosa, how.id, "waiting for payment: 2")
    assert "takes no new orders" not in page.text


async def test_a_large_file_is_not_even_downloaded(shop: Shop, rosa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.reseller.bulk.MAX_FILE_SIZE", 1000)
    await rosa.sends_file("large.csv", b"@anna 100\n" * 101)
    await rosa.sees("too large: I read up to 1 MB", "Bulk order")
    assert not any("getFile" in str(call) for call in shop.telegram.history)


NO_PATH = '{"ok": true, "result": {"file_id": "x", "file_unique_id": "u"}}'


@pytest.mark.parametrize(
    "fault",
    [
        None,
        {"kind": "error", "status": 400, "description": "Bad Request: file is too big"},
        {"kind": "html", "status": 200, "body": NO_PATH},
        {"kind": "drop_before"},
    ],
    ids=["link-has-expired", "too-big", "no-path", "drop"],
)
async def test_a_file_that_telegram_does_not_give_is_asked_again(
    shop: Shop,
    rosa: Person,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    fault: dict[str, Any] | None,
) -> None:
    await rosa.says("/bulk")
    await rosa.sees("Bulk order")
    await shop.quiet()
    if fault:
        await shop.world("faults", fault | {"method": "getFile", "times": 1})
    else:
        monkeypatch.setattr(shop.telegram.files, "at", lambda path: None)
    await rosa.sends_file("clients.csv", b"@anna,100")
    sent = next(bubble.id for bubble in await rosa.chat() if "document" in bubble.raw)
    await rosa.sees("Telegram did not give me this file. Nothing is lost", "Bulk order", after=sent)
    assert not [record for record in caplog.records if record.exc_info]
    await rosa.says("@anna 100")
    await rosa.sees("1 of 1 rows can be ordered")


async def test_a_customers_file_is_no_bulk_order(shop: Shop) -> None:
    alice = shop.person(ALICE)
    await alice.says("/start")
    await alice.sends_file("clients.csv", b"@anna,100")
    await alice.sees("I only understand text and buttons here")


async def test_another_persons_batch_is_no_ones_business(shop: Shop, rosa: Person, ivan: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "All now")
    orders = await orders_made(shop, 3)
    data = summary.button("CSV file")["callback_data"]
    batch = data.split(":")[2]
    menu = await ivan.sees(button="⭐ Buy Stars")
    for do in ("open", "csv", "next", "again", "drop", "confirm", "one", "all", "page"):
        await ivan.forges(f"b:{do}:{batch}:1", on=menu)
        await ivan.sees("This chat has no such bulk order")
    await shop.quiet_updates()
    assert len(await shop.orders()) == len(orders)
    assert not any("document" in bubble.raw for bubble in await ivan.chat())


async def test_a_hundred_rows_have_pages_and_a_moving_bar(shop: Shop, rosa: Person) -> None:
    await shop.set_up(rate_limit=None)
    rosa.patience = 60
    table = await pastes(rosa, "\n".join(f"@client_{number:03} 100 inv-{number}" for number in range(100)))
    assert "100 of 100 rows can be ordered" in table.text
    assert "1. 100 Stars for @client_000" in table.text
    assert "@client_006" not in table.text
    assert {"7–12", "49–54", "97–100"} <= set(table.labels)
    await rosa.taps("97–100", on=table)
    last = await reads(rosa, table.id, "100. 100 Stars for @client_099")
    assert {"1–6", "49–54", "91–96"} <= set(last.labels)
    await rosa.taps("49–54", on=last)
    await rosa.taps("1–6", on=await reads(rosa, table.id, "50. 100 Stars for @client_049"))
    await rosa.taps("7–12", on=await reads(rosa, table.id, "1. 100 Stars for @client_000"))
    await reads(rosa, table.id, "7. 100 Stars for @client_006")
    transcript = (await shop.http.get(f"/world/transcript/{ROSA}")).json()["items"]
    versions = next(message["versions"] for message in transcript if message["message_id"] == table.id)
    assert any("░" in version["text"] and "▓" in version["text"] for version in versions), "it moved"
    estimates = [call for call in (await _calls(shop)) if "/pricing/estimate" in call["path"]]
    assert len(estimates) == 1, "the same price is asked once"


async def test_a_recipient_is_asked_about_once_and_not_again_after_a_delivery(shop: Shop, rosa: Person) -> None:
    async def asked() -> list[str]:
        checks = [call for call in await _calls(shop) if "/recipients/" in call["path"]]
        return sorted(f"{call['path'].rpartition('/')[2]} {call['query']['username'].lower()}" for call in checks)

    await orders_rows(rosa, "@anna 100 a-1\n@Anna 250 a-2\n@boris 100 b-1\n@anna 6m a-3", "All now")
    first = ["premium anna", "stars anna", "stars boris"]
    assert await asked() == first
    for order in await orders_made(shop, 4):
        if order["recipient_username"].lower() == "anna":
            await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
            await shop.control(f"orders/{order['id']}/deliver")
    shop.clock.advance(minutes=1)

    async def delivered() -> bool:
        recent = await shop.services.batches._recent_orders(ROSA)
        return sum(watched.order.status == "completed" for watched in recent) == 3

    assert await shop.eventually(delivered)
    await pastes(rosa, "@anna 500 a-4\n@boris 500 b-2\n@anna 3m a-5")
    assert await asked() == sorted([*first, "premium anna", "stars boris"])


async def _calls(shop: Shop) -> list[Json]:
    calls: list[Json] = (await shop.http.get("/control/history")).json()["items"]
    return calls


async def test_while_the_partner_is_away_the_check_waits_and_can_be_dropped(shop: Shop, rosa: Person) -> None:
    await rosa.says("/bulk")
    await rosa.sees("rows, one a line")
    await shop.fault("error", "/pricing", status=503, times=None)
    await rosa.says(ROWS)
    await rosa.sees("The provider does not answer right now", "0 of 3")
    await shop.mended()
    shop.clock.advance(seconds=10)
    table = await rosa.sees("3 of 3 rows can be ordered")
    await rosa.taps("Cancel", on=table)
    await rosa.sees("Bulk order cancelled")
    await rosa.says("/bulk")
    prompt = await rosa.sees("rows, one a line")
    assert prompt.labels == ("Menu",), "what was cancelled is not offered again"
    assert await shop.creates() == []


async def test_earlier_batches_are_told_apart(shop: Shop, rosa: Person) -> None:
    await pastes(rosa, "@anna 100 inv-1\n@boris 100")
    await pastes(rosa, "nobody;\n@clara 250")
    await pastes(rosa, "nobody")
    await rosa.says("/bulk")
    prompt = await rosa.sees("rows, one a line", button="Menu", after=await rosa.last_seen())
    assert [without_isolates(label) for label in prompt.labels] == ["@clara · 2 rows", "@anna · 2 rows", "Menu"]
    assert prompt.text.count("UTC · ") == 2, "when they were sent"


async def test_bulk_counts_in_no_limit_and_leaves_the_purchase_alone(shop: Shop, rosa: Person) -> None:
    rows = "\n".join(f"@client_{number} 100" for number in range(8))
    await orders_rows(rosa, rows, "All now")
    await orders_made(shop, 8)
    await rosa.buys_stars("50")
    assert len(await shop.orders()) == 9


async def test_an_odd_payment_of_a_row_rings_at_once(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "All now")
    orders = await orders_made(shop, 3)
    await reads(rosa, summary.id, "waiting for payment: 3")
    await shop.control(f"orders/{orders[0]['id']}/pay", {"kind": "under"})
    shop.clock.advance(seconds=30)
    await rosa.sees("About your payment", f"#{orders[0]['id']}", after=summary.id)


async def test_what_a_blocked_chat_has_missed_rings_when_it_is_back(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "All now")
    orders = await orders_made(shop, 3)
    await reads(rosa, summary.id, "waiting for payment: 3")
    await shop.world("block", {"user": ROSA})
    for order in orders:
        await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
        await shop.control(f"orders/{order['id']}/deliver")
    shop.clock.advance(seconds=30)
    await shop.quiet()
    await shop.world("block", {"user": ROSA, "blocked": False})
    await rosa.sees("The bulk order is done", "delivered: 3", after=summary.id)
    await reads(rosa, summary.id, "delivered: 3")


async def test_a_refused_row_is_told_in_its_place(shop: Shop, rosa: Person) -> None:
    table = await pastes(rosa, ROWS)
    await shop.fault("error", "/orders/premium", status=400, error_code="VALIDATION_ERROR", times=None)
    await rosa.taps("Confirm 3 rows", on=table)
    await rosa.taps("All now", on=await rosa.sees("How shall I order them?"))
    summary = await rosa.sees("Bulk order ·", "refused: 1", "waiting for payment: 2")
    assert summary.id == table.id
    assert len(await shop.orders()) == 2


async def test_forgetting_everything_takes_the_batches_too(shop: Shop, rosa: Person) -> None:
    summary = await orders_rows(rosa, ROWS, "One by one")
    redis = shop.services.redis
    assert await redis.keys(KEYS.batch("*"))
    await shop.services.watch.forget(ROSA)
    assert not await redis.keys(KEYS.batch("*"))
    await rosa.taps("Next payment (3)", on=summary)
    await rosa.sees("This chat has no such bulk order")
    assert await shop.creates() == []


async def test_a_closed_shop_confirms_no_batch_and_goes_on_with_what_is_confirmed(shop: Shop, rosa: Person) -> None:
    control = shop.services.administration
    table = await pastes(rosa, ROWS)
    confirm = next(label for label in table.labels if label.startswith("Confirm"))
    await control.start_maintenance(IVAN, "Back at noon.")
    await rosa.taps(confirm, on=table)
    await rosa.sees("The shop is closed for a moment: Back at noon.", after=table.id)
    assert await shop.orders() == []
    await control.end_maintenance(IVAN)
    await rosa.taps(confirm, on=table)
    choice = await rosa.sees("How shall I order them?")
    await control.start_maintenance(IVAN, "")
    await rosa.taps("All now", on=choice)
    await rosa.sees("takes no new orders")
    await control.end_maintenance(IVAN)
    await shop.fault("delay", "/orders/stars", seconds=0.3, times=None)
    await rosa.taps("All now", on=choice)
    await rosa.sees("Bulk order ·")
    await control.start_maintenance(IVAN, "")
    await orders_made(shop, 3)
