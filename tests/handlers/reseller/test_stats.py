"""Stories of a reseller's statistics: the screen with the chart, the file, and the daily report."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from bot.orders.statistics import SalesByDay
from bot.partner.models import Order, OrderStatus, Product
from tests.handlers.reseller.test_bulk import reads
from tests.handlers.reseller.test_menu import buys_with_invoice
from tests.support.shop import ALICE, ROSA, Json, Person, Shop


async def sells(shop: Shop, rosa: Person, quantity: str = "100") -> Json:
    """Places an order of Rosa's, pays it and waits until it is delivered."""
    screen = await rosa.buys_stars(quantity)
    order = (await shop.orders())[0]
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    shop.clock.advance(seconds=30)
    await reads(rosa, screen.id, "delivered")
    await rosa.sees("✅ Delivered", photo=True, after=screen.id)
    return order


async def test_figures_are_of_ones_own_orders_and_have_a_chart(shop: Shop, rosa: Person) -> None:
    await shop.person(ALICE).buys_stars("1,000")
    first = await sells(shop, rosa, "100")
    second = await sells(shop, rosa, "250")
    await rosa.buys_stars("50")
    await rosa.says("/my_stats")
    screen = await rosa.sees("My figures", photo=True)
    ton = Decimal(str(first["price_ton"])) + Decimal(str(second["price_ton"]))
    assert screen.text.count("Orders: 3, delivered: 2 (100%)") == 3, "today, 7 days, 30 days"
    assert "Stars: 350 · Premium months: 0" in screen.text
    assert f"{ton.normalize():f} TON" in screen.text


async def test_the_export_is_exact_and_in_the_range(shop: Shop, rosa: Person) -> None:
    await shop.person(ALICE).buys_stars("1,000")
    await buys_with_invoice(rosa, "-42")
    order = (await shop.orders())[0]
    await rosa.says("/my_export")
    (row,) = csv.DictReader(io.StringIO((await rosa.gets_file("orders-")).decode("utf-8-sig")))
    assert row == {
        "order_id": str(order["id"]),
        "created_at": order["created_at"],
        "status": "pending_payment",
        "product": "stars",
        "amount": "100",
        "recipient": "rosa_reseller",
        "invoice": "-42",  # a number, and no formula
        "price_ton": str(order["price_ton"]),
        "memo": order["payment_memo"],
    }
    await rosa.says("/my_export 2026-01-01 2026-01-31")
    await rosa.sees("No orders in that time")
    for words in ("yesterday", "2026-02-30", "2026-02-02 2026-02-01", "2026-01-01 2026-01-02 2026-01-03"):
        last = await rosa.last_seen()
        await rosa.says(f"/my_export {words}")
        await rosa.sees("Send /my_export, or with days", after=last)


async def test_an_invoice_that_looks_like_a_formula_is_none_in_the_file(shop: Shop, rosa: Person) -> None:
    await buys_with_invoice(rosa, "-cmd")
    await rosa.says("/my_export")
    (row,) = csv.DictReader(io.StringIO((await rosa.gets_file("orders-")).decode("utf-8-sig")))
    assert row["invoice"] == "'-cmd"


async def test_the_daily_summary_comes_when_the_day_is_over(shop: Shop, rosa: Person) -> None:
    await rosa.says("/daily +3")
    await rosa.sees("Daily summary: on", "UTC+03:00")
    order = await sells(shop, rosa)
    zone = timezone(timedelta(hours=3))
    today = shop.clock().astimezone(zone).date()
    midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), zone)
    last = await rosa.last_seen()

    shop.clock.advance(seconds=(midnight - shop.clock()).total_seconds() - 3600)
    await shop.quiet()
    assert await rosa.last_seen() == last, "the day is not over"
    shop.clock.advance(seconds=3601)
    price = f"{Decimal(str(order['price_ton'])).normalize():f} TON"
    await rosa.sees("Your day", f"{today:%d.%m.%Y}", "Orders: 1, delivered: 1", price, after=last)

    last = await rosa.last_seen()
    shop.clock.advance(days=1)
    await shop.quiet()
    assert await rosa.last_seen() == last, "a day without orders is no message"


async def test_the_daily_summary_can_be_switched_off(shop: Shop, rosa: Person) -> None:
    await rosa.says("/daily on")
    await rosa.sees("Daily summary: on")
    assert await shop.services.daily.queue.size() == 1
    await rosa.says("/daily off")
    await rosa.sees("Daily summary: off")
    assert await shop.services.daily.queue.size() == 0
    await rosa.says("/daily sometimes")
    await rosa.sees("Send /daily on, /daily off, or your time zone")


async def test_nobody_elses_day_is_counted(shop: Shop, rosa: Person) -> None:
    await rosa.says("/my_stats")
    await rosa.sees("Orders: 0, delivered: 0 (—)", photo=True)
    await rosa.says("/my_export")
    await rosa.sees("No orders in that time")
    assert await shop.services.history.find(ROSA, "alice", 5) == []


# Counting, exactly


def order(
    day: int, status: OrderStatus, *, hour: int = 12, ton: str = "0.5", product: Product = Product.STARS
) -> Order:
    return Order(
        id=f"{day}{hour}",
        status=status,
        status_text=status,
        product=product,
        amount=100 if product is Product.STARS else 6,
        price_ton=Decimal(ton),
        created_at=datetime(2026, 7, day, hour, tzinfo=UTC),
    )


def test_what_counts_for_what() -> None:
    orders = [
        order(1, OrderStatus.COMPLETED, ton="0.123456789"),
        order(2, OrderStatus.COMPLETED, product=Product.PREMIUM, ton="4"),
        order(2, OrderStatus.EXPIRED),
        order(3, OrderStatus.PENDING_PAYMENT),
        order(3, OrderStatus.REFUNDED),
        order(9, OrderStatus.COMPLETED),
    ]
    business = SalesByDay.count(orders, date(2026, 7, 3), 30, UTC)
    assert len(business.days) == 30
    month = business.last(30)
    assert (month.orders, month.delivered, month.ended) == (5, 2, 4)
    assert (month.stars, month.months, month.ton) == (100, 6, Decimal("4.123456789"))
    assert month.success == Decimal("0.5")
    assert business.last(1).orders == 2
    assert business.last(1).success == 0


def test_a_day_is_the_resellers_own() -> None:
    late = [order(1, OrderStatus.COMPLETED, hour=23)]
    assert SalesByDay.count(late, date(2026, 7, 2), 1, timezone(timedelta(hours=3))).last(1).orders == 1
    assert SalesByDay.count(late, date(2026, 7, 2), 1, UTC).last(1).orders == 0
