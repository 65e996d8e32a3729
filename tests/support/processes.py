"""Bots as processes of their own, to be killed.

Importing aiogram takes seconds, and a test that kills forty bots cannot wait for that forty times: a nursery is one
process that has imported everything and forks a bot for each start. What it forks runs the same `main` as
`python -m bot` does, with its own environment, folder, sockets and pid. `start(cold=True)` is `python -m bot` itself.
"""

import asyncio
import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NoReturn, Self

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

    def __init__(self, door: str | None = None) -> None:
        """`door`: of a mother that several test processes share; without one it has a mother of its own."""
        self._door = door
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        door = self._door or self._stack.enter_context(open_door())
        talk = self._stack.enter_context(socket.socket(socket.AF_UNIX))
        talk.connect(door)
        self._talk = self._stack.enter_context(talk.makefile("rwb"))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

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
            self._stack.callback(child.wait)
            self._stack.callback(child.kill)
            return Process(child.pid, log, child)
        order = {"environment": _environment(environment), "folder": str(folder), "log": str(log)}
        self._talk.write(json.dumps(order).encode() + b"\n")
        self._talk.flush()
        answer = self._talk.readline()
        assert answer, "the nursery has died"
        return Process(int(answer), log)


@contextlib.contextmanager
def open_door() -> Iterator[str]:
    """A mother for all who come to this door; at the end she and all bots that are left are killed."""
    with tempfile.TemporaryDirectory(prefix="nursery") as folder, socket.socket(socket.AF_UNIX) as listener:
        door = str(Path(folder) / "door")
        listener.bind(door)
        listener.listen()
        mother = subprocess.Popen(
            [sys.executable, "-m", "tests.support.processes", str(listener.fileno())],
            cwd=ROOT,
            env=_environment({}),
            start_new_session=True,
            stdin=subprocess.PIPE,  # closed when this process ends, however it does
            pass_fds=[listener.fileno()],
        )
        listener.close()  # hers now: who knocks when she is dead gets no answer, and fails
        with mother:
            yield door


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


# What follows runs in the nursery's own process.


@dataclass
class Talk:
    """A test process, and the bots that it has asked for."""

    to: socket.socket
    orders: BinaryIO
    bots: list[int] = field(default_factory=list)


def _mother(listener: socket.socket) -> None:
    import bot.runner  # noqa: F401  # this is the point: it takes seconds, once
    from bot.ui.i18n import Languages

    Languages().load_all()  # and so do the texts

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
    waiting = selectors.DefaultSelector()
    waiting.register(listener, selectors.EVENT_READ)
    waiting.register(sys.stdin, selectors.EVENT_READ)
    while True:
        for key, _ in waiting.select():
            if key.fileobj is sys.stdin:
                os.killpg(0, signal.SIGKILL)  # its session is its own: itself and its bots
            elif key.fileobj is listener:
                talk, _ = listener.accept()
                waiting.register(talk, selectors.EVENT_READ, Talk(talk, talk.makefile("rb")))
            elif order := key.data.orders.readline():
                key.data.bots.append(pid := os.fork() or _child(json.loads(order)))
                key.data.to.sendall(f"{pid}\n".encode())
            else:
                waiting.unregister(key.data.to)
                _kill(key.data.bots)


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            if os.getsid(pid) == os.getsid(0):  # not somebody who has got the number since
                os.kill(pid, signal.SIGKILL)


def _child(order: dict[str, str | dict[str, str]]) -> NoReturn:
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
    _mother(socket.socket(fileno=int(sys.argv[1])))
