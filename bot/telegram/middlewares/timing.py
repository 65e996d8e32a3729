"""Timing: how long a handler takes, and how it ends."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


Timed = Callable[[str, str, float], None]
"""Told after every handler: its name, "ok" or the name of the error, seconds."""


class TimingMiddleware(BaseMiddleware):
    def __init__(self, told: Timed) -> None:
        self._told = told

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        result, begun = "interrupted", time.perf_counter()
        try:
            answer = await handler(event, data)
        except Exception as error:
            result = type(error).__name__
            raise
        else:
            result = "ok"
            return answer
        finally:
            self._told(data["handler"].callback.__name__, result, time.perf_counter() - begun)
