"""What has become slower since another commit: both trees are measured in turns, in processes of their own.

    make bench QUICK=1              beside the last release: its tag, else the commit that CHANGELOG.md names
    make bench QUICK=1 BASE=main    beside another commit

A turn is this file, run in the folder of one tree, with the bot and the benches of that tree.
"""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[2]

TURNS = 4
"""Turns of each tree; one takes 12 to 25 seconds."""

ROUNDS = 3, 20
"""How many rounds, and purchases in each."""

TOLERANCE = 1.05

Figures = dict[str, float]


def compare(base: str, *, turns: int = TURNS) -> int:
    """Prints a line for each figure; returns 1 if one is more than 5 % above that of `base`, else 0."""
    commit = base or last_release()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=False, capture_output=True)
        if archive.returncode:
            raise SystemExit(f"BASE={commit} is no commit here: {archive.stderr.decode().strip()}")
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        trees = {"before": Path(folder), "now": ROOT}
        rounds = [{name: measure(tree) for name, tree in trees.items()} for _ in range(turns)]
    print(f"beside {commit}, medians of {turns} turns of each:")
    slower = False
    for name in (name for name in rounds[0]["now"] if name in rounds[0]["before"]):
        before, now = (median(each[tree][name] for each in rounds) for tree in ("before", "now"))
        ratio = median(each["now"][name] / each["before"][name] for each in rounds)
        slower |= ratio > TOLERANCE
        print(f"{'✗' if ratio > TOLERANCE else '✓'} {name}: {before:.3g} → {now:.3g}, {ratio:.2f} ×")
    print("something is more than 5 % slower" if slower else "nothing is more than 5 % slower")
    return int(slower)


def last_release() -> str:
    """The newest version tag, else the newest commit that CHANGELOG.md names below a version."""
    described = subprocess.run(
        ["git", "describe", "--tags", "--abbrev=0", "--match", "v*"], cwd=ROOT, check=False, capture_output=True
    )
    if not described.returncode:
        return described.stdout.decode().strip()
    named = re.search(r"^## \[\d.*\n+Commit ([0-9a-f]{7,40})", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    if named is None:
        raise SystemExit("no release is known: name a commit with BASE=…")
    return named[1]


def measure(tree: Path) -> Figures:
    """One turn in a process of its own, with the code in `tree`."""
    run = [sys.executable, __file__]
    begun = subprocess.run(run, cwd=tree, env={"PYTHONPATH": str(tree), "PATH": ""}, check=True, capture_output=True)
    figures: Figures = json.loads(begun.stdout.splitlines()[-1])
    return figures


async def _turn() -> Figures:
    begun = time.process_time()
    from tests.bench import conversation, pieces
    from tests.bench.harness import Scale, child

    figures = {"CPU of the imports, s": time.process_time() - begun}
    if hasattr(conversation, "measure"):
        (ours,) = await conversation.measure([conversation.OURS], *ROUNDS)
    else:
        ours = await _before_the_benches_had_processes()
    figures["CPU of an update, µs"] = median(ours.cpu)
    figures["Redis round trips of an update"] = ours.round_trips
    async with child("-m", "tests.bench.pieces") as server, pieces._clients(await server.line()) as clients:
        call: dict[str, Callable[[], Awaitable[object]]] = {pieces.CLIENT: clients[pieces.CLIENT]}
        cpu = await pieces._in_turns(call, *pieces.ROUNDS[Scale.QUICK])
    figures["CPU of a call to the partner, µs"] = median(cpu[pieces.CLIENT]) * 1e6
    return figures


async def _before_the_benches_had_processes() -> Any:
    """The figures of this bot in a tree as old as release 0.1.0."""
    from tests.bench import conversation
    from tests.bench.harness import logging_to_nowhere, valkey

    rounds, purchases = ROUNDS
    numbers = count(1)
    with valkey() as redis_url, logging_to_nowhere():
        async with conversation.shops(redis_url) as shops:  # type: ignore[attr-defined]  # not in this tree
            ours = shops[0]
            await ours.round(conversation.AT_ONCE, numbers)
            await ours.count_calls(next(numbers) * 1000, numbers)
            ours.forget()
            for _ in range(rounds):
                await ours.round(purchases, numbers)
    return ours


if __name__ == "__main__":
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(runner.run(_turn())))
