"""The webhook: Telegram sends each update as an HTTP request."""

import hmac

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.telegram.decoding import read_json
from bot.telegram.updates import Intake
from bot.telegram.webhook_reply import Reply


class Webhook:
    """Receives updates. The response is sent after the update was handled or stored: until then Telegram repeats it."""

    def __init__(self, intake: Intake, secret: str) -> None:
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
            update = read_json(await request.read())
        except (ValueError, RecursionError, OSError, web.RequestPayloadError, HttpProcessingError):
            return web.Response(status=400)
        if not isinstance(update, dict) or type(update.get("update_id")) is not int:
            return web.Response(status=400)
        reply = Reply()
        if not await self._intake.accept(update, reply):
            return web.Response(status=503)
        body = reply.body()
        return web.json_response(body) if body else web.Response()
