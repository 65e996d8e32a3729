"""Draws docs/screens.png: the main screens side by side, a language a row. Run by `make pictures`."""

import asyncio
import io

from PIL import Image
from playwright.async_api import Browser, async_playwright

from bot.ui.i18n import FOLDER
from tests.browser.chat import message, phone, put
from tests.browser.conftest import QUIET, chromium
from tests.conftest import open_valkey
from tests.support.screens import screens
from tests.support.shop import MovingClock, open_shop

PICTURE = FOLDER.parent / "docs" / "screens.png"
LANGUAGES = ("en", "ru", "uk", "es", "pt", "tr", "id", "ar", "fa", "hi")
SHOWN = ("home-unpaid", "recipient", "confirm", "pay", "underpaid", "progress", "completed", "sheet")

TALL = 1600
"""Points high: no screen is cut."""

_WALL, _GAP, _WIDTH = "#cfdfe3", 16, 260
_COLOURS = 32


async def draw() -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        rows = [await _row(browser, language) for language in LANGUAGES]
        await browser.close()
    _sheet(rows).save(PICTURE, optimize=True)
    print(f"{PICTURE}: {PICTURE.stat().st_size // 1024} kB")  # noqa: T201


async def _row(browser: Browser, language: str) -> list[Image.Image]:
    every = screens(language)
    with open_valkey() as valkey:
        async with open_shop(valkey.url, MovingClock()) as shop, phone(browser, shop, height=TALL) as page:
            await page.add_style_tag(
                content=f"#chat {{ background: {_WALL} !important }} #keyboard {{ display: none }}"
            )
            shown = await put(shop, page, {name: every[name] for name in SHOWN})
            return [Image.open(io.BytesIO(await message(page, id).screenshot())) for id in shown.values()]


def _sheet(rows: list[list[Image.Image]]) -> Image.Image:
    """All at one width, in few colours: a picture that opens at once."""
    rows = [[_narrow(picture) for picture in row] for row in rows]
    heights = [max(picture.height for picture in row) for row in rows]
    size = (len(SHOWN) * (_WIDTH + _GAP) + _GAP, sum(heights) + _GAP * (len(rows) + 1))
    sheet = Image.new("RGB", size, _WALL)
    top = _GAP
    for row, height in zip(rows, heights, strict=True):
        for column, picture in enumerate(row):
            sheet.paste(picture, (_GAP + column * (_WIDTH + _GAP), top))
        top += height + _GAP
    return sheet.quantize(_COLOURS)


def _narrow(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").resize(
        (_WIDTH, round(picture.height * _WIDTH / picture.width)), Image.Resampling.LANCZOS
    )


if __name__ == "__main__":
    asyncio.run(draw())
