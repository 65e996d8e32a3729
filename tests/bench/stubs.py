"""Telegram and the partner inside the process, the same for everybody who is compared: no sockets, all the rest.

A call to Telegram builds its form and reads an answer, a call to the partner goes through the real client; only what
the network itself would cost is left out.
"""

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from itertools import count
from typing import Any

import httpx
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from pydantic import SecretStr
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection

from bot.partner.client import PartnerClient
from bot.partner.http import open_http
from bot.telegram.client import AiogramSession

TOKEN = "7000000001:AAbench-bench-bench-bench-bench-ben"
KEY = "osk_bench_only"
ADDRESS = "UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI"

Json = dict[str, Any]


class StubTelegram(AiohttpSession):
    """Answers at once, counts the calls, and remembers each chat's newest screen as Telegram tells of it."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.calls: list[str] = []
        self.screens: dict[int, Json] = {}
        self._ids = count(100)

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        self.calls.append(method.__api_method__)
        self.build_form_data(bot=bot, method=method)()
        await asyncio.sleep(0)
        content = json.dumps({"ok": True, "result": self._result(method)})
        answer = self.check_response(bot=bot, method=method, status_code=200, content=content)
        return answer.result  # type: ignore[return-value]  # what check_response has read as the method's own type

    def _result(self, method: TelegramMethod[Any]) -> object:
        name = method.__api_method__
        if not name.startswith(("send", "edit")):
            return True
        asked = method.model_dump(exclude_none=True)
        message_id = asked.get("message_id") or next(self._ids)
        text = asked.get("text") or asked.get("caption") or asked.get("media", {}).get("caption", "")
        shown = message(asked["chat_id"], message_id, text, asked.get("reply_markup"))
        if "Photo" in name or "Media" in name:
            shown["photo"] = [
                {"file_id": f"f{message_id}", "file_unique_id": f"u{message_id}", "width": 9, "height": 9}
            ]
        self.screens[asked["chat_id"]] = shown
        return shown


class StubOfOurs(StubTelegram, AiogramSession):
    """The same for a bot that reads the answers with its own session."""


def buttons(screen: Json) -> dict[str, str]:
    """The data of each button by its label; "" for a link."""
    rows = screen.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button.get("callback_data", "") for row in rows for button in row}


def button(screen: Json, label: str) -> str:
    """The data of a button by its label, which a price may follow ("100 · ≈ $0.14"). Raises LookupError."""
    for text, data in buttons(screen).items():
        if text.partition(" · ")[0] == label:
            return data
    raise LookupError(f"no button {label!r} below: {screen['text']}")


def person(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Alice", "username": "alice", "language_code": "en"}


def message(chat: int, message_id: int, text: str, keyboard: Json | None = None) -> Json:
    """A message of the bot. Telegram tells its text and keyboard in each answer and with each pressed button."""
    return {
        "message_id": message_id,
        "date": 1_800_000_000,
        "chat": {"id": chat, "type": "private", "first_name": "Alice", "username": "alice"},
        "from": {"id": 7000000001, "is_bot": True, "first_name": "Shop", "username": "shop_bot"},
        "text": text,
        **({"reply_markup": keyboard} if keyboard else {}),
    }


def said(update_id: int, chat: int, text: str) -> Json:
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    typed = message(chat, 1, text) | {"from": person(chat), "entities": entities}
    return {"update_id": update_id, "message": typed}


def pressed(update_id: int, chat: int, screen: Json, data: str) -> Json:
    query = {
        "id": str(update_id),
        "from": person(chat),
        "chat_instance": "1",
        "message": screen,
        "data": data,
    }
    return {"update_id": update_id, "callback_query": query}


class StubPartner(httpx.AsyncBaseTransport):
    """Answers the calls of a purchase at once."""

    def __init__(self) -> None:
        self.calls = 0
        self._ids = count(10421)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.calls += 1
        await asyncio.sleep(0)
        path = request.url.path.removeprefix("/api/v1")
        body = {"ok": True, "data": answer(request.method, path, next(self._ids))}
        return httpx.Response(200, json=body, headers={"Date": formatdate(usegmt=True)})


def answer(method: str, path: str, number: int) -> object:
    """What the partner says to a call: 100 Stars for alice, pending, and payable for a quarter of an hour."""
    if re.fullmatch(r"/orders/(stars|premium|\d+)", path):
        now = datetime.now(UTC)
        return {
            "id": number,
            "status": "pending_payment",
            "order_type": "stars",
            "stars_amount": 100,
            "recipient_username": "alice",
            "price_ton": 0.418,
            "payment_address": ADDRESS,
            "payment_memo": f"STARS-{number:06x}",
            "expires_at": (now + timedelta(minutes=15)).isoformat(),
            "created_at": now.isoformat(),
        }
    if path.startswith("/recipients/"):
        return {"username": "alice", "can_receive": True, "name": "Alice", "reason": None}
    if path.startswith("/pricing/estimate/"):
        return {"quantity": 100, "price_ton": 0.418, "price_usd": 1.34}
    if path == "/pricing/fee":
        return {
            "stars": {"min_quantity": 50, "max_quantity": 10000, "fee_percent": 2.0},
            "premium": {"months": [3, 6, 12], "fee_percent": 2.0},
        }
    if path == "/pricing/ton-rate":
        return {"ton_usd": 3.21, "updated_at": "2026-01-01T00:00:00Z"}
    if path == "/health":
        return {"status": "ok"}
    return [] if "by-reference" in path else {"items": [], "total": 0}


def partner_over(transport: httpx.AsyncBaseTransport) -> tuple[httpx.AsyncClient, PartnerClient]:
    """The bot's own client, for those who are compared with it."""
    http = open_http("http://partner.invalid/api/v1", SecretStr(KEY), transport=transport)
    return http, PartnerClient(http)


class RoundTrips:
    """Counts what is sent to Redis, by whoever: a pipeline counts once."""

    def __init__(self) -> None:
        self.count = 0
        self._send = AbstractConnection.send_packed_command

    def __enter__(self) -> "RoundTrips":
        send, counted = self._send, self

        async def counting(connection: AbstractConnection, *args: Any, **named: Any) -> None:
            counted.count += 1
            await send(connection, *args, **named)

        AbstractConnection.send_packed_command = counting  # type: ignore[method-assign, assignment]
        return self

    def __exit__(self, *_: object) -> None:
        AbstractConnection.send_packed_command = self._send  # type: ignore[method-assign]


async def empty(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        await redis.flushall()
