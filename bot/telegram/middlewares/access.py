"""Access: a shop for resellers."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.config import Settings
from bot.orders.draft import Draft
from bot.orders.intents import Intents
from bot.telegram.context import Stage
from bot.telegram.middlewares.outcome import Outcome
from bot.telegram.middlewares.update_kind import _looks_around, _pressed
from bot.ui.branding import Shop
from bot.ui.callback_data import Press
from bot.ui.screens import purchase

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Access(BaseMiddleware):
    """ACCESS=resellers. Who has orders from before still sees them to their end."""

    def __init__(self, settings: Settings, intents: Intents, shop: Shop) -> None:
        self._members = settings.reseller_ids | settings.admin_ids if settings.access == "resellers" else None
        self._intents = intents
        self._shop = shop

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        stage: Stage | None = data.get("stage")
        if stage is None or self._members is None or stage.chat_id in self._members:
            return await handler(event, data)
        if _looks_around(event) or await self._is_confirmed(event):
            return await handler(event, data)
        stage.draft = Draft.empty()
        await stage.show(purchase.closed(stage.i18n, self._shop, stage.chat_id))
        return Outcome.CLOSED

    async def _is_confirmed(self, event: TelegramObject) -> bool:
        """Whether the button belongs to a draft that has become an intent: its order is to be seen to its end."""
        press = _pressed(event)
        return isinstance(press, Press) and press.do == "confirm" and await self._intents.get(press.draft) is not None
