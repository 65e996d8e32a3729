"""This bot, whole, with Telegram and the partner stubbed as for the others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unittest.mock import patch

import httpx
from aiogram.client.session.aiohttp import AiohttpSession
from pydantic import HttpUrl, SecretStr
from redis.asyncio import Redis

from bot import app as composition
from bot.app import App
from bot.config import Settings
from bot.partner.client import open_http
from tests.bench.stubs import KEY, TOKEN


def settings(**changes: object) -> Settings:
    """As fast as it may be: what is measured is the bot, not the pace that it keeps."""
    defaults = {name: field.get_default(call_default_factory=True) for name, field in Settings.model_fields.items()}
    chosen = {
        "bot_token": SecretStr(TOKEN),
        "partner_api_key": SecretStr(KEY),
        "partner_api_url": HttpUrl("http://partner.invalid/api/v1"),
        "partner_rps": 1000,
        "telegram_rps": 1000,
        "throttle_per_minute": 10_000,
    }
    return Settings.model_construct(**{**defaults, **chosen, **changes})


@asynccontextmanager
async def build(redis: Redis, telegram: AiohttpSession, partner: httpx.AsyncBaseTransport) -> AsyncIterator[App]:
    """The real parts, wired as in production, but for the two ways out."""

    def over_stub(url: str, key: SecretStr) -> httpx.AsyncClient:
        return open_http(url, key, transport=partner)

    with patch.object(composition, "open_http", over_stub):
        async with composition.build(settings(), redis) as app:
            pace = list(app.bot.session.middleware)
            app.bot.session = telegram
            for middleware in pace:
                telegram.middleware(middleware)
            yield app
