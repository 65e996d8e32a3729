"""A year of a shop, and what it leaves in Redis: nothing that the table of keys does not bound.

The year is a random one, of the bot's own services and of updates, on a clock that jumps; after each jump the lifetimes
in Valkey are as much shorter. Nobody waits: what is due is done at once.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from aiogram.types import Update
from redis.asyncio import Redis

from bot.app import App
from bot.clock import to_ms
from bot.notifications.alerts import LASTING_KINDS, PARTNER_KINDS
from bot.operations.exports import Export
from bot.orders import handles
from bot.orders.batch import BatchRow, Mode, Phase
from bot.orders.draft import Draft, Recipient
from bot.partner.goods import Product
from bot.storage import hashes
from bot.storage.heartbeat import Heartbeat
from bot.storage.keys import EACH_ENTRY, NEVER, SCHEMA, ChatKey, Key, LimitKey
from bot.telegram.session import Profile
from bot.workers.broadcaster import Broadcaster
from tests.support import KEYS
from tests.support.shop import IVAN, ROSA, MovingClock, Shop, open_shop

SEED = 7
PEOPLE = 40
FIRST_PERSON = 10_000
ORDER_FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "patch", "patch": {"stars_amount": 7777}},  # frozen
    {"kind": "error", "status": 422, "error_code": "VALIDATION_ERROR"},  # rejected
    {"kind": "error_after", "status": 500},  # placed at the second attempt
)


def family(key: str) -> str:
    """The name in SCHEMA of the family of a key."""
    roots = (re.escape(KEYS.root), r"\{chat:\d+:-?\d+\}", r"\{partner:\w+\}")
    for name, each in SCHEMA.items():
        path = re.sub(r"\\{.*?\\}", r"-?[^:]+", re.escape(each.path))
        shop, chat, partner = roots
        root = chat if isinstance(each, ChatKey) else shop
        if isinstance(each, LimitKey):
            root = rf"(?:{partner}:rate_limit|{shop}:rate_limit:telegram|{chat}:rate_limit(?::minute)?)"
        if re.fullmatch(f"{root}:{path}", key):
            return name
    raise AssertionError(f"no family has the key {key}")


@dataclass
class Year:
    shop: Shop
    app: App
    redis: Redis
    random: Random
    people: set[int] = field(default_factory=set)

    # What happens

    async def buys(self) -> None:
        """By the services, and sometimes through the chat."""
        chat = self.random.choice(sorted(self.people))
        if self.random.random() < 0.3:
            person = self.shop.person(chat)
            for step in ("/start", "500", "/cancel", "/orders", "/help"):
                await person.says(step)
        if self.random.random() < 0.2:
            fault = self.random.choice(ORDER_FAULTS)
            await self.shop.fault(path="/orders/stars", method="POST", **fault)
        recipient = Recipient(username=f"client_{self.random.randrange(5)}")
        draft = Draft.empty().with_(product=Product.STARS, recipient=recipient, amount=self.random.randint(50, 900))
        await self.app.intents.confirm(draft, chat, None, "en")

    async def orders_end(self) -> None:
        for order in await self.shop.orders():
            if order["status"] in ("pending_payment", "paid") and self.random.random() < 0.5:
                how = self.random.choice(("deliver", "deliver", "expire", "fail", "refund", "pay", "gone"))
                if how == "gone":
                    await self.shop.fault("error", f"/orders/{order['id']}", status=404, method="GET", times=None)
                elif how == "pay":
                    await self.shop.http.post(f"/control/orders/{order['id']}/pay", json={"kind": "exact"})
                else:
                    await self.shop.http.post(f"/control/orders/{order['id']}/{how}")

    async def paid_orders_end(self) -> None:
        """A paid order is watched until it ends, however long that takes."""
        for order in await self.shop.orders():
            if order["status"] == "paid":
                await self.shop.http.post(f"/control/orders/{order['id']}/deliver")

    async def orders_a_list(self) -> None:
        batches = self.app.batches
        rows = [
            BatchRow(number=n, text=f"c{n} 50", product=Product.STARS, recipient=f"client_{n}", amount=50 + n)
            for n in range(1, 4)
        ]
        id = await batches.create(ROSA, "en", rows, message="1")
        await self.work()
        if self.random.random() < 0.8:
            await batches.change_phase(id, Phase.READY, Phase.CONFIRMED)
            await batches.change_phase(id, Phase.CONFIRMED, Phase.ORDERING, self.random.choice((Mode.ALL, Mode.ONE)))

    async def broadcasts(self) -> None:
        id = await self.app.broadcasts.compose(IVAN, 1, "en")
        await self.app.broadcasts.start(id)
        if self.random.random() < 0.3:
            await self.app.broadcasts.stop(id)

    async def exports(self) -> None:
        day = self.shop.clock().date()
        what = self.random.choice(("orders", "transactions"))
        await self.app.exporter.request(Export(IVAN, 1, "en", what, day - timedelta(days=9), day))

    async def administers(self) -> None:
        admin, person = self.app.administration, self.random.choice(sorted(self.people))
        await admin.block(IVAN, person)
        if self.random.random() < 0.9:
            await admin.unblock(IVAN, person)
        await admin.start_maintenance(IVAN, "soon")
        await admin.end_maintenance(IVAN)
        await admin.count_denied()
        for id in await self.app.intents.frozen():
            intent = await self.app.intents.get(id)
            assert intent is not None
            await self.random.choice((self.app.resolution.release, self.app.resolution.retry))(intent)
        for _ in range(300):
            await admin.record(IVAN, "looked")

    async def alerts(self) -> None:
        for kind in self.random.sample(sorted(PARTNER_KINDS | LASTING_KINDS), 4):
            await self.app.alerts.trigger(kind, str(self.random.randrange(10**6)))

    async def forgets(self) -> None:
        chat = self.random.choice(sorted(self.people))
        await self.app.watch.forget(chat)
        await self.app.administration.forget(chat)

    async def shares(self) -> None:
        orders = await self.shop.orders()
        if orders:
            for n in range(30):
                await self.app.watch.add_card(str(orders[0]["id"]), f"inline-{n}")
        await handles.remember(self.redis, KEYS, [f"{self.random.random()}" * 9])

    async def a_process_dies(self) -> None:
        claim = await self.app.update_store.save(self.random.randrange(10**9), "{}")
        assert claim is not None
        await self.app.update_store.load(claim)
        await self.app.update_store.delete(claim)
        await self.app.update_store.load(claim)  # late
        await self.redis.hset(KEYS.fences("orders"), "of-nobody", "dead:1")  # type: ignore[misc]

    async def comes(self) -> None:
        """Somebody new; their chat may be gone later."""
        id = FIRST_PERSON + len(self.people)
        await self.shop.world("people", {"id": id, "first_name": "A", "username": f"person_{id}"})
        self.people.add(id)
        await self.shop.person(id).says("/start")

    async def leaves(self) -> None:
        await self.shop.world(
            "block", {"user": self.random.choice(sorted(self.people)), "blocked": self.random.random() < 0.6}
        )

    # Time

    async def day(self) -> None:
        """One of each kind."""
        for happening in (
            self.comes, self.buys, self.buys, self.orders_end, self.orders_a_list, self.broadcasts, self.exports,
            self.administers, self.alerts, self.forgets, self.shares, self.a_process_dies, self.leaves,
        ):  # fmt: skip
            await happening()
            await self.work()

    async def work(self) -> None:
        """Handles updates and does what is due, until nothing is."""
        app = self.app
        broadcaster = Broadcaster(app.bot, app.broadcasts, pause=self.shop.clock.pause)
        lines = (
            (app.intents.queue, app._settle),
            (app.watch.queue, app.watch.check),
            (app.watch.urgent_queue, app.watch.check_urgently),
            (app.watch.tick_queue, app.countdown.tick),
            (app.batches.queue, app.batches.work),
            (app.daily.queue, app.daily.work),
            (app.outbox.queue, app.notifier.deliver),
            (app.broadcasts.queue, broadcaster._send),
            (app.exporter.queue, app.exporter._handle),
        )
        for _ in range(60):
            busy = await self._updates()
            for queue, handle in lines:
                for claim in await queue.claim(50):
                    busy = True
                    await self._hurried(handle(claim))
            if not busy:
                return
        raise AssertionError("it never came to rest")

    async def _updates(self) -> bool:
        pending = self.shop.telegram.updates.pending
        bodies = [each.body() for each in pending.values()]
        pending.clear()
        for body in bodies:
            update = Update.model_validate(body, context={"bot": self.app.bot})
            await self._hurried(self.app.dispatcher.feed_update(self.app.bot, update))
        return bool(bodies)

    async def _hurried(self, work: Awaitable[Any]) -> None:
        """Moves the clock on while the work waits for it."""

        async def do() -> None:
            await work

        async with asyncio.TaskGroup() as group:
            task = group.create_task(do())
            while not (await asyncio.wait([task], timeout=0.01))[0]:
                self.shop.clock.advance(seconds=2)

    async def passes(self, **how_long: float) -> None:
        """Time goes by: lifetimes are as much shorter, and the workers look at the clock."""
        self.shop.clock.advance(**how_long)
        keys = [key async for key in self.redis.scan_iter(count=1000)]
        async with self.redis.pipeline(transaction=False) as pipe:
            for key in keys:
                pipe.pttl(key)
            lifetimes = await pipe.execute()
            for key, left in zip(keys, lifetimes, strict=True):
                if left > 0:
                    pipe.pexpire(key, left - int(timedelta(**how_long).total_seconds() * 1000))
            await pipe.execute()
        await Heartbeat(self.redis, KEYS, clock=self.shop.clock).beat()
        await self.app.alerts.clear_stale(self.shop.clock())
        await self.work()

    async def all_notices_are_sent(self) -> None:
        """A chat gets one notice a second, so those that came due together need as many seconds."""
        for _ in range(60):
            if not await self.redis.exists(KEYS.queue("notices")):
                return
            await self.passes(seconds=2)

    # What is left

    async def left(self) -> dict[str, list[str]]:
        """The keys of each family."""
        found: dict[str, list[str]] = {}
        async for key in self.redis.scan_iter(count=1000):
            if not key.startswith(b"{partner:") or b":prefix:" not in key:
                found.setdefault(family(key.decode()), []).append(key.decode())
        return found

    async def waits(self) -> list[str]:
        """Queues in which something waits, and frozen confirmations: a message about them would be paced."""
        left = await self.left()
        return [*left.get("queue", ()), *left.get("frozen", ())]

    async def entries(self, key: str) -> list[str]:
        """Members, fields or rows; one for a plain text."""
        match await self.redis.type(key):
            case b"zset":
                rows: list[bytes] = await self.redis.zrange(key, 0, -1)
            case b"hash":
                rows = list(await hashes.read(self.redis, key))
            case b"list":
                rows = await self.redis.lrange(key, 0, -1)  # type: ignore[misc]
            case b"set":
                rows = list(await self.redis.smembers(key))  # type: ignore[misc]
            case _:
                rows = [b""]
        return [row.decode() for row in rows]


@asynccontextmanager
async def open_year(valkey_url: str, clock: MovingClock, redis: Redis) -> AsyncIterator[Year]:
    async with open_shop(valkey_url, clock) as shop, shop.built(telegram_rps=1000, partner_rps=1000) as app:
        await app.migration.run()
        year = Year(shop, app, redis, Random(SEED))
        for person in (IVAN, ROSA):
            await shop.person(person).says("/start")
        for _ in range(PEOPLE // 2):
            await year.comes()
        await app.daily.switch(ROSA, Profile(daily=True))
        yield year


@pytest.mark.timeout(300)
async def test_a_year_leaves_what_the_table_of_keys_says(redis: Redis, valkey_url: str, clock: MovingClock) -> None:
    async with open_year(valkey_url, clock, redis) as year:
        for _ in range(8):
            await year.day()
            await check_lifetimes(year)
            await year.passes(days=year.random.uniform(20, 70))
        for _ in range(12):  # everything ends: a retried confirmation may become an order, which is watched for a week
            await year.shop.mended()
            await year.paid_orders_end()
            await year.administers()
            await year.passes(days=5)
            await year.all_notices_are_sent()
            if not await year.waits():
                break
        assert not await year.waits()
        await check_lifetimes(year)
        await year.passes(days=401)
        of_processes = {"alive"}
        assert (await year.left()).keys() - of_processes <= {name for name, each in SCHEMA.items() if stays(each)}
        await year.day()
        await year.passes(days=1)
        await check_entries(year)


def stays(each: Key[Any]) -> bool:
    return each.ttl == NEVER or each.note == EACH_ENTRY


async def check_lifetimes(year: Year) -> None:
    """Each key has the lifetime of the table. Orders and confirmations have none while they are in a queue."""
    redis = year.redis
    open_ids = {
        id for key in (KEYS.queue("orders"), KEYS.queue("intents"), KEYS.frozen) for id in await year.entries(key)
    }
    open_ids |= {id for key in (await year.left()).get("debts", ()) for id in await year.entries(key)}
    for name, keys in (await year.left()).items():
        for key in keys:
            ttl, longest = await redis.ttl(key), SCHEMA[name].ttl.total_seconds()
            if ttl == -1 and name in ("order", "intent"):
                assert key.rpartition(":")[2] in open_ids, f"{key} stays, and nothing will end it"
            elif ttl != -2:  # it has just expired
                assert (ttl == -1 and stays(SCHEMA[name])) or 0 <= ttl <= longest, f"{key} lives for {ttl} s"


async def check_entries(year: Year) -> None:
    """What stays is as small as the table says."""
    now = to_ms(year.shop.clock())
    sizes = dict.fromkeys(SCHEMA, 0)
    for name, keys in (await year.left()).items():
        each = SCHEMA[name]
        for key in keys:
            sizes[name] += len(await year.entries(key))
            if each.note == EACH_ENTRY:
                too_old = await year.redis.zcount(key, "-inf", now - each.ttl.total_seconds() * 1000)
                assert not too_old, f"{key} has {too_old} entries that are too old"
    what_stays = {name: size for name, size in sizes.items() if size and stays(SCHEMA[name])}
    assert what_stays.pop("audit") == 1000
    assert sum(what_stays.values()) < 25, what_stays
