"""HTTP with no more than it takes: the bot's neighbours cost next to nothing, and moments are those of bytes."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import httptools

_FIELD = re.compile(rb'; name="(\w+)"(?:\r\n[^\r]+)*\r\n\r\n(.*?)\r\n--', re.DOTALL)


@dataclass(frozen=True)
class Request:
    """`at` is the moment (perf_counter) of its first byte."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    at: float

    def parameters(self) -> dict[str, Any]:
        """The JSON of the body, or the fields of a form, URL-encoded or in parts; files are left out."""
        if self.body.startswith(b"{"):
            return cast(dict[str, Any], json.loads(self.body))
        if self.body.startswith(b"--"):
            fields = _FIELD.findall(self.body)
            return {name.decode(): value.decode() for name, value in fields if name != b"file"}
        return dict(parse_qsl(self.body.decode()))


Say = Callable[[object], None]

Answer = Callable[[Request, Say], None]
"""Says something as JSON, now or later."""


class _Connection(asyncio.Protocol):
    """What httptools tells of a message as it comes in."""

    _parser: httptools.HttpRequestParser | httptools.HttpResponseParser

    def __init__(self) -> None:
        self.url = self.body = b""
        self.at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # which uvloop only calls a BaseTransport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self.url = self.body = b""
        self.at = time.perf_counter()

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_body(self, body: bytes) -> None:
        self.body += body


class _Server(_Connection):
    _parser: httptools.HttpRequestParser

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._parser = httptools.HttpRequestParser(self)
        self._answer = answer

    def on_message_complete(self) -> None:
        method, url = self._parser.get_method().decode(), urlsplit(self.url.decode())
        self._answer(Request(method, url.path, dict(parse_qsl(url.query)), self.body, self.at), self._say)

    def _say(self, answer: object) -> None:
        body = json.dumps(answer).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)


@asynccontextmanager
async def served(answer: Answer) -> AsyncIterator[str]:
    """Its URL."""
    server = await asyncio.get_running_loop().create_server(lambda: _Server(answer), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


class _Line(_Connection):
    """A connection to a server, for one request at a time."""

    _parser: httptools.HttpResponseParser

    def __init__(self) -> None:
        super().__init__()
        self._parser = httptools.HttpResponseParser(self)
        self._answered: asyncio.Future[int] | None = None
        self.lost = False

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        if self._answered and not self._answered.done():
            self._answered.set_exception(exc or EOFError("hung up"))

    def on_message_complete(self) -> None:
        if self._answered and not self._answered.done():
            self._answered.set_result(self._parser.get_status_code())

    def send(self, request: bytes) -> "asyncio.Future[int]":
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answered


class Caller:
    """Posts JSON to one server, over connections that stay open."""

    def __init__(self, port: int, path: str, headers: Mapping[str, str]) -> None:
        self._port = port
        lines = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Content-Type: application/json"]
        self._head = "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items())])
        self._idle: list[_Line] = []

    async def post(self, body: object) -> tuple[float, "asyncio.Future[int]"]:
        """The moment (perf_counter) before its first byte is sent, and the status to come. Raises OSError."""
        content = json.dumps(body)
        request = f"{self._head}\r\nContent-Length: {len(content)}\r\n\r\n{content}".encode()
        self._idle = [line for line in self._idle if not line.lost]
        line = self._idle.pop() if self._idle else await self._open()
        at = time.perf_counter()
        answered = line.send(request)
        answered.add_done_callback(lambda _: self._idle.append(line))
        return at, answered

    async def _open(self) -> _Line:
        _, line = await asyncio.get_running_loop().create_connection(_Line, "127.0.0.1", self._port)
        return line
