"""Parses the rows of a bulk order, pasted or uploaded. A wrong row keeps the reason as its problem.

Columns have the order name, amount, invoice, unless the first row names them. A row that can be read in two ways, such
as `@ivan 500 000`, is a wrong row.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from bot.errors import UserError
from bot.orders.batch import MAX_ROWS, BatchRow, Problem
from bot.orders.draft import Wish
from bot.partner.goods import Product
from bot.ui.batch_columns import COLUMNS, Columns, ColumnWords, find_columns
from bot.ui.batch_lines import (
    UNCLEAR,
    Record,
    clean_cell,
    purchases,
    read_records,
    split,
    without_mark,
    without_numbers,
)
from bot.ui.spreadsheets import MERGED, Sheet
from bot.ui.text_input import fold, parse_invoice, parse_username
from bot.ui.typed_purchase import read_goods, read_wishes

MAX_ROW_TEXT = 40
"""Characters of a row that are kept to show it."""

MAX_TITLE_ROWS = 5
"""Rows with one cell, such as a title, that may stand above the names of the columns."""

_TOTALS = frozenset({"total", "totals", "subtotal", "suma", "soma", "jumlah", "toplam", "itogo", "vsego", "razom"})
"""First words of a sheet's last row, where they are no username unless @ says so."""


def rows_of_file(content: str | list[Sheet], words: ColumnWords) -> tuple[str, list[BatchRow], int]:
    """The rows of a file; if it has several sheets with rows the name of theirs; and how many hidden rows stand there.

    Raises UserError like `parse_rows`.
    """
    if isinstance(content, str):
        return "", parse_rows(content, words), 0
    sheet, rows = parse_sheets(content, words)
    return sheet.name if len(content) > 1 else "", rows, sheet.hidden


def parse_rows(text: str, words: ColumnWords) -> list[BatchRow]:
    """Rows of `@name 100 [invoice]` or `@name 6m [invoice]`, with spaces, commas, semicolons or tabs in between.

    Raises UserError: bulk-empty, bulk-too-many (`most`), bulk-columns.
    """
    return _parse(read_records(text), words)


def parse_sheets(sheets: Iterable[Sheet], words: ColumnWords) -> tuple[Sheet, list[BatchRow]]:
    """The first sheet and its rows with a row that can be read, else of the first that has rows.

    Raises UserError like `parse_rows`, for the first sheet.
    """
    wrong: tuple[Sheet, list[BatchRow]] | None = None
    first_error = UserError("bulk-empty")
    for sheet in sheets:
        try:
            rows = _parse(((cells, "") for cells in sheet.rows), words)
        except UserError as error:
            first_error = first_error if first_error.text != "bulk-empty" else error
            continue
        if any(row.problem is None for row in rows):
            return sheet, rows
        wrong = wrong or (sheet, rows)
    if wrong is None or first_error.text == "bulk-too-many":
        raise first_error
    return wrong


def _parse(records: Iterable[Record], words: ColumnWords) -> list[BatchRow]:
    clean = (each for cells, mark in records for each in purchases(list(map(clean_cell, cells)), mark))
    lines = list(islice((line for line in clean if any(line[0])), MAX_TITLE_ROWS + 1 + MAX_ROWS + 1))
    columns: Columns | None = None
    width = 0
    for number, (cells, _) in enumerate(lines[: MAX_TITLE_ROWS + 1]):
        if columns := find_columns(cells, words):
            lines, width = lines[number + 1 :], len(cells)
            break
        if sum(map(bool, cells)) > 1:
            break
    if columns is None:
        lines = [line for line in without_numbers([without_mark(line) for line in lines]) if any(line[0])]
    if not lines:
        raise UserError("bulk-empty")
    if len(lines) > MAX_ROWS:
        raise UserError("bulk-too-many", most=MAX_ROWS)
    return _mark_duplicates([_row(number, line, columns, width) for number, line in enumerate(lines, 1)])


# One row

_IN_ORDER: Columns = {"recipient": (0, ""), "amount": (1, ""), "invoice": (2, "")}


def _row(number: int, record: Record, columns: Columns | None, width: int) -> BatchRow:
    cells, mark = record
    text = "".join(character if character.isprintable() else " " for character in " ".join(filter(None, cells)))
    row = BatchRow(number=number, text=text[:MAX_ROW_TEXT])
    if _is_formula(cells, mark):
        return row.with_problem(Problem.FORMULA)
    if mark == UNCLEAR:
        return row.with_problem(Problem.UNCLEAR)
    found = _read_named(cells, mark, columns, width) if columns else _read_in_order(cells, mark)
    if isinstance(found, Wish) and fold(found.recipient or "") in _TOTALS and "@" not in text:
        found = Problem.USERNAME
    if isinstance(found, Problem):
        return row.with_problem(found)
    update = {"recipient": found.recipient, "product": found.product or Product.STARS, "amount": found.amount}
    return row.model_copy(update=update | {"invoice": found.invoice})


def _is_formula(cells: list[str], mark: str) -> bool:
    """Whether a cell is a formula, whose value is not known. In a typed line, `alice = 500`, "=" may stand alone."""
    return any(cell[:1] in ("=", "＝") and (mark != " " or len(cell) > 1) for cell in cells)


def _read_named(cells: list[str], mark: str, columns: Columns, width: int) -> Wish | Problem:
    """`width`: the number of named columns. A grouped number may have come apart into several cells."""
    amounts = {columns.get(f"amount of {product}", columns["amount"]) for product in Product}
    filled = [column for column in amounts if "".join(cells[column[0] : column[0] + 1])]
    if len(amounts) > 1 and len(filled) > 1:
        return Problem.UNCLEAR
    if len(amounts) > 1 and filled:
        columns, mark = {**columns, "amount": filled[0]}, ""
    after = cells[columns["amount"][0] + 1 :][:1]
    parts = (
        {1, len(cells) - width + 1, 2 if re.fullmatch(r"0\d\d", "".join(after)) else 1} if mark in (",", " ") else {1}
    )
    return _choose([_read(cells, mark, columns, width, count) for count in sorted(parts) if count > 0])


def _read_in_order(cells: list[str], mark: str) -> Wish | Problem:
    filled = [place for place, cell in enumerate(cells) if cell]
    cells = cells[filled[0] : filled[-1] + 1]
    if len(cells) == 1:
        cells, mark = split(cells)
    if mark == " ":
        wishes: list[Wish | Problem] = [*read_wishes(" ".join(cells), names=True)]
    else:
        cells = sorted(cells, key=lambda cell: not cell.startswith("@"))
        counts = range(1, len(cells)) if mark == "," else (1,)
        wishes = [_read(cells, mark, _IN_ORDER, len(_IN_ORDER), count) for count in counts]
        if mark == "," and not any(isinstance(wish, Wish) for wish in wishes):
            wishes += read_wishes(mark.join(cells), names=True)
    exact = _read(cells, mark, _IN_ORDER, len(_IN_ORDER), 1) if 2 <= len(cells) <= 3 else Problem.FORMAT
    return _choose([wish for wish in wishes if isinstance(wish, Wish)] or [exact])


def _choose(readings: Sequence[Wish | Problem]) -> Wish | Problem:
    """The only reading; else why there is none."""
    wishes = {reading for reading in readings if isinstance(reading, Wish)}
    if len(wishes) > 1:
        return Problem.UNCLEAR
    return next(iter(wishes), readings[0])


def _read(cells: list[str], mark: str, columns: Columns, width: int, count: int) -> Wish | Problem:
    """One way to read the row: its number stands in `count` cells."""
    place, name = columns["amount"]
    cells = [*cells[:place], mark.join(cells[place : place + count]), *cells[place + count :]]
    if any(cells[width:]):
        return Problem.FORMAT
    recipient, amount, product, invoice = (
        cells[columns[column][0]] if column in columns and columns[column][0] < len(cells) else "" for column in COLUMNS
    )
    # A row may share these two with the row above; it has a name and an amount of its own.
    product, invoice = product.removeprefix(MERGED), invoice.removeprefix(MERGED)
    problem = Problem.USERNAME
    try:
        username = parse_username(recipient)
        problem = Problem.AMOUNT
        wish = read_goods(amount, product or name)
        if product and not wish.product:
            return problem
        problem = Problem.INVOICE
        return replace(wish, recipient=username, invoice=parse_invoice(invoice) if invoice else None)
    except UserError:
        return problem


def _mark_duplicates(rows: list[BatchRow]) -> list[BatchRow]:
    """Sets `duplicate_of` in rows that repeat an earlier row."""
    first: dict[str, int] = {}
    marked: list[BatchRow] = []
    for row in rows:
        first_number = first.setdefault(row.goods.fingerprint, row.number) if row.problem is None else row.number
        marked.append(row.model_copy(update={"duplicate_of": first_number}) if first_number != row.number else row)
    return marked
