"""Every answer is compared with what is known, whichever endpoint gave it; a replayed create is no new order."""

from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.orders.comparison import is_same_order, payment_difference
from bot.orders.draft import Draft
from bot.orders.models import OTHER_ORDER, Intent, IntentState
from bot.partner.answers import ParseContext
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from tests.orders.test_payment_safety import ready_draft, settled
from tests.support import KEYS
from tests.support.shop import ALICE, Json, Shop

STARS = "/orders/stars"
DIFFERENT: list[Json] = [
    {"order_type": "premium", "premium_months": 3},
    {"stars_amount": 51},
    {"recipient_username": "mallory"},
    {"client_reference": "tg-2002"},
]
EQUAL: list[Json] = [
    {"recipient_username": "@ALICE"},
    {"recipient_username": None},
    {"client_reference": None},
    {"stars_amount": None},
    {"order_type": None},
]


def name_of(patch: Json) -> str:
    return f"{next(iter(patch))}-{next(iter(patch.values()))}"


def read(row: Json) -> Order:
    return Order.read(row, ParseContext())


@pytest.mark.parametrize("patch", [*DIFFERENT, {"id": 77}], ids=name_of)
async def test_what_differs(still: Shop, patch: Json) -> None:
    row = await still.places()
    assert not is_same_order(read(row | patch), read(row))


@pytest.mark.parametrize("patch", EQUAL, ids=name_of)
async def test_what_is_no_difference(still: Shop, patch: Json) -> None:
    row = await still.places()
    assert is_same_order(read(row | patch), read(row))
    assert not payment_difference(read(row | patch), read(row))


@pytest.mark.parametrize("patch", DIFFERENT, ids=name_of)
async def test_a_create_that_answers_with_another_order_freezes(still: Shop, patch: Json) -> None:
    await still.fault("patch", STARS, patch=patch)
    assert (await settled(still.services.intents, ready_draft())).state is IntentState.FROZEN


@pytest.mark.parametrize("patch", DIFFERENT, ids=name_of)
async def test_by_reference_with_another_order_gives_the_confirmation_nothing(still: Shop, patch: Json) -> None:
    """The create's answer is lost, its repeat refused; by-reference shows the order in another form."""
    draft = ready_draft()
    await still.fault("drop_after", STARS)
    await settled(still.services.intents, draft)
    await still.fault("error", STARS, status=422, times=None)
    await still.fault("patch", "/orders/by-reference", patch=patch, times=None)
    assert (await settled(still.services.intents, draft)).state is IntentState.PREPARED


@pytest.mark.parametrize("patch", DIFFERENT, ids=name_of)
async def test_a_list_row_about_another_order_is_dropped(still: Shop, patch: Json) -> None:
    watch, row = still.services.watch, await still.places()
    await watch.adopt(read(row), ALICE)
    watched = await watch.get(str(row["id"]))
    assert watched is not None
    assert await watch.apply(watched, read(row | {"status": "completed"} | patch)) == "wrong"
    left = await watch.get(str(row["id"]))
    assert left == watched.model_copy(update={"unknown_word": OTHER_ORDER}), (
        "it stays as it is, and cannot be paid for now"
    )


async def test_an_order_of_another_chat_is_adopted_by_nobody_else(still: Shop) -> None:
    draft = ready_draft()
    await still.fault("patch", STARS, patch={"stars_amount": 51})
    frozen = await settled(still.services.intents, draft)
    other = await still.places("alice", chat=2002)
    assert not await still.services.resolution.adopt(frozen, str(other["id"]))


async def test_by_memo_shows_no_order_with_another_memo(still: Shop) -> None:
    row = await still.places()
    await still.fault("patch", "/orders/by-memo", patch={"payment_memo": "STARS-other"})
    assert await still.services.partner.order_by_memo(str(row["payment_memo"])) is None


# A replayed create


async def lost_and_confirmed_again(still: Shop, redis: Redis, *, live: bool, **advance: float) -> Intent:
    """The order is placed and paid; Redis loses it and its intent; the same draft is confirmed again.

    `live`: the replay shows the order as it is now.
    """
    draft: Draft = ready_draft()
    first = await settled(still.services.intents, draft)
    await still.control(f"orders/{first.order_id}/pay", {"kind": "exact"})
    await redis.flushall()
    still.clock.advance(**advance)
    if live:
        await still.fault("patch", STARS, patch={"status": "paid"})
    return await settled(still.services.intents, draft)


@pytest.mark.parametrize("advance", [{"seconds": 40}, {"minutes": 4}, {"minutes": 20}], ids=str)
@pytest.mark.parametrize("live", [True, False], ids=["as-it-is", "as-it-was"])
async def test_the_replay_of_a_paid_order_stops_nobody(
    still: Shop, redis: Redis, live: bool, advance: dict[str, float]
) -> None:
    again = await lost_and_confirmed_again(still, redis, live=live, **advance)
    assert again.state is IntentState.PLACED
    assert not await still.services.intents.is_stopped()
    watched = await still.services.watch.get(again.order_id or "")
    assert watched is not None
    assert watched.order.status is OrderStatus.PAID
    assert len(await still.orders()) == 1


async def test_an_order_that_was_paid_while_a_fail_over_lost_its_placing_stops_nobody(
    still: Shop, redis: Redis
) -> None:
    """The new primary knows the confirmation, and neither the order nor its screen, which the customer has paid."""
    intents, draft = still.services.intents, ready_draft()
    await intents.confirm(draft, ALICE, None, "en")
    await intents.settle(draft.id, timeout=0)
    before = {key: await redis.dump(key) async for key in redis.scan_iter()}
    still.clock.advance(seconds=2)
    placed = await intents.settle(draft.id)
    assert placed is not None
    await still.control(f"orders/{placed.order_id}/deliver")
    await redis.flushall()
    for key, dumped in before.items():
        await redis.restore(key, 0, dumped)
    still.clock.advance(seconds=15)
    again = await intents.settle(draft.id)
    assert again is not None
    assert (again.state, again.order_id) == (IntentState.PLACED, placed.order_id)
    assert not await intents.is_stopped()


@pytest.mark.parametrize("how", ["replayed", "by-reference"])
@pytest.mark.parametrize("seconds", [2, 40])
async def test_a_begun_confirmation_whose_order_was_paid_since_stops_nobody(
    still: Shop, redis: Redis, how: str, seconds: int
) -> None:
    """A replica that lagged behind becomes the primary. The partner repeats the create with the order as it is now, or
    refuses it."""
    intents, draft = still.services.intents, ready_draft()
    await intents.confirm(draft, ALICE, None, "en")
    await intents.settle(draft.id, timeout=0)
    before = {key: await redis.dump(key) async for key in redis.scan_iter()}
    placed = await intents.settle(draft.id)
    assert placed is not None
    still.clock.advance(seconds=seconds)
    await still.control(f"orders/{placed.order_id}/pay", {"kind": "exact"})
    await redis.flushall()
    for key, dumped in before.items():
        await redis.restore(key, 0, dumped)
    if how == "replayed":
        await still.control("settings", {"replay_original": False})
    else:
        await still.fault("error", STARS, status=422)
    still.clock.advance(seconds=5)
    again = await intents.settle(draft.id)
    assert again is not None
    assert (again.state, again.order_id) == (IntentState.PLACED, placed.order_id)
    assert not await intents.is_stopped()
    watched = await still.services.watch.get(placed.order_id or "")
    assert watched is not None
    assert watched.order.status is OrderStatus.PAID
    assert await still.services.watch.queue.due_at(placed.order_id or "") is not None, "its end will be told"
    assert await redis.zscore(KEYS.alerts_notified, f"paid-early:{placed.order_id}") is not None
    assert len(await still.orders()) == 1


async def test_an_order_that_was_known_before_the_confirmation_is_a_replay(still: Shop, redis: Redis) -> None:
    """However young it is: only its intent was lost."""
    draft = ready_draft()
    first = await settled(still.services.intents, draft)
    await still.control(f"orders/{first.order_id}/pay", {"kind": "exact"})
    watch = still.services.watch
    watched = await watch.get(first.order_id or "")
    assert watched is not None
    await watch.check_now(watched)
    await redis.delete(KEYS.intent(draft.id))
    await still.fault("patch", STARS, patch={"status": "paid"})
    await redis.hset(KEYS.order(first.order_id or ""), "intent_id", "")  # type: ignore[misc]
    still.clock.advance(seconds=5)
    assert (await settled(still.services.intents, draft)).state is IntentState.PLACED
    assert not await still.services.intents.is_stopped()


@pytest.mark.parametrize(
    "patch",
    [
        {"status": "paid"},
        {"status": "paid", "created_at": None},
        {"status": "paid", "created_at": "ZONE-3"},
        {"status": "completed", "created_at": "ZONE-5:45"},
    ],
    ids=["now", "no-time", "three-hours-behind", "five-hours-and-three-quarters"],
)
async def test_a_new_order_that_is_paid_at_once_stops_the_shop(still: Shop, patch: dict[str, Any]) -> None:
    """Also where its time is that of another zone, so that it looks old."""
    zones = {"ZONE-3": timedelta(hours=3), "ZONE-5:45": timedelta(hours=5, minutes=45)}
    if behind := zones.get(str(patch.get("created_at"))):
        local = (still.clock() - behind).replace(tzinfo=None)
        patch = patch | {"created_at": local.isoformat(timespec="seconds")}
    await still.fault("patch", STARS, patch=patch)
    assert (await settled(still.services.intents, ready_draft())).state is IntentState.FROZEN
    assert await still.services.intents.is_stopped()
