"""Due times are on Redis' clock, however wrong the partner's clock, or the clock of a bot's machine, is."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from bot.clock import to_ms
from bot.runner import serve
from bot.storage.heartbeat import Heartbeat
from bot.storage.queue import Claim, DelayedQueue
from bot.storage.rate_limit import RateLimiter
from bot.storage.redis import open_client
from bot.storage.redis_clock import RedisClock
from tests.conftest import Valkey
from tests.support import KEYS
from tests.support.queues import works
from tests.support.shop import Bubble, Json, MovingClock, Person, Shop, eventually


async def jump(shop: Shop, **how_far: float) -> None:
    """The partner's clock jumps, as it does for "+5 min" in the demo."""
    await shop.control("clock", {"advance": timedelta(**how_far).total_seconds()})


async def pays(shop: Shop, order: Json) -> None:
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})


async def told(shop: Shop, person: Person, *words: str, within: float = 11) -> Bubble:
    """What the person sees after so many seconds, when no time goes by beyond that but what the work takes."""
    shop.clock.advance(seconds=within)

    async def look() -> Bubble | None:
        return next((bubble for bubble in await person.chat() if all(word in bubble.text for word in words)), None)

    found = await eventually(look, 20)
    assert found is not None, f"not told: {words}; the chat:\n" + "\n".join(map(repr, await person.chat()))
    return found


@pytest.mark.parametrize("ahead", [{"minutes": 35}, {"minutes": -10}, {"seconds": 60}, {"days": -2}])
async def test_a_payment_is_told_in_time_whatever_the_partners_clock_says(shop: Shop, ahead: dict[str, float]) -> None:
    await jump(shop, **ahead)
    alice = shop.person()
    paying = await alice.buys_stars()
    assert 13 < minutes_left(shop, paying) < 16, "the app counts down by its own clock"
    await pays(shop, await shop.order())
    await told(shop, alice, "Payment received")


@pytest.mark.parametrize("minutes", [35, -35])
async def test_without_a_usable_date_the_screen_says_the_time_that_the_create_gives(shop: Shop, minutes: int) -> None:
    """No answer tells the partner's clock at first: `expires_at - created_at` counts. The first check has a `Date`."""
    await jump(shop, minutes=minutes)
    await shop.fault("patch", method="GET", times=None, headers={"Date": "", "Age": "9"})
    await shop.fault("patch", "/orders/stars", times=None, headers={"Date": "", "Age": "9"})
    alice = shop.person()
    paying = await alice.buys_stars()
    assert 14.5 < minutes_left(shop, paying) <= 15
    await shop.mended()
    shop.clock.advance(seconds=11)
    watch, id = shop.services.watch, str((await shop.order())["id"])

    async def has_date() -> bool:
        watched = await watch.get(id)
        return watched is not None and watched.order.as_of is not None

    assert await eventually(has_date, 20)
    await alice.says("/start")
    await alice.taps(f"Pay #{id}", on=await alice.sees("100 Stars for @alice", after=paying.id))
    paying = await alice.sees("Memo", photo=True, after=paying.id)
    assert 14 < minutes_left(shop, paying) <= 15


def minutes_left(shop: Shop, paying: Bubble) -> float:
    """The time to pay that the payment screen counts down."""
    (left,) = (mark for mark in paying.raw["caption_entities"] if mark["type"] == "date_time")
    return float(left["unix_time"] - shop.clock().timestamp()) / 60


@pytest.mark.parametrize("minutes", [5, 15])
async def test_a_payment_after_the_partners_clock_jumped_is_told_in_time(shop: Shop, minutes: int) -> None:
    alice = shop.person()
    await alice.buys_stars("50")
    await jump(shop, minutes=minutes)
    await alice.buys_stars("100")
    await pays(shop, (await shop.orders())[0])
    await told(shop, alice, "Payment received", "100 Stars")
    assert minutes < 15 or await told(shop, alice, "expired unpaid", "50 Stars"), "at its next check: after 11 s"


@pytest.mark.parametrize("minutes", [5, -5])
async def test_the_time_left_follows_a_jump_of_the_partners_clock(shop: Shop, minutes: int) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await shop.quiet()
    await jump(shop, minutes=minutes)

    async def follows() -> bool:
        shop.clock.advance(seconds=1)
        paying = await alice.sees("Memo", photo=True)
        return abs(minutes_left(shop, paying) - (15 - minutes)) < 1.5

    assert await eventually(follows, 20, 0.1)


async def test_a_partner_who_is_behind_is_not_asked_more_often(shop: Shop) -> None:
    alice = shop.person()
    await jump(shop, minutes=-2)
    await alice.buys_stars("50")
    await alice.buys_stars("100")
    await shop.http.delete("/control/history")
    for _ in range(20):
        shop.clock.advance(seconds=1)
        await asyncio.sleep(0.05)
    calls = (await shop.http.get("/control/history")).json()["items"]
    assert len([call for call in calls if call["path"].startswith("/orders/1")]) <= 6


def wrong_clock(redis: Redis, minutes: float) -> RedisClock:
    """As on a machine whose clock is that wrong."""
    return RedisClock(redis, KEYS, machine_clock=lambda: datetime.now(UTC) + timedelta(minutes=minutes))


@pytest.mark.parametrize("pressed", [True, False])
@pytest.mark.parametrize("minutes", [10, -10])
async def test_bots_whose_clocks_differ_serve_one_shop(
    still: Shop, redis: Redis, minutes: float, pressed: bool
) -> None:
    """In real time, on Redis' own clock. Without "I have paid" the next check is due in 11 seconds: the test takes them
    off the time that the bots have stored."""
    stopping = asyncio.Event()
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        for off in (0, minutes):
            app = await stack.enter_async_context(still.built(wrong_clock(redis, off)))
            group.create_task(serve(app, stopping))
        still.app = None  # the one that does not run
        alice = still.person()
        paying = await alice.buys_stars()
        begun = asyncio.get_running_loop().time()
        await pays(still, order := await still.order())
        if pressed:
            await alice.taps("I have paid", on=paying)
        else:
            assert await eventually(lambda: _is_due_in_11_seconds(redis, str(order["id"])))
            await redis.zincrby(KEYS.queue("orders"), -11_000, str(order["id"]))
        await alice.sees("Payment received")
        assert asyncio.get_running_loop().time() - begun < 15
        stopping.set()


async def _is_due_in_11_seconds(redis: Redis, id: str) -> bool:
    due, (seconds, _) = await redis.zscore(KEYS.queue("orders"), id), await redis.time()
    return due is not None and due / 1000 - seconds < 11.5  # a claimed one is due at the end of its lease


async def test_no_due_work_runs_while_redis_is_away(valkey: Valkey, clock: MovingClock) -> None:
    """Nobody else may have done it, and nobody could write down that it is done."""
    worked, turns, stopping = list[str](), 0, asyncio.Event()

    async def handle(claim: Claim) -> None:
        worked.append(claim.id)
        stopping.set()

    async def pause(stopping: asyncio.Event, seconds: float) -> None:
        nonlocal turns
        turns += 1
        if turns == 3 and not worked:
            stopping.set()

    async with open_client(valkey.url) as redis:
        queue = DelayedQueue(redis, KEYS, "ticks", clock=clock)
        await queue.add("due", clock())
        await queue.add("later", clock() + timedelta(hours=1))
        await asyncio.to_thread(valkey.server.stop)
        clock.advance(minutes=30)
        await works(queue, handle, stopping=stopping, pause=pause)
        assert worked == []
        assert turns >= 3
        await asyncio.to_thread(valkey.server.start)
        stopping.clear()
        await works(queue, handle, stopping=stopping)
        assert worked == ["due"]


async def test_a_wrong_machine_clock_is_forgotten_with_the_first_answer_of_redis(redis: Redis) -> None:
    clock = wrong_clock(redis, 10)
    assert clock() - datetime.now(UTC) > timedelta(minutes=9)
    await clock.sync()
    assert abs(clock() - datetime.now(UTC)) < timedelta(seconds=2)


async def test_claims_and_the_rate_limit_compare_the_time_of_redis(redis: Redis) -> None:
    """Neither the one who is ahead nor the one who is behind has synchronised."""
    ahead, behind = wrong_clock(redis, 10), wrong_clock(redis, -10)
    queue = DelayedQueue(redis, KEYS, "orders", clock=ahead)
    await queue.add("later", datetime.now(UTC) + timedelta(minutes=5))
    assert await queue.claim(1) == []
    await queue.add("now", datetime.now(UTC) - timedelta(seconds=1))
    assert [claim.id for claim in await DelayedQueue(redis, KEYS, "orders", clock=behind).claim(2)] == ["now"]
    assert await queue.claim(2) == [], "its claim lasts half a minute for everybody"
    limits = [RateLimiter(redis, "{limit}", 1, clock=clock) for clock in (ahead, behind)]
    assert not (await limits[0].ask(0)).wait
    assert 0 < (await limits[1].ask(0)).wait <= 1.1


async def test_a_clock_of_redis_that_is_set_back_stops_nothing(redis: Redis) -> None:
    """A fail-over leads to a machine that is ten minutes behind: time goes on from where it was, a bit slower."""
    clock = RedisClock(redis, KEYS)
    await clock.sync()
    right = clock()
    before = right + timedelta(minutes=10)
    await redis.hset(KEYS.clock, mapping={"at": to_ms(before), "ahead": 0})  # type: ignore[misc]
    queue, heartbeat = DelayedQueue(redis, KEYS, "orders", clock=clock), Heartbeat(redis, KEYS, clock=clock)
    nearly = before - timedelta(seconds=1)  # the clock is as exact as the round trip of its question is short
    await queue.add("10421", nearly)
    assert not await queue.claim(1)
    limiter = RateLimiter(redis, f"{KEYS.root}:rate_limit:telegram", rate=1, clock=clock)
    await redis.zadd(f"{limiter.root}:calls", {"of before": to_ms(before)})
    await heartbeat.beat()
    await clock.sync()
    assert clock() >= nearly
    assert [claim.id for claim in await queue.claim(1)] == ["10421"]
    assert (await limiter.ask(0)).wait == 0
    assert (await limiter.ask(0)).wait > 0, "the rate holds on the new clock"

    last, ahead = to_ms(before), timedelta(minutes=10) / timedelta(milliseconds=1)
    for _ in range(50):  # it never stops, and comes nearer to the right time
        await asyncio.sleep(0.02)
        await heartbeat.beat()
        at, now_ahead = [int(value) for value in await redis.hmget(KEYS.clock, ["at", "ahead"])]  # type: ignore[misc]
        assert at > last
        assert now_ahead <= ahead
        last, ahead = at, now_ahead
    assert ahead < timedelta(minutes=10) / timedelta(milliseconds=1)


async def test_a_clock_of_redis_that_jumps_ahead_ends_no_order_and_doubles_none(shop: Shop) -> None:
    """A fail-over leads to a machine that is 40 minutes ahead: every lease has run out, every order is due."""
    alice = shop.person()
    await alice.buys_stars("50")
    confirm = await alice.chooses_stars("100")
    await shop.quiet()
    await shop.fault("delay", "/orders/stars", method="POST", seconds=0.5)
    await alice.taps("Confirm", on=confirm)
    assert await eventually(lambda: _has_creates(shop, 2)), "the partner is working on it"
    await jump(shop, minutes=-40)
    shop.clock.advance(minutes=40)
    paying = await alice.sees("Memo", "100 Stars", photo=True, after=confirm.id - 1)
    assert 13 < minutes_left(shop, paying) <= 15

    async def is_payable() -> bool:
        shop.clock.advance(seconds=2)
        screens = [bubble for bubble in await alice.chat() if "50 Stars" in bubble.text and "Memo" in bubble.text]
        return bool(screens) and 12 < minutes_left(shop, screens[-1]) <= 15

    assert await eventually(is_payable, 30, 0.5)
    first, second = sorted(await shop.orders(), key=lambda order: int(order["id"]))
    for order in (first, second):
        await pays(shop, order)
        await told(shop, alice, "Payment received", str(order["id"]))
    await shop.quiet()
    assert not [bubble for bubble in await alice.chat() if "expired" in bubble.text]


async def _has_creates(shop: Shop, number: int) -> bool:
    return len(await shop.creates()) == number


async def test_a_clock_of_redis_that_is_right_is_left_alone(redis: Redis) -> None:
    for _ in range(3):
        await Heartbeat(redis, KEYS, clock=RedisClock(redis, KEYS)).beat()
    assert await redis.hget(KEYS.clock, "ahead") == b"0"  # type: ignore[misc]
