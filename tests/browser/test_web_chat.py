"""The web chat of the demo, driven as a person drives it: from /start to delivered."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup
from playwright.async_api import Page, expect

from bot.ui.screen import Picture
from tests.browser.chat import telegram
from tests.support.shop import ALICE, Shop, eventually

pytestmark = pytest.mark.browser

PICTURE = Picture.from_file("done").png


async def tap(page: Page, label: str) -> None:
    await page.get_by_test_id("inline-button").filter(has_text=label).last.click()


async def test_from_start_to_completed(shop: Shop, page: Page) -> None:
    await page.goto(shop.url)
    await page.get_by_test_id("start").click()
    await tap(page, "Buy Stars")
    await tap(page, "For me")
    await tap(page, "250")
    await expect(page.get_by_text("Check and confirm")).to_be_visible()
    await tap(page, "Confirm")
    await expect(page.get_by_text("Memo").first).to_be_visible()
    await expect(page.get_by_test_id("message").last.locator("img")).to_be_visible()

    await tap(page, "Copy memo")
    await expect(page.get_by_test_id("toast")).to_contain_text("Copied")
    order = page.get_by_test_id("order-row").or_(page.locator("[data-order-id]")).first
    await page.get_by_test_id("order-pay").first.click()
    await tap(page, "I have paid")
    await expect(page.get_by_text(re.compile("Payment received"))).to_be_visible()
    await page.get_by_test_id("order-deliver").first.click()
    await expect(page.get_by_text("Delivered").last).to_be_visible()
    await expect(order).to_have_attribute("data-status", "completed")


async def test_a_message_looks_as_telegram_shows_it(still: Shop, page: Page) -> None:
    """The parts of today's Telegram that the bot uses: an effect, a disabled and a coloured button, a silent message, a
    relative time, a direction for each line."""
    await page.emulate_media(reduced_motion="no-preference")
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await still.world("send", {"user": ALICE, "text": "/start"})
    await page.goto(still.url)
    await expect(page.get_by_test_id("message")).to_have_count(1)
    keys = [
        [{"text": "Done", "disabled": {}}, {"text": "Pay", "callback_data": "pay", "style": "primary"}],
        [{"text": "Copy memo", "copy_text": {"text": "STARS-e93e4d"}}],
    ]
    soon = int((datetime.now(UTC) + timedelta(minutes=10, seconds=30)).timestamp())
    text = f'سلام\nTON\nsee t.me/durov <tg-time unix="{soon}" format="r">12:00 UTC</tg-time>'
    async with telegram(still) as bot:
        await bot.send_message(
            ALICE,
            text,
            disable_notification=True,
            message_effect_id="5046509860389126442",
            reply_markup=InlineKeyboardMarkup.model_validate({"inline_keyboard": keys}),
        )
    await expect(page.get_by_test_id("effect").locator("span").first).to_be_attached()
    message = page.get_by_test_id("message").last
    await expect(message.get_by_text("in 10 minutes")).to_be_visible()
    await expect(message.get_by_role("img", name="sent without a sound")).to_be_visible()
    await expect(message.get_by_role("button", name="Done")).to_be_disabled()
    await expect(message.get_by_role("button", name="Pay")).to_have_css("background-color", "rgb(43, 132, 211)")
    await expect(message.locator("a.link")).to_have_text("t.me/durov")
    await tap(page, "Copy memo")
    await expect(page.get_by_test_id("toast")).to_have_text("Copied: STARS-e93e4d")
    assert await page.evaluate("navigator.clipboard.readText()") == "STARS-e93e4d"

    starts = await message.locator(".body").evaluate(
        """body => [0, 5].map(at => {
          const line = document.createRange();
          line.setStart(body.firstChild, at);
          line.setEnd(body.firstChild, at + 3);
          return line.getBoundingClientRect().left;
        })"""
    )
    assert starts[0] > starts[1] + 50, "the Persian line begins at the right, the Latin one at the left"

    await page.emulate_media(reduced_motion="reduce")
    await expect(page.get_by_test_id("effect").locator("span")).to_have_count(0)
    await message.get_by_role("button", name="Play 🎉").click()
    await expect(page.get_by_test_id("effect").locator("span")).to_have_count(0)


async def test_an_edited_caption_keeps_its_picture(still: Shop, page: Page) -> None:
    await still.world("send", {"user": ALICE, "text": "/start"})
    await page.goto(still.url)
    async with telegram(still) as bot:
        sent = await bot.send_photo(ALICE, BufferedInputFile(PICTURE, "done.png"), caption="Looking for it")
        picture = page.get_by_test_id("message").last.locator("img")
        await picture.evaluate("image => image.dataset.first = 'yes'")
        await bot.edit_message_caption(chat_id=ALICE, message_id=sent.message_id, caption="Delivered")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    await expect(picture).to_have_attribute("data-first", "yes")
    assert "edited" not in await page.get_by_test_id("message").last.inner_text(), "Telegram says it of people only"


async def test_a_trouble_is_shown_until_it_is_switched_off(still: Shop, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    sign, panel = page.get_by_test_id("trouble"), page.get_by_role("button", name="World panel")
    await page.goto(still.url)
    await panel.click()
    close = page.locator("#world").get_by_role("button", name="Close")
    await expect(close).to_be_focused()
    await page.get_by_role("button", name="−10 min").click()
    assert await eventually(lambda: _offset_is(still, minutes=-10))
    await page.get_by_test_id("fault").filter(has_text="Answers lost").first.click()
    await page.get_by_label("An odd answer").select_option("Fees: null")
    await expect(page.get_by_text("Limits and fees are empty.")).to_be_visible()
    box = await close.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    await close.click()
    await expect(panel).to_be_focused()

    await page.reload()
    await expect(sign).to_contain_text("Partner: Fees: null")
    await sign.get_by_role("button", name="Switch off").click()
    await expect(sign).to_be_hidden()
    assert still.partner.faults.rows() == []


async def _offset_is(shop: Shop, **offset: float) -> bool:
    return shop.partner.offset == timedelta(**offset)


async def test_the_menu_lists_the_commands(shop: Shop, page: Page) -> None:
    await page.goto(shop.url)
    await expect(page.get_by_text("What can this bot do?")).to_be_visible()
    await page.get_by_test_id("start").click()
    await tap(page, "Help")
    await page.get_by_test_id("menu").click()
    await page.get_by_test_id("suggestion").filter(has_text="/orders").click()
    await expect(page.get_by_text("No orders yet.").first).to_be_visible()
    await expect(page.get_by_test_id("suggestion")).to_have_count(0)
