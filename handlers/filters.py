"""Filters that several handler modules share."""

from dataclasses import replace
from typing import Any

from aiogram import F
from aiogram.filters import Command as AiogramCommand
from aiogram.filters import CommandObject, Filter
from aiogram.types import CallbackQuery, InlineQuery, Message
from magic_filter import MagicFilter

from bot.operations.team import Team
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback, MenuCallback
from bot.ui.text_input import fold

TYPED = F.text & ~F.text.startswith("/") & ~F.forward_origin & ~F.via_bot
"""A text that the person has typed: no command, no forwarded message, and no card of an inline mode."""


class Command(AiogramCommand):
    """Matches a command in any case; a Turkish keyboard's İ and ı count as i."""

    def __init__(self, *commands: str, magic: MagicFilter | None = None) -> None:
        super().__init__(*commands, ignore_case=True, magic=magic)

    def validate_command(self, command: CommandObject) -> CommandObject:
        return super().validate_command(replace(command, command=fold(command.command)))


class Answers(Filter):
    """Matches a message that answers the question of this name; the handler gets what it is about as `about`."""

    def __init__(self, question: str) -> None:
        self.question = question

    async def __call__(self, message: Message, context: ChatContext) -> bool | dict[str, Any]:
        question = context.question
        if question is None or question.name != self.question or (message.text or "").startswith("/"):
            return False
        return {"about": question.about}


async def may_buy(event: Message, context: ChatContext) -> bool:
    """Whether a text may be a purchase: no question is open, but for a page of the help."""
    return context.question is None or context.question.name == "help"


async def has_context(event: Message | CallbackQuery, context: ChatContext | None = None) -> bool:
    """Accepts what a person sent in their private chat; its handlers need the context. A coroutine, because aiogram
    calls magic filters in a thread."""
    return context is not None


async def is_reseller(event: Message | CallbackQuery | InlineQuery, team: Team) -> bool:
    return event.from_user is not None and team.is_reseller(event.from_user.id)


async def find_page(
    event: Message | CallbackQuery, callback_data: AdminCallback | MenuCallback | None = None
) -> dict[str, int]:
    """Gives the page of a button as `page`; of a command the first page, 0."""
    return {"page": page_of(callback_data.arg) if callback_data else 0}


def page_of(arg: str) -> int:
    """The page number in a button's data; 0 if there is none."""
    return min(int(arg), 10_000) if arg.isascii() and arg.isdigit() else 0
