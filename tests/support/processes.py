"""Starts bots as processes that a test can kill.

`import aiogram` takes seconds, so a fork server imports it once and forks a process for each bot. The fork runs the
same `main` as `python -m bot`, with its own environment, folder and sockets. `start(cold=True)` runs `python -m bot`.
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

Request = Mapping[str, str | Mapping[str, str]]
"""What a client asks a fork server: to start a bot (`environment`, `folder`, `log`), or whether it has a `module`."""


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


class BotForkServer:
    """The client of a fork server. Its bots are killed when the block ends or the test process dies."""

    def __init__(self, address: str | None = None) -> None:
        """`address`: the socket of a fork server that several test processes share; None starts one for this client."""
        self._address = address
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        address = self._address or self._stack.enter_context(run_fork_server())
        connection = self._stack.enter_context(socket.socket(socket.AF_UNIX))
        connection.connect(address)
        self._stream = self._stack.enter_context(connection.makefile("rwb"))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def start(self, environment: Mapping[str, str], folder: Path, name: str, *, cold: bool = False) -> Process:
        """Starts a bot with these environment variables in the folder, and writes its log there."""
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
        return Process(
            self._ask({"environment": _environment(environment), "folder": str(folder), "log": str(log)}), log
        )

    def imports(self, module: str) -> bool:
        """Whether the start of a bot imports this module."""
        return bool(self._ask({"module": module}))

    def _ask(self, request: Request) -> int:
        self._stream.write(json.dumps(request).encode() + b"\n")
        self._stream.flush()
        answer = self._stream.readline()
        assert answer, "the fork server has died"
        return int(answer)


@contextlib.contextmanager
def run_fork_server() -> Iterator[str]:
    """Runs a fork server and yields the path of its socket. In the end the server and all its bots are killed."""
    with tempfile.TemporaryDirectory(prefix="fork") as folder, socket.socket(socket.AF_UNIX) as listener:
        address = str(Path(folder) / "socket")
        listener.bind(address)
        listener.listen()
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.support.processes", str(listener.fileno())],
            cwd=ROOT,
            env=_environment({}),
            start_new_session=True,
            stdin=subprocess.PIPE,  # closed when this process ends, even by a kill
            pass_fds=[listener.fileno()],
        )
        listener.close()  # only the server holds the socket: if the server dies, connecting fails instead of waiting
        with server:
            yield address


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


# The rest runs in the process of the fork server.


@dataclass
class Client:
    """The connection of a test process, and the bots that the test process has started."""

    connection: socket.socket
    requests: BinaryIO
    bots: list[int] = field(default_factory=list)


def _serve(listener: socket.socket) -> None:
    import bot.runner  # noqa: F401  # takes seconds, so it is done once before the forks
    from bot.ui.i18n import Languages

    imported = frozenset(sys.modules)
    Languages().names()

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel removes ended children
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    selector.register(sys.stdin, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is sys.stdin:
                os.killpg(0, signal.SIGKILL)  # the server and its bots are a process group
            elif key.fileobj is listener:
                connection, _ = listener.accept()
                selector.register(connection, selectors.EVENT_READ, Client(connection, connection.makefile("rb")))
            elif line := key.data.requests.readline():
                request = json.loads(line)
                if "module" in request:
                    answer = int(request["module"] in imported)
                else:
                    key.data.bots.append(answer := os.fork() or _run_bot(request))
                key.data.connection.sendall(f"{answer}\n".encode())
            else:
                selector.unregister(key.data.connection)
                _kill(key.data.bots)


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            if os.getsid(pid) == os.getsid(0):  # the pid may belong to another process by now
                os.kill(pid, signal.SIGKILL)


def _run_bot(request: Request) -> NoReturn:
    from bot.__main__ import main

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(str(request["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    environment = request["environment"]
    assert isinstance(environment, Mapping)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(str(request["folder"]))
    code = 1
    try:
        code = main([])
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
