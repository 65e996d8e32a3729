"""The page of the partner API's contract: a key, an order, and its exact answer, by hand."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.support.shop import Shop

pytestmark = pytest.mark.browser


async def test_a_key_and_a_first_order(shop: Shop, page: Page) -> None:
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if "Security Policy" in line.text else None)
    await page.goto(f"{shop.url}/docs")
    await expect(page.locator("details")).to_have_count(17)
    await page.get_by_role("button", name="Get a test key").click()
    await expect(page.get_by_label("Test key")).to_have_value(re.compile("osk_test_"))

    create = page.locator("#createStarsOrder")
    await create.locator("summary").click()
    await expect(create.get_by_label("Body", exact=True)).to_have_value(re.compile('"quantity": 100'))
    await create.get_by_role("button", name="Send").click()
    answer = create.locator("pre").last
    await expect(answer).to_contain_text('"payment_memo": "STARS-')
    price = str((await shop.order())["price_ton"])
    await expect(answer).to_contain_text(f'"price_ton": {price}')  # every digit, as the API sent it
    await create.get_by_role("button", name="As curl").click()
    await expect(create.locator("pre").first).to_contain_text("curl -X POST")

    estimate = page.locator("#estimateStars")
    await estimate.locator("summary").click()
    await estimate.get_by_label("quantity").fill("49")
    await estimate.get_by_role("button", name="Send").click()
    await expect(estimate.locator("pre").last).to_contain_text("quantity must be between 50 and 10000")
    assert troubles == []
