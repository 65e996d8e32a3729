"""The two pieces that cost most: a call to the partner, and a QR picture."""

import asyncio
import gc
import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median

import aiohttp
import httpx
import segno
from aiohttp import web
from httpx_aiohttp import AiohttpTransport
from pydantic import SecretStr

from bot.partner.client import PartnerClient
from bot.partner.http import open_http
from bot.ui.qr import qr_png
from tests.bench.harness import Scale, child, middle_ratio
from tests.bench.report import Goal, Report, figure
from tests.bench.stubs import ADDRESS, KEY, answer

ROUNDS = {Scale.SMOKE: (1, 5), Scale.QUICK: (5, 60), Scale.FULL: (15, 200)}
"""Number of rounds and of calls in each round; a round draws a tenth as many pictures."""

LINK = f"ton://transfer/{ADDRESS}?amount=418000000&text=STARS-a1b2c3"

HOW = """\
A GET of one order over real HTTP to another process, by each client in turn; only the CPU time of this process
counts. Only the first row includes what the bot does with the answer: it checks the envelope and reads an order
with exact money. The package httpx-aiohttp reports a connection that was cut after a request like one that was
never made. A create must tell these two apart, so the bot has a transport of its own. The picture is the QR code of
a payment. It is drawn on the event loop, so its time is how long it can delay the answer of another chat."""

CLIENT, HTTPX = "the bot's client, with all it makes of it", "httpx as it comes"

Get = Callable[[], Awaitable[object]]


async def bench(scale: Scale) -> Report:
    rounds, calls = ROUNDS[scale]
    async with child("-m", "tests.bench.pieces") as server, _clients(await server.line()) as clients:
        cpu = await _in_turns(clients, rounds, calls)
    pictures = {"the bot's": lambda: qr_png(LINK), "segno's": _by_segno}
    drawn: dict[str, list[float]] = {name: [] for name in pictures}
    for _ in range(rounds):
        for name, draw in pictures.items():
            drawn[name].append(_cpu_of(draw, max(2, calls // 10)))
    report = Report("A call and a picture", HOW.replace("\n", " "), ["", "CPU", "beside the first"])
    report.rows += _rows("one call: ", cpu, "µs", 1e6) + _rows("one QR picture: ", drawn, "ms", 1e3)
    report.goals = [
        Goal("a call, all included, beside httpx as it comes", middle_ratio(cpu[CLIENT], cpu[HTTPX]), 0.5, "×"),
        Goal("a QR picture, and so the longest delay", median(drawn["the bot's"]) * 1000, 8, "ms"),
    ]
    return report


def _rows(what: str, samples: dict[str, list[float]], unit: str, times: float) -> list[list[str]]:
    first = next(iter(samples.values()))
    return [
        [what + name, figure(median(each) * times, unit), f"× {middle_ratio(each, first):.2f}"]
        for name, each in samples.items()
    ]


async def _in_turns(clients: dict[str, Get], rounds: int, calls: int) -> dict[str, list[float]]:
    """CPU seconds of one call, by client and round."""
    cpu: dict[str, list[float]] = {name: [] for name in clients}
    for number in range(rounds + 1):
        for name, get in clients.items():
            gc.collect()
            begun = time.process_time()
            for _ in range(calls):
                await get()
            if number:  # the first round opens the connections
                cpu[name].append((time.process_time() - begun) / calls)
    return cpu


@asynccontextmanager
async def _clients(url: str) -> AsyncIterator[dict[str, Get]]:
    headers, order = {"Authorization": f"Bearer {KEY}"}, f"{url}/orders/10421"
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        ours = await enter(open_http(url, SecretStr(KEY)))
        plain = await enter(httpx.AsyncClient(headers=headers))
        package = await enter(httpx.AsyncClient(headers=headers, transport=AiohttpTransport()))
        bare = await enter(aiohttp.ClientSession(headers=headers))
        partner = PartnerClient(ours)

        async def by_aiohttp() -> bytes:
            async with bare.get(order) as response:
                return await response.read()

        yield {
            CLIENT: lambda: partner.order("10421"),
            "httpx as the bot uses it": lambda: ours.call("GET", "/orders/10421"),
            HTTPX: lambda: plain.get(order),
            "httpx with the package httpx-aiohttp": lambda: package.get(order),
            "aiohttp alone": by_aiohttp,
        }


def _by_segno() -> None:
    segno.make_qr(LINK, error="m", mask=4).save(io.BytesIO(), kind="png", scale=9, border=4, compresslevel=1)


def _cpu_of(draw: Callable[[], object], times: int) -> float:
    gc.collect()
    begun = time.process_time()
    for _ in range(times):
        draw()
    return (time.process_time() - begun) / times


async def _serve() -> None:
    async def order(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "data": answer("GET", "/orders/10421", 10421)})

    app = web.Application()
    app.router.add_get("/orders/{id}", order)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
