"""The bot of `bare` as a process, by webhook, as aiogram's documentation has it; with a broadcast if wanted.

python -m tests.bench.shops.bare_bot [<chats to tell> <a second>]
"""

import asyncio
import os
import sys

import uvloop
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.http import open_http
from bot.ui.qr import qr_png
from tests.bench.front import HOOK, SECRET
from tests.bench.shops import bare
from tests.bench.stubs import ADDRESS

FIRST_CHAT = 1_000_000


async def main(words: list[str]) -> None:
    env = os.environ
    session = AiohttpSession(api=TelegramAPIServer.from_base(env["TELEGRAM_API_URL"]))
    bot = Bot(env["BOT_TOKEN"], session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    redis = Redis.from_url(env["REDIS_URL"])
    async with open_http(env["PARTNER_API_URL"], SecretStr(env["PARTNER_API_KEY"])) as http:
        partner = PartnerClient(http)
        dispatcher = bare.build(redis, partner, PriceCache(partner), qr_png(f"ton://transfer/{ADDRESS}"))
        app = web.Application()
        SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path=HOOK)
        setup_application(app, dispatcher, bot=bot)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(env["HTTP_PORT"])).start()
        if words:
            await _broadcast(bot, int(words[0]), float(words[1]))
        await asyncio.Event().wait()


async def _broadcast(bot: Bot, chats: int, a_second: float) -> None:
    """As it is usually written: send, sleep, the next."""
    for chat in range(FIRST_CHAT, FIRST_CHAT + chats):
        await bot.send_message(chat, "Your Stars have been delivered.")
        await asyncio.sleep(1 / a_second)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
        loop.run(main(sys.argv[1:]))
