"""The web chat of the demo, driven as a person drives it: from /start to delivered."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.support.shop import Shop

pytestmark = pytest.mark.browser


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
