"""A message to everybody: composed, previewed, confirmed, sent.

Only admins may broadcast (`is_admin` in filters.py), and only the admin who has composed a broadcast may send it.
"""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from bot.notifications.broadcasts import Broadcast, Broadcasts, State
from bot.operations.administration import Administration
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback
from bot.ui.screen import Screen
from bot.ui.screens import broadcast as screens
from handlers.admin.filters import find_own_broadcast
from handlers.filters import Answers, Command

COMMANDS = ("broadcast",)


def build() -> Router:
    router = Router(name="admin.broadcast")
    router.message.register(cmd_broadcast, Command("broadcast"))
    router.message.register(on_broadcast_composed, Answers("broadcast"))
    pressed = AdminCallback.filter(F.action.in_({"broadcast-send", "broadcast-stop"}))
    router.callback_query.register(on_send_or_stop, pressed, find_own_broadcast)
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


async def on_send_or_stop(
    query: CallbackQuery,
    callback_data: AdminCallback,
    broadcast: Broadcast,
    context: ChatContext,
    broadcasts: Broadcasts,
    administration: Administration,
) -> None:
    """Starts or stops the broadcast; a second press only shows the progress. The broadcaster's notices edit the
    message of the progress from now on."""
    if callback_data.action == "broadcast-send":
        if await broadcasts.start(broadcast.id):
            await administration.record(context.chat_id, "broadcast", broadcast.id)
    elif broadcast.state in (State.FILLING, State.SENDING):
        await broadcasts.stop(broadcast.id)
        await administration.record(context.chat_id, "broadcast stopped", broadcast.id)
    now = await broadcasts.get(broadcast.id) or broadcast
    await broadcasts.set_message_ref(now.id, await context.hand_over(screens.progress(context.i18n, now)))
