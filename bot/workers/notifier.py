"""The notifier: turns notices into edits and messages, at least once each.

An edit of an order's screen may be repeated without harm. An end also rings the phone with a new message; that it was
told is remembered after it was sent, so a process that dies in between tells it once more, with the order's number in
it: a rare duplicate is better than silence.
"""

import contextlib
from collections.abc import Iterable
from datetime import date, timedelta

import structlog
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram_i18n import I18nContext

from bot.clock import Clock, utcnow
from bot.config import AdminChat
from bot.notifications.alerts import Alerts
from bot.notifications.broadcasts import Broadcasts
from bot.notifications.models import MessageRef
from bot.notifications.outbox import Notice, Outbox
from bot.orders.batch import BatchView, Phase
from bot.orders.batches import Batches
from bot.orders.history import History
from bot.orders.intents import Intents
from bot.orders.models import ENDED, Intent, IntentState, WatchedOrder
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.models import OrderStatus
from bot.storage.queue import Claim
from bot.telegram.client import Urgency, urgency
from bot.telegram.gateway import Gateway
from bot.telegram.session import ChatSessions
from bot.ui.branding import Branding
from bot.ui.i18n import Languages
from bot.ui.screen import Screen
from bot.ui.screens import alerts as alert_screens
from bot.ui.screens import broadcast as broadcast_screens
from bot.ui.screens import bulk, purchase, reseller
from bot.ui.screens import cards as card_screens
from bot.ui.screens import order as order_screens
from bot.workers.daily_report import zone_of

log = structlog.get_logger(__name__)

GATHER = timedelta(seconds=2)
"""Rows of a batch that change within this time are drawn together."""

RING = timedelta(minutes=10)
"""Rows of a batch that end within this time ring together, unless all is over before."""
TELEGRAM_DOWN = timedelta(minutes=1)
"""Telegram may be away for so long before it is a trouble."""

BROKEN_PAUSE = timedelta(seconds=20)
"""Until the next try when Telegram does not answer."""


class Notifier:
    def __init__(
        self,
        gateway: Gateway,
        outbox: Outbox,
        watch: Watch,
        intents: Intents,
        sessions: ChatSessions,
        partner: PartnerClient,
        languages: Languages,
        branding: Branding,
        batches: Batches,
        history: History,
        prices: PriceCache,
        alerts: Alerts,
        broadcasts: Broadcasts,
        *,
        admins: Iterable[AdminChat],
        clock: Clock = utcnow,
    ) -> None:
        self._gateway = gateway
        self._outbox = outbox
        self._watch = watch
        self._intents = intents
        self._sessions = sessions
        self._partner = partner
        self._languages = languages
        self._branding = branding
        self._batches = batches
        self._history = history
        self._prices = prices
        self._alerts = alerts
        self._broadcasts = broadcasts
        self._admins = tuple(admins)
        self._clock = clock

    async def deliver(self, claim: Claim) -> None:
        """Sends the notice of a claim and finishes the claim."""
        notice = Notice.read(claim.id)
        with urgency(Urgency.NOTICE), structlog.contextvars.bound_contextvars(notice=claim.id):
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
                    await self._alerts.trigger("notice", claim.id)
                await self._outbox.queue.finish(claim)
            except TelegramAPIError as error:
                log.warning("telegram does not answer", error=repr(error))
                await self._alerts.trigger("telegram", after=TELEGRAM_DOWN)
                await self._again(claim, BROKEN_PAUSE)
            else:
                await self._outbox.queue.finish(claim)

    async def _put_aside(self, notice: Notice, claim: Claim) -> None:
        """The chat has blocked the bot, or is gone. The order stays watched; what it comes to is told on its return."""
        subject: WatchedOrder | Intent | BatchView | None = None
        match notice.kind:
            case "order":
                subject = await self._watch.get(notice.subject)
            case "intent":
                subject = await self._intents.get(notice.subject)
            case "batch":
                subject = await self._batches.view(notice.subject)
        if subject:
            await self._outbox.put_aside(claim, subject.chat_id)
        else:
            await self._outbox.queue.finish(claim)

    async def _again(self, claim: Claim, pause: timedelta) -> None:
        await self._outbox.queue.finish(claim, again=self._clock() + pause)

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
            case "batch":
                if view := await self._batches.view(notice.subject):
                    await (self._ring_batch(view) if notice.news == "ring" else self._show_batch(view))
            case "daily":
                await self._tell_day(int(notice.subject), date.fromisoformat(notice.news))
            case "broadcast":
                await self._tell_broadcast(notice)

    async def _tell_order(self, watched: WatchedOrder) -> None:
        i18n = await self._speak_to(watched)
        for card in await self._watch.cards(watched.order.id):
            await self._gateway.redraw(card, card_screens.follow(i18n, self._branding, watched, self._partner.now()))
        if watched.batch:
            await self._tell_row(i18n, watched, watched.batch)
            return
        message_ref: MessageRef | None = None
        try:
            message_ref = await self._gateway.show_order(i18n, watched, self._partner.now(), watched.message_ref)
        except TelegramBadRequest as error:  # a screen that cannot be shown must not keep an end from being told
            if not self._rings(watched):
                raise
            log.error("screen cannot be shown", order=watched.order.id, error=error.message)
        if self._rings(watched):
            sent_anew = message_ref is not None and (
                watched.message_ref is None or watched.message_ref.message_id != message_ref.message_id
            )
            if not sent_anew:  # else it has rung by itself
                await self._gateway.send(watched.chat_id, order_screens.news(i18n, self._branding, watched))
            await self._watch.set_last_notified(watched.order)

    async def _tell_row(self, i18n: I18nContext, watched: WatchedOrder, batch: str) -> None:
        """A row's own screen is where it was asked for, if it was. It rings with its batch; only what is odd about a
        payment, before the order has ended, cannot wait for that."""
        await self._outbox.batch_changed(batch, GATHER)
        if watched.message_ref:
            await self._gateway.show_order(i18n, watched, self._partner.now(), watched.message_ref)
        odd = watched.order.note is not None and watched.order.note != watched.last_notified_note
        if odd and watched.order.status not in ENDED:
            await self._gateway.send(watched.chat_id, order_screens.news(i18n, self._branding, watched))
            await self._watch.set_last_notified(watched.order)

    def _rings(self, watched: WatchedOrder) -> bool:
        """An end rings, once; so does money that comes after an end, and what the partner notes on a payment. What the
        chat did itself does not."""
        status, note = watched.order.status, watched.order.note
        if note and note != watched.last_notified_note:
            return True
        known = watched.told or (OrderStatus.CANCELLED if watched.cancelled_by_chat else None)
        return status != known and (status in ENDED or known in ENDED)

    async def _tell_intent(self, id: str) -> None:
        intent = await self._intents.get(id)
        if intent is None or intent.state in (IntentState.PREPARED, IntentState.PLACED):
            return
        if intent.batch:
            await self._outbox.batch_changed(intent.batch, GATHER)
            if intent.message_ref is None:
                return
        i18n = self._languages.speak(intent.locale)
        await self._gateway.put(intent.chat_id, intent.message_ref, order_screens.intent(i18n, self._branding, intent))

    async def _show_batch(self, view: BatchView) -> None:
        """The batch's screen as it is now; what has ended rings once for all, at the latest when all is over."""
        batch = view.batch
        _, profile = await self._sessions.peek(batch.chat_id)
        i18n = self._languages.speak(profile.locale, batch.locale)
        usd = await self._prices.usd(view.estimate_ton) if batch.phase is Phase.READY else None
        new = await self._gateway.show_batch(i18n, view, batch.message_ref, usd)
        if new != batch.message_ref:
            await self._batches.set_message_ref(batch.id, new, i18n.locale)
        if batch.phase is Phase.ORDERING and view.endings != batch.told:
            await self._outbox.batch_ended(batch.id, timedelta(0) if view.over else RING)

    async def _ring_batch(self, view: BatchView) -> None:
        if view.endings == view.batch.told:
            return
        _, profile = await self._sessions.peek(view.batch.chat_id)
        screen = bulk.news(self._languages.speak(profile.locale, view.batch.locale), view)
        await self._gateway.send(view.batch.chat_id, screen)
        await self._batches.set_last_notified(view.batch.id, view.endings)

    async def _tell_day(self, chat_id: int, day: date) -> None:
        """A day on which nothing was ordered is not worth a message."""
        _, profile = await self._sessions.peek(chat_id)
        figures = (await self._history.business(chat_id, zone_of(profile), days=1, until=day)).last(1)
        if figures.orders:
            i18n = self._languages.speak(profile.locale)
            await self._gateway.send(chat_id, reseller.day(i18n, self._branding, f"{day:%d.%m.%Y}", figures))

    async def _tell_admins(self, notice: Notice) -> None:
        """Each admin is told; one who cannot be reached does not keep it from the others."""
        for admin in self._admins:
            _, profile = await self._sessions.peek(admin.id)
            await self._tell_admin(admin, alert_screens.alert(self._languages.speak(profile.locale), notice))

    async def _tell_admin(self, admin: AdminChat, screen: Screen) -> None:
        try:
            await self._gateway.send(admin.id, screen, topic=admin.topic)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            log.warning("admin is out of reach", admin=admin.id, error=error.message)

    async def alert_admins_directly(self, kind: str, over: bool) -> None:
        """Tells the admins at once and without Redis, since it is Redis that is in trouble. Never raises."""
        notice = Notice("over" if over else "alert", "", kind)
        for admin in self._admins:
            with contextlib.suppress(AiogramError):
                await self._tell_admin(admin, alert_screens.alert(self._languages.speak(None), notice))

    async def _tell_broadcast(self, notice: Notice) -> None:
        broadcast = await self._broadcasts.get(notice.subject)
        if broadcast is None:
            return
        i18n = self._languages.speak(broadcast.locale)
        await self._gateway.put(broadcast.admin, broadcast.message_ref, broadcast_screens.progress(i18n, broadcast))
        if notice.news == "done":
            await self._gateway.send(broadcast.admin, broadcast_screens.report(i18n, broadcast))

    # What admins do for a customer

    async def resend(self, watched: WatchedOrder) -> None:
        """The order's screen in a new message; the old one is taken away. Raises TelegramAPIError."""
        await self._gateway.show_order(await self._speak_to(watched), watched, self._partner.now(), None)

    async def write_to(self, watched: WatchedOrder, words: str) -> None:
        """A message about an order, from the people who run the shop. Raises TelegramAPIError."""
        screen = order_screens.from_the_shop(await self._speak_to(watched), watched.order, words)
        await self._gateway.send(watched.chat_id, screen)

    async def _speak_to(self, watched: WatchedOrder) -> I18nContext:
        _, profile = await self._sessions.peek(watched.chat_id)
        return self._languages.speak(profile.locale, watched.locale)

    async def _show_chat(self, chat_id: int) -> None:
        """A plain way back for a chat whose screen could not be shown when it was made."""
        _, profile = await self._sessions.peek(chat_id)
        await self._gateway.send(chat_id, purchase.go_on(self._languages.speak(profile.locale)))
