"""Texts from the Fluent files in `locales/<language>/`. Each language is loaded when it is first used.

Values are escaped and marked up as HTML before they go into a text, so that no name can break a message. Ids and
amounts of money are strings, because Fluent groups the digits of numbers.
"""

from datetime import datetime
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from aiogram_i18n import I18nContext
from aiogram_i18n.cores import FluentRuntimeCore
from aiogram_i18n.managers.const import ConstManager
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser

from bot.ui.branding import Branding

FOLDER = Path(__file__).parent.parent.parent / "locales"

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages in which isolates keep @names, addresses and numbers readable."""

ENGLISH = "en"
"""The fallback for a text that another language lacks."""

PARSER = FluentParser(with_spans=False)


class _Texts(FluentRuntimeCore):
    """Keeps the last 2048 texts. Measured: formatting "100 Stars" takes 44 µs, reading a kept text 1 µs; a whole
    update takes 3.4 ms (docs/performance.md)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(path=folder, default_locale=ENGLISH, use_td=False)
        self._cached = lru_cache(maxsize=2048, typed=True)(super().get)
        self.languages = frozenset(file.parent.name for file in folder.glob("*/*.ftl"))
        self.locales_map.update(dict.fromkeys(self.languages - {ENGLISH}, ENGLISH))
        self.load(ENGLISH)

    def load(self, language: str) -> None:
        """Loads a language unless it is loaded."""
        if language not in self.locales:
            texts = FluentBundle([language], use_isolating=language in RIGHT_TO_LEFT)
            for file in sorted((self.path / language).glob("*.ftl")):
                texts.add_resource(PARSER.parse(file.read_text("utf-8")))
            self.locales[language] = texts

    def get(self, message: str, locale: str | None = None, /, **named: Any) -> str:
        return self._cached(message, locale, **named)


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

    def load_all(self) -> None:
        """Loads all languages. It takes 0.7 s of CPU, so call it in a thread."""
        for language in self.known:
            self._core.load(language)


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


def without_isolates(text: str) -> str:
    """The text without isolates and marks of direction, for copying. They have no width."""
    return text.translate(dict.fromkeys((0x2068, 0x2069, 0x200E, 0x200F)))


def at(username: str) -> str:
    """HTML of a username with @."""
    return f"@{escape(username)}"
