"""A bot that dies in the middle of a bulk order: the next one goes on, no row is lost and none is ordered twice."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from tests.faults.fleet import PARTNER, REDIS, TELEGRAM, Fleet, open_fleet
from tests.faults.processes import Nursery
from tests.faults.proxy import Act
from tests.shop import ROSA, MovingClock, Person, eventually, open_shop

PATIENCE = 30.0
CLIENTS = [f"client_{number:02}" for number in range(1, 13)]
ROWS = "\n".join(f"@{name} {100 + number} inv-{number}" for number, name in enumerate(CLIENTS))


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


@pytest.fixture
async def fleet(
    redis: Redis, valkey_url: str, clock: MovingClock, nursery: Nursery, tmp_path: Path
) -> AsyncIterator[Fleet]:
    async with open_shop(valkey_url, clock) as shop, open_fleet(shop, redis, nursery, tmp_path) as fleet:
        await fleet.load_scripts()
        yield fleet


CHECKING = [(REDIS, "HSET", "row:9", "estimate"), (PARTNER, "GET /api/v1/recipients/stars?username=client_05")]
ORDERING = [
    (REDIS, "lua:batch_turn", "ordering"),
    (REDIS, "lua:confirm", ".7.0"),
    (REDIS, "lua:attempt", ".5.0"),
    (PARTNER, "POST /api/v1/orders/stars", "client_05"),
    (REDIS, "lua:place", ".9.0"),
    (TELEGRAM, "editMessageText", "waiting for payment"),
]
POINTS = [
    pytest.param(where, act, id=f"{act.name[5:].lower()}-{'-'.join(where[1:])}".replace("/", "."))
    for number, where in enumerate(CHECKING + ORDERING)
    for act in (Act.KILL_BEFORE, Act.KILL_AFTER)
]


@pytest.mark.parametrize(("where", "act"), POINTS)
async def test_killed_in_the_middle(fleet: Fleet, where: tuple[str, ...], act: Act) -> None:
    rosa = Person(fleet.shop, ROSA, patience=PATIENCE)
    await fleet.shop.http.patch(f"/world/people/{ROSA}", json={"language_code": "en"})
    await fleet.start()
    await rosa.says("/bulk")
    await rosa.sees("rows, one a line")

    if where in CHECKING:
        rule = fleet.on(*where, act=act)
        await rosa.says(ROWS)
        await dies(fleet, rule)
    else:
        await rosa.says(ROWS)
    await rosa.taps("Confirm 12 rows")
    await rosa.sees("How shall I order them?")
    if where in ORDERING:
        rule = fleet.on(*where, act=act)
        await rosa.taps("All now")
        await dies(fleet, rule)
    else:
        await rosa.taps("All now")

    await rosa.sees("Bulk order ·", "waiting for payment: 12")
    orders = await fleet.shop.orders()
    assert sorted(order["recipient_username"] for order in orders) == CLIENTS
    assert len({create["idempotency_key"] for create in await fleet.shop.creates()}) == len(CLIENTS)
    assert await eventually(lambda: closed(fleet), PATIENCE), await fleet.open_ends()
    photos = [bubble for bubble in await rosa.chat() if bubble.photo]
    assert not photos, "no payment screen that nobody asked for"


async def dies(fleet: Fleet, rule: object) -> None:
    """Waits until the bot is dead, and starts the next one a minute later."""

    async def dead() -> bool:
        return not any(bot.alive for bot in fleet.bots)

    assert await eventually(dead, PATIENCE), f"nobody came by {rule}\n{fleet.logs()}"
    await fleet.start()
    await fleet.age()


async def closed(fleet: Fleet) -> bool:
    return not await fleet.open_ends()
