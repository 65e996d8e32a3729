"""The neighbours in a process of their own: the stand-in partner with many open orders, and a Telegram that agrees.

    python -m tests.bench.world <number of orders>

Says its address on one line when all is there.
"""

import asyncio
import itertools
import os
import sys

import uvloop
from aiohttp import web

from bot.sandbox import partner_api
from bot.sandbox.partner_api.market import Product
from tests.bench.haste import Haste
from tests.bench.stubs import KEY, message

CHATS = 1000
"""The orders belong to so many chats."""


def partner(orders: int, haste: Haste) -> partner_api.World:
    settings = partner_api.WorldSettings(keys=(KEY,), ttl=24 * 3600)
    world = partner_api.World(clock=haste.now, settings=settings)
    account = world.account(KEY)
    assert account is not None
    for number in range(orders):
        world.place(account, Product.STARS, "alice", 100, f"tg-{chat_of(number)}").memo = memo_of(number)
    return world


def chat_of(number: int) -> int:
    return 100_000 + number % CHATS


def memo_of(number: int) -> str:
    return f"STARS-{number:06x}"


def telegram() -> web.Application:
    """Takes every call; there are never any updates."""
    ids = itertools.count(100)

    async def call(request: web.Request) -> web.Response:
        match request.match_info["method"].lower():
            case "getupdates":
                await asyncio.sleep(20)
                result: object = []
            case "getwebhookinfo":
                result = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "getme":
                result = {"id": 7000000001, "is_bot": True, "first_name": "Shop", "username": "shop_bot"}
            case method if method.startswith(("send", "edit")):
                sent = await (request.json() if request.content_type == "application/json" else request.post())
                result = message(int(str(sent["chat_id"])), int(str(sent.get("message_id", next(ids)))), "…")
            case _:
                result = True
        return web.json_response({"ok": True, "result": result})

    app = web.Application(client_max_size=50 * 2**20)
    app.router.add_post("/bot{token:[^/]+}/{method}", call)
    return app


async def main(orders: int) -> None:
    app = telegram()
    partner_api.mount(app, partner(orders, Haste.of(os.environ)))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
        loop.run(main(int(sys.argv[1])))
