"""Every script and every command of several keys on a real cluster, by what people do."""

import csv
import io
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.clock import utcnow
from bot.operations.backup import back_up, restore
from bot.partner.statuses import OrderStatus
from bot.storage.redis import open_client
from bot.storage.redis_clock import RedisClock
from bot.storage.scripts import Script, names
from tests.handlers.admin.test_broadcast import composed, reached
from tests.handlers.admin.test_intents import frozen, opened
from tests.handlers.admin.test_team import adds
from tests.handlers.reseller.test_bulk import orders_made, orders_rows, reads
from tests.handlers.reseller.test_prices import says
from tests.support import KEYS
from tests.support.engines import Engine, open_engine
from tests.support.shop import ALICE, ROSA, MovingClock, Person, Shop, open_shop

BOB = 1002


@dataclass
class Walk:
    shop: Shop
    redis: Redis
    ivan: Person
    rosa: Person
    alice: Person
    called: Counter[str]

    async def calls(self, name: str) -> None:
        """Waits until the script has answered."""

        async def look() -> bool:
            return bool(self.called[name])

        assert await self.shop.eventually(look), name

    async def order(self, person: Person, quantity: str) -> str:
        screen = await person.buys_stars(quantity)
        assert screen.photo
        return str((await self.shop.orders())[0]["id"])


@pytest.fixture
async def cluster() -> AsyncIterator[Engine]:
    async with open_engine("cluster") as engine:
        yield engine


async def _purchases(walk: Walk) -> None:
    """Delivered to a chat that is away, comes back and forgets; refused; withdrawn; found in the partner's list."""
    shop, alice = walk.shop, walk.alice
    id = await walk.order(alice, "100")
    await shop.world("block", {"user": ALICE})
    await shop.control(f"orders/{id}/deliver")
    shop.clock.advance(minutes=1)
    assert await shop.eventually(lambda: walk.redis.exists(KEYS.missed(ALICE)))
    await shop.world("block", {"user": ALICE, "blocked": False, "silent": True})
    await alice.says("/orders")
    await alice.sees("✅ Delivered", photo=True)
    await shop.fault("error", "/orders/stars", status=422, error_code="VALIDATION_ERROR", method="POST")
    await alice.taps("Confirm", on=await alice.chooses_stars("250"))
    await alice.sees("Not ordered")
    await shop.fault("error", "/orders/stars", status=429, headers={"Retry-After": "2"}, times=None)
    await alice.taps("Confirm", on=await alice.chooses_stars("500"))
    await alice.sees("being confirmed")
    shop.clock.advance(minutes=1)
    waiting = await alice.sees("This takes longer than usual", button="Cancel order")
    await alice.taps("Cancel order", on=waiting)
    await walk.calls("orders/withdraw")
    await alice.sees("Not ordered, nothing to pay")
    await shop.mended()
    found = await shop.places("alice", quantity=77)
    shop.clock.advance(seconds=31)
    await alice.sees(found["payment_memo"], photo=True)


async def _lost_orders(walk: Walk) -> None:
    """The partner answers about another order, does not show one; Redis has lost an order and a confirmation."""
    shop, rosa = walk.shop, walk.rosa
    id = await walk.order(rosa, "100")
    await shop.fault("patch", f"/orders/{id}", method="GET", patch={"stars_amount": 51}, times=None)
    await shop.services.watch.queue.add(id, shop.clock())
    await walk.calls("orders/wrong_answer")
    await shop.mended()
    await shop.fault("error", f"/orders/{id}", status=404, error_code="ORDER_NOT_FOUND", method="GET", times=None)
    await shop.services.watch.queue.add(id, shop.clock())
    await walk.calls("orders/not_found")
    await shop.mended()
    await shop.services.watch.queue.add("999999", shop.clock())
    await walk.ivan.sees("999999")
    await shop.services.intents.queue.add("gone", shop.clock())
    await walk.ivan.sees("Confirmation gone is lost")


async def _a_frozen_confirmation(walk: Walk) -> None:
    shop = walk.shop
    ivan, alice = await frozen(shop, kind="error", status=409, error_code="IDEMPOTENCY_KEY_REUSED", method="POST")
    await opened(ivan, shop)
    await ivan.taps("Release")
    await ivan.sees("✖️ not ordered")
    await alice.sees("Not ordered, nothing to pay")


async def _a_batch(walk: Walk) -> None:
    shop, rosa = walk.shop, walk.rosa
    before = len(await shop.orders())
    summary = await orders_rows(rosa, "@anna 100 inv-1\n@boris 6m", "All now")
    await orders_made(shop, before + 2)
    await reads(rosa, summary.id, "waiting for payment: 2")
    shop.clock.advance(minutes=16)
    expired = await reads(rosa, summary.id, "expired: 2")
    await rosa.taps("Order again (2)", on=expired)
    await rosa.taps("All now", on=await reads(rosa, summary.id, "Order 2 rows again?"))
    await orders_made(shop, before + 4)
    await reads(rosa, summary.id, "waiting for payment: 2")


async def _a_book(walk: Walk) -> None:
    rosa = walk.rosa
    await says(rosa, "/currency RUB 310 per TON / 10", "Your currency")
    await rosa.taps("Note", on=await says(rosa, "/client inv-1", "inv-1", button="Note"))
    await rosa.says("pays on Fridays")
    await rosa.sees("pays on Fridays")
    page = await says(rosa, "/unpaid", "inv-1", "@boris")
    await rosa.taps(next(label for label in page.labels if label.startswith("✓")), on=page)
    await rosa.taps("Undo", on=await rosa.sees("Marked 1 order as paid to you", button="Undo"))
    await rosa.sees("1 order counts as unpaid again")


async def _a_broadcast(walk: Walk) -> None:
    await composed(walk.ivan, "New prices")
    await walk.ivan.taps("Send to everybody")
    await walk.ivan.sees("Sent to everybody", "Delivered: 3")
    assert reached(walk.shop, "New prices") == Counter([ALICE, ROSA])


async def _files_and_reports(walk: Walk) -> None:
    await walk.ivan.says("/export orders")
    await walk.ivan.sees("Orders exported")
    rows = csv.DictReader(io.StringIO((await walk.ivan.gets_file("orders-")).decode("utf-8-sig")))
    assert len(list(rows)) == len(await walk.shop.orders())
    await says(walk.rosa, "/my_stats", "My figures")
    await says(walk.ivan, "/stats", "Orders")
    await says(walk.rosa, "/daily +3", "Daily summary: on")
    await says(walk.ivan, "/daily shop 7", "every day at 07:00")
    last = await walk.ivan.last_seen()
    walk.shop.clock.advance(days=1)
    await walk.ivan.sees("The shop's day", after=last)
    await walk.rosa.sees("Your day")


async def _administration(walk: Walk) -> None:
    await adds(walk.ivan, BOB)
    await walk.ivan.says(f"/block {ALICE}")
    await walk.ivan.says(f"/unblock {ALICE}")
    await says(walk.ivan, "/audit", "team add reseller", str(BOB))
    await says(walk.ivan, "/maintenance on soon", "soon")
    await says(walk.ivan, "/maintenance off", "The shop is open")
    assert not await walk.redis.exists(KEYS.maintenance, KEYS.stopped)


async def _an_update_is_kept(walk: Walk) -> None:
    store = walk.shop.services.update_store
    claim = await store.save(7, "{}")
    assert claim
    assert await store.load(claim) == b"{}"
    await store.delete(claim)
    assert await store.queue.size() == 0


async def _the_time_is_asked(walk: Walk) -> None:
    clock = RedisClock(walk.redis, KEYS)
    await clock.sync()
    assert abs(clock() - utcnow()) < timedelta(minutes=1)


async def _a_person_forgets(walk: Walk) -> None:
    alice = walk.alice
    known, _ = await walk.shop.services.watch.of_chat(ALICE, limit=50)
    assert OrderStatus.COMPLETED in {watched.order.status for watched in known}
    await alice.taps("Yes, delete", on=await says(alice, "/forget", "Delete your data here?"))
    await alice.sees("Deleted")
    left, _ = await walk.shop.services.watch.of_chat(ALICE, limit=50)
    assert OrderStatus.COMPLETED not in {watched.order.status for watched in left}


WALKS: tuple[Callable[[Walk], Awaitable[None]], ...] = (
    _a_frozen_confirmation, _purchases, _lost_orders, _a_batch, _a_book, _a_broadcast, _files_and_reports,
    _administration, _an_update_is_kept, _the_time_is_asked, _a_person_forgets,
)  # fmt: skip


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each script has answered."""
    called, run = Counter[str](), Script.run

    async def counts(script: Script, root: str, /, **arguments: Any) -> Any:
        answer = await run(script, root, **arguments)
        assert "Cluster" in type(script._redis).__name__
        called[script._source.name] += 1
        return answer

    monkeypatch.setattr(Script, "run", counts)
    return called


@pytest.mark.timeout(180)
async def test_every_script_is_called_on_a_cluster(
    cluster: Engine, called: Counter[str], clock: MovingClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A new script needs a walk here. Commands of keys in two slots, which the client or a node refuses, would show as
    what is missing in a chat, or as an error in the log."""
    async with open_shop(cluster.url, clock) as shop, open_client(cluster.url) as redis:
        await shop.start_bot()
        assert await shop.knows_redis()
        walk = Walk(shop, redis, await shop.admin(), await shop.reseller(), shop.person(), called)
        for each in WALKS:
            await each(walk)
        await shop.stop_bot()
        keys = await back_up(redis, KEYS, tmp_path / "backup.gz")
        assert await restore(redis, KEYS, tmp_path / "backup.gz") == keys
    assert names() == sorted(called), f"without a walk: {sorted(set(names()) - called.keys())}"
    for node in cluster.nodes:
        if await node.primary():
            async with node.client() as of_node:
                assert (await of_node.info("commandstats"))["cmdstat_evalsha"]["calls"], node.port
    assert (await cluster.errors())["CROSSSLOT"] == 0
    errors = {str(record.msg) for record in caplog.records if record.levelname == "ERROR"}
    assert len(errors) == 1, errors
    assert "intent needs a person" in errors.pop()
