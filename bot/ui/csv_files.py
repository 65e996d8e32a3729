"""The CSV files that people download, for spreadsheet programs: UTF-8 with a BOM, commas, CRLF, no formulas."""

import csv
import io
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from bot.orders.batch import BatchView
from bot.orders.models import WatchedOrder
from bot.ui.branding import Branding
from bot.ui.screens import pay
from bot.ui.wallet import transfer_link

BATCH_COLUMNS = (
    *("row", "order_id", "recipient", "product", "amount", "invoice"),
    *("status", "price_ton", "address", "memo", "link", "expires_at"),
)
ORDER_COLUMNS = ("order_id", "created_at", "status", "product", "amount", "recipient", "invoice", "price_ton", "memo")

BOM = b"\xef\xbb\xbf"
"""Without a BOM some spreadsheet programs do not recognise UTF-8."""

Cell = str | int | Decimal | datetime | None

_FORMULA = re.compile(r"[=+\-@\t\r\n|%]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def batch_csv(branding: Branding, view: BatchView, now: datetime, skew: timedelta = timedelta(0)) -> bytes:
    """All rows of a batch. A row that cannot be paid has no address, memo and link. `now` is the partner's time, `skew`
    what it is ahead of ours."""
    rows: list[list[Cell]] = []
    for line in view.lines:
        row, watched = line.row, line.watched
        order_id, price = (watched.order.id, watched.order.price_ton) if watched else (None, row.estimate)
        recipient = row.recipient or row.text
        what: list[Cell] = [row.number, order_id, recipient, row.product, row.amount, row.invoice, line.state, price]
        rows.append(what + _payment(branding, watched, now, skew))
    return rows_to_csv(BATCH_COLUMNS, rows)


def _payment(branding: Branding, watched: WatchedOrder | None, now: datetime, skew: timedelta) -> list[Cell]:
    if watched is None or not pay.payable(branding, watched, now):
        return [None] * 4
    payment = watched.order.payment
    end = payment.expires_at and payment.expires_at - skew
    link = transfer_link(payment.address, payment.price_nano, payment.memo, end)
    return [payment.address, payment.memo, link, payment.expires_at]


def orders_csv(orders: Iterable[WatchedOrder]) -> bytes:
    return rows_to_csv(ORDER_COLUMNS, map(_order, orders))


def _order(watched: WatchedOrder) -> list[Cell]:
    order = watched.order
    goods = [order.product, order.amount, order.recipient]
    return [order.id, order.created_at, order.status, *goods, watched.invoice, order.price_ton, order.payment_memo]


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
