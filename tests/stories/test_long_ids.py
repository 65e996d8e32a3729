"""An order whose id is long or odd, from its purchase to its delivery, on every screen that has its buttons."""

import json
from urllib.parse import unquote

import httpx
import pytest

from bot.orders.handles import handle_of
from bot.ui.callback_data import AdminCallback, OrderCallback
from tests.support.shop import ALICE, Person, Shop

IDS = {
    "40": "order-" + "x" * 34,
    "64": "f" * 64,
    "200": "ord_" + "9" * 196,
    "letters": "заказ №7 / " + "é" * 40,
    "colons": "a:b:c",
    "blanks": " 7?#%~ &",
}


@pytest.mark.parametrize("id", [*IDS.values(), "10421", "550e8400-e29b-41d4-a716-446655440000"])
def test_every_button_has_room_for_any_id(id: str) -> None:
    handle = handle_of(id)
    assert handle == id or id in IDS.values()
    for data in (OrderCallback(action="help-not-delivered", id=id), AdminCallback(action="adopt", id="x" * 12, arg=id)):
        packed = data.pack()
        assert len(packed.encode()) <= 64
        assert type(data).unpack(packed) == data
    assert handle_of(handle) == handle


class Renaming(httpx.AsyncBaseTransport):
    """The partner, as if it gave its orders another kind of id."""

    def __init__(self, inner: httpx.AsyncBaseTransport, id: str) -> None:
        self.inner, self.id = inner, id
        self.numbers: dict[str, int] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        parts = request.url.raw_path.decode().split("/")
        path = "/".join(str(self.numbers.get(unquote(part), part)) for part in parts)
        url, body = request.url.copy_with(raw_path=path.encode()), await request.aread()
        answer = await self.inner.handle_async_request(
            httpx.Request(request.method, url, headers=request.headers, content=body)
        )
        told = json.loads(await answer.aread())
        data = told.get("data")
        rows = data.get("items", [data]) if isinstance(data, dict) else data or []
        for row in rows:
            if isinstance(row, dict) and "payment_memo" in row:
                id = self.id + str(row["id"])[-1]
                self.numbers[id], row["id"] = row["id"], id
        return httpx.Response(answer.status_code, json=told, headers={"Date": answer.headers["Date"]})

    async def aclose(self) -> None:
        await self.inner.aclose()


def rename(shop: Shop, id: str) -> Renaming:
    http = shop.services.partner.http
    http.transport = renaming = Renaming(http.transport, id)
    return renaming


async def becomes(shop: Shop, status: str) -> None:
    """The newest order."""
    order = (await shop.orders())[0]
    await shop.control(f"orders/{order['id']}/set", {"status": status})


@pytest.mark.parametrize("id", [IDS["200"], IDS["letters"], IDS["colons"]], ids=["200", "letters", "colons"])
async def test_an_order_with_any_id_from_its_purchase_to_its_delivery(shop: Shop, id: str) -> None:
    rename(shop, id)
    alice = shop.person()
    await alice.cancels(on=await alice.buys_stars())
    await alice.sees("Cancelled")
    await alice.taps("I have paid", on=await alice.buys_stars("250"))
    await alice.taps("Check now", on=await alice.sees("Looking for your payment", button="Check now"))
    await alice.taps(
        "Show payment details", on=await alice.sees("Looking for your payment", button="Show payment details")
    )
    await alice.taps("Help", on=await alice.sees("Memo", button="Help", photo=True))
    await alice.taps("I forgot the memo", on=await alice.sees("What is it about?", button="I forgot the memo"))
    await alice.taps("Show the order", on=await alice.sees(button="Show the order"))
    await alice.sees("Memo", photo=True)
    await becomes(shop, "completed")
    shop.clock.advance(seconds=11)
    await alice.taps("Order again", on=await alice.sees("✅ Delivered", button="Order again"))
    await alice.sees("Check and confirm", "250 Stars")
    await alice.says("/orders")
    listed = await alice.sees("My orders")
    await alice.taps(listed.labels[0], on=listed)
    await alice.sees("✅ Delivered", "250 Stars")


@pytest.mark.parametrize("id", [IDS["200"], IDS["letters"]], ids=["200", "letters"])
async def test_admins_and_cards_reach_an_order_with_any_id(shop: Shop, ivan: Person, id: str) -> None:
    renaming = rename(shop, id)
    alice = shop.person()
    await alice.buys_stars()
    (whole_id,) = renaming.numbers
    await ivan.says("/orders_all")
    listed = await ivan.sees("100 Stars", button="24h")
    await ivan.taps(listed.labels[0], on=listed)
    card = await ivan.sees(whole_id, "1001", button="Send the screen again")
    await ivan.taps("Send the screen again", on=card)
    await ivan.says(f"/order {whole_id}")
    await ivan.taps("Cancel order", on=await ivan.sees(whole_id, button="Cancel order", after=card.id))
    await alice.sees("ancelled")
    await alice.buys_stars("250")
    answer = await shop.world("inline", {"user": ALICE, "query": "pay"})
    (result,) = answer["results"]
    assert len(result["id"].encode()) <= 64
    chosen = {"user": ALICE, "chat": ALICE, "query": "pay", "result_id": result["id"]}
    await shop.world("choose_inline", chosen)
    latest = max(renaming.numbers, key=renaming.numbers.__getitem__)

    async def is_followed() -> list[str]:
        return await shop.services.watch.cards(latest)

    assert await shop.eventually(is_followed)
    rosa = await shop.reseller()
    for action in ("cancel", "cancel-sure", "drop-sure"):
        await rosa.forges(OrderCallback(action=action, id=latest).pack(), on=await rosa.sees(button="For resellers"))
    await shop.quiet_updates()
    assert (await shop.orders())[0]["status"] == "pending_payment", "a handle opens nothing to others"
