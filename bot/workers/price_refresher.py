"""Asks for the prices on buttons, so that nobody waits for them."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from redis.exceptions import RedisError

from bot.partner.cache import PriceCache


@dataclass
class PriceRefresher:
    prices: PriceCache

    async def run(self, stopping: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(self._ask())
            await stopping.wait()
            asking.cancel()

    async def _ask(self) -> None:
        while True:
            with suppress(RedisError):  # the rate limit is in Redis
                await self.prices.ask_wanted()
