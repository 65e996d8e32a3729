"""The connection pool to the partner: one origin, the key in the headers, no redirects."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import httpx
from pydantic import SecretStr

from bot.partner.transport import Transport

MAX_URLS = 500
"""URLs that are kept parsed: most calls repeat one, and httpx parses it in 52 µs, a twelfth of a call."""


class PartnerHttp(httpx.AsyncClient):
    """The connection pool to the partner. `call` is one request without what the partner does not need (redirects,
    cookies, httpx's own authentication), which is half of the CPU of `request`.

    The key goes to no other host (`follow_redirects`) and to no proxy of this machine (`trust_env`).
    """

    def __init__(self, base_url: str, key: SecretStr, transport: httpx.AsyncBaseTransport) -> None:
        super().__init__(
            base_url=base_url,
            headers={"Authorization": f"Bearer {key.get_secret_value()}", "Accept": "application/json"},
            timeout=httpx.Timeout(connect=3, read=10, write=5, pool=3),
            transport=transport,
            follow_redirects=False,
            trust_env=False,
        )
        self.transport = transport
        self.sent = httpx.Headers({"Host": self.base_url.netloc.decode("ascii"), **self.headers})
        self._url = lru_cache(MAX_URLS)(self._parse_url)

    async def call(
        self,
        method: str,
        path: str,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
        key: UUID | None = None,
    ) -> httpx.Response:
        """One request and its whole answer. `path` begins with "/" and is quoted; `key`: the Idempotency-Key. Raises
        httpx.RequestError."""
        path_and_query = path[1:] + (f"?{urlencode(params)}" if params else "")
        key_header = [] if key is None else [(b"Idempotency-Key", str(key).encode())]
        request = httpx.Request(
            method,
            self._url(path_and_query),
            headers=httpx.Headers([*self.sent.raw, *key_header]) if key_header else self.sent,
            json=body,
            stream=httpx.ByteStream(b"") if method == "GET" else None,
            extensions={"timeout": self.timeout.as_dict()},
        )
        request.read()
        response = await self.transport.handle_async_request(request)
        await response.aread()
        return response

    def _parse_url(self, path_and_query: str) -> httpx.URL:
        return self.base_url.copy_with(raw_path=self.base_url.raw_path + path_and_query.encode("ascii"))


def open_http(base_url: str, key: SecretStr, *, transport: httpx.AsyncBaseTransport | None = None) -> PartnerHttp:
    """Open the connection pool to the partner, with the key in its headers. Use it with `async with`."""
    return PartnerHttp(base_url, key, transport or Transport())
