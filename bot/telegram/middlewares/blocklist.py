"""Blocklist: who is here, and who is kept out."""

from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from bot.operations.administration import Administration
from bot.operations.team import Team
from bot.orders.draft import Draft
from bot.telegram.context import ChatContext
from bot.telegram.middlewares.outcome import Handler, Outcome
from bot.telegram.middlewares.update_kind import is_read_only
from bot.telegram.session import ChatState
from bot.ui.screens import purchase


@dataclass
class BlocklistMiddleware(BaseMiddleware):
    """Remembers who has been here, and keeps out whom the admins have blocked; their orders go on being served."""

    administration: Administration
    team: Team

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        context: ChatContext | None = data.get("context")
        chat_state: ChatState | None = data.get("chat_state")
        if user and chat_state and chat_state.updates_this_minute == 1:
            chat_state.unpaid = await self.administration.remember(user.id)
        if user is None or self.team.is_admin(user.id) or is_read_only(event):
            return await handler(event, data)
        if not (chat_state.blocked if chat_state else await self.administration.is_blocked(user.id)):
            return await handler(event, data)
        if context:
            context.draft = Draft.empty()
            await context.show(purchase.blocked(context.i18n))
        return Outcome.NOT_ALLOWED
