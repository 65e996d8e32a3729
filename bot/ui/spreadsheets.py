"""CSV for spreadsheets, a piece at a time, so that a large range never stands in memory.

A cell that begins like a formula is given an apostrophe: a name or a note of a stranger's must not run in the program
that opens the file. Amounts of money stay numbers, a minus sign before digits included.
"""

import csv
import io
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import datetime
from decimal import Decimal

BOM = b"\xef\xbb\xbf"
"""Without it some spreadsheets take UTF-8 for something else."""

Cell = str | int | Decimal | datetime | None

_FORMULA = re.compile(r"[=+\-@\t\r\n|%]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def rows_to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole file. UTF-8 with a BOM, commas, CRLF."""
    return BOM + _lines([header, *rows])


async def stream_csv(header: Sequence[str], pages: AsyncIterable[Iterable[Sequence[Cell]]]) -> AsyncIterator[bytes]:
    """The same in pieces: one for the header, one for each page of rows."""
    yield BOM + _lines([header])
    async for rows in pages:
        yield _lines(rows)


def _lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(timespec="seconds").replace("+00:00", "Z")
        case Decimal():
            return f"{value:f}"
        case str() if _FORMULA.match(value) and not _NUMBER.fullmatch(value):
            return f"'{value}"
        case _:
            return str(value)
