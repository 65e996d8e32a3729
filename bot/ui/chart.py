"""Figures as a picture: bars that a phone shows well. Pure, and CPU only: call it with `asyncio.to_thread`."""

import io
from collections.abc import Sequence
from decimal import Decimal

WIDTH, HEIGHT = 900, 520
"""Pixels: about what a phone shows of a photo; more is only scaled down."""

_PAPER, _INK, _PALE, _BAR = "#ffffff", "#1f2937", "#9ca3af", "#3b82f6"
_SIDE, _TOP, _FOOT = 40, 90, 60
_TEXT, _TITLE = 20, 30
_MOST_LABELS = 12
_MOST_FIGURES = 16


def bars(title: str, labels: Sequence[str], values: Sequence[Decimal | int]) -> bytes:
    """A bar for each value, none of them negative, with its label below; as a PNG of 900 × 520 pixels.

    The built-in font has Latin letters: a title in another script belongs into the caption, and is left out here.
    With many bars only some are labelled, the last one always.
    """
    from PIL import Image, ImageDraw, ImageFont  # here: most runs of the bot never draw

    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    small, large = ImageFont.load_default(_TEXT), ImageFont.load_default(_TITLE)
    if title.isascii():
        draw.text((_SIDE, 24), title, _INK, large)
    floor = HEIGHT - _FOOT
    draw.line((_SIDE, floor, WIDTH - _SIDE, floor), _PALE, 2)

    highest = max(values, default=0) or 1
    step = (WIDTH - 2 * _SIDE) / max(1, len(values))
    every = -(-len(values) // _MOST_LABELS) or 1
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        left = _SIDE + step * i
        middle, top = left + step / 2, floor - float(value / Decimal(highest)) * (floor - _TOP)
        if value:
            draw.rectangle((left + step * 0.12, min(top, floor - 3), left + step * 0.88, floor - 1), _BAR)
        if value and len(values) <= _MOST_FIGURES:
            draw.text((middle, top - 6), _figure(value), _INK, small, anchor="mb")
        if (len(values) - 1 - i) % every == 0:
            draw.text((middle, floor + 12), label, _INK, small, anchor="mt")
    png = io.BytesIO()
    picture.save(png, "PNG", optimize=True)
    return png.getvalue()


def _figure(value: Decimal | int) -> str:
    """Three significant digits are what fits above a bar: "12", "0.418", "1.25k"."""
    number = float(value)
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if number >= 0.9995 * size:
            return f"{number / size:.3g}{unit}"
    return f"{number:.3g}" if number >= 0.001 else "<0.001"
