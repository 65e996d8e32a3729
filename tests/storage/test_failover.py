"""What is under way when a primary dies, and the replica that takes over lacks its last writes."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

import pytest

from bot.storage.lease import Lease
from bot.storage.redis import open_client
from tests.handlers.admin.test_broadcast import composed, crowd, reached
from tests.support import KEYS
from tests.support.engines import Engine, open_engine, until
from tests.support.shop import ALICE, MovingClock, Shop, eventually, open_shop

pytestmark = [
    # redis-py may leave what belongs to a killed server.
    pytest.mark.filterwarnings("ignore:unclosed Connection:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.timeout(180),
]
PEOPLE, WORDS = 30, "Whatever happens"


@pytest.fixture
async def trio() -> AsyncIterator[Engine]:
    async with open_engine("sentinel") as engine:
        yield engine


@pytest.mark.skipif("ALL_CRASH_CELLS" not in os.environ, reason="takes half a minute: make chaos runs it")
async def test_a_broadcast_an_alert_and_an_export_survive_a_fail_over(trio: Engine, clock: MovingClock) -> None:
    """Each person gets the broadcast, those whose message was counted on the lost primary at most twice."""
    async with open_shop(trio.url, clock) as shop, open_client(trio.url) as redis:
        await shop.start_bot()
        assert await shop.knows_redis()
        ivan, alice = await shop.admin(), shop.person()
        ivan.patience = alice.patience = 40
        people = await crowd(shop, redis, PEOPLE)
        await shop.fault("error", "/orders/stars", times=None, status=503)
        await alice.taps("Confirm", on=await alice.chooses_stars())
        await alice.sees("being confirmed")
        await shop.fault("delay", "/balance/transactions", times=None, seconds=1.5)
        await shop.world("faults", {"kind": "delay", "method": "copyMessage", "seconds": 0.3, "times": None})
        await composed(ivan, WORDS)
        await ivan.taps("Send to everybody")

        async def go_on() -> None:
            """What is written meanwhile is lost: messages that were counted, the alert, and the state of the export."""
            await shop.mended()
            await shop.fault("delay", "/balance/transactions", times=None, seconds=1.5)
            refusal: dict[str, Any] = {"status": 409, "error_code": "IDEMPOTENCY_KEY_REUSED", "method": "POST"}
            await shop.fault("error", "/orders/stars", times=None, **refusal)
            await ivan.says("/export transactions")
            await ivan.sees("Exporting transactions")
            assert await eventually(lambda: _is_frozen(shop), 30)
            assert await eventually(lambda: _has_sent(shop, first.total() + 5), 30)

        assert await eventually(lambda: _has_sent(shop, 5), 30)
        first = reached(shop, WORDS)
        await until(partial(trio.has_replicated, await trio.offset()))
        await trio.promote_lagging_replica(KEYS.root, go_on)
        await ivan.sees("A confirmation needs your attention")
        await ivan.gets_file("transactions-")
        report = await ivan.sees("Sent to everybody", f"{PEOPLE + 2} of {PEOPLE + 2}")
        assert "Failed: 0" in report.text
        times = reached(shop, WORDS)
        assert times.keys() == {*people, ALICE}
        assert set(times.values()) == {1, 2}, "what was counted on the lost primary is sent again"
        assert {times[person] for person in first} == {1}
        await alice.sees("We are checking this order")


async def _has_sent(shop: Shop, number: int) -> bool:
    return reached(shop, WORDS).total() >= number


async def _is_frozen(shop: Shop) -> bool:
    return bool(await shop.services.intents.frozen())


async def test_a_lease_has_one_holder_again_after_a_fail_over(trio: Engine) -> None:
    async with AsyncExitStack() as stack:
        leases, holders = list[Lease](), list[AsyncExitStack]()
        for _ in range(2):
            redis = await stack.enter_async_context(open_client(trio.url))
            leases.append(Lease(redis, KEYS, "list"))
            holders.append(await stack.enter_async_context(AsyncExitStack()))
            await holders[-1].enter_async_context(leases[-1].renewed())
        assert [lease.held for lease in leases] == [True, False]

        async def one_holds() -> bool:
            return sum(lease.held for lease in leases) == 1 and not any(lease.lost for lease in leases)

        await trio.kill_primary()
        await until(lambda: _is_lost(leases))
        await until(one_holds)
        first = next(number for number, lease in enumerate(leases) if lease.held)
        await trio.start_all(follow=True)
        await until(trio.whole)
        await holders[first].aclose()
        await until(lambda: _holds(leases[1 - first]))


async def _is_lost(leases: list[Lease]) -> bool:
    return any(lease.lost for lease in leases)


async def _holds(lease: Lease) -> bool:
    return lease.held
