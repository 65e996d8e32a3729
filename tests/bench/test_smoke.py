"""One bench runs, small: what it finds then means nothing, but that it finds it must not have broken."""

from itertools import count

import pytest

from tests.bench import conversation, guard, million
from tests.bench.harness import Scale, valkey
from tests.bench.report import Goal, Report, page

pytestmark = pytest.mark.elsewhere


async def test_the_bench_of_conversations_runs() -> None:
    """Each bot buys, aiogram alone also in a process of its own, as all of them do in the bench."""
    bought = []
    with valkey() as redis_url:
        for name in conversation.NAMES:
            async with conversation.open_shop(name, redis_url) as shop:
                await shop.warm_up(count(1))
                await shop.round(1, count(1000))
                bought.append(shop.figures)
    assert bought[0].trips[-1] == 6, "the confirmation asks Redis more or less often than it did"
    (bare,) = await conversation.measure([conversation.BARE], rounds=1, purchases=1)
    assert bare.trips == bought[1].trips
    report = conversation.report_of(bought, purchases=1)
    assert all(len(row) == len(report.head) for row in report.rows)


async def test_the_bench_of_a_million_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_start(shop: million.Filled, url: str) -> str:
        return ""

    monkeypatch.setattr(million.Filled, "_start", no_start)  # a bot in another process: seconds of imports
    report = await million.bench(Scale.SMOKE)
    assert all(len(row) == len(report.head) for row in report.rows)
    figures = {row[0]: row[1] for row in report.rows}
    assert figures["a sweep"].startswith("1 open orders, 0 changed")
    assert figures["a broadcast is made due for all"].startswith("500 messages")


def test_the_page_says_what_is_reached_and_why_something_is_not() -> None:
    report = Report("Speed", "How.", ["", "ms"], [["ours", "7"]])
    slow = "Light is slow."
    report.goals = [Goal(name, 7, 5, "ms", why=slow) for name in ("a call", "another")]
    report.goals.append(Goal("share", 0.97, 0.95, least=True, why="It is not missed."))
    text = page([report], minutes=3)
    assert "| ours | 7 |" in text
    assert "✗ a call: 7 ms (wanted ≤ 5 ms)\n" in text
    assert text.count(slow) == 1
    assert "It is not missed." not in text
    assert "✓ share: 0.97 (wanted ≥ 0.95)" in text
    assert "1 of 3 goals are reached" in text


@pytest.mark.parametrize(
    ("now", "code", "line"), [(104.0, 0, "✓ CPU: 100 → 104"), (106.0, 1, "✗ CPU: 100 → 106, 1.06 ×")]
)
def test_the_guard_tells_what_is_slower(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], now: float, code: int, line: str
) -> None:
    monkeypatch.setattr(guard, "measure", lambda tree: {"CPU": now if tree == guard.ROOT else 100.0})
    monkeypatch.setattr(guard, "last_release", lambda: "HEAD")
    assert guard.compare("", turns=2) == code
    assert line in capsys.readouterr().out


def test_the_last_release_is_a_commit_of_the_changelog_where_there_is_no_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    assert guard.last_release()
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert guard.last_release() == "eb11d6a"
