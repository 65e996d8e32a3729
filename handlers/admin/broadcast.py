"""A message to everybody: composed, looked at, confirmed, sent."""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.notifications.broadcasts import Broadcast, Broadcasts, State
from bot.operations.administration import Administration
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback
from bot.ui.screens import broadcast as screens
from handlers.admin.filters import Asked

COMMANDS = ("broadcast",)


def build() -> Router:
    router = Router(name="admin.broadcast")
    router.message.register(broadcast_asked, Command("broadcast"))
    router.message.register(composed, Asked("broadcast"))
    router.callback_query.register(confirmed, AdminCallback.filter(F.action == "broadcast-send"))
    router.callback_query.register(stopped, AdminCallback.filter(F.action == "broadcast-stop"))
    return router


async def broadcast_asked(message: Message, context: ChatContext) -> None:
    context.ask("broadcast")
    await context.show(await context.screen())


async def composed(
    message: Message, bot: Bot, context: ChatContext, broadcasts: Broadcasts, administration: Administration
) -> None:
    """Shown as everybody would get it. The original stays where it is, since it is what is copied."""
    context.ask(None)
    context.leave_typed()
    id = await broadcasts.compose(context.chat_id, message.message_id, context.i18n.locale)
    await bot.copy_message(context.chat_id, context.chat_id, message.message_id)
    await context.show(screens.preview(context.i18n, id, await administration.people()))


async def confirmed(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    broadcasts: Broadcasts,
    administration: Administration,
) -> None:
    """A second tap starts nothing: it shows how far it is."""
    broadcast = await _own(callback_data.id, context, broadcasts)
    if await broadcasts.start(broadcast.id):
        await administration.record(context.chat_id, "broadcast", broadcast.id)
    await _show(broadcast.id, context, broadcasts)


async def stopped(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    broadcasts: Broadcasts,
    administration: Administration,
) -> None:
    broadcast = await _own(callback_data.id, context, broadcasts)
    if broadcast.state is State.SENDING:
        await broadcasts.stop(broadcast.id)
        await administration.record(context.chat_id, "broadcast stopped", broadcast.id)
    await _show(broadcast.id, context, broadcasts)


async def _own(id: str, context: ChatContext, broadcasts: Broadcasts) -> Broadcast:
    broadcast = await broadcasts.get(id)
    if broadcast is None or broadcast.admin != context.chat_id:
        raise UserError("old-button")
    return broadcast


async def _show(id: str, context: ChatContext, broadcasts: Broadcasts) -> None:
    """In that message its progress is shown from now on."""
    place = await context.give_away(screens.progress(context.i18n, await _own(id, context, broadcasts)))
    await broadcasts.set_message_ref(id, place)
