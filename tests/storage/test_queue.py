"""The one queue and what is shared beside it: claims and fences, leases, the bucket."""

import asyncio
import heapq
import itertools
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.clock import from_ms, to_ms
from bot.orders.draft import Draft, Recipient
from bot.orders.models import IntentState
from bot.partner.goods import Product
from bot.storage.heartbeat import Heartbeat
from bot.storage.lease import LEASE_TTL, Lease
from bot.storage.queue import Claim, DelayedQueue, DueQueues
from bot.storage.rate_limit import RateLimiter, Turn
from bot.storage.scripts import Script
from tests.support import KEYS
from tests.support.queues import works
from tests.support.shop import ALICE, MovingClock, Shop, eventually

MINUTE = timedelta(minutes=1)


@pytest.fixture
def due(redis: Redis, clock: MovingClock) -> DelayedQueue:
    return DelayedQueue(redis, KEYS, "notices", clock=clock)


async def only(due: DelayedQueue) -> Claim:
    (claim,) = await due.claim(10)
    return claim


async def test_only_what_is_due_is_claimed_the_longest_due_first(due: DelayedQueue, clock: MovingClock) -> None:
    for id, seconds in (("late", -5), ("later", -1), ("not yet", 60)):
        await due.add(id, clock() + timedelta(seconds=seconds))
    assert [claim.id for claim in await due.claim(1)] == ["late"]
    assert [claim.id for claim in await due.claim(10)] == ["later"]
    assert await due.claim(10) == []


async def test_two_processes_never_hold_the_same_claim(redis: Redis, due: DelayedQueue, clock: MovingClock) -> None:
    other = DelayedQueue(redis, KEYS, "notices", clock=clock)
    for number in range(100):
        await due.add(str(number), clock())
    batches = await asyncio.gather(*[each.claim(7) for each in (due, other) * 10])
    claimed = [claim.id for batch in batches for claim in batch]
    assert sorted(claimed, key=int) == [str(number) for number in range(100)]


async def test_a_claim_comes_back_when_its_lease_is_over(due: DelayedQueue, clock: MovingClock) -> None:
    await due.add("10421", clock())
    first = await only(due)
    clock.advance(seconds=20)
    assert await due.claim(10) == []
    clock.advance(seconds=11)
    second = await only(due)
    assert (second.id, second.fence != first.fence) == (first.id, True)


async def test_a_late_finish_changes_nothing(due: DelayedQueue, clock: MovingClock) -> None:
    await due.add("10421", clock())
    late = await only(due)
    clock.advance(minutes=1)
    current = await only(due)
    assert not await due.finish(late)
    assert not await due.finish(late, again=clock())
    assert await due.claim(10) == [], "it is still the other's"
    assert await due.finish(current)
    assert await due.size() == 0


async def test_adding_wakes_a_claimed_id_and_takes_its_fence_away(due: DelayedQueue, clock: MovingClock) -> None:
    await due.add("10421", clock())
    asleep = await only(due)
    await due.add("10421", clock())
    assert not await due.finish(asleep)
    awake = await only(due)
    assert await due.finish(awake, again=clock() + MINUTE)
    assert await due.claim(10) == []
    clock.advance(minutes=1)
    assert (await only(due)).id == "10421"


async def test_the_lag_is_that_of_the_longest_due(due: DelayedQueue, clock: MovingClock) -> None:
    assert await due.lag() == timedelta(0)
    await due.add("late", clock() - MINUTE)
    await due.add("soon", clock() + MINUTE)
    assert MINUTE <= await due.lag() < MINUTE + timedelta(seconds=5)


async def test_work_that_fails_comes_back_and_stops_nobody(due: DelayedQueue, clock: MovingClock) -> None:
    stopping, done = asyncio.Event(), []

    async def do(claim: Claim) -> None:
        if claim.id == "bad":
            raise ValueError("a bug")
        if claim.id == "unlucky":
            raise RedisConnectionError("away")
        done.append(claim.id)
        await due.finish(claim)

    async with asyncio.TaskGroup() as group:
        group.create_task(works(due, do, stopping=stopping))
        for id in ("bad", "unlucky", "good"):
            await due.add(id, clock())

        async def only_the_bad_are_left() -> bool:
            return done == ["good"] and await due.size() == 2

        assert await eventually(only_the_bad_are_left)
        stopping.set()
    clock.advance(minutes=1)
    assert {claim.id for claim in await due.claim(10)} == {"bad", "unlucky"}


async def test_work_that_has_begun_is_finished_before_the_worker_ends(due: DelayedQueue, clock: MovingClock) -> None:
    stopping, begun, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def do(claim: Claim) -> None:
        begun.set()
        await go_on.wait()
        await due.finish(claim)

    async with asyncio.TaskGroup() as group:
        group.create_task(works(due, do, stopping=stopping))
        await due.add("10421", clock())
        await begun.wait()
        stopping.set()
        go_on.set()
    assert await due.size() == 0


async def test_one_question_wakes_those_whose_queue_has_something_due(redis: Redis, clock: MovingClock) -> None:
    """Not those of an empty queue, of one that is held, and of one whose ids are due later."""
    notices, orders, ticks, daily = (
        DelayedQueue(redis, KEYS, name, clock=clock) for name in ("notices", "orders", "ticks", "daily")
    )
    await notices.add("due", clock())
    await orders.add("due", clock())
    await orders.hold(5)
    await ticks.add("later", clock() + MINUTE)
    questions, due, woken = 0, DueQueues(redis, KEYS, clock=clock), list[str]()
    stopping = asyncio.Event()

    async def ask(stopping: asyncio.Event, seconds: float) -> None:
        nonlocal questions
        questions += 1
        if questions == 3:
            await orders.release()
        if questions == 5:
            clock.advance(minutes=1)
        if questions == 7:
            stopping.set()
        await asyncio.sleep(0)

    due.pause = ask

    async def wait(queue: DelayedQueue) -> None:
        await due.wait(queue.name, stopping)
        woken.append("stopped" if stopping.is_set() else f"{queue.name} {questions}")

    async with asyncio.TaskGroup() as group:
        for queue in (notices, orders, ticks, daily):
            group.create_task(wait(queue))
        await asyncio.sleep(0)
        group.create_task(due.run(stopping))
    assert woken == ["notices 1", "orders 4", "ticks 6", "stopped"]


async def test_a_key_that_is_no_queue_keeps_no_other_queue_from_its_work(redis: Redis, clock: MovingClock) -> None:
    await redis.set(KEYS.queue("orders"), "no queue")
    await DelayedQueue(redis, KEYS, "notices", clock=clock).add("due", clock())
    ask = Script(redis, "queue/due", KEYS.root)
    assert await ask(now=to_ms(clock()), queues=["orders", "notices"]) == [b"orders", b"notices"]


async def test_a_mistake_in_the_question_wakes_the_workers_all_the_same_at_the_stop(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    due, stopping = DueQueues(redis, KEYS), asyncio.Event()

    async def fails(**arguments: object) -> list[bytes]:
        raise ValueError("a bug")

    monkeypatch.setattr(due, "_ask", fails)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(due.run(stopping))
        group.create_task(due.wait("orders", stopping))
        await asyncio.sleep(0.1)
        stopping.set()


# Life and death


async def test_what_a_dead_process_held_is_due_again_long_before_its_lease_is_over(
    redis: Redis, clock: MovingClock
) -> None:
    dead, living = (DelayedQueue(redis, KEYS, "notices", me=name, clock=clock) for name in ("dead", "a11e"))
    for number in range(3):
        await dead.add(str(number), clock())
    for name in ("dead", "a11e"):
        await Heartbeat(redis, KEYS, me=name, clock=clock).beat()
    claims = await dead.claim(2)
    (kept,) = await living.claim(5)
    assert await Heartbeat(redis, KEYS, me="a11e", clock=clock).beat() == 0, "both live"

    await redis.delete(KEYS.alive("dead"))  # as if it had been silent for three seconds
    assert await Heartbeat(redis, KEYS, me="a11e", clock=clock).beat() == 2
    assert {claim.id for claim in await living.claim(5)} == {claim.id for claim in claims}
    assert not await dead.finish(claims[0]), "it was only slow, and lost its right"
    assert await living.finish(kept)


async def test_a_sign_of_life_lasts_three_seconds(redis: Redis, clock: MovingClock) -> None:
    await Heartbeat(redis, KEYS, me="a11e", clock=clock).beat()
    assert 2000 < await redis.pttl(KEYS.alive("a11e")) <= 3000


async def test_an_attempt_of_a_dead_process_is_made_again_by_a_living_one(still: Shop) -> None:
    """The handler that confirmed was killed with its request on the way: nobody waits for its lease of 40 s."""
    intents, redis = still.services.intents, still.services.redis
    draft = Draft.empty().with_(product=Product.STARS, recipient=Recipient(username="alice"), amount=100)
    await intents.confirm(draft, ALICE, None, "en")
    await redis.hset(KEYS.fences("intents"), draft.id, "dead:1")  # type: ignore[misc]
    await redis.zadd(KEYS.queue("intents"), {draft.id: to_ms(still.clock()) + 40_000})
    assert await intents.queue.claim(1) == []
    assert await Heartbeat(redis, KEYS, clock=still.clock).beat() == 1
    (claim,) = await intents.queue.claim(1)
    intent = await intents.settle(draft.id, claim)
    assert intent is not None
    assert intent.state is IntentState.PLACED


# Leases


@pytest.fixture
async def leases(redis: Redis) -> AsyncIterator[tuple[Lease, Lease, AsyncExitStack]]:
    """Two processes' leases of the same name; the stack holds the first one."""
    one, other = Lease(redis, KEYS, "polling"), Lease(redis, KEYS, "polling")
    async with AsyncExitStack() as outer, AsyncExitStack() as inner:
        await inner.enter_async_context(one.renewed())
        assert await eventually(lambda: _held(one))
        await outer.enter_async_context(other.renewed())
        yield one, other, inner


async def _held(lease: Lease) -> bool:
    return lease.held


async def test_a_lease_is_given_back_by_who_is_cancelled(redis: Redis) -> None:
    lease = Lease(redis, KEYS, "polling")

    async def hold() -> None:
        async with lease.renewed():
            await asyncio.Event().wait()

    async with asyncio.TaskGroup() as group:
        holder = group.create_task(hold())
        assert await eventually(lambda: _held(lease))
        holder.cancel()
    assert not await redis.exists(KEYS.lease("polling"))


async def test_one_process_holds_a_lease_and_gives_it_back(leases: tuple[Lease, Lease, AsyncExitStack]) -> None:
    one, other, first = leases
    await asyncio.sleep(LEASE_TTL / 3 * 1.5)  # a turn of renewing, by both
    assert (one.held, other.held) == (True, False)
    await first.aclose()
    assert (one.held, other.held) == (False, False)
    assert await eventually(lambda: _held(other), LEASE_TTL)


async def test_a_dead_process_loses_its_lease(redis: Redis) -> None:
    await redis.set(KEYS.lease("polling"), "somebody who was killed", px=500)
    lease = Lease(redis, KEYS, "polling")
    async with lease.renewed():
        await asyncio.sleep(0.05)
        assert not lease.held
        assert await eventually(lambda: _held(lease), LEASE_TTL)


async def test_a_lease_that_redis_has_lost_is_taken_again_by_one(
    leases: tuple[Lease, Lease, AsyncExitStack], redis: Redis
) -> None:
    one, other, _ = leases
    await redis.flushall()
    await asyncio.sleep(LEASE_TTL / 3 * 1.5)
    assert one.held != other.held


# The bucket


class SetClock:
    ms = 1_700_000_000_000

    def __call__(self):  # type: ignore[no-untyped-def]
        return from_ms(self.ms)


@pytest.mark.parametrize(("seed", "rate"), [(1, 1), (2, 2), (3, 5), (4, 5), (5, 30)])
async def test_never_more_than_the_rate_in_any_second_and_the_urgent_first(redis: Redis, seed: int, rate: int) -> None:
    """Callers of two processes come at random moments; time is simulated, to the millisecond."""
    dice, clock = random.Random(seed * 100 + rate), SetClock()
    buckets = [RateLimiter(redis, "{limit}", rate, clock=clock) for _ in range(2)]
    order = itertools.count()
    callers = [(clock.ms + dice.randrange(int(40_000 / rate)), dice.choice([0, 1, 2, 3, 3, 3])) for _ in range(60)]
    asking = [(at, next(order), first, priority) for first, (at, priority) in enumerate(callers)]
    heapq.heapify(asking)
    granted: dict[int, int] = {}
    while asking:
        clock.ms, _, caller, priority = heapq.heappop(asking)
        wait = (await dice.choice(buckets).ask(priority)).wait
        if wait:
            heapq.heappush(asking, (clock.ms + round(wait * 1000), next(order), caller, priority))
        else:
            granted[caller] = clock.ms

    times = sorted(granted.values())
    assert len(times) == len(callers)
    for first in times:
        assert sum(first <= time < first + 1000 for time in times) <= rate
    for caller, (since, priority) in enumerate(callers):
        overtaken = [
            other
            for other, (_, less) in enumerate(callers)
            if less > priority and since < granted[other] < granted[caller]
        ]
        assert not overtaken, "somebody less urgent went first"


async def test_background_work_leaves_one_call_of_each_second_free_and_spreads_its_own(redis: Redis) -> None:
    clock = SetClock()
    bucket = RateLimiter(redis, "{limit}", 5, clock=clock)
    granted = []
    for _ in range(2000):
        if not (await bucket.ask(3)).wait:
            granted.append(clock.ms - SetClock.ms)
        clock.ms += 1
    assert len(granted) == 8
    assert min(later - sooner for sooner, later in itertools.pairwise(granted)) >= 150
    assert not (await bucket.ask(0)).wait


async def test_late_background_calls_keep_their_rate(redis: Redis) -> None:
    """Whoever sleeps too long by a little is not slower for it."""
    clock = SetClock()
    bucket = RateLimiter(redis, "{limit}", 30, clock=clock)
    calls = 0
    while clock.ms < SetClock.ms + 10_000:
        wait = (await bucket.ask(3)).wait
        calls += wait == 0
        clock.ms += round(wait * 1000) + 7 if wait else 0
    assert calls >= 290


async def test_an_urgent_call_finds_a_place_soon_among_background_work(redis: Redis) -> None:
    clock = SetClock()
    bucket = RateLimiter(redis, "{limit}", 30, clock=clock)
    waits = []
    for ms in range(5000):
        await bucket.ask(3)
        if ms > 1000 and ms % 331 == 0:
            asked = clock.ms
            while wait := (await bucket.ask(0)).wait:
                clock.ms += round(wait * 1000)
            waits.append(clock.ms - asked)
        clock.ms += 1
    assert max(waits) < 50


@pytest.mark.parametrize("rate", [1, 2, 5, 30])
async def test_watching_keeps_one_call_in_five_and_confirmations_theirs(redis: Redis, rate: int) -> None:
    """Persons ask without end, in two processes; so does the watch. Now and then somebody confirms."""
    clock = SetClock()
    buckets = [RateLimiter(redis, "{limit}", rate, kept=3, clock=clock) for _ in range(2)]
    asking = [(clock.ms, number, priority) for number, priority in enumerate([1] * 6 + [2] * 2 + [4] * 3)]
    confirming = itertools.count(clock.ms + 500, 4000)
    heapq.heappush(asking, (next(confirming), 99, 0))
    made: dict[int, list[int]] = {0: [], 1: [], 2: [], 4: []}
    confirmed_after, asked = list[int](), 0
    while clock.ms < SetClock.ms + 40_000:
        clock.ms, number, priority = heapq.heappop(asking)
        asked = asked or (clock.ms if priority == 0 else 0)
        wait = (await buckets[number % 2].ask(priority)).wait
        again = clock.ms + round(wait * 1000) if wait else clock.ms + 1
        if not wait:
            made[priority].append(clock.ms)
        if not wait and priority == 0:
            confirmed_after.append(clock.ms - asked)
            asked, again = 0, next(confirming)
        heapq.heappush(asking, (again, number, priority))
    for sooner, later in itertools.pairwise([SetClock.ms, *made[4]]):
        assert later - sooner <= 5000 / rate + 2100, "the watch waits for its fifth, and a second for room"
    assert len(made[4]) >= 40 * rate / 5 * 0.7
    assert len(made[1]) > len(made[4])
    assert max(confirmed_after) <= 2100


async def test_one_of_many_waiting_asks_for_all(redis: Redis) -> None:
    clock, asked = SetClock(), 0

    async def sleep(seconds: float) -> None:
        clock.ms += round(seconds * 1000)
        await asyncio.sleep(0)

    bucket = RateLimiter(redis, "{limit}", 10, clock=clock, sleep=sleep)
    ask = bucket.ask

    async def counting(priority: int, scope: str = "") -> Turn:
        nonlocal asked
        asked += 1
        return await ask(priority, scope)

    bucket.ask = counting  # type: ignore[method-assign]
    order: list[int] = []

    async def call(number: int) -> None:
        await bucket.take(1)
        order.append(number)

    async with asyncio.TaskGroup() as group:
        for number in range(50):
            group.create_task(call(number))
    assert order == list(range(50))
    assert asked <= 2 * 50


async def test_take_waits_as_long_as_it_is_told(redis: Redis) -> None:
    clock, slept = SetClock(), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.ms += round(seconds * 1000)

    bucket = RateLimiter(redis, "{limit}", 2, clock=clock, sleep=sleep)
    for _ in range(5):
        await bucket.take(0)
    assert sum(slept) == pytest.approx(2.002)


# Locks of a Redis whose clock was set back: they would live as much longer


async def test_what_lives_longer_than_it_may_holds_nobody_up(
    redis: Redis, due: DelayedQueue, clock: MovingClock
) -> None:
    for key in (KEYS.lease("sweep"), KEYS.lock(ALICE), KEYS.held("notices")):
        await redis.set(key, "of a dead process", ex=1200)
    lease = Lease(redis, KEYS, "sweep")
    async with lease.renewed():
        assert lease.held
        other = Lease(redis, KEYS, "sweep")
        async with other.renewed():
            assert lease.held
            assert not other.held
    enter = Script(redis, "session/enter", KEYS.chat(ALICE))
    assert (await enter(token="mine", update=1, minute=1, impatient=0))[0] == b"in"
    assert (await enter(token="other", update=2, minute=1, impatient=0))[0] == b"busy"
    await due.add("one", clock())
    assert (await only(due)).id == "one"
