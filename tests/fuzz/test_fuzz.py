"""Two thousand random updates; `make fuzz` sends a hundred thousand."""

import sys

import pytest
from redis.asyncio import Redis

from tests.fuzz.run import fuzz
from tests.fuzz.updates import KINDS, UpdateMaker

SEED = 20261


@pytest.mark.timeout(300)
async def test_no_update_is_unhandled_stops_the_others_or_shows_in_the_log(redis: Redis, valkey_url: str) -> None:
    report = await fuzz(valkey_url, SEED, 2_000)
    sys.stdout.write("\n".join(report.lines()))
    assert report.is_clean, "\n".join(report.lines())
    assert report.results["handled"] > 150, "a run of updates that nobody handles proves nothing"
    assert report.results["unreadable"] > 300


def test_a_seed_makes_the_same_updates_of_all_kinds() -> None:
    first, second = UpdateMaker(7), UpdateMaker(7)
    made = [first.make() for _ in range(400)]
    assert made == [second.make() for _ in range(400)]
    assert {name for update in made for name in update} >= set(KINDS)
