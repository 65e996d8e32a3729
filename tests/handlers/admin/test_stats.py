"""Statistics: the counts of this bot and of the partner, the rate and the fees."""

import io
import re
from datetime import UTC, timedelta

from PIL import Image

from tests.handlers.reseller.test_menu import buys_with_invoice
from tests.handlers.reseller.test_prices import says
from tests.support.shop import ALICE, IVAN, ROSA, Person, Shop


async def test_the_partners_count_stands_beside_our_own(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("✅ Delivered", photo=True)
    await shop.places(chat=None)  # an order that this bot does not know

    await ivan.says("/stats")
    screen = await ivan.sees("Figures", photo=True)
    partner, own = screen.text.split("This bot's count")
    assert "Orders: 2 (delivered: 1, " in partner
    assert f"Volume: {order['price_ton']} TON" in partner
    assert f"ordered 1, paid 1, delivered 1 · {order['price_ton']} TON" in own
    assert f"Delivered: 1 · Stars: 100 · Premium months: 0 · {order['price_ton']} TON" in own
    picture = screen.raw["photo"][-1]
    assert (picture["width"], picture["height"]) == (900, 520)
    png = await shop.download(picture["file_id"])
    colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors(100_000)
    assert colours is not None
    assert (59, 130, 246) in [colour for _, colour in colours], "today has a bar"


async def test_an_order_that_is_delivered_between_two_looks_was_paid(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.taps("I have paid")
    await alice.sees("✅ Delivered", photo=True)
    await shop.quiet()
    await ivan.says("/stats")
    today = shop.clock()
    await ivan.sees(f"{today:%b} {today.day} ordered 1, paid 1, delivered 1 · {order['price_ton']} TON", photo=True)


async def test_our_own_count_needs_no_partner(shop: Shop) -> None:
    ivan = await shop.admin()
    await shop.fault("error", "/orders/stats", times=None)
    await ivan.says("/stats")
    await ivan.sees("The partner does not answer right now.", "This bot's count", photo=True)


async def test_rate_and_fees(shop: Shop) -> None:
    ivan = await shop.admin()
    await ivan.says("/fees")
    await ivan.sees("Stars: from 50 to 10,000, fee 2%", "Premium: 3, 6, 12 months, fee 2%")
    await shop.fault("patch", "/pricing/fee", remove=["stars", "premium"])
    await ivan.says("/fees")
    await ivan.sees("Stars: from — to —")


# The report of the shop


async def test_the_owner_gets_the_shops_day_at_the_chosen_hour(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await ivan.says("/daily +3")
    await ivan.sees("+03:00")
    await ivan.says("/daily shop 25")
    await ivan.sees("from 0 to 23")
    await ivan.says("/daily shop 7")
    await ivan.sees("every day at 07:00", "+03:00")
    day = shop.clock().date()
    await alice.buys_stars()
    order = (await shop.order())["id"]
    await shop.control(f"orders/{order}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")
    await shop.control(f"orders/{order}/deliver")
    await alice.sees("✅ Delivered")
    left = shop.clock().replace(hour=4, minute=0, second=5) + timedelta(days=1) - shop.clock()
    shop.clock.advance(seconds=left.total_seconds())
    report = await ivan.sees(
        "The shop's day", f"{day:%b} {day.day}, {day.year}", "Ordered: 1, paid: 1", "delivered: 1", "Turnover: 0.4"
    )
    assert "Slowest delivery: 0:00:" in report.text
    assert "Paid and not delivered yet: –" in report.text
    await ivan.says("/daily shop off")
    await ivan.sees("no report of the shop")
    assert await shop.services.daily.queue.size() == 1, "only that of the reseller's own day is left"


async def test_the_shops_day_tells_what_resellers_earned_as_far_as_it_is_known(shop: Shop, rosa: Person) -> None:
    ivan = await shop.admin()
    day = shop.clock().date()
    await shop.services.notifier._send_shop_report(IVAN, day)
    assert "Profit" not in (await ivan.sees("The shop's day")).text
    await says(rosa, "/currency RUB 310 per TON / 10", "Your currency")
    await says(rosa, "/margin 10%", "Your margin")
    await buys_with_invoice(rosa, "inv-1")
    order = (await shop.order())["id"]
    await shop.control(f"orders/{order}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order}/deliver")
    await rosa.taps("I have paid")
    await rosa.sees("✅ Delivered")
    await shop.quiet()
    sold = (await shop.services.history.business(ROSA, UTC, days=1)).last(1).takings["RUB"]
    assert 0 < sold.profit < sold.turnover
    await shop.services.notifier._send_shop_report(IVAN, day)
    report = await ivan.sees("The shop's day", "Sold by resellers", "Profit: RUB")
    assert f"RUB {sold.profit:,.2f}" in report.text


async def test_the_whole_report_of_a_day_without_orders_and_of_one_with_all_kinds(shop: Shop, rosa: Person) -> None:
    """The hour stays the admin's own when their clock changes; the shop's day is that of UTC."""
    ivan, alice = await shop.admin(), shop.person()
    await until(shop, hour=0, minute=15)
    await ivan.says("/daily +99")
    await ivan.sees("your time zone like /daily +3")
    await ivan.says("/daily -3:30")
    await ivan.sees("-03:30")
    await ivan.says("/daily shop 9")
    await ivan.sees("every day at 09:00", "-03:30")
    day = shop.clock().date() - timedelta(days=1)
    await until(shop, hour=12, minute=30)  # 09:00 there
    assert (await ivan.sees("The shop's day")).text == (
        f"The shop's day · {day:%b} {day.day}, {day.year}\n\nOrdered: 0, paid: 0, delivered: 0\nTurnover: 0 TON\n"
        "Not delivered: –\nSlowest delivery: –\nPaid and not delivered yet: –"
    )
    await ivan.says("/daily +5")
    await ivan.sees("+05:00")

    day = shop.clock().date()
    await says(rosa, "/currency RUB 310 per TON / 10", "Your currency")
    await says(rosa, "/margin 10%", "Your margin")
    await buys_with_invoice(rosa, "inv-1")
    sold = await shop.order()
    await shop.control(f"orders/{sold['id']}/pay", {"kind": "exact"})
    await rosa.taps("I have paid")
    await rosa.sees("Payment received")
    await shop.control(f"orders/{sold['id']}/deliver")
    await rosa.sees("✅ Delivered")
    await alice.buys_stars("250")
    shop.clock.advance(minutes=20)
    await alice.sees("expired")
    await alice.buys_stars("500")
    paid = (await shop.orders())[0]
    await shop.control(f"orders/{paid['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid")
    await alice.sees("Payment received")
    last = await ivan.last_seen()
    await until(shop, hour=4, minute=0)  # 09:00 there
    report = await ivan.sees("The shop's day", after=last)
    rub = (await shop.services.history.sales({ROSA}, day)).takings["RUB"]
    turnover, cost, profit, unpaid = (
        f"RUB {each:,.2f}".removesuffix(".00") for each in (rub.turnover, rub.cost, rub.profit, rub.unpaid)
    )
    expected = (
        f"The shop's day · {day:%b} {day.day}, {day.year}\n\nOrdered: 3, paid: 2, delivered: 1\n"
        f"Turnover: {sold['price_ton']} TON\nNot delivered: expired: 1\nSlowest delivery: TIME\n"
        f"Paid and not delivered yet: 1, {paid['price_ton']} TON, for TIME at most\n\n"
        f"Sold by resellers\nTurnover: {turnover} · cost: {cost}\nProfit: {profit} · unpaid: {unpaid}"
    )
    assert re.sub(r"\d+:\d\d:\d\d", "TIME", report.text) == expected
    assert rub.profit > 0


async def until(shop: Shop, hour: int, minute: int) -> None:
    """It is five seconds after the next time that clocks show this (UTC)."""
    await shop.quiet()  # what was said is stored
    now = shop.clock()
    at = now.replace(hour=hour, minute=minute, second=5, microsecond=0)
    shop.clock.advance(seconds=((at if at > now else at + timedelta(days=1)) - now).total_seconds())


async def test_a_former_admin_gets_no_report(still: Shop) -> None:
    await still.services.notifier._send_shop_report(ALICE, still.clock().date())
    assert not await still.person().chat()
