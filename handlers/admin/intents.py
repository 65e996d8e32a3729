"""Confirmations that are no order yet, and what a person can decide about them."""

from aiogram import F, Router
from aiogram.filters import Command
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
from handlers.filters import Answers

COMMANDS = ("intents",)


def build() -> Router:
    router = Router(name="admin.rescue")
    router.message.register(show_intents, Command("intents", ignore_case=True))
    router.message.register(on_order_id_typed, Answers("adopt"), F.text)
    router.callback_query.register(show_intents, AdminCallback.filter(F.action == "intents"))
    router.callback_query.register(on_open, AdminCallback.filter(F.action == "intent"))
    router.callback_query.register(on_retry, AdminCallback.filter(F.action == "retry"))
    router.callback_query.register(on_release, AdminCallback.filter(F.action == "release"))
    router.callback_query.register(on_adopt, AdminCallback.filter(F.action == "adopt"))
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


async def on_open(
    query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, intents: Intents, partner: PartnerClient
) -> None:
    await context.show(screens.intent(context.i18n, await find_intent(callback_data.id, intents), partner.now()))


async def on_retry(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    intent = await resolution.retry(await find_intent(callback_data.id, intents))
    await administration.record(query.from_user.id, "retry", intent.id)
    await context.show(screens.intent(context.i18n, intent, partner.now()))


async def on_release(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    """Releases the intent if the partner has no order that may belong to it; else shows those orders."""
    intent = await find_intent(callback_data.id, intents)
    if in_the_way := await resolution.release(intent):
        screen = screens.adopt(context.i18n, intent, in_the_way)
        await context.show(screen.saying(context.i18n.get("release-refused")))
        return
    await administration.record(query.from_user.id, "release", intent.id)
    await context.show(screens.intent(context.i18n, await find_intent(intent.id, intents), partner.now()))


async def on_adopt(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    intent = await find_intent(callback_data.id, intents)
    if callback_data.arg:
        await _adopt_order(intent, callback_data.arg, context, intents, resolution, administration, partner)
    else:
        context.ask("adopt", intent.id)
        await context.show(await context.screen())


async def on_order_id_typed(
    message: Message,
    about: str,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    context.close_question()
    order_id = (message.text or "").strip().lstrip("№# ")
    await _adopt_order(
        await find_intent(about, intents), order_id[:64], context, intents, resolution, administration, partner
    )


async def _adopt_order(
    intent: Intent,
    order_id: str,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    if not await resolution.adopt(intent, order_id):
        raise UserError("adopt-refused")
    await administration.record(context.chat_id, "adopt", f"{intent.id} {order_id}")
    await context.show(screens.intent(context.i18n, await find_intent(intent.id, intents), partner.now()))


async def find_intent(id: str, intents: Intents) -> Intent:
    intent = await intents.get(id)
    if intent is None:
        raise UserError("no-such-intent")
    return intent
