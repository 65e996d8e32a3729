"""An answer of the partner that cannot be read is a sentence for the customer and one alert for the admins."""

import json
from typing import Any

import pytest

from tests.support.shop import Person, Shop

ESTIMATE, RATE, FEE, CHECK = "/pricing/estimate", "/pricing/ton-rate", "/pricing/fee", "/recipients"


def _data(data: Any) -> str:
    return json.dumps({"ok": True, "data": data})


async def _answers(shop: Shop, path: str, body: str, status: int = 200) -> tuple[Person, Person]:
    """Ivan, an admin, and Alice; the partner answers so for good."""
    ivan = await shop.admin()
    await shop.quiet()
    await shop.fault("answer", path, method="GET", status=status, body=body, times=None)
    return ivan, shop.person()


async def _hears_once(ivan: Person, alert: str) -> None:
    heard = await ivan.sees(alert)
    assert "doctor --contract" in heard.text
    await ivan.shop.quiet()
    assert sum("could not read all" in bubble.text for bubble in await ivan.chat()) == 1


@pytest.mark.parametrize(
    ("body", "status", "sentence", "alert"),
    [
        (_data({"kosten": "1", "in": "TON"}), 200, "could not read", "estimate/stars: price_ton (there: kosten, in)"),
        (_data([]), 200, "could not read", "estimate/stars: price_ton"),
        ('{"detail": "Not Found"}', 404, "The provider says", "estimate/stars: 404"),
        ("<html>nothing</html>", 404, "does not answer", "estimate/stars: 404"),
        ('{"detail": "Method Not Allowed"}', 405, "The provider says", "estimate/stars: 405"),
    ],
    ids=["other names", "a list", "404", "a page", "405"],
)
async def test_an_estimate_that_cannot_be_read_is_said_and_told_once(
    shop: Shop, body: str, status: int, sentence: str, alert: str
) -> None:
    ivan, alice = await _answers(shop, ESTIMATE, body, status)
    for quantity in (100, 200):
        await alice.says("/start")
        await alice.says(f"{quantity} @pavel")
        await alice.sees(sentence)
    await _hears_once(ivan, alert)
    await shop.mended()
    await alice.says("/start")
    await alice.says("300 @pavel")
    await alice.sees("Check and confirm", "300 Stars")


@pytest.mark.parametrize(
    ("path", "body", "status", "alert"),
    [
        (RATE, _data({"kurs": "3.2"}), 200, "GET /pricing/ton-rate: ton_usd (there: kurs)"),
        (RATE, '{"detail": "Not Found"}', 404, "GET /pricing/ton-rate: 404"),
        (FEE, _data({"gebuehren": {"a": 1}, "b": 2}), 200, "GET /pricing/fee: stars_min (there: gebuehren, b)"),
        (CHECK, _data({"ergebnis": "ja"}), 200, "GET /recipients/stars: can_receive (there: ergebnis)"),
    ],
    ids=["rate", "no rate", "fee", "recipient"],
)
async def test_what_a_purchase_can_do_without_is_told_once(
    shop: Shop, path: str, body: str, status: int, alert: str
) -> None:
    ivan, alice = await _answers(shop, path, body, status)
    for quantity in (100, 200):
        await alice.says("/start")
        await alice.says(f"{quantity} @pavel")
        await alice.sees("Check and confirm", f"{quantity} Stars")
    await _hears_once(ivan, alert)


@pytest.mark.parametrize("body", ["null", "{}", '{"stars": {"max_quantity": 500}}'])
async def test_a_fee_that_tells_nothing_is_no_alert(shop: Shop, body: str) -> None:
    ivan, alice = await _answers(shop, FEE, '{"ok": true, "data": ' + body + "}")
    await alice.says("100 @pavel")
    await alice.sees("Check and confirm")
    await shop.quiet()
    assert not [bubble for bubble in await ivan.chat() if "could not read all" in bubble.text]
