"""Eighteen seconds of the random run; `make chaos` runs ten minutes."""

from pathlib import Path

import pytest

from tests.chaos.__main__ import Plan, chaos
from tests.support.processes import BotForkServer
from tests.support.races import races_with_machine

pytestmark = pytest.mark.elsewhere

SEED = 20261


@pytest.mark.timeout(300)
@races_with_machine("real processes are killed while a crowd waits real seconds for them")
async def test_one_order_per_confirmation_and_no_silent_end_whatever_dies(
    fork_server: BotForkServer, tmp_path: Path
) -> None:
    verdict = await chaos(Plan(SEED, seconds=18, hurried=True), fork_server, tmp_path)
    assert not verdict.breaches, verdict.table()
    assert int(verdict.figures["orders at the partner"]) >= 5, "a run in which hardly anything happened proves nothing"
