"""SessionMiddleware: loads the chat's session for an update and stores it afterwards."""

from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from bot.notifications.outbox import Outbox
from bot.telegram.context import ChatContext, Drawings
from bot.telegram.gateway import Gateway
from bot.telegram.middlewares.outcome import Handler, Outcome
from bot.telegram.session import ChatSessions
from bot.telegram.webhook_reply import answer_button, answer_with_toast
from bot.ui.callback_data import ends_with_toast
from bot.ui.i18n import Languages

log = structlog.get_logger(__name__)


@dataclass
class SessionMiddleware(BaseMiddleware):
    """Gives handlers `context`, `chat_state`, `draft` and `i18n`. Outside private chats there is only `i18n`."""

    sessions: ChatSessions
    languages: Languages
    gateway: Gateway
    drawings: Drawings
    outbox: Outbox

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat = data.get("event_chat")
        inner = isinstance(event, Update) and (event.message or event.callback_query)
        if not inner or user is None or chat is None or chat.type != "private":
            data["i18n"] = self.languages.speak(user.language_code if user else None)
            return await handler(event, data)
        assert isinstance(event, Update)  # noqa: S101
        with structlog.contextvars.bound_contextvars(update=event.update_id, chat=chat.id):
            work = self._handle(handler, event, inner, user, data)
            if not isinstance(inner, CallbackQuery):
                return await work
            if ends_with_toast(inner.data):
                return await answer_with_toast(
                    inner, work, data.get("reply"), lambda: getattr(data.get("context"), "toast", None)
                )
            return await answer_button(inner, work, data.get("reply"))

    async def _handle(
        self, handler: Handler, event: Update, inner: Message | CallbackQuery, user: User, data: dict[str, Any]
    ) -> Any:
        async with self.sessions.open(data["event_chat"].id, event.update_id) as chat_state:
            if chat_state.is_duplicate:
                log.info("update is a duplicate")
                return Outcome.REPEATED
            if chat_state.has_missed:
                await self.outbox.come_back(chat_state.chat_id)
            i18n = self.languages.speak(chat_state.profile.locale, user.language_code)
            context = ChatContext(self.gateway, self.drawings, chat_state, i18n, inner, data)
            context.start_update()
            data.update(chat_state=chat_state, context=context, draft=context.draft, i18n=i18n)
            return await handler(event, data)
