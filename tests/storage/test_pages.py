"""Long lists are handled in pages, so that no script keeps the server from others for long."""

from typing import Any

import pytest
from redis.asyncio import Redis

from bot.orders.stored_orders import FORGET_PAGE_SIZE, StoredOrders
from bot.storage.scripts import Script
from tests.support import KEYS
from tests.support.shop import ALICE


async def test_a_chat_with_many_orders_and_debts_is_forgotten_in_pages(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each script deletes a page of both at most; watched orders between them stay."""
    number = 2 * FORGET_PAGE_SIZE + 50
    watched = {str(n): n for n in range(0, number, 9)}
    async with redis.pipeline(transaction=False) as pipe:
        for n in range(number):
            pipe.hset(KEYS.order(str(n)), mapping={"order": "{}", "sale": "1"})
        pipe.zadd(KEYS.chat_orders(ALICE), {str(n): n for n in range(number)})
        pipe.zadd(KEYS.debts(ALICE), {str(n): n for n in range(number)})
        pipe.zadd(KEYS.queue("orders"), watched)
        await pipe.execute()
    orders = StoredOrders(redis, KEYS)
    pages, call = list[tuple[int, ...]](), Script.__call__

    async def spy(script: Script, **arguments: Any) -> Any:
        before = await counts()
        answer = await call(script, **arguments)
        pages.append(tuple(one - other for one, other in zip(before, await counts(), strict=True)))
        return answer

    async def counts() -> tuple[int, int]:
        return await redis.zcard(KEYS.chat_orders(ALICE)), await redis.zcard(KEYS.debts(ALICE))

    monkeypatch.setattr(Script, "__call__", spy)
    assert await orders.forget(ALICE) == len(watched)
    assert len(pages) >= 3
    assert max(map(max, pages)) <= FORGET_PAGE_SIZE
    assert await redis.zrange(KEYS.chat_orders(ALICE), 0, -1) == [id.encode() for id in watched]
    assert not await redis.exists(KEYS.debts(ALICE))
    left = [key async for key in redis.scan_iter(KEYS.order("*"))]
    assert {key.decode() for key in left} == {KEYS.order(id) for id in watched}
    assert [await redis.hexists(KEYS.order(id), "sale") for id in watched] == [False] * len(watched)  # type: ignore[misc]
