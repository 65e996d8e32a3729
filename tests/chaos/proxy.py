"""A TCP proxy ("gate") between one bot process and one neighbour. It can delay, cut or lose requests and kill the bot.

It reads whole requests: RESP commands to Redis, HTTP requests to the partner and to Telegram. It asks its rules about
each request, so a fault happens at an exact step: "when this process sends orders/place.lua", "when the partner has
answered the create, before the bot gets the answer". Each gate belongs to one process, so a rule can kill the process
that has sent the request.
"""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from urllib.parse import unquote_to_bytes

Frame = Callable[[asyncio.StreamReader], Awaitable[bytes]]
"""Reads one whole request; raises IncompleteReadError at the end of the connection."""

Kill = Callable[[], Awaitable[None]]
"""Ends the process behind a gate by SIGKILL, and returns when it is gone."""

Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class Act(Enum):
    KILL_BEFORE = "killed before it is sent"
    KILL_AFTER = "killed when it was done, before the answer arrives"
    DROP_BEFORE = "connection cut before it is sent"
    DROP_AFTER = "done, but the answer is lost"
    DELAY = "sent later"

    @property
    def after(self) -> bool:
        return self in (Act.KILL_AFTER, Act.DROP_AFTER)

    @property
    def kills(self) -> bool:
        return self in (Act.KILL_BEFORE, Act.KILL_AFTER)


@dataclass
class Rule:
    """What happens to the next `times` requests (None: to all) to that neighbour which contain all the words."""

    neighbour: str
    words: tuple[str, ...]
    act: Act
    times: int | None = 1
    probability: float = 1.0
    seconds: float = 0.0
    struck: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def concerns(self, neighbour: str, request: bytes) -> bool:
        if neighbour != self.neighbour:
            return False
        plain = unquote_to_bytes(request.replace(b"+", b" "))  # forms encode texts like that
        return all(word.encode() in request or word.encode() in plain for word in self.words)


class Rules:
    """The rules of all gates. A rule is removed for every gate after its `times`."""

    def __init__(self, random: Random | None = None) -> None:
        self._random = random or Random()
        self._rules: list[Rule] = []

    def add(self, rule: Rule) -> Rule:
        self._rules.append(rule)
        return rule

    def clear(self) -> None:
        self._rules.clear()

    def strike(self, neighbour: str, request: bytes) -> Rule | None:
        for rule in self._rules:
            if rule.concerns(neighbour, request) and self._random.random() < rule.probability:
                if rule.times is not None:
                    rule.times -= 1
                    if not rule.times:
                        self._rules.remove(rule)
                return rule
        return None


class Gate:
    """Listens for one process and forwards its requests to one neighbour."""

    def __init__(self, neighbour: str, frame: Frame, connect: Connect, rules: Rules, kill: Kill) -> None:
        self.neighbour = neighbour
        self.port = 0
        self._frame = frame
        self._connect = connect
        self._rules = rules
        self._kill = kill
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Closes all connections, also those that are being accepted, and waits for their tasks."""
        if self._server:
            self._server.close()
        await asyncio.sleep(0.01)
        while self._serving:
            for task in self._serving:
                task.cancel()
            await asyncio.wait(self._serving)
        await asyncio.sleep(0.01)

    def cut(self) -> None:
        """Closes all connections that are open now. New ones are accepted."""
        for writer in self._open:
            writer.transport.abort()

    async def _serve(self, down: asyncio.StreamReader, to_process: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        to_neighbour: asyncio.StreamWriter | None = None
        self._open.add(to_process)
        try:
            up, to_neighbour = await self._connect()
            self._open.add(to_neighbour)
            await self._converse(down, to_process, up, to_neighbour)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # one side has closed its connection; the other connection is closed below
        finally:
            self._serving.discard(task)
            for writer in (to_process, to_neighbour):
                if writer:
                    self._open.discard(writer)
                    with contextlib.suppress(OSError, RuntimeError):
                        writer.transport.abort()

    async def _converse(
        self,
        down: asyncio.StreamReader,
        to_process: asyncio.StreamWriter,
        up: asyncio.StreamReader,
        to_neighbour: asyncio.StreamWriter,
    ) -> None:
        """Forwards requests, unless a rule stops them, and answers, until one side closes its connection."""
        awaiting: list[Rule] = []

        async def requests() -> None:
            while True:
                request = await self._frame(down)
                rule = self._rules.strike(self.neighbour, request)
                if rule and not rule.act.after:
                    await self._strike(rule)
                elif rule:
                    awaiting.append(rule)
                to_neighbour.write(request)
                await to_neighbour.drain()

        async def answers() -> None:
            while answer := await up.read(65536):
                if awaiting:
                    await self._strike(awaiting.pop())
                to_process.write(answer)
                await to_process.drain()
            raise ConnectionResetError

        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(requests())
                both.create_task(answers())
        except* (OSError, asyncio.IncompleteReadError):
            pass

    async def _strike(self, rule: Rule) -> None:
        """Does what the rule says. Returns only if the request or the answer is to be forwarded."""
        try:
            if rule.act is Act.DELAY:
                await asyncio.sleep(rule.seconds)
                return
            if rule.act.kills:
                await self._kill()
            raise ConnectionAbortedError
        finally:  # a dying process may close its connection before it counts as dead
            rule.struck.set()


async def redis_command(reader: asyncio.StreamReader) -> bytes:
    """One command in RESP: an array of bulk strings."""
    frame = await reader.readuntil(b"\r\n")
    for _ in range(int(frame[1:])):
        size = await reader.readuntil(b"\r\n")
        frame += size + await reader.readexactly(int(size[1:]) + 2)
    return frame


_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


async def http_request(reader: asyncio.StreamReader) -> bytes:
    """One HTTP/1.1 request with its body, of known length or in chunks."""
    request = await reader.readuntil(b"\r\n\r\n")
    if length := _LENGTH.search(request):
        return request + await reader.readexactly(int(length[1]))
    if _CHUNKED.search(request):
        size = 1
        while size:
            line = await reader.readuntil(b"\r\n")
            size = int(line.split(b";")[0], 16)
            request += line + await reader.readexactly(size + 2)
    return request
