"""The result of a bench: a table and its goals, for the terminal and for docs/performance.md."""

import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiogram

_CPUINFO = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Goal:
    """`why` explains a goal that is missed: what the limit is, and where it comes from."""

    what: str
    got: float
    most: float
    unit: str = ""
    why: str = ""
    least: bool = False
    """`most` is a lower bound."""

    @property
    def reached(self) -> bool:
        return self.got >= self.most if self.least else self.got <= self.most

    def __str__(self) -> str:
        sign = "≥" if self.least else "≤"
        line = f"{'✓' if self.reached else '✗'} {self.what}: {figure(self.got, self.unit)}"
        return f"{line} (wanted {sign} {figure(self.most, self.unit)})"


@dataclass
class Report:
    title: str
    how: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)

    def markdown(self) -> str:
        lines = [f"## {self.title}", "", self.how, ""]
        lines += [_row(self.head), _row(["---"] + ["---:"] * (len(self.head) - 1)), *map(_row, self.rows)]
        if self.goals:
            lines += ["", *(f"- {goal}" for goal in self.goals)]
        for why in self.reasons():
            lines += ["", why]
        return "\n".join(lines)

    def reasons(self) -> list[str]:
        """Why goals are missed; what several of them have in common is said once."""
        return list(dict.fromkeys(goal.why for goal in self.goals if goal.why and not goal.reached))

    def text(self) -> str:
        """The same as aligned columns, for a terminal."""
        table = [self.head, *self.rows]
        widths = [max(len(row[i]) for row in table) for i in range(len(self.head))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table]
        return "\n".join([f"\n{self.title}\n", *lines, "", *map(str, self.goals), *self.reasons()])


def page(reports: Sequence[Report], minutes: float) -> str:
    reached = sum(goal.reached for report in reports for goal in report.goals)
    goals = sum(len(report.goals) for report in reports)
    return "\n\n".join(
        [
            "# Performance",
            "`make bench` writes this page. The alternatives are measured in turns in one run, so the ratios are"
            " comparable on other machines; the absolute figures are those of this machine.",
            f"Machine: {machine()}. The run took {minutes:.0f} minutes. {reached} of {goals} goals are reached.",
            *(report.markdown() for report in reports),
            "",
        ]
    )


def machine() -> str:
    cores = len(_affinity())
    return f"{_processor()}, {cores} cores, Python {platform.python_version()}, aiogram {aiogram.__version__}"


def _affinity() -> set[int]:
    import os

    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))


def _processor() -> str:
    if _CPUINFO.exists() and (named := re.search(r"model name\s*:\s*(.+)", _CPUINFO.read_text())):
        return named[1].strip()
    return platform.processor() or platform.machine()


def figure(value: float, unit: str) -> str:
    text = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{text} {unit}".strip()


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
