"""Draws two pictures of docs/, run by `make pictures`.

screens.png has the main screens side by side, a language a row; payment-screen.png is that of a real purchase.
"""

import asyncio
import io

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from bot.ui.i18n import FOLDER
from tests.browser.chat import WIDTH, message, phone, put
from tests.browser.conftest import QUIET, chromium
from tests.conftest import open_valkey
from tests.support.screens import NOW, screens
from tests.support.shop import ALICE, MovingClock, Shop, open_shop

DOCS = FOLDER.parent / "docs"
LANGUAGES = ("en", "ru", "uk", "es", "pt", "tr", "id", "ar", "fa", "hi")
SHOWN = ("home", "amount", "confirm", "pay", "completed", "receipt", "gift-stars", "sheet")

TALL = 1600
"""Points high: no screen is cut."""

_WALL, _GAP, _WIDTH = "#cfdfe3", 16, 260
_COLOURS = 64
_PLAIN = f"#chat {{ background: {_WALL} !important }} #keyboard {{ display: none }}"


async def draw() -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        with open_valkey() as valkey:
            async with open_shop(valkey.url, MovingClock()) as shop:
                await shop.start_bot()
                pay = await _payment_screen(browser, shop)
                async with phone(browser, shop, height=TALL) as page:
                    await page.clock.set_fixed_time(NOW)
                    await page.add_style_tag(content=_PLAIN)
                    rows = [await _row(shop, page, language) for language in LANGUAGES]
        await browser.close()
    for name, picture in {"payment-screen.png": pay, "screens.png": _sheet(rows)}.items():
        picture.quantize(_COLOURS).save(DOCS / name, optimize=True)
        print(f"{DOCS / name}: {(DOCS / name).stat().st_size // 1024} kB")  # noqa: T201


async def _payment_screen(browser: Browser, shop: Shop) -> Image.Image:
    screen = await shop.person().buys_stars()
    page = await browser.new_page(viewport={"width": WIDTH, "height": TALL}, device_scale_factor=1.5)
    await page.goto(shop.url)
    await page.add_style_tag(content=_PLAIN)
    await page.wait_for_function(f"document.querySelector('[data-message-id=\"{screen.id}\"] img')?.complete")
    picture = Image.open(io.BytesIO(await message(page, screen.id).screenshot()))
    await page.close()
    return picture.convert("RGB")


async def _row(shop: Shop, page: Page, language: str) -> list[Image.Image]:
    """The screens as somebody sees them whose Telegram speaks the language."""
    await shop.http.patch(f"/world/people/{ALICE}", json={"language_code": language})
    await page.evaluate("refreshPeople()")
    every = screens(language)
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
    return sheet


def _narrow(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").resize(
        (_WIDTH, round(picture.height * _WIDTH / picture.width)), Image.Resampling.LANCZOS
    )


if __name__ == "__main__":
    asyncio.run(draw())
