"""Answers to questions beside the draft, and the pieces that all admin handlers share."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message

from bot.telegram.context import ChatContext


class Asked(Filter):
    """Takes the message that answers this question; the handler gets what the question was about as `about`."""

    def __init__(self, question: str) -> None:
        self._question = question

    async def __call__(self, message: Message, context: ChatContext) -> bool | dict[str, Any]:
        question, _, about = (context.asks or "").partition(" ")
        if question != self._question or (message.text or "").startswith("/"):
            return False
        return {"about": about}


def page_of(arg: str) -> int:
    """The page in a button; the first one if there is none to be read."""
    return min(int(arg), 10_000) if arg.isascii() and arg.isdigit() else 0
