"""Simulated customers: they buy, tap twice, pay in time, late or while cancelling, leave, block the bot and unblock it.

A customer who does not get an answer in time begins a new purchase, as people do.
"""

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from tests.support.shop import Bubble, Json, Person, Shop

FIRST_CUSTOMER_ID = 10_000
"""The id of the first customer."""

RETRY_AFTER = 8.0
"""Seconds after which a customer tries again."""


class GivenUp(Exception):  # noqa: N818  # an expected outcome, not an error
    """The button is gone. The customer begins a new purchase."""


@dataclass
class CrowdLog:
    """What the customers have done."""

    confirmed: set[str] = field(default_factory=set)
    """Ids of drafts whose Confirm button was tapped."""
    deeds: Counter[str] = field(default_factory=Counter)


class Customer:
    def __init__(
        self, shop: Shop, number: int, log: CrowdLog, random: Random, *, patience: float = RETRY_AFTER
    ) -> None:
        self.id = FIRST_CUSTOMER_ID + number
        self._shop = shop
        self._person = Person(shop, self.id, patience=patience)
        self._name = f"customer_{number}"
        self._log = log
        self._random = random

    async def lives(self) -> None:
        """Buys again and again, until cancelled."""
        await self._shop.world("people", {"id": self.id, "first_name": self._name, "username": self._name})
        while True:
            try:
                await self._buys()
            except (AssertionError, GivenUp):  # the screen did not come, or its button was gone
                self._log.deeds["began anew"] += 1
            await asyncio.sleep(self._random.uniform(0, 0.5))

    async def _buys(self) -> None:
        confirm = await self._reaches_confirm()
        draft = confirm.button("Confirm")["callback_data"].split(":")[2]
        self._log.confirmed.add(draft)
        await self._taps(confirm, "Confirm", times=self._random.choice((1, 1, 2, 3)))
        screen = await self._person.sees("Memo", photo=True, after=confirm.id - 1)
        order = await self._order_of(screen)
        will = self._random.choice(
            (self._pays, self._pays, self._pays_unsaid, self._pays_late, self._cancels, self._races, self._leaves)
        )
        self._log.deeds[will.__name__.strip("_").replace("_", " ")] += 1
        await will(screen, order)
        if self._random.random() < 0.15:
            await self._blocks()

    async def _reaches_confirm(self) -> Bubble:
        last = await self._person.last_seen()
        await self._person.says("/start")
        buy = await self._person.sees(button="⭐ Buy Stars", after=last)
        await self._taps(buy, "⭐ Buy Stars")
        await self._person.sees(button=f"For me (@{self._name})", after=last)
        await self._person.taps(f"For me (@{self._name})")
        amount = await self._person.sees("How many Stars", after=last)
        await self._person.says(str(self._random.randint(50, 10_000)))
        return await self._person.sees("Check and confirm", button="Confirm", after=amount.id - 1)

    async def _taps(self, bubble: Bubble, label: str, *, times: int = 1) -> None:
        """Taps the button `times` times at once."""
        press = {"user": self.id, "message_id": bubble.id, "data": bubble.button(label).get("callback_data")}
        answers = await asyncio.gather(*(self._shop.http.post("/world/press", json=press) for _ in range(times)))
        if not all(answer.is_success for answer in answers):
            raise GivenUp

    async def _order_of(self, screen: Bubble) -> Json:
        """The partner's order with the memo of this payment screen."""
        for order in await self._shop.orders():
            if order["payment_memo"] in screen.text:
                return order
        raise AssertionError(f"a payment screen without an order: {screen.text}")

    # What people do on the payment screen

    async def _pays(self, screen: Bubble, order: Json) -> None:
        await self._taps(screen, "I have paid", times=self._random.choice((1, 1, 2)))
        await self._money(order, "exact")
        await self._waits_for_it(order)

    async def _pays_unsaid(self, screen: Bubble, order: Json) -> None:
        await self._money(order, self._random.choice(("exact", "over")))
        await self._waits_for_it(order)

    async def _pays_late(self, screen: Bubble, order: Json) -> None:
        await self._partner(order, "expire")
        await asyncio.sleep(self._random.uniform(0, 2))
        await self._money(order, "late")

    async def _cancels(self, screen: Bubble, order: Json) -> None:
        await self._taps(screen, "Cancel order")
        await self._says_yes(screen, times=self._random.choice((1, 2)))

    async def _says_yes(self, screen: Bubble, *, times: int = 1) -> None:
        """Presses the button that cancels, whether the question has come or not."""
        data = screen.button("Cancel order")["callback_data"].replace(":cancel:", ":cancel-sure:")
        await asyncio.gather(*(self._person.forges(data, on=screen) for _ in range(times)))

    async def _races(self, screen: Bubble, order: Json) -> None:
        """Pays at the moment of cancelling, before it or after it."""

        async def pay() -> None:
            await asyncio.sleep(self._random.uniform(0, 0.05))
            await self._money(order, "late")

        await asyncio.gather(self._says_yes(screen), pay())

    async def _leaves(self, screen: Bubble, order: Json) -> None:
        if self._random.random() < 0.5:
            await self._partner(order, "expire")

    async def _waits_for_it(self, order: Json) -> None:
        await self._person.sees("✅ Delivered", order_words(order), photo=True)

    async def _money(self, order: Json, kind: str) -> None:
        """Pays. The partner refuses if the order has ended meanwhile."""
        await self._shop.http.post(f"/control/orders/{order['id']}/pay", json={"kind": kind})

    async def _partner(self, order: Json, action: str) -> None:
        now = (await self._shop.http.get(f"/control/orders/{order['id']}")).json()
        if now["status"] == "pending_payment":
            await self._shop.control(f"orders/{order['id']}/{action}")

    async def _blocks(self) -> None:
        self._log.deeds["blocks"] += 1
        await self._shop.world("block", {"user": self.id})
        await asyncio.sleep(self._random.uniform(0.5, 3))
        if self._random.random() < 0.5:  # else the next message unblocks it, as in Telegram
            with contextlib.suppress(AssertionError):
                await self._shop.world("block", {"user": self.id, "blocked": False})


def order_words(order: Json) -> str:
    return f"#{order['id']}"
