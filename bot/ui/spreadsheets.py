"""Reads the files that resellers send: Excel workbooks (.xlsx), and text in the encodings of spreadsheet programs.

A file is untrusted: its size, unpacked size, rows, columns and cells are bounded, and so is the time of a reading.
"""

import asyncio
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.orders.clients import clean_text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

MAX_FILE_SIZE = 1024 * 1024
"""Bytes."""

MAX_UNPACKED_SIZE = 16 * 1024 * 1024
"""Bytes of a workbook's parts together. zipfile unpacks no more of a part than its header says."""

MAX_PARTS = 1000
"""Parts of a workbook."""

MAX_SHEETS, MAX_SHEET_ROWS, MAX_COLUMNS, MAX_CELL_LENGTH = 20, 1000, 50, 1000
"""What is read of a workbook with orders; a longer cell cannot be part of an order."""

MAX_HIDDEN_ROWS = 20_000
"""Of a sheet with a filter. They are read over."""

READ_TIMEOUT = 15.0
"""Seconds. The thread may go on for a moment: the sizes above bound its work."""

MAX_EXACT_NUMBER = 10**15
"""Excel keeps 15 digits. A longer number, of an invoice for instance, is not what was typed; it is shown as 1.2E+15."""

MERGED = "↑"
"""Stands before a value that the row shares with the row above."""

MAX_SHEET_NAME = 31
"""Characters, as in Excel."""

_threads = ThreadPoolExecutor(2, "spreadsheets")
"""More files at once wait, so that big files leave the CPU to others."""

_OTHER_FORMAT = (b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"<")
"""Beginnings of .xls (and of a workbook with a password), PDF, RTF, HTML and XML."""

_FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
"""In the XML of a sheet."""

_ROW = re.compile(rb"<(?:\w+:)?row[\s/>][^>]*")
"""The beginning of a row in the XML of a sheet, with its attributes."""

_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']""")
"""Cells that are one in a sheet: the column and the row of the first, and the last row."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Sheet:
    """`hidden`: how many of its rows a filter or a person has hidden. They are no part of `rows`."""

    name: str
    rows: list[list[str]]
    hidden: int = 0


async def read_file(
    content: bytes, count_known: Callable[[str], int], *, max_size: int = MAX_FILE_SIZE, max_rows: int = MAX_SHEET_ROWS
) -> str | list[Sheet]:
    """The sheets of a workbook that have rows, visible ones first; or the text of any other file, see `decode`.

    Raises UserError: bulk-too-large, bulk-not-read.
    """
    if len(content) > max_size:
        raise UserError("bulk-too-large")
    if not content.startswith(b"PK\x03\x04"):
        return await asyncio.to_thread(decode, content, count_known)
    try:
        async with asyncio.timeout(READ_TIMEOUT):
            return await asyncio.get_running_loop().run_in_executor(_threads, _read_workbook, content, max_rows)
    except TimeoutError as error:
        raise UserError("bulk-too-large") from error


def decode(content: bytes, count_known: Callable[[str], int]) -> str:
    """The text in UTF-8, UTF-16, or else in the code page in which it has most words that are known. Usernames and
    numbers are the same in all code pages.

    Raises UserError: bulk-not-read.
    """
    if content.lstrip()[:8].startswith(_OTHER_FORMAT):
        raise UserError("bulk-not-read")
    try:
        text = content.decode(_unicode(content))
    except UnicodeDecodeError as error:
        if b"\0" in content:
            raise UserError("bulk-not-read") from error
        # Cyrillic and Arabic words have only letters above ASCII; Western ones have them between others.
        pages = ("cp1251", "cp1252", "cp1254", "cp1256")
        likely = pages if re.search(rb"[\xc0-\xff]{3}", content) else pages[1:] + pages[:1]
        text = max((content.decode(page, "replace") for page in likely), key=count_known)
    if _CONTROL.search(text):
        raise UserError("bulk-not-read")
    return text


def _unicode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    high, low = content[::2].count(0), content[1::2].count(0)
    if max(high, low) * 20 < len(content):
        return "utf-8-sig"
    return "utf-16-be" if high > low else "utf-16-le"


def _read_workbook(content: bytes, max_rows: int) -> list[Sheet]:
    """Blocks for seconds at worst."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_SIZE:
                raise UserError("bulk-too-large")
            sheets = (part for part in parts if part.filename.startswith("xl/worksheets/"))
            has_formulas = any(_FORMULA.search(archive.read(part)) for part in sheets)
        read = _read_sheets(content, max_rows, formulas=False)
        if has_formulas:
            written = _read_sheets(content, max_rows, formulas=True)
            pairs = zip(read, written, strict=True)
            read = [Sheet(sheet.name, _with_formulas(sheet, other), sheet.hidden) for sheet, other in pairs]
    except UserError:
        raise
    except Exception as error:  # whatever a library raises that reads a damaged or forged file
        raise UserError("bulk-not-read") from error
    filled = [Sheet(sheet.name, list(filter(any, sheet.rows)), sheet.hidden) for sheet in read]
    return [sheet for sheet in filled if sheet.rows]


def _hidden_rows(xml: bytes) -> set[int]:
    """The numbers of a sheet's hidden rows, which openpyxl does not tell while it reads row by row."""
    hidden: set[int] = set()
    number = 0
    for row in _ROW.findall(xml):
        typed = re.search(rb"""\sr\s*=\s*["'](\d{1,7})["']""", row)
        number = int(typed[1]) if typed else number + 1
        if _HIDDEN.search(row):
            hidden.add(number)
    return hidden


def _read_sheets(content: bytes, max_rows: int, *, formulas: bool) -> list[Sheet]:
    """The cells of the rows that are not hidden, with their values; with `formulas` as they were typed."""
    from openpyxl import load_workbook  # takes 0.6 s, so the start does not wait for it

    book = load_workbook(BytesIO(content), read_only=True, data_only=not formulas, keep_links=False)
    sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")[:MAX_SHEETS]
    read: list[Sheet] = []
    for sheet in sheets:  # the file's own dimensions may be wrong or huge
        with sheet._get_source() as source:  # type: ignore[attr-defined]
            xml = source.read()
        hidden = _hidden_rows(xml)
        if len(hidden) > MAX_HIDDEN_ROWS:
            raise UserError("bulk-too-large")
        cells = sheet.iter_rows(max_row=max_rows + len(hidden), max_col=MAX_COLUMNS)
        rows = _fill_merged([list(map(_cell_text, row)) for row in cells], xml)
        shown = [row for number, row in enumerate(rows, 1) if number not in hidden]
        left_out = sum(any(row) for number, row in enumerate(rows, 1) if number in hidden)
        read.append(Sheet(clean_text(sheet.title)[:MAX_SHEET_NAME], shown[:max_rows], left_out))
    return read


def _fill_merged(rows: list[list[str]], xml: bytes) -> list[list[str]]:
    """Writes the value of merged cells, after MERGED, into the rows that they cover and that have values of their own.
    The file has it in the first row only."""
    from openpyxl.utils import column_index_from_string

    has_values = list(map(any, rows))
    left = len(rows) * MAX_COLUMNS  # cells of a sheet are merged once; a forged file may say otherwise
    for match in _MERGED.finditer(xml):
        place, top, last = column_index_from_string(match[1].decode()) - 1, int(match[2]), int(match[3])
        if left < 0 or not 0 < top <= len(rows):
            break
        value = rows[top - 1][place] if place < len(rows[top - 1]) else ""
        for number in range(top, min(last, len(rows)) if value else top):
            left -= 1
            if has_values[number] and place < len(rows[number]):
                rows[number][place] = MERGED + value
    return rows


def _with_formulas(values: Sheet, written: Sheet) -> list[list[str]]:
    """The rows with "=" in the cells whose formula has no stored value: what they would show is not known."""
    pairs = zip(values.rows, written.rows, strict=True)
    return [[value or ("=" if typed else "") for value, typed in zip(*rows, strict=True)] for rows in pairs]


def _cell_text(cell: "Cell | MergedCell") -> str:
    """What the cell shows: 500 for a number that is stored as 500.0, 00077 for one of five digits, a day without its
    midnight."""
    match value := cell.value:
        case None:
            return ""
        case int() | float() if not isinstance(value, bool) and (isinstance(value, int) or value.is_integer()):
            if abs(value) >= MAX_EXACT_NUMBER:
                return f"{float(value):.5E}"
            form = str(cell.number_format)
            return str(int(value)).zfill(len(form) if re.fullmatch("0{2,30}", form) else 0)
        case datetime() if value == datetime.combine(value.date(), datetime.min.time()):
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value)[: MAX_CELL_LENGTH + 1].strip()
