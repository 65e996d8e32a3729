"""The web chat as a phone shows it, filled with screens."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiogram import Bot
from aiogram.types import BufferedInputFile
from playwright.async_api import Browser, Locator, Page

from bot.telegram.client import open_bot
from bot.ui.screen import Screen
from tests.support.shop import ALICE, Shop

WIDTH, HEIGHT = 390, 844
"""Points of a phone of usual size."""


@asynccontextmanager
async def phone(browser: Browser, shop: Shop, *, height: int = HEIGHT) -> AsyncIterator[Page]:
    """Alice's chat."""
    page = await browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light")
    page.set_default_timeout(20_000)
    await shop.world("send", {"user": ALICE, "text": "/start"})
    await page.goto(shop.url)
    try:
        yield page
    finally:
        await page.close()


@asynccontextmanager
async def telegram(shop: Shop) -> AsyncIterator[Bot]:
    """The client with which the bot calls Telegram."""
    bot = open_bot(shop.settings)
    try:
        yield bot
    finally:
        await bot.session.close()


async def put(shop: Shop, page: Page, screens: Mapping[str, Screen]) -> dict[str, int]:
    """Sends the screens to Alice; the id of each message, when all of them stand in the chat."""
    async with telegram(shop) as bot:
        sent = {name: await _send(bot, screen) for name, screen in screens.items()}
    everything = "ids => ids.every(id => document.querySelector(`[data-testid=message][data-message-id='${id}']`))"
    await page.wait_for_function(everything, arg=list(sent.values()))
    await page.evaluate("Promise.all([...document.images].map(image => image.decode()).concat(document.fonts.ready))")
    return sent


def message(page: Page, id: int) -> Locator:
    return page.locator(f'[data-testid=message][data-message-id="{id}"]')


async def _send(bot: Bot, screen: Screen) -> int:
    if screen.picture is None:
        return (await bot.send_message(ALICE, screen.text, reply_markup=screen.keyboard)).message_id
    file = BufferedInputFile(screen.picture.png, "picture.png")
    return (await bot.send_photo(ALICE, file, caption=screen.text, reply_markup=screen.keyboard)).message_id
