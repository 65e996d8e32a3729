"""Kills a bot in the middle of a bulk order: the next bot continues, no row is lost and none is ordered twice."""

from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.orders.clients import Clients
from tests.chaos.fleet import PARTNER, REDIS, TELEGRAM, Fleet, open_fleet
from tests.chaos.proxy import Act, Rule
from tests.handlers.reseller.test_menu import buys_with_invoice
from tests.support import KEYS
from tests.support.processes import BotForkServer
from tests.support.shop import ROSA, MovingClock, Person, eventually, open_shop

pytestmark = pytest.mark.elsewhere

PATIENCE = 30.0
CLIENTS = [f"client_{number:02}" for number in range(1, 13)]
ROWS = "\n".join(f"@{name} {100 + number} inv-{number}" for number, name in enumerate(CLIENTS))


@pytest.fixture
async def fleet(
    redis: Redis, valkey_url: str, clock: MovingClock, fork_server: BotForkServer, tmp_path: Path
) -> AsyncIterator[Fleet]:
    async with open_shop(valkey_url, clock) as shop, open_fleet(shop, redis, fork_server, tmp_path) as fleet:
        await fleet.load_scripts()
        yield fleet


BEFORE, AFTER = Act.KILL_BEFORE, Act.KILL_AFTER
CHECKING = [
    ((PARTNER, "GET /api/v1/recipients/stars?username=client_05"), BEFORE),
    ((REDIS, "HSET", "row:9", "estimate"), AFTER),
]
ORDERING = [
    ((REDIS, "lua:batches/move", "ordering"), AFTER),
    ((REDIS, "lua:orders/confirm", ".7.0"), BEFORE),
    ((REDIS, "lua:orders/confirm", ".7.0"), AFTER),
    ((PARTNER, "POST /api/v1/orders/stars", "client_05"), BEFORE),
    ((PARTNER, "POST /api/v1/orders/stars", "client_05"), AFTER),
    ((REDIS, "lua:orders/place", ".9.0"), AFTER),
    ((TELEGRAM, "editMessageText", "waiting for payment"), BEFORE),
]
CELLS = CHECKING + ORDERING
POINTS = [
    pytest.param(where, act, point in ORDERING, id=f"{act.name[5:].lower()}-{'-'.join(where[1:])}".replace("/", "."))
    for point in CELLS
    for where, act in [point]
]


@pytest.mark.parametrize(("where", "act", "ordering"), POINTS)
async def test_killed_in_the_middle(fleet: Fleet, where: tuple[str, ...], act: Act, ordering: bool) -> None:
    rosa = Person(fleet.shop, ROSA, patience=PATIENCE)
    await fleet.shop.http.patch(f"/world/people/{ROSA}", json={"language_code": "en"})
    await fleet.start()
    await rosa.says("/bulk")
    await rosa.sees("rows, one a line")

    async def step(does: Awaitable[None], dying: bool) -> None:
        rule = fleet.on(*where, act=act) if dying else None
        await does
        if rule:
            await dies(fleet, rule)

    await step(rosa.says(ROWS), not ordering)
    await rosa.taps("Confirm 12 rows")
    await rosa.sees("How shall I order them?")
    await step(rosa.taps("All now"), ordering)

    await rosa.sees("Bulk order ·", "waiting for payment: 12")
    orders = await fleet.shop.orders()
    assert sorted(order["recipient_username"] for order in orders) == CLIENTS
    assert len({create["idempotency_key"] for create in await fleet.shop.creates()}) == len(CLIENTS)
    assert await eventually(lambda: closed(fleet), PATIENCE), await fleet.open_ends()
    photos = [bubble for bubble in await rosa.chat() if bubble.photo]
    assert not photos, "no payment screen that nobody asked for"


@pytest.mark.parametrize("act", [BEFORE, AFTER])
async def test_killed_while_a_payment_is_marked(fleet: Fleet, act: Act) -> None:
    """The tap is delivered again: the order is marked once, and can be taken back."""
    rosa = Person(fleet.shop, ROSA, patience=PATIENCE)
    await fleet.shop.http.patch(f"/world/people/{ROSA}", json={"language_code": "en"})
    await fleet.start()
    await buys_with_invoice(rosa, "inv-1")
    order = str((await fleet.shop.order())["id"])
    await rosa.says("/unpaid")
    page = await rosa.sees("Not paid to you yet", "inv-1")
    rule = fleet.on(REDIS, "lua:book/settle", act=act)
    await rosa.taps(f"✓ {order}", on=page)
    await dies(fleet, rule)
    page = await rosa.sees("Marked 1 order as paid to you", "Nobody owes you", button="Undo")
    book = await Clients(fleet.redis, KEYS).book(ROSA)
    assert [(entry.order_id, entry.settled) for entry in book.entries] == [(order, True)]
    await rosa.taps("Undo", on=page)
    await rosa.sees("1 order counts as unpaid again", "inv-1")


async def dies(fleet: Fleet, rule: Rule) -> None:
    """Waits until the bot is dead, and starts the next one a minute later."""

    async def dead() -> bool:
        return not any(bot.alive for bot in fleet.bots)

    assert await eventually(dead, PATIENCE), f"nobody came by {rule}\n{fleet.logs()}"
    await fleet.start()
    await fleet.age()


async def closed(fleet: Fleet) -> bool:
    return not await fleet.open_ends()
