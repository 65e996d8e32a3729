"""Rates as people type them, and prices in a client's money."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.orders.currency import Currency
from bot.orders.markup import Markup, Terms
from bot.ui.money import currency_text
from bot.ui.screens.prices import pack, unpack

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def rates(text: str) -> list[str]:
    return [f"{each.code} {each.rate:f} {each.base} /{each.step:f}" for each in Currency.parse(text, NOW)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("RUB 96.5 per USD", ["RUB 96.5 USD /0.01"]),
        ("rub 96,5 за usd", ["RUB 96.5 USD /0.01"]),
        ("RUB 96.5 руб за 1 USD", []),
        ("RUB 96.5 руб per USD", ["RUB 96.5 USD /0.01"]),
        ("INR 285 per TON / 10", ["INR 285 TON /10"]),
        ("INR 285 per TON/10 ₹", ["INR 285 TON /10"]),
        ("JPY 150 per USD", ["JPY 150 USD /1"]),
        ("USDT 3.2 per TON", ["USDT 3.2 TON /0.01"]),
        ("IDR 16 250 per USD", ["IDR 16250 USD /0.01"]),
        ("IRR 1,100,000 per USD", ["IRR 1100000 USD /1"]),
        ("IDR 16.250,75 per USD", ["IDR 16250.75 USD /0.01"]),
        ("INR ۲۸۵٫۵ per TON", ["INR 285.5 TON /0.01"]),
        # What may mean two rates is two rates.
        ("IDR 16.250 per USD", ["IDR 16.250 USD /0.01", "IDR 16250 USD /0.01"]),
        ("RUB 96.5", ["RUB 96.5 USD /0.01", "RUB 96.5 TON /0.01"]),
        # What is no rate is none.
        ("", []),
        ("96.5", []),
        ("96.5 руб", []),
        ("RUB", []),
        ("RUB 0 per USD", []),
        ("RUB -96.5 per USD", []),
        ("RUB 1e99 per USD", []),
        ("RUB 99999999999999999999 per USD", []),
        ("RUB 96.5.1 per USD", []),
        ("RUB 96.5 per USD / 0", []),
        ("RUB 96.5 per USD / -10", []),
        ("RUB 96.5 per USD / 1.000", []),
        ("RUB 96.5 per USD / 0.015", []),  # a price has no parts of a kopeck, and in yen none of a yen
        ("JPY 150 per USD / 0.1", []),
        ("RUB NaN per USD", []),
        ("RUB 96.5 per EUR / 1", []),
        ("QQQ 96.5 per USD", []),
        ("TON 1 per TON", []),
        ("<b>RUB</b> 96.5 per USD", []),
    ],
)
def test_a_rate_is_read_as_it_was_meant(typed: str, read: list[str]) -> None:
    assert rates(typed) == read


def test_a_price_is_rounded_up_after_the_margin() -> None:
    (currency,) = Currency.parse("RUB 96.5 per USD / 10", NOW)
    quote = Terms(markup=Markup(percent=Decimal(10)), currency=currency, ton_usd=Decimal(3)).quote(Decimal("0.5"))
    assert quote.retail == Decimal("0.55")
    assert quote.price == 160  # 159.225
    assert quote.profit == Decimal(160) - Decimal("144.75")
    without_rate = Terms(currency=currency).quote(Decimal("0.5"))
    assert (without_rate.price, without_rate.retail) == (None, Decimal("0.5"))


def test_a_jump_of_more_than_a_fifth_is_far() -> None:
    (former,) = Currency.parse("RUB 100 per USD", NOW)

    def is_far(text: str, ton_usd: str | None = "3") -> bool:
        return Currency.parse(text, NOW)[0].differs_much(former, Decimal(ton_usd) if ton_usd else None)

    assert not is_far("RUB 120 per USD")
    assert not is_far("RUB 80 per USD")
    assert is_far("RUB 120.01 per USD")
    assert is_far("RUB 79.99 per USD")
    assert not is_far("RUB 310 per TON"), "the same rate by another unit"
    assert is_far("RUB 100 per TON"), "the same number for another unit is a third of the price"
    assert is_far("RUB 310 per TON", None), "what cannot be compared is asked for"
    assert not is_far("INR 88 per USD"), "another currency"


def test_a_rate_gets_old_after_a_day() -> None:
    (rate,) = Currency.parse("RUB 100 per USD", NOW)
    assert not rate.is_old(NOW + timedelta(days=1))
    assert rate.is_old(NOW + timedelta(days=1, seconds=1))


def test_a_button_carries_the_longest_rate_and_an_old_one_none() -> None:
    (former,) = Currency.parse("USDT 0.0001234567 per USD / 999999.12", NOW)
    (rate,) = Currency.parse("USDT 999999.12345678 per TON / 999999.120000", NOW)
    arg = pack(rate, former)
    assert len(f"g:rate:{arg}".encode()) <= 64
    assert unpack(arg, former, NOW) == rate
    assert unpack(arg, None, NOW) is None
    assert unpack(arg, former.model_copy(update={"set_at": NOW + timedelta(seconds=1)}), NOW) is None
    for forged in ("", "RUB", "RUB_1_USD_1", f"RUB_0_USD_1_{int(NOW.timestamp())}", f"RUB_9_EUR_1_{arg[-10:]}"):
        assert unpack(forged, former, NOW) is None
    (grouped,) = [each for each in Currency.parse("IDR 16.250 per USD", NOW) if each.rate < 17]
    assert unpack(pack(grouped, None), None, NOW) == grouped


@pytest.mark.parametrize(
    ("language", "amount", "code", "text"),
    [
        ("ru", "1290", "RUB", "1\u00a0290\u00a0₽"),
        ("ru", "1290.5", "RUB", "1\u00a0290,50\u00a0₽"),
        ("en", "1290", "INR", "₹1,290"),
        ("en", "1290", "RUB", "RUB\u00a01,290"),
        ("id", "52000", "IDR", "Rp\u00a052.000"),
        ("tr", "1290", "TRY", "₺1.290"),
    ],
)
def test_a_language_writes_money_its_own_way(language: str, amount: str, code: str, text: str) -> None:
    assert currency_text(Decimal(amount), code, language) == text
