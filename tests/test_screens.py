"""Every screen in every language fits a phone, and says in words what it says."""

import re
from html import unescape
from math import ceil

import pytest

from bot.ui.i18n import without_isolates
from bot.ui.screen import LONGEST_LABEL, Screen
from tests.screens import LANGUAGES, screens

LETTERS_A_LINE = 42
LINES_A_PHONE = 33
"""What a phone of usual size shows of a chat in Telegram's usual type: a line is about 20 points high, a button 42."""

LONGEST_IN_ROW = {1: LONGEST_LABEL, 2: 19, 3: 12}
"""Letters that a button shows in one line, by how many share the row."""

ALL = [(language, name) for language in LANGUAGES.known for name in screens("en")]


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, Screen]]:
    return {language: screens(language) for language in LANGUAGES.known}


def seen(text: str) -> str:
    """A text as a person sees it, and as Telegram counts it."""
    return without_isolates(unescape(re.sub(r"</?(b|i|code)>", "", text)))


def lines(screen: Screen) -> int:
    words = sum(max(1, ceil(len(line) / LETTERS_A_LINE)) for line in seen(screen.text).split("\n"))
    return words + 2 * len(screen.rows)


@pytest.mark.parametrize(("language", "name"), ALL)
def test_a_screen_fits(made: dict[str, dict[str, Screen]], language: str, name: str) -> None:
    screen = made[language][name]
    text = seen(screen.text)
    assert len(text) <= (1024 if screen.picture else 4096)
    assert lines(screen) <= LINES_A_PHONE, f"{lines(screen)} lines:\n{text}"
    for row in screen.rows:
        labels = [without_isolates(button.text) for button in row]
        assert max(map(len, labels)) <= LONGEST_IN_ROW[len(row)], labels
        for button in row:
            assert len((button.callback_data or "").encode()) <= 64
            assert button.copy_text is None or 1 <= len(button.copy_text.text) <= 256


@pytest.mark.parametrize(("language", "name"), ALL)
def test_words_carry_the_meaning(made: dict[str, dict[str, Screen]], language: str, name: str) -> None:
    """A screen reader reads words; a picture, a sign or a colour alone says nothing."""
    screen = made[language][name]
    said = [button.text for row in screen.rows for button in row] + [
        line for line in seen(screen.text).split("\n") if line.strip()
    ]
    for words in said:
        assert any(character.isalnum() for character in words), words


@pytest.mark.parametrize("language", LANGUAGES.known)
def test_no_label_of_ours_is_cut(made: dict[str, dict[str, Screen]], language: str) -> None:
    for name, screen in made[language].items():
        for label in (button.text for row in screen.rows for button in row):
            assert "…" not in label or "@" in label, f"{name}: {label}"


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_names_and_numbers_keep_their_direction(made: dict[str, dict[str, Screen]], language: str) -> None:
    """Each piece that runs left to right stands between isolates, so that nothing around turns it."""
    screen = made[language]["confirm"]
    assert re.search("\u2068[^\u2069]*@maximiliana_long", screen.text)
    for name, one in made[language].items():
        text = unescape(re.sub(r"<[^>]+>", "", one.text))
        assert text.count("\u2068") == text.count("\u2069"), name
        for word in re.finditer(r"[@/][a-z]\w+", text):
            before = text[: word.start()]
            assert before.count("\u2068") > before.count("\u2069"), f"{name}: {word[0]}"


def test_other_directions_need_no_isolates(made: dict[str, dict[str, Screen]]) -> None:
    assert "\u2068" not in made["ru"]["pay"].text
