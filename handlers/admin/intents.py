"""Confirmations that are no order yet, and what a person can decide about them."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.errors import BadInput
from bot.operations.administration import Control
from bot.orders.intents import Intents
from bot.orders.models import Intent
from bot.orders.resolution import Rescue
from bot.partner.client import PartnerClient
from bot.telegram.context import Stage
from bot.ui.callback_data import AdminPress
from bot.ui.screens import admin_orders as screens
from handlers.admin.filters import Asked

COMMANDS = ("intents",)


def build() -> Router:
    router = Router(name="admin.rescue")
    router.message.register(intents_asked, Command("intents"))
    router.message.register(adopted, Asked("adopt"), F.text)
    router.callback_query.register(intents_asked, AdminPress.filter(F.do == "intents"))
    router.callback_query.register(intent_opened, AdminPress.filter(F.do == "intent"))
    router.callback_query.register(retried, AdminPress.filter(F.do == "retry"))
    router.callback_query.register(released, AdminPress.filter(F.do == "release"))
    router.callback_query.register(adopt_pressed, AdminPress.filter(F.do == "adopt"))
    return router


async def intents_asked(event: Message | CallbackQuery, stage: Stage, rescue: Rescue) -> None:
    await stage.show(screens.intents(stage.i18n, await rescue.open()))


async def intent_opened(
    query: CallbackQuery, callback_data: AdminPress, stage: Stage, intents: Intents, partner: PartnerClient
) -> None:
    await stage.show(screens.intent(stage.i18n, await _intent(callback_data.id, intents), partner.now()))


async def retried(
    query: CallbackQuery,
    callback_data: AdminPress,
    stage: Stage,
    intents: Intents,
    rescue: Rescue,
    control: Control,
    partner: PartnerClient,
) -> None:
    intent = await rescue.retry(await _intent(callback_data.id, intents))
    await control.note(query.from_user.id, "retry", intent.id)
    await stage.show(screens.intent(stage.i18n, intent, partner.now()))


async def released(
    query: CallbackQuery,
    callback_data: AdminPress,
    stage: Stage,
    intents: Intents,
    rescue: Rescue,
    control: Control,
    partner: PartnerClient,
) -> None:
    """Only if the partner knows of no order that may be its own; else those are shown."""
    intent = await _intent(callback_data.id, intents)
    if in_the_way := await rescue.release(intent):
        screen = screens.adopt(stage.i18n, intent, in_the_way)
        await stage.show(screen.saying(stage.i18n.get("release-refused")))
        return
    await control.note(query.from_user.id, "release", intent.id)
    await stage.show(screens.intent(stage.i18n, await _intent(intent.id, intents), partner.now()))


async def adopt_pressed(
    query: CallbackQuery,
    callback_data: AdminPress,
    stage: Stage,
    intents: Intents,
    rescue: Rescue,
    control: Control,
    partner: PartnerClient,
) -> None:
    intent = await _intent(callback_data.id, intents)
    if callback_data.arg:
        await _adopt(intent, callback_data.arg, stage, intents, rescue, control, partner)
    else:
        stage.ask(f"adopt {intent.id}")
        await stage.show(screens.adopt(stage.i18n, intent, await rescue.orders_of(intent)))


async def adopted(
    message: Message,
    about: str,
    stage: Stage,
    intents: Intents,
    rescue: Rescue,
    control: Control,
    partner: PartnerClient,
) -> None:
    stage.ask(None)
    order_id = (message.text or "").strip().removeprefix("№").strip()
    await _adopt(await _intent(about, intents), order_id[:64], stage, intents, rescue, control, partner)


async def _adopt(
    intent: Intent,
    order_id: str,
    stage: Stage,
    intents: Intents,
    rescue: Rescue,
    control: Control,
    partner: PartnerClient,
) -> None:
    if not await rescue.adopt(intent, order_id):
        raise BadInput("adopt-refused")
    await control.note(stage.chat_id, "adopt", f"{intent.id} {order_id}")
    await stage.show(screens.intent(stage.i18n, await _intent(intent.id, intents), partner.now()))


async def _intent(id: str, intents: Intents) -> Intent:
    intent = await intents.get(id)
    if intent is None:
        raise BadInput("no-such-intent")
    return intent
