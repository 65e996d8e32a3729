"""The client book as a CSV file, and the names, notes and payments that a reseller sends back in such a file."""

import csv
from dataclasses import dataclass, field

from bot.errors import UserError
from bot.orders.clients import MAX_NAME_LENGTH, MAX_NOTE_LENGTH, Book, clean_text
from bot.ui.csv_files import Cell, rows_to_csv

MAX_FILE_SIZE = 2 * 1024 * 1024
"""Bytes; ten thousand rows take half of it."""

MAX_FILE_ROWS = 12_000

COLUMNS = ("order_id", "client", "name", "note", "status", "retail", "currency", "paid", "at")

YES = frozenset({"1", "x", "+", "✓", "y", "yes", "да", "так", "sí", "si", "sim", "ya", "हाँ", "بله", "نعم", "evet"})
"""Words that mean that an order is paid."""


@dataclass(frozen=True)
class ClientFile:
    """What a file says: names by alias, notes by name, and orders that are paid. `wrong`: rows that say nothing."""

    names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    paid: list[str] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)


def book_csv(book: Book) -> bytes:
    rows: list[list[Cell]] = []
    for entry in book.entries:
        sale, name = entry.sale, entry.client if entry.client != entry.alias else None
        money: list[Cell] = [sale.price, sale.code] if sale else [None, None]
        paid = "yes" if entry.settled else None
        row: list[Cell] = [entry.order_id, entry.alias, name, book.note(entry.client), entry.status]
        rows.append([*row, *money, paid, entry.at])
    return rows_to_csv(COLUMNS, rows)


def read_client_file(content: bytes, book: Book) -> ClientFile:
    """Rows with `order_id` or `client` (an invoice or @name), and a `name`, a `note` or `paid`. An empty cell changes
    nothing. Raises UserError: bad-book-file."""
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("bad-book-file") from error
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    try:
        rows = list(csv.DictReader(text.splitlines(), delimiter=mark))[: MAX_FILE_ROWS + 1]
    except csv.Error as error:
        raise UserError("bad-book-file") from error
    columns = {name.strip().lower() for name in (rows[0] if rows else {}) if name}
    if not columns & {"order_id", "client"} or not columns & {"name", "note", "paid"} or len(rows) > MAX_FILE_ROWS:
        raise UserError("bad-book-file")
    aliases = {entry.order_id: entry.alias for entry in book.entries}
    names = {entry.alias: entry.client for entry in book.entries}
    found = ClientFile()
    for number, raw in enumerate(rows, 2):
        row = {name.strip().lower(): _cell(value) for name, value in raw.items() if isinstance(name, str)}
        order_id, alias = row.get("order_id", ""), row.get("client", "")
        alias = aliases.get(order_id, alias if alias in names else "")
        name, note = row.get("name", ""), row.get("note", "")
        if not alias or len(name) > MAX_NAME_LENGTH or len(note) > MAX_NOTE_LENGTH:
            found.wrong.append(number)
            continue
        if name and name != names[alias]:
            found.names[alias] = name
        if note and note != book.note(name or names[alias]):
            found.notes[name or names[alias]] = note
        if row.get("paid", "").casefold() in YES and order_id in aliases:
            found.paid.append(order_id)
    return found


def _cell(value: object) -> str:
    """A formula's apostrophe, which `escape_formula` puts before a text, is taken off."""
    return clean_text(value).removeprefix("'") if isinstance(value, str) else ""
