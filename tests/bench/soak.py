"""An hour of load: how the memory of the process grows. `SECONDS=600` makes it ten minutes. Runs only by its name."""

import os
from contextlib import ExitStack
from itertools import count

from bot.sandbox.demo import free_port
from tests.bench.conversation import OURS
from tests.bench.front import Door, environment, front, webhook
from tests.bench.harness import Scale, child, percentile, valkey
from tests.bench.latency import Measured, none_broken_off
from tests.bench.report import Goal, Report
from tests.bench.watching import bare_memory

RATE = 50
"""Updates a second."""

PARTNER_RATE = 50
"""Calls a second that the partner allows: people make thirty of them, and the rest watches their orders."""

SECONDS = {Scale.SMOKE: 5, Scale.QUICK: 60, Scale.FULL: 3600}
PARTS = 10

AS_SHIPPED = "import runpy, sys; sys.modules['rich'] = None; runpy.run_module('bot', run_name='__main__')"
"""The bot without a package of the development environment. httpx and structlog import it where it is: 5 MB."""

HOW = """\
{rate} updates arrive each second by webhook for {minutes:.0f} minutes: whole purchases, each in a chat of its own,
whose orders are watched until they expire after a quarter of an hour. The bot is a process of its own with all its
workers, logs and QR pictures. Each row is a tenth of that time. Memory is what is resident (RSS) at its end; the
process with aiogram alone has a Bot and a Dispatcher, and no load. The bot finds no package `rich`, as where only
requirements/run.lock is installed."""


async def bench(scale: Scale) -> Report:
    seconds = int(os.environ.get("SECONDS") or SECONDS[scale])
    bare, chats = await bare_memory(), count(200_000)
    head = ["until", "memory", "above aiogram alone", "updates", "CPU an update", "p50", "p99", "broken off until then"]
    report = Report("An hour of load", HOW.format(rate=RATE, minutes=seconds / 60).replace("\n", " "), head)
    memory: list[float] = []
    with ExitStack() as stack:
        redis_url, port = stack.enter_context(valkey()), free_port(18080)
        async with front() as counter:
            env = environment(counter.url, redis_url, **webhook(port), PARTNER_RPS=str(PARTNER_RATE))
            async with child("-c", AS_SHIPPED, env=env) as process:
                ours = Measured(OURS, Door(counter, port), process)
                await ours.door.open()
                for part in range(1, PARTS + 1):
                    ours.forget()
                    await ours.turn(seconds / PARTS, RATE, chats)
                    memory.append(process.memory)
                    print(f"{part} of {PARTS}: {memory[-1]:.1f} MB", flush=True)
                    report.rows.append(
                        [
                            f"{part * seconds / PARTS / 60:.1f} min",
                            f"{memory[-1]:.1f} MB",
                            f"{memory[-1] - bare:.1f} MB",
                            str(len(ours.took)),
                            f"{ours.cpu / len(ours.took) * 1e6:.0f} µs",
                            *(f"{percentile(ours.took, share):.1f} ms" for share in (0.5, 0.99)),
                            str(len(ours.broken_off)),
                        ]
                    )
    # The first parts fill caches; an hour counts from the third of ten.
    growth = (memory[-1] - memory[2]) / (0.7 * seconds) * 3600
    report.goals = [
        Goal("memory above a process with aiogram alone, at the end", memory[-1] - bare, 40, "MB"),
        Goal("growth in an hour, from the third row to the last", growth, 2, "MB"),
        none_broken_off(ours),
    ]
    return report
