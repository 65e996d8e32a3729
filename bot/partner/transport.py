"""httpx over aiohttp's connections: the same interface for less than half the CPU (docs/performance.md).

What counts is which error means that nothing was sent. Only one that comes before there is a connection does; whatever
comes later, and be it that a connection was closed, leaves open whether the partner has heard us. (The package
httpx-aiohttp, which does the same otherwise, tells such a cut as a timeout while connecting: a create would be sent
again as if it had never been.)
"""

import ssl

import aiohttp
import certifi
import httpx
from yarl import URL

POOL = 50
"""Connections at once."""

KEPT = 15.0
"""Seconds that an idle connection is kept: less than servers do, so that it is not closed just as it is used."""


class Transport(httpx.AsyncBaseTransport):
    """Reads each answer whole: all of them are small."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        session = self._session = self._session or _open()
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
                return httpx.Response(answer.status, headers=answer.raw_headers, content=await answer.read())
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


def _open() -> aiohttp.ClientSession:
    """Nothing of this machine's is used (proxies, cookies, `.netrc`); httpx unpacks what is packed."""
    certificates = ssl.create_default_context(cafile=certifi.where())
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=POOL, keepalive_timeout=KEPT, ssl=certificates),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
    )
