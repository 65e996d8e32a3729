"""The partner's balance and what moved it."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.partner.cache import Pricing
from bot.partner.client import PartnerClient
from bot.telegram.context import Stage
from bot.ui.branding import Shop
from bot.ui.callback_data import AdminPress
from bot.ui.screens import admin as screens
from handlers.admin.filters import page_of

COMMANDS = ("balance", "transactions")


def build() -> Router:
    router = Router(name="admin.money")
    router.message.register(balance_asked, Command("balance"))
    router.message.register(transactions_asked, Command("transactions"))
    router.callback_query.register(transactions_turned, AdminPress.filter(F.do == "transactions"))
    return router


async def balance_asked(message: Message, stage: Stage, partner: PartnerClient, pricing: Pricing, shop: Shop) -> None:
    balance = await partner.balance()
    await stage.show(screens.balance(stage.i18n, shop, balance, await pricing.usd(balance.balance_ton)))


async def transactions_asked(message: Message, stage: Stage, partner: PartnerClient, shop: Shop) -> None:
    await _show_transactions(stage, partner, shop, 0)


async def transactions_turned(
    query: CallbackQuery, callback_data: AdminPress, stage: Stage, partner: PartnerClient, shop: Shop
) -> None:
    await _show_transactions(stage, partner, shop, page_of(callback_data.arg))


async def _show_transactions(stage: Stage, partner: PartnerClient, shop: Shop, page: int) -> None:
    rows = await partner.transactions(limit=screens.PAGE, offset=page * screens.PAGE)
    await stage.show(screens.transactions(stage.i18n, shop, rows.items, rows.total, page))
