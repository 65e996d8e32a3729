"""Queues the daily reports: a reseller's when their day ends, the whole shop's at the hour that an admin has chosen."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from bot.notifications.outbox import Outbox
from bot.orders.statistics import day_of
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.stored import Stored
from bot.telegram.session import ChatSessions, Profile


def zone_of(profile: Profile) -> tzinfo:
    return timezone(timedelta(minutes=profile.utc_offset))


SHOP = "shop:"
"""Begins the id of an admin's report in the queue."""


@dataclass
class DailyReports(Stored):
    sessions: ChatSessions
    outbox: Outbox

    def __post_init__(self) -> None:
        self.queue = DelayedQueue(self.redis, self.keys, "daily", clock=self.clock)

    async def switch(self, chat_id: int, profile: Profile) -> None:
        """Schedules the next report, or none, by the profile's `daily` and `utc_offset`."""
        if profile.daily:
            await self.queue.add(str(chat_id), self._midnight(profile))
        else:
            await self.queue.drop(str(chat_id))

    async def switch_shop(self, chat_id: int, profile: Profile) -> None:
        """Schedules the next report of the shop, or none, by the profile's `shop_daily` and `utc_offset`."""
        if profile.shop_daily is not None:
            await self.queue.add(f"{SHOP}{chat_id}", self._next_hour(profile))
        else:
            await self.queue.drop(f"{SHOP}{chat_id}")

    async def _queue_shop_report(self, claim: Claim) -> None:
        chat_id = int(claim.id.removeprefix(SHOP))
        _, profile = await self.sessions.peek(chat_id)
        if profile.shop_daily is None:
            await self.queue.finish(claim)
            return
        day = self.clock().date() - timedelta(days=1)  # the shop counts by UTC
        await self.outbox.queue.add(f"shopday:{chat_id}:{day.isoformat()}", self.clock())
        await self.queue.finish(claim, again=self._next_hour(profile))

    def _next_hour(self, profile: Profile) -> datetime:
        now = self.clock().astimezone(zone_of(profile))
        today = now.replace(hour=profile.shop_daily or 0, minute=0, second=0, microsecond=0)
        return today if today > now else today + timedelta(days=1)

    async def work(self, claim: Claim) -> None:
        """Hands the report to the outbox, which delivers it, and schedules the next one."""
        if claim.id.startswith(SHOP):
            await self._queue_shop_report(claim)
            return
        _, profile = await self.sessions.peek(int(claim.id))
        if not profile.daily:
            await self.queue.finish(claim)
            return
        day = self.clock().astimezone(zone_of(profile)).date() - timedelta(days=1)
        await self.outbox.queue.add(f"daily:{claim.id}:{day.isoformat()}", self.clock())
        await self.queue.finish(claim, again=self._midnight(profile))

    def _midnight(self, profile: Profile) -> datetime:
        zone = zone_of(profile)
        _, end = day_of(self.clock().astimezone(zone).date(), zone)
        return end
