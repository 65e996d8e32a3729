"""SessionMiddleware: loads the chat's session for an update and stores it afterwards."""

import contextlib
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from bot.notifications.outbox import Outbox
from bot.operations.team import Team
from bot.telegram.context import ChatContext, Drawings
from bot.telegram.gateway import Gateway
from bot.telegram.middlewares.outcome import Handler, Outcome
from bot.telegram.session import ChatSessions
from bot.telegram.webhook_reply import answer_button, answer_with_toast
from bot.ui.callback_data import AdminCallback, ends_with_toast
from bot.ui.i18n import Languages

log = structlog.get_logger(__name__)


@dataclass
class SessionMiddleware(BaseMiddleware):
    """Gives handlers `context`, `chat_state`, `draft` and `i18n`. Outside private chats there is only `i18n`.

    An admin's button of an alert in a group is handled as if it were pressed in the admin's private chat."""

    sessions: ChatSessions
    languages: Languages
    gateway: Gateway
    drawings: Drawings
    outbox: Outbox
    team: Team

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat = data.get("event_chat")
        inner = isinstance(event, Update) and (event.message or event.callback_query)
        if inner and user and self._is_alert_button(inner, user):
            return await self._handle_in_private(handler, event, inner, user, data)
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

    def _is_alert_button(self, inner: Message | CallbackQuery, user: User) -> bool:
        if not isinstance(inner, CallbackQuery) or inner.message is None or inner.message.chat.type == "private":
            return False
        return (inner.data or "").startswith(f"{AdminCallback.__prefix__}:") and self.team.is_admin(user.id)

    async def _handle_in_private(
        self, handler: Handler, event: TelegramObject, query: Any, user: User, data: dict[str, Any]
    ) -> Any:
        assert isinstance(event, Update)  # noqa: S101
        with structlog.contextvars.bound_contextvars(update=event.update_id, chat=user.id):
            outcome = await self._handle(handler, event, query, user, data)
        i18n = data.get("i18n") or self.languages.speak(user.language_code)
        is_shown = outcome not in (Outcome.BLOCKED, Outcome.UNSHOWN)
        with contextlib.suppress(AiogramError):
            await query.answer(i18n.get("alert-opened" if is_shown else "alert-not-opened"), show_alert=not is_shown)
        return outcome

    def _may_answer(self, question: str, user_id: int) -> bool:
        """False for a question of a role that the person had, and has no more."""
        if question in self.drawings.admins:
            return self.team.is_admin(user_id)
        return question not in self.drawings.resellers or self.team.is_reseller(user_id)

    async def _handle(
        self, handler: Handler, event: Update, inner: Message | CallbackQuery, user: User, data: dict[str, Any]
    ) -> Any:
        async with self.sessions.open(user.id, event.update_id) as chat_state:
            if chat_state.is_duplicate:
                log.info("update is a duplicate")
                return Outcome.REPEATED
            if chat_state.has_missed:
                await self.outbox.come_back(chat_state.chat_id)
            i18n = self.languages.speak(chat_state.profile.locale, user.language_code)
            context = ChatContext(self.gateway, self.drawings, chat_state, i18n, inner, data)
            context.start_update()
            if context.question and not self._may_answer(context.question.name, user.id):
                context.close_question()
            data.update(chat_state=chat_state, context=context, draft=context.draft, i18n=i18n)
            outcome = await handler(event, data)
            if below := context.message_below:
                await self.sessions.set_newest(chat_state.chat_id, below)
            return outcome
