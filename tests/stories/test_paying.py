"""The payment screen: it says one thing, and everything on it names the same transfer."""

import io
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image

from bot.ui.wallet import Wallet
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
