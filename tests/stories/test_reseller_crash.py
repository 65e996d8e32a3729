"""Kills a bot wherever a reseller or an admin writes: nothing is lost or happens twice."""

from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.operations.administration import Administration
from bot.orders.clients import Clients
from tests.chaos.fleet import PARTNER, REDIS, TELEGRAM, Fleet, open_fleet
from tests.chaos.proxy import Act, Rule
from tests.handlers.reseller.test_menu import buys_with_invoice
from tests.support import KEYS
from tests.support.processes import BotForkServer
from tests.support.shop import ALICE, IVAN, ROSA, MovingClock, Person, eventually, open_shop

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
    rosa = await arrives(fleet, ROSA)
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


@pytest.mark.parametrize(
    ("where", "act"),
    [
        ((REDIS, "lua:orders/set_fields", "again"), AFTER),
        ((REDIS, "lua:batches/repeat_expired"), AFTER),
    ],
    ids=["asked", "ordered"],
)
async def test_killed_while_expired_rows_are_ordered_again(fleet: Fleet, where: tuple[str, ...], act: Act) -> None:
    """The tap is delivered again: the rows are asked about and ordered once."""
    rosa = await arrives(fleet, ROSA)
    await rosa.says("/bulk")
    await rosa.sees("rows, one a line")
    await rosa.says("@client_01 100 inv-1\n@client_02 250 inv-2")
    await rosa.taps("Confirm 2 rows", on=await rosa.sees(button="Confirm 2 rows"))
    await rosa.taps("All now", on=await rosa.sees("How shall I order them?"))
    await rosa.sees("Bulk order ·", "waiting for payment: 2")
    for order in await fleet.shop.orders():
        await fleet.shop.control(f"orders/{order['id']}/expire")
    rule = fleet.on(*where, act=act)
    await rosa.taps("Order again (2)", on=await rosa.sees("expired: 2", button="Order again (2)"))
    if "again" in where:
        await dies(fleet, rule)
    await rosa.taps("All now", on=await rosa.sees("Order 2 rows again?", button="All now"))
    if "again" not in where:
        await dies(fleet, rule)
    await rosa.sees("Bulk order ·", "waiting for payment: 2")
    assert len(await fleet.shop.orders()) == 4
    assert len({create["idempotency_key"] for create in await fleet.shop.creates()}) == 4


@pytest.mark.parametrize("act", [BEFORE, AFTER])
async def test_killed_while_a_payment_is_marked(fleet: Fleet, act: Act) -> None:
    """The tap is delivered again: the order is marked once, and can be taken back."""
    rosa = await arrives(fleet, ROSA)
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


@pytest.mark.parametrize(
    ("where", "act"),
    [
        ((TELEGRAM, "getFile"), BEFORE),
        ((REDIS, "HSET", "row:9", "phase"), AFTER),
        ((REDIS, "lua:session/leave"), BEFORE),
    ],
    ids=["before-getFile", "after-HSET", "before-leave"],
)
async def test_killed_between_a_file_and_its_table(fleet: Fleet, where: tuple[str, ...], act: Act) -> None:
    """The file is delivered again: it is still one batch, and its table comes."""
    rosa = await arrives(fleet, ROSA)
    rule = fleet.on(*where, act=act)
    await rosa.sends_file("clients.csv", ROWS.encode())
    await dies(fleet, rule)
    await rosa.sees("12 of 12 rows can be ordered", button="Confirm 12 rows")
    assert await fleet.redis.zcard(KEYS.chat_batches(ROSA)) == 1


async def test_killed_while_payments_are_marked_together_and_while_a_book_is_taken_in(fleet: Fleet) -> None:
    """What is delivered again finds its own marks: they are told, and can be taken back together."""
    rosa = await arrives(fleet, ROSA)
    for invoice, amount in (("inv-1", "100"), ("inv-2", "250")):
        await buys_with_invoice(rosa, invoice, amount)
    orders = {str(order["id"]) for order in await fleet.shop.orders()}
    await rosa.says("/unpaid")
    page = await rosa.sees("Not paid to you yet", "inv-1", "inv-2")
    rule = fleet.on(REDIS, "lua:book/settle", act=AFTER)
    await rosa.taps("Mark all 2 as paid", on=page)
    await dies(fleet, rule)
    page = await rosa.sees("Marked 2 orders as paid to you", "Nobody owes you", button="Undo")
    await rosa.taps("Undo", on=page)
    await rosa.sees("2 orders count as unpaid again", "inv-1", "inv-2")

    rows = "\n".join(f"{order},Anna,yes" for order in orders)
    for script in ("lua:book/write_clients", "lua:book/settle"):
        last = await rosa.last_seen()
        await rosa.says("/client")
        await rosa.taps("Upload a file", on=await rosa.sees("Who owes you", button="Upload a file", after=last))
        await rosa.sees("Names, notes and payments from a file", after=last)
        rule = fleet.on(REDIS, script, act=AFTER)
        await rosa.sends_file("clients.csv", f"order_id,name,paid\n{rows}\n".encode())
        await dies(fleet, rule)
        await rosa.sees("Taken from the file", "could not use: 0", after=last)
        book = await Clients(fleet.redis, KEYS).book(ROSA)
        assert {(entry.order_id, entry.client, entry.settled) for entry in book.entries} == {
            (order, "Anna", True) for order in orders
        }
        assert await Clients(fleet.redis, KEYS).undo(ROSA, ids=orders) == 2, "for the next kill"


async def test_killed_while_a_helper_is_added_and_while_a_currency_is_set(fleet: Fleet) -> None:
    """A change of the team is never without its entry in the audit log, and never there twice."""
    ivan = await arrives(fleet, IVAN)
    await ivan.says("/team")
    await ivan.taps("Add a reseller")
    await ivan.sees("Who is the new reseller?")
    fleet.shop.telegram.people[ALICE].started = True
    await ivan.says(str(ALICE))
    asked = await ivan.sees("Add Alice (1001) as a reseller?", button="Add")
    rule = fleet.on(REDIS, "lua:people/record", act=AFTER)
    await ivan.taps("Add", on=asked)
    await dies(fleet, rule)
    await ivan.sees("Role: reseller", str(ALICE))
    log, total = await Administration(fleet.redis, KEYS).audit_log(limit=10)
    assert [(entry.did, entry.about) for entry in log[:total]] == [("team add reseller", str(ALICE))]

    alice = Person(fleet.shop, ALICE, patience=PATIENCE)
    await alice.sees("You are a reseller of this shop now")
    await ivan.taps("Remove", on=await ivan.sees("Role: reseller", button="Remove"))
    asked = await ivan.sees("from the team?", button="Remove")
    rule = fleet.on(REDIS, "lua:people/record", act=AFTER)
    await ivan.taps("Remove", on=asked)
    await dies(fleet, rule)
    await alice.sees("You are no longer a reseller of this shop")
    await ivan.sees("This person is no longer on the team")
    assert await eventually(lambda: closed(fleet), PATIENCE), await fleet.open_ends()
    assert sum("no longer a reseller" in bubble.text for bubble in await alice.chat()) == 1

    rosa = await arrives(fleet, ROSA)
    for act, rate in ((BEFORE, "96.5"), (AFTER, "97")):
        rule = fleet.on(REDIS, "lua:session/leave", f'"rate":"{rate}"', act=act)
        await rosa.says(f"/currency RUB {rate} per USD")
        await dies(fleet, rule)
        last = (await rosa.sees("Your currency", f"1 USD = {rate} RUB")).id
        await rosa.says("/currency")
        await rosa.sees("Your currency", f"1 USD = {rate} RUB", after=last)


async def arrives(fleet: Fleet, person: int) -> Person:
    """The person in English, before a bot that runs."""
    await fleet.shop.http.patch(f"/world/people/{person}", json={"language_code": "en"})
    if not any(bot.alive for bot in fleet.bots):
        await fleet.start()
    return Person(fleet.shop, person, patience=PATIENCE)


async def dies(fleet: Fleet, rule: Rule) -> None:
    """Waits until the bot is dead, and starts the next one a minute later."""

    async def dead() -> bool:
        return not any(bot.alive for bot in fleet.bots)

    assert await eventually(dead, PATIENCE), f"nobody came by {rule}\n{fleet.logs()}"
    await fleet.start()
    await fleet.age()


async def closed(fleet: Fleet) -> bool:
    return not await fleet.open_ends()
