"""Commands and buttons of admins. For everybody else they do not exist, and each attempt is counted.

Every message and button is checked, because a button can be forged.
"""

from aiogram import Router

from bot.telegram.context import Draw
from bot.ui.callback_data import AdminCallback
from handlers.admin import balance, broadcast, intents, moderation, orders, stats, team
from handlers.admin.filters import count_denied_access, is_admin
from handlers.filters import Command

QUESTIONS: dict[str, Draw] = {**orders.QUESTIONS, **intents.QUESTIONS, **broadcast.QUESTIONS, **team.QUESTIONS}

PARTS = (balance, orders, intents, stats, moderation, team, broadcast)
COMMANDS = tuple(command for part in PARTS for command in part.COMMANDS)


def build() -> Router:
    router, admins, others = Router(name="admin"), Router(name="admins"), Router(name="others")
    admins.message.filter(is_admin)
    admins.callback_query.filter(is_admin)
    admins.include_routers(*(part.build() for part in PARTS))
    others.message.register(count_denied_access, Command(*COMMANDS))
    others.callback_query.register(count_denied_access, AdminCallback.filter())
    router.include_routers(admins, others)
    return router
