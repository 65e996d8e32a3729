"""Texts from the Fluent files in `locales/<language>/`. A language is read, and a text is parsed, when first used.

Values are escaped and marked up as HTML before they go into a text, so that no name can break a message. Ids and
amounts of money are strings, because Fluent groups the digits of numbers.
"""

import re
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any, cast

import babel.core
import babel.localedata
from aiogram_i18n import I18nContext
from aiogram_i18n.cores import FluentRuntimeCore
from aiogram_i18n.managers.const import ConstManager
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Message
from fluent.syntax import FluentParser

from bot.ui.branding import Branding

FOLDER = Path(__file__).parent.parent.parent / "locales"

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages in which isolates keep @names, addresses and numbers readable."""

ENGLISH = "en"
"""The fallback for a text that another language lacks."""

PARSER = FluentParser(with_spans=False)

UNUSED = (
    *("languages", "scripts", "territories", "variants", "date_fields", "time_zones", "meta_zones", "list_patterns"),
    *("unit_patterns", "unit_display_names", "compound_unit_patterns", "currency_names", "currency_names_plural"),
    *("compact_decimal_formats", "compact_currency_formats", "interval_formats"),
)
"""What Babel knows of a language and no text shows. Measured: ten languages take 2 MB instead of 12 MB without it."""

ENTRY = re.compile(r"^-?[a-zA-Z].*(?:\n(?:[ }].*)?)*", re.MULTILINE)
"""A message or a term with its lines, which begin with a space or with the closing brace of a placeable."""


class _Bundle(FluentBundle):
    """The texts of one language. Measured: reading a language takes 10 ms, parsing all its texts another 75 ms of CPU;
    the parsed texts of ten languages take 13 MB, only the compiled ones 2 MB."""

    def __init__(self, language: str, folder: Path) -> None:
        super().__init__([language], use_isolating=language in RIGHT_TO_LEFT)
        for locale in (str(self._babel_locale), "root"):
            babel.localedata.load(locale).update({part: {} for part in UNUSED})
        texts = "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.ftl")))
        self._sources = {entry.split(maxsplit=1)[0]: entry for entry in ENTRY.findall(texts)}

    def _lookup(self, entry_id: str, term: bool = False) -> Message:
        source = self._sources.pop(f"-{entry_id}" if term else entry_id, None)
        if source:
            self.add_resource(PARSER.parse(source))
        message = super()._lookup(entry_id, term)
        (self._terms if term else self._messages).pop(entry_id, None)  # the compiled text is kept
        return message


class _Texts(FluentRuntimeCore):
    """Keeps the last 2048 texts. Measured: formatting "100 Stars" takes 44 µs, reading a kept text 1 µs; a whole
    update takes 3.4 ms (docs/performance.md)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(path=folder, default_locale=ENGLISH, use_td=False)
        self._cached = lru_cache(maxsize=2048, typed=True)(self._format)
        self.languages = frozenset(file.parent.name for file in folder.glob("*/*.ftl"))
        for part in ("likely_subtags", "territory_languages"):  # 1.6 MB that no parsing of our languages needs
            cast("dict[str, Any]", babel.core.get_global(part)).clear()
        self.locales_map.update(dict.fromkeys(self.languages - {ENGLISH}, ENGLISH))
        self.load(ENGLISH)

    def load(self, language: str) -> None:
        """Reads a language unless it is read already."""
        if language not in self.locales:
            self.locales[language] = _Bundle(language, self.path / language)

    def get(self, message: str, locale: str | None = None, /, **named: Any) -> str:
        return self._cached(message, locale, **named)

    def _format(self, message: str, locale: str | None, /, **named: Any) -> str:
        text = super().get(message, locale, **named)
        return align_right(text) if locale in RIGHT_TO_LEFT else text


_texts = cache(_Texts)
"""All `Languages` of a folder share its texts."""


class I18n(I18nContext):
    """The texts of one language, and the shop's branding, which screens need beside them."""

    def __init__(self, language: str, texts: _Texts, manager: ConstManager, branding: Branding) -> None:
        super().__init__(language, texts, manager, data={})
        self.branding = branding


class Languages:
    def __init__(self, default: str = ENGLISH, branding: Branding | None = None, *, folder: Path = FOLDER) -> None:
        self.default = default
        self.branding = branding or Branding()
        self._core = _texts(folder)
        if default not in self._core.languages:
            raise ValueError(f"there is no language {default!r} in {folder.name}/")
        self._manager = ConstManager(default_locale=default)

    @property
    def known(self) -> tuple[str, ...]:
        """Language codes, the default first."""
        return (self.default, *sorted(self._core.languages - {self.default}))

    def names(self) -> list[tuple[str, str]]:
        """The code of each language and the name that it has in itself, sorted by the name: Latin script first."""
        names = [(code, self.speak(code).get("language-name")) for code in self.known]
        return sorted(names, key=lambda item: item[1].casefold())

    def pick(self, *wanted: str | None) -> str:
        """The first wanted language that exists, else the default. `pt-BR` matches `pt`."""
        codes = ((code or "").lower().replace("_", "-").split("-")[0] for code in wanted)
        return next((code for code in codes if code in self._core.languages), self.default)

    def speak(self, *wanted: str | None) -> I18n:
        """The texts of the picked language: `i18n.get("key", name=value)`."""
        language = self.pick(*wanted)
        self._core.load(language)
        return I18n(language, self._core, self._manager, self.branding)


def code(text: object) -> str:
    """HTML of a text that a tap copies."""
    return f"<code>{escape(str(text))}</code>"


def bold(text: object) -> str:
    return f"<b>{escape(str(text))}</b>"


def anchor(text: object, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(str(text))}</a>'


def plain(text: object) -> str:
    return escape(str(text))


def local_time(at: datetime, text: str, style: str) -> str:
    """HTML of a time that Telegram shows in the reader's own zone: `style` has d or D for the date and t or T for the
    time, or is r for the time left. Older apps show `text`, which names its zone."""
    return f'<tg-time unix="{int(at.timestamp())}" format="{style}">{escape(text)}</tg-time>'


def isolated(text: object) -> str:
    """HTML of a person's text, isolated so that its direction does not affect the text around it."""
    return f"\u2068{escape(str(text))}\u2069"


_TAG = re.compile("<[^>]*>")
_ISOLATE = re.compile("\u2068[^\u2068\u2069]*(?:\u2069|$)")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(f"({_RIGHT_TO_LEFT.pattern})|[^\\W\\d_]|\u200e")
_WITHOUT_ISOLATES = dict.fromkeys((0x2068, 0x2069, 0x200E, 0x200F))


def runs_right_to_left(line: str) -> bool:
    """Whether a line of HTML runs so by its first letter: outside isolates, as Unicode says, and inside, as some apps
    read it."""
    if not _RIGHT_TO_LEFT.search(line):
        return False
    line = outside = _TAG.sub("", line)
    while (rest := _ISOLATE.sub("", outside)) != outside:
        outside = rest
    return all(letter and letter[1] for letter in map(_LETTER.search, (line, outside)))


def align_right(text: str) -> str:
    """HTML of a right-to-left text, in which U+200F begins each line that would run from left to right without: one
    that begins with a number, a Latin word or an isolate."""
    lines = text.split("\n")
    return "\n".join(f"\u200f{line}" if line.strip() and not runs_right_to_left(line) else line for line in lines)


def without_isolates(text: str) -> str:
    """The text without isolates and marks of direction, for copying. They have no width."""
    return text.translate(_WITHOUT_ISOLATES)


def at(username: str) -> str:
    """HTML of a username with @."""
    return f"@{escape(username)}"
