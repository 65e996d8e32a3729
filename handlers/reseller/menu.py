"""The reseller menu, the invoice number of a purchase, and the search for an order."""

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.orders.draft import Draft, Step
from bot.orders.history import History
from bot.telegram.context import ChatContext
from bot.telegram.session import ChatState
from bot.ui.callback_data import MenuCallback, PurchaseCallback
from bot.ui.screen import Screen
from bot.ui.screens import reseller
from bot.ui.text_input import parse_invoice
from handlers.filters import TYPED, Answers, Command


def build() -> Router:
    router = Router(name="desk")
    router.message.register(show_desk, Command("reseller"))
    router.callback_query.register(show_desk, MenuCallback.filter(F.target == "desk"))
    router.callback_query.register(on_invoice, PurchaseCallback.filter(F.action == "invoice"), is_at_confirm)
    router.callback_query.register(on_invoice_removed, PurchaseCallback.filter(F.action == "uninvoice"), is_at_confirm)
    router.message.register(on_invoice_typed, Answers("invoice"), TYPED)
    router.message.register(cmd_find, Command("find"))
    return router


async def draw_invoice(context: ChatContext) -> Screen:
    return reseller.invoice(context.i18n, context.draft)


QUESTIONS = {"invoice": draw_invoice}


async def is_at_confirm(query: CallbackQuery, callback_data: PurchaseCallback, draft: Draft) -> bool:
    return callback_data.draft == draft.id and draft.step is Step.CONFIRM


async def show_desk(event: Message | CallbackQuery, context: ChatContext, chat_state: ChatState) -> None:
    me = await event.bot.me() if event.bot else None
    name = (me and me.username) or ""
    await context.show(reseller.desk(context.i18n, name, daily=chat_state.profile.daily))


async def on_invoice(query: CallbackQuery, context: ChatContext) -> None:
    context.ask("invoice")
    await context.show(await context.screen())


async def on_invoice_typed(message: Message, context: ChatContext) -> None:
    await context.show(await context.set_draft(context.draft.with_(invoice=parse_invoice(message.text))))


async def on_invoice_removed(query: CallbackQuery, context: ChatContext) -> None:
    await context.show(await context.set_draft(context.draft.with_(invoice=None)))


async def cmd_find(message: Message, command: CommandObject, context: ChatContext, history: History) -> None:
    words = (command.args or "")[:64]
    if not words:
        raise UserError("find-how")
    await context.show(
        reseller.found(context.i18n, words, await history.find(context.chat_id, words, reseller.MAX_FOUND))
    )
