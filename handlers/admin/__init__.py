"""Commands and buttons of ADMIN_IDS. For everybody else they do not exist, and each attempt is counted.

Every message and button is checked, because a button can be forged.
"""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.config import Settings
from bot.operations.administration import Administration
from bot.telegram.context import Draw
from bot.ui.callback_data import AdminCallback
from handlers.admin import balance, broadcast, intents, moderation, orders, stats

QUESTIONS: dict[str, Draw] = {**orders.QUESTIONS, **intents.QUESTIONS, **broadcast.QUESTIONS}

COMMANDS = tuple(
    command for part in (balance, orders, intents, stats, moderation, broadcast) for command in part.COMMANDS
)


def build() -> Router:
    router = Router(name="admin")
    inner = Router(name="admins")
    inner.message.filter(is_admin)
    inner.callback_query.filter(is_admin)
    inner.include_routers(
        balance.build(), orders.build(), intents.build(), stats.build(), moderation.build(), broadcast.build()
    )
    outer = Router(name="strangers")
    outer.message.register(count_denied_access, Command(*COMMANDS, ignore_case=True))
    outer.callback_query.register(count_denied_access, AdminCallback.filter())
    router.include_routers(inner, outer)
    return router


async def is_admin(event: Message | CallbackQuery, settings: Settings) -> bool:
    return event.from_user is not None and event.from_user.id in settings.admin_ids


async def count_denied_access(
    event: Message | CallbackQuery, administration: Administration, settings: Settings
) -> None:
    """Counts the attempt; the fallback handlers then answer as for any unknown command."""
    if not await is_admin(event, settings):
        await administration.count_denied()
    raise SkipHandler
