"""Lists of a partner that pages in an odd way: the reading ends, and says whether it has reached the end."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.clock import utcnow
from bot.notifications.alerts import MAX_SUBJECTS, Alerts
from bot.partner.client import PartnerClient, open_http
from bot.workers import order_list
from bot.workers.order_list import OrderList
from tests.support import KEYS

Answer = Callable[[httpx.QueryParams], dict[str, Any]]

SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def rows(number: int, prefix: str = "", first: int = 0) -> list[dict[str, Any]]:
    now = utcnow().isoformat()
    return [{"id": f"{prefix}{first + i}", "status": "paid", "created_at": now} for i in range(number)]


@asynccontextmanager
async def listed(redis: Redis, answer: Answer) -> AsyncIterator[OrderList]:
    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"ok": True, "data": answer(request.url.params)})

    async def no_sleep(seconds: float) -> None: ...

    transport = httpx.MockTransport(handle)
    async with open_http("https://partner.test", SecretStr("osk_test"), transport=transport) as http:
        yield OrderList(PartnerClient(http), Alerts(redis, KEYS), rate=5, sleep=no_sleep)


async def read(reader: OrderList) -> tuple[set[str], bool]:
    """The ids of all rows, and whether the end was reached."""
    ids, is_end = set[str](), False
    async for page, is_last in reader.pages(SINCE):
        ids |= {row.id for row in page}
        is_end = is_last
    return ids, is_end


async def is_told(redis: Redis) -> bool:
    return await redis.zscore(KEYS.queue("notices"), "alert:list:GET /orders") is not None


async def test_cursors_that_lead_in_a_circle_end_the_reading(redis: Redis) -> None:
    following = {"": "b", "b": "c", "c": "d", "d": "b"}

    def circle(query: httpx.QueryParams) -> dict[str, Any]:
        place = query.get("cursor", "")
        return {"items": rows(50, place or "a"), "next_cursor": following[place]}

    async with listed(redis, circle) as reader:
        ids, is_end = await read(reader)
    assert (len(ids), is_end, await is_told(redis)) == (200, False, True)


async def test_a_list_without_an_end_is_given_up(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_list, "MAX_PAGES", 20)
    async with listed(redis, lambda query: {"items": rows(100, first=int(query["offset"]))}) as reader:
        _, is_end = await read(reader)
    assert (is_end, await is_told(redis)) == (False, True)


@pytest.mark.parametrize("name", ["count", "total"])
async def test_a_total_that_counts_the_page_is_not_the_end_of_the_list(redis: Redis, name: str) -> None:
    def counted(query: httpx.QueryParams) -> dict[str, Any]:
        page = rows(230)[int(query["offset"]) :][:50]
        return {"items": page, name: len(page)}

    async with listed(redis, counted) as reader:
        ids, is_end = await read(reader)
    assert (len(ids), is_end, await is_told(redis)) == (230, True, False)


async def test_alerts_about_the_words_of_the_partner_are_no_flood(redis: Redis) -> None:
    now = utcnow()
    alerts = Alerts(redis, KEYS, clock=lambda: now)
    for number in range(50):
        await alerts.trigger("status", f"confirming {number} of 50")
        await alerts.trigger("details", str(number), repeat_after=None)
    assert await redis.zcard(KEYS.queue("notices")) == 2 * MAX_SUBJECTS
    now += timedelta(hours=1, minutes=1)
    await alerts.trigger("details", "49", repeat_after=None)
    assert await redis.zcard(KEYS.queue("notices")) == 2 * MAX_SUBJECTS + 1
