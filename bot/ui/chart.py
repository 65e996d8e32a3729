"""Draws a bar chart. It blocks, so call it with `asyncio.to_thread`."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_skeleton

WIDTH, HEIGHT = 900, 520
"""Pixels; a phone scales a larger photo down."""

_BACKGROUND, _DARK, _LIGHT, _BAR = "#ffffff", "#1f2937", "#9ca3af", "#3b82f6"
_MARGIN_X, _MARGIN_TOP, _MARGIN_BOTTOM = 40, 90, 60
_TEXT, _TITLE = 20, 30
_MAX_LABELS = 12
_MAX_VALUES = 16


def bars(title: str, labels: Sequence[str], values: Sequence[Decimal | int]) -> bytes:
    """A PNG of 900 × 520 pixels with a bar for each value (not negative) and its label below.

    The built-in font has Latin letters only, so a title in another script is left out. With many bars only some have
    labels; the last bar always has one.
    """
    from PIL import Image, ImageDraw, ImageFont  # imported here: most runs never draw

    picture = Image.new("RGB", (WIDTH, HEIGHT), _BACKGROUND)
    draw = ImageDraw.Draw(picture)
    small, large = ImageFont.load_default(_TEXT), ImageFont.load_default(_TITLE)
    if title.isascii():
        draw.text((_MARGIN_X, 24), title, _DARK, large)
    floor = HEIGHT - _MARGIN_BOTTOM
    draw.line((_MARGIN_X, floor, WIDTH - _MARGIN_X, floor), _LIGHT, 2)

    highest = max(values, default=0) or 1
    step = (WIDTH - 2 * _MARGIN_X) / max(1, len(values))
    every = -(-len(values) // _MAX_LABELS) or 1
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        left = _MARGIN_X + step * i
        middle, top = left + step / 2, floor - float(value / Decimal(highest)) * (floor - _MARGIN_TOP)
        if value:
            draw.rectangle((left + step * 0.12, min(top, floor - 3), left + step * 0.88, floor - 1), _BAR)
        if value and len(values) <= _MAX_VALUES:
            draw.text((middle, top - 6), _short_number(value), _DARK, small, anchor="mb")
        if (len(values) - 1 - i) % every == 0:
            draw.text((middle, floor + 12), label, _DARK, small, anchor="mt")
    png = io.BytesIO()
    picture.save(png, "PNG", optimize=True)
    return png.getvalue()


def bars_of_days(title: str, values: Mapping[date, Decimal], locale: str) -> bytes:
    """A bar for each day, with a label such as "11/24", without marks of direction: the font has none."""
    labels = [str(format_skeleton("Md", day, locale=locale)).replace("\u200f", "") for day in values]
    return bars(title, labels, list(values.values()))


def _short_number(value: Decimal | int) -> str:
    """The value in three significant digits: "12", "0.418", "1.25k"."""
    number = float(value)
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if number >= 0.9995 * size:
            return f"{number / size:.3g}{unit}"
    return f"{number:.3g}" if number >= 0.001 else "<0.001"
