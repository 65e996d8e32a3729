"""The countdown: shows the time left on payment screens anew, behind everything else that Telegram is asked for."""

from datetime import timedelta

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot.clock import Clock, utcnow
from bot.orders.models import WatchedOrder
from bot.orders.schedule import CountdownSchedule
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.models import OrderStatus
from bot.storage.queue import Claim
from bot.telegram.client import Urgency, urgency
from bot.telegram.gateway import Gateway
from bot.telegram.session import ChatSessions
from bot.ui.i18n import Languages

log = structlog.get_logger(__name__)


class Countdown:
    def __init__(
        self,
        gateway: Gateway,
        ticks: CountdownSchedule,
        watch: Watch,
        sessions: ChatSessions,
        partner: PartnerClient,
        languages: Languages,
        *,
        clock: Clock = utcnow,
    ) -> None:
        self._gateway = gateway
        self._ticks = ticks
        self._watch = watch
        self._sessions = sessions
        self._partner = partner
        self._languages = languages
        self._clock = clock

    async def tick(self, claim: Claim) -> None:
        """What the worker does with a screen whose time has changed."""
        watched = await self._watch.get(claim.id)
        if watched is None or not _counts_down(watched):
            await self._ticks.queue.finish(claim)
            return
        try:
            with urgency(Urgency.COUNTDOWN):
                await self._show(watched)
        except TelegramRetryAfter as error:
            await self._ticks.queue.finish(claim, again=self._clock() + timedelta(seconds=error.retry_after))
            return
        except TelegramAPIError as error:  # only the time left: the next screen tells it
            log.info("countdown not shown", order=claim.id, error=f"{type(error).__name__}: {error}")
        again = self._ticks.after(watched.order, self._partner.now(), watched.viewed_at)
        await self._ticks.queue.finish(claim, again=again)

    async def _show(self, watched: WatchedOrder) -> None:
        """The edit may have waited its turn: whatever has happened to the order meanwhile is shown over it."""
        _, profile = await self._sessions.peek(watched.chat_id)
        i18n = self._languages.speak(profile.locale, watched.locale)
        await self._gateway.refresh_order(i18n, watched, self._partner.now())
        present = await self._watch.get(watched.order.id)
        if present and not _counts_down(present):
            await self._gateway.refresh_order(i18n, present, self._partner.now())


def _counts_down(watched: WatchedOrder) -> bool:
    return watched.order.status is OrderStatus.PENDING_PAYMENT and watched.marked_paid_at is None
