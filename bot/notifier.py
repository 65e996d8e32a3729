"""The notifier: turns notices into edits and messages, at least once each.

An edit of an order's screen may be repeated without harm. An end also rings the phone with a new message; that it was
told is remembered after it was sent, so a process that dies in between tells it once more, with the order's number in
it: a rare duplicate is better than silence.
"""

from collections.abc import Iterable
from datetime import timedelta

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot.clock import Clock, utcnow
from bot.orders.due import Claim
from bot.orders.intents import Intents
from bot.orders.models import ENDED, IntentState, Place, WatchedOrder
from bot.orders.notices import Notice, Notices
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.models import OrderStatus
from bot.projector import Projector
from bot.session import Sessions
from bot.ui.i18n import Languages
from bot.ui.screens import alerts as alert_screens
from bot.ui.screens import order as order_screens
from bot.ui.screens import purchase
from bot.ui.shop import Shop

log = structlog.get_logger(__name__)

BROKEN_PAUSE = timedelta(seconds=20)
"""Until the next try when Telegram does not answer."""


class Notifier:
    def __init__(
        self,
        projector: Projector,
        notices: Notices,
        watch: Watch,
        intents: Intents,
        sessions: Sessions,
        partner: PartnerClient,
        languages: Languages,
        shop: Shop,
        *,
        admins: Iterable[int],
        clock: Clock = utcnow,
    ) -> None:
        self._projector = projector
        self._notices = notices
        self._watch = watch
        self._intents = intents
        self._sessions = sessions
        self._partner = partner
        self._languages = languages
        self._shop = shop
        self._admins = tuple(admins)
        self._clock = clock

    async def tell(self, claim: Claim) -> None:
        """What the worker does with a due notice."""
        notice = Notice.read(claim.id)
        with structlog.contextvars.bound_contextvars(notice=claim.id):
            try:
                await self._tell(notice)
            except TelegramRetryAfter as error:
                await self._again(claim, timedelta(seconds=error.retry_after))
            except (TelegramForbiddenError, TelegramNotFound) as error:
                log.info("chat is out of reach", error=error.message)
                await self._put_aside(notice, claim)
            except TelegramBadRequest as error:
                if "chat not found" not in error.message.lower():
                    log.error("notice cannot be told", error=error.message)
                await self._notices.due.finish(claim)
            except TelegramAPIError as error:
                log.warning("telegram does not answer", error=repr(error))
                await self._again(claim, BROKEN_PAUSE)
            else:
                await self._notices.due.finish(claim)

    async def _put_aside(self, notice: Notice, claim: Claim) -> None:
        """The chat has blocked the bot, or is gone. The order stays watched; what it comes to is told on its return."""
        about = {"order": self._watch.get, "intent": self._intents.get}.get(notice.kind)
        subject = await about(notice.subject) if about else None
        if subject:
            await self._notices.put_aside(claim, subject.chat_id)
        else:
            await self._notices.due.finish(claim)

    async def _again(self, claim: Claim, pause: timedelta) -> None:
        await self._notices.due.finish(claim, again=self._clock() + pause)

    async def _tell(self, notice: Notice) -> None:
        match notice.kind:
            case "order":
                watched = await self._watch.get(notice.subject)
                if watched and watched.order.status == notice.news:  # else a newer notice has overtaken this one
                    await self._tell_order(watched)
            case "intent":
                await self._tell_intent(notice.subject)
            case "alert" | "over":
                await self._tell_admins(notice)
            case "chat":
                await self._show_chat(int(notice.subject))

    async def _tell_order(self, watched: WatchedOrder) -> None:
        _, profile = await self._sessions.peek(watched.chat_id)
        i18n = self._languages.speak(profile.locale, watched.locale)
        place: Place | None = None
        try:
            place = await self._projector.show_order(i18n, watched, self._partner.now(), watched.place)
        except TelegramBadRequest as error:  # a screen that cannot be shown must not keep an end from being told
            if not self._rings(watched):
                raise
            log.error("screen cannot be shown", order=watched.order.id, error=error.message)
        if self._rings(watched):
            sent_anew = place is not None and (watched.place is None or watched.place.message_id != place.message_id)
            if not sent_anew:  # else it has rung by itself
                await self._projector.send(watched.chat_id, order_screens.news(i18n, self._shop, watched))
            await self._watch.set_told(watched.order)

    def _rings(self, watched: WatchedOrder) -> bool:
        """An end rings, once; so does money that comes after an end, and what the partner notes on a payment. What the
        chat did itself does not."""
        status, note = watched.order.status, watched.order.note
        if note and note != watched.told_note:
            return True
        known = watched.told or (OrderStatus.CANCELLED if watched.cancelled_by_chat else None)
        return status != known and (status in ENDED or known in ENDED)

    async def _tell_intent(self, id: str) -> None:
        intent = await self._intents.get(id)
        if intent is None or intent.state in (IntentState.PREPARED, IntentState.PLACED):
            return
        i18n = self._languages.speak(intent.locale)
        await self._projector.put(intent.chat_id, intent.place, order_screens.intent(i18n, self._shop, intent))

    async def _tell_admins(self, notice: Notice) -> None:
        """Each admin is told; one who cannot be reached does not keep it from the others."""
        for chat_id in self._admins:
            _, profile = await self._sessions.peek(chat_id)
            screen = alert_screens.alert(self._languages.speak(profile.locale), notice)
            try:
                await self._projector.send(chat_id, screen)
            except (TelegramForbiddenError, TelegramBadRequest) as error:
                log.warning("admin is out of reach", admin=chat_id, error=error.message)

    async def _show_chat(self, chat_id: int) -> None:
        """A plain way back for a chat whose screen could not be shown when it was made."""
        _, profile = await self._sessions.peek(chat_id)
        await self._projector.send(chat_id, purchase.go_on(self._languages.speak(profile.locale)))
