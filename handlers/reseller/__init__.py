"""For RESELLER_IDS and every admin; to everybody else these commands and buttons do not exist. Who was a reseller is
told so, as long as they have a client book or a batch."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from redis.asyncio import Redis

from bot.operations.team import Role, Team
from bot.orders.clients import Clients
from bot.storage.keys import Keys
from bot.telegram.context import ChatContext, Draw
from bot.ui.callback_data import BatchCallback, ClientCallback, MenuCallback
from bot.ui.screens.team import goodbye
from handlers.filters import Command, is_reseller
from handlers.reseller import bulk, menu, prices, stats
from handlers.reseller import clients as book

QUESTIONS: dict[str, Draw] = {**menu.QUESTIONS, **bulk.QUESTIONS, **book.QUESTIONS}

COMMANDS = (
    *("reseller", "bulk", "quote", "margin", "currency", "pricelist"),
    *("unpaid", "client", "find", "my_stats", "my_export", "daily"),
)


def build() -> Router:
    router, resellers, former = Router(name="reseller"), Router(name="resellers"), Router(name="former")
    resellers.message.filter(is_reseller)
    resellers.callback_query.filter(is_reseller)
    resellers.include_routers(menu.build(), prices.build(), book.build(), bulk.build(), stats.build())
    former.message.register(show_former, Command(*COMMANDS), was_reseller)
    for button in (BatchCallback, ClientCallback, MenuCallback):
        former.callback_query.register(show_former, button.filter(), was_reseller)
    router.include_routers(resellers, former)
    return router


async def was_reseller(
    event: Message | CallbackQuery, context: ChatContext, team: Team, redis: Redis, keys: Keys, clients: Clients
) -> bool:
    if team.is_reseller(context.chat_id):
        return False
    return bool(await redis.exists(keys.chat_batches(context.chat_id)) or await clients.has_book(context.chat_id))


async def show_former(event: Message | CallbackQuery, context: ChatContext, clients: Clients) -> None:
    has_book = await clients.has_book(context.chat_id)
    await context.show(goodbye(context.i18n, Role.RESELLER, is_reseller=False, has_book=has_book))
