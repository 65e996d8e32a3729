"""For ADMIN_IDS only; to everybody else these commands do not exist."""

import time
from collections.abc import Awaitable

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import Message
from redis.asyncio import Redis

from bot.config import Settings
from bot.orders.intents import Intents
from bot.orders.notices import Notices
from bot.orders.scripts import ROOT
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.pricing import Pricing
from bot.stage import Stage
from bot.ui.screens import admin as screens
from bot.ui.shop import Shop


def build() -> Router:
    router = Router(name="admin")
    router.message.filter(is_admin)
    router.message.register(balance_asked, Command("balance"))
    router.message.register(health_asked, Command("health"))
    return router


async def is_admin(message: Message, settings: Settings) -> bool:
    return message.from_user is not None and message.from_user.id in settings.admin_ids


async def balance_asked(message: Message, stage: Stage, partner: PartnerClient, pricing: Pricing, shop: Shop) -> None:
    balance = await partner.balance()
    await stage.show(screens.balance(stage.i18n, shop, balance, await pricing.usd(balance.balance_ton)))


async def health_asked(
    message: Message,
    bot: Bot,
    stage: Stage,
    partner: PartnerClient,
    redis: Redis,
    watch: Watch,
    notices: Notices,
    intents: Intents,
) -> None:
    health = screens.Health(
        partner=await _latency(partner.health()),
        telegram=await _latency(bot.get_me()),
        redis=await _latency(redis.exists(f"{ROOT}:epoch")),
        watched=await watch.due.size(),
        due_lag=await watch.due.lag(),
        notices=await notices.due.size(),
        notice_lag=await notices.due.lag(),
        intents=await intents.due.size(),
    )
    await stage.show(screens.health(stage.i18n, health))


async def _latency(call: Awaitable[object]) -> float | None:
    """Seconds until the neighbour answered; None: it did not."""
    begun = time.perf_counter()
    try:
        answer = await call
    except Exception:
        return None
    return None if answer is False else time.perf_counter() - begun
