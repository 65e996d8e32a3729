"""The bot's own HTTP server."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.telegram.webhook import Webhook

LARGEST_UPDATE = 1024 * 1024
"""Bytes; Telegram's updates are far smaller."""


Ready = Callable[[], Awaitable[bool]]


Figures = Callable[[], Awaitable[bytes]]


def web_app(webhook: Webhook | None, path: str, ready: Ready, figures: Figures) -> web.Application:
    """The bot's own HTTP server: the webhook, `/healthz` (the process lives), `/readyz` (it can serve), `/metrics`.

    Only the webhook's path is for the outside: the proxy forwards no other.
    """

    async def healthz(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readyz(request: web.Request) -> web.Response:
        return web.Response(text="ok") if await ready() else web.Response(text="not ready", status=503)

    async def metrics(request: web.Request) -> web.Response:
        return web.Response(body=await figures(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=LARGEST_UPDATE)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)
    if webhook:
        app.router.add_post(path, webhook.receive)
    return app
