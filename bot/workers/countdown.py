"""Updates the time left on payment screens, with the lowest urgency of all calls to Telegram."""

from dataclasses import KW_ONLY, dataclass
from datetime import timedelta

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot.clock import Clock, utcnow
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.models import OrderStatus
from bot.storage.queue import Claim
from bot.telegram.client import Urgency, urgency
from bot.telegram.order_messages import OrderMessages

log = structlog.get_logger(__name__)


@dataclass
class Countdown:
    order_messages: OrderMessages
    watch: Watch
    _: KW_ONLY
    clock: Clock = utcnow

    async def tick(self, claim: Claim) -> None:
        """Shows the time left of the claimed order and schedules the next update."""
        watched = await self.watch.get(claim.id)
        if watched is None or not _counts_down(watched):
            await self.watch.tick_queue.finish(claim)
            return
        try:
            with urgency(Urgency.COUNTDOWN):
                await self.refresh(watched)
        except TelegramRetryAfter as error:
            await self.watch.tick_queue.finish(claim, again=self.clock() + timedelta(seconds=error.retry_after))
            return
        except TelegramAPIError as error:  # not retried: the next update shows the time
            log.info("countdown update failed", order=claim.id, error=f"{type(error).__name__}: {error}")
        await self.watch.tick_queue.finish(claim, again=self.watch.next_tick(watched))

    async def refresh(self, watched: WatchedOrder) -> None:
        """Edits the screen. If the order changed while the edit waited for the rate limiter, edits it once more."""
        await self.order_messages.refresh(watched)
        current = await self.watch.get(watched.order.id)
        if current and not _counts_down(current):
            await self.order_messages.refresh(current)


def _counts_down(watched: WatchedOrder) -> bool:
    return watched.order.status is OrderStatus.PENDING_PAYMENT and watched.marked_paid_at is None
