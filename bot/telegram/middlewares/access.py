"""Access: a shop for resellers."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.config import Settings
from bot.operations.team import Team
from bot.orders.draft import Draft
from bot.orders.intents import Intents
from bot.telegram.context import ChatContext
from bot.telegram.middlewares.outcome import Handler, Outcome
from bot.telegram.middlewares.update_kind import is_read_only, pressed_button
from bot.ui.callback_data import PurchaseCallback
from bot.ui.screens import purchase


class AccessMiddleware(BaseMiddleware):
    """ACCESS=resellers. Who has orders from before still sees them to their end."""

    def __init__(self, settings: Settings, team: Team, intents: Intents) -> None:
        self._team = team if settings.access == "resellers" else None
        self._intents = intents

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        context: ChatContext | None = data.get("context")
        if context is None or self._team is None or self._team.is_reseller(context.chat_id):
            return await handler(event, data)
        if is_read_only(event) or await self._is_confirmed(event):
            return await handler(event, data)
        context.draft = Draft.empty()
        await context.show(purchase.not_allowed(context.i18n, context.chat_id))
        return Outcome.NOT_ALLOWED

    async def _is_confirmed(self, event: TelegramObject) -> bool:
        """Whether the button belongs to a draft that has become an intent: its order is to be seen to its end."""
        press = pressed_button(event)
        return (
            isinstance(press, PurchaseCallback)
            and press.action in ("confirm", "withdraw")
            and await self._intents.get(press.draft) is not None
        )
