"""429 from Telegram, and the pace that keeps it rare: answers wait for nothing of ours, notices and broadcasts do."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import GetMe, SendMessage
from redis.asyncio import Redis

from bot.clock import utcnow
from bot.sandbox.telegram_api.world import FLOOD_LIMITS
from bot.storage.lease import Lease
from bot.telegram.polling import DEAF_AFTER, Polling
from bot.telegram.rate_limit import MAX_RETRY_DELAY, PacingMiddleware, Urgency, retry_delay, urgency
from tests.handlers.admin.test_broadcast import composed, crowd
from tests.support import KEYS
from tests.support.shop import IVAN, ROSA, Json, MovingClock, Shop, eventually

GROUP = -777


def retry_after(seconds: int) -> TelegramRetryAfter:
    return TelegramRetryAfter(GetMe(), "Too Many Requests", seconds)


@pytest.mark.parametrize(("told", "waits"), [(5, 5), (0, 1), (-3, 1), (86_400, MAX_RETRY_DELAY), (300, 300)])
def test_the_delay_is_what_telegram_says_within_bounds(told: int, waits: float) -> None:
    assert retry_delay(retry_after(told), otherwise=7) == waits


def test_the_delay_after_another_error_is_the_callers() -> None:
    assert retry_delay(TelegramNetworkError(GetMe(), "cut"), otherwise=7) == 7


@pytest.mark.parametrize(("told", "waits"), [(0, 1), (86_400, MAX_RETRY_DELAY)])
async def test_polling_goes_on_after_any_retry_after_and_alerts_the_admins(
    still: Shop, clock: MovingClock, told: int, waits: float
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.advance(seconds=DEAF_AFTER.total_seconds())
        await asyncio.sleep(0)

    async def refuses(*args: object, **more: object) -> None:
        raise retry_after(told)

    redis, alerts = still.services.redis, still.services.alerts
    polling = Polling(refuses, None, Lease(redis, KEYS, "polling"), [], sleep=sleep, clock=clock, alerts=alerts)  # type: ignore[arg-type]
    async with asyncio.TaskGroup() as group:
        running = group.create_task(polling.run(group))
        assert await eventually(alerts.active)
        running.cancel()
    assert waits in slept
    assert set(slept) <= {waits, 0.2}, "0.2 s while the lease is taken"
    assert await alerts.active() == ["updates:"]


# Answers are not paced, notices are


async def calls(shop: Shop, method: str) -> list[Json]:
    return list((await shop.http.get("/world/history", params={"method": method})).json()["items"])


async def test_answers_do_not_wait_for_the_rate_limit(shop: Shop, redis: Redis) -> None:
    await shop.stop_bot()
    await shop.start_bot(telegram_rps=1)
    alice, rosa = shop.person(), shop.person(ROSA)
    for _ in range(6):
        await alice.says("/help")
        await rosa.says("/start")

    async def answered() -> bool:
        return len(await calls(shop, "sendMessage")) >= 12

    assert await shop.eventually(answered)
    assert not await redis.exists(f"{KEYS.telegram_rate_limit}:calls"), "no answer has asked the limiter"


class Steps:
    """A clock that moves by its own `sleep` alone."""

    def __init__(self) -> None:
        self.now = utcnow()

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def pacing(redis: Redis) -> PacingMiddleware:
    steps = Steps()
    return PacingMiddleware(redis, KEYS, 100, clock=steps, sleep=steps.sleep)


async def send_at(pacing: PacingMiddleware, chat_id: int) -> float:
    """When the call is let through, in seconds."""

    async def request(bot: Any, method: Any) -> Any:
        return pacing.clock().timestamp()

    at: Any = await pacing(request, None, SendMessage(chat_id=chat_id, text="news"))  # type: ignore[arg-type]
    return float(at)


async def test_a_chat_gets_one_message_of_a_notice_a_second_and_other_chats_do_not_wait(redis: Redis) -> None:
    paced = pacing(redis)
    with urgency(Urgency.NOTICE):
        times = [await send_at(paced, 1) for _ in range(3)]
        others = [await send_at(paced, chat) for chat in (2, 3)]
    assert times[1] - times[0] >= 0.99
    assert times[2] - times[1] >= 0.99
    assert others[1] - times[2] < 0.9
    assert len({await send_at(paced, 1) for _ in range(5)}) == 1, "answers are not delayed"


async def test_further_notices_of_a_chat_are_put_off_and_not_waited_for(redis: Redis) -> None:
    paced = pacing(redis)

    async def notice(chat: int) -> float:
        with urgency(Urgency.NOTICE):
            return await send_at(paced, chat)

    sent = await asyncio.gather(*(notice(chat) for chat in (1, 1, 1, 2)), return_exceptions=True)
    refused = [result.retry_after for result in sent if isinstance(result, TelegramRetryAfter)]
    assert len(refused) == 2
    assert set(refused) <= {1, 2}
    assert isinstance(sent[-1], float)


async def test_a_group_gets_twenty_paced_messages_a_minute(redis: Redis) -> None:
    paced = pacing(redis)
    with urgency(Urgency.NOTICE):
        times = [await send_at(paced, GROUP) for _ in range(45)]
        others = [await send_at(paced, ROSA) for _ in range(45)]
    assert all(later - earlier >= 60 for earlier, later in zip(times, times[20:], strict=False))
    assert times[-1] - times[0] < 135, "and no fewer"
    assert others[-1] - others[0] < 60, "a private chat has no such limit"


# The stand-in Telegram with the limits of Telegram's FAQ


async def test_alerts_of_a_group_and_a_broadcast_meet_no_429(shop: Shop, redis: Redis) -> None:
    shop.telegram.pace.clock = shop.clock
    ivan = await shop.admin()
    people = await crowd(shop, redis, 31)
    await shop.world("group", {"chat_id": GROUP, "title": "Admins"})
    await shop.stop_bot()
    await shop.start_bot(admin_chat_id=GROUP)
    # One more than the limits: between the limiter and the stand-in the clock may jump by a second.
    await shop.world("settings", {**FLOOD_LIMITS, "chat_burst": 4, "chat_per_second": 4 / 3, "group_per_minute": 21})
    for order in range(24):
        await shop.services.alerts.trigger("stuck", str(order))
    await composed(ivan, "News for all")
    await ivan.taps("Send to everybody")
    ivan.patience = 40
    await ivan.sees("Sent to everybody", f"Delivered: {len(people) + 1}")
    assert await shop.eventually(_alerts_in_group(shop, 24), 40)
    refused = [call for call in shop.telegram.history if call.error and "Too Many" in call.error]
    assert not [call for call in refused if call.chat != IVAN], "answers to Ivan are not paced"


def _alerts_in_group(shop: Shop, number: int) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        return len(shop.telegram.chats[GROUP].living()) == number

    return look
