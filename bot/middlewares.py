"""What surrounds every handler, from the outside in:

Outage      Redis is away: say so, take nothing on
Doors       the chat's lock, state and language; an update that was handled before is let go
Throttle    a person who is too fast
Welcome     who is here, and who is kept out
Access      a shop for resellers: others look after the orders they have, and begin none
Troubles    what a person should read when something went wrong, above the step they are at
Timing      how long a handler takes, and how it ends

One that ends an update by itself returns the Outcome; a handler returns nothing.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Collection
from enum import StrEnum
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User
from redis.exceptions import RedisError

from bot.config import Settings
from bot.orders.control import Control
from bot.orders.draft import Draft
from bot.orders.intents import Intents
from bot.orders.notices import Notices
from bot.partner.errors import PartnerError
from bot.session import Sessions, Visit
from bot.stage import Backstage, Stage
from bot.telegram import Reply
from bot.ui.i18n import Languages
from bot.ui.inputs import BadInput
from bot.ui.press import BatchPress, Go, OrderPress, Press
from bot.ui.screens import purchase
from bot.ui.screens.words import trouble
from bot.ui.shop import Shop

log = structlog.get_logger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

Timed = Callable[[str, str, float], None]
"""Told after every handler: its name, "ok" or the name of the error, seconds."""


SPIN = 0.3
"""Seconds that a pressed button may show that something is being done before its wheel is stopped by a call."""


class Outcome(StrEnum):
    """How an update ended that no handler has brought to its end."""

    OUTAGE = "outage"
    REPEATED = "repeated"
    THROTTLED = "throttled"
    CLOSED = "closed"
    TOLD = "told"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNSHOWN = "unshown"


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
            return Outcome.OUTAGE


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
        async with self._sessions.visit(data["event_chat"].id, event.update_id) as visit:
            if visit.seen_before:
                log.info("update seen before")
                return Outcome.REPEATED
            i18n = self._languages.speak(visit.profile.locale, user.language_code)
            stage = Stage(self._back, visit, i18n, user, inner)
            data.update(visit=visit, stage=stage, draft=stage.draft, i18n=i18n, raw_state=stage.state)
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


class Throttle(BaseMiddleware):
    """More updates a minute than a person makes are not acted on, which is said once.

    What concerns money has room for as many again: a confirmation that is due comes through. Even beyond that it is
    never dropped in silence.
    """

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        visit: Visit | None = data.get("visit")
        weighty = _concerns_money(event)
        if visit is None or visit.updates_this_minute <= self._per_minute * (2 if weighty else 1):
            return await handler(event, data)
        if weighty or visit.updates_this_minute == self._per_minute + 1:
            stage: Stage = data["stage"]
            await stage.say(stage.i18n.get("slow-down"))
        return Outcome.THROTTLED


class Welcome(BaseMiddleware):
    """Remembers who has been here, and keeps out whom the admins have blocked; their orders go on being served."""

    def __init__(self, control: Control, admins: Collection[int], shop: Shop) -> None:
        self._control = control
        self._admins = admins
        self._shop = shop

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        stage: Stage | None = data.get("stage")
        visit: Visit | None = data.get("visit")
        if user and visit and visit.updates_this_minute == 1:
            await self._control.remember(user.id)
        if user is None or user.id in self._admins or _looks_around(event):
            return await handler(event, data)
        if not (visit.blocked if visit else await self._control.is_blocked(user.id)):
            return await handler(event, data)
        if stage:
            stage.draft = Draft.empty()
            await stage.show(purchase.blocked(stage.i18n, self._shop))
        return Outcome.CLOSED


class Access(BaseMiddleware):
    """ACCESS=resellers. Who has orders from before still sees them to their end."""

    def __init__(self, settings: Settings, intents: Intents, shop: Shop) -> None:
        self._members = settings.reseller_ids | settings.admin_ids if settings.access == "resellers" else None
        self._intents = intents
        self._shop = shop

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        stage: Stage | None = data.get("stage")
        if stage is None or self._members is None or stage.chat_id in self._members:
            return await handler(event, data)
        if _looks_around(event) or await self._is_confirmed(event):
            return await handler(event, data)
        stage.draft = Draft.empty()
        await stage.show(purchase.closed(stage.i18n, self._shop, stage.chat_id))
        return Outcome.CLOSED

    async def _is_confirmed(self, event: TelegramObject) -> bool:
        """Whether the button belongs to a draft that has become an intent: its order is to be seen to its end."""
        press = _pressed(event)
        return isinstance(press, Press) and press.do == "confirm" and await self._intents.get(press.draft) is not None


def _looks_around(event: TelegramObject) -> bool:
    """Whether the update only looks: at an order that exists, at the list of them, at the help."""
    match _pressed(event):
        case OrderPress(do=do):
            return do != "repeat"
        case Go(to=to):
            return to in ("orders", "help", "privacy", "forget", "forgotten", "here")
    text = event.message.text if isinstance(event, Update) and event.message else None
    return (text or "").split(" ", 1)[0] in ("/orders", "/help", "/privacy", "/forget")


def _concerns_money(event: TelegramObject) -> bool:
    match _pressed(event):
        case Press(do=do):
            return do in ("confirm", "another")
        case OrderPress() | BatchPress():
            return True
    return False


_PRESSES: dict[str, type[Press | OrderPress | BatchPress | Go]] = {
    kind.__prefix__: kind for kind in (Press, OrderPress, BatchPress, Go)
}


def _pressed(event: TelegramObject) -> Press | OrderPress | BatchPress | Go | None:
    """The button of the update, if it is one of ours."""
    query = event.callback_query if isinstance(event, Update) else None
    data = (query.data if query else None) or ""
    kind = _PRESSES.get(data.partition(":")[0])
    with contextlib.suppress(TypeError, ValueError):
        return kind.unpack(data) if kind else None
    return None


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
            return Outcome.BLOCKED
        except TelegramRetryAfter as error:
            # Told later, by the notifier: waiting here would hold up the chat.
            log.warning("telegram asks for patience", seconds=error.retry_after)
            if stage:
                await self._notices.show_chat(stage.chat_id, error.retry_after)
        except TelegramAPIError as error:
            log.warning("telegram did not take it", error=f"{type(error).__name__}: {error}")
            if stage:
                await self._notices.show_chat(stage.chat_id, 2)
        return Outcome.UNSHOWN

    async def _told(self, handler: Handler, event: TelegramObject, data: dict[str, Any], stage: Stage | None) -> Any:
        try:
            return await handler(event, data)
        except (BadInput, PartnerError) as error:
            log.info("told the person", error=f"{type(error).__name__}: {error}")
            if stage:
                await stage.say(trouble(stage.i18n, error))
            return Outcome.TOLD
        except (RedisError, TelegramAPIError):
            raise
        except Exception:
            log.exception("handler failed")
            if stage:
                await stage.say(stage.i18n.get("unexpected"))
            return Outcome.FAILED


class Timing(BaseMiddleware):
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
