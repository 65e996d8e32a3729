"""Stories of the client book: who owes a reseller what, payments marked and taken back, names, notes and the file."""

import asyncio
import csv
import io
from datetime import datetime, timedelta

import pytest
from openpyxl import Workbook

from bot.orders.clients import MAX_NAME_LENGTH, client_key
from bot.storage import hashes
from tests.handlers.reseller.test_menu import buys_with_invoice
from tests.handlers.reseller.test_prices import says
from tests.support import KEYS
from tests.support.shop import ALICE, ROSA, Person, Shop
from tests.ui.test_batch_files import Cell, packed, workbook

COLUMNS = ("order_id", "client", "name", "note", "status", "retail", "currency", "paid", "at")


async def sells(shop: Shop, rosa: Person, invoice: str) -> str:
    """An unpaid order with this invoice; returns its id."""
    amount = ("100", "250", "500", "1,000")[len(await shop.orders())]  # the same one twice would be asked about
    await buys_with_invoice(rosa, invoice, amount)
    await shop.quiet()
    return str((await shop.orders())[0]["id"])


async def ends(shop: Shop, id: str, *steps: str) -> None:
    for step in steps:
        await shop.control(f"orders/{id}/{step}", {"kind": "exact"} if step == "pay" else None)
        shop.clock.advance(seconds=30)
    wanted = {"pay": "paid", "deliver": "completed", "refund": "refunded", "expire": "expired"}[steps[-1]]

    async def look() -> bool:
        watched = await shop.services.watch.get(id)
        return watched is not None and watched.order.status == wanted

    assert await shop.eventually(look), steps
    await shop.quiet()


async def debts(shop: Shop) -> set[str]:
    return {entry.order_id for entry in (await shop.services.clients.book(ROSA)).owed}


async def test_who_owes_what_is_seen_and_marked_by_one_tap_and_taken_back(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/unpaid", "Nobody owes you anything")
    await says(rosa, "/currency RUB 310 per TON / 10", "Your currency")
    first, second = [await sells(shop, rosa, invoice) for invoice in ("inv-1", "inv-2")]
    await ends(shop, first, "pay", "deliver")
    page = await says(rosa, "/unpaid", "Not paid to you yet", "2 orders", "inv-1", "inv-2", "RUB")
    await rosa.taps(f"✓ {first}", on=page)
    page = await rosa.sees("Marked 1 order as paid to you", "inv-2", button="Undo")
    assert "inv-1" not in page.text
    assert await debts(shop) == {second}
    await rosa.taps("Undo", on=page)
    await rosa.sees("1 order counts as unpaid again", "inv-1", "inv-2")
    assert await debts(shop) == {first, second}
    page = await rosa.sees(button="Mark all 2 as paid")
    await rosa.taps("Mark all 2 as paid", on=page)
    await rosa.sees("Marked 2 orders as paid", "Nobody owes you anything")
    await rosa.taps("Undo")
    await rosa.sees("2 orders count as unpaid again")
    assert await debts(shop) == {first, second}


async def test_the_same_invoice_twice_is_one_client(shop: Shop, rosa: Person) -> None:
    first, _ = [await sells(shop, rosa, "inv-1") for _ in range(2)]
    page = await says(rosa, "/client INV-1", "inv-1", "for 2 orders", first, "waiting for payment")
    assert sum(label.startswith("✓") for label in page.labels) == 2
    await says(rosa, "/client", "Who owes you", "Clients: 1", "inv-1")
    await sells(shop, rosa, "INV-1")
    await says(rosa, "/client inv-1", "for 3 orders")


async def test_an_order_is_marked_once_from_two_devices(shop: Shop, rosa: Person) -> None:
    ids = [await sells(shop, rosa, f"inv-{n}") for n in range(3)]
    marked = await asyncio.gather(*(shop.services.clients.settle(ROSA, ids) for _ in range(5)))
    assert sorted(count for _, count in marked) == [0, 0, 0, 0, 3]
    assert len({mark for mark, _ in marked}) >= 1
    (mark,) = [mark for mark, count in marked if count]
    assert await shop.services.clients.undo(ROSA, mark=mark) == 3
    assert await shop.services.clients.undo(ROSA, mark=mark) == 0
    page = await says(rosa, "/unpaid", "3 orders", button="Mark all 3 as paid")
    data = page.button("Mark all 3 as paid")["callback_data"]
    await shop.services.clients.settle(ROSA, ids[:1])
    await rosa.forges(data, on=page)
    await rosa.sees("The list has changed meanwhile", "2 orders")
    assert await debts(shop) == set(ids[1:])


async def test_an_order_that_fails_after_it_was_paid_is_money_to_give_back(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    page = await says(rosa, "/unpaid", "inv-1")
    await rosa.taps(f"✓ {id}", on=page)
    await rosa.sees("Marked 1 order")
    await ends(shop, id, "expire")
    await says(rosa, "/unpaid", "Nobody owes you", "Paid to you, but not delivered: 1 order", "inv-1")
    page = await says(rosa, "/client inv-1", "paid to you, but expired", button=f"↩ {id}")
    await rosa.taps(f"↩ {id}", on=page)
    await rosa.sees("1 order counts as unpaid again")
    assert await debts(shop) == set()
    await shop.control(f"orders/{id}/pay", {"kind": "late"})  # late money, after all

    async def is_debt() -> bool:
        return await debts(shop) == {id}

    assert await shop.eventually(is_debt)


async def test_an_expired_order_is_no_debt(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    await ends(shop, id, "expire")
    await says(rosa, "/unpaid", "Nobody owes you")


async def test_a_debt_outlives_its_order_and_a_paid_one_does_not(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    await ends(shop, id, "pay", "deliver")
    redis, key = shop.services.redis, KEYS.order(id)
    assert await redis.ttl(key) == -1
    mark, _ = await shop.services.clients.settle(ROSA, [id])
    assert 0 < await redis.ttl(key) <= timedelta(days=60).total_seconds()
    await shop.services.clients.undo(ROSA, mark=mark)
    assert await redis.ttl(key) == -1


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Anna Петрова 👩‍👩‍👧", "Anna Петрова 👩‍👩‍👧"),
        ("<b>x</b>&amp;", "<b>x</b>&amp;"),
        ("\u202eanna\u202c  \n b", "anna b"),
        ("محمد علی", "محمد علی"),
    ],
)
async def test_a_name_is_kept_as_it_was_meant_and_joins_clients(
    shop: Shop, rosa: Person, typed: str, seen: str
) -> None:
    for invoice in ("inv-1", "inv-2"):
        await sells(shop, rosa, invoice)
        page = await says(rosa, f"/client {invoice}", invoice, button="Rename")
        await rosa.taps("Rename", on=page)
        await rosa.sees("What is this client called?", invoice)
        await rosa.says(typed)
        if invoice == "inv-2":
            await rosa.taps("Join", on=await rosa.sees("Are these the same client?", seen, button="Join"))
        await rosa.sees(seen, "Owes you")
    await says(rosa, f"/client {seen}", seen, "for 2 orders")


async def test_the_name_of_another_client_is_asked_about(shop: Shop, rosa: Person) -> None:
    for invoice in ("Ivan", "Ivan", "inv-90"):
        await sells(shop, rosa, invoice)
    await rosa.taps("Rename", on=await says(rosa, "/client inv-90", button="Rename"))
    await rosa.sees("What is this client called?", "inv-90")
    await rosa.says("IVAN")
    ask = await rosa.sees("Are these the same client?", "Ivan", ": 2 orders", "inv-90", ": 1 order")
    await rosa.taps("Another name", on=ask)
    await rosa.sees("What is this client called?", "inv-90")
    await rosa.says("ivan")
    await rosa.sees("Are these the same client?")
    await rosa.says("Olga")  # typed instead of a tap
    page = await rosa.sees("Olga", "for 1 order", button="Rename")
    await rosa.forges(ask.button("Join")["callback_data"], on=page)
    await rosa.sees("Ivan", "for 2 orders")  # inv-90 is no client any more, so nothing was joined
    await rosa.taps("Rename", on=await says(rosa, "/client olga", "for 1 order", button="Rename"))
    await rosa.says("ivan")
    ask = await rosa.sees("Are these the same client?", after=page.id)
    for _ in range(2):
        await rosa.forges(ask.button("Join")["callback_data"], on=ask)
    await rosa.sees("Ivan", "for 3 orders")
    await rosa.taps("Rename", on=await says(rosa, "/client ivan", button="Rename"))
    await rosa.says("IVAN")
    await rosa.sees("IVAN", "for 3 orders")


async def test_a_name_and_a_note_have_a_bound_and_a_note_is_deleted(shop: Shop, rosa: Person) -> None:
    await sells(shop, rosa, "inv-1")
    await rosa.taps("Rename", on=await says(rosa, "/client inv-1", button="Rename"))
    for bad in ("x" * (MAX_NAME_LENGTH + 1), "y" * 4000, "\u202e\u202c"):
        await rosa.says(bad)
        await shop.quiet()
        await rosa.sees("That is not a name that I can keep", "What is this client called?")
    await rosa.taps("‹ Back")
    await rosa.taps("Note", on=await says(rosa, "/client inv-1", button="Note"))
    await rosa.sees("Note about", "inv-1")
    await rosa.says("pays on <Fridays>")
    await rosa.sees("Note: ", "pays on <Fridays>", button="Note")
    await rosa.taps("Note")
    await rosa.sees("to delete the note")
    await rosa.says("-")
    page = await rosa.sees("Owes you", "inv-1", button="Note")
    assert "Fridays" not in page.text


async def test_a_file_that_says_paid_in_an_unknown_word_is_not_passed_over(shop: Shop, rosa: Person) -> None:
    first, second, third = [await sells(shop, rosa, invoice) for invoice in ("inv-1", "inv-2", "inv-3")]
    rows = f"order_id;paid\n{first};Paid\n{second};да\n{third};нет\n"
    await rosa.sends_file("clients.csv", rows.encode())
    await rosa.sees("payments 1", f"could not use: 1 (\u2068{first}\u2069)")
    assert await debts(shop) == {first, third}
    last = await rosa.last_seen()
    await rosa.sends_file("clients.csv", f"order_id;paid\n{second};no\n".encode())  # a file takes no payment back
    await rosa.sees("payments 0", f"could not use: 1 (\u2068{second}\u2069)", after=last)
    assert await debts(shop) == {first, third}


async def test_the_file_goes_out_and_comes_back(shop: Shop, rosa: Person) -> None:
    first, second = [await sells(shop, rosa, invoice) for invoice in ("-1", "inv-2")]
    await rosa.taps("CSV file", on=await says(rosa, "/client", "Who owes you", button="CSV file"))
    content = await rosa.gets_file("clients-")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["order_id"] for row in rows} == {first, second}
    assert tuple(rows[0]) == COLUMNS
    for row in rows:
        row |= {"name": "=HYPERLINK(1)" if row["order_id"] == first else "Anna", "note": "@friend"}
    rows[0]["paid"] = "Да"
    rows.append({**rows[0], "order_id": "999", "client": "nobody"})
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    for paid in (1, 0):  # the same file twice
        await rosa.taps("Upload a file", on=await says(rosa, "/client", button="Upload a file"))
        await rosa.sees("Names, notes and payments from a file")
        last = await rosa.last_seen()
        await rosa.sends_file("clients.csv", table.getvalue().encode())
        await rosa.sees(f"payments {paid}", "could not use: 1 (", "999", after=last)
    assert await debts(shop) == {second}
    await rosa.taps("CSV file", on=await says(rosa, "/client", button="CSV file"))
    await shop.quiet()
    last_file = (await rosa.gets_file("clients-")).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in last_file
    assert "'@friend" in last_file


async def test_when_nobody_owes_anything_the_book_is_still_there(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/client", "Nobody owes you anything", button="Upload a file")
    id = await sells(shop, rosa, "inv-1")
    await shop.services.clients.settle(ROSA, [id])
    await says(rosa, "/client inv-1", "inv-1", "Owes you nothing")
    await ends(shop, id, "expire")
    page = await says(rosa, "/client", "Nobody owes you anything", "Paid to you, but not delivered: 1 order", "inv-1")
    assert {"CSV file", "Upload a file"} <= {*page.labels}
    await rosa.taps("inv-1", on=page)
    await rosa.sees("Paid to you, but not delivered", "inv-1", button="Rename")


async def test_a_client_is_found_by_who_received_the_order(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    order = (await shop.orders())[0]
    await says(rosa, f"/client @{order['recipient_username']}", "inv-1", "for 1 order", id)
    await says(rosa, "/client @nobody_at_all", "No client is called")


@pytest.mark.parametrize("kind", ["csv", "excel", "cp1251"])
async def test_the_books_own_file_is_known_wherever_it_is_sent(shop: Shop, rosa: Person, kind: str) -> None:
    first, second = [await sells(shop, rosa, invoice) for invoice in ("inv-1", "inv-2")]
    page = await says(rosa, "/client inv-2", button="Note")
    rows: list[list[Cell]] = [[*COLUMNS], [int(first), "inv-1", "Аня", "", "", "", "", "yes", ""]]
    text = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
    content = {"csv": text.encode(), "excel": workbook(rows), "cp1251": text.encode("cp1251")}[kind]
    await rosa.sends_file("clients", content)
    await rosa.sees("Taken from the file", "payments 1", "could not use: 0", after=page.id)
    assert await debts(shop) == {second}
    await shop.services.clients.undo(ROSA, ids=[first])
    await rosa.taps("Note", on=await says(rosa, "/client inv-2", button="Note"))
    note = await rosa.sees("Note about", "inv-2")
    await rosa.sends_file("clients", content)
    await rosa.sees("Taken from the file", "payments 1", "Note about", "inv-2", after=note.id)
    await rosa.says("pays on Fridays")
    await rosa.sees("pays on Fridays", "inv-2", button="Rename")
    assert not await shop.services.batches.of_chat(ROSA, 9), "no bulk order was made of it"


async def test_hidden_rows_of_the_books_file_change_nothing(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    book = Workbook()
    for row in ("order_id", "paid"), (id, "yes"):
        book.worksheets[0].append(row)
    book.worksheets[0].row_dimensions[2].hidden = True
    await rosa.taps("Upload a file", on=await says(rosa, "/client", button="Upload a file"))
    await rosa.sees("Names, notes and payments from a file")
    await rosa.sends_file("clients.xlsx", packed(book))
    await rosa.sees("payments 0", "I left out 1 hidden row of the file")
    assert await debts(shop) == {id}


async def test_the_file_comes_back_from_excel(shop: Shop, rosa: Person) -> None:
    """Dates, numbers and yes/no of a workbook; the sheet that was read is named; a formula changes nothing."""
    first, second, third = [await sells(shop, rosa, invoice) for invoice in ("77", "inv-2", "inv-3")]
    rows: list[list[Cell]] = [
        ["Paid", "Note", "Name", "Order_ID", "At"],
        [True, datetime.fromisoformat("2026-05-01"), "Anna", int(first), None],
        [None, None, '=HYPERLINK("x")', int(second), None],
        ["yes", None, None, 999, None],
        [None, 500.0, "Боря", float(third), None],
    ]
    for content, paid in ((workbook([["To do"]], rows), 1), (workbook(rows), 0)):
        await rosa.taps("Upload a file", on=await says(rosa, "/client", button="Upload a file"))
        last = (await rosa.sees("Names, notes and payments from a file")).id
        await rosa.sends_file("clients.xlsx", content)
        page = await rosa.sees(f"payments {paid}", "could not use: 2", after=last)
        assert ("from the sheet Sheet 1" in page.text) == bool(paid)
    await shop.quiet()
    book = await shop.services.clients.book(ROSA)
    assert {(entry.order_id, entry.client, book.note(entry.client), entry.settled) for entry in book.entries} == {
        (first, "Anna", "2026-05-01", True),
        (second, "inv-2", "", False),
        (third, "Боря", "500", False),
    }


async def test_a_book_of_an_old_code_page_with_line_breaks_in_cells(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    await rosa.taps("Upload a file", on=await says(rosa, "/client", button="Upload a file"))
    await rosa.sees("Names, notes and payments from a file")
    await rosa.sends_file("clients.csv", f'order_id;name;note\r\n{id};Боря;"два\r\nслова, и ещё"\r\n'.encode("cp1251"))
    await rosa.sees("names 1, notes 1", "could not use: 0")
    await shop.quiet()
    book = await shop.services.clients.book(ROSA)
    assert [(entry.client, book.note(entry.client)) for entry in book.entries] == [("Боря", "два слова, и ещё")]


@pytest.mark.parametrize(
    "content", [b"\n", b"\xff\xfe\xff", b"a,b\n1,2", b"order_id\n1", b"\x00" * 100, b'order_id,name\n"']
)
async def test_a_file_that_is_none_is_said(shop: Shop, rosa: Person, content: bytes) -> None:
    await sells(shop, rosa, "inv-1")
    await rosa.taps("Upload a file", on=await says(rosa, "/client", button="Upload a file"))
    await rosa.sees("from a file")
    await rosa.sends_file("clients.csv", content)
    await shop.quiet()
    (file,) = [bubble.id for bubble in await rosa.chat() if "document" in bubble.raw]
    assert await rosa.last_seen() > file, "the answer is below the file, which stays"
    await rosa.sees("I cannot read that file", "from a file") if b'"' not in content else await rosa.sees(
        "could not use"
    )


async def test_the_book_is_its_resellers_own(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    page = await says(rosa, "/unpaid", "inv-1")
    data = page.button(f"✓ {id}")["callback_data"]
    alice = shop.person(ALICE)
    await alice.says("/start")
    home = await alice.sees(button="⭐ Buy Stars")
    for command in ("/unpaid", "/client inv-1"):
        await alice.says(command)
        await alice.sees("I do not know this command")
    for forged in (data, "g:unpaid:", "c:list::0:", "c:csv::0:", f"c:page:{client_key('inv-1')}:0:"):
        await alice.forges(forged, on=home)
        await alice.sees("That button is from an earlier step")
    assert (await shop.services.clients.settle(ALICE, [id]))[1] == 0
    assert await debts(shop) == {id}
    assert (await shop.services.clients.book(ALICE)).entries == ()


async def test_a_customers_order_is_no_debt(shop: Shop, rosa: Person) -> None:
    await shop.person(ALICE).buys_stars()
    await shop.quiet()
    assert (await shop.services.clients.book(ALICE)).entries == ()


async def test_a_reseller_who_is_removed_finds_the_book_again_or_forgets_it(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    await ends(shop, id, "pay", "deliver")
    await shop.stop_bot()
    await shop.start_bot(reseller_ids=ALICE)
    await says(rosa, "/unpaid", "You are no longer a reseller of this shop", "client book")
    await shop.stop_bot()
    await shop.start_bot()
    await says(rosa, "/unpaid", "inv-1", "1 order")
    await says(rosa, "/privacy", "Your client book")
    await says(rosa, "/forget", "1 unpaid order", "Nobody can bring them back")
    await rosa.taps("Yes, delete")
    await rosa.sees("Deleted.")
    await shop.quiet()
    assert (await shop.services.clients.book(ROSA)).entries == ()
    assert not await shop.services.redis.exists(KEYS.order(id), KEYS.clients(ROSA), KEYS.debts(ROSA))


async def test_forget_leaves_nothing_of_the_book_in_a_watched_order(shop: Shop, rosa: Person) -> None:
    id = await sells(shop, rosa, "inv-1")
    await says(rosa, "/forget", "1 unpaid order")
    await rosa.taps("Yes, delete")
    await rosa.sees("Deleted.")
    await shop.quiet()
    fields = await hashes.read(shop.services.redis, KEYS.order(id))
    assert fields.keys() & {b"sale", b"client", b"settled_at"} == set()
    assert (await shop.services.clients.book(ROSA)).entries == ()
