"""Stories of a reseller's statistics: the screen with the chart, the file, and the daily report."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_CEILING, Decimal
from typing import Any

from bot.orders.markup import Sale
from bot.orders.models import WatchedOrder
from bot.orders.statistics import SalesByDay, Takings
from bot.partner.goods import Product
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
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
    watched = await shop.services.watch.get(str(order["id"]))
    assert watched is not None
    await rosa.says("/my_export")
    (row,) = csv.DictReader(io.StringIO((await rosa.gets_file("orders-")).decode("utf-8-sig")))
    assert Decimal(row.pop("cost_usd")) > 0
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
        "retail": f"{watched.estimate:f}",  # as it was quoted; the order's price is a moment younger
        "currency": "TON",
        "profit": "",
        "client": "-42",
        "paid_to_me_at": "",
    }
    await rosa.says("/my_export 2026-01-01 2026-01-31")
    await rosa.sees("No orders in that time")
    for words in (
        "yesterday",
        "2026-02-30",
        "2026-02-02 2026-02-01",
        "2026-01-01 2026-01-02 2026-01-03",
        "0001-01-01",
        "2026-01-01 9999-12-31",
    ):
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
    await rosa.sees("Your day", f"{today:%b} {today.day}, {today.year}", "Orders: 1, delivered: 1", price, after=last)

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
    day: int, status: OrderStatus, *, hour: int = 12, ton: str = "0.5", product: Product = Product.STARS, **sold: Any
) -> WatchedOrder:
    made = Order(
        id=f"{day}{hour}",
        status=status,
        status_text=status,
        product=product,
        amount=100 if product is Product.STARS else 6,
        price_ton=Decimal(ton),
        created_at=datetime(2026, 7, day, hour, tzinfo=UTC),
    )
    return WatchedOrder(order=made, chat_id=ROSA, **sold)


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


def sold(price: str, *, code: str = "RUB", per_ton: str = "300") -> Sale:
    return Sale(price=Decimal(price), code=code, per_ton=Decimal(per_ton), ton_usd=Decimal(3))


def test_turnover_cost_profit_and_what_is_unpaid_are_exact_and_by_currency() -> None:
    paid = datetime(2026, 7, 3, 13, tzinfo=UTC)
    orders = [
        order(1, OrderStatus.COMPLETED, sale=sold("200.50"), client="inv-1", settled_at=paid),
        order(2, OrderStatus.COMPLETED, sale=sold("180"), client="inv-1"),
        order(2, OrderStatus.PENDING_PAYMENT, sale=sold("170"), client="inv-2"),
        order(3, OrderStatus.REFUNDED, sale=sold("160"), client="inv-2"),
        order(3, OrderStatus.EXPIRED, sale=sold("150"), client="inv-3"),
        order(3, OrderStatus.COMPLETED, sale=sold("9", code="INR", per_ton="20"), client="@alice"),
        order(3, OrderStatus.COMPLETED),  # from before prices were stored
    ]
    sales = SalesByDay.count(orders, date(2026, 7, 3), 30, UTC)
    month = sales.last(30)
    assert month.takings["RUB"] == Takings(Decimal("380.50"), Decimal("300.0"), Decimal(350))
    assert month.takings["RUB"].profit == Decimal("80.50")
    assert month.takings["INR"] == Takings(Decimal(9), Decimal("10.0"), Decimal(9))
    assert month.usd == Decimal("4.5")
    assert sales.clients["inv-1"].takings["RUB"].unpaid == 180
    assert sales.clients["inv-2"].takings["RUB"] == Takings(Decimal(0), Decimal(0), Decimal(170))
    assert sales.last(1).takings.keys() == {"RUB", "INR"}
    assert sum(totals.orders for totals in sales.clients.values()) == month.orders == 7


async def test_two_spellings_of_an_invoice_are_one_client(shop: Shop, rosa: Person) -> None:
    for invoice, amount in ("Ivan", "100"), ("ivan", "250"):
        await buys_with_invoice(rosa, invoice, amount)
        await shop.quiet()
    await rosa.says("/my_stats")
    await rosa.taps("By client", on=await rosa.sees("My figures", photo=True))
    await rosa.sees("My figures by client", "2 orders")


async def test_the_figures_speak_the_clients_money_and_name_the_clients(shop: Shop, rosa: Person) -> None:
    for words in ("/currency RUB 310 per TON / 10", "/margin 20%"):
        last = await rosa.last_seen()
        await rosa.says(words)
        await rosa.sees("RUB", after=last)
    await buys_with_invoice(rosa, "inv-42")
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    shop.clock.advance(seconds=30)
    await rosa.sees("✅ Delivered", "inv-42")
    cost = Decimal(str(order["price_ton"]))
    price = (cost * Decimal("1.2") * 31).to_integral_value(ROUND_CEILING) * 10
    await rosa.says("/my_stats")
    screen = await rosa.sees("My figures", photo=True)
    assert screen.text.count(f"Turnover: RUB {price:,.0f}") == 3
    assert f"unpaid: RUB {price:,.0f}" in screen.text
    await rosa.taps("By client", on=screen)
    page = await rosa.sees("My figures by client", "30 days", "inv-42", "1 order", f"RUB {price:,.0f}")
    await rosa.taps("Today", on=page)
    await rosa.sees("My figures by client", "Today", "inv-42")
    await rosa.says("/my_export")
    (row,) = csv.DictReader(io.StringIO((await rosa.gets_file("orders-")).decode("utf-8-sig")))
    assert (row["retail"], row["currency"], row["client"]) == (str(price), "RUB", "inv-42")
    assert Decimal(row["profit"]) == (price - cost * 310).quantize(Decimal("0.01"))
