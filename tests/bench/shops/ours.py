"""This bot, whole, with Telegram and the partner stubbed as for the others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unittest.mock import patch

import httpx
from aiogram.client.session.aiohttp import AiohttpSession
from pydantic import SecretStr
from redis.asyncio import Redis

from bot import app as composition
from bot.app import App
from bot.config import Settings
from bot.partner.http import PartnerHttp, open_http
from tests.bench.stubs import KEY, TOKEN
from tests.support.settings import settings_from, variables_of


def settings(**changes: str | int) -> Settings:
    """The highest rates that the settings allow: the bench measures the bot and not its rate limits."""
    rates: dict[str, str | int] = {"partner_rps": 1000, "throttle_per_minute": 10_000}
    needed = {"bot_token": TOKEN, "partner_api_key": KEY, "partner_api_url": "http://partner.invalid/api/v1"}
    return settings_from(variables_of(**{**needed, **rates, **changes}))


@asynccontextmanager
async def build(redis: Redis, telegram: AiohttpSession, partner: httpx.AsyncBaseTransport) -> AsyncIterator[App]:
    """The real parts, wired as in production, but for the two ways out."""

    def over_stub(url: str, key: SecretStr) -> PartnerHttp:
        return open_http(url, key, transport=partner)

    with patch.object(composition, "open_http", over_stub):
        async with composition.build(settings(), redis) as app:
            pace = list(app.bot.session.middleware)
            app.bot.session = telegram
            for middleware in pace:
                telegram.middleware(middleware)
            await app.migration.run()
            yield app
