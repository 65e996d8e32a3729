"""Runs the benches, see the package."""

import asyncio
import importlib
import logging
import os
import sys
import time

import structlog
import uvloop

from tests.bench import guard
from tests.bench.harness import ROOT, Scale
from tests.bench.report import Report, machine, page

NAMES = ("conversation", "pieces", "latency", "capacity", "watching", "restart", "notices", "million")
BY_NAME = ("soak",)
"""Runs only when it is asked for: it takes an hour."""

PAGE = ROOT / "docs" / "performance.md"


def run(name: str, scale: Scale) -> Report:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    bench = importlib.import_module(f"tests.bench.{name}").bench
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        report: Report = runner.run(bench(scale))
    return report


def main(names: list[str]) -> int:
    if names == ["guard"]:
        return guard.compare(os.environ.get("BASE", ""))
    if unknown := set(names) - {*NAMES, *BY_NAME}:
        sys.stderr.write(f"no bench {', '.join(sorted(unknown))}; there are {', '.join(NAMES + BY_NAME)}\n")
        return 2
    scale = Scale.QUICK if os.environ.get("BENCH_QUICK", "") not in ("", "0") else Scale.FULL
    print(machine(), flush=True)
    begun = time.monotonic()
    reports = []
    for name in names or NAMES:
        reports.append(run(name, scale))
        print(reports[-1].text(), flush=True)
    if not names and scale is Scale.FULL:
        PAGE.write_text(page(reports, (time.monotonic() - begun) / 60), "utf-8")
        print(f"\nWritten to {PAGE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
