"""The screens in the web chat, on a phone, in scripts of every kind: nothing overflows, and a label stands in one line.

The other languages are measured without a browser, in test_screens.py.
"""

import pytest
from playwright.async_api import Browser

from tests.browser import pictures
from tests.browser.chat import phone, put
from tests.support.screens import LANGUAGES, screens
from tests.support.shop import ALICE, Shop

pytestmark = pytest.mark.browser

OVERFLOWING = """ids => ids.map(id => {
  const message = document.querySelector(`[data-testid=message][data-message-id="${id}"]`);
  const chat = message.parentElement.getBoundingClientRect(), box = message.getBoundingClientRect();
  const wrong = [];
  if (box.left < chat.left || box.right > chat.right) wrong.push("the message leaves the chat");
  if (/(?![0-9])\\p{Nd}/u.test(message.innerText)) wrong.push(`digits of two kinds: ${message.innerText}`);
  for (const node of message.querySelectorAll("*"))
    if (node.clientWidth && node.scrollWidth > node.clientWidth + 1) wrong.push(`too wide: ${node.textContent}`);
  for (const key of message.querySelectorAll("[data-testid=inline-button]")) {
    const label = document.createRange();
    label.selectNodeContents(key.firstChild);
    const tops = new Set([...label.getClientRects()].map(line => Math.round(line.bottom / 8)));
    if (tops.size > 1) wrong.push(`two lines: ${key.firstChild.textContent}`);
  }
  return wrong;
})"""


@pytest.mark.timeout(300)
async def test_nothing_overflows(still: Shop, browser: Browser) -> None:
    wrong: dict[str, list[str]] = {}
    async with phone(browser, still) as page:
        for language in ("en", "ru", "uk", "tr", "ar", "fa", "hi"):
            await still.http.patch(f"/world/people/{ALICE}", json={"language_code": language})
            await page.evaluate("refreshPeople()")  # the chat writes times in their language
            sent = await put(still, page, screens(language))
            found = await page.evaluate(OVERFLOWING, list(sent.values()))
            wrong |= {f"{language}: {name}": what for name, what in zip(sent, found, strict=True)}
    assert len(wrong) > 50, "there was something to measure"
    assert not any(wrong.values()), {name: what for name, what in wrong.items() if what}


def test_the_pictures_of_the_docs_show_every_language() -> None:
    assert sorted(pictures.LANGUAGES) == sorted(LANGUAGES.known)
