"""A screen as a value: a text, its buttons and perhaps a picture."""

import re
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from html import unescape
from pathlib import Path
from typing import Any

from aiogram.filters.callback_data import CallbackData

from bot.ui.i18n import align_right, runs_right_to_left, without_isolates
from bot.ui.qr import qr_png

_PICTURES = Path(__file__).parent / "pictures"

CONFETTI = "5046509860389126442"
"""The id of the message effect 🎉."""

MAX_CAPTION_LENGTH = 1024
"""UTF-16 units of a text with a picture, isolates among them, without the HTML; a limit of Telegram."""

MAX_COPY_LENGTH = 256
"""Characters; a limit of Telegram."""

MAX_LABEL_LENGTH = 24
"""Characters that a phone shows of a button with a row of its own."""

MAX_HALF_ROW_LENGTH = 16
"""Characters that a phone shows of a button that shares its row."""


MAX_THIRD_ROW_LENGTH = 12
"""Characters that a phone shows of a button that shares its row with two others."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message, in the words of the Bot API (InlineKeyboardButton): with one of `callback_data`, `url`
    and `copy_text`."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    """The text that a press copies."""
    style: str | None = None

    def as_json(self) -> dict[str, Any]:
        made: dict[str, Any] = {"text": self.text}
        if self.callback_data is not None:
            made["callback_data"] = self.callback_data
        if self.url is not None:
            made["url"] = self.url
        if self.copy_text is not None:
            made["copy_text"] = {"text": self.copy_text}
        if self.style is not None:
            made["style"] = self.style
        return made


Buttons = tuple[Button, ...]
Rows = tuple[Buttons, ...]


@dataclass(frozen=True)
class Picture:
    """`key` names the content: while it stays the same, an edit changes only the caption of a message."""

    key: str
    png: bytes

    @classmethod
    def qr(cls, key: str, content: str) -> "Picture":
        return cls(f"qr:{key}", qr_png(content))

    @classmethod
    def chart(cls, png: bytes) -> "Picture":
        return cls(f"stats:{blake2b(png, digest_size=8).hexdigest()}", png)

    @classmethod
    @cache
    def from_file(cls, name: str) -> "Picture":
        """A picture of the folder `pictures`."""
        return cls(name, (_PICTURES / f"{name}.png").read_bytes())


@dataclass(frozen=True)
class Screen:
    """`text` is HTML: at most 4096 characters. A picture is left out if the text is too long for it. `effect` is played
    when the screen arrives as a new message in a private chat."""

    text: str
    rows: Rows = ()
    picture: Picture | None = None
    effect: str | None = None

    def __post_init__(self) -> None:
        """Gives lines that code has composed the direction of the texts around them."""
        if any(map(runs_right_to_left, self.text.split("\n"))):
            object.__setattr__(self, "text", align_right(self.text))
        if self.picture and _length(self.text) > MAX_CAPTION_LENGTH:
            object.__setattr__(self, "picture", None)

    @property
    def keyboard(self) -> dict[str, Any]:
        """The rows as JSON of the Bot API (InlineKeyboardMarkup)."""
        return {"inline_keyboard": [[button.as_json() for button in row] for row in self.rows]}

    def saying(self, sentence: str) -> "Screen":
        """The screen with this sentence, if there is one, above its text, but never twice in a row."""
        if self.text.startswith(sentence):
            return self
        return replace(self, text=f"{sentence}\n\n{self.text}")

    def without_links(self, *schemes: str) -> "Screen":
        """The screen without buttons for links that begin so: Telegram may refuse them."""
        if not schemes:
            return self
        kept = (tuple(b for b in row if not (b.url or "").startswith(schemes)) for row in self.rows)
        return replace(self, rows=tuple(row for row in kept if row))


def _length(html: str) -> int:
    return len(unescape(re.sub(r"<[^>]+>", "", html)).encode("utf-16-le", "surrogatepass")) // 2


def button(text: str, press: CallbackData, *, style: str | None = None) -> Button:
    return Button(_shortened(text), callback_data=press.pack(), style=style)


def link(text: str, url: str, *, style: str | None = None) -> Button:
    return Button(_shortened(text), url=url, style=style)


def copy_button(text: str, content: str) -> Button:
    return Button(_shortened(text), copy_text=content[:MAX_COPY_LENGTH])


def _shortened(label: str) -> str:
    """Cuts a label that a long username or number makes too long."""
    visible = without_isolates(label)
    return label if len(visible) <= MAX_LABEL_LENGTH else f"{visible[: MAX_LABEL_LENGTH - 1]}…"


def two_per_row(buttons: list[Button]) -> Rows:
    """Puts two buttons into a row where both are short, else one."""
    rows: list[Buttons] = []
    for each in buttons:
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0].text), len(each.text)) <= MAX_HALF_ROW_LENGTH:
            rows[-1] += (each,)
        else:
            rows.append((each,))
    return tuple(rows)


def three_per_row(buttons: list[Button]) -> Rows:
    """Puts three buttons into a row where all of them are short, else `two_per_row`."""
    is_short = all(len(without_isolates(each.text)) <= MAX_THIRD_ROW_LENGTH for each in buttons)
    return in_rows(buttons, 3) if is_short else two_per_row(buttons)


def in_rows(buttons: list[Button], width: int) -> Rows:
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
