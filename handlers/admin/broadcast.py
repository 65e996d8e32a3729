"""A message to everybody: composed, looked at, confirmed, sent."""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.errors import BadInput
from bot.notifications.broadcasts import Broadcast, Broadcasts, State
from bot.operations.administration import Control
from bot.telegram.context import Stage
from bot.ui.callback_data import AdminPress
from bot.ui.screens import broadcast as screens
from handlers.admin.filters import Asked

COMMANDS = ("broadcast",)


def build() -> Router:
    router = Router(name="admin.broadcast")
    router.message.register(broadcast_asked, Command("broadcast"))
    router.message.register(composed, Asked("broadcast"))
    router.callback_query.register(confirmed, AdminPress.filter(F.do == "broadcast-send"))
    router.callback_query.register(stopped, AdminPress.filter(F.do == "broadcast-stop"))
    return router


async def broadcast_asked(message: Message, stage: Stage) -> None:
    stage.ask("broadcast")
    await stage.show(await stage.screen())


async def composed(message: Message, bot: Bot, stage: Stage, broadcasts: Broadcasts, control: Control) -> None:
    """Shown as everybody would get it. The original stays where it is, since it is what is copied."""
    stage.ask(None)
    stage.leave_typed()
    id = await broadcasts.compose(stage.chat_id, message.message_id, stage.i18n.locale)
    await bot.copy_message(stage.chat_id, stage.chat_id, message.message_id)
    await stage.show(screens.preview(stage.i18n, id, await control.people()))


async def confirmed(
    query: CallbackQuery, callback_data: AdminPress, stage: Stage, broadcasts: Broadcasts, control: Control
) -> None:
    """A second tap starts nothing: it shows how far it is."""
    broadcast = await _own(callback_data.id, stage, broadcasts)
    if await broadcasts.start(broadcast.id):
        await control.note(stage.chat_id, "broadcast", broadcast.id)
    await _show(broadcast.id, stage, broadcasts)


async def stopped(
    query: CallbackQuery, callback_data: AdminPress, stage: Stage, broadcasts: Broadcasts, control: Control
) -> None:
    broadcast = await _own(callback_data.id, stage, broadcasts)
    if broadcast.state is State.SENDING:
        await broadcasts.stop(broadcast.id)
        await control.note(stage.chat_id, "broadcast stopped", broadcast.id)
    await _show(broadcast.id, stage, broadcasts)


async def _own(id: str, stage: Stage, broadcasts: Broadcasts) -> Broadcast:
    broadcast = await broadcasts.get(id)
    if broadcast is None or broadcast.admin != stage.chat_id:
        raise BadInput("old-button")
    return broadcast


async def _show(id: str, stage: Stage, broadcasts: Broadcasts) -> None:
    """In that message its progress is shown from now on."""
    place = await stage.give_away(screens.progress(stage.i18n, await _own(id, stage, broadcasts)))
    await broadcasts.set_place(id, place)
