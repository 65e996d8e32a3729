"""Every screen in every language fits a phone, and no meaning depends on a picture or a sign alone."""

import re
from decimal import Decimal
from html import unescape
from math import ceil

import pytest

from bot.orders.statistics import SalesTotals, Takings
from bot.partner.statuses import OrderStatus
from bot.ui.branding import Branding
from bot.ui.i18n import RIGHT_TO_LEFT, Languages, without_isolates
from bot.ui.screen import MAX_LABEL_LENGTH, Picture, Screen
from bot.ui.screens import order as orders
from bot.ui.screens import phrases, purchase, reseller
from tests.support.screens import LANGUAGES, NOW, check_script, screens, watched

LETTERS_A_LINE = 42
LINES_A_PHONE = 33
"""Points of a chat that a usual phone shows: a line of text is about 20 high, a button 42."""

LONGEST_IN_ROW = {1: MAX_LABEL_LENGTH, 2: 19, 3: 12, 4: 8, 5: 6}
"""Letters that a button shows in one line, by the number of buttons in the row."""

Screens = dict[str, Screen]


@pytest.fixture(scope="module", params=LANGUAGES.known)
def made(request: pytest.FixtureRequest) -> tuple[str, Screens]:
    """A language and all its screens."""
    return request.param, screens(request.param)


def seen(text: str) -> str:
    """The text without HTML: as a person sees it, and as Telegram counts it."""
    return without_isolates(unescape(re.sub(r"</?(a|b|i|code|tg-time)\b[^>]*>", "", text)))


def lines(screen: Screen) -> int:
    words = sum(max(1, ceil(len(line) / LETTERS_A_LINE)) for line in seen(screen.text).split("\n"))
    return words + 2 * len(screen.rows)


def test_a_screen_fits(made: tuple[str, Screens]) -> None:
    for name, screen in made[1].items():
        text = seen(screen.text)
        assert len(text) <= (1024 if screen.picture else 4096), name
        assert lines(screen) <= LINES_A_PHONE, f"{name}, {lines(screen)} lines:\n{text}"
        for row in screen.rows:
            labels = [without_isolates(button.text) for button in row]
            assert max(map(len, labels)) <= LONGEST_IN_ROW[len(row)], f"{name}: {labels}"
            for button in row:
                assert len((button.callback_data or "").encode()) <= 64, name
                assert button.copy_text is None or 1 <= len(button.copy_text) <= 256, name


@pytest.mark.parametrize("language", LANGUAGES.known)
def test_the_longest_payment_screen_is_a_caption(language: str) -> None:
    """The longest values that a wallet takes: an order with both warnings, an invoice and a row of a batch."""
    i18n = Languages(language, Branding(currency="GRAM", support="s" * 32)).speak(language)
    row = watched(
        id="9" * 64,
        recipient="a" * 32,
        price_ton=Decimal("999999999.123456789"),
        payment_address="-1:" + "f" * 64,
        payment_memo="M" * 123,
        estimate=Decimal("1.123456789"),
        invoice="i" * 48,
        batch="AbCdEf123456",
        intent_id="AbCdEf123456.100.0",
    )
    screen = orders.order(i18n, row, NOW, ton_usd=Decimal("3.21"))
    assert screen.picture is not None
    assert len(seen(screen.text).encode("utf-16-le")) // 2 < 1024


@pytest.mark.parametrize("language", LANGUAGES.known)
def test_the_longest_figures_are_a_text_where_they_are_too_long_for_a_caption(language: str) -> None:
    """A reseller with 200 clients a day had prices in TON and has them in rials since."""
    ton, rial = Decimal("1234.123456789"), Decimal("6000000000.33")
    takings = {"IRR": Takings(rial, rial, rial), "TON": Takings(ton, ton, ton)}
    figures = SalesTotals(6000, 5900, 6000, 3_345_678, 345, ton, takings=takings)
    spans = {1: figures, 7: figures, 30: figures}
    screen = reseller.stats(LANGUAGES.speak(language), spans, Picture.from_file("done"))
    units = len(unescape(re.sub(r"<[^>]+>", "", screen.text)).encode("utf-16-le")) // 2
    assert (screen.picture is None) == (units > 1024)
    assert units <= 4096
    short = reseller.stats(LANGUAGES.speak(language), {1: figures}, Picture.from_file("done"))
    assert short.picture is not None


def test_words_carry_the_meaning(made: tuple[str, Screens]) -> None:
    """A screen reader reads words, but no picture, sign or colour."""
    for name, screen in made[1].items():
        said = [button.text for row in screen.rows for button in row] + [
            line for line in seen(screen.text).split("\n") if line.strip()
        ]
        for words in said:
            assert any(character.isalnum() for character in words), f"{name}: {words}"


COPY = {
    "en": "copy", "ru": "копировать", "uk": "копіювати", "es": "copiar", "pt": "copiar", "id": "salin",
    "hi": "कॉपी", "fa": "کپی", "ar": "نسخ", "tr": "kopyala",
}  # fmt: skip


def test_a_button_that_copies_says_so(made: tuple[str, Screens]) -> None:
    language, every = made
    copying = [button for screen in every.values() for row in screen.rows for button in row if button.copy_text]
    labels = {button.text for button in copying} | {LANGUAGES.speak(language).get("button-copy-topup")}
    assert len(labels) >= 4
    for label in labels:
        assert COPY[language] in label.casefold(), label


def test_the_two_ways_to_begin_carry_a_picture_in_every_language(made: tuple[str, Screens]) -> None:
    for name in ("home", "home-unpaid", "which-product"):
        labels = [button.text for row in made[1][name].rows for button in row]
        assert ["⭐" in label for label in labels].count(True) == 1, labels
        assert ["🎁" in label for label in labels].count(True) == 1, labels


def test_one_button_is_the_next_thing_to_do(made: tuple[str, Screens]) -> None:
    """Two coloured buttons leave the choice to the reader; a red one undoes something."""
    for name, screen in made[1].items():
        styles = [button.style for row in screen.rows for button in row]
        assert styles.count("primary") + styles.count("success") <= 1, name


def test_a_delivery_has_one_picture_in_every_language(made: tuple[str, Screens]) -> None:
    """It has no words, so it is the same for everybody, and no upload is made twice."""
    assert made[1]["completed"].picture == made[1]["gift-stars"].picture == Picture.from_file("done")


def test_no_label_of_ours_is_cut(made: tuple[str, Screens]) -> None:
    for name, screen in made[1].items():
        for label in (button.text for row in screen.rows for button in row):
            assert "…" not in label or "@" in label, f"{name}: {label}"


def test_names_and_numbers_keep_their_direction(made: tuple[str, Screens]) -> None:
    """Where a language runs right to left, each piece that runs left to right stands between isolates, so that nothing
    around turns it. Others need none."""
    language, every = made
    if language not in RIGHT_TO_LEFT:
        assert "\u2068" not in every["pay-two"].text, "only a person's name is isolated"
        return
    assert re.search("\u2068[^\u2069]*@maximiliana_long", every["confirm"].text)
    for name, one in every.items():
        text = unescape(re.sub(r"<[^>]+>", "", one.text))
        assert text.count("\u2068") == text.count("\u2069"), name
        for word in re.finditer(r"[@/][a-z]\w+", text):
            before = text[: word.start()]
            assert before.count("\u2068") > before.count("\u2069"), f"{name}: {word[0]}"


def test_every_line_runs_as_its_language_with_one_kind_of_digits(made: tuple[str, Screens]) -> None:
    """Amounts, memos and order numbers have Latin digits, so all others have them, too."""
    language, every = made
    for screen in every.values():
        check_script(language, screen)


def test_a_sign_stays_beside_its_word() -> None:
    for status in OrderStatus:
        assert "✓ " not in phrases.progress(LANGUAGES.speak("en"), status)


def test_the_languages_are_sorted_by_name_and_the_present_one_is_marked() -> None:
    screen = purchase.language(LANGUAGES.speak("tr"), LANGUAGES.names())
    names = [button.text for row in screen.rows for button in row][:-1]
    assert names[:3] == ["Bahasa Indonesia", "English", "Español"]
    assert [name for name in names if "✓" in name] == ["✓\u00a0Türkçe"]
