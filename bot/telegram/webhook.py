"""The webhook: Telegram sends each update as an HTTP request."""

import hmac

from aiogram import Bot
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.telegram.updates import Intake
from bot.telegram.webhook_reply import Reply


class Webhook:
    """Receives updates. The response is sent after the update was handled: until then Telegram repeats the update."""

    def __init__(self, bot: Bot, intake: Intake, secret: str) -> None:
        self._bot = bot
        self._intake = intake
        self._secret = secret.encode()
        self.draining = False

    async def receive(self, request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        if self.draining:  # Telegram delivers the update again, to another process
            return web.Response(status=503)
        try:
            update = Update.model_validate_json(await request.read(), context={"bot": self._bot})
        except ValidationError:
            return web.Response(status=400)
        reply = Reply()
        if not await self._intake.handle(update, reply):
            return web.Response(status=503)
        body = reply.body()
        return web.json_response(body) if body else web.Response()
