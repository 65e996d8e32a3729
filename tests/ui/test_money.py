"""What people see and type: money, wallet links, QR codes, usernames and numbers."""

import base64
import binascii
import contextlib
import io
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from bot.errors import UserError
from bot.partner.addresses import address_problem
from bot.partner.money import NANO, to_nano
from bot.ui.money import (
    exceeds_tolerance,
    number_text,
    percent_text,
    price_usd_text,
    round_price_up,
    ton_text,
    usd_text,
)
from bot.ui.qr import qr_png
from bot.ui.text_input import parse_amount, parse_username
from bot.ui.wallet import Wallet, transfer_link

# Money


@pytest.mark.parametrize(
    ("ton", "text"),
    [
        ("0.418", "0.418"),
        ("0.4180", "0.418"),
        ("12", "12"),
        ("12.000", "12"),
        ("1E+2", "100"),
        ("1E-9", "0.000000001"),
        ("0", "0"),
        ("-0.0", "0"),
        ("-0.50", "-0.5"),
        ("100", "100"),
        ("123456789.123456789", "123456789.123456789"),
    ],
)
def test_ton_is_shown_exactly(ton: str, text: str) -> None:
    assert ton_text(Decimal(ton)) == text


@given(nano=st.integers(0, 10**20))
def test_what_is_shown_is_what_is_paid(nano: int) -> None:
    shown = ton_text(Decimal(nano) / NANO if nano < 10**19 else Decimal(nano).scaleb(-9))
    assert to_nano(Decimal(shown)) == nano
    assert "E" not in shown


def test_a_fraction_of_a_nanoton_is_refused() -> None:
    with pytest.raises(ValueError, match="nanotons"):
        to_nano(Decimal("0.0000000001"))


@pytest.mark.parametrize(
    ("usd", "text"),
    [("1.345", "$1.35"), ("1.344999", "$1.34"), ("2", "$2.00"), ("0.005", "$0.01"), ("1E+3", "$1,000.00")],
)
def test_dollars_are_rounded_to_the_cent(usd: str, text: str) -> None:
    assert usd_text(Decimal(usd), "en") == text


@pytest.mark.parametrize(
    ("usd", "text"),
    [("1.34", "$1.34"), ("1.340000001", "$1.35"), ("0.0001", "$0.01"), ("1E+12", "$1,000,000,000,000.00")],
)
def test_a_price_in_dollars_is_rounded_up(usd: str, text: str) -> None:
    assert price_usd_text(Decimal(usd), "en") == text


@pytest.mark.parametrize(
    ("ton", "shown"),
    [
        ("0.424", "0.424"),
        ("0.423000001", "0.424"),
        ("0.4239999", "0.424"),
        ("12", "12.000"),
        ("12.345678901", "12.346"),
        ("0.9999", "1.000"),
        ("0.1", "0.100"),
        ("0.099999", "0.1000"),
        ("0.0425111", "0.0426"),
        ("0.000001234", "0.00000124"),
        ("1E-9", "1.00E-9"),
        ("999999999999.000000001", "999999999999.001"),
    ],
)
def test_an_estimate_is_rounded_up(ton: str, shown: str) -> None:
    assert str(round_price_up(Decimal(ton))) == shown


@given(nano=st.integers(1, 10**21 - 1))
def test_an_estimate_is_never_below_the_price_and_little_above(nano: int) -> None:
    ton = Decimal(nano).scaleb(-9)
    assert ton <= round_price_up(ton) < ton + max(Decimal("0.001"), ton / 100)


@pytest.mark.parametrize(
    ("locale", "number", "ton", "usd", "percent"),
    [
        ("en", "10,000", "1,234.000000001", "$1.34", "12.5%"),
        ("ru", "10\u00a0000", "1\u00a0234,000000001", "1,34\u00a0$", "12,5\u00a0%"),
        ("es", "10.000", "1.234,000000001", "1,34\u00a0US$", "12,5\u00a0%"),
        ("tr", "10.000", "1.234,000000001", "$1,34", "%12,5"),
        ("hi", "10,000", "1,234.000000001", "$1.34", "12.5%"),
        ("fa", "10,000", "1,234.000000001", "\u200e$\u00a01.34", "12.5%"),
        ("ar", "10,000", "1,234.000000001", "\u200f1.34\u00a0US$", "12.5%"),
    ],
)
def test_a_number_is_written_as_the_language_does(locale: str, number: str, ton: str, usd: str, percent: str) -> None:
    assert number_text(10_000, locale) == number
    assert number_text(Decimal("1234.0000000010"), locale) == ton
    assert usd_text(Decimal("1.34"), locale) == usd
    assert percent_text(Decimal("12.50"), locale) == percent


@pytest.mark.parametrize(
    ("price", "is_above"), [("1.01", False), ("1.010000001", True), ("0.5", False), ("1", False), ("2", True)]
)
def test_a_price_above_the_estimate(price: str, is_above: bool) -> None:
    assert exceeds_tolerance(Decimal(1), Decimal(price), 1) is is_above
    assert exceeds_tolerance(Decimal(1), Decimal(price), Decimal("1.0")) is is_above


# Wallets


def friendly(tag: int, workchain: int = 0, account: bytes = bytes(range(32))) -> str:
    raw = bytes([tag, workchain]) + account
    return base64.urlsafe_b64encode(raw + binascii.crc_hqx(raw, 0).to_bytes(2, "big")).decode()


GOOD = friendly(0x51)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (GOOD, None),
        (friendly(0x11), None),
        (friendly(0x51, workchain=0xFF), None),
        ("EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2", None),  # a published address, not made by us
        ("UQBFJTkJ5hZdH7i6rWQTnm43zn6h2dPBV9lFZ2e98WvWABy_", "checksum"),  # the provider's, altered for print
        (friendly(0xD1), "testnet"),
        (friendly(0x91), "testnet"),
        (friendly(0x12), "tag"),
        (GOOD[:-1], "length"),
        ("", "length"),
        (GOOD[:-1] + "+", "characters"),
        (GOOD[:-1] + "ä", "characters"),
        (GOOD[:-1] + "\n", "characters"),
    ],
)
def test_an_address_as_a_wallet_sees_it(address: str, problem: str | None) -> None:
    assert address_problem(address) == problem


@given(account=st.binary(min_size=32, max_size=32), at=st.integers(2, 47), letter=st.sampled_from("ABCxyz019_-"))
def test_no_single_misprint_goes_unseen(account: bytes, at: int, letter: str) -> None:
    address = friendly(0x51, account=account)
    misprint = address[:at] + letter + address[at + 1 :]
    assert address_problem(misprint) == (None if misprint == address else "checksum")


def test_links_carry_exact_nanotons_and_a_quoted_memo() -> None:
    assert transfer_link(GOOD, 418_000_000, "STARS-a1b2c3") == (
        f"ton://transfer/{GOOD}?amount=418000000&text=STARS-a1b2c3"
    )
    assert transfer_link(GOOD, 1, "a b&c=ü+#", wallet=Wallet.KEEPER) == (
        f"https://app.keeperwallet.com/transfer/{GOOD}?amount=1&text=a%20b%26c%3D%C3%BC%2B%23"
    )
    assert transfer_link(GOOD, None, None, wallet=Wallet.MYTONWALLET) == f"https://my.tt/transfer/{GOOD}"


def test_a_link_ends_a_minute_before_its_order() -> None:
    end = datetime(2026, 11, 24, 14, 3, 5, 900_000, tzinfo=UTC)
    assert transfer_link(GOOD, 1, "m", end) == f"ton://transfer/{GOOD}?amount=1&text=m&exp={int(end.timestamp()) - 60}"


@given(memo=st.text(), nano=st.integers(1, 10**18))
def test_any_memo_survives_the_link(memo: str, nano: int) -> None:
    for wallet in Wallet:
        link = transfer_link(GOOD, nano, memo, wallet=wallet)
        assert "+" not in link
        query = parse_qs(urlsplit(link.replace("ton://", "https://")).query, keep_blank_values=True)
        assert query == {"amount": [str(nano)], "text": [memo]}


def test_a_hostile_address_cannot_change_the_link() -> None:
    assert urlsplit(transfer_link("x?amount=1&y=/../#", 5, "m", wallet=Wallet.KEEPER)).query == "amount=5&text=m"


# QR codes


def test_a_qr_code_fits_a_phone_and_holds_the_link() -> None:
    for memo in ("STARS-a1b2c3", "x", "a much longer memo than any that was seen so far" * 3):
        link = transfer_link(GOOD, 418_000_000, memo)
        picture = Image.open(io.BytesIO(qr_png(link)))
        assert picture.format == "PNG"
        assert picture.width == picture.height
        assert 400 <= picture.width <= 600
        read = zxingcpp.read_barcode(picture.convert("L"))
        assert read is not None
        assert read.text == link
        assert read.ec_level in ("M", "Q", "H")


def test_a_qr_code_has_the_quiet_border_that_cameras_need() -> None:
    picture = Image.open(io.BytesIO(qr_png(GOOD))).convert("L")
    left, top, right, bottom = ImageOps.invert(picture).getbbox() or (0, 0, 0, 0)
    module = picture.width // (33 + 8)  # 48 letters take 33 modules, and four are wanted on each side
    assert (left, top, right, bottom) == (
        4 * module,
        4 * module,
        picture.width - 4 * module,
        picture.width - 4 * module,
    )


# Usernames


@pytest.mark.parametrize(
    "typed",
    [
        "Pandus_1",
        "@Pandus_1",
        "  @Pandus_1 \n",
        "t.me/Pandus_1",
        "t.me/@Pandus_1",
        "T.ME/Pandus_1/",
        "https://t.me/Pandus_1",
        "https://www.t.me/Pandus_1",
        "http://telegram.me/Pandus_1?x=y",
        "https://telegram.dog/Pandus_1#x",
        "https://Pandus_1.t.me",
        "Pandus_1.t.me/",
        "tg://resolve?domain=Pandus_1",
        "TG://resolve?domain=Pandus_1&start=x",
        "\u2068@Pandus_1\u2069",  # between the marks that a right-to-left text puts around a name
    ],
)
def test_a_username_in_any_form(typed: str) -> None:
    assert parse_username(typed) == "Pandus_1"


@pytest.mark.parametrize("name", ["abcd", "a" * 32, "a_b_c", "Abc123", "share1"])
def test_good_names(name: str) -> None:
    assert parse_username(name) == name


@pytest.mark.parametrize(
    "typed",
    [
        None,
        "",
        " ",
        "@",
        "abc",
        "a" * 33,
        "1abc",
        "_abcd",
        "abcd_",
        "ab__cd",
        "пандус",
        "ｐａｎｄｕｓ",
        "pan dus",
        "pan-dus",
        "@@pandus",
        "🎁🎁🎁🎁",
        "john.smith",
        "https://example.com/pandus",
        "https://example.t.me.evil.com/pandus",
        "https://pandus@evil.com",
        "ftp://t.me/pandus",
        "javascript://t.me/pandus",
        "https://[t.me/pandus",
        "/start",
        "<b>pandus</b>",
        "12345",
    ],
)
def test_bad_names(typed: str | None) -> None:
    with pytest.raises(UserError) as caught:
        parse_username(typed)
    assert (caught.value.text, caught.value.values) == ("bad-username", {})


@pytest.mark.parametrize(
    "typed",
    [
        "t.me",
        "https://t.me/",
        "https://t.me/+AbCdEf123",
        "t.me/joinchat/AAAA",
        "t.me/joinchat",
        "https://t.me/c/12345/6",
        "https://t.me/durov/123",
        "https://t.me/s/durov",
        "t.me/addstickers/Animals",
        "t.me/$invoice",
        "t.me/proxy?server=x",
        "https://t.me/ab",
        "https://durov.t.me/5",
        "tg://join?invite=AAAA",
        "tg://resolve?domain=durov&post=5",
        "tg://resolve?phone=1234567",
    ],
)
def test_telegram_links_to_no_person(typed: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_username(typed)
    assert caught.value.text == "bad-username-link"


# Numbers


@pytest.mark.parametrize(
    "typed",
    [
        "1000",
        " 1000 ",
        "1 000",
        "1,000",
        "1.000",
        "1_000",
        "1'000",
        "1’000",
        "1\u00a0000",
        "1\u202f000",
        "01000",
        "١٠٠٠",
        "۱۰۰۰",
        "۱٬۰۰۰",
        "१०००",
        "１０００",
        "\u200f1000",
    ],
)
def test_a_thousand_in_any_script(typed: str) -> None:
    assert parse_amount(typed, 50, 10_000) == 1000


def test_several_groups_and_no_limits() -> None:
    assert parse_amount("1.234.567", None, None) == 1_234_567
    assert parse_amount("7", None, 12) == 7


@pytest.mark.parametrize(
    "typed",
    [
        None,
        "",
        " ",
        "-5",
        "−5",
        "+5",
        "1e9",
        "1.5",
        "1,5",
        "10,00",
        "0.500",
        "1.000,000",
        "1,00,000",
        "1..000",
        "½",
        "²",
        "1️⃣",
        "💯",
        "ten",
        "100 stars",
        "0x10",
        "1/2",
        "NaN",
        "1\n000",
        "9" * 16,
        "I want some Stars please" * 4,
    ],
)
def test_no_number(typed: str | None) -> None:
    with pytest.raises(UserError) as caught:
        parse_amount(typed, 50, 10_000)
    assert caught.value.text == "bad-number"


@pytest.mark.parametrize(
    ("typed", "low", "high", "shown"),
    [
        ("49", 50, 10_000, {"low": 50, "high": 10_000}),
        ("10001", 50, 10_000, {"low": 50, "high": 10_000}),
        ("0", 50, 10_000, {"low": 50, "high": 10_000}),
        ("13", None, 12, {"low": 1, "high": 12}),
        ("49", 50, None, {"low": 50, "high": "∞"}),
    ],
)
def test_numbers_out_of_range(typed: str, low: int | None, high: int | None, shown: dict[str, int | str]) -> None:
    with pytest.raises(UserError) as caught:
        parse_amount(typed, low, high)
    assert (caught.value.text, caught.value.values) == ("bad-number-range", shown)


def test_nothing_is_no_amount_even_without_limits() -> None:
    with pytest.raises(UserError, match="bad-number"):
        parse_amount("0", None, None)


@given(typed=st.text(max_size=300) | st.text("0123456789 ,._'٬", max_size=12))
def test_whatever_is_typed_gives_a_good_value_or_a_sentence(typed: str) -> None:
    with contextlib.suppress(UserError):
        assert not set(parse_username(typed)) & set("@.:/ ")
    with contextlib.suppress(UserError):
        assert 50 <= parse_amount(typed, 50, 10_000) <= 10_000


def test_a_wall_of_text() -> None:
    for text in ("a" * 4096, "1" * 4096, "🎁" * 2048):
        with pytest.raises(UserError, match="bad-too-long"):
            parse_username(text)
        with pytest.raises(UserError, match="bad-too-long"):
            parse_amount(text, None, None)
