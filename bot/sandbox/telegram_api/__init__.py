"""A stand-in for Telegram: the Bot API with its rules, people who use it, and a web chat, all over real HTTP.

    web.run_app(create_app(TelegramWorld("7000000001:AA…")))

What is where:

    world      people, chats, messages: the state, without HTTP
    people     what people do, and the updates that come of it
    texts      HTML to entities, lengths; rules: keyboards, links, refusals in Telegram's words
    updates    the queue to the bot: long polling and webhook
    faults     trouble on demand and Telegram's speed limits; files: photos and documents
    calls      parameters of a call, the table of methods; messages, services: the methods
    bot_api    the bot's door: /bot<token>/<method>, /file/bot<token>/<path>
    world_api  the people's door: POST /world/…; views: GET /world/…; page.html, the web chat at /
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from bot.sandbox.telegram_api import bot_api, views, world_api
from bot.sandbox.telegram_api.bot_api import WORLD
from bot.sandbox.telegram_api.calls import Params
from bot.sandbox.telegram_api.updates import Courier
from bot.sandbox.telegram_api.world import Json, Person, Settings, TelegramWorld

__all__ = ["MAX_UPLOAD", "Person", "Settings", "TelegramWorld", "create_app", "mount", "mount_page"]

MAX_UPLOAD = 50 * 2**20  # bytes, as the Bot API takes them
PAGE = Path(__file__).with_name("page.html")


def create_app(world: TelegramWorld) -> web.Application:
    """The stand-in Telegram by itself."""
    app = web.Application(client_max_size=MAX_UPLOAD)
    mount(app, world)
    return app


def mount(app: web.Application, world: TelegramWorld) -> None:
    """Add `/bot…`, `/file/bot…`, `/world` and the page at `/` to an application that may serve more."""
    app[WORLD] = world
    mount_page(app)
    bot_api.add_routes(app)
    world_api.add_routes(app)
    views.add_routes(app)
    app.cleanup_ctx.append(_deliveries)


def mount_page(app: web.Application) -> None:
    """The page alone: beside a partner without the stand-in Telegram it shows nothing but the world panel."""
    app.router.add_get("/", _page)


async def _page(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE, headers={"Cache-Control": "no-store"})


async def _deliveries(app: web.Application) -> AsyncIterator[None]:
    """Runs the webhook's courier as long as the application runs."""
    world = app[WORLD]

    async def reply(method: str, values: Json) -> object:
        return await bot_api.perform(world, method, Params(values))

    async with asyncio.TaskGroup() as group:
        courier = group.create_task(Courier(world.updates, reply).run())
        yield
        courier.cancel()
