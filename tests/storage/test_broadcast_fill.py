"""A broadcast is made due in pages: a killed process leaves the rest to the next, and nobody gets it twice."""

from datetime import timedelta

from redis.asyncio import Redis

from bot.notifications.broadcasts import FILL, FILL_PAGE_SIZE, Broadcasts, State
from bot.notifications.models import MessageRef
from bot.storage.scripts import Script
from tests.support import KEYS

PEOPLE = 2 * FILL_PAGE_SIZE + 50


async def test_another_process_goes_on_after_a_kill_in_the_middle_of_the_filling(redis: Redis) -> None:
    await redis.zadd(KEYS.people, {str(person): 1_700_000_000_000 + person // 7 for person in range(1, PEOPLE + 1)})
    broadcasts = Broadcasts(redis, KEYS)
    id = await broadcasts.compose(1, 1, "en")
    assert await broadcasts.start(id)
    (killed,) = await broadcasts.queue.claim(1, timedelta(0))
    assert killed.id == f"{id}:{FILL}"
    assert await Script(redis, "broadcasts/fill", KEYS.root)(id=id, now=1, limit=FILL_PAGE_SIZE) == 1
    half = await broadcasts.get(id)
    assert half is not None
    assert half.state is State.FILLING
    await redis.zadd(KEYS.people, {"3": 1_800_000_000_000})  # writes meanwhile, and comes in a later page again
    await broadcasts.queue.add(f"{id}:{FILL}", broadcasts.clock() - timedelta(days=36500))  # as the heartbeat does
    (claim,) = await broadcasts.queue.claim(1)
    await broadcasts.fill(claim)
    due = {row.decode() for row in await redis.zrange(KEYS.queue("broadcast"), 0, -1)}
    assert due == {f"{id}:{person}" for person in range(1, PEOPLE + 1)}
    filled = await broadcasts.get(id)
    assert filled is not None
    assert (filled.state, filled.total) == (State.SENDING, PEOPLE)


async def test_a_broadcast_that_redis_no_longer_has_is_not_written_again(redis: Redis) -> None:
    """A stump of it would have no lifetime."""
    await redis.zadd(KEYS.people, {"1": 1_700_000_000_000, "2": 1_700_000_000_000})
    broadcasts = Broadcasts(redis, KEYS)
    id = await broadcasts.compose(1, 1, "en")
    await broadcasts.start(id)
    (claim,) = await broadcasts.queue.claim(1)
    await broadcasts.fill(claim)
    first, second = await broadcasts.queue.claim(2)
    await redis.delete(KEYS.broadcast(id))
    await broadcasts.count_sent(first, "later")
    await broadcasts.count_sent(second, "delivered")
    await broadcasts.stop(id)
    await broadcasts.set_message_ref(id, MessageRef(chat_id=1, message_id=2))
    assert not await broadcasts.start(id)
    assert not await redis.exists(KEYS.broadcast(id), KEYS.queue("broadcast"), KEYS.queue("notices"))
