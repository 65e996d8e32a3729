"""Every button of every screen is pressed, breadth-first, in each state of a customer: nobody is sent in circles.

From every screen some way leads to the menu, no button leads back to where one stands, what says Pay can be paid, and
nothing fails. Before each press Redis, the partner and the chat are put back to what they were when the screen came.
"""

import logging
import pickle
import re
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from aiogram.types import Update

from bot.sandbox.telegram_api import people
from bot.storage.queue import Claim
from tests.support.shop import ALICE, Bubble, Shop

BUY = "⭐ Buy Stars"
COMMANDS = ("/start", "/orders", "/cancel", "/help", "/language", "/privacy", "/forget")
FAILURES = ("Something went wrong", "from an earlier step", "no such order", "could not read", "not answer")
MAY_STAY = {
    "Check now": "it asks again",
    "Confirm": "with too many unpaid orders, until one of them is paid or cancelled",
}
"""Buttons that may lead back to the same screen, and why."""

CHOOSER = "Choose the person with the button below."
"""Its way back is a button of the reply keyboard."""

CARD = "🎁 A gift for you"
"""A message to forward, beside the screen: it has no buttons."""

GENERAL = ("g:help", "g:language", "g:privacy", "g:forget")
"""What these buttons show is the same in every state: it is walked once, by a person without an order."""

PURCHASE = ("d:",)
"""Buttons of a purchase are walked in the states that change it."""

MAX_SCREENS = 100


class Screen(NamedTuple):
    """A screen without its numbers, which are other ones each time."""

    text: str
    labels: tuple[str, ...]

    @classmethod
    def of(cls, bubble: Bubble) -> "Screen":
        return cls(re.sub(r"\d[\d:.,]*", "0", bubble.text), tuple(re.sub(r"\d+", "0", each) for each in bubble.labels))


@dataclass
class Snapshot:
    """All that a press can change."""

    redis: dict[bytes, tuple[bytes, int]]
    memory: bytes
    """What the stand-in servers know, pickled: that is much quicker than a deep copy."""


class Walk:
    def __init__(self, shop: Shop, known: tuple[str, ...] = ()) -> None:
        """`known`: the beginnings of buttons that another walk presses."""
        self.known = known
        self.walked_elsewhere: set[Screen] = set()
        self.shop, self.app = shop, shop.services
        self.alice = shop.telegram.people[ALICE]
        self.graph: dict[Screen, dict[str, Screen]] = {}
        self.wrong: list[str] = []
        self._queue: deque[tuple[Screen, Bubble, Snapshot]] = deque()

    # What Alice does

    async def says(self, text: str) -> Bubble:
        before = self.seen()
        world = self.shop.telegram
        people.write(world, self.alice, people.text_content(world, world.private_chat(self.alice), text))
        return await self._handled(before, text)

    async def presses(self, bubble: Bubble, label: str) -> Bubble:
        before = self.seen()
        world = self.shop.telegram
        people.tap(world, self.alice, world.private_chat(self.alice), bubble.id, bubble.button(label)["callback_data"])
        return await self._handled(before, label, bubble)

    async def buys(self, quantity: str = "100") -> Bubble:
        """To the payment screen."""
        bubble = await self.says("/start")
        for label in (BUY, "For me (@alice)", quantity, "Confirm"):
            bubble = await self.presses(bubble, label)
        return bubble

    def seen(self) -> dict[int, Bubble]:
        chat = self.shop.telegram.private_chat(self.alice)
        return {message.id: Bubble.read(message.body) for message in chat.living()}

    async def _handled(self, before: dict[int, Bubble], what: str, pressed: Bubble | None = None) -> Bubble:
        """The message that has changed; the pressed one if none has."""
        pending = self.shop.telegram.updates.pending
        while pending:
            _, update = pending.popitem()
            await self.app.dispatcher.feed_update(
                self.app.bot, Update.model_validate(update.body(), context={"bot": self.app.bot})
            )
        changed = [each for id, each in self.seen().items() if not each.mine and before.get(id) != each]
        if not changed and pressed is None:
            pytest.fail(f"{what} shows nothing")
        return changed[-1] if changed else pressed  # type: ignore[return-value]

    # The walk

    async def snapshot(self) -> Snapshot:
        redis, partner = self.app.redis, self.shop.partner
        keys = await redis.keys()
        async with redis.pipeline(transaction=False) as pipe:
            for key in keys:
                pipe.dump(key)
                pipe.pttl(key)
            told = await pipe.execute()
        values = {key: (told[2 * i], max(0, told[2 * i + 1])) for i, key in enumerate(keys) if told[2 * i]}
        chat = self.shop.telegram.private_chat(self.alice)
        return Snapshot(values, pickle.dumps((partner._accounts, partner._orders, partner._memos, partner._due, chat)))

    async def goes_back(self, to: Snapshot) -> None:
        partner = self.shop.partner
        async with self.app.redis.pipeline(transaction=False) as pipe:
            pipe.flushall()
            for key, (value, ttl) in to.redis.items():
                pipe.restore(key, ttl, value)
            await pipe.execute()
        partner._accounts, partner._orders, partner._memos, partner._due, chat = pickle.loads(to.memory)
        self.shop.telegram.chats[ALICE] = chat

    async def meets(self, bubble: Bubble) -> Screen:
        """Notes a screen, with what its buttons lead to still to be found out."""
        screen = Screen.of(bubble)
        if screen not in self.graph:
            self.graph[screen] = {}
            self.wrong += [f"{words!r} in {screen.text!r}" for words in FAILURES if words in screen.text]
            assert len(self.graph) <= MAX_SCREENS, "it never ends"
            self._queue.append((screen, bubble, await self.snapshot()))
        return screen

    async def walks(self, *starts: Bubble) -> None:
        for bubble in starts:
            await self.meets(bubble)
        here = await self.snapshot()
        for command in COMMANDS[: 2 if self.known else None]:
            await self.goes_back(here)
            await self.meets(await self.says(command))
        while self._queue:
            screen, bubble, snapshot = self._queue.popleft()
            for label in self.choices(screen, bubble):
                await self.goes_back(snapshot)
                after = await self.presses(bubble, label)
                self.judge(screen, bubble, label, after)
                self.graph[screen][label] = await self.meets(after)

    def choices(self, screen: Screen, bubble: Bubble) -> list[str]:
        """The buttons that the bot hears of; of those that differ in a number or a language only one."""
        data = {label: str(bubble.button(label).get("callback_data", "")) for label in bubble.labels}
        heard = {re.sub(r"\d+", "0", label): label for label in reversed(bubble.labels) if data[label]}
        others = [label for label in heard.values() if data[label].startswith("g:speak") and "English" not in label]
        known = [label for label in heard.values() if self.known and data[label].startswith(self.known)]
        if known:
            self.walked_elsewhere.add(screen)
        return [label for label in heard.values() if label not in others + known]

    def judge(self, screen: Screen, before: Bubble, label: str, after: Bubble) -> None:
        if label not in MAY_STAY and (Screen.of(after), after.photo) == (screen, before.photo):
            self.wrong.append(f"[{label}] leads nowhere from {screen.text!r}")
        if label.startswith("Pay") and "Copy memo" not in after.labels:
            self.wrong.append(f"[{label}] cannot be paid: {after.text!r}")
        number = re.search(r"#(\d+)", label)
        if number and not label.startswith("Cancel") and f"#{number[1]}" not in after.text:
            self.wrong.append(f"[{label}] shows another order: {after.text!r}")

    def stranded(self) -> set[Screen]:
        """Screens from which no way leads to the menu."""
        home = {screen for screen in self.graph if BUY in screen.labels or screen.text == CHOOSER}
        home |= self.walked_elsewhere | {screen for screen in self.graph if screen.text.startswith(CARD)}
        while True:
            more = {screen for screen, ways in self.graph.items() if set(ways.values()) & home} - home
            if not more:
                return set(self.graph) - home
            home |= more


async def pays(walk: Walk, how: str) -> None:
    """The partner's only order is moved, and the bot hears of it."""
    (order,) = await walk.shop.orders()
    path, _, kind = how.partition(" ")
    await walk.shop.control(f"orders/{order['id']}/{path}", {"kind": kind} if kind else {})
    watched = await walk.app.watch.get(str(order["id"]))
    assert watched is not None
    watched = await walk.app.watch.check_now(watched)
    await walk.app.notifier.deliver(Claim(f"order:{order['id']}:{watched.order.status}", ""))


@pytest.mark.parametrize(
    "state",
    [
        "no order",
        "unpaid",
        "said to be paid",
        "pay under",
        "pay over",
        "pay exact",
        "deliver",
        "expire",
        "fail",
        "refund",
        "cancelled",
        "time is up",
        "withheld",
        "missing",
        "unknown_word",
        "two orders",
        "a twin",
        "too many",
    ],
)
async def test_nobody_is_sent_in_circles(
    still: Shop, state: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    buying = ("unpaid", "a twin", "too many")
    walk = Walk(still, () if state == "no order" else GENERAL if state in buying else GENERAL + PURCHASE)
    starts: list[Bubble] = []
    match state:
        case "no order":
            pass
        case "unpaid":
            starts = [await walk.buys()]
        case "said to be paid":
            starts = [await walk.presses(await walk.buys(), "I have paid")]
        case "cancelled":
            sure = await walk.presses(await walk.buys(), "Cancel order")
            starts = [await walk.presses(sure, "Cancel the order")]
        case "two orders":
            starts = [await walk.buys("50"), await walk.buys("100")]
        case "a twin":
            await walk.buys()
            starts = [await walk.buys()]
        case "too many":
            monkeypatch.setattr(walk.app.intents, "max_unpaid", lambda chat_id: 1)
            await walk.buys("50")
            starts = [await walk.buys("100")]
        case "time is up":
            starts = [await walk.buys()]
            end = still.partner.orders()[0].expires_at
            still.clock.advance(seconds=(end - still.clock()).total_seconds() - 20)
        case "withheld" | "missing" | "unknown_word":
            await walk.buys()
            (order,) = await still.orders()
            fields: dict[str, str | int] = {state: "details" if state == "withheld" else 1}
            await walk.app.watch.set_fields(str(order["id"]), **fields)
        case _:
            await walk.buys()
            await pays(walk, state)
            starts = [bubble for bubble in walk.seen().values() if bubble.labels]
    with caplog.at_level(logging.ERROR):
        await walk.walks(*starts)
    wrong = [*walk.wrong, *(f"no way to the menu from {screen}" for screen in walk.stranded())]
    wrong += [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert not wrong, "\n".join(wrong)
    assert len(walk.graph) > 3, "the order, its help, the list of orders, the menu"
