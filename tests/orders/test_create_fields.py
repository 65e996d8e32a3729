"""The names in the body of a create are settings, and what the bot sends follows them."""

import json
from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.partner.errors import Rejected
from bot.partner.goods import Product
from bot.partner.order import OrderRequest
from tests.support.shop import Shop

NAMED = {
    "partner_premium_field": "duration_months",
    "partner_payment_method": "crypto",
    "partner_payment_currency": "GRAM",
}


class Recorder(httpx.AsyncBaseTransport):
    """Sends requests as they are and keeps what they say."""

    def __init__(self, below: httpx.AsyncBaseTransport) -> None:
        self.below, self.sent = below, dict[str, dict[str, Any]]()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = request.content
        self.sent[request.url.path.removeprefix("/api/v1/")] = json.loads(body) if body else dict(request.url.params)
        return await self.below.handle_async_request(request)


@pytest.mark.parametrize(
    ("settings", "premium", "method", "currency"),
    [({}, "months", "ton_memo", "TON"), (NAMED, "duration_months", "crypto", "GRAM")],
    ids=["as they are", "in other words"],
)
async def test_creates_and_estimates_follow_the_settings(
    still: Shop, settings: dict[str, str], premium: str, method: str, currency: str
) -> None:
    async with still.built(**settings) as app:
        app.partner.http.transport = recorder = Recorder(app.partner.http.transport)
        for product, amount in ((Product.STARS, 100), (Product.PREMIUM, 6)):
            request = OrderRequest(product=product, recipient="alice", amount=amount, client_reference="tg-1001")
            for call in (app.partner.create_order(request, uuid4()), app.partner.estimate(request)):
                with suppress(Rejected):  # the stand-in may not know these words
                    await call
    rest = {"payment_method": method, "payment_currency": currency, "client_reference": "tg-1001"}
    assert recorder.sent == {
        "orders/stars": {"recipient_username": "alice", "quantity": 100, **rest},
        "pricing/estimate/stars": {"quantity": "100"},
        "orders/premium": {"recipient_username": "alice", premium: 6, **rest},
        "pricing/estimate/premium": {premium: "6"},
    }
