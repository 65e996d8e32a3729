"""Each bench runs, small: what it finds then means nothing, but that it finds it must not have broken."""

import importlib

import pytest

from tests.bench.__main__ import NAMES
from tests.bench.harness import Scale
from tests.bench.report import Goal, Report, page


@pytest.mark.parametrize("name", NAMES)
async def test_a_bench_runs(name: str) -> None:
    report: Report = await importlib.import_module(f"tests.bench.{name}").bench(Scale.SMOKE)
    assert report.rows
    assert report.goals
    assert all(len(row) == len(report.head) for row in report.rows)
    assert "inf" not in report.markdown(), "something was waited for in vain"


def test_the_page_says_what_is_reached_and_why_something_is_not() -> None:
    report = Report("Speed", "How.", ["", "ms"], [["ours", "7"]])
    report.goals = [Goal("a call", 7, 5, "ms", why="Light is slow."), Goal("share", 0.97, 0.95, least=True)]
    text = page([report], minutes=3)
    assert "| ours | 7 |" in text
    assert "✗ a call: 7 ms (wanted ≤ 5 ms). Light is slow." in text
    assert "✓ share: 0.97 (wanted ≥ 0.95)" in text
    assert "1 of 2 aims are reached" in text
