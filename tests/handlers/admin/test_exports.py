"""Orders and transactions as CSV files."""

import csv
import errno
import io
import os
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.support.shop import Person, Shop


async def file_of(ivan: Person, name: str) -> list[dict[str, str]]:
    """The rows of the newest file with that name in the admin's chat."""
    content = await ivan.gets_file(name)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_orders_of_some_days_as_a_file(shop: Shop) -> None:
    ivan = await shop.admin()
    before = await shop.places("too_early")
    shop.clock.advance(days=2)
    day = shop.clock().date()
    orders = [await shop.places(f"friend_{i}") for i in range(105)]  # more than a page
    shop.clock.advance(days=1)
    after = await shop.places("too_late")

    await ivan.says(f"/export orders {day} {day}")
    await ivan.sees("Orders exported: 105")
    rows = await file_of(ivan, f"orders-{day}-{day}.csv")
    assert [row["id"] for row in rows] == [str(order["id"]) for order in reversed(orders)]
    assert str(before["id"]) not in {row["id"] for row in rows}
    assert str(after["id"]) not in {row["id"] for row in rows}
    first = rows[-1]
    assert first["recipient"] == "friend_0"
    assert Decimal(first["price_ton"]) == Decimal(str(orders[0]["price_ton"]))
    assert first["status"] == "expired"
    assert first["created_at"] == orders[0]["created_at"]


async def test_transactions_as_a_file_survive_a_partner_that_is_away(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.control("topup", {"amount_ton": 3})
    await shop.fault("error", "/balance/transactions", times=None)
    await ivan.says("/export transactions")
    await ivan.sees("Exporting transactions: 0 so far")
    calls = (await shop.http.get("/control/history")).json()["items"]

    async def refused() -> bool:
        calls = (await shop.http.get("/control/history")).json()["items"]
        return len([call for call in calls if call["path"] == "/balance/transactions"]) >= 3

    assert await shop.eventually(refused), calls
    await shop.mended()
    shop.clock.advance(seconds=21)
    await ivan.sees("Transactions exported: 2")
    today = shop.clock().date()
    rows = await file_of(ivan, f"transactions-{today - timedelta(days=30)}-{today}.csv")
    assert [(row["type"], row["amount_ton"]) for row in rows] == [("topup", "3"), ("topup", "12.5")]


async def test_an_export_that_cannot_be_is_explained(shop: Shop) -> None:
    ivan = await shop.admin()
    for words in ("", "secrets", "orders 1 2 3"):
        await ivan.says(f"/export {words}".strip())
        await ivan.sees("Send /export orders or /export transactions")
    for words in (
        "orders yesterday",
        "orders 2026-02-02 2026-01-01",
        "orders 2026-13-01",
        "orders 0001-01-01 9999-12-31",
    ):
        await ivan.says(f"/export {words}")
        await ivan.sees("I cannot read those days.")


async def test_a_full_disk_ends_the_export_and_nothing_else(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    ivan = await shop.admin()
    await shop.places("friend")
    with monkeypatch.context() as disk:
        disk.setattr("bot.workers.exporter._append", fails)
        await ivan.says("/export orders")
        await ivan.sees("The file could not be written")
    await ivan.says("/export orders")
    await ivan.sees("Orders exported: 1")
