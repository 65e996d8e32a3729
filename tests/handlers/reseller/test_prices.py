"""Stories of a reseller's prices in their clients' money: the rate, quotes, cards and the price list."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.telegram.session import Profile
from tests.support.shop import ALICE, ROSA, Bubble, Json, Person, Shop


async def says(rosa: Person, text: str, *words: str, button: str | None = None) -> Bubble:
    """Rosa says it, and sees all the words in a later message."""
    last = await rosa.last_seen()
    await rosa.says(text)
    return await rosa.sees(*words, button=button, after=last)


async def profile(shop: Shop) -> Profile:
    await shop.quiet()
    return (await shop.services.sessions.peek(ROSA))[1]


async def test_a_quote_and_its_card_speak_the_clients_money(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/currency RUB 310 per TON / 10", "Your currency", "1 TON = 310 RUB", "RUB 10")
    await says(rosa, "/margin 10%", "Your margin", "10%", "RUB 10")
    quote = await says(rosa, "/quote 500", "Quote · 500 Stars", "Cost", "RUB", "TON")
    card = await rosa.sees("500 Stars: RUB", "TON", after=quote.id)
    price = int(re.findall(r"RUB ([\d,]+)", card.text)[0].replace(",", ""))
    assert price % 10 == 0
    ton = Decimal(re.findall(r"\((\S+) TON\)", card.text)[0])
    assert 0 <= ton * 310 - price < Decimal("0.31"), "both are one price, to a thousandth of a TON"
    assert ton == round(ton, 3)
    assert "Profit: RUB" in quote.text
    assert "Cost" not in card.text
    assert not card.labels


async def test_the_price_list_is_a_message_of_its_own_in_one_currency(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/currency RUB 310 per TON / 10", "Your currency")
    last = await rosa.last_seen()
    await rosa.says("/reseller")
    await rosa.taps("Price list", on=await rosa.sees(button="Price list", after=last))
    note = await rosa.sees("Price list", "forward it as it is", "1 TON = 310 RUB")
    prices = await rosa.sees("Telegram Stars", "50 Stars: RUB", "2,500 Stars: RUB", "3 months of Premium: RUB")
    assert prices.id > last
    assert "TON" not in prices.text
    assert "margin" in note.text
    assert not prices.labels


async def test_without_a_currency_the_price_list_is_in_ton(shop: Shop, rosa: Person) -> None:
    page = await says(rosa, "/pricelist", "50 Stars: ", "TON", "12 months of Premium")
    assert not re.search(r"\d\.\d{5}", page.text), "nobody reads nine digits"


async def test_a_jump_needs_a_button_and_an_old_button_sets_nothing(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/currency RUB 96.5 per USD", "1 USD = 96.5 RUB")
    sure = await says(rosa, "/currency RUB 965 per USD", "Is this rate right?", "1 USD = 96.5 RUB")
    kept = (await profile(shop)).currency
    assert kept is not None
    assert str(kept.rate) == "96.5"
    shop.clock.advance(seconds=5)
    await says(rosa, "/currency RUB 97 per USD", "Your currency", "1 USD = 97 RUB")
    page = await says(rosa, "/currency", "1 USD = 97 RUB")
    await rosa.forges(sure.button("1 USD = 965 RUB")["callback_data"], on=page)
    kept = (await profile(shop)).currency
    assert kept is not None
    assert str(kept.rate) == "97"
    sure = await says(rosa, "/currency RUB 965 per USD", "Is this rate right?", "97")
    await rosa.taps("1 USD = 965 RUB", on=sure)
    await rosa.sees("Your currency", "1 USD = 965 RUB")


async def test_a_number_that_may_mean_two_is_chosen_and_so_is_the_base(shop: Shop, rosa: Person) -> None:
    which = await says(rosa, "/currency IDR 16.250 per USD", "Which rate do you mean?")
    assert which.labels[:2] == ("1 USD = 16.25 IDR", "1 USD = 16,250 IDR")
    await rosa.taps("1 USD = 16,250 IDR", on=which)
    await rosa.sees("Your currency", "1 USD = 16,250 IDR")
    await says(rosa, "/currency off", "in TON only")
    which = await says(rosa, "/currency RUB 96,5", "Which rate do you mean?")
    assert which.labels[:2] == ("1 USD = 96.5 RUB", "1 TON = 96.5 RUB")


@pytest.mark.parametrize(
    "words", ["0", "RUB 0 per USD", "RUB -1 per USD", "RUB 1e99 per USD", "96.5 руб", "<b>", "9" * 4000]
)
async def test_what_is_no_rate_is_said_and_changes_nothing(shop: Shop, rosa: Person, words: str) -> None:
    await says(rosa, "/currency RUB 96.5 per USD", "Your currency")
    await says(rosa, f"/currency {words}", "I cannot read that rate")
    await says(rosa, "/currency", "1 USD = 96.5 RUB")


async def test_a_rate_older_than_a_day_is_pointed_out_to_its_reseller_alone(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/currency RUB 310 per TON", "Your currency")
    shop.clock.advance(seconds=timedelta(days=1, minutes=1).total_seconds())
    quote = await says(rosa, "/quote 500", "Quote", "older than a day")
    card = await rosa.sees("500 Stars: ", after=quote.id)
    assert "older" not in card.text
    await says(rosa, "/pricelist", "forward it as it is", "older than a day")
    (result,) = await asks_inline(shop, "500")
    assert "older than a day" in result["description"]
    page = await says(rosa, "/currency", "older than a day", button="The rate is still right")
    await rosa.taps("The rate is still right", on=page)
    await shop.quiet()
    assert "older" not in (await says(rosa, "/currency", "1 TON = 310 RUB")).text


async def asks_inline(shop: Shop, words: str) -> list[Json]:
    answer = await shop.world("inline", {"user": ROSA, "query": words})
    return list(answer["results"])


async def test_without_the_dollar_price_of_ton_the_price_is_in_ton_and_that_is_said(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/currency RUB 96.5 per USD", "Your currency")
    await shop.fault("error", "/pricing/ton-rate", times=None, status=503)
    shop.clock.advance(seconds=120)
    quote = await says(rosa, "/quote 500", "no price in RUB")
    card = await rosa.sees("500 Stars: ", "TON", after=quote.id)
    assert "RUB" not in card.text


async def test_a_rate_is_ones_own_and_forget_takes_it(shop: Shop, rosa: Person) -> None:
    alice = shop.person(ALICE)
    for command in ("/currency RUB 96.5 per USD", "/pricelist"):
        await alice.says(command)
        await alice.sees("I do not know this command")
        await alice.says("/start")
    home = await alice.sees(button="⭐ Buy Stars")
    for data in ("g:prices:", "g:currency:", "g:rate:RUB_96.5_USD_0.01_0"):
        await alice.forges(data, on=home)
        await alice.sees("That button is from an earlier step")
    await says(rosa, "/currency RUB 96.5 per USD", "Your currency")
    await says(rosa, "/forget", "Delete your data here?")
    await rosa.taps("Yes, delete")
    await rosa.sees("Deleted.")
    await says(rosa, "/currency", "in TON only")


@pytest.mark.parametrize(("language", "word", "price"), [("ru", "50 звёзд", "₽"), ("fa", "50 استارز", "RUB")])
async def test_a_price_list_in_other_languages(shop: Shop, rosa: Person, language: str, word: str, price: str) -> None:
    await shop.http.patch(f"/world/people/{ROSA}", json={"language_code": language})
    await rosa.says("/currency RUB 310 per TON / 10")
    last = await rosa.last_seen()
    await rosa.says("/pricelist")
    await rosa.sees("Telegram Stars", price, after=last)


async def test_what_is_refused_keeps_the_screen_of_its_command(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/currency RUB 96.5 per USD", "Your currency")
    await says(rosa, "/currency lots", "I cannot read that rate", "Your currency", "1 USD = 96.5 RUB")
    await says(rosa, "/currency XXX 5 per USD", "I cannot read that rate", "1 USD = 96.5 RUB")
    await says(rosa, "/margin lots", "I cannot read that margin", "Your margin", "On the cost: 0%")
    await says(rosa, "/quote 49", "49 Stars", "out of range: 50–10,000", "Write 500 for Stars")
    await says(rosa, "/quote 7m", "7 months of Premium", "out of range: 3, 6, 12")
    await says(rosa, "/quote 500 @durov", "Quote · 500 Stars", "Profit")


async def test_another_currency_is_asked_about(shop: Shop, rosa: Person) -> None:
    await says(rosa, "/currency RUB 96.5 per USD", "Your currency")
    sure = await says(rosa, "/currency KZT 480 per USD", "Is this rate right?", "1 USD = 96.5 RUB")
    await shop.quiet()
    assert "RUB" in str((await profile(shop)).currency)
    await rosa.taps("1 USD = 480 KZT", on=sure)
    await rosa.sees("Your currency", "1 USD = 480 KZT")
