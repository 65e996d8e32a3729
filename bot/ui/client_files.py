"""The client book as a CSV file; and the names, notes and payments that a reseller sends back in CSV or Excel."""

import asyncio
import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.errors import UserError
from bot.orders.clients import MAX_NAME_LENGTH, MAX_NOTE_LENGTH, Book, clean_text
from bot.ui.csv_files import Cell, rows_to_csv
from bot.ui.spreadsheets import MERGED, Sheet, read_file

MAX_FILE_SIZE = 2 * 1024 * 1024
"""Bytes; ten thousand rows take half of it."""

MAX_FILE_ROWS = 12_000

MAX_HEAD_LENGTH = 400
"""Characters of a text in which the names of its columns are looked for."""

COLUMNS = ("order_id", "client", "name", "note", "status", "retail", "currency", "paid", "at")

YES = frozenset(
    {"1", "true", "x", "+", "✓", "y", "yes", "да", "так", "sí", "si", "sim", "ya", "हाँ", "بله", "نعم", "evet"}
)
"""Words that mean that an order is paid."""

NO = frozenset({"", "0", "false", "-", "n", "no", "нет", "ні", "não", "tidak", "नहीं", "نه", "خیر", "لا", "hayır"})
"""Words that mean that it is not, like an empty cell."""


@dataclass(frozen=True)
class ClientFile:
    """What a file says: names by alias, notes by name, and orders that are paid. `wrong`: the first cells of rows that
    say nothing. `sheet`: which one of several was read. `hidden`: how many hidden rows of it were left out."""

    sheet: str = ""
    hidden: int = 0
    names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    paid: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def book_csv(book: Book) -> bytes:
    rows: list[list[Cell]] = []
    for entry in book.entries:
        sale, name = entry.sale, entry.client if entry.client != entry.alias else None
        money: list[Cell] = [sale.price, sale.code] if sale else [None, None]
        paid = "yes" if entry.settled else None
        row: list[Cell] = [entry.order_id, entry.alias, name, book.note(entry.client), entry.status]
        rows.append([*row, *money, paid, entry.at])
    return rows_to_csv(COLUMNS, rows)


async def read_client_file(content: bytes, book: Book) -> ClientFile:
    """Rows with `order_id` or `client` (an invoice or @name), and a `name`, a `note` or `paid`, of the first sheet that
    has such columns. An empty cell changes nothing. Raises UserError: bad-book-file."""
    try:
        read = await read_file(content, _count_columns, max_size=MAX_FILE_SIZE, max_rows=MAX_FILE_ROWS + 1)
        sheets = [Sheet("", await asyncio.to_thread(_split_text, read))] if isinstance(read, str) else read
    except (UserError, csv.Error) as error:
        raise UserError("bad-book-file") from error
    for sheet in sheets:
        head, *rows = sheet.rows or [[]]
        columns = [cell.strip().casefold() for cell in head]
        if {"order_id", "client"} & {*columns} and {"name", "note", "paid"} & {*columns} and len(rows) <= MAX_FILE_ROWS:
            named = [dict(zip(columns, row, strict=False)) for row in rows]
            found = ClientFile(sheet.name if len(sheets) > 1 else "", sheet.hidden)
            return await asyncio.to_thread(_read_rows, named, book, found)
    raise UserError("bad-book-file")


def is_client_file(read: str | list[Sheet]) -> bool:
    """Whether it is the file of a client book and not a list of orders, by its head."""
    if isinstance(read, str):
        heads = [re.split("[,;\t]", read.lstrip()[:MAX_HEAD_LENGTH].split("\n", 1)[0])]
    else:
        heads = [sheet.rows[0] for sheet in read]
    columns = [{cell.strip(' "\r').casefold() for cell in head} for head in heads]
    return any("order_id" in each and {"name", "note", "paid"} & each and "amount" not in each for each in columns)


def _count_columns(text: str) -> int:
    return sum(column in text.casefold() for column in COLUMNS)


def _split_text(text: str) -> list[list[str]]:
    mark = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    return list(islice(filter(any, rows), MAX_FILE_ROWS + 2))


def _read_rows(rows: Sequence[Mapping[str, str]], book: Book, found: ClientFile) -> ClientFile:
    aliases = {entry.order_id: entry.alias for entry in book.entries}
    settled = {entry.order_id for entry in book.entries if entry.settled}
    names = {entry.alias: entry.client for entry in book.entries}
    for row in rows:
        order_id, alias, name, note, paid = (
            _cell(row, column) for column in ("order_id", "client", "name", "note", "paid")
        )
        is_paid = paid.casefold() in YES
        alias = aliases.get(order_id, alias if alias in names else "")
        is_unknown = not alias or (is_paid and order_id not in aliases)
        is_formula = "=" in row.values()  # its value is not known
        # A file takes no payment back.
        is_unclear = not is_paid and (paid.casefold() not in NO or (paid != "" and order_id in settled))
        if is_unknown or is_unclear or is_formula or len(name) > MAX_NAME_LENGTH or len(note) > MAX_NOTE_LENGTH:
            found.wrong.append(next(filter(None, map(clean_text, row.values())), ""))
            continue
        if name and name != names[alias]:
            found.names[alias] = name
        if note and note != book.note(name or names[alias]):
            found.notes[name or names[alias]] = note
        if is_paid:
            found.paid.append(order_id)
    return found


def _cell(row: Mapping[str, str], column: str) -> str:
    """A formula's apostrophe, which `escape_formula` puts before a text, is taken off."""
    return clean_text(row.get(column, "")).removeprefix(MERGED).removeprefix("'")
