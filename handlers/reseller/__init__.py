"""For RESELLER_IDS and every admin; to everybody else these commands and buttons do not exist."""

from aiogram import Router

from bot.telegram.context import Draw
from handlers.filters import is_reseller
from handlers.reseller import bulk, clients, menu, prices, stats

QUESTIONS: dict[str, Draw] = {**menu.QUESTIONS, **bulk.QUESTIONS, **clients.QUESTIONS}


def build() -> Router:
    router = Router(name="reseller")
    router.message.filter(is_reseller)
    router.callback_query.filter(is_reseller)
    router.include_routers(menu.build(), prices.build(), clients.build(), bulk.build(), stats.build())
    return router
