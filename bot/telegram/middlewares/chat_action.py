"""Chat action: "typing…" while the partner is slow."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError
from aiogram.types import TelegramObject

from bot.telegram.context import ChatContext

SHOWN_TIME = 5.0
"""Seconds that Telegram shows a chat action."""

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass
class ChatActionMiddleware(BaseMiddleware):
    """Shows in private chats that an answer is on its way. `delay`: seconds; quicker answers need no sign."""

    delay: float = 1.0

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        context: ChatContext | None = data.get("context")
        if context is None:
            return await handler(event, data)
        error: Exception | None = None
        result = None
        async with asyncio.TaskGroup() as group:
            typing = group.create_task(self._type(data["bot"], context.chat_id))
            try:
                result = await handler(event, data)
            except Exception as raised:  # raised after the group, which would wrap it into an ExceptionGroup
                error = raised
            typing.cancel()
        if error:
            raise error
        return result

    async def _type(self, bot: Bot, chat_id: int) -> None:
        await asyncio.sleep(self.delay)
        while True:
            with contextlib.suppress(AiogramError):
                await bot.send_chat_action(chat_id, ChatAction.TYPING)
            await asyncio.sleep(SHOWN_TIME)
