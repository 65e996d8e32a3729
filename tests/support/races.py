"""A mark for tests that race with the machine: kills, timeouts of real processes, real seconds."""

import pytest


def races_with_machine(reason: str) -> pytest.MarkDecorator:
    """Runs a failed test once more. `reason` says what it races with; the summary names each test that ran twice."""
    assert reason
    return pytest.mark.flaky(reruns=1)
