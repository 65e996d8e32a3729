"""The payment screen: it says one thing, and everything on it names the same transfer."""

import io
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image

from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.ui.screens import order as orders
from bot.ui.wallet import Wallet
from tests.support import KEYS
from tests.support.screens import LANGUAGES, NOW, watched
from tests.support.shop import ALICE, Bubble, Shop

WALLETS = {"Open wallet": Wallet.ANY, "Keeper": Wallet.KEEPER, "MyTonWallet": Wallet.MYTONWALLET}


async def read_qr(shop: Shop, paying: Bubble) -> str:
    picture = Image.open(io.BytesIO(await shop.download(paying.raw["photo"][-1]["file_id"])))
    found = zxingcpp.read_barcode(picture.convert("L"))
    assert found is not None
    return found.text


def fields_of(link: str) -> dict[str, str]:
    query = parse_qs(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)
    return {name: value for name, (value,) in query.items()}


async def test_every_link_and_the_qr_code_name_the_same_transfer(shop: Shop) -> None:
    await shop.fault("patch", "/orders/stars", patch={"payment_memo": "STARS a+b&c=ü#%"})
    paying = await shop.person().buys_stars()
    order = await shop.order()
    end = datetime.fromisoformat(order["expires_at"])
    expected = {
        "amount": str(round(order["price_ton"] * 10**9)),
        "text": "STARS a+b&c=ü#%",
        "exp": str(int(end.timestamp()) - 60),
    }
    for label, wallet in WALLETS.items():
        link = paying.button(label)["url"]
        assert link.startswith(f"{wallet}{order['payment_address']}?")
        assert fields_of(link) == expected
        assert "+" not in link
        assert "%20" in link
    assert await read_qr(shop, paying) == paying.button("Open wallet")["url"]


@pytest.mark.parametrize("minutes", [35, -35])
async def test_a_link_ends_by_the_clock_of_everybody_else(shop: Shop, minutes: int) -> None:
    """The partner's clock is wrong, so `exp` is our time and the time left by the partner's."""
    await shop.control("clock", {"advance": minutes * 60})
    paying = await shop.person().buys_stars()
    link = paying.button("Open wallet")["url"]
    end = shop.clock().timestamp() + 15 * 60 - 60
    assert end - 60 < int(fields_of(link)["exp"]) <= end + 2, "dates of answers have whole seconds"
    assert await read_qr(shop, paying) == link


@pytest.mark.parametrize("end", [None, "soon", "2020-01-01T00:00:00Z", "2036-01-01T00:00:00Z"])
async def test_a_link_has_no_end_where_none_is_known(shop: Shop, end: str | None) -> None:
    await shop.fault("patch", "/orders/", times=None, patch={"expires_at": end})
    paying = await shop.person().buys_stars()
    for label in WALLETS:
        assert set(fields_of(paying.button(label)["url"])) == {"amount", "text"}
    assert "exp" not in fields_of(await read_qr(shop, paying))
    assert "Expires" not in paying.text


async def test_a_payment_card_has_the_same_links(shop: Shop) -> None:
    await shop.control("clock", {"advance": 35 * 60})
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.quiet()
    offered = await shop.world("inline", {"user": ALICE, "query": "pay"})
    (card,) = offered["results"]
    links = [button["url"] for row in card["reply_markup"]["inline_keyboard"] for button in row if "url" in button]
    assert len(links) == len(WALLETS)
    for label, link in zip(WALLETS, links, strict=True):
        shown, here = fields_of(link), fields_of(paying.button(label)["url"])
        assert abs(int(shown.pop("exp")) - int(here.pop("exp"))) <= 1, "the partner's dates have whole seconds"
        assert shown == here


async def test_the_screen_says_one_thing(shop: Shop) -> None:
    paying = await shop.person().buys_stars()
    rows = paying.raw["reply_markup"]["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [
        ["Open wallet"],
        ["Keeper", "MyTonWallet"],
        ["Copy address", "Copy memo", "Copy amount"],
        ["I have paid"],
        ["Cancel order", "Help", "Menu"],
    ]
    assert [button["text"] for row in rows for button in row if button.get("style")] == ["Open wallet"]
    assert rows[0][0]["style"] == "primary"
    assert "check that the memo is filled in" in paying.text
    order = await shop.order()
    for once in (str(order["price_ton"]), order["payment_address"], order["payment_memo"], f"#{order['id']}", "@alice"):
        assert paying.text.count(once) == 1, once
    assert "token" not in paying.text


async def test_a_coin_called_gram_is_told_from_the_token(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(currency_label="Gram")
    paying = await shop.person().buys_stars()
    assert f"Pay {(await shop.order())['price_ton']} Gram (≈ $" in paying.text
    assert "GRAM is the network's own coin, not a token" in paying.text


async def test_the_payment_screen_waits_for_no_rate(shop: Shop) -> None:
    await shop.fault("error", "/pricing/ton-rate", times=None, status=503)
    paying = await shop.person().buys_stars()
    assert paying.text.startswith(f"Pay {(await shop.order())['price_ton']} TON\n"), "a price in TON is still a price"


# Cancelling


async def test_cancelling_asks_once_and_no_loses_nothing(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    calls = len((await shop.http.get("/control/history")).json()["items"])
    await alice.taps("Cancel order", on=paying)
    asked = await alice.sees("Cancel this order?", "100 Stars for @alice", "If you have already paid", photo=True)
    assert asked.id == paying.id
    assert asked.labels == ("Keep it", "Cancel the order")
    styles = [button.get("style") for row in asked.raw["reply_markup"]["inline_keyboard"] for button in row]
    assert styles == ["primary", "danger"]
    history = (await shop.http.get("/control/history")).json()["items"]
    assert not [call for call in history[: len(history) - calls] if call["path"].endswith("/cancel")]
    await alice.taps("Keep it", on=asked)
    again = await alice.sees("Pay", "Memo", photo=True)
    assert (again.id, again.text, again.labels) == (paying.id, paying.text, paying.labels)
    assert (await shop.order())["status"] == "pending_payment"
    await alice.cancels(on=again)
    await alice.sees("This order was cancelled", photo=True)
    assert (await shop.order())["status"] == "cancelled"


@pytest.mark.parametrize("label", ["Cancel order", "Cancel the order"])
async def test_a_button_that_is_pressed_twice_cancels_once(shop: Shop, label: str) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    if label == "Cancel the order":
        await alice.taps("Cancel order", on=screen)
        screen = await alice.sees("Cancel this order?", button=label)
    data = screen.button(label)["callback_data"]
    for _ in range(2):
        await alice.forges(data, on=screen)
    await shop.quiet()
    if label == "Cancel order":
        assert (await shop.order())["status"] == "pending_payment", "two presses of the question are no answer"
        await alice.sees("Cancel this order?", button="Cancel the order")
    else:
        await alice.sees("This order was cancelled", photo=True)
    assert not [
        bubble for bubble in await alice.chat() if "This order was cancelled" in bubble.text and not bubble.photo
    ]


async def test_a_cancellation_that_the_partner_does_not_do_is_told(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.fault("patch", "/orders/1", patch={"status": "pending_payment"}, times=None)
    await alice.cancels(on=paying)
    await alice.sees("We could not cancel order", "waiting for payment", "Pay", photo=True)
    await shop.mended()
    shop.clock.advance(minutes=1)
    await alice.sees("This order was cancelled")


async def test_a_payment_that_arrives_at_the_question_wins(shop: Shop) -> None:
    alice = shop.person()
    await alice.taps("Cancel order", on=await alice.buys_stars())
    asked = await alice.sees("Cancel this order?", button="Cancel the order")
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "exact"})
    await alice.taps("Cancel the order", on=asked)
    await alice.sees("Payment received", photo=True)
    assert (await shop.order())["status"] == "paid"
    for do in ("cancel", "cancel-sure"):  # buttons that are still in somebody's app
        data = asked.button("Cancel the order")["callback_data"].replace("cancel-sure", do)
        await alice.forges(data, on=asked)
        await shop.quiet()
        await alice.sees("Payment received", photo=True)
    assert not [bubble for bubble in await alice.chat() if "Cancel this order?" in bubble.text]


async def test_an_order_that_is_paid_in_part_is_not_cancelled_by_an_old_button(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "under"})
    await alice.sees("About your payment", photo=False)
    await shop.quiet()
    for do in ("cancel", "drop"):
        data = paying.button("Cancel order")["callback_data"].replace("cancel", do)
        await alice.forges(data, on=paying)
        await shop.quiet()
        assert not [bubble for bubble in await alice.chat() if "Cancel this order?" in bubble.text]
    await alice.sees(f"could not cancel order #{(await shop.order())['id']}: waiting for payment")
    assert (await shop.order())["status"] == "pending_payment"


async def test_the_end_of_the_time_takes_the_question_away(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await alice.taps("Cancel order", on=paying)
    asked = await alice.sees("Cancel this order?", button="Cancel the order")
    shop.clock.advance(minutes=14, seconds=5)
    assert (await alice.sees("Time is up, checking for a payment")).id == asked.id


# Nobody is sent in circles


async def test_an_order_that_is_paid_in_part_is_shown_and_not_offered_for_payment(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(max_unpaid_per_chat=1)
    alice = shop.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/pay", {"kind": "under"})
    rung = await alice.sees("About your payment", photo=False)
    await shop.quiet()
    await alice.says("/start")
    home = await alice.sees(f"#{id}: 100 Stars for @alice · paid in part", button=f"Show #{id}", after=rung.id)
    assert f"Pay #{id}" not in home.labels
    await alice.taps("Confirm", on=await alice.chooses_stars("50"))
    full = await alice.sees("Too many unpaid orders", "paid in part", button=f"Show #{id}")
    assert {f"Pay #{id}", f"Cancel #{id}"}.isdisjoint(full.labels)
    await alice.taps(f"Show #{id}", on=full)
    await alice.sees("less than the price", photo=True, after=full.id - 1)


async def test_an_order_that_is_said_to_be_paid_is_shown(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await alice.taps("I have paid")
    await alice.reads_toast("nothing new yet")
    seen = await alice.last_seen()
    await alice.says("/start")
    home = await alice.sees(f"#{id}: 100 Stars for @alice · marked as paid", button=f"Show #{id}", after=seen)
    assert f"Pay #{id}" not in home.labels


async def test_show_that_order_ends_the_draft_of_its_twin(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    confirm = await alice.chooses_stars()
    await alice.taps("Confirm", on=confirm)
    twin = await alice.sees("You have ordered this already", after=confirm.id - 1)
    await alice.taps("Show that order", on=twin)
    shown = await alice.sees("Memo", photo=True, after=twin.id - 1)
    await shop.quiet()
    await alice.says("good morning")
    home = await alice.sees("Tap a button below, or write what you want", after=shown.id)
    assert "Check and confirm" not in home.text
    assert len(await shop.orders()) == 1


@pytest.mark.parametrize("name", ["Alice Liddell", None])
async def test_the_payment_screen_names_the_recipient_as_the_confirm_screen_does(shop: Shop, name: str | None) -> None:
    await shop.fault("patch", "/recipients", method="GET", patch={"name": name}, times=None)
    alice = shop.person()
    confirm = await alice.chooses_stars()
    words = "@alice (\u2068Alice Liddell\u2069)" if name else "@alice"
    assert words in confirm.text
    assert ("(" in confirm.text) == bool(name)
    await alice.taps("Confirm", on=confirm)
    paying = await alice.sees("Pay", "Memo", photo=True)
    assert f"for {words}" in paying.text.splitlines()[1]
    assert ("(" in paying.text.splitlines()[1]) == bool(name)
    stored = await hashes.read(shop.services.redis, KEYS.order(str((await shop.order())["id"])))
    assert stored.get(b"recipient_name") == (name.encode() if name else None), "left out when absent"


async def test_a_check_about_somebody_else_names_nobody(shop: Shop) -> None:
    await shop.fault("patch", "/recipients", patch={"username": "vitalik", "name": "Vitalik B."}, times=None)
    assert "Vitalik" not in (await shop.person().chooses_stars()).text


async def test_limits_that_nobody_counts_to_are_no_limits(shop: Shop) -> None:
    limits = {"stars": {"min_quantity": 50, "max_quantity": 10**30}, "premium": {"months": list(range(1, 600))}}
    await shop.fault("patch", "/pricing/fee", patch=limits, times=None)
    alice = shop.person()
    await alice.says("20 @durov")
    await alice.sees("50")
    await alice.says("200 @durov")
    await alice.sees("@durov", button="Confirm")


async def test_a_recipients_long_name_in_html_is_cut_and_escaped(shop: Shop) -> None:
    name = "<a href='tg://user?id=1'>" + "&" * 500
    await shop.fault("patch", "/recipients", method="GET", patch={"name": name}, times=None)
    paying = await shop.person().buys_stars()
    assert f"\u2068{name[:64]}\u2069" in paying.text
    assert not [mark for mark in paying.raw["caption_entities"] if mark["type"] == "text_link"]


async def test_an_order_that_is_paid_in_part_is_called_so_everywhere(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/pay", {"kind": "under"})
    told = await alice.sees("About your payment", photo=False)
    await alice.says("/start")
    home = await alice.sees("Open orders:", "paid in part", "See an order, or choose something new.", after=told.id)
    assert "Finish paying" not in home.text
    await alice.taps("My orders", on=home)
    await alice.sees("My orders", f"#{id}", "paid in part")
    await alice.taps("Help", on=told)
    await alice.sees("I sent too little")
    paid = (await shop.order())["paid_ton"]
    await alice.sees(f"Received: {paid} TON")
    await shop.control(f"orders/{id}/expire")
    await alice.sees("This order has ended without a delivery")
    last = await alice.last_seen()
    await alice.says("/orders")
    await alice.sees("My orders", f"expired · {paid} TON received", after=last)


def test_who_has_paid_is_not_told_not_to_pay_when_the_partner_shows_the_order_no_more() -> None:
    for status, words in (
        (OrderStatus.PROCESSING, "No need to pay again"),
        (OrderStatus.PENDING_PAYMENT, "do not pay"),
    ):
        screen = orders.order(LANGUAGES.speak("en"), watched(status, missing=True), NOW)
        assert words in screen.text
        assert screen.text.index("2,500") < screen.text.index("are looking into it")
