"""The transport against servers that misbehave: only a failed connection means that nothing was sent."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from pydantic import SecretStr

from bot.partner.http import open_http
from bot.partner.transport import Transport

Writer = asyncio.StreamWriter


@asynccontextmanager
async def served(
    answer: Callable[[bytes, Writer], Awaitable[None]], **limits: float
) -> AsyncIterator[httpx.AsyncClient]:
    """A server that calls `answer` for each request that it has read, and a client with the bot's transport."""

    async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await answer(head, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    timeout = httpx.Timeout(**({"connect": 5, "read": 5, "write": 5, "pool": 5} | limits))
    async with httpx.AsyncClient(base_url=url, transport=Transport(), timeout=timeout) as http:
        yield http
    server.close()


async def _says(writer: Writer, body: bytes, *headers: str, status: str = "200 OK") -> None:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    writer.write("\r\n".join(lines).encode() + body)
    await writer.drain()


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_connection_that_is_cut_leaves_open_what_happened(method: str) -> None:
    async def cut(head: bytes, writer: Writer) -> None:
        writer.transport.abort()

    async with served(cut) as http:
        with pytest.raises(httpx.ReadError):
            await http.request(method, "/")


async def test_a_kept_connection_that_is_cut_leaves_it_open_too_and_a_create_is_not_sent_again() -> None:
    heard = []

    async def once(head: bytes, writer: Writer) -> None:
        heard.append(head.split()[0])
        if len(heard) == 1:
            await _says(writer, b"{}")
        else:
            writer.transport.abort()

    async with served(once) as http:
        await http.get("/")
        with pytest.raises(httpx.ReadError):
            await http.post("/orders/stars")
    assert heard == [b"GET", b"POST"]


async def test_an_answer_that_breaks_off_leaves_it_open() -> None:
    async def half(head: bytes, writer: Writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        await writer.drain()
        writer.close()

    async with served(half) as http:
        with pytest.raises(httpx.ReadError):
            await http.post("/")


async def test_an_answer_that_does_not_come_leaves_it_open() -> None:
    async def nothing(head: bytes, writer: Writer) -> None:
        return None

    async with served(nothing, read=0.1) as http:
        with pytest.raises(httpx.ReadTimeout):
            await http.post("/")


async def test_what_is_no_http_leaves_it_open() -> None:
    async def nonsense(head: bytes, writer: Writer) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()

    async with served(nonsense) as http:
        with pytest.raises(httpx.ReadError):
            await http.post("/")


@pytest.mark.parametrize(("count", "is_read"), [(1, True), (20, True), (21, False), (300_000, False)])
async def test_a_flood_of_interim_answers_is_broken_off(count: int, is_read: bool) -> None:
    async def flood(head: bytes, writer: Writer) -> None:
        writer.write(b"HTTP/1.1 102 Processing\r\n\r\n" * count)
        await writer.drain()
        await _says(writer, b"{}")

    async with served(flood) as http:
        for _ in range(2):
            if is_read:
                assert (await http.get("/")).json() == {}
            else:
                with pytest.raises(httpx.ReadError):
                    await http.get("/")


async def test_nobody_at_home_means_that_nothing_was_sent(unused_tcp_port: int) -> None:
    async with open_http(f"http://127.0.0.1:{unused_tcp_port}", SecretStr("osk_x")) as http:
        with pytest.raises(httpx.ConnectError):
            await http.post("/")


async def test_a_name_that_is_not_known_means_that_nothing_was_sent() -> None:
    async with open_http("http://partner.invalid", SecretStr("osk_x")) as http:
        with pytest.raises(httpx.ConnectError):
            await http.post("/")


async def test_packed_answers_are_unpacked_once() -> None:
    async def packed(head: bytes, writer: Writer) -> None:
        await _says(writer, gzip.compress(b'{"ok": true}'), "Content-Encoding: gzip")

    async with served(packed) as http:
        assert (await http.get("/")).json() == {"ok": True}


async def test_a_request_goes_out_as_it_is_and_the_key_follows_no_redirect() -> None:
    heard = []

    async def elsewhere(head: bytes, writer: Writer) -> None:
        heard.append(head)
        await _says(writer, b"", "Location: http://127.0.0.1:1/", status="302 Found")

    async with served(elsewhere) as http:
        answer = await http.get("/orders/by-memo/STARS%2Fa%20b", headers={"Idempotency-Key": "k"})
        assert answer.status_code == 302
    (head,) = heard
    assert head.startswith(b"GET /orders/by-memo/STARS%2Fa%20b HTTP/1.1\r\n")
    assert b"\r\nIdempotency-Key: k\r\n" in head


async def test_no_cookie_is_kept_so_that_requests_do_not_grow() -> None:
    sizes = []

    async def bake(head: bytes, writer: Writer) -> None:
        sizes.append(len(head))
        await _says(writer, b"{}", f"Set-Cookie: a{len(sizes)}={'x' * 500}; Path=/")

    async with served(bake) as http:
        for _ in range(3):
            await http.get("/")
    assert len(set(sizes)) == 1


@pytest.mark.parametrize("location", ["javascript:alert(1)", "http://[::1", "http://a:999999/"])
async def test_a_redirect_to_nowhere_is_an_answer_like_any_other(location: str) -> None:
    async def redirect(head: bytes, writer: Writer) -> None:
        await _says(writer, b"", f"Location: {location}", status="302 Found")

    async with served(redirect) as http:
        assert (await http.get("/")).status_code == 302
