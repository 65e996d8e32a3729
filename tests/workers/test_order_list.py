"""Lists of a partner that pages in an odd way: the reading ends, and says whether it has reached the end."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.clock import to_ms, utcnow
from bot.notifications.alerts import MAX_SUBJECTS, Alerts
from bot.partner.client import PartnerClient
from bot.partner.errors import Ambiguous, Unreadable
from bot.partner.http import open_http
from bot.workers import order_list
from bot.workers.order_list import PAUSE_A_ROW, OrderList
from tests.support import KEYS
from tests.support.shop import Person, Shop

Answer = Callable[[httpx.QueryParams], dict[str, Any]]

SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def rows(number: int, prefix: str = "", first: int = 0) -> list[dict[str, Any]]:
    now = utcnow().isoformat()
    return [{"id": f"{prefix}{first + i}", "status": "paid", "created_at": now} for i in range(number)]


@asynccontextmanager
async def listed(redis: Redis, answer: Answer) -> AsyncIterator[OrderList]:
    def handle(request: httpx.Request) -> httpx.Response:
        try:
            return httpx.Response(200, json={"ok": True, "data": answer(request.url.params)})
        except ValueError as error:
            envelope = {"ok": False, "error_code": "VALIDATION_ERROR", "error_message": str(error), "data": None}
            return httpx.Response(400, json=envelope)

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


async def test_a_partner_that_does_not_page_is_noticed_though_new_orders_arrive(redis: Redis) -> None:
    calls = 0

    def answer(query: httpx.QueryParams) -> dict[str, Any]:
        nonlocal calls
        calls += 1
        return {"items": rows(2000, first=1000 - calls)[:100]}

    async with listed(redis, answer) as reader:
        _, is_end = await read(reader)
    assert (is_end, await is_told(redis)) == (False, True)
    assert calls <= 6


@pytest.mark.parametrize("number", [250, 251])
async def test_the_end_of_a_list_is_its_end_though_new_orders_arrive(redis: Redis, number: int) -> None:
    """Before each page one: so the last page has only rows that were read before."""
    new = 0

    def answer(query: httpx.QueryParams) -> dict[str, Any]:
        nonlocal new
        new += 1
        return {"items": rows(number + new, first=1000 - new)[int(query["offset"]) :][:100]}

    async with listed(redis, answer) as reader:
        ids, is_end = await read(reader)
    assert {str(id) for id in range(1000, 1000 + number)} <= ids
    assert (is_end, await is_told(redis)) == (True, False)


async def test_a_list_whose_total_is_larger_than_its_only_page_is_told(redis: Redis) -> None:
    async with listed(redis, lambda query: {"items": rows(37), "total": 500}) as reader:
        ids, is_end = await read(reader)
    assert (len(ids), is_end, await is_told(redis)) == (37, False, True)


async def test_a_last_page_of_one_unreadable_row_is_the_end(redis: Redis) -> None:
    def answer(query: httpx.QueryParams) -> dict[str, Any]:
        pages = {"": rows(100), "b": [{"status": "paid"}]}
        return {"items": pages[query.get("cursor", "")], "next_cursor": None if query.get("cursor") else "b"}

    async with listed(redis, answer) as reader:
        reader._way = "cursor"
        ids, is_end = await read(reader)
    assert (len(ids), is_end) == (100, True)


async def test_between_two_pages_the_event_loop_is_left_to_others(redis: Redis) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with listed(redis, lambda query: {"items": rows(230)[int(query["offset"]) :][:100]}) as reader:
        reader.sleep = sleep
        ids, is_end = await read(reader)
    assert (len(ids), is_end) == (230, True)
    assert slept[:2] == [100 * PAUSE_A_ROW] * 2


@pytest.mark.parametrize("name", ["count", "total"])
async def test_a_total_that_counts_the_page_is_not_the_end_of_the_list(redis: Redis, name: str) -> None:
    def counted(query: httpx.QueryParams) -> dict[str, Any]:
        page = rows(230)[int(query["offset"]) :][:50]
        return {"items": page, name: len(page)}

    async with listed(redis, counted) as reader:
        ids, is_end = await read(reader)
    assert (len(ids), is_end, await is_told(redis)) == (230, True, False)


@pytest.mark.parametrize("number", [7, 43])
async def test_a_short_list_of_a_partner_that_pages_in_no_way_is_whole(redis: Redis, number: int) -> None:
    async with listed(redis, lambda query: {"items": rows(number)}) as reader:
        ids, is_end = await read(reader)
    assert (len(ids), is_end, await is_told(redis)) == (number, True, False)


@pytest.mark.parametrize("number", [50, 100, 120])
async def test_a_list_that_may_be_cut_is_told_once(redis: Redis, number: int) -> None:
    now = utcnow()
    async with listed(redis, lambda query: {"items": rows(number)}) as reader:
        reader.alerts = Alerts(redis, KEYS, clock=lambda: now)
        for hour in range(30):
            _, is_end = await read(reader)
            told = await redis.zscore(KEYS.queue("notices"), "alert:list:GET /orders")
            assert (is_end, bool(told)) == (False, hour == 0)
            await redis.delete(KEYS.queue("notices"))
            for _ in range(12):
                now += timedelta(minutes=5, seconds=1)
                await reader.alerts.clear_stale(now)


@pytest.mark.parametrize("total", [0, 2, 5, 120])
@pytest.mark.parametrize("number", [150, 300])
async def test_a_total_below_the_rows_that_were_read_is_no_total(redis: Redis, total: int, number: int) -> None:
    def answer(query: httpx.QueryParams) -> dict[str, Any]:
        return {"items": rows(number)[int(query["offset"]) :][:100], "total": total}

    async with listed(redis, answer) as reader:
        ids, is_end = await read(reader)
    assert (len(ids), is_end, await is_told(redis)) == (number, True, False)


def _aged(number: int, days: float) -> list[dict[str, Any]]:
    """Newest first."""
    made = [(SINCE + timedelta(days=days, seconds=-each)).isoformat() for each in range(number)]
    return [row | {"created_at": at} for row, at in zip(rows(number, f"{days}-"), made, strict=True)]


OLD, NEW = _aged(120, -9), _aged(150, 1)


@pytest.mark.parametrize(
    "listing",
    [
        [*reversed(OLD), *reversed(NEW)],
        [*NEW[:99], OLD[0], *NEW[99:]],
        [*NEW[:96], *OLD[:4], *NEW[96:]],
        [*NEW[:90], *OLD[:5], NEW[90], *OLD[5:9], *NEW[91:]],
    ],
    ids=["oldest-first", "one-odd-time", "four-odd-times", "by-update"],
)
async def test_odd_times_and_another_order_do_not_end_a_list(redis: Redis, listing: list[dict[str, Any]]) -> None:
    async with listed(redis, lambda query: {"items": listing[int(query["offset"]) :][:100]}) as reader:
        ids, is_end = await read(reader)
    assert {row["id"] for row in NEW} <= ids
    assert is_end


async def test_a_list_that_is_newest_first_ends_at_the_time_that_is_wanted(redis: Redis) -> None:
    calls = list[str]()

    def answer(query: httpx.QueryParams) -> dict[str, Any]:
        calls.append(query["offset"])
        return {"items": [*_aged(150, 1), *_aged(900, -1)][int(query["offset"]) :][:100], "total": 1050}

    async with listed(redis, answer) as reader:
        assert (await read(reader))[1]
    assert calls == ["0", "95"]


async def test_a_list_that_ends_before_its_total_is_told(redis: Redis) -> None:
    async with listed(redis, lambda query: {"items": rows(40)[int(query["offset"]) :], "total": 200}) as reader:
        _, is_end = await read(reader)
    assert (is_end, await is_told(redis)) == (False, True)


async def test_a_list_that_takes_no_limit_is_read_in_parts_and_told(redis: Redis) -> None:
    async with listed(redis, lambda query: {"items": rows(2500)[int(query["offset"]) :]}) as reader:
        ids, is_end = await read(reader)
    assert (len(ids), is_end, await is_told(redis)) == (2500, True, True)


@pytest.mark.parametrize("also_refused", ["offset", "limit"])
async def test_a_partner_that_takes_nothing_beside_a_cursor_is_read_by_cursors(redis: Redis, also_refused: str) -> None:
    """`offset` is refused at all, or `offset` and `limit` beside a cursor only."""

    def strict(query: httpx.QueryParams) -> dict[str, Any]:
        begin = int(query.get("cursor", 0))
        if "offset" in query and (also_refused == "offset" or query["offset"] != "0"):
            raise ValueError("unknown parameter: offset")
        if "cursor" in query and also_refused == "limit" and "limit" in query:
            raise ValueError("a cursor goes alone")
        page = rows(130)[begin : begin + 50]
        return {"items": page, "next_cursor": str(begin + 50) if begin + 50 < 130 else None}

    async with listed(redis, strict) as reader:
        ids, is_end = await read(reader)
    assert (len(ids), is_end, await is_told(redis)) == (130, True, False)


async def test_a_list_in_which_no_row_is_an_order_is_no_list(redis: Redis) -> None:
    async with listed(redis, lambda query: {"items": [{"code": "E1"}, {"code": "E2"}]}) as reader:
        with pytest.raises(Unreadable):
            await read(reader)


async def told(redis: Redis, now: datetime) -> list[str]:
    """The notices that are due."""
    return [id.decode() for id in await redis.zrangebyscore(KEYS.queue("notices"), "-inf", to_ms(now))]


async def test_alerts_about_the_words_of_the_partner_are_no_flood(redis: Redis) -> None:
    now = utcnow()
    alerts = Alerts(redis, KEYS, clock=lambda: now)
    for number in range(50):
        await alerts.trigger("status", f"confirming {number} of 50")
        await alerts.trigger("details", str(number), repeat_after=None)
    assert len(await told(redis, now)) == 2 * MAX_SUBJECTS
    assert len(await alerts.held("details")) == 50 - MAX_SUBJECTS
    now += timedelta(hours=1, minutes=1)
    await alerts.trigger("details", "49", repeat_after=None)
    assert len(await told(redis, now)) == 2 * MAX_SUBJECTS + 1 + len(["more:status:", "more:details:"])
    assert "49" not in await alerts.held("details")


async def test_an_address_that_all_orders_have_is_one_alert_with_a_count(shop: Shop, ivan: Person) -> None:
    alerts = shop.services.alerts
    for number in range(200):
        await alerts.trigger("address-checksum", f"order-{number}", repeat_after=None)
    await ivan.sees("order-0", "bad checksum")
    await shop.quiet_updates()
    assert len([bubble for bubble in await ivan.chat() if "bad checksum" in bubble.text]) == 1
    shop.clock.advance(minutes=61)
    await ivan.sees("order-1", "bad checksum", "Others like this (198)", "order-2")
    await shop.quiet()
    for number in range(200):
        await alerts.trigger("address-checksum", f"order-{number}", repeat_after=None)
    assert not await alerts.held("address-checksum"), "all of them were told"


@pytest.mark.parametrize(
    ("open_orders", "most", "refuses", "asked"),
    [
        (900, 10_000, True, ["100"] * 10),
        (6_000, 10_000, True, ["200"] * 5),
        (20_000, 10_000, True, ["500"] * 2),
        (20_000, 100, True, ["500", "200"] + ["100"] * 10),
        (20_000, 100, False, ["500"] + ["100"] * 9),
    ],
    ids=["few", "several", "many", "refused", "capped-in-silence"],
)
async def test_large_pages_are_asked_for_while_many_orders_are_open(
    redis: Redis, open_orders: int, most: int, refuses: bool, asked: list[str]
) -> None:
    all_rows, limits = rows(900), list[str]()

    def answer(params: httpx.QueryParams) -> dict[str, Any]:
        limits.append(params["limit"])
        limit, offset = int(params["limit"]), int(params["offset"])
        if refuses and limit > most:
            raise ValueError("limit is too large")
        return {"items": all_rows[offset : offset + min(limit, most)], "total": len(all_rows)}

    async with listed(redis, answer) as reader:
        reader.prepare(open_orders)
        assert await read(reader) == ({row["id"] for row in all_rows}, True)
        assert limits == asked
        limits.clear()
        reader.prepare(open_orders)
        await read(reader)
        assert set(limits) == {asked[-1]}, "what a partner refuses is asked once"


async def test_a_partner_that_is_too_slow_for_large_pages_is_asked_for_usual_ones(redis: Redis) -> None:
    def answer(params: httpx.QueryParams) -> dict[str, Any]:
        if int(params["limit"]) > 100:
            raise httpx.ReadTimeout("too slow")
        return {"items": rows(30)[int(params["offset"]) :], "total": 30}

    async with listed(redis, answer) as reader:
        reader.prepare(20_000)
        with pytest.raises(Ambiguous):
            await read(reader)
        reader.prepare(20_000)
        assert len((await read(reader))[0]) == 30


async def test_a_large_page_that_was_refused_is_asked_for_once_more_after_some_hours(redis: Redis) -> None:
    limits = list[int]()

    def answer(params: httpx.QueryParams) -> dict[str, Any]:
        limits.append(int(params["limit"]))
        if limits == [500]:
            raise ValueError("not today")
        return {"items": rows(30)[int(params["offset"]) :], "total": 30}

    async with listed(redis, answer) as reader:
        for _ in range(order_list.FORGET_AFTER - 1):
            reader.prepare(20_000)
            await read(reader)
        assert limits[0] == 500
        assert set(limits[1:]) == {200}
        limits.append(0)
        reader.prepare(20_000)
        await read(reader)
        assert set(limits[limits.index(0) + 1 :]) == {500}
