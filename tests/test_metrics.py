"""What the bot tells of itself: /metrics, /healthz, /readyz."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis

from bot.storage.rate_limit import RateLimiter
from tests.conftest import Valkey
from tests.support import KEYS
from tests.support.shop import ALICE, MovingClock, Shop
from tests.telegram.test_webhook import free_port, own_server


async def figures(http: httpx.AsyncClient) -> dict[str, float]:
    """Each sample by its name and labels: `stars_due{set="orders"}`."""
    text = (await http.get("/metrics")).text
    return {
        sample.name + "{" + ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items())) + "}": value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        for value in [sample.value]
    }


@pytest.fixture
async def own(shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    """The bot's own server."""
    await shop.stop_bot()
    port = free_port()
    await shop.start_bot(http_port=port)
    async with own_server(port) as http:
        yield http


async def test_a_purchase_in_figures(shop: Shop, own: httpx.AsyncClient) -> None:
    alice = shop.person(ALICE)
    await alice.buys_stars()
    await alice.says("0 stars")
    await alice.says("/nonsense")
    await alice.sees("I do not know this command")
    told = await figures(own)

    assert told['stars_updates_total{kind="message",result="handled"}'] >= 2
    assert told['stars_updates_total{kind="callback_query",result="handled"}'] == 4
    assert told['stars_updates_total{kind="message",result="told"}'] == 1
    assert told['stars_handler_seconds_count{handler="on_confirm",result="ok"}'] == 1
    assert told['stars_handler_seconds_count{handler="on_typed",result="UserError"}'] == 1
    assert told['stars_partner_seconds_count{endpoint="POST /orders/stars",result="ok"}'] == 1
    assert told['stars_telegram_seconds_count{method="sendMessage",result="ok"}'] >= 1
    assert told['stars_bucket_wait_seconds_count{bucket="partner",priority="0"}'] == 1
    assert told['stars_intents{state="placed"}'] == 1
    assert told['stars_intents{state="prepared"}'] == 0
    assert told['stars_orders_total{product="stars",status="pending_payment"}'] == 1
    assert told["stars_sold_ton_total{}"] == 0
    assert told['stars_due{set="orders"}'] == 1
    assert told['stars_due_lag_seconds{set="notices"}'] == 0
    assert told["stars_redis_up{}"] == 1


async def test_sales_are_counted_once_by_status_and_product(shop: Shop, own: httpx.AsyncClient) -> None:
    await shop.set_up(processing_after=0.5, completed_after=0.5)
    alice = shop.person()
    alice.patience = 60
    screen = await alice.buys_stars()
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await alice.taps("I have paid", on=screen)
    await alice.sees("✅ Delivered")
    told = await figures(own)
    counted = {name: value for name, value in told.items() if name.startswith("stars_orders_total")}
    assert counted['stars_orders_total{product="stars",status="completed"}'] == 1
    assert counted['stars_orders_total{product="premium",status="completed"}'] == 0, (
        "an increase needs a zero before it"
    )
    assert max(counted.values()) == 1, "no status of the order is counted twice"
    assert told["stars_sold_ton_total{}"] == pytest.approx(float(order["price_ton"]))


async def test_the_partner_balance_is_shown_while_it_is_known(still: Shop, clock: MovingClock) -> None:
    assert still.app is not None
    health, monitor = still.app.health, still.app.monitor
    assert b"stars_partner_balance_ton NaN" in await health.metrics_text()
    clock.advance(minutes=2)
    await monitor.check_all()
    balance = float((await still.services.partner.balance()).balance_ton)
    assert f"stars_partner_balance_ton {balance}".encode() in await health.metrics_text()
    await still.services.redis.delete(KEYS.balance)  # as after five minutes
    assert b"stars_partner_balance_ton NaN" in await health.metrics_text()


async def test_a_refused_order_is_counted_as_rejected(shop: Shop, own: httpx.AsyncClient) -> None:
    await shop.fault("error", "/orders/stars", method="POST", status=400)
    alice = shop.person()
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("Not ordered, nothing to pay")
    told = await figures(own)
    assert told['stars_intents{state="rejected"}'] == 1
    assert told['stars_partner_seconds_count{endpoint="POST /orders/stars",result="Rejected"}'] == 1


async def test_no_label_names_anybody(shop: Shop, own: httpx.AsyncClient) -> None:
    """Labels are few and known: else one chat could fill the memory of whoever collects them."""
    screen = await shop.person().buys_stars()
    await shop.person().taps("I have paid", on=screen)
    order, text = await shop.order(), (await own.get("/metrics")).text
    families = text_string_to_metric_families(text)
    labels = {value for family in families for sample in family.samples for value in sample.labels.values()}
    assert not [value for value in labels if "alice" in value or str(ALICE) in value]
    assert not [value for value in labels if str(order["id"]) in value]
    assert set(re.findall(r'(\w+)="', text)) <= {
        *(
            "bucket",
            "endpoint",
            "handler",
            "kind",
            "le",
            "method",
            "priority",
            "product",
            "result",
            "set",
            "state",
            "status",
        )
    }


async def test_without_redis_it_lives_is_not_ready_and_says_so(shop_of_its_own: Shop, valkey: Valkey) -> None:
    await shop_of_its_own.stop_bot()
    port = free_port()
    await shop_of_its_own.start_bot(http_port=port)
    async with own_server(port) as http:

        async def ready() -> bool:
            return (await http.get("/readyz")).status_code == 200

        assert await shop_of_its_own.eventually(ready)
        valkey.server.stop()
        assert (await http.get("/readyz")).status_code == 503
        assert (await http.get("/healthz")).status_code == 200
        assert (await figures(http))["stars_redis_up{}"] == 0
        valkey.server.start()
        assert await shop_of_its_own.eventually(ready)
        assert (await figures(http))["stars_redis_up{}"] == 1


async def test_what_lies_due_too_long_makes_it_not_ready(still: Shop, clock: MovingClock) -> None:
    assert still.app is not None
    health = still.app.health
    await still.app.intents.queue.add("left-behind", clock())
    assert await health.ready()
    clock.advance(minutes=2)
    assert not await health.ready()
    assert b'stars_due_lag_seconds{set="intents"} 12' in await health.metrics_text()


async def test_waits_in_a_bucket_are_told(redis: Redis, clock: MovingClock) -> None:
    told: list[tuple[int, float]] = []

    async def sleep(seconds: float) -> None:
        clock.advance(seconds=seconds)

    bucket = RateLimiter(
        redis, "bucket", 2, clock=clock, sleep=sleep, observe=lambda priority, waited: told.append((priority, waited))
    )
    for _ in range(3):
        await bucket.take(1)
    assert [priority for priority, _ in told] == [1, 1, 1]
    assert max(told[0][1], told[1][1]) < 0.1, "they did not wait"
    assert 0.9 < told[2][1] < 1.1
