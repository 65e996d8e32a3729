"""Throttling: a person who is too fast."""

from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.telegram.context import ChatContext
from bot.telegram.middlewares.outcome import Handler, Outcome
from bot.telegram.middlewares.update_kind import concerns_money
from bot.telegram.session import ChatState


@dataclass
class ThrottlingMiddleware(BaseMiddleware):
    """More updates a minute than a person makes are not acted on, which is said once.

    What concerns money has room for as many again: a confirmation that is due comes through. Even beyond that it is
    never dropped in silence.
    """

    per_minute: int

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat_state: ChatState | None = data.get("chat_state")
        weighty = concerns_money(event)
        if chat_state is None or chat_state.updates_this_minute <= self.per_minute * (2 if weighty else 1):
            return await handler(event, data)
        if weighty or chat_state.updates_this_minute == self.per_minute + 1:
            context: ChatContext = data["context"]
            await context.say(context.i18n.get("slow-down"))
        return Outcome.THROTTLED
