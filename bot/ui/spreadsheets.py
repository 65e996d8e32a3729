"""Writes CSV that spreadsheet programs open: UTF-8 with a BOM, commas, CRLF, no formulas."""

import csv
import io
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import datetime
from decimal import Decimal

BOM = b"\xef\xbb\xbf"
"""Without a BOM some spreadsheet programs do not recognise UTF-8."""

Cell = str | int | Decimal | datetime | None

_FORMULA = re.compile(r"[=+\-@\t\r\n|%]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def rows_to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The whole file."""
    return BOM + _lines([header, *rows])


async def stream_csv(header: Sequence[str], pages: AsyncIterable[Iterable[Sequence[Cell]]]) -> AsyncIterator[bytes]:
    """Yields the file in parts, a header and then each page of rows, so that a long file needs little memory."""
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
        case str():
            return escape_formula(value)
        case _:
            return str(value)


def escape_formula(text: str) -> str:
    """Puts an apostrophe before a text that a spreadsheet program would run as a formula. Numbers stay numbers."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
