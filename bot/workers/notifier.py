"""Delivers notices from the outbox as edits and new messages, each at least once.

A repeated edit changes nothing. A final status also sends a new message, which rings the phone. That it was sent is
stored afterwards, so a killed process may send it twice: a duplicate is better than no message.
"""

import asyncio
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime, timedelta
from weakref import WeakValueDictionary

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot.clock import Clock, utcnow
from bot.notifications.alerts import Alerts
from bot.notifications.broadcasts import Broadcasts
from bot.notifications.outbox import Notice, Outbox
from bot.operations.team import Role, Team
from bot.orders.answered_orders import rang_lately
from bot.orders.batch import BatchView, Phase
from bot.orders.batches import Batches
from bot.orders.clients import Clients
from bot.orders.history import History
from bot.orders.intents import Intents
from bot.orders.models import ENDED, Intent, IntentState, WatchedOrder
from bot.orders.statistics import Statistics
from bot.orders.watch import Watch
from bot.partner.statuses import OrderStatus
from bot.storage.queue import Claim
from bot.telegram.gateway import Gateway
from bot.telegram.order_messages import OrderMessages
from bot.telegram.rate_limit import Urgency, retry_delay, urgency
from bot.telegram.session import ChatSessions
from bot.ui.i18n import Languages
from bot.ui.screens import admin as admin_screens
from bot.ui.screens import broadcast as broadcast_screens
from bot.ui.screens import purchase, reseller
from bot.ui.screens.team import goodbye
from bot.workers.admin_alerts import AdminAlerts
from bot.workers.daily_report import zone_of

log = structlog.get_logger(__name__)

BATCH_EDIT_DELAY = timedelta(seconds=2)
"""Changes of a batch's rows within this time are shown by one edit."""

BATCH_RING_DELAY = timedelta(minutes=10)
"""Rows of a batch that end within this time ring once. The end of the whole batch rings at once."""

TELEGRAM_DOWN_AFTER = timedelta(minutes=1)
"""A shorter outage of Telegram alerts nobody."""

RETRY_DELAY = 20.0
"""Seconds until the next attempt when Telegram does not answer."""


@dataclass
class Notifier:
    gateway: Gateway
    order_messages: OrderMessages
    outbox: Outbox
    watch: Watch
    intents: Intents
    sessions: ChatSessions
    languages: Languages
    batches: Batches
    history: History
    alerts: Alerts
    broadcasts: Broadcasts
    statistics: Statistics
    team: Team
    clients: Clients
    admin_alerts: AdminAlerts
    _: KW_ONLY
    clock: Clock = utcnow
    _order_locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def deliver(self, claim: Claim) -> None:
        """Sends the notice of a claim and finishes the claim."""
        notice = Notice.read(claim.id)
        with urgency(Urgency.NOTICE), structlog.contextvars.bound_contextvars(notice=claim.id):
            try:
                await self._send(notice)
            except TelegramRetryAfter as error:
                await self._retry(claim, retry_delay(error))
            except (TelegramForbiddenError, TelegramNotFound) as error:
                log.info("chat is unreachable", error=error.message)
                await self._put_aside(notice, claim)
            except TelegramBadRequest as error:
                if "chat not found" not in error.message.lower():
                    log.error("notice was rejected by telegram", error=error.message)
                    await self.alerts.trigger("notice", claim.id)
                await self.outbox.queue.finish(claim)
            except TelegramAPIError as error:
                log.warning("telegram is unavailable", error=error)
                await self.alerts.trigger("telegram", after=TELEGRAM_DOWN_AFTER)
                await self._retry(claim, RETRY_DELAY)
            else:
                await self.outbox.queue.finish(claim)

    async def _put_aside(self, notice: Notice, claim: Claim) -> None:
        """Keeps a notice for a chat that has blocked the bot or is gone. It is delivered when the chat comes back."""
        subject: WatchedOrder | Intent | BatchView | None = None
        match notice.kind:
            case "order":
                subject = await self.watch.get(notice.subject)
            case "intent":
                subject = await self.intents.get(notice.subject)
            case "batch":
                subject = await self.batches.get(notice.subject)
        if subject:
            await self.outbox.put_aside(claim, subject.chat_id)
        else:
            await self.outbox.queue.finish(claim)

    async def _retry(self, claim: Claim, delay: float) -> None:
        await self.outbox.queue.finish(claim, again=self.clock() + timedelta(seconds=delay))

    async def _send(self, notice: Notice) -> None:
        match notice.kind:
            case "order":
                # Several answers of the partner at once write a notice again while it is being sent: it rings once.
                async with self._order_locks.setdefault(notice.subject, asyncio.Lock()):
                    watched = await self.watch.get(notice.subject)
                    if watched and watched.order.status == notice.news:  # else a newer notice replaces this one
                        await self._notify_order(watched)
            case "intent":
                await self._show_intent(notice.subject)
            case "alert" | "over" | "more":
                await self.admin_alerts.send(notice)
            case "chat":
                await self._show_chat(int(notice.subject))
            case "batch":
                if view := await self.batches.get(notice.subject):
                    await (self._ring_batch(view) if notice.news == "ring" else self._show_batch(view))
            case "daily" | "shopday" | "team":
                await self._write_to_member(notice)
            case "broadcast":
                await self._show_broadcast(notice)

    async def _notify_order(self, watched: WatchedOrder) -> None:
        await self.order_messages.refresh_cards(watched)
        if watched.batch and await self.batches.exists(watched.batch):
            await self._notify_row(watched, watched.batch)
            return
        if _must_ring(watched, self.clock()):
            await self.order_messages.ring(watched)
        else:
            await self.order_messages.show(watched)

    async def _notify_row(self, watched: WatchedOrder, batch: str) -> None:
        """Updates the batch, and the row's own screen if it has one. A final status rings with the batch; a note on
        the payment of an open order rings at once."""
        await self.outbox.batch_changed(batch, BATCH_EDIT_DELAY)
        if watched.order.status not in ENDED and (_has_new_note(watched, self.clock()) or _is_newly_missing(watched)):
            await self.order_messages.ring(watched)
        elif watched.message_ref:
            await self.order_messages.show(watched)

    async def _show_intent(self, id: str) -> None:
        intent = await self.intents.get(id)
        if intent is None or intent.state is IntentState.PLACED:
            return
        if intent.state is IntentState.PREPARED and not intent.waiting:
            return
        if intent.batch and await self.batches.exists(intent.batch):
            await self.outbox.batch_changed(intent.batch, BATCH_EDIT_DELAY)
            if intent.message_ref is None:
                return
        await self.order_messages.show_intent(intent)

    async def _show_batch(self, view: BatchView) -> None:
        """Updates the batch's screen. Ended rows ring once for all of them, at the latest when the batch is over."""
        batch = view.batch
        await self.order_messages.show_batch(view)
        if batch.phase is Phase.ORDERING and view.ended_summary != batch.last_notified:
            await self.outbox.batch_ended(batch.id, timedelta(0) if view.has_ended else BATCH_RING_DELAY)

    async def _ring_batch(self, view: BatchView) -> None:
        if view.ended_summary == view.batch.last_notified:
            return
        await self.order_messages.send_batch_news(view)
        await self.batches.set_last_notified(view.batch.id, view.ended_summary)

    async def _write_to_member(self, notice: Notice) -> None:
        chat_id = int(notice.subject)
        match notice.kind:
            case "daily":
                await self._send_daily_report(chat_id, date.fromisoformat(notice.news))
            case "shopday":
                await self._send_shop_report(chat_id, date.fromisoformat(notice.news))
            case "team":
                await self._say_goodbye(chat_id, Role(notice.news))

    async def _send_daily_report(self, chat_id: int, day: date) -> None:
        """Sends nothing for a day without orders, and to nobody who is no reseller any more."""
        if not self.team.is_reseller(chat_id):
            return
        _, profile = await self.sessions.peek(chat_id)
        figures = (await self.history.business(chat_id, zone_of(profile), days=1, until=day)).last(1)
        if figures.orders:
            i18n = self.languages.speak(profile.locale)
            await self.gateway.send(chat_id, reseller.day(i18n, day, figures))

    async def _send_shop_report(self, chat_id: int, day: date) -> None:
        """Nothing for somebody who is no admin any more."""
        if chat_id not in self.team.admins:
            return
        _, profile = await self.sessions.peek(chat_id)
        counted, open_money = await self.statistics.day(day), await self.statistics.open_money()
        i18n = self.languages.speak(profile.locale)
        resold = await self.history.sales(self.team.everybody, day)
        await self.gateway.send(chat_id, admin_screens.shop_day(i18n, counted, open_money, resold, self.clock()))

    async def _say_goodbye(self, chat_id: int, role: Role) -> None:
        """Tells somebody that they have lost the role, unless they have it again."""
        await self.team.load()
        is_reseller = self.team.is_reseller(chat_id)
        if self.team.is_admin(chat_id) or (is_reseller and role is Role.RESELLER):
            return
        _, profile = await self.sessions.peek(chat_id)
        has_book = not is_reseller and await self.clients.has_book(chat_id)
        i18n = self.languages.speak(profile.locale)
        await self.gateway.send(chat_id, goodbye(i18n, role, is_reseller=is_reseller, has_book=has_book))

    async def _show_broadcast(self, notice: Notice) -> None:
        broadcast = await self.broadcasts.get(notice.subject)
        if broadcast is None:
            return
        i18n = self.languages.speak(broadcast.locale)
        await self.gateway.put(broadcast.admin, broadcast.message_ref, broadcast_screens.progress(i18n, broadcast))
        if notice.news == "done":
            await self.gateway.send(broadcast.admin, broadcast_screens.report(i18n, broadcast))

    async def _show_chat(self, chat_id: int) -> None:
        """Sends a button that leads back to the chat's step, after its screen could not be shown."""
        _, profile = await self.sessions.peek(chat_id)
        await self.gateway.send(chat_id, purchase.resume(self.languages.speak(profile.locale)))


def _has_new_note(watched: WatchedOrder, now: datetime) -> bool:
    return watched.order.note not in (None, "", watched.last_notified_note) and not rang_lately(watched, now)


def _is_newly_missing(watched: WatchedOrder) -> bool:
    return watched.missing and not watched.missing_notified


def _must_ring(watched: WatchedOrder, now: datetime) -> bool:
    """True for a final status, for a change after a final status, for a new note on the payment, and for an order that
    the partner does not show any more; each only once. A cancellation by the chat itself does not ring."""
    status = watched.order.status
    if _has_new_note(watched, now) or _is_newly_missing(watched):
        return True
    known = watched.last_notified or (OrderStatus.CANCELLED if watched.cancelled_by_chat else None)
    return status != known and (status in ENDED or known in ENDED)
