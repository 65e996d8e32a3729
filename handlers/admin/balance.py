"""The balance at the partner and its transactions."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback
from bot.ui.screens import admin as screens
from handlers.filters import Command, find_page

COMMANDS = ("balance", "transactions")


def build() -> Router:
    router = Router(name="admin.money")
    router.message.register(show_balance, Command("balance"))
    router.message.register(show_transactions, Command("transactions"), find_page)
    router.callback_query.register(show_balance, AdminCallback.filter(F.action == "balance"))
    router.callback_query.register(show_transactions, AdminCallback.filter(F.action == "transactions"), find_page)
    return router


async def show_balance(
    event: Message | CallbackQuery, context: ChatContext, partner: PartnerClient, prices: PriceCache
) -> None:
    balance = await partner.balance()
    await context.show(screens.balance(context.i18n, balance, await prices.usd(balance.balance_ton)))


async def show_transactions(
    event: Message | CallbackQuery, context: ChatContext, partner: PartnerClient, page: int
) -> None:
    rows = await partner.transactions(limit=screens.ROWS_PER_PAGE, offset=page * screens.ROWS_PER_PAGE)
    await context.show(screens.transactions(context.i18n, rows.items[: screens.ROWS_PER_PAGE], rows.total, page))
