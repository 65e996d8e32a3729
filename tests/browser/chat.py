"""The web chat as a phone shows it, filled with screens."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiogram import Bot
from playwright.async_api import Browser, Locator, Page

from bot.sandbox.telegram_api.calls import Params
from bot.sandbox.telegram_api.messages import send_message, send_photo
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
    """Puts the screens into Alice's chat; the id of each message, when all of them stand there. The stand-in is called
    in this process, because a client and HTTP take four times as long."""
    pictures: dict[str, str] = {}
    sent = {name: _send(shop, screen, pictures) for name, screen in screens.items()}
    everything = "ids => ids.every(id => document.querySelector(`[data-testid=message][data-message-id='${id}']`))"
    await page.wait_for_function(everything, arg=list(sent.values()))
    await page.evaluate("Promise.all([...document.images].map(image => image.decode()).concat(document.fonts.ready))")
    return sent


def message(page: Page, id: int) -> Locator:
    return page.locator(f'[data-testid=message][data-message-id="{id}"]')


def _send(shop: Shop, screen: Screen, pictures: dict[str, str]) -> int:
    """`pictures`: the file ids of those sent, by `Picture.key`."""
    words = {"chat_id": ALICE, "parse_mode": "HTML", "reply_markup": json.dumps(screen.keyboard)}
    if screen.picture is None:
        return int(send_message(shop.telegram, Params(words | {"text": screen.text}))["message_id"])
    file = {"photo": pictures.get(screen.picture.key, "attach://picture"), "caption": screen.text}
    sent = send_photo(shop.telegram, Params(words | file, {"picture": ("picture.png", screen.picture.png)}))
    pictures[screen.picture.key] = sent["photo"][-1]["file_id"]
    return int(sent["message_id"])
