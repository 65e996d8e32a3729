"""A message to everybody: composed, previewed, confirmed, sent.

Only admins may broadcast (`is_admin` in filters.py), and only the admin who has composed a broadcast may send it.
"""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.notifications.broadcasts import Broadcast, Broadcasts, State
from bot.operations.administration import Administration
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback
from bot.ui.screen import Screen
from bot.ui.screens import broadcast as screens
from handlers.admin.filters import find_own_broadcast
from handlers.filters import Answers

COMMANDS = ("broadcast",)


def build() -> Router:
    router = Router(name="admin.broadcast")
    router.message.register(cmd_broadcast, Command("broadcast", ignore_case=True))
    router.message.register(on_broadcast_composed, Answers("broadcast"))
    router.callback_query.register(on_send, AdminCallback.filter(F.action == "broadcast-send"), find_own_broadcast)
    router.callback_query.register(on_stop, AdminCallback.filter(F.action == "broadcast-stop"), find_own_broadcast)
    return router


async def draw_compose(context: ChatContext) -> Screen:
    return screens.compose(context.i18n)


QUESTIONS = {"broadcast": draw_compose}


async def cmd_broadcast(message: Message, context: ChatContext) -> None:
    context.ask("broadcast")
    await context.show(await context.screen())


async def on_broadcast_composed(
    message: Message, bot: Bot, context: ChatContext, broadcasts: Broadcasts, administration: Administration
) -> None:
    """Previews the message as everybody will get it. The original stays in the chat, because it is what is copied."""
    context.close_question()
    context.keep_typed()
    id = await broadcasts.compose(context.chat_id, message.message_id, context.i18n.locale)
    await bot.copy_message(context.chat_id, context.chat_id, message.message_id)
    await context.show(screens.preview(context.i18n, id, await administration.people()))


async def on_send(
    query: CallbackQuery,
    broadcast: Broadcast,
    context: ChatContext,
    broadcasts: Broadcasts,
    administration: Administration,
) -> None:
    """Starts the broadcast; a second press only shows the progress."""
    if await broadcasts.start(broadcast.id):
        await administration.record(context.chat_id, "broadcast", broadcast.id)
    await _show_progress(broadcast, context, broadcasts)


async def on_stop(
    query: CallbackQuery,
    broadcast: Broadcast,
    context: ChatContext,
    broadcasts: Broadcasts,
    administration: Administration,
) -> None:
    if broadcast.state in (State.FILLING, State.SENDING):
        await broadcasts.stop(broadcast.id)
        await administration.record(context.chat_id, "broadcast stopped", broadcast.id)
    await _show_progress(broadcast, context, broadcasts)


async def _show_progress(broadcast: Broadcast, context: ChatContext, broadcasts: Broadcasts) -> None:
    """Shows the progress in a message that the broadcaster's notices edit from now on."""
    broadcast = await broadcasts.get(broadcast.id) or broadcast
    message_ref = await context.hand_over(screens.progress(context.i18n, broadcast))
    await broadcasts.set_message_ref(broadcast.id, message_ref)
