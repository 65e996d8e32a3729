"""Background loops. `bot/app.py` lists them as `Worker`s, and `bot/runner.py` runs that list."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass


@dataclass(frozen=True)
class Worker:
    """`run` works until its event is set. Log lines that it writes carry `worker=<name>`.

    A worker that `needs_data` starts only when the data of an earlier release has been moved.
    """

    name: str
    run: Callable[[asyncio.Event], Coroutine[None, None, None]]
    needs_data: bool = True
