"""Judges a run by its records: the partner's orders and calls, the messages in Telegram, and the data in Redis."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from bot.clock import to_ms
from bot.orders.intents import idempotency_key
from bot.orders.models import ENDED, RANK, Intent, IntentState, WatchedOrder
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from tests.chaos.fleet import Fleet
from tests.support import KEYS
from tests.support.shop import Json

OUTCOMES = {
    OrderStatus.COMPLETED: "✅ Delivered",
    OrderStatus.EXPIRED: "has expired unpaid",
    OrderStatus.CANCELLED: "was cancelled",
    OrderStatus.REFUNDED: "was refunded",
    OrderStatus.FAILED: "This order failed",
}
"""The English words that tell a chat each end."""

TRANSPORT = 300
"""Milliseconds that a call may take from the rate limiter to the partner. Calls that it permits
a second apart can arrive that much closer together."""


@dataclass(frozen=True)
class Stall:
    """The test's own process, which is also proxy and partner, did not run for `length` ms until `end` (Unix time, ms).
    Calls of that time arrived together at its end."""

    end: float
    length: float

    def concerns(self, at: float) -> bool:
        return self.end - self.length - 100 <= at <= self.end + 500


@dataclass
class Verdict:
    seed: int
    figures: dict[str, int | str] = field(default_factory=dict)
    breaches: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Faults that never occurred."""

    def breach(self, what: str) -> None:
        self.breaches.append(what)

    def table(self) -> str:
        width = max(map(len, self.figures), default=0)
        lines = [f"{name:<{width}}  {figure:>8}" for name, figure in self.figures.items()]
        lines += [f"BREACH: {breach}" for breach in self.breaches]
        lines += [f"NEVER OCCURRED: {fault}" for fault in self.missing]
        lines.append(
            f"seed {self.seed}: " + (f"{len(self.breaches)} breaches" if self.breaches else "all promises kept")
        )
        return "\n".join(lines)


@dataclass(frozen=True)
class Records:
    """All records of a run."""

    orders: dict[str, Json]
    changes: dict[str, list[str]]
    calls: list[Json]
    intents: dict[str, Intent]
    watched: dict[str, WatchedOrder]
    chats: dict[int, list[Json]]
    unreachable: frozenset[int]
    open_ends: dict[str, list[str]]
    logs: str


async def collect(fleet: Fleet) -> Records:
    http, redis = fleet.shop.http, fleet.redis
    orders = {str(row["id"]): row for row in await fleet.shop.orders()}
    changes = {}
    for id in orders:
        rows = (await http.get(f"/control/orders/{id}")).json()["changes"]
        changes[id] = [str(row["status"]) for row in rows]
    people = (await http.get("/world/people")).json()["items"]
    intents, watched = {}, {}
    async for key in redis.scan_iter(KEYS.intent("*")):
        intents[key.decode().rpartition(":")[2]] = Intent.read(await hashes.read(redis, key.decode()))
    for id in orders:
        fields = await hashes.read(redis, KEYS.order(id))
        if b"order" in fields:  # of an order that may be a frozen confirmation's, only that is stored
            watched[id] = WatchedOrder.read(fields)
    return Records(
        orders=orders,
        changes=changes,
        calls=cast(list[Json], (await http.get("/control/history")).json()["items"]),
        intents=intents,
        watched=watched,
        chats={person["id"]: await fleet.transcript(person["id"]) for person in people},
        unreachable=frozenset(person["id"] for person in people if person["blocked"]),
        open_ends=await fleet.open_ends(),
        logs=fleet.logs(),
    )


def judge(
    seed: int,
    records: Records,
    confirmed: set[str],
    rate: int,
    stalls: Sequence[Stall],
    *,
    writes_were_lost: bool = False,
) -> Verdict:
    """`confirmed`: the ids of the drafts that were confirmed; `rate`: partner calls a second. `writes_were_lost`: Redis
    may lack confirmations, whose orders must then have been found at the partner, and calls of the rate limit."""
    verdict = Verdict(seed)
    _judge_orders(verdict, records, confirmed, writes_were_lost)
    _judge_telling(verdict, records)
    _judge_statuses(verdict, records)
    # The calls of the last second are in Redis, too: whoever does not know them any more lets as many go again.
    _judge_pace(verdict, records, 2 * rate if writes_were_lost else rate, stalls)
    for name, ids in records.open_ends.items():
        verdict.breach(f"{name} left open: {', '.join(ids)}")
    for trace in re.findall(r'"event": "(?:handler|update|work|sweep) failed".*', records.logs):
        verdict.breach(f"an error that nobody expected: {trace[:600]}")
    if crashes := records.logs.count("Traceback (most recent call last):\n"):
        verdict.breach(f"bots ended by themselves, with {crashes} tracebacks in their logs")
    return verdict


def _judge_orders(verdict: Verdict, records: Records, confirmed: set[str], writes_were_lost: bool) -> None:
    """At most one order for each intent, exactly one for each that was accepted, and none without an intent."""
    made = _made_by_key(records.calls)
    for id, intent in records.intents.items():
        orders = made.pop(str(idempotency_key(intent.id)), set())
        if len(orders) > 1:
            verdict.breach(f"intent {id} became {len(orders)} orders: {orders}")
        if orders != ({intent.order_id} if intent.state is IntentState.PLACED else set()):
            verdict.breach(f"intent {id} is {intent.state} as {intent.order_id}, the partner has {orders}")
        if intent.state is IntentState.FROZEN:
            verdict.breach(f"intent {id} is frozen: {intent.reason}")
        if id not in confirmed:
            verdict.breach(f"intent {id} was never confirmed")
    for key, orders in made.items():  # a lost confirmation is adopted, and its order's end is told like any other
        if not writes_were_lost or len(orders) > 1 or not orders <= records.watched.keys():
            verdict.breach(f"orders {orders} of key {key} have no intent")
    states = Counter(intent.state for intent in records.intents.values())
    verdict.figures |= {
        "drafts confirmed": len(confirmed),
        "confirmations taken": len(records.intents),
        "  of them orders": states[IntentState.PLACED],
        "  of them refused": states[IntentState.REJECTED],
        "orders adopted, their confirmations lost": len(made),
        "creates sent": sum(call["method"] == "POST" and "cancel" not in call["path"] for call in records.calls),
        "orders at the partner": len(records.orders),
    }


def _made_by_key(calls: list[Json]) -> defaultdict[str, set[str]]:
    """Idempotency key → the orders that its creates made, also those whose answer was lost."""
    made: defaultdict[str, set[str]] = defaultdict(set)
    for call in calls:
        if call["method"] == "POST" and call["idempotency_key"] and call["order_id"]:
            made[call["idempotency_key"]].add(str(call["order_id"]))
    return made


def _judge_telling(verdict: Verdict, records: Records) -> None:
    """Every end must be told to every chat that can be reached, on the order's screen or in a message that rings."""
    told = silent = unreachable = doubled = 0
    for id, order in records.orders.items():
        status = OrderStatus(order["status"])
        chat = int(order["client_reference"].rpartition("-")[2])
        if status not in ENDED:
            verdict.breach(f"order {id} never ended: {status}")
            continue
        versions = [
            (message, shown)
            for message in records.chats[chat]
            for shown in (message, *message["versions"])
            if _says(shown, id, OUTCOMES[status])
        ]
        rings = sum(shown is message for message, shown in versions)
        doubled += max(0, rings - 1)
        if versions:
            told += 1
        elif chat in records.unreachable:
            unreachable += 1
        else:
            silent += 1
            verdict.breach(f"order {id} ended in silence: {records.changes[id]}")
    verdict.figures |= {"ends told": told, "ends told twice": doubled, "ends in chats out of reach": unreachable}
    verdict.figures |= {"ends in silence": silent}


def _says(message: Json, order: str, words: str) -> bool:
    text = message.get("text") or message.get("caption") or ""
    return words in text and re.search(rf"#{order}\b", text) is not None


def _judge_statuses(verdict: Verdict, records: Records) -> None:
    """Redis has the partner's status, screens show it, and no chat was told a lower status after a higher one."""
    out_of_order = 0
    for id, order in records.orders.items():
        watched, status = records.watched.get(id), OrderStatus(order["status"])
        if watched is None or watched.order.status is not status:
            verdict.breach(f"order {id} is {status}, known here is {watched.order.status if watched else 'nothing'}")
            continue
        messages = records.chats[watched.chat_id]
        screen = next(
            (m for m in messages if watched.message_ref and m["message_id"] == watched.message_ref.message_id), None
        )
        reachable = watched.chat_id not in records.unreachable
        if reachable and screen and not screen["deleted"] and not _says(screen, id, OUTCOMES[status]):
            verdict.breach(f"order {id} is {status}, its screen says: {screen.get('caption') or screen.get('text')}")
        rings = [RANK[end] for m in messages for end, words in OUTCOMES.items() if _says(m, id, words)]
        out_of_order += rings != sorted(rings)
    verdict.figures["ends told out of order"] = out_of_order


def _judge_pace(verdict: Verdict, records: Records, rate: int, stalls: Sequence[Stall]) -> None:
    at = sorted(to_ms(datetime.fromisoformat(call["at"])) for call in records.calls)
    seconds = Counter(time // 1000 for time in at)
    verdict.figures |= {
        "partner calls": len(at),
        "most in one second of the clock": max(seconds.values(), default=0),
        "limit for one second": rate,
        "longest stall of the test, ms": int(max((stall.length for stall in stalls), default=0)),
    }
    for first, last in zip(at, at[rate:], strict=False):  # one call more than the limit for a second
        way = TRANSPORT + max((stall.length for stall in stalls if stall.concerns(first)), default=0)
        if last - first < 1000 - way:
            verdict.breach(f"{rate + 1} partner calls within {last - first} ms, {rate} may be let go in a second")
