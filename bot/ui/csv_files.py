"""The columns and rows of the CSV files that resellers download."""

from collections.abc import Iterable
from datetime import datetime

from bot.orders.batch import BatchView
from bot.orders.models import WatchedOrder
from bot.ui.branding import Branding
from bot.ui.screens import pay
from bot.ui.spreadsheets import Cell, rows_to_csv
from bot.ui.wallet import transfer_link

BATCH_COLUMNS = (
    *("row", "order_id", "recipient", "product", "amount", "invoice"),
    *("status", "price_ton", "address", "memo", "link", "expires_at"),
)
ORDER_COLUMNS = ("order_id", "created_at", "status", "product", "amount", "recipient", "invoice", "price_ton", "memo")


def batch_csv(branding: Branding, view: BatchView, now: datetime) -> bytes:
    """All rows of a batch. A row that cannot be paid has no address, memo and link."""
    rows: list[list[Cell]] = []
    for line in view.lines:
        row, watched = line.row, line.watched
        order_id, price = (watched.order.id, watched.order.price_ton) if watched else (None, row.estimate)
        recipient = row.recipient or row.text
        what: list[Cell] = [row.number, order_id, recipient, row.product, row.amount, row.invoice, line.state, price]
        rows.append(what + _payment(branding, watched, now))
    return rows_to_csv(BATCH_COLUMNS, rows)


def orders_csv(orders: Iterable[WatchedOrder]) -> bytes:
    return rows_to_csv(ORDER_COLUMNS, map(_order, orders))


def _order(watched: WatchedOrder) -> list[Cell]:
    order = watched.order
    return [
        order.id,
        order.created_at,
        order.status,
        order.product,
        order.amount,
        order.recipient,
        watched.invoice,
        order.price_ton,
        order.payment_memo,
    ]


def _payment(branding: Branding, watched: WatchedOrder | None, now: datetime) -> list[Cell]:
    if watched is None or not pay.payable(branding, watched, now):
        return [None] * 4
    payment = watched.order.payment
    link = transfer_link(payment.address, payment.price_nano, payment.memo)
    return [payment.address, payment.memo, link, payment.expires_at]
