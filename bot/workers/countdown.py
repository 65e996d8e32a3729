"""Reminds of an unpaid order before its end, and takes the pay buttons away when it is too late to pay. Telegram itself
counts down the time left."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from datetime import timedelta

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from bot.clock import Clock, utcnow
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.statuses import OrderStatus
from bot.storage.queue import Claim
from bot.telegram.order_messages import OrderMessages
from bot.telegram.rate_limit import Urgency, retry_delay, urgency

log = structlog.get_logger(__name__)

RETRY_DELAY = 10.0
"""Seconds until the next attempt when Telegram does not answer."""


@dataclass
class Countdown:
    """`reminds`: whether a chat wants reminders."""

    order_messages: OrderMessages
    watch: Watch
    _: KW_ONLY
    reminds: Callable[[int], bool]
    clock: Clock = utcnow

    async def tick(self, claim: Claim) -> None:
        """Reminds of the claimed order; later edits its screen. Neither if its pay buttons are gone already."""
        again = None
        watched = await self.watch.get(claim.id)
        if watched and _has_pay_buttons(watched):
            again = self.watch.next_tick(watched)
            try:
                with urgency(Urgency.NOTICE):
                    is_reminded = again and self.reminds(watched.chat_id) and await self.order_messages.remind(watched)
                    if not is_reminded:  # its time is up, or the partner's clock has jumped
                        await self.refresh(watched)
            except (TelegramRetryAfter, TelegramNetworkError, TelegramServerError) as error:
                again = self.clock() + timedelta(seconds=retry_delay(error, RETRY_DELAY))
            except TelegramAPIError as error:
                log.info("order is not shown", order=claim.id, error=error)
        await self.watch.tick_queue.finish(claim, again=again)

    async def refresh(self, watched: WatchedOrder) -> None:
        """Edits the screen. If the order changed while the edit waited for the rate limiter, edits it once more."""
        await self.order_messages.refresh(watched)
        current = await self.watch.get(watched.order.id)
        if current and not _has_pay_buttons(current):
            await self.order_messages.refresh(current)


def _has_pay_buttons(watched: WatchedOrder) -> bool:
    return watched.order.status is OrderStatus.PENDING_PAYMENT and watched.marked_paid_at is None
