"""Prometheus metrics; docs/operations.md explains them.

Counters and histograms belong to this process. Gauges of Redis data are the same in every process: query their `max`
over the processes, not their sum.
"""

import itertools
import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Bucket bounds in seconds: from a round trip to Redis to a confirmation that waits for the partner."""

CountOrder = Callable[[str | None, str, Decimal | None], None]
"""Product, status, price in TON."""


def count_nothing(product: str | None, status: str, price: Decimal | None) -> None:
    """Counts nothing."""


Observe = Callable[[str, str, float], None]
"""Told after a call: its name, "ok" or the name of the error, seconds."""


@contextmanager
def measure(name: str, observe: Observe) -> Iterator[None]:
    """Measures what runs inside; cancelled work counts as "interrupted"."""
    result, began = "interrupted", time.perf_counter()
    try:
        yield
    except Exception as error:
        result = type(error).__name__
        raise
    else:
        result = "ok"
    finally:
        observe(name, result, time.perf_counter() - began)


class Metrics:
    """One registry for each App: tests run several apps in one process."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()

        def histogram(name: str, text: str, *labels: str) -> Histogram:
            return Histogram(f"stars_{name}_seconds", text, labels, registry=registry, buckets=BUCKETS)

        def gauge(name: str, text: str, *labels: str) -> Gauge:
            return Gauge(f"stars_{name}", text, labels, registry=registry)

        self._updates = Counter("stars_updates", "Updates by kind and result", ["kind", "result"], registry=registry)
        self._handlers = histogram("handler", "Handlers by name and result", "handler", "result")
        self._partner = histogram("partner", "Partner calls", "endpoint", "result")
        self._telegram = histogram("telegram", "Bot API calls", "method", "result")
        self._waits = histogram("bucket_wait", "Waits for the rate limiter", "bucket", "priority")
        self._redis = gauge("redis_up", "Whether Redis answered the last check")
        self._size = gauge("due", "Ids in a queue", "set")
        self._lag = gauge("due_lag_seconds", "How long the oldest due id has waited", "set")
        self._intents = gauge("intents", "Confirmations by state, ended ones included", "state")
        self._orders = Counter("stars_orders", "Orders that reached a status", ["product", "status"], registry=registry)
        self._sold = Counter("stars_sold_ton", "TON that delivered orders cost", registry=registry)
        self._balance = gauge("partner_balance_ton", "The partner balance; NaN while it is not known")

    def count_update(self, kind: str, result: str) -> None:
        self._updates.labels(kind, result).inc()

    def observe_handler(self, name: str, result: str, seconds: float) -> None:
        self._handlers.labels(name, result).observe(seconds)

    def observe_partner(self, endpoint: str, result: str, seconds: float) -> None:
        self._partner.labels(endpoint, result).observe(seconds)

    def observe_telegram(self, method: str, result: str, seconds: float) -> None:
        self._telegram.labels(method, result).observe(seconds)

    def observe_wait(self, bucket: str, priority: int, seconds: float) -> None:
        self._waits.labels(bucket, str(int(priority))).observe(seconds)

    def set_redis_up(self, up: bool) -> None:
        self._redis.set(up)

    def set_queue(self, name: str, size: int, lag: timedelta) -> None:
        self._size.labels(name).set(size)
        self._lag.labels(name).set(lag.total_seconds())

    def set_intents(self, state: str, number: int) -> None:
        self._intents.labels(state).set(number)

    def prepare_orders(self, products: Iterable[str], statuses: Iterable[str]) -> None:
        """Shows the counters of orders as 0: Prometheus then sees the first order as an increase."""
        for product, status in itertools.product(products, statuses):
            self._orders.labels(product, status)

    def count_order(self, product: str | None, status: str, price: Decimal | None) -> None:
        """Counts an order that was placed or whose status rose; `price` in TON."""
        self._orders.labels(product or "unknown", status).inc()
        if status == "completed" and price:
            self._sold.inc(float(price))

    def set_balance(self, ton: Decimal | None) -> None:
        self._balance.set(math.nan if ton is None else float(ton))

    def text(self) -> bytes:
        """All metrics in Prometheus text format."""
        return generate_latest(self._registry)
