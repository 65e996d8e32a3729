"""The random run: three bots on one engine, simulated customers, and random faults.

    make chaos [SEED=7] [SECONDS=600] [ENGINE=sentinel]      ten minutes, another seed each time, on one server

When the time is over the faults end, all unpaid orders expire, and the bots get time to complete their work. Then
`judge.py` compares what the partner, Telegram and Redis have recorded. It exits with code 1 if a promise was broken, or
if a fault never occurred, so that the run proves nothing of it.
"""

import argparse
import asyncio
import contextlib
import io
import os
import secrets
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import get_args

from redis.exceptions import RedisError

from bot.storage import hashes
from bot.storage.redis import open_client
from tests.chaos.crowd import CrowdLog, Customer
from tests.chaos.fleet import Fleet, open_fleet
from tests.chaos.judge import Stall, Verdict, collect, judge
from tests.chaos.monkey import Monkey
from tests.chaos.proxy import Rules
from tests.support import KEYS
from tests.support.engines import EngineName, open_engine
from tests.support.processes import BotForkServer
from tests.support.shop import MovingClock, Shop, eventually, open_shop


@dataclass(frozen=True)
class Plan:
    """`hurried`: after the faults, the times in Redis are moved back instead of waiting for them."""

    seed: int
    seconds: float
    engine: EngineName = "single"
    bots: int = 3
    customers: int = 10
    rate: int = 20
    hurried: bool = False
    settled_within: float = 240.0


async def chaos(plan: Plan, fork_server: BotForkServer, folder: Path) -> Verdict:
    random = Random(plan.seed)
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(open_engine(plan.engine))
        redis = await stack.enter_async_context(open_client(engine.url))
        shop = await stack.enter_async_context(open_shop(engine.url, MovingClock(), Random(random.random())))
        await shop.set_up(processing_after=0.5, completed_after=0.5)
        fleet = await stack.enter_async_context(
            open_fleet(
                shop,
                redis,
                fork_server,
                folder,
                Rules(Random(random.random())),
                PARTNER_RPS=str(plan.rate),
                MAX_UNPAID_PER_CHAT="100",
            )
        )
        for _ in range(plan.bots):
            await fleet.start()
        log, monkey = CrowdLog(), Monkey(fleet, engine, Random(random.random()))
        stalls: list[Stall] = []
        await _live(plan, shop, log, monkey, random, stalls)
        await monkey.repair()
        await settle(plan, fleet)
        lossy = engine.lossy_failovers > 0
        verdict = judge(plan.seed, await collect(fleet), log.confirmed, plan.rate, stalls, writes_were_lost=lossy)
        verdict.figures |= {f"customers: {deed}": times for deed, times in sorted(log.deeds.items())}
        verdict.figures |= {f"faults: {deed}": times for deed, times in sorted(monkey.deeds.items())}
        verdict.figures |= {f"answers {error}": times for error, times in sorted((await engine.errors()).items())}
        verdict.figures["bots started"] = len(fleet.bots)
        verdict.missing = await monkey.missing()
        return verdict


async def _live(plan: Plan, shop: Shop, log: CrowdLog, monkey: Monkey, random: Random, stalls: list[Stall]) -> None:
    """Customers buy and the monkey causes faults, until the time is over."""

    async def measure() -> None:
        while True:
            before = time.time()
            await asyncio.sleep(0.05)
            late = time.time() - before - 0.05
            if late > 0.02:
                stalls.append(Stall(time.time() * 1000, late * 1000))

    async with asyncio.TaskGroup() as group:
        lives = [
            group.create_task(Customer(shop, number, log, Random(random.random())).lives())
            for number in range(plan.customers)
        ]
        lives += [group.create_task(monkey.cause_faults()), group.create_task(measure())]
        await asyncio.sleep(plan.seconds)
        for life in lives:
            life.cancel()


async def settle(plan: Plan, fleet: Fleet) -> None:
    """Waits until every update is handled, every order has ended and is known to have, and nothing is left to tell."""
    if plan.hurried:
        await fleet.age()

    async def settled() -> bool:
        if plan.hurried:
            await fleet.age(claimed=False)
        orders = await fleet.shop.orders()
        unpaid = [order for order in orders if order["status"] == "pending_payment"]
        for order in unpaid if await fleet.idle() else ():  # an update that waits may cancel it
            await fleet.shop.control(f"orders/{order['id']}/expire")
        known = [await hashes.field(fleet.redis, KEYS.order(order["id"]), "status") for order in orders]
        return (
            not unpaid
            and await fleet.idle()
            and not await fleet.open_ends()
            and all(order["status"] == status for order, status in zip(orders, known, strict=True))
        )

    async def look() -> bool:
        with contextlib.suppress(RedisError):  # a replica that is late for its primary: NOREPLICAS
            return await settled()
        return False

    await eventually(look, plan.settled_within, 1.0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED") or secrets.randbelow(10**6)))
    parser.add_argument("--seconds", type=float, default=float(os.environ.get("SECONDS") or 600))
    parser.add_argument("--engine", choices=get_args(EngineName), default=os.environ.get("ENGINE") or "single")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="chaos") as folder,
        BotForkServer() as fork_server,
        contextlib.redirect_stderr(io.StringIO()),  # the bots' logs, which a test looks through
    ):
        verdict = asyncio.run(chaos(Plan(asked.seed, asked.seconds, asked.engine), fork_server, Path(folder)))
    sys.stdout.write(verdict.table() + "\n")
    return 1 if verdict.breaches or verdict.missing else 0


if __name__ == "__main__":
    sys.exit(main())
