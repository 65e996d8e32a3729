"""Divides a pasted text into the rows of a list, and each row into its cells."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import pairwise

from bot.ui.spreadsheets import MAX_CELL_LENGTH
from bot.ui.typed_purchase import read_wishes

Record = tuple[list[str], str]
"""The cells of a row, and what stood between them; empty: they were cells of a workbook."""

_SEPARATORS = "\t;,"

UNCLEAR = "?"
"""Stands for the separator of a record that can be read in two ways as a whole."""
_LIKE_ASCII = str.maketrans({"،": ",", "؛": ";", "\r": "\n"})

_LIST_MARK = re.compile(r"^(?:[#№]?\s?\d{1,3}[.)]|[•*–—-])\s*(?=$|@|[^\W\d])")
"""What stands before a line of a list: `1.`, `2)`, a dash. A number follows nothing of this kind."""


def read_records(text: str) -> Iterator[Record]:
    """The rows of a text: CSV if it is well-formed, else each line by itself."""
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
            yield from ((cells, mark) if len(cells) > 1 or "\n" in "".join(cells) else split(cells) for cells in rows)
            return
    yield from (split([line]) for line in text.split("\n"))


def _separator(line: str) -> str | None:
    unquoted = re.sub(r'"[^"]*"', "", line)
    return next((mark for mark in _SEPARATORS if mark in unquoted), None)


def split(line: Sequence[str]) -> Record:
    """The cells of one typed line, and what stands between them."""
    text = "".join(line)
    mark = _separator(text)
    if len(text) > MAX_CELL_LENGTH:
        return [text], ""
    return (next(csv.reader([text], delimiter=mark)), mark) if mark else (text.split(), " ")


def clean_cell(cell: str) -> str:
    # escape_formula (csv_files.py) puts an apostrophe before @name.
    return cell.strip().removeprefix("'").strip()


def purchases(cells: list[str], mark: str) -> list[Record]:
    """The purchases of a line that has several, such as `@alice 100, @bob 200`; else the line."""
    filled = [_LIST_MARK.sub("", cell) for cell in cells if cell]
    are_purchases = all("@" in cell and read_wishes(cell, names=False) for cell in filled)
    if mark in (",", ";") and len(filled) > 1 and are_purchases:
        return [split([cell]) for cell in filled]
    return [(cells, mark)]


def without_mark(line: Record) -> Record:
    cells, mark = line
    if mark == " ":
        return _LIST_MARK.sub("", " ".join(cells)).split(), mark
    return [_LIST_MARK.sub("", cells[0]), *cells[1:]], mark


def without_numbers(lines: list[Record]) -> list[Record]:
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
