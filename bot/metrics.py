"""What this process counts and measures, for Prometheus; docs/operations.md tells how to read it.

Counters and histograms are this process's own. What lies in Redis is the same whichever process tells it: of those
gauges, take the `max` over the processes, never the sum.
"""

from datetime import timedelta
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Bounds in seconds: from one round trip to Redis up to a confirmation that waits for the partner."""


class Metrics:
    """One registry for each App, so that two in one process (a test) do not count together."""

    def __init__(self) -> None:
        own = self._registry = CollectorRegistry()
        updates = Counter("stars_updates", "Updates by kind and result", ["kind", "result"], registry=own)
        handlers = Histogram(
            "stars_handler_seconds", "Handlers by name and result", ["handler", "result"], registry=own, buckets=FAST
        )
        partner = Histogram(
            "stars_partner_seconds", "Partner calls", ["endpoint", "result"], registry=own, buckets=FAST
        )
        telegram = Histogram(
            "stars_telegram_seconds", "Bot API calls", ["method", "result"], registry=own, buckets=FAST
        )
        waits = Histogram(
            "stars_bucket_wait_seconds", "Waits for a call's turn", ["bucket", "priority"], registry=own, buckets=FAST
        )
        # Labels are few, and looking one up among them takes longer than counting.
        self._updates, self._handlers = cache(updates.labels), cache(handlers.labels)
        self._partner = cache(partner.labels)
        self._telegram, self._waits = cache(telegram.labels), cache(waits.labels)
        self._redis = Gauge("stars_redis_up", "Whether Redis answered just now", registry=own)
        self._due = Gauge("stars_due", "Ids in a due set", ["set"], registry=own)
        self._lag = Gauge("stars_due_lag_seconds", "How long the longest due id has waited", ["set"], registry=own)
        self._intents = Gauge("stars_intents", "Confirmations by state, ended ones counted", ["state"], registry=own)

    def update(self, kind: str, result: str) -> None:
        self._updates(kind, result).inc()

    def handler(self, name: str, result: str, seconds: float) -> None:
        self._handlers(name, result).observe(seconds)

    def partner(self, endpoint: str, result: str, seconds: float) -> None:
        self._partner(endpoint, result).observe(seconds)

    def telegram(self, method: str, result: str, seconds: float) -> None:
        self._telegram(method, result).observe(seconds)

    def wait(self, bucket: str, priority: int, seconds: float) -> None:
        self._waits(bucket, str(int(priority))).observe(seconds)

    def redis(self, up: bool) -> None:
        self._redis.set(up)

    def due(self, name: str, size: int, lag: timedelta) -> None:
        self._due.labels(name).set(size)
        self._lag.labels(name).set(lag.total_seconds())

    def intents(self, state: str, number: int) -> None:
        self._intents.labels(state).set(number)

    def text(self) -> bytes:
        """Everything in Prometheus's text format."""
        return generate_latest(self._registry)
