"""The CSV files that people download, for spreadsheet programs: UTF-8 with a BOM, commas, CRLF, no formulas."""

import csv
import io
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from bot.orders.batch import BatchView
from bot.orders.models import WatchedOrder
from bot.orders.statistics import SalesTotals
from bot.ui.branding import Branding
from bot.ui.screens import pay
from bot.ui.wallet import transfer_link

BATCH_COLUMNS = (
    *("row", "order_id", "recipient", "product", "amount", "invoice"),
    *("status", "price_ton", "address", "memo", "link", "expires_at", "problem"),
)
ORDER_COLUMNS = (
    *("order_id", "created_at", "status", "product", "amount", "recipient", "invoice", "price_ton", "memo"),
    *("cost_usd", "retail", "currency", "profit", "client", "paid_to_me_at"),
)
"""`price_ton` is the cost; `profit` is in the currency of `retail`, and only of what was delivered."""

BOM = b"\xef\xbb\xbf"
"""Without a BOM some spreadsheet programs do not recognise UTF-8."""

Cell = str | int | Decimal | datetime | None

CENT = Decimal("0.01")

_FORMULA = re.compile(r"[=+\-@\t\r\n|%＝＋－＠]")
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
        problem = ": ".join(filter(None, (row.problem, row.detail)))
        rows.append([*what, *_payment(branding, watched, now, skew), problem or None])
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
    cells: list[Cell] = [order.id, order.created_at, order.status, *goods, watched.invoice]
    cells += [order.price_ton, order.payment_memo]
    sale, totals = watched.sale, SalesTotals.of(watched)
    if sale is None or order.price_ton is None:
        return [*cells, None, None, None, None, watched.client, watched.settled_at]
    usd = None if sale.ton_usd is None else (order.price_ton * sale.ton_usd).quantize(CENT)
    profit = totals.takings[sale.code].profit.quantize(CENT) if totals.delivered else None
    return [*cells, usd, sale.price, sale.code, profit, watched.client, watched.settled_at]


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
