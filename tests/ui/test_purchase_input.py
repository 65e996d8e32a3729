"""A purchase that is typed in one line, in any order, language and digits; what can be read in two ways is asked."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.orders.draft import Wish
from bot.partner.goods import Product
from bot.ui.i18n import FOLDER
from bot.ui.text_input import PURCHASE_WORDS, fold, parse_wish

STARS, PREMIUM = Product.STARS, Product.PREMIUM


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("@durov", Wish(None, "durov")),
        ("500", Wish(None, None, 500)),
        ("@durov 500", Wish(None, "durov", 500)),
        ("500, @durov.", Wish(None, "durov", 500)),
        ("500,@durov", Wish(None, "durov", 500)),
        ("@durov:500", Wish(None, "durov", 500)),
        ("@durov - 500", Wish(None, "durov", 500)),
        ("@durov — «500» ⭐⭐", Wish(STARS, "durov", 500)),
        ("⭐️500@durov", Wish(STARS, "durov", 500)),
        ("6-month premium → <@durov>", Wish(PREMIUM, "durov", 6)),
        ("500 stars @durov", Wish(STARS, "durov", 500)),
        ("500 STARS for @durov!", Wish(STARS, "durov", 500)),
        ("premium 6 @durov", Wish(PREMIUM, "durov", 6)),
        ("6 months of Premium for @durov", Wish(PREMIUM, "durov", 6)),
        ("6m @durov", Wish(PREMIUM, "durov", 6)),
        ("t.me/durov 500", Wish(None, "durov", 500)),
        ("https://t.me/durov 1 000", Wish(None, "durov", 1000)),
        ("1,000 ⭐️ @durov", Wish(STARS, "durov", 1000)),
        ("500⭐", Wish(STARS, None, 500)),
        ("@user500 1 000", Wish(None, "user500", 1000)),
        ("звёзды 100 @durov", Wish(STARS, "durov", 100)),
        ("100 ЗВЕЗД для @durov", Wish(STARS, "durov", 100)),
        ("3 місяці преміум", Wish(PREMIUM, None, 3)),
        ("1.000 estrellas para @durov", Wish(STARS, "durov", 1000)),
        ("premium 12 meses", Wish(PREMIUM, None, 12)),
        ("6 mês @durov", Wish(PREMIUM, "durov", 6)),
        ("bintang 500", Wish(STARS, None, 500)),
        ("५०० स्टार्स @durov के लिए", Wish(STARS, "durov", 500)),
        ("۵۰۰ ستاره‌ها برای @durov", Wish(STARS, "durov", 500)),
        ("٦ أشهر @durov", Wish(PREMIUM, "durov", 6)),
        ("YILDIZ 100", Wish(STARS, None, 100)),
        ("yıldız 100", Wish(STARS, None, 100)),
        ("PREMİUM 3 ay", Wish(PREMIUM, None, 3)),
        ("１００ ＠durov", Wish(None, "durov", 100)),
        ("premium", Wish(PREMIUM)),
    ],
)
def test_a_purchase_in_one_line(typed: str, wish: Wish) -> None:
    assert parse_wish(typed) == wish
    assert parse_wish(f"\u200f {typed} \n") == wish


@pytest.mark.parametrize("typed", ["hello", "how are you?", "👍", "", "for", "paid", None])
def test_what_says_nothing_of_a_purchase_is_none(typed: str | None) -> None:
    assert parse_wish(typed) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("@durov 1 2", "bad-number"),
        ("5 @durov 000", "bad-purchase"),
        ("500, 000 @durov", "bad-purchase"),
        ("500 6m @durov", "bad-purchase"),
        ("500 stars 6 months", "bad-purchase"),
        ("@durov @pandus 500", "bad-purchase"),
        ("durov 500", "bad-purchase"),
        ("500 TON @durov", "bad-purchase"),
        ("-5 @durov", "bad-purchase"),
        ("² @durov", "bad-purchase"),
        ("1 2345", "bad-number"),
        ("12.5", "bad-number"),
        ("@durov 0", "bad-number"),
        ("@durov 0.500", "bad-number"),
        ("@no 500", "bad-username-named"),
        ("t.me/joinchat 500", "bad-username-link"),
        ("x" * 257, "bad-too-long"),
    ],
)
def test_what_is_not_clear_is_asked_and_never_guessed(typed: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        parse_wish(typed)


def test_where_a_recipient_is_asked_one_plain_word_is_the_name() -> None:
    assert parse_wish("durov 500", names=True) == Wish(None, "durov", 500)
    with pytest.raises(UserError, match="bad-purchase"):
        parse_wish("durov pandus 500", names=True)


def test_every_language_has_its_words() -> None:
    assert set(PURCHASE_WORDS) == {folder.name for folder in FOLDER.iterdir()}
    for stars, premium, months, _ in PURCHASE_WORDS.values():
        for words, product in ((stars, STARS), (premium, PREMIUM), (months, PREMIUM)):
            for word in words.split():
                assert parse_wish(f"100 {word}") == parse_wish(f"{word.upper()} 100") == Wish(product, None, 100)


WORDS = [word for language in PURCHASE_WORDS.values() for kind in language for word in kind.split()]
PIECES = st.sampled_from(
    [*WORDS, "@durov", "t.me/pandus", "500", "1 000", "1,000", "٥٠٠", "1.5", "@", "-", "hello", "⭐"]
)


@given(typed=st.text(max_size=300) | st.lists(PIECES, max_size=6).map(" ".join))
def test_whatever_is_typed_gives_a_wish_or_a_sentence(typed: str) -> None:
    with contextlib.suppress(UserError):
        wish = parse_wish(typed)
        assert wish is None or (wish.amount or 1) > 0
        assert wish is None or wish != Wish()


@given(st.permutations(["500", "stars", "@durov"]), st.sampled_from([" ", "  ", "\u00a0", "\n"]))
def test_the_order_of_words_says_nothing(words: list[str], blank: str) -> None:
    assert parse_wish(blank.join(words)) == Wish(STARS, "durov", 500)


@given(
    st.integers(1, 10**12), st.sampled_from([" ", ",", ".", "'", "\u202f", "٬"]), st.sampled_from([0x30, 0x660, 0x966])
)
def test_grouped_numbers_of_all_scripts(number: int, mark: str, zero: int) -> None:
    digits = f"{number:,}".replace(",", mark)
    typed = "".join(chr(zero + int(digit)) if digit in "0123456789" else digit for digit in digits)
    assert parse_wish(f"@durov {typed}") == Wish(None, "durov", number)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing_more(word: str) -> None:
    assert fold(fold(word)) == fold(word)
