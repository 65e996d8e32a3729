"""The data of release 0.1.0 is moved to the present keys once, and no step of it may be lost."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from bot.orders.batch import Batch
from bot.orders.intents import idempotency_key
from bot.orders.models import Intent, WatchedOrder
from bot.sandbox import partner_api, telegram_api
from bot.sandbox.partner_api.ledger import Order
from bot.sandbox.partner_api.market import Product
from bot.sandbox.telegram_api import world as world_model
from bot.sandbox.telegram_api.world_api import DOT
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.migration import MigrationError, migrate
from bot.telegram.session import ChatSession, Profile
from tests.support import KEYS
from tests.support.shop import KEY, ROSA, MovingClock, Shop, open_shop

BELLA, CARL, DORA = 4001, 4002, 4003

FIXTURE: dict[str, Any] = json.loads(Path("tests/fixtures/redis-0.1.0.json").read_text("utf-8"))


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing after it runs."""


async def load(redis: Redis, *, alive: bool = False) -> None:
    """The Redis of the fixture, as a killed bot leaves it."""
    for key, row in FIXTURE["redis"].items():
        if not alive and (":alive:" in key or ":lease:" in key):
            continue
        value = row["value"]
        match row["type"]:
            case "string":
                await redis.set(key, value)
            case "hash":
                await hashes.write(redis, key, value)
            case "list":
                await redis.rpush(key, *value)  # type: ignore[misc]
            case "set":
                await redis.sadd(key, *value)  # type: ignore[misc]
            case "zset":
                await redis.zadd(key, dict(value))
        if row["ttl_ms"]:
            await redis.pexpire(key, row["ttl_ms"])


async def dump(redis: Redis) -> dict[bytes, bytes]:
    return {key: await redis.dump(key) or b"" async for key in redis.scan_iter()}


async def no_sleep(seconds: float) -> None:
    pass


async def test_all_that_the_old_release_knew_can_be_read(redis: Redis) -> None:
    await load(redis)
    assert await migrate(redis, KEYS) > 50
    left = {key.decode() for key in await redis.keys("{orders}:*") + await redis.keys("{chat:????}:*")}
    assert left == {"{orders}:migrated_to"}
    for id, known in FIXTURE["idempotency"].items():
        intent = Intent.read(await hashes.read(redis, KEYS.intent(id)))
        assert (str(idempotency_key(intent.id)), intent.state, intent.chat_id) == tuple(
            known[name] for name in ("idempotency_key", "state", "chat")
        )
    bella = Intent.read(await hashes.read(redis, KEYS.intent("mlcVvBkmyKi6")))
    assert bella.message_ref
    assert bella.message_ref.message_id == 2
    alice = ChatSession.model_validate_json(await redis.get(KEYS.session(1001)) or b"")
    assert (alice.draft.amount, alice.message_ref and alice.message_ref.message_id) == (250, 2)
    rosa = Profile.model_validate_json(await redis.get(KEYS.profile(2002)) or b"")
    assert rosa.daily
    assert str(rosa.markup.percent) == "12.5"
    batch = Batch.read("NZ4WhNS_GwB1", await hashes.read(redis, KEYS.batch("NZ4WhNS_GwB1")))
    assert (batch.chat_id, len(batch.rows)) == (2002, 3)
    emil = WatchedOrder.read(await hashes.read(redis, KEYS.order("10421")))
    assert emil.last_notified
    assert emil.marked_paid_at
    assert emil.message_ref
    assert await redis.zrange(KEYS.queue("notices"), 0, -1) == [b"order:10422:paid"]
    assert await redis.smembers(KEYS.missed(4003)) == {b"order:10426:completed"}  # type: ignore[misc]
    assert 0 < await redis.pttl(KEYS.session(1001)) <= FIXTURE["redis"]["{chat:1001}:session"]["ttl_ms"]
    assert await redis.exists(KEYS.chat_blocked(99999), KEYS.epoch, KEYS.audit, KEYS.own_menus) == 4


@pytest.mark.parametrize("step", range(15, 300, 20))
async def test_a_move_that_was_killed_is_ended_by_the_next_process(
    redis: Redis, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(redis)
    await migrate(redis, KEYS)
    undisturbed = await dump(redis)
    await redis.flushall()
    await load(redis)
    sent = 0
    execute, command = Pipeline.execute, Redis.execute_command

    def count() -> None:
        nonlocal sent
        sent += 1
        if sent == step:
            raise Killed

    async def execute_or_die(self: Pipeline, *args: Any, **options: Any) -> Any:
        count()
        return await execute(self, *args, **options)

    async def command_or_die(self: Redis, *args: Any, **options: Any) -> Any:
        count()
        return await command(self, *args, **options)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(Pipeline, "execute", execute_or_die)
    monkeypatch.setattr(Redis, "execute_command", command_or_die)
    with pytest.raises(Killed):
        await migrate(redis, KEYS)
    monkeypatch.undo()
    assert await migrate(redis, Keys("8000000001")) == 0, "another bot takes nothing of it"
    await redis.delete(Keys("8000000001").migrated)
    await migrate(redis, KEYS)
    assert await dump(redis) == undisturbed


async def test_nothing_is_moved_while_an_older_process_lives(redis: Redis) -> None:
    await load(redis)
    await redis.set("{orders}:alive:cb9351e9", 1)
    before = await dump(redis)
    with pytest.raises(MigrationError):
        await migrate(redis, KEYS, sleep=no_sleep)
    assert await dump(redis) == before


async def test_new_data_is_never_touched(redis: Redis) -> None:
    await load(redis)
    await migrate(redis, KEYS)
    await redis.set(KEYS.epoch, "new")
    await load(redis)
    assert await migrate(redis, KEYS) == 0
    assert await redis.get(KEYS.epoch) == b"new"


# The new bot on the old data


def fill_partner(world: partner_api.World) -> None:
    """The orders that the partner had when the data was taken."""
    account = world.account(KEY)
    assert account
    for row in FIXTURE["partner_orders"]:
        order = Order(
            id=row["id"],
            account=account,
            product=Product(row["product"]),
            recipient=row["recipient"],
            amount=row["amount"],
            price_ton=Decimal(row["price_ton"]),
            fee_ton=Decimal(row["fee_ton"]),
            memo=row["memo"],
            reference=row["reference"],
            created_at=datetime.fromisoformat(row["created_at"]),
            expires_at=datetime.fromisoformat(row["expires_at"]),
            status=row["status"],
            paid_ton=Decimal(row["paid_ton"]),
        )
        world._orders[order.id] = order
        world._memos.add(order.memo)
        world._await(order, order.created_at)
        account.add(order)
    world._order_ids = count(max(world._orders) + 1)


def fill_telegram(world: telegram_api.TelegramWorld) -> None:
    """The people, and in each chat the last messages of the old bot with their buttons."""
    for id, messages in FIXTURE["last_messages"].items():
        person = world.people.setdefault(int(id), world_model.Person(int(id), f"Person {id}"))
        person.started = True
        for message in messages:
            buttons = [
                [{"text": label, **({"callback_data": data} if data else {"url": "https://example.org"})}]
                for label, data in message["labels"]
            ]
            text = {"text": message["text"]}
            if message["photo"]:
                picture = world.files.keep("dot.png", DOT, photo=True).as_photo()
                text = {"photo": picture, "caption": message["text"]}
            chat = world.private_chat(person)
            chat.last_id = message["message_id"] - 1
            world.post(chat, world.bot_user(), text | {"reply_markup": {"inline_keyboard": buttons}})
    world.people[DORA].blocked = True


@pytest.fixture
async def old_shop(redis: Redis, valkey_url: str, clock: MovingClock) -> AsyncIterator[Shop]:
    """The shop at the moment when release 0.1.0 was stopped; no bot runs yet."""
    clock.advance(seconds=(datetime.fromisoformat(FIXTURE["taken_at"]) - clock()).total_seconds())
    await load(redis)
    async with open_shop(valkey_url, clock) as shop:
        fill_partner(shop.partner)
        fill_telegram(shop.telegram)
        yield shop


async def test_the_new_bot_goes_on_where_the_old_one_stopped(old_shop: Shop) -> None:
    shop = old_shop
    alice, rosa = shop.person(), shop.person(ROSA)
    bella, carl, dora = (shop.person(id) for id in (BELLA, CARL, DORA))
    for person in (alice, rosa, bella, carl, dora):
        person.patience = 60
    await shop.start_bot()

    paying = await bella.sees("Pay", "500 Stars", "@bella", photo=True)
    assert paying.id == 2, "the payment screen replaces the screen that she had"
    (create,) = await shop.creates()
    assert create["idempotency_key"] == FIXTURE["idempotency"]["mlcVvBkmyKi6"]["idempotency_key"]
    await carl.sees("Payment received", "500 Stars", photo=True)

    (confirm,) = await alice.chat()
    await alice.taps("Confirm", on=confirm)
    await alice.sees("Pay", "250 Stars", "Memo", photo=True)
    await alice.forges(confirm.button("Confirm")["callback_data"], on=confirm)
    await shop.quiet()
    assert [order["client_reference"] for order in await shop.orders()].count("tg-1001") == 1

    assert not any("✅ Delivered" in bubble.text for bubble in await dora.chat())
    await shop.world("block", {"user": DORA, "blocked": False})
    await dora.sees("✅ Delivered", "50 Stars", photo=True)

    for id in (10423, 10424, 10425):
        await shop.control(f"orders/{id}/pay", {"kind": "exact"})
        await shop.control(f"orders/{id}/deliver")
    shop.clock.advance(minutes=1)
    await rosa.sees("The bulk order is done", "delivered: 3")
    await rosa.taps("28.11 07:52 · 3 rows")
    await rosa.sees("10423 · delivered", "10424 · delivered", "10425 · delivered")
    await rosa.taps("Confirm 2 rows")
    await rosa.taps("All now")
    await rosa.sees("inv-4", "inv-5", "waiting for payment: 2")

    await rosa.says("/margin")
    await rosa.sees("12.5")
    shop.clock.advance(hours=17)  # her day has ended
    await rosa.sees("Your day")
    assert sorted(order["client_reference"] for order in await shop.orders()) == sorted(
        [
            *(row["reference"] for row in FIXTURE["partner_orders"]),
            "tg-1001",
            "tg-4001",
            "tg-2002-inv-4",
            "tg-2002-inv-5",
        ]
    )
