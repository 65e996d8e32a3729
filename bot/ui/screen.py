"""A screen is a value: a text, its buttons, and perhaps a picture. Nothing is sent here."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.ui.i18n import without_isolates
from bot.ui.qr import qr_png

_PICTURES = Path(__file__).parent / "pictures"

Rows = tuple[tuple[InlineKeyboardButton, ...], ...]

LONGEST_COPY = 256
"""Characters that a copy button may carry."""

LONGEST_LABEL = 24
"""Characters of a button that a phone shows when it has a row to itself."""

HALF_A_ROW = 16
"""… and when it shares the row with another."""


@dataclass(frozen=True)
class Picture:
    """`key` names what it shows: while it stays the same, only the caption of a message needs to change."""

    key: str
    png: bytes

    @classmethod
    def qr(cls, key: str, content: str) -> "Picture":
        return cls(f"qr:{key}", qr_png(content))

    @classmethod
    @cache
    def drawn(cls, name: str) -> "Picture":
        """One of the pictures in this package's `pictures` folder."""
        return cls(name, (_PICTURES / f"{name}.png").read_bytes())


@dataclass(frozen=True)
class Screen:
    """`text` is HTML: at most 4096 characters, or 1024 with a picture."""

    text: str
    rows: Rows = ()
    picture: Picture | None = None

    @property
    def keyboard(self) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in self.rows])

    def saying(self, sentence: str) -> "Screen":
        """The same screen with a sentence above it: what went wrong, and what to do. Said once, however often."""
        if self.text.startswith(sentence):
            return self
        return replace(self, text=f"{sentence}\n\n{self.text}")

    def without_scheme(self, scheme: str) -> "Screen":
        """The same screen without the buttons that open such links, for a server that rejects them."""
        kept = (tuple(b for b in row if not (b.url or "").startswith(scheme)) for row in self.rows)
        return replace(self, rows=tuple(row for row in kept if row))


def button(text: str, data: str, *, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=_fitting(text), callback_data=data, style=style)


def link(text: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=_fitting(text), url=url)


def copies(text: str, content: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=_fitting(text), copy_text=CopyTextButton(text=content[:LONGEST_COPY]))


def _fitting(label: str) -> str:
    """Words of ours fit; a long username or number among them is cut where a phone would cut it less well."""
    seen = without_isolates(label)
    return label if len(seen) <= LONGEST_LABEL else f"{seen[: LONGEST_LABEL - 1]}…"


def packed(buttons: list[InlineKeyboardButton]) -> Rows:
    """Two to a row where both are short, else one."""
    rows: list[tuple[InlineKeyboardButton, ...]] = []
    for each in buttons:
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0].text), len(each.text)) <= HALF_A_ROW:
            rows[-1] += (each,)
        else:
            rows.append((each,))
    return tuple(rows)


def in_rows(buttons: list[InlineKeyboardButton], width: int) -> Rows:
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
