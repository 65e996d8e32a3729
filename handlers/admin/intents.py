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
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback
from bot.ui.screens import admin_orders as screens
from handlers.admin.filters import Asked

COMMANDS = ("intents",)


def build() -> Router:
    router = Router(name="admin.rescue")
    router.message.register(intents_asked, Command("intents"))
    router.message.register(adopted, Asked("adopt"), F.text)
    router.callback_query.register(intents_asked, AdminCallback.filter(F.action == "intents"))
    router.callback_query.register(intent_opened, AdminCallback.filter(F.action == "intent"))
    router.callback_query.register(retried, AdminCallback.filter(F.action == "retry"))
    router.callback_query.register(released, AdminCallback.filter(F.action == "release"))
    router.callback_query.register(adopt_pressed, AdminCallback.filter(F.action == "adopt"))
    return router


async def intents_asked(event: Message | CallbackQuery, context: ChatContext, resolution: Resolution) -> None:
    await context.show(screens.intents(context.i18n, await resolution.open()))


async def intent_opened(
    query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, intents: Intents, partner: PartnerClient
) -> None:
    await context.show(screens.intent(context.i18n, await _intent(callback_data.id, intents), partner.now()))


async def retried(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    intent = await resolution.retry(await _intent(callback_data.id, intents))
    await administration.record(query.from_user.id, "retry", intent.id)
    await context.show(screens.intent(context.i18n, intent, partner.now()))


async def released(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    """Only if the partner knows of no order that may be its own; else those are shown."""
    intent = await _intent(callback_data.id, intents)
    if in_the_way := await resolution.release(intent):
        screen = screens.adopt(context.i18n, intent, in_the_way)
        await context.show(screen.saying(context.i18n.get("release-refused")))
        return
    await administration.record(query.from_user.id, "release", intent.id)
    await context.show(screens.intent(context.i18n, await _intent(intent.id, intents), partner.now()))


async def adopt_pressed(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    intent = await _intent(callback_data.id, intents)
    if callback_data.arg:
        await _adopt(intent, callback_data.arg, context, intents, resolution, administration, partner)
    else:
        context.ask(f"adopt {intent.id}")
        await context.show(screens.adopt(context.i18n, intent, await resolution.orders_of(intent)))


async def adopted(
    message: Message,
    about: str,
    context: ChatContext,
    intents: Intents,
    resolution: Resolution,
    administration: Administration,
    partner: PartnerClient,
) -> None:
    context.ask(None)
    order_id = (message.text or "").strip().removeprefix("№").strip()
    await _adopt(await _intent(about, intents), order_id[:64], context, intents, resolution, administration, partner)


async def _adopt(
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
    await context.show(screens.intent(context.i18n, await _intent(intent.id, intents), partner.now()))


async def _intent(id: str, intents: Intents) -> Intent:
    intent = await intents.get(id)
    if intent is None:
        raise UserError("no-such-intent")
    return intent
