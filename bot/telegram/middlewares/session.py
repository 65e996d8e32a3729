"""Session: opens the chat for an update and closes it after."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from bot.telegram.context import ChatContext, ChatServices
from bot.telegram.middlewares.outcome import Outcome
from bot.telegram.session import ChatSessions
from bot.telegram.webhook_reply import Reply
from bot.ui.i18n import Languages

log = structlog.get_logger(__name__)


Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


SPIN = 0.3
"""Seconds that a pressed button may show that something is being done before its wheel is stopped by a call."""


class SessionMiddleware(BaseMiddleware):
    """Opens the chat for the update and closes it after; gives handlers `stage`, `draft`, `i18n` and the state."""

    def __init__(self, sessions: ChatSessions, languages: Languages, back: ChatServices) -> None:
        self._sessions = sessions
        self._languages = languages
        self._back = back

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat = data.get("event_chat")
        inner = isinstance(event, Update) and (event.message or event.callback_query)
        if not inner or user is None or chat is None or chat.type != "private":
            data["i18n"] = self._languages.speak(user.language_code if user else None)
            return await handler(event, data)
        assert isinstance(event, Update)  # noqa: S101
        with structlog.contextvars.bound_contextvars(update=event.update_id, chat=chat.id):
            inside = self._inside(handler, event, inner, user, data)
            if not isinstance(inner, CallbackQuery):
                return await inside
            return await _while_spinning(inner, inside, data.get("reply"))

    async def _inside(
        self,
        handler: Handler,
        event: Update,
        inner: Message | CallbackQuery,
        user: User,
        data: dict[str, Any],
    ) -> Any:
        async with self._sessions.open(data["event_chat"].id, event.update_id) as chat_state:
            if chat_state.is_duplicate:
                log.info("update seen before")
                return Outcome.REPEATED
            i18n = self._languages.speak(chat_state.profile.locale, user.language_code)
            context = ChatContext(self._back, chat_state, i18n, user, inner)
            data.update(chat_state=chat_state, context=context, draft=context.draft, i18n=i18n, raw_state=context.state)
            return await handler(event, data)


async def _while_spinning(query: CallbackQuery, work: Awaitable[Any], reply: Reply | None) -> Any:
    """Telegram turns a wheel on the button until it is answered; what there is to say, the screen says.

    The answer goes along with the reply to the update, if there is one and the work is quick. Else it is a call of its
    own, beside the work, not before it: so a chat's updates queue up in the order in which they came.
    """
    called = False

    async def answer() -> None:
        nonlocal called
        if reply:
            await asyncio.sleep(SPIN)
        called = True
        with contextlib.suppress(TelegramAPIError):  # too old: the wheel has stopped by itself
            await query.answer()

    error: Exception | None = None
    result = None
    async with asyncio.TaskGroup() as group:
        answering = group.create_task(answer())
        try:
            result = await work
        except Exception as raised:  # raised below, where the group does not wrap it
            error = raised
        if reply and not called:
            answering.cancel()
            reply.call = query.answer()
    if error:
        raise error
    return result
