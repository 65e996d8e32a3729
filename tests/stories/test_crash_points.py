"""Kills a bot by SIGKILL at every step of a purchase, and checks that another bot completes the purchase.

A step is one request of the table below, in the order of a purchase. The bot is killed before the request is sent, or
after it was done and before its answer arrives. Another bot goes on: one that ran beside it, or one that starts later.
In the end there is one order for one confirmation, its screen is shown, its end is reported, and nothing is open.

A cell is a step, a moment (before or after) and who goes on. The tests run one half of the cells: those with a bot
beside and those with a restart in turn. `make chaos` runs the other half too; `make test` reports it as skipped.

`fleet.age` makes the data in Redis a minute older, so that no test waits for the leases of the killed process.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.storage import scripts
from tests.chaos.fleet import PARTNER, REDIS, TELEGRAM, Fleet, open_fleet
from tests.chaos.proxy import Act, Rule
from tests.stories import test_reseller_crash
from tests.support.processes import BotForkServer
from tests.support.shop import ALICE, IVAN, Bubble, MovingClock, Person, eventually, open_shop

pytestmark = pytest.mark.elsewhere

BEFORE, AFTER = Act.KILL_BEFORE, Act.KILL_AFTER

CONFIRMED, PAID, DELIVERED, CANCELLED = "confirmed", "paid", "delivered", "cancelled"
"""The moments of a purchase: the edge is passed just after one of them."""

PATIENCE = 20.0


@dataclass(frozen=True)
class Edge:
    """`when` it is passed, `where` (neighbour and words of the request), and `why` it is one."""

    when: str
    where: tuple[str, ...]
    why: str
    acts: tuple[Act, ...] = (BEFORE, AFTER)


CREATE = "POST /api/v1/orders/stars"
SCREEN = (TELEGRAM, "editMessageMedia")

ALL_CELLS = "ALL_CRASH_CELLS" in os.environ
"""Set by `make chaos`."""

BUYING = [
    Edge(CONFIRMED, (REDIS, "lua:session/enter"), "the update of the Confirm button has begun"),
    Edge(
        CONFIRMED,
        (REDIS, "lua:orders/confirm"),
        "the intent is stored, and leased to its first attempt: from here on there is a promise to keep",
    ),
    Edge(CONFIRMED, (PARTNER, CREATE), "the order is made: at the partner's, and nobody here knows it yet"),
    Edge(CONFIRMED, (REDIS, "lua:orders/place"), "the order is stored, watched and its notice written, in one step"),
    Edge(CONFIRMED, (*SCREEN, "Memo"), "the payment screen is shown"),
    Edge(
        CONFIRMED,
        (REDIS, "lua:orders/set_screen"),
        "where the screen stands is remembered, and that it need not be told",
    ),
    Edge(CONFIRMED, (REDIS, "lua:session/leave"), "the update is done, and the chat is free for the next one"),
]
WATCHING = [
    Edge(PAID, (REDIS, "lua:queue/claim", "\norders\r"), "a due order is claimed"),
    Edge(PAID, (PARTNER, "GET /api/v1/orders/10"), "a look at an order, under a claim"),
    Edge(
        PAID, (REDIS, "lua:orders/apply_answer", "paid"), "the status has risen, and its notice is written, in one step"
    ),
    Edge(PAID, (*SCREEN, "Payment received"), "the screen says so"),
    Edge(PAID, (REDIS, "lua:queue/finish", ":paid"), "the notice is told"),
    Edge(
        DELIVERED,
        (REDIS, "lua:orders/apply_answer", "completed"),
        "the end is known, and its notice written, in one step",
    ),
    Edge(DELIVERED, (*SCREEN, "delivered"), "one line is left of the payment screen"),
    Edge(DELIVERED, (TELEGRAM, "sendPhoto", "<b>Delivered"), "the end rings the phone"),
    Edge(DELIVERED, (REDIS, "lua:orders/set_screen", "last_notified"), "it is remembered that it rang"),
    Edge(DELIVERED, (REDIS, "lua:queue/finish", ":completed"), "the notice of the end is told"),
]
CANCELLING = [
    Edge(
        CANCELLED,
        (REDIS, "lua:orders/set_fields", "cancelled_by_chat"),
        "the chat's own wish is remembered, so that its end need not ring",
    ),
    Edge(CANCELLED, (PARTNER, "POST /api/v1/orders/", "/cancel"), "the partner has cancelled it"),
    Edge(CANCELLED, (REDIS, "lua:orders/apply_answer", "cancelled"), "the end is known here"),
    Edge(CANCELLED, (*SCREEN, "was cancelled"), "the screen says so"),
    Edge(CANCELLED, (REDIS, "lua:session/leave"), "the update is done"),
]
LOST_ANSWER = [
    Edge(CONFIRMED, (REDIS, "lua:orders/end_attempt"), "an attempt without an answer is put off to the next one"),
    Edge(CONFIRMED, (REDIS, "lua:orders/begin_attempt"), "the next attempt is counted, and the intent leased to it"),
    Edge(CONFIRMED, (TELEGRAM, "editMessageText", "being confirmed"), "the customer reads that it is being confirmed"),
]
REFUSED = [
    Edge(CONFIRMED, (PARTNER, CREATE), "the partner refuses"),
    Edge(
        CONFIRMED,
        (REDIS, "lua:orders/close", "rejected"),
        "the intent is closed without an order, and its notice written",
    ),
    Edge(CONFIRMED, (TELEGRAM, "editMessageText", "Not ordered"), "the customer reads that there is nothing to pay"),
    Edge(CONFIRMED, (REDIS, "lua:queue/finish", ":rejected"), "what the handler has shown need not be told"),
]
FROZEN = [
    Edge(
        CONFIRMED, (REDIS, "lua:orders/close", "frozen"), "the intent waits for a person, and two notices are written"
    ),
    Edge(
        CONFIRMED,
        (TELEGRAM, "editMessageText", "We are checking this order"),
        "the customer reads that there is nothing to pay",
    ),
    Edge(CONFIRMED, (TELEGRAM, "sendMessage", "chat_id", str(IVAN)), "the admin is alerted"),
    Edge(CONFIRMED, (REDIS, "lua:queue/finish", "alert:frozen"), "the alert is told"),
]


WITHOUT_A_CELL = {
    "alerts/clear": "the next success clears the alert again",
    "alerts/trigger": "the next failure triggers the alert again; the notice of a frozen intent has a cell",
    "backup/restore": "the operator restores again; what is restored twice is the same",
    "batches/repeat_expired": "an admin or reseller taps again; a row whose round has begun is skipped",
    "book/read": "it writes nothing",
    "book/settle": "test_reseller_crash.py kills before and after it; what is marked is not marked again",
    "book/undo": "the reseller taps again; an order is a debt once",
    "book/write_clients": "the update is delivered again, and writes the same",
    "broadcasts/count_sent": "test_broadcast.py kills a bot three times in the middle of a broadcast",
    "broadcasts/fill": "its entry in the queue stays until the last page; the next process goes on with the page",
    "broadcasts/start": "the admin taps again; a started broadcast does not start twice",
    "orders/adopt": "the admin or the sweep adopts the order again; a known order stays as it is",
    "orders/not_found": "the next check finds the order missing since the same time",
    "orders/apply_page": "the next sweep compares the same page again",
    "orders/end_lost": "the claim comes back, and the intent is missing again",
    "orders/end_watch": "the claim comes back, and the order's watch ends then",
    "orders/forget": "the person taps again; what is deleted stays deleted",
    "orders/wrong_answer": "the next check asks again; one answer that is right undoes it",
    "orders/requeue": "the monitor's next check does it again",
    "orders/resolve": "the admin taps again; an intent that is not frozen any more stays as it is",
    "outbox/come_back": "the update is delivered again",
    "outbox/put_aside": "the notice stays claimed, and the next process meets the same block",
    "people/record": "the update is delivered again; the person has the role already, see test_reseller_crash.py",
    "people/remember": "the update is handled again",
    "queue/add": "the update or the claimed notice whose work calls it is handled again",
    "queue/add_by": "the claimed notice whose work calls it is worked on again",
    "queue/due": "it writes nothing",
    "orders/withdraw": "the customer taps again; an order that was never sent is withdrawn once",
    "updates/delete": "the update is done by its mark, and its stored copy expires",
    "updates/save": "Telegram has no answer yet and delivers the update again; test_odd_updates.py kills after it",
    "queue/heartbeat": "the next process takes the claims back, as in every cell of this table",
    "rate_limit/hold": "the next call gets the same answer and holds again",
    "rate_limit/take": "it holds times of calls, which are gone after a second; another call probes after 35 seconds",
    "server": "it writes nothing",
    "time": "it writes nothing",
    "write_check": "what it writes nobody reads",
}
"""Scripts without a cell, and why none is needed."""


def crash_points(edges: list[Edge]) -> pytest.MarkDecorator:
    """All cells of these edges; those that only `make chaos` runs are marked as skipped."""
    other_half = pytest.mark.skipif(not ALL_CELLS, reason="only `make chaos` runs this cell")
    points = [
        pytest.param(
            edge,
            act,
            standby,
            id=f"{act.name[5:].lower()}-{'-'.join(map(str.strip, edge.where[1:]))[:50]}-{edge.when}"
            f"-{'standby' if standby else 'restart'}",
            marks=[] if standby == bool((number + turn) % 2) else [other_half],
        )
        for number, edge in enumerate(edges)
        for turn, act in enumerate(edge.acts)
        for standby in (False, True)
    ]
    return pytest.mark.parametrize(("edge", "act", "standby"), points)


def test_every_script_has_a_cell_or_a_reason() -> None:
    """A new Lua script changes what a killed process leaves behind: it needs a cell, or a reason in WITHOUT_A_CELL."""
    edges = BUYING + WATCHING + CANCELLING + LOST_ANSWER + REFUSED + FROZEN
    wheres = [edge.where for edge in edges] + [where for where, _ in test_reseller_crash.CELLS]
    cells = {word.removeprefix("lua:") for where in wheres for word in where if word.startswith("lua:")}
    assert cells | WITHOUT_A_CELL.keys() == set(scripts.names())
    assert not cells & WITHOUT_A_CELL.keys()


@pytest.fixture
async def fleet(
    redis: Redis, valkey_url: str, clock: MovingClock, fork_server: BotForkServer, tmp_path: Path
) -> AsyncIterator[Fleet]:
    async with open_shop(valkey_url, clock) as shop, open_fleet(shop, redis, fork_server, tmp_path) as fleet:
        await fleet.load_scripts()
        yield fleet


class Story:
    """Alice's purchase, in which a bot dies at one edge."""

    def __init__(self, fleet: Fleet, edge: Edge, act: Act, standby: bool) -> None:
        self.fleet = fleet
        self.shop = fleet.shop
        self.alice = Person(fleet.shop, ALICE, patience=PATIENCE)
        self.ivan = Person(fleet.shop, IVAN, patience=PATIENCE)
        self._edge = edge
        self._act = act
        self._standby = standby

    async def begins(self) -> None:
        """Up to the Confirm button."""
        await self.fleet.start()
        if self._standby:
            await self.fleet.start()
        await self.alice.says("/start")
        for label in ("⭐ Buy Stars", "For me (@alice)", "100"):
            await self.alice.taps(label)
        await self.alice.sees(button="Confirm")
        await self.quiet()

    async def quiet(self) -> None:
        assert await eventually(self.fleet.idle, PATIENCE)

    async def passes(self, moment: str, step: Callable[[], Awaitable[object]]) -> None:
        """A moment of the purchase; if it is the edge's, a bot dies in it."""
        if moment != self._edge.when:
            await step()
            return
        await self.quiet()
        rule = self.fleet.on(*self._edge.where, act=self._act)
        await step()
        died = await eventually(lambda: self._died(rule), PATIENCE)
        assert died, f"nobody came by\n{self.fleet.logs()}"
        if not self._standby:
            await self.fleet.start()
        await self.fleet.age()

    async def _died(self, rule: Rule) -> bool:
        return rule.struck.is_set() and sum(not bot.alive for bot in self.fleet.bots) == 1

    async def confirms(self) -> None:
        await self.passes(CONFIRMED, lambda: self.alice.taps("Confirm"))

    async def pays(self) -> None:
        order = await self.shop.order()

        async def pay() -> None:
            await self.shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
            await self.fleet.age()

        await self.passes(PAID, pay)
        await self.alice.sees("Payment received")

    async def gets_it(self) -> None:
        order = await self.shop.order()

        async def deliver() -> None:
            await self.shop.control(f"orders/{order['id']}/deliver")
            await self.fleet.age()

        await self.passes(DELIVERED, deliver)
        await self.alice.sees("✅ Delivered", photo=True)

    async def cancels(self) -> None:
        await self.alice.taps("Cancel order")
        asked = await self.alice.sees("Cancel this order?", button="Cancel the order")
        await self.passes(CANCELLED, lambda: self.alice.taps("Cancel the order", on=asked))
        await self.alice.sees("This order was cancelled", photo=True)

    async def is_whole(self, *, orders: int = 1) -> None:
        """No order but the one, asked for under one key, and nothing that anybody still has to do."""
        await self.quiet()
        closed = await eventually(self._closed, PATIENCE)
        assert closed, f"left open: {await self.fleet.open_ends()}\n{self.fleet.logs()}"
        assert len(await self.shop.orders()) == orders
        creates = await self.shop.creates()
        assert len({create["idempotency_key"] for create in creates}) == 1
        assert all(create["body"] == creates[0]["body"] for create in creates)

    async def _closed(self) -> bool:
        if await self.fleet.open_ends():
            return False
        return not await self.fleet.open_ends()

    async def told(self, *words: str) -> int:
        """How many messages have these words."""
        chat: list[Bubble] = await self.alice.chat()
        return sum(all(word in bubble.text for word in words) for bubble in chat)


@crash_points(BUYING + WATCHING)
async def test_a_purchase(fleet: Fleet, edge: Edge, act: Act, standby: bool) -> None:
    story = Story(fleet, edge, act, standby)
    await story.begins()
    await story.confirms()
    screen = await story.alice.sees("Memo", photo=True)
    assert (await story.shop.order())["payment_memo"] in screen.text
    await story.pays()
    await story.gets_it()
    await story.is_whole()
    told = await story.told("✅ Delivered")
    assert 1 <= told <= 2, "at least once, and rarely twice"
    photos = [bubble for bubble in await story.alice.chat() if bubble.photo]
    assert len(photos) == 1 + told, "one screen, whoever showed it"
    assert photos[0].labels == (), "nothing is left of it to press"
    sent_and_not_stored = ("sendPhoto", AFTER), ("lua:orders/set_screen", BEFORE)
    assert told == 1 or (edge.where[1], act) in sent_and_not_stored, "only what nobody could remember is sent again"


@crash_points(CANCELLING)
async def test_an_order_that_is_cancelled(fleet: Fleet, edge: Edge, act: Act, standby: bool) -> None:
    story = Story(fleet, edge, act, standby)
    await story.begins()
    await story.confirms()
    await story.alice.sees(button="Cancel order")
    await story.cancels()
    await story.is_whole()
    assert (await story.shop.order())["status"] == "cancelled"
    assert await story.told("This order was cancelled") <= 1, "the customer did it and has the screen; it may ring once"


@crash_points(LOST_ANSWER)
async def test_an_answer_that_is_lost(fleet: Fleet, edge: Edge, act: Act, standby: bool) -> None:
    story = Story(fleet, edge, act, standby)
    await story.begins()
    await story.shop.control("faults", {"kind": "drop_after", "method": "POST", "path": "/orders/stars", "times": 1})
    await story.confirms()
    await fleet.age()
    await story.alice.sees("Memo", photo=True)
    await story.pays()
    await story.gets_it()
    await story.is_whole()
    assert 1 <= await story.told("✅ Delivered") <= 2


@crash_points(REFUSED)
async def test_an_order_that_is_refused(fleet: Fleet, edge: Edge, act: Act, standby: bool) -> None:
    story = Story(fleet, edge, act, standby)
    await story.begins()
    refusal = {"kind": "error", "method": "POST", "path": "/orders/stars", "status": 400}
    await story.shop.control("faults", refusal)
    await story.confirms()

    async def refusal_is_told() -> bool:
        await fleet.age(60, claimed=False)  # a refusal after a killed attempt is believed only after minutes
        return any("Not ordered, nothing to pay" in bubble.text for bubble in await story.alice.chat())

    assert await eventually(refusal_is_told, PATIENCE, blink=0.5), fleet.logs()
    await story.is_whole(orders=0)


@crash_points(FROZEN)
async def test_an_answer_that_needs_a_person(fleet: Fleet, edge: Edge, act: Act, standby: bool) -> None:
    """Somebody else's name in the answer: no payment details, one alert or two, and no second order."""
    story = Story(fleet, edge, act, standby)
    await story.begins()
    await story.shop.http.patch(f"/world/people/{IVAN}", json={"language_code": "en"})
    await story.ivan.says("/start")
    await story.ivan.sees(button="⭐ Buy Stars")
    patch = {"kind": "patch", "method": "POST", "path": "/orders/stars", "patch": {"recipient_username": "mallory"}}
    await story.shop.control("faults", patch)
    await story.confirms()
    await story.alice.sees("We are checking this order")
    await story.is_whole()
    assert not any("Memo" in bubble.text for bubble in await story.alice.chat())
    alerts = [bubble for bubble in await story.ivan.chat() if "A confirmation needs your attention" in bubble.text]
    assert 1 <= len(alerts) <= 2


async def test_redis_goes_away_while_a_bot_starts(fleet: Fleet) -> None:
    """It lives, and introduces itself to Telegram when Redis is back."""
    rule = fleet.on(REDIS, "ZADD", "own_menus", act=Act.DROP_BEFORE, times=3)
    bot = await fleet.start()

    async def shown() -> bool:
        history = (await fleet.shop.http.get("/world/history?method=setMyCommands")).json()["items"]
        return any(str(IVAN) in str(call["params"]) for call in history)

    assert await eventually(shown, PATIENCE), fleet.logs()
    assert rule.struck.is_set()
    assert bot.alive
