"""Two bots on one Valkey, with the same customers: neither reads nor writes a key of the other."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.runner import serve
from bot.storage.prefix_claim import PrefixTakenError
from tests.conftest import Valkey
from tests.support import privacy
from tests.support.shop import TOKEN, MovingClock, Shop, eventually, open_shop

TOKENS = {"7000000001": TOKEN, "8000000002": privacy.secret("8000000002:AAother-other-other-other-other-oth")}


@pytest.fixture
async def admin(valkey: Valkey) -> AsyncIterator[Redis]:
    """The server's own administrator. Each bot is a user of its own, who may touch only the bot's keys; the server
    refuses anything else, also inside scripts, and writes it to its log."""
    redis: Redis = Redis.from_url(valkey.url)
    for id in TOKENS:
        patterns = (f"~{{orders:{id}}}*", f"~{{chat:{id}:*}}*", "~{partner:*}*", "~{orders}:*")
        await redis.execute_command("ACL", "SETUSER", f"bot{id}", "on", "nopass", *patterns, "+@all")  # type: ignore[no-untyped-call]
    yield redis
    await redis.aclose()


async def buy(shop: Shop) -> None:
    alice = shop.person()
    alice.patience = 60
    await alice.buys_stars()
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/pay", {"kind": "exact"})
    await alice.sees("Payment received", photo=True)
    await shop.control(f"orders/{id}/deliver")
    await alice.sees("✅ Delivered", photo=True)


async def test_a_purchase_in_each_touches_no_key_of_the_other(admin: Redis, valkey: Valkey, clock: MovingClock) -> None:
    for id, token in TOKENS.items():
        url = valkey.url.replace("unix://", f"unix://bot{id}@")
        async with open_shop(url, clock, token=token) as shop:
            await shop.start_bot()
            await buy(shop)
    assert await admin.acl_log() == []
    keys = [key.decode() async for key in admin.scan_iter()]
    owners = [set(re.findall("|".join(TOKENS), key)) for key in keys if not key.startswith("{partner:")]
    assert all(len(owner) == 1 for owner in owners), keys
    assert {id for owner in owners for id in owner} == set(TOKENS)


async def test_a_second_bot_with_the_same_key_and_prefix_is_refused(valkey: Valkey, clock: MovingClock) -> None:
    """Each would adopt the other's orders."""
    other = TOKENS["8000000002"]
    async with open_shop(valkey.url, clock) as shop:
        app = await shop.start_bot()
        assert await eventually(lambda: app.redis.exists(app.prefix_claim.key))
        async with shop.built(bot_token=other) as second:
            with pytest.raises(ExceptionGroup) as refused:
                await serve(second, asyncio.Event())
            (error,) = refused.value.exceptions
            assert isinstance(error, PrefixTakenError)
            assert re.fullmatch("REFERENCE_PREFIX: bot 7000000001 uses 'tg' with this .+", str(error))
        async with shop.built(bot_token=other, reference_prefix="shop2") as second:
            await second.prefix_claim.take()
        async with shop.built() as replica:
            await replica.prefix_claim.take()
        await shop.stop_bot()
        async with shop.built(bot_token=other) as successor:
            await successor.prefix_claim.take()
