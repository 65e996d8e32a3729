"""Bots as processes of their own, to be killed.

Importing aiogram takes seconds, and a test that kills forty bots cannot wait for that forty times: a nursery is one
process that has imported everything and forks a bot for each start. What it forks runs the same `main` as
`python -m bot` does, with its own environment, folder, sockets and pid. `start(cold=True)` is `python -m bot` itself.
"""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Process:
    pid: int
    log: Path
    _child: "subprocess.Popen[bytes] | None" = None

    @property
    def alive(self) -> bool:
        if self._child:
            return self._child.poll() is None
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    async def kill(self) -> None:
        """SIGKILL; returns when the process is gone."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """SIGTERM, as a deployment sends it; returns when the process has drained and ended."""
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals, patience: float = 20) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self.alive:
                os.kill(self.pid, how)
        until = time.monotonic() + patience
        while self.alive:
            if time.monotonic() > until:
                raise TimeoutError(f"process {self.pid} does not end by {how.name}; its log: {self.log}")
            await asyncio.sleep(0.005)


class Nursery:
    """`with Nursery() as nursery`: starts bots fast. When it ends, or the test process dies, its bots are killed."""

    def __init__(self) -> None:
        self._mother: subprocess.Popen[bytes] | None = None
        self._cold: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._mother = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.processes"],
            cwd=ROOT,
            env=_environment({}),
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._answer()  # it has imported everything
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for child in self._cold:
            child.kill()
            child.wait()
        if self._mother and self._mother.stdin and self._mother.stdout:
            self._mother.stdin.close()
            self._mother.wait(timeout=10)
            self._mother.stdout.close()

    def start(self, environment: Mapping[str, str], folder: Path, name: str, *, cold: bool = False) -> Process:
        """A bot with these variables and no others of its own, in that folder, which also gets its log."""
        log = folder / f"{name}.log"
        if cold:
            with log.open("ab") as output:
                child = subprocess.Popen(
                    [sys.executable, "-m", "bot"],
                    cwd=folder,
                    env=_environment(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                )
            self._cold.append(child)
            return Process(child.pid, log, child)
        assert self._mother is not None
        assert self._mother.stdin is not None
        order = {"environment": _environment(environment), "folder": str(folder), "log": str(log)}
        self._mother.stdin.write(json.dumps(order).encode() + b"\n")
        self._mother.stdin.flush()
        return Process(int(self._answer()), log)

    def _answer(self) -> bytes:
        assert self._mother is not None
        assert self._mother.stdout is not None
        line = self._mother.stdout.readline()
        assert line, "the nursery has died"
        return line


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


# What follows runs in the nursery's own process.


def _mother() -> None:
    import bot.run  # noqa: F401  # this is the point: it takes seconds, once
    from bot.ui.i18n import Languages

    Languages().learn_all()  # and so do the texts

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            _child(json.loads(line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
    os.killpg(0, signal.SIGKILL)  # its session is its own: itself and its bots


def _child(order: dict[str, str | dict[str, str]]) -> None:
    from bot.__main__ import main

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(str(order["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    environment = order["environment"]
    assert isinstance(environment, dict)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(str(order["folder"]))
    code = 1
    try:
        code = main([])
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _mother()
