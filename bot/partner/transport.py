"""httpx over aiohttp's connections: the same interface for less than half the CPU (docs/performance.md).

Only an error before there is a connection means that nothing was sent; after any later error the partner may have
received the request. The package httpx-aiohttp reports a closed connection as a connect timeout, and a create would
then be repeated as if nothing had been sent: so this module exists.
"""

import asyncio
import functools
import ssl
from typing import Any

import aiohttp
import certifi
import httpx
from aiohttp.client_proto import ResponseHandler
from yarl import URL

MAX_CONNECTIONS = 50

KEEPALIVE_TIMEOUT = 15.0
"""Seconds that an idle connection is kept: less than servers do, so that none closes it while it is used."""


MAX_BODY_BYTES = 4 * 1024 * 1024
"""Of an answer, decompressed. A page of a hundred orders has some 40 kB."""

MAX_INTERIM_ANSWERS = 20
"""1xx answers before the answer itself. aiohttp skips any number of them, in one go, and nothing else runs then."""

_LEFT_OUT = {b"content-encoding", b"location", b"set-cookie"}
"""Headers that httpx must not see. The body is decoded already. No redirect is followed, but httpx fails at a malformed
address. Cookies are not kept: each would make the next request longer."""


class Transport(httpx.AsyncBaseTransport):
    """Reads each answer whole before it returns it, and breaks off at MAX_BODY_BYTES (httpx.ReadError)."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        session = self._session = self._session or _open_session()
        limits: dict[str, float | None] = request.extensions.get("timeout", {})
        timeout = aiohttp.ClientTimeout(connect=limits.get("connect"), sock_read=limits.get("read"))
        try:
            async with session.request(
                request.method,
                URL(str(request.url), encoded=True),
                headers=[(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw],
                data=await request.aread() or None,
                timeout=timeout,
                allow_redirects=False,
            ) as answer:
                body = bytearray()
                async for chunk in answer.content.iter_any():
                    body += chunk
                    if len(body) > MAX_BODY_BYTES:
                        answer.close()
                        raise httpx.ReadError(f"an answer of more than {MAX_BODY_BYTES} bytes", request=request)
                headers = [each for each in answer.raw_headers if each[0].lower() not in _LEFT_OUT]
                return httpx.Response(answer.status, headers=headers, content=bytes(body))
        except aiohttp.ConnectionTimeoutError as error:
            raise httpx.ConnectTimeout(str(error), request=request) from error
        except aiohttp.ClientConnectorError as error:
            raise httpx.ConnectError(str(error), request=request) from error
        except TimeoutError as error:
            raise httpx.ReadTimeout(str(error), request=request) from error
        except (aiohttp.ClientError, OSError) as error:
            raise httpx.ReadError(str(error), request=request) from error

    async def aclose(self) -> None:
        if self._session:
            await self._session.close()


class _Protocol(ResponseHandler):
    """A connection that is closed after too many 1xx answers."""

    interim = 0

    def feed_data(self, data: Any, size: int = 0) -> None:
        is_flood = self.interim > MAX_INTERIM_ANSWERS
        self.interim = self.interim + 1 if data[0].code < 200 or is_flood else 0
        if self.interim <= MAX_INTERIM_ANSWERS:
            super().feed_data(data, size)
        elif self.transport:
            self.close()
            self.set_exception(aiohttp.ClientPayloadError(f"more than {MAX_INTERIM_ANSWERS} answers of 1xx"))


def _open_session() -> aiohttp.ClientSession:
    """Uses no proxy, cookie or `.netrc` of this machine."""
    certificates = ssl.create_default_context(cafile=certifi.where())
    connector = aiohttp.TCPConnector(limit=MAX_CONNECTIONS, keepalive_timeout=KEEPALIVE_TIMEOUT, ssl=certificates)
    connector._factory = functools.partial(_Protocol, loop=asyncio.get_running_loop())  # type: ignore[assignment]
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )
