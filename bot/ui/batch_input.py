"""Parses the rows of a bulk order, pasted or uploaded. A wrong row keeps the reason as its problem.

Columns have the order name, amount, invoice, unless the first row names them. A row that can be read in two ways, such
as `@ivan 500 000`, is a wrong row.
"""

import contextlib
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from io import StringIO
from itertools import islice, pairwise

from bot.errors import UserError
from bot.orders.batch import MAX_ROWS, BatchRow, Problem
from bot.orders.draft import Wish
from bot.partner.goods import Goods, Product
from bot.ui.i18n import Languages
from bot.ui.spreadsheets import MAX_CELL_LENGTH, MERGED, Sheet
from bot.ui.text_input import find_products, fold, is_purchase_word, parse_invoice, parse_username, parse_wish

MAX_ROW_TEXT = 40
"""Characters of a row that are kept to show it."""

MAX_TITLE_ROWS = 5
"""Rows with one cell, such as a title, that may stand above the names of the columns."""

COLUMNS = ("recipient", "amount", "product", "invoice")

ColumnWords = Mapping[str, list[tuple[str, int]]]
"""Column name → the columns that it can mean, each with its rank: 0 is its best name."""

Columns = Mapping[str, tuple[int, str]]
"""Column → its place and its name."""

Record = tuple[list[str], str]
"""The cells of a row, and what stood between them; empty: they were cells of a workbook."""

_SEPARATORS = "\t;,"

UNCLEAR = "?"
"""Stands for the separator of a record that can be read in two ways as a whole."""
_LIKE_ASCII = str.maketrans({"،": ",", "؛": ";", "\r": "\n"})
_ZERO_CENTS = re.compile(r"(?<=\d)[.,]0{1,2}(?=\s|$)")
"""Of a number that a program has written as 500.0. Three zeros are thousands."""

_LIST_MARK = re.compile(r"^(?:[#№]?\s?\d{1,3}[.)]|[•*–—-])\s*(?=$|@|[^\W\d])")
"""What stands before a line of a list: `1.`, `2)`, a dash. A number follows nothing of this kind."""

_TOTALS = frozenset({"total", "totals", "subtotal", "suma", "soma", "jumlah", "toplam", "itogo", "vsego", "razom"})
"""First words of a sheet's last row, where they are no username unless @ says so."""


@lru_cache(maxsize=2)
def column_words(languages: Languages) -> ColumnWords:
    """The names of the columns in all languages."""
    words: dict[str, list[tuple[str, int]]] = {}
    for code in languages.known:
        i18n = languages.speak(code)
        for column in COLUMNS:
            for rank, name in enumerate(i18n.get("columns", column=column).split(",")):
                words.setdefault(_phrase(name), []).append((column, rank))
    return words


def rows_of_file(content: str | list[Sheet], words: ColumnWords) -> tuple[str, list[BatchRow], int]:
    """The rows of a file; if it has several sheets with rows the name of theirs; and how many hidden rows stand there.

    Raises UserError like `parse_rows`.
    """
    if isinstance(content, str):
        return "", parse_rows(content, words), 0
    sheet, rows = parse_sheets(content, words)
    return sheet.name if len(content) > 1 else "", rows, sheet.hidden


def count_names(text: str, words: ColumnWords) -> int:
    """How many names of columns stand in the first lines."""
    cells = re.split(r"[\t;,\n]", text[:2000])
    return sum(_phrase(cell) in words for cell in cells)


def parse_rows(text: str, words: ColumnWords) -> list[BatchRow]:
    """Rows of `@name 100 [invoice]` or `@name 6m [invoice]`, with spaces, commas, semicolons or tabs in between.

    Raises UserError: bulk-empty, bulk-too-many (`most`), bulk-columns.
    """
    return _parse(_records(text), words)


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


def parse_goods(text: str) -> Goods:
    """`500` is Stars, `6m` is Premium; a @name beside it says nothing. Raises UserError: bad-what."""
    try:
        wish = _goods(" ".join(word for word in text.split() if not word.startswith("@")))
    except UserError as error:
        raise UserError("bad-what") from error
    return Goods(product=wish.product or Product.STARS, amount=wish.amount or 0)


def parse_purchase(text: str | None, *, names: bool = False) -> Wish | None:
    """A purchase in one line that ends with an invoice number: `@alice 500 inv-77`. None: the line is none.

    Raises UserError: bad-two-ways, bad-invoice.
    """
    line = text or ""
    before, mark, after = line.rpartition(";")
    if mark and after.strip():
        wish = _complete_wish(before.replace(";", " "), names)
        with contextlib.suppress(UserError):
            return replace(wish, invoice=parse_invoice(after)) if wish else None
    wishes = _wishes(line, names=names)
    if len(set(wishes)) > 1:
        raise UserError("bad-two-ways")
    *rest, last = line.split() or [""]
    if not wishes and not is_purchase_word(last) and _complete_wish(" ".join(rest), names):
        raise UserError("bad-invoice")
    return wishes[0] if wishes and wishes[0].invoice else None


# Rows and their cells


def _records(text: str) -> Iterator[Record]:
    text = text.replace("\r\n", "\n").translate(_LIKE_ASCII)
    mark = next((mark for line in text.split("\n") if (mark := _separator(line))), None)
    if text.startswith("sep="):  # as Excel writes it
        mark, _, text = text[4:5], *text[5:].partition("\n")[1:]
    if mark:
        try:
            rows = list(csv.reader(StringIO(text), delimiter=mark, strict=True, skipinitialspace=True))
        except csv.Error:  # a single quotation mark, for instance
            pass
        else:
            yield from ((cells, mark) if len(cells) > 1 or "\n" in "".join(cells) else _split(cells) for cells in rows)
            return
    yield from (_split([line]) for line in text.split("\n"))


def _separator(line: str) -> str | None:
    unquoted = re.sub(r'"[^"]*"', "", line)
    return next((mark for mark in _SEPARATORS if mark in unquoted), None)


def _split(line: Sequence[str]) -> Record:
    text = "".join(line)
    mark = _separator(text)
    if len(text) > MAX_CELL_LENGTH:
        return [text], ""
    return (next(csv.reader([text], delimiter=mark)), mark) if mark else (text.split(), " ")


def _clean(cell: str) -> str:
    # escape_formula (csv_files.py) puts an apostrophe before @name.
    return cell.strip().removeprefix("'").strip()


def _parse(records: Iterable[Record], words: ColumnWords) -> list[BatchRow]:
    clean = (each for cells, mark in records for each in _purchases(list(map(_clean, cells)), mark))
    lines = list(islice((line for line in clean if any(line[0])), MAX_TITLE_ROWS + 1 + MAX_ROWS + 1))
    columns: Columns | None = None
    width = 0
    for number, (cells, _) in enumerate(lines[: MAX_TITLE_ROWS + 1]):
        if columns := _find_columns(cells, words):
            lines, width = lines[number + 1 :], len(cells)
            break
        if sum(map(bool, cells)) > 1:
            break
    if not lines:
        raise UserError("bulk-empty")
    if len(lines) > MAX_ROWS:
        raise UserError("bulk-too-many", most=MAX_ROWS)
    if columns is None:
        lines = _without_numbers([_without_mark(line) for line in lines])
    return _mark_duplicates([_row(number, line, columns, width) for number, line in enumerate(lines, 1)])


def _purchases(cells: list[str], mark: str) -> list[Record]:
    """The purchases of a line that has several, such as `@alice 100, @bob 200`; else the line."""
    filled = [_LIST_MARK.sub("", cell) for cell in cells if cell]
    if mark in (",", ";") and len(filled) > 1 and all("@" in cell and _wishes(cell, names=False) for cell in filled):
        return [_split([cell]) for cell in filled]
    return [(cells, mark)]


def _without_mark(line: Record) -> Record:
    cells, mark = line
    if mark == " ":
        return _LIST_MARK.sub("", " ".join(cells)).split(), mark
    return [_LIST_MARK.sub("", cells[0]), *cells[1:]], mark


def _without_numbers(lines: list[Record]) -> list[Record]:
    """The lines without the numbers 1, 2, 3 … before them. Where the numbers may be amounts, or parts of amounts, the
    lines that have them are unclear: row 51 is no order of 51 Stars."""
    numbered = [place for place, (cells, _) in enumerate(lines) if cells[1:] and re.fullmatch(r"\d{1,4}", cells[0])]
    numbers = [int(lines[place][0][0]) for place in numbered]
    steps = [after - before for before, after in pairwise(numbers)]
    if sum(len(lines[place][0]) > 2 for place in numbered) < 2 or steps.count(1) * 2 < len(steps):
        return lines
    is_clear = numbers[0] == 1 and min(steps) > 0 and not any(re.fullmatch(r"\d{3}", lines[i][0][1]) for i in numbered)
    for place in numbered:
        cells, mark = lines[place]
        lines[place] = (cells[1:], mark) if is_clear else (cells, UNCLEAR)
    return lines


def _phrase(text: str) -> str:
    return " ".join(re.split(r"[\s.,:;()\[\]/#№*_-]+", fold(text))).strip()


def _find_columns(cells: Sequence[str], words: ColumnWords) -> Columns | None:
    """None: the row names no columns. A row with @ or a digit never does.

    Raises UserError: bulk-columns (name or amount is missing, or there twice).
    """
    if any("@" in cell or any(map(str.isdigit, cell)) for cell in cells):
        return None
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(cells):
        phrase = _phrase(cell)
        meanings = words.get(phrase) or [meaning for word in phrase.split() for meaning in words.get(word, ())]
        if meanings:
            column, rank = min(meanings, key=lambda meaning: meaning[1])
            found.setdefault(column, []).append((rank, place))
    if not found.keys() & {"recipient", "amount"} or len(cells) < 2:
        return None
    best = {column: sorted(places) for column, places in found.items()}
    is_unclear = any(len(places) > 1 and places[0][0] == places[1][0] for places in best.values())
    if is_unclear or not found.keys() >= {"recipient", "amount"}:
        raise UserError("bulk-columns")
    columns = {column: (places[0][1], cells[places[0][1]]) for column, places in best.items()}
    for _, place in best["amount"]:  # Stars and Premium may have a column each
        columns |= {f"amount of {product}": (place, cells[place]) for product in find_products(cells[place])}
    return columns


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
        cells, mark = _split(cells)
    if mark == " ":
        wishes: list[Wish | Problem] = [*_wishes(" ".join(cells), names=True)]
    else:
        cells = sorted(cells, key=lambda cell: not cell.startswith("@"))
        counts = range(1, len(cells)) if mark == "," else (1,)
        wishes = [_read(cells, mark, _IN_ORDER, len(_IN_ORDER), count) for count in counts]
        if mark == "," and not any(isinstance(wish, Wish) for wish in wishes):
            wishes += _wishes(mark.join(cells), names=True)
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
        wish = _goods(amount, product or name)
        if product and not wish.product:
            return problem
        problem = Problem.INVOICE
        return replace(wish, recipient=username, invoice=parse_invoice(invoice) if invoice else None)
    except UserError:
        return problem


def _goods(text: str, product: str = "") -> Wish:
    """An amount, perhaps with its product, which `product` may say too. Raises UserError: bad-what, bad-number, …"""
    wish = parse_wish(_ZERO_CENTS.sub("", text))
    if wish is None or wish.recipient or wish.amount is None:
        raise UserError("bad-what")
    products = find_products(product) | ({wish.product} if wish.product else set())
    if len(products) > 1:
        raise UserError("bad-what")
    return replace(wish, product=next(iter(products), None))


def _wishes(line: str, *, names: bool) -> list[Wish]:
    """The ways to read a typed line: as a whole, and with its last word as the invoice number."""
    *rest, last = line.split() or [""]
    with_invoice = _complete_wish(" ".join(rest), names)
    if with_invoice and not is_purchase_word(last):
        with contextlib.suppress(UserError):
            with_invoice = replace(with_invoice, invoice=parse_invoice(last))
    wishes = (_complete_wish(line, names), with_invoice)
    return [wish for wish in wishes if wish and (wish is not with_invoice or wish.invoice)]


def _complete_wish(line: str, names: bool) -> Wish | None:
    try:
        wish = parse_wish(_ZERO_CENTS.sub("", line), names=names)
    except UserError:
        return None
    return wish if wish and wish.recipient and wish.amount else None


def _mark_duplicates(rows: list[BatchRow]) -> list[BatchRow]:
    """Sets `duplicate_of` in rows that repeat an earlier row."""
    first: dict[str, int] = {}
    marked: list[BatchRow] = []
    for row in rows:
        first_number = first.setdefault(row.goods.fingerprint, row.number) if row.problem is None else row.number
        marked.append(row.model_copy(update={"duplicate_of": first_number}) if first_number != row.number else row)
    return marked
