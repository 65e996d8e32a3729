"""The texts of all languages: complete, with the same variables and the right plural forms, and none is unused."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.orders.statistics import SalesTotals
from bot.ui.i18n import ENTRY, FOLDER, PARSER, RIGHT_TO_LEFT, Languages
from bot.ui.screens import reseller

ROOT = FOLDER.parent
LANGUAGES = sorted(folder.name for folder in FOLDER.iterdir())
OTHERS = [language for language in LANGUAGES if language != "en"]

COUNTED = range(10_001)
"""The numbers that a text can contain: Stars up to the usual limit."""


class Pieces(Visitor):
    """The variables and the plural variants of a message."""

    def __init__(self, message: ftl.Message) -> None:
        self.variables: set[str] = set()
        self.choices: list[set[str]] = []
        self.visit(message)

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802  # named by fluent.syntax
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802  # named by fluent.syntax
        self.choices.append({v.key.name if isinstance(v.key, ftl.Identifier) else v.key.value for v in node.variants})
        self.generic_visit(node)


@cache
def read(language: str) -> dict[str, ftl.Message]:
    """The messages of a language. Fails on a syntax error, a term, and a key that is in two files."""
    messages: dict[str, ftl.Message] = {}
    for file in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser(with_spans=False).parse(file.read_text("utf-8")).body:
            if isinstance(entry, ftl.Comment | ftl.GroupComment | ftl.ResourceComment):
                continue
            assert isinstance(entry, ftl.Message), f"{file}: {getattr(entry, 'content', entry)}"
            assert entry.id.name not in messages, f"{file}: {entry.id.name} is there twice"
            messages[entry.id.name] = entry
    return messages


ENGLISH = read("en")


@dataclass(frozen=True)
class Use:
    """A place in the code that uses a text."""

    key: str
    pieces: frozenset[str] | None
    """None: `**kwargs`, known only when it runs."""
    where: str


@cache
def uses() -> list[Use]:
    """Every `i18n.get("key", …)` and `UserError("key", …)` of the code."""
    found: list[Use] = []
    for file in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]):
        if "sandbox" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _says(node.func) and node.args:
                where = f"{file.relative_to(ROOT)}:{node.lineno}"
                names = [keyword.arg for keyword in node.keywords]
                pieces = None if None in names else frozenset(str(name) for name in names)
                found += [Use(key, pieces, where) for key in _literals(node.args[0])]
    return found


def _says(function: ast.expr) -> bool:
    match function:
        case ast.Name(id="UserError"):
            return True
        case ast.Attribute(attr="get", value=ast.Name(id="i18n") | ast.Attribute(attr="i18n")):
            return True
        case ast.Attribute(attr="get", value=ast.Call(func=ast.Attribute(attr="speak"))):
            return True
    return False


def _literals(node: ast.expr) -> list[str]:
    """The text keys that an argument can be; empty if the argument is no literal."""
    match node:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_literals(body), *_literals(orelse)]
    return []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything_with_the_same_pieces(language: str) -> None:
    messages = read(language)
    assert set(messages) == set(ENGLISH)
    for key, message in messages.items():
        assert Pieces(message).variables == Pieces(ENGLISH[key]).variables, key


def test_each_language_has_a_name_of_its_own_which_the_demo_knows() -> None:
    """The list of languages shows the names, so a folder that was only copied is found here."""
    messages = {language: read(language)["language-name"] for language in LANGUAGES}
    names = {
        language: FluentSerializer().serialize_entry(m).partition("=")[2].strip() for language, m in messages.items()
    }
    assert len(set(names.values())) == len(names)
    page = (ROOT / "bot/sandbox/telegram_api/page.html").read_text("utf-8")
    assert all(f'{language}: "{name}"' in page for language, name in names.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_counts_by_its_own_rules(language: str) -> None:
    plural = Locale(language).plural_form
    needed = {plural(number) for number in COUNTED} | {"other"}
    tags = {"zero", "one", "two", "few", "many", "other"}
    english = {key: Pieces(message).choices for key, message in ENGLISH.items()}
    for key, message in read(language).items():
        choices = Pieces(message).choices
        assert len(choices) == len(english[key]), key
        for mine, theirs in zip(choices, english[key], strict=True):
            if mine <= tags:
                assert mine | {"other"} == needed, f"{key}: {sorted(mine)} instead of {sorted(needed)}"
            else:  # a choice by name, such as a status
                assert mine == theirs, key


def test_the_code_says_only_texts_that_there_are_with_the_pieces_they_take() -> None:
    assert uses()
    for use in uses():
        assert use.key in ENGLISH, f"{use.where}: there is no text {use.key}"
        if use.pieces is not None:
            assert use.pieces == Pieces(ENGLISH[use.key]).variables, f"{use.where}: {use.key}"


def test_no_text_is_left_that_nobody_says() -> None:
    assert set(ENGLISH) - {use.key for use in uses()} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_well_formed_html_whatever_it_chooses(language: str) -> None:
    i18n = Languages(language).speak(language)
    for key, message in read(language).items():
        pieces = Pieces(message)
        names = {str(name) for choice in pieces.choices for name in choice}
        for value in (0, 1, 2, 3, 5, 11, 21, 100, *names):
            text = i18n.get(key, **dict.fromkeys(pieces.variables, value))
            assert "{" not in text, f"{key}: {text}"
            Balanced().check(text, key)


class Balanced(HTMLParser):
    """Checks that the HTML tags match: Telegram refuses a message whose tags do not."""

    def check(self, text: str, key: str) -> None:
        self.open: list[str] = []
        self.key = key
        self.feed(text)
        self.close()
        assert not self.open, key

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in ("b", "i", "code"), self.key
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.key


@pytest.mark.parametrize(
    ("wanted", "found"), [("pt-BR", "pt"), ("ru", "ru"), ("xx", "en"), (None, "en"), ("zh-hans", "en")]
)
def test_the_language_is_picked_from_telegrams_code(wanted: str | None, found: str) -> None:
    languages = Languages("en")
    assert languages.pick(wanted) == (found if found in languages.known else "en")


def test_a_default_without_texts_stops_the_start() -> None:
    with pytest.raises(ValueError, match="there is no language 'xx'"):
        Languages("xx")


def test_a_language_is_read_when_it_is_first_spoken(tmp_path: Path) -> None:
    for language in ("en", "eo", "tlh"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "common.ftl").write_text("language-name = not read yet\nonly-here = a sentence\n")
    languages = Languages("en", folder=tmp_path)
    (tmp_path / "eo" / "common.ftl").write_text("language-name = Esperanto\n")
    i18n = languages.speak("eo")
    assert i18n.get("language-name") == "Esperanto"
    assert i18n.get("only-here") == "a sentence", "English says what another language lacks"

    (tmp_path / "tlh" / "common.ftl").write_text("language-name = tlhIngan Hol\n")
    assert dict(languages.names()) == {"en": "not read yet", "eo": "Esperanto", "tlh": "tlhIngan Hol"}


@pytest.mark.parametrize("language", Languages().known)
def test_texts_that_are_parsed_one_by_one_are_those_of_the_files(language: str) -> None:
    texts = "\n".join(file.read_text("utf-8") for file in sorted((FOLDER / language).glob("*.ftl")))
    whole = [entry for entry in PARSER.parse(texts).body if isinstance(entry, ftl.Message | ftl.Term)]
    parsed = [entry for source in ENTRY.findall(texts) for entry in PARSER.parse(source).body]
    assert len(whole) == len(parsed) > 400
    for entry, same in zip(whole, parsed, strict=True):
        assert entry.equals(same, ignored_fields=["comment"]), entry.id.name


UNWANTED = {
    "en": ("by itself", "drop what", "is kept of", "There are none", "See what is", "Said to be", "Late money"),
    "ru": ("провайдер", "л(а)", "бросить", "придёт сам", "дважды ничего", "поздние деньги"),
    "uk": ("провайдер", "в(ла)", "кинути", "двічі нічого", "пізні гроші", " лишити", "є питання"),
    "es": ("cartera", "pulsa", "anular", "llegará sola", "en reparación", "más viejos"),
    "pt": ("provedor", "dar premium", "largar", "sozinho", "sozinha", "em particular", "dinheiro atrasado"),
    "id": ("datang sendiri", "katanya", "kata penyedia", "bayarnya setelah", "kami bilang", "bahasa apa"),
    "hi": ("दाम", "पाने वाले", "मरम्मत", "मैंने", "चुका दिया", "पहुँच गया"),
    "fa": ("ارائه‌دهنده", "نشانی", "پول دیررس", "بررسی کن "),
    "ar": ("وحدها", "وحده", "أستطيع هذه", "قيل إنه", "لقد علمنا", "تُخدم", "المال المتأخر"),
    "tr": ("kendiliğinden", "ödenecek bir şey"),
}
"""Words that a native would not say here, a second word for what has a name already, and forms for one gender."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_said_as_its_people_say_it(language: str) -> None:
    for file in (FOLDER / language).glob("*.ftl"):
        for line in file.read_text("utf-8").splitlines():
            said = [word for word in UNWANTED[language] if word.lower() in line.lower()]
            assert not said, f"{file.name}: {line.strip()}: {said}"


PROVIDER = {
    "en": "provider", "ru": "поставщик", "uk": "постачальник", "es": "proveedor", "pt": "fornecedor", "id": "penyedia",
    "hi": "प्रदाता", "fa": "تأمین", "ar": "المزوّد", "tr": "sağlayıcı",
}  # fmt: skip
"""What customers call the partner."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_admins_read_one_word_for_the_partner(language: str) -> None:
    word = PROVIDER[language]
    said = {file.stem: file.read_text("utf-8").casefold().count(word) for file in (FOLDER / language).glob("*.ftl")}
    assert said["order"]
    assert not said["admin"] + said["team"], said


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT & set(LANGUAGES)))
def test_a_command_stands_between_isolates(language: str) -> None:
    """Without them the slash of a command moves to its other end."""
    for file in (FOLDER / language).glob("*.ftl"):
        for line in file.read_text("utf-8").splitlines():
            bare = re.sub(r'"\\u2068[^"]*"|<[^>]+>', "", line)
            assert not re.search(r"(?<![\w/])[/@][a-z]", bare), f"{file.name}: {line}"


NAMED = re.compile(r"(?<![\w/<.])/[a-z_]+(?: (?:on|off))?|[A-Z]+_[A-Z_]+|make doctor|doctor --contract")


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_names_the_same_commands_and_settings(language: str) -> None:
    """What an English sentence tells the reader to type or to change must not be missing in another language."""
    serializer = FluentSerializer()
    for key, message in read(language).items():
        named = [
            sorted(NAMED.findall(serializer.serialize_entry(each).replace("\\u2068", " ")))
            for each in (message, ENGLISH[key])
        ]
        assert named[0] == named[1], key


SHOWN_AS_TYPED = {
    *("bad-currency", "bad-what", "row-problem", "daily-how", "bad-limit", "bulk-empty", "bad-end", "bad-day"),
    *("team-ask-end", "team-ask-limit", "partner-key-refused", "command-daily"),
}
"""Texts whose numbers are examples of what to type, or codes: no unit follows."""


def numbers(name: str) -> set[str]:
    """The variables of a text that some language counts."""
    found: set[str] = set()

    class Counted(Visitor):
        def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802  # named by fluent.syntax
            keys = {v.key.name for v in node.variants if isinstance(v.key, ftl.Identifier)}
            if keys & {"one", "two", "few", "many"} and isinstance(node.selector, ftl.VariableReference):
                found.add(node.selector.id.name)
            self.generic_visit(node)

    for language in LANGUAGES:
        Counted().visit(read(language)[name])
    return found


def lines_of(message: ftl.Message, counted: set[str]) -> Iterator[str]:
    """Each way in which the text may read; a counted variable is the digit 7, another piece a dot."""
    found: list[ftl.Pattern] = []

    class Patterns(Visitor):
        def visit_Pattern(self, node: ftl.Pattern) -> None:  # noqa: N802  # named by fluent.syntax
            found.append(node)
            self.generic_visit(node)

    Patterns().visit(message)
    for pattern in found:
        pieces = [
            element.value
            if isinstance(element, ftl.TextElement)
            else "7"
            if isinstance(element.expression, ftl.VariableReference) and element.expression.id.name in counted
            else "·"
            for element in pattern.elements
        ]
        yield re.sub("<[^>]+>", "", "".join(pieces))


BREAKABLE = re.compile(r"\d\+? (?=[^\W\d_])|(?:№|No\.|n\.?º|नं\.|رقم|شماره|≈|#) (?=[\d·])")
"""A number that a line may end with, and a word that the next line begins with; or a sign before a number."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_breaks_between_a_number_and_its_unit(language: str) -> None:
    broken = [
        f"{name}: {line}"
        for name, message in read(language).items()
        if name not in SHOWN_AS_TYPED
        for line in lines_of(message, numbers(name))
        if BREAKABLE.search(line)
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Nov 4, 2026"),
        ("ru", "4 нояб. 2026"),
        ("pt", "4 de nov. de 2026"),
        ("hi", "4 नव॰ 2026"),
        ("fa", "4 نوامبر 2026"),
        ("tr", "4 Kas 2026"),
    ],
)
def test_a_report_writes_its_day_as_the_language_does(language: str, day: str) -> None:
    screen = reseller.day(Languages().speak(language), date(2026, 11, 4), SalesTotals())
    assert day in screen.text
    assert "04.11" not in screen.text
