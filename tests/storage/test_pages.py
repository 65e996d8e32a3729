"""Long lists are handled in pages, so that no script keeps the server from others for long."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.orders.markup import Sale
from bot.orders.stored_orders import FORGET_PAGE_SIZE, StoredOrders
from bot.partner.order import OrderRow
from bot.partner.statuses import OrderStatus
from bot.storage.scripts import Script
from tests.support import KEYS
from tests.support.shop import ALICE, Shop

NUMBER = 1000


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


async def test_no_script_makes_more_commands_than_the_server_does_in_a_few_milliseconds(
    still: Shop, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many people, orders, debts and rows of the partner's list there are. A command of a script takes one to
    five microseconds."""
    app, most = still.services, Counter[str]()
    sale = Sale(price=Decimal(310), code="RUB", per_ton=Decimal(300)).model_dump_json()
    async with redis.pipeline(transaction=False) as pipe:
        for n in range(NUMBER):
            fields = {"order": "{}", "status": "completed", "rank": 5, "sale": sale, "client": "c", "chat_id": ALICE}
            pipe.hset(KEYS.order(str(n)), mapping=fields)
        for key in (KEYS.people, KEYS.chat_orders(ALICE), KEYS.debts(ALICE), KEYS.queue("notices")):
            pipe.zadd(key, {str(n): n + 1 for n in range(NUMBER)})
        await pipe.execute()
    run = Script.run

    async def counts(script: Script, root: str, /, **arguments: Any) -> Any:
        before = await commands()
        answer = await run(script, root, **arguments)
        name = script._source.name
        most[name] = max(most[name], await commands() - before)
        return answer

    async def commands() -> int:
        return sum(row["calls"] for row in (await redis.info("commandstats")).values())

    monkeypatch.setattr(Script, "run", counts)
    broadcast = await app.broadcasts.compose(1, 1, "en")
    assert await app.broadcasts.start(broadcast)
    (claim,) = await app.broadcasts.queue.claim(1)
    await app.broadcasts.fill(claim)
    assert await app.broadcasts.queue.size() == NUMBER
    rows = [OrderRow(id=str(n), status=OrderStatus.COMPLETED) for n in range(NUMBER)]
    await app.reconciliation.listed.apply(rows, None, app.reconciliation._adoption(timedelta(days=2)))
    assert len((await app.clients.book(ALICE)).entries) == NUMBER
    ids = [str(n) for n in range(NUMBER)]
    mark, marked = await app.clients.settle(ALICE, ids)
    assert (marked, await app.clients.undo(ALICE, mark=mark)) == (NUMBER, NUMBER)
    assert await redis.zcard(KEYS.debts(ALICE)) == NUMBER
    assert (await app.clients.settle(ALICE, ids))[1] == await app.clients.undo(ALICE, ids=ids) == NUMBER
    await app.clients.write(ALICE, {f"inv-{n}": "Anna" for n in range(NUMBER)}, {})
    assert await app.outbox.queue.claim(20)
    await app.watch.forget(ALICE)
    assert most.keys() >= {"broadcasts/fill", "orders/apply_page", "book/read", "book/settle", "orders/forget"}
    assert max(most.values()) <= 2000, most
