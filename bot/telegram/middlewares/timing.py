"""Timing: how long a handler takes, and how it ends."""

from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.metrics import Observe, measure
from bot.telegram.middlewares.outcome import Handler


@dataclass
class TimingMiddleware(BaseMiddleware):
    observe: Observe

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        with measure(data["handler"].callback.__name__, self.observe):
            return await handler(event, data)
