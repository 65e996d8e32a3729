"""Texts: Fluent files in `locales/<language>/`, each language read once, when it is first spoken.

Pieces that come from outside are escaped, and marked up, before they go into a text: so a translator sees only words,
and no name can break a message. Ids and amounts of money go in as strings: Fluent would group their digits.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from aiogram_i18n import I18nContext
from aiogram_i18n.cores import FluentRuntimeCore
from aiogram_i18n.managers.const import ConstManager
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser

FOLDER = Path(__file__).parent.parent.parent / "locales"

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Here isolates keep @names, addresses and numbers readable; elsewhere they would only be invisible ballast."""


ENGLISH = "en"
"""Says what another language lacks: a foreign sentence is better than none."""


PARSER = FluentParser(with_spans=False)
"""Where in its file something stands is never asked."""


class _Texts(FluentRuntimeCore):
    """What was said lately with the same pieces is not formatted again: most texts are labels and short lines."""

    def __init__(self, folder: Path) -> None:
        super().__init__(path=folder, default_locale=ENGLISH, use_td=False)
        self._said = lru_cache(maxsize=2048, typed=True)(super().get)
        self.languages = frozenset(file.parent.name for file in folder.glob("*/*.ftl"))
        self.locales_map.update(dict.fromkeys(self.languages - {ENGLISH}, ENGLISH))
        self.load(ENGLISH)

    def load(self, language: str) -> None:
        """Reading takes longer than an answer may, so a start that read all of them would be late for the first."""
        if language not in self.locales:
            texts = FluentBundle([language], use_isolating=language in RIGHT_TO_LEFT)
            for file in sorted((self.path / language).glob("*.ftl")):
                texts.add_resource(PARSER.parse(file.read_text("utf-8")))
            self.locales[language] = texts

    def get(self, message: str, locale: str | None = None, /, **named: Any) -> str:
        return self._said(message, locale, **named)


_texts = cache(_Texts)
"""Whoever speaks the languages of a folder shares what was read."""


class Languages:
    def __init__(self, default: str = ENGLISH, folder: Path = FOLDER) -> None:
        self.default = default
        self._core = _texts(folder)
        if default not in self._core.languages:
            raise ValueError(f"there is no language {default!r} in {folder.name}/")
        self._manager = ConstManager(default_locale=default)

    @property
    def known(self) -> tuple[str, ...]:
        """The default first, the others by their code."""
        return (self.default, *sorted(self._core.languages - {self.default}))

    def names(self) -> list[tuple[str, str]]:
        """Each language's code and its own name for itself."""
        return [(code, self.speak(code).get("language-name")) for code in self.known]

    def pick(self, *wanted: str | None) -> str:
        """The first language of those wanted that there is; `pt-BR` is served by `pt`."""
        return next(iter(self._among(wanted)), self.default)

    def _among(self, wanted: Iterable[str | None]) -> Iterable[str]:
        for code in wanted:
            language = (code or "").lower().replace("_", "-").split("-")[0]
            if language in self._core.languages:
                yield language

    def speak(self, *wanted: str | None) -> I18nContext:
        """The texts of a language; call it as `i18n.get("key", name=value)`."""
        language = self.pick(*wanted)
        self._core.load(language)
        return I18nContext(language, self._core, self._manager, data={})

    def load_all(self) -> None:
        """Reads what was not spoken yet: in a thread of its own, beside the first answers."""
        for language in self.known:
            self._core.load(language)


def code(text: object) -> str:
    """A piece that a tap copies."""
    return f"<code>{escape(str(text))}</code>"


def bold(text: object) -> str:
    return f"<b>{escape(str(text))}</b>"


def plain(text: object) -> str:
    return escape(str(text))


def isolated(text: object) -> str:
    """Somebody's own words, in whatever direction they run: they turn nothing around them."""
    return f"\u2068{escape(str(text))}\u2069"


def without_isolates(text: str) -> str:
    """For what is copied into a place where invisible characters would be taken for a part of it."""
    return text.translate({0x2068: None, 0x2069: None})


def at(username: str) -> str:
    """A username as people write it."""
    return f"@{escape(username)}"
