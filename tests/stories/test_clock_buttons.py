"""The demo's buttons that move the partner's clock: an order that is open before a jump is told to its end."""

import pytest

from tests.support.shop import Shop

QUARTER = {"advance": 900}


@pytest.mark.parametrize("jumps", [1, 3])
@pytest.mark.parametrize("trouble", [None, {"kind": "down"}, {"kind": "error", "status": 500}])
async def test_an_unpaid_order_ends_after_a_jump(shop: Shop, jumps: int, trouble: dict[str, object] | None) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    if trouble:
        await shop.control("faults", trouble)
    for _ in range(jumps):
        await shop.control("clock", QUARTER)
    await shop.http.delete("/control/faults")
    await alice.sees("This order has expired unpaid", after=screen.id - 1)


@pytest.mark.parametrize("kind", ["exact", "late"])
async def test_a_payment_beside_a_jump_is_delivered(shop: Shop, kind: str) -> None:
    """`exact`: just before the jump; `late`: just after it."""
    alice = shop.person()
    screen = await alice.buys_stars()
    pay = f"orders/{(await shop.order())['id']}/pay"
    if kind == "exact":
        await shop.control(pay, {"kind": kind})
    await shop.control("clock", QUARTER)
    if kind == "late":
        await shop.control(pay, {"kind": kind})
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/deliver")
    await alice.sees("Delivered", after=screen.id - 1, button="Order again")
