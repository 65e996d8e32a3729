"""What surrounds every handler, from the outside in:

Outage      Redis is away: say so, take nothing on
Doors       the chat's lock, state and language; an update that was handled before is let go
Throttle    a person who is too fast
Troubles    what a person should read when something went wrong, above the step they are at
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User
from redis.exceptions import RedisError

from bot.orders.notices import Notices
from bot.partner.errors import PartnerError
from bot.session import Sessions, Visit
from bot.stage import Backstage, Stage, state_of
from bot.ui.i18n import Languages
from bot.ui.inputs import BadInput
from bot.ui.press import Press
from bot.ui.screens.words import trouble

log = structlog.get_logger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Outage(BaseMiddleware):
    """While Redis is away nothing can be kept, so nothing is begun; the person is told, and the update is over."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except RedisError as error:
            log.warning("redis is away", error=f"{type(error).__name__}: {error}")
            user: User | None = data.get("event_from_user")
            bot: Bot = data["bot"]
            if user:
                sentence = self._languages.speak(user.language_code).get("redis-down")
                with contextlib.suppress(TelegramAPIError):
                    await bot.send_message(user.id, sentence)
            return None


class Doors(BaseMiddleware):
    """Opens the chat for the update and closes it after; gives handlers `stage`, `draft`, `i18n` and the state."""

    def __init__(self, sessions: Sessions, languages: Languages, back: Backstage) -> None:
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
            return await (_while_spinning(inner, inside) if isinstance(inner, CallbackQuery) else inside)

    async def _inside(
        self,
        handler: Handler,
        event: Update,
        inner: Message | CallbackQuery,
        user: User,
        data: dict[str, Any],
    ) -> Any:
        async with self._sessions.visit(data["event_chat"].id, event.update_id) as visit:
            if visit.seen_before:
                log.info("update seen before")
                return None
            i18n = self._languages.speak(visit.profile.locale, user.language_code)
            stage = Stage(self._back, visit, i18n, user, inner)
            data.update(visit=visit, stage=stage, draft=stage.draft, i18n=i18n, raw_state=state_of(stage.draft.step))
            return await handler(event, data)


async def _while_spinning(query: CallbackQuery, work: Awaitable[Any]) -> Any:
    """Telegram turns a wheel on the button until it is answered: that is done beside the work, not before it.

    The work begins first, so that a chat's updates queue up in the order in which they came. What there is to say, the
    screen says.
    """

    async def answer() -> None:
        with contextlib.suppress(TelegramAPIError):  # too old: the wheel has stopped by itself
            await query.answer()

    error: Exception | None = None
    result = None
    async with asyncio.TaskGroup() as group:
        group.create_task(answer())
        try:
            result = await work
        except Exception as raised:  # raised below, where the group does not wrap it
            error = raised
    if error:
        raise error
    return result


class Throttle(BaseMiddleware):
    """More updates a minute than a person makes are not acted on. A confirmation is never dropped."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        visit: Visit | None = data.get("visit")
        if visit is None or visit.updates_this_minute <= self._per_minute or _confirms(event):
            return await handler(event, data)
        if visit.updates_this_minute == self._per_minute + 1:
            stage: Stage = data["stage"]
            await stage.say(stage.i18n.get("slow-down"))
        return None


def _confirms(event: TelegramObject) -> bool:
    query = event.callback_query if isinstance(event, Update) else None
    return (query.data if query and query.data else "").startswith(f"{Press.__prefix__}:confirm:")


class Troubles(BaseMiddleware):
    """What goes wrong in a handler becomes a sentence above the same step; nothing is lost, no traceback is shown."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        stage: Stage | None = data.get("stage")
        try:
            return await self._told(handler, event, data, stage)
        except TelegramForbiddenError:
            log.info("chat blocked the bot")
        except TelegramRetryAfter as error:
            # Told later, by the notifier: waiting here would hold up the chat.
            log.warning("telegram asks for patience", seconds=error.retry_after)
            if stage:
                await self._notices.show_chat(stage.chat_id, error.retry_after)
        except TelegramAPIError as error:
            log.warning("telegram did not take it", error=f"{type(error).__name__}: {error}")
            if stage:
                await self._notices.show_chat(stage.chat_id, 2)
        return None

    async def _told(self, handler: Handler, event: TelegramObject, data: dict[str, Any], stage: Stage | None) -> Any:
        try:
            return await handler(event, data)
        except (BadInput, PartnerError) as error:
            log.info("told the person", error=f"{type(error).__name__}: {error}")
            if stage:
                await stage.say(trouble(stage.i18n, error))
        except (RedisError, TelegramAPIError):
            raise
        except Exception:
            log.exception("handler failed")
            if stage:
                await stage.say(stage.i18n.get("unexpected"))
        return None
