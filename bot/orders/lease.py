"""A lease: one process at a time does what is to be done by one, and another takes over when it is gone."""

from redis.asyncio import Redis
from redis.exceptions import LockError

from bot.orders.scripts import ROOT


class Lease:
    def __init__(self, redis: Redis, name: str, *, seconds: float = 10) -> None:
        self._lock = redis.lock(f"{ROOT}:lease:{name}", timeout=seconds, thread_local=False)

    async def hold(self) -> bool:
        """Takes the lease or renews it; False while another process has it. Call it well within its seconds."""
        try:
            if await self._lock.owned():
                await self._lock.reacquire()
                return True
        except LockError:  # it ran out between the two questions
            pass
        return bool(await self._lock.acquire(blocking=False))

    async def give_back(self) -> None:
        """So that another process need not wait for it to run out."""
        try:
            if await self._lock.owned():
                await self._lock.release()
        except LockError:
            pass
