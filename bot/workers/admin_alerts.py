"""Alerts the admins: in the chat of ADMIN_CHAT_ID, else in private. The notifier and the monitor call it."""

import contextlib
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime, timedelta

import structlog
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
)
from redis.exceptions import RedisError

from bot.clock import Clock, utcnow
from bot.config import AdminChat
from bot.notifications.alerts import HELP_KIND, Alerts
from bot.notifications.outbox import Notice, Outbox
from bot.operations.team import Team
from bot.orders.watch import Watch
from bot.telegram.gateway import Gateway
from bot.telegram.session import ChatSessions
from bot.ui.i18n import I18n, Languages
from bot.ui.screen import Screen
from bot.ui.screens import alerts as screens
from bot.ui.screens import help as help_screens

log = structlog.get_logger(__name__)

MAX_DETOURS = 3
"""Attempts to alert one chat: its old id, its new id, without its topic."""

ALERTED_TIME = timedelta(minutes=6)
"""Longer than the time to the next attempt (MAX_RETRY_DELAY)."""


@dataclass
class AdminAlerts:
    """Alerts go to `admin_chat`, or to each admin: to them as well when that chat cannot be reached."""

    gateway: Gateway
    outbox: Outbox
    watch: Watch
    sessions: ChatSessions
    languages: Languages
    alerts: Alerts
    team: Team
    _: KW_ONLY
    admin_chat: AdminChat | None
    clock: Clock = utcnow
    alerted: dict[str, tuple[datetime, set[int]]] = field(default_factory=dict)
    """Alert that did not reach all admins → the last attempt, and whom it has reached."""

    @property
    def admins(self) -> list[AdminChat]:
        return [self.admin_chat] if self.admin_chat else [AdminChat(id) for id in sorted(self.team.admins)]

    async def send(self, notice: Notice) -> None:
        """Alerts every admin; an unreachable admin does not stop the loop. Raises TelegramAPIError."""
        id, held = f"{notice.kind}:{notice.subject}:{notice.news}", list[str]()
        if notice.kind == "more":
            held = await self.alerts.held(notice.news)
            if not held:
                return
            notice = Notice("alert", held[0], notice.news)
        if notice.news == "not-found":  # one alert, whose number grows
            notice = Notice(notice.kind, str(await self.watch.count_missing()), notice.news)
        watched = await self.watch.get(notice.subject) if notice.news.startswith(HELP_KIND) else None
        balance = await self.alerts.balance() if notice.news == "balance" else None

        def draw(i18n: I18n) -> Screen:
            if watched:
                return help_screens.request(i18n, watched, held[1:])
            return screens.alert(i18n, notice, held[1:], balance=balance)

        await self._alert_each(id, draw)
        if held:
            await self.alerts.set_notified(notice.news, held)

    async def _alert_each(self, id: str, draw: Callable[[I18n], Screen]) -> None:
        """Who was alerted is left out when the notice is repeated for the others. Raises TelegramAPIError."""
        now, failure = self.clock(), None
        last, reached = self.alerted.pop(id, (now, set()))
        if now - last > ALERTED_TIME:
            reached = set()
        for admin in self.admins:
            if admin.id in reached:
                continue
            _, profile = await self.sessions.peek(admin.id)
            try:
                await self._alert_admin(admin, draw(self.languages.speak(profile.locale)))
                reached.add(admin.id)
            except TelegramAPIError as error:
                failure = error
        if failure:
            self.alerted[id] = (now, reached)
            raise failure

    async def _alert_admin(self, admin: AdminChat, screen: Screen) -> None:
        """Alerts a chat, else each admin in private."""
        if await self._alert_chat(admin, screen):
            return
        reached = False
        for id in sorted(self.team.admins - {chat.id for chat in self.admins}):
            _, profile = await self.sessions.peek(id)
            i18n = self.languages.speak(profile.locale)
            reached |= await self._alert_chat(AdminChat(id), screen.saying(i18n.get("alert-chat-gone")))
        if not reached:
            log.error("alert reached nobody", chat=admin.id)

    async def _alert_chat(self, chat: AdminChat, screen: Screen) -> bool:
        """Follows a group that became a supergroup, and leaves out a deleted topic; the chat is told so."""
        chat_id, topic, i18n = chat.id, chat.topic, self.languages.speak(None)
        with contextlib.suppress(RedisError):
            chat_id = await self.outbox.moved_to(chat.id)
        for _ in range(MAX_DETOURS):
            try:
                await self.gateway.send(chat_id, screen, topic=topic)
                return True
            except TelegramMigrateToChat as error:
                chat_id = error.migrate_to_chat_id
                with contextlib.suppress(RedisError):
                    await self.outbox.set_moved(chat.id, chat_id)
                screen = screen.saying(i18n.get("alert-group-moved", id=str(chat_id)))
            except TelegramBadRequest as error:
                if "button_user" in error.message.lower():  # the customer hides who they are
                    screen = screen.without_links("tg:")
                    continue
                if topic is None or "thread not found" not in error.message.lower():
                    log.warning("admin is unreachable", admin=chat.id, error=error.message)
                    return False
                topic, screen = None, screen.saying(i18n.get("alert-topic-gone"))
            except (TelegramForbiddenError, TelegramNotFound) as error:
                log.warning("admin is unreachable", admin=chat.id, error=error.message)
                return False
        return False

    async def send_directly(self, kind: str, subject: str, over: bool) -> bool:
        """Alerts the admins without the outbox, which does not work. Raises nothing; False: it reached nobody."""
        notice, is_told = Notice("over" if over else "alert", subject, kind), not self.admins
        for admin in self.admins:
            with contextlib.suppress(AiogramError):
                await self._alert_admin(admin, screens.alert(self.languages.speak(None), notice))
                is_told = True
        return is_told
