"""Redis, the partner or Telegram does not answer: people are told so, no confirmation is taken that could be lost, and
the bot recovers by itself."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sandbox.demo import free_port
from handlers.order import CHECK_AGE
from tests.conftest import Valkey
from tests.support import KEYS
from tests.support.shop import MovingClock, Person, Shop, eventually, open_shop

# Redis


@pytest.fixture
async def served(valkey: Valkey, clock: MovingClock) -> AsyncIterator[tuple[Shop, httpx.AsyncClient]]:
    """The shop on a Valkey that may be stopped, and the bot's own HTTP server."""
    port = free_port(20_000)
    async with open_shop(valkey.url, clock) as shop, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        await shop.start_bot(http_port=port)
        assert await eventually(lambda: _answers(http, "/readyz", 200))
        yield shop, http


async def _answers(http: httpx.AsyncClient, path: str, status: int) -> bool:
    try:
        return (await http.get(path, timeout=10)).status_code == status
    except httpx.TransportError:
        return False


async def test_without_redis_people_are_told_nothing_is_confirmed_and_readiness_is_red(
    served: tuple[Shop, httpx.AsyncClient], valkey: Valkey
) -> None:
    shop, http = served
    alice, rosa = shop.person(), shop.person(2002)
    confirm = await alice.chooses_stars()
    await shop.quiet_updates()  # the session is written after the screen is sent
    await asyncio.to_thread(valkey.server.terminate)

    assert await eventually(lambda: _answers(http, "/readyz", 503))
    assert await _answers(http, "/healthz", 200), "the process itself is well: nobody should kill it"
    await alice.taps("Confirm", on=confirm)
    await alice.sees("try again in a minute", after=confirm.id)
    await rosa.says("/start")
    await rosa.sees("try again in a minute")
    assert await shop.creates() == []

    await asyncio.to_thread(valkey.server.start)
    assert await eventually(lambda: _answers(http, "/readyz", 200))
    await alice.taps("Confirm", on=confirm)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.creates()) == 1


async def test_what_happens_while_redis_is_away_is_told_when_it_is_back(shop_of_its_own: Shop, valkey: Valkey) -> None:
    shop, alice = shop_of_its_own, shop_of_its_own.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await asyncio.to_thread(valkey.server.stop)
    await shop.control(f"orders/{id}/deliver")
    await alice.says("/orders")
    await alice.sees("try again in a minute")
    shop.clock.advance(minutes=1)
    await asyncio.to_thread(valkey.server.start)
    await alice.sees("✅ Delivered", str(id), photo=True)
    await shop.quiet()
    assert sum("✅ Delivered" in bubble.text for bubble in await alice.chat()) == 1


async def test_who_unblocks_the_bot_while_redis_is_away_is_told_what_they_have_missed(
    shop_of_its_own: Shop, valkey: Valkey
) -> None:
    shop, alice = shop_of_its_own, shop_of_its_own.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await shop.world("block", {"user": alice.id})
    await shop.control(f"orders/{id}/deliver")
    async with Redis.from_url(valkey.url) as redis:

        async def is_put_aside() -> bool:
            return bool(await redis.exists(KEYS.has_missed(alice.id)))

        shop.clock.advance(minutes=1)
        assert await eventually(is_put_aside)
    await asyncio.to_thread(valkey.server.stop)
    await shop.world("block", {"user": alice.id, "blocked": False})
    await asyncio.sleep(3)  # longer than redis-py tries again
    await asyncio.to_thread(valkey.server.start)
    await alice.sees("✅ Delivered", str(id), photo=True)


async def test_a_bot_that_starts_and_stops_without_redis_does_both(valkey: Valkey, clock: MovingClock) -> None:
    await asyncio.to_thread(valkey.server.stop)
    async with open_shop(valkey.url, clock) as shop:
        await shop.start_bot()
        alice = shop.person()
        await alice.says("/start")
        await alice.sees("try again in a minute")
        await shop.stop_bot()
        await asyncio.to_thread(valkey.server.start)
        await shop.start_bot()
        await alice.says("/start")
        await alice.sees(button="⭐ Buy Stars")


async def _saves(redis: Redis, path: Path, *, fails: bool) -> None:
    """Whether the server saves. A directory is in its way, as if the disk were full: it refuses writes (MISCONF)."""
    if fails:
        path.unlink(missing_ok=True)  # noqa: ASYNC240
        (path / "in the way").mkdir(parents=True)
        await redis.config_set("save", "3600 1")
    else:
        shutil.rmtree(path)
    await redis.bgsave()

    async def saved() -> bool:
        state = await redis.info("persistence")
        return not state["rdb_bgsave_in_progress"] and (state["rdb_last_bgsave_status"] == "err") == fails

    assert await eventually(saved)


REFUSALS = {
    "OOM": (("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "SET", "maxmemory", "0")),
    "READONLY": (("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")),
    "MISCONF": ((), ()),
}


@pytest.mark.parametrize("error", REFUSALS)
async def test_while_redis_refuses_writes_people_and_admins_are_told_and_all_goes_on_afterwards(
    served: tuple[Shop, httpx.AsyncClient], valkey: Valkey, error: str
) -> None:
    shop, http = served
    ivan, alice, rosa = await shop.admin(), shop.person(), await shop.reseller()
    refuse, accept = REFUSALS[error]
    saved_to = Path(valkey.url.removeprefix("unix://")).parent / "dump.rdb"
    confirm = await alice.chooses_stars()
    await shop.quiet()
    last = await rosa.last_seen()
    async with Redis.from_url(valkey.url) as redis:
        if refuse:
            await redis.execute_command(*refuse)  # type: ignore[no-untyped-call]
        else:
            await _saves(redis, saved_to, fails=True)
        with pytest.raises(RedisError):
            await redis.set("anything", 1)
        assert (await redis.info("errorstats"))[f"errorstat_{error}"]
        assert await eventually(lambda: _answers(http, "/readyz", 503))
        assert await _answers(http, "/healthz", 200)
        await alice.taps("Confirm", on=confirm)
        await alice.sees("try again in a minute", after=confirm.id)
        await rosa.says("/start")
        await rosa.sees("try again in a minute", after=last)
        await ivan.sees("Redis answers, but it refuses writes")
        assert await shop.creates() == []
        if accept:
            await redis.execute_command(*accept)  # type: ignore[no-untyped-call]
        else:
            await _saves(redis, saved_to, fails=False)
    await ivan.sees("Over: ⚠️ Redis answers")
    assert await eventually(lambda: _answers(http, "/readyz", 200))
    await alice.taps("Confirm", on=confirm)
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.creates()) == 1


# Telegram


@pytest.mark.parametrize(
    "trouble",
    [{"kind": "drop_before"}, {"kind": "error", "status": 502, "description": "Bad Gateway"}],
    ids=["no-connection", "bad-gateway"],
)
async def test_without_telegram_nothing_is_lost_and_all_is_said_after(shop: Shop, trouble: dict[str, object]) -> None:
    alice = shop.person()
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await shop.world("faults", trouble)
    await alice.says("/orders")
    await shop.control(f"orders/{id}/deliver")
    shop.clock.advance(minutes=1)
    watch = shop.services.watch

    async def seen() -> bool:
        watched = await watch.get(str(id))
        return watched is not None and watched.order.status == "completed"

    assert await shop.eventually(seen), "the order is watched all the same"
    await shop.http.delete("/world/faults")
    shop.clock.advance(minutes=1)
    assert await shop.eventually(lambda: _answered(alice, str(id)))
    await alice.sees("✅ Delivered", str(id), photo=True)


async def _answered(person: Person, order_id: str) -> bool:
    """What was asked for is shown; or, if the question had come in before the outage, the way to go on."""
    chat = await person.chat()
    return any(("My orders" in bubble.text and order_id in bubble.text) or "Go on" in bubble.labels for bubble in chat)


async def test_a_bot_that_starts_without_telegram_introduces_itself_later(shop: Shop, redis: Redis) -> None:
    await shop.stop_bot()
    await redis.delete(KEYS.menus)
    shop.telegram.commands.clear()
    await shop.world("faults", {"kind": "error", "status": 500})
    await shop.start_bot()
    await asyncio.sleep(0)
    assert not shop.telegram.commands
    await shop.http.delete("/world/faults")

    async def introduced() -> bool:
        return bool(shop.telegram.commands)

    assert await shop.eventually(introduced)


async def test_a_bot_stops_in_time_while_telegram_is_away(shop: Shop) -> None:
    await shop.world("faults", {"kind": "drop_before"})
    await shop.stop_bot()
    await shop.start_bot()
    async with asyncio.timeout(10):
        await shop.stop_bot()


# The partner


async def test_without_the_partner_every_step_keeps_the_draft_and_one_tap_tries_again(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    await alice.sees("Who gets the Stars?")

    async def has_limits() -> bool:  # the worker that asks for the prices on buttons asks for the limits, too
        return not shop.services.prices.wanted

    assert await shop.eventually(has_limits)
    shop.clock.advance(minutes=6)
    await shop.fault("down", times=None)
    await alice.taps("For me (@alice)")
    stuck = await alice.sees("does not answer right now", "@alice", button="Try again")
    assert stuck.text.count("does not answer right now") == 1
    await shop.mended()
    await alice.taps("Try again")
    amounts = await alice.sees("How many Stars?", button="100")
    assert "could not check" not in amounts.text, "the recipient is checked once more"

    await shop.fault("down", times=None)
    await alice.taps("100")
    await alice.sees("does not answer right now", "100 Stars", "@alice", button="Try again")
    await alice.taps("Try again")
    await shop.quiet()
    await alice.sees("does not answer right now", "100 Stars", "@alice", button="Try again")
    await shop.mended()
    await alice.taps("Try again")
    await alice.sees("Check and confirm", "100 Stars", "@alice", button="Confirm")

    await shop.quiet()  # the session is written after the screen is sent
    await shop.fault("down", times=None)
    await alice.taps("Confirm")
    waiting = await alice.sees("being confirmed", button="Check now")
    await shop.mended()
    shop.clock.advance(seconds=10)
    paying = await alice.sees("Pay", "Memo", photo=True)
    assert paying.id == waiting.id
    assert len(await shop.orders()) == 1


async def test_a_typed_amount_is_asked_for_once_more_when_the_limits_cannot_be(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    for label in ("⭐ Buy Stars", "For me (@alice)"):
        await alice.taps(label)
    await alice.sees("How many Stars?")
    shop.clock.advance(minutes=6)  # what was known of the limits is old by now
    await shop.fault("down", times=None)
    await alice.says("333")
    stuck = await alice.sees("does not answer right now", button="Try again")
    assert stuck.text.count("does not answer right now") == 1
    await shop.mended()
    await alice.taps("Try again")
    await alice.sees("Check and confirm", "333 Stars")


@pytest.mark.parametrize(
    ("typed", "kept", "then"),
    [
        ("premium 6 @robert", ("6 months of Premium", "@robert"), ("Check and confirm", "6 months", "@robert")),
        ("500 @durov", ("500", "@durov"), ("Check and confirm", "500 Stars", "@durov")),
        ("500 stars", ("500 Stars",), ("Who gets the Stars?", "500 Stars")),
        ("500", ("500",), ("Who gets the Stars?", "500 Stars")),
        ("premium 7 @durov", ("7 months of Premium", "@durov"), ("Choose one of the periods", "@durov")),
        ("500 @nostars_bob", ("500", "@nostars_bob"), ("cannot receive this", "Who gets the Stars?", "500 Stars")),
        ("@bob 500", ("@bob cannot be a username", "500"), ("Who gets the Stars?", "500 Stars")),
    ],
)
async def test_what_was_typed_without_the_partner_is_kept_and_goes_on(
    shop: Shop, typed: str, kept: tuple[str, ...], then: tuple[str, ...]
) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.sees("Stars and Premium")
    await shop.fault("down", times=None)
    await alice.says(typed)
    stuck = await alice.sees("does not answer right now", *kept, button="Try again")
    assert stuck.text.count("does not answer right now") == 1
    await shop.mended()
    await alice.taps("Try again")
    went_on = await alice.sees(*then)
    assert "could not check" not in went_on.text, "the recipient is checked once the partner answers"


async def test_an_old_button_without_the_partner_keeps_what_it_stands_for(shop: Shop) -> None:
    alice = shop.person()
    old = str((await alice.chooses_stars()).button("Confirm")["callback_data"])
    await alice.says("/start")
    home = await alice.sees("Stars and Premium")
    shop.clock.advance(minutes=6)
    await shop.fault("down", times=None)
    await alice.forges(old, on=home)
    await alice.sees("does not answer right now", "100 Stars", "@alice", button="Try again")
    await shop.mended()
    await alice.taps("Try again")
    await alice.sees("Check and confirm", "100 Stars", "@alice", button="Confirm")


async def test_without_the_partner_an_order_is_shown_as_it_was_known(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await alice.taps("I have paid")
    await alice.sees("Looking for your payment")
    await shop.fault("down", times=None)
    shop.clock.advance(seconds=CHECK_AGE.total_seconds() + 1)  # a younger answer is shown without a question
    await alice.taps("Check now")
    await alice.sees("does not answer right now", "Looking for your payment", button="Check now")
    await alice.says("/orders")
    await alice.sees("an order may be missing", f"#{(await shop.order())['id']}")


async def test_without_the_partner_a_cancel_is_not_believed(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.fault("drop_before", "/orders/", times=None)
    await alice.cancels(on=paying)
    await alice.sees("does not answer right now")
    assert not [bubble for bubble in await alice.chat() if "was cancelled" in bubble.text]
    await shop.mended()
    assert (await shop.order())["status"] == "pending_payment"


async def test_a_cancel_whose_answer_is_lost_is_told_as_soon_as_it_is_seen(shop: Shop) -> None:
    alice = shop.person()
    paying = await alice.buys_stars()
    await shop.fault("drop_after", f"/orders/{(await shop.order())['id']}/cancel")
    await alice.cancels(on=paying)
    await alice.sees("was cancelled", photo=False)
