"""The webhook: Telegram calls us with each update."""

import hmac

from aiogram import Bot
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.telegram.updates import Intake
from bot.telegram.webhook_reply import Reply


class Webhook:
    """Telegram calls us. An update is answered when it is handled: until then Telegram keeps it, and sends it again."""

    def __init__(self, bot: Bot, intake: Intake, secret: str) -> None:
        self._bot = bot
        self._intake = intake
        self._secret = secret.encode()
        self.closed = False

    async def receive(self, request: web.Request) -> web.Response:
        told = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(told, self._secret):
            return web.Response(status=401)
        if self.closed:  # on the way down: another process, or the next one, takes it
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
