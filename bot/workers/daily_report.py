"""The daily summary: for each reseller who wants it, due when their day is over."""

from datetime import datetime, timedelta, timezone, tzinfo

from redis.asyncio import Redis

from bot.clock import Clock, utcnow
from bot.notifications.outbox import Outbox
from bot.orders.history import day_of
from bot.storage.queue import Claim, DelayedQueue
from bot.telegram.session import ChatSessions, Profile


def zone_of(profile: Profile) -> tzinfo:
    return timezone(timedelta(minutes=profile.utc_offset))


class DailyReports:
    def __init__(self, redis: Redis, sessions: ChatSessions, outbox: Outbox, *, clock: Clock = utcnow) -> None:
        self._sessions = sessions
        self._outbox = outbox
        self._clock = clock
        self.queue = DelayedQueue(redis, "daily", clock=clock)

    async def switch(self, chat_id: int, profile: Profile) -> None:
        """Minds what the profile says: whether a summary is wanted, and where its days end."""
        if profile.daily:
            await self.queue.add(str(chat_id), self._midnight(profile))
        else:
            await self.queue.drop(str(chat_id))

    async def work(self, claim: Claim) -> None:
        """What the worker does when a day is over: the outbox tells it, however often that must be tried."""
        _, profile = await self._sessions.peek(int(claim.id))
        if not profile.daily:
            await self.queue.finish(claim)
            return
        over = self._clock().astimezone(zone_of(profile)).date() - timedelta(days=1)
        await self._outbox.queue.add(f"daily:{claim.id}:{over.isoformat()}", self._clock())
        await self.queue.finish(claim, again=self._midnight(profile))

    def _midnight(self, profile: Profile) -> datetime:
        zone = zone_of(profile)
        _, end = day_of(self._clock().astimezone(zone).date(), zone)
        return end
