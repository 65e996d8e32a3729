"""Confirmations that have no order, and what an admin can decide about them."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders.intents import Intents
from bot.orders.models import Intent
from bot.orders.resolution import Resolution
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback
from bot.ui.screen import Screen
from bot.ui.screens import admin_orders as screens
from bot.ui.screens.phrases import error_text
from handlers.admin.filters import find_intent
from handlers.filters import Answers, Command

COMMANDS = ("intents",)


def build() -> Router:
    router = Router(name="admin.rescue")
    router.message.register(show_intents, Command("intents"))
    router.message.register(adopt_order, Answers("adopt"), F.text.as_("text"), find_intent)
    router.callback_query.register(show_intents, AdminCallback.filter(F.action == "intents"))
    router.callback_query.register(on_open, AdminCallback.filter(F.action == "intent"), find_intent)
    router.callback_query.register(on_retry, AdminCallback.filter(F.action == "retry"), find_intent)
    router.callback_query.register(on_release, AdminCallback.filter(F.action == "release"), find_intent)
    router.callback_query.register(on_adopt, AdminCallback.filter((F.action == "adopt") & (F.arg == "")), find_intent)
    router.callback_query.register(adopt_order, AdminCallback.filter(F.action == "adopt"), find_intent)
    return router


async def draw_adopt(context: ChatContext, about: str, intents: Intents, resolution: Resolution) -> Screen:
    """Without the partner no orders are offered, but the number of an order can be typed."""
    intent = await intents.get(about)
    if intent is None:
        context.close_question()
        return await context.screen()
    try:
        return screens.adopt(context.i18n, intent, await resolution.find_orders(intent))
    except PartnerError as error:
        return screens.adopt(context.i18n, intent, []).saying(error_text(context.i18n, error))


QUESTIONS = {"adopt": draw_adopt}


async def show_intents(event: Message | CallbackQuery, context: ChatContext, resolution: Resolution) -> None:
    await context.show(screens.intents(context.i18n, await resolution.list_unplaced()))


async def on_open(query: CallbackQuery, intent: Intent, context: ChatContext, partner: PartnerClient) -> None:
    await context.show(screens.intent(context.i18n, intent, partner.now()))


async def on_retry(
    query: CallbackQuery,
    intent: Intent,
    context: ChatContext,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    intent = await resolution.retry(intent)
    await administration.record(context.chat_id, "retry", intent.id)
    await context.show(screens.intent(context.i18n, intent, partner.now()))


async def on_release(
    query: CallbackQuery,
    intent: Intent,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    """Releases the intent if the partner has no order that may belong to it; else shows those orders."""
    if in_the_way := await resolution.release(intent):
        screen = screens.adopt(context.i18n, intent, in_the_way)
        await context.show(screen.saying(context.i18n.get("release-refused")))
        return
    await administration.record(context.chat_id, "release", intent.id)
    await context.show(screens.intent(context.i18n, await intents.get(intent.id) or intent, partner.now()))


async def on_adopt(query: CallbackQuery, intent: Intent, context: ChatContext) -> None:
    context.ask("adopt", intent.id)
    await context.show(await context.screen())


async def adopt_order(
    event: Message | CallbackQuery,
    intent: Intent,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
    callback_data: AdminCallback | None = None,
    text: str = "",
) -> None:
    """Adopts the order of the button, or the order whose number was typed."""
    context.close_question()
    order_id = callback_data.arg if callback_data else text.strip().lstrip("№# ")[:256]
    if not await resolution.adopt(intent, order_id):
        raise UserError("adopt-refused")
    await administration.record(context.chat_id, "adopt", f"{intent.id} {order_id}")
    await context.show(screens.intent(context.i18n, await intents.get(intent.id) or intent, partner.now()))
