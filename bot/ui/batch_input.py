"""Parses the rows of a bulk order, pasted or uploaded. A wrong row keeps the reason as its problem."""

import csv
import re
from collections.abc import Iterator

from bot.errors import UserError
from bot.orders.batch import MAX_ROWS, BatchRow, Problem
from bot.partner.models import Goods, Product
from bot.ui.text_input import parse_amount, parse_invoice, parse_username

MAX_FILE_SIZE = 64 * 1024
"""Bytes; a hundred rows take a tenth of this."""

MAX_ROW_TEXT = 40
"""Characters of a row that are kept to show it."""

_MONTHS = re.compile(r"(\d{1,2})\s*[mм](?:o|onths?)?", re.IGNORECASE)
_SEPARATORS = ",;\t"


def parse_rows(text: str) -> list[BatchRow]:
    """Rows of `@name 100 [invoice]` or `@name 6m [invoice]`, with spaces, commas, semicolons or tabs in between.

    Raises UserError: bulk-empty, bulk-too-many (`most`).
    """
    lines = [cells for cells in _cells(text) if any(cells)]
    if lines and _is_header(lines[0]):
        lines = lines[1:]
    if not lines:
        raise UserError("bulk-empty")
    if len(lines) > MAX_ROWS:
        raise UserError("bulk-too-many", most=MAX_ROWS)
    return _mark_duplicates([_row(number, cells) for number, cells in enumerate(lines, 1)])


def decode(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, as spreadsheet programs write it. Raises UserError: bulk-not-text."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError("bulk-not-text") from error
    if "\0" in text:
        raise UserError("bulk-not-text")
    return text


def parse_goods(text: str) -> Goods:
    """`500` is Stars, `6m` is Premium. Raises UserError: bad-what."""
    months = _MONTHS.fullmatch(text.strip())
    try:
        if months:
            return Goods(product=Product.PREMIUM, amount=int(months[1]))
        return Goods(product=Product.STARS, amount=parse_amount(text, None, None))
    except UserError as error:
        raise UserError("bad-what") from error


def _cells(text: str) -> Iterator[list[str]]:
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        separator = next((mark for mark in _SEPARATORS if mark in line), None)
        cells = next(csv.reader([line], delimiter=separator), []) if separator else line.split()
        # escape_formula (csv_files.py) puts an apostrophe before @name.
        yield [cell.strip().removeprefix("'") for cell in cells]


def _is_header(cells: list[str]) -> bool:
    """A line with column names: no digit after the first cell, and no @."""
    return len(cells) > 1 and not cells[0].startswith("@") and not any(map(str.isdigit, cells[1]))


def _row(number: int, cells: list[str]) -> BatchRow:
    row = BatchRow(number=number, text=" ".join(cells)[:MAX_ROW_TEXT])
    while cells and not cells[-1]:
        cells = cells[:-1]
    if not 2 <= len(cells) <= 3:
        return row.with_problem(Problem.FORMAT)
    problem = Problem.USERNAME
    try:
        recipient = parse_username(cells[0])
        problem = Problem.AMOUNT
        goods = parse_goods(cells[1])
        problem = Problem.INVOICE
        invoice = parse_invoice(cells[2]) if len(cells) > 2 else None
    except UserError:
        return row.with_problem(problem)
    update = {"recipient": recipient, "product": goods.product, "amount": goods.amount, "invoice": invoice}
    return row.model_copy(update=update)


def _mark_duplicates(rows: list[BatchRow]) -> list[BatchRow]:
    """Sets `duplicate_of` in rows that repeat an earlier row."""
    first: dict[str, int] = {}
    marked: list[BatchRow] = []
    for row in rows:
        first_number = first.setdefault(row.goods.fingerprint, row.number) if row.problem is None else row.number
        marked.append(row.model_copy(update={"duplicate_of": first_number}) if first_number != row.number else row)
    return marked
