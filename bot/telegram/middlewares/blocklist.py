"""Blocklist: who is here, and who is kept out."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from bot.operations.administration import Control
from bot.orders.draft import Draft
from bot.telegram.context import Stage
from bot.telegram.middlewares.outcome import Outcome
from bot.telegram.middlewares.update_kind import _looks_around
from bot.telegram.session import Visit
from bot.ui.branding import Shop
from bot.ui.screens import purchase

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Welcome(BaseMiddleware):
    """Remembers who has been here, and keeps out whom the admins have blocked; their orders go on being served."""

    def __init__(self, control: Control, admins: Collection[int], shop: Shop) -> None:
        self._control = control
        self._admins = admins
        self._shop = shop

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        stage: Stage | None = data.get("stage")
        visit: Visit | None = data.get("visit")
        if user and visit and visit.updates_this_minute == 1:
            await self._control.remember(user.id)
        if user is None or user.id in self._admins or _looks_around(event):
            return await handler(event, data)
        if not (visit.blocked if visit else await self._control.is_blocked(user.id)):
            return await handler(event, data)
        if stage:
            stage.draft = Draft.empty()
            await stage.show(purchase.blocked(stage.i18n, self._shop))
        return Outcome.CLOSED
