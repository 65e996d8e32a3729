"""Every Redis key of a bot, with its lifetime: the whole key schema, also for the scripts (`scripts.py`).

A bot has one root, `{orders:<bot id>}`, and one per chat, `{chat:<bot id>:<chat id>}`. The braces are the hash tag of
Redis Cluster: all keys of a root lie in one slot, so one script may touch them all. The bot id keeps several bots on
one Redis apart. Times are milliseconds since 1970 (UTC).
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")

NEVER = timedelta(0)
"""The lifetime of a key that stays; its note says why it does not grow without end."""

EACH_ENTRY = "for each entry"
"""The note of a key that stays, and whose entries are removed when they are older than its `ttl`."""

AT_MOST = "at most: twice the window of the limit"


@dataclass(frozen=True)
class Key(Generic[T]):
    """`Keys.intent` is the key's description, `Keys(bot_id).intent` gives the key itself.

    `kind`: the Redis type. `ttl`: its lifetime, renewed by each write unless the note says otherwise. A script names
    the key `intent_key(id)` and its lifetime in seconds `ttl.intent`.
    """

    path: str
    kind: str
    holds: str
    ttl: timedelta = NEVER
    note: str = ""

    @overload
    def __get__(self, keys: None, owner: type) -> Self: ...
    @overload
    def __get__(self, keys: "Keys", owner: type) -> T: ...
    def __get__(self, keys: "Keys | None", owner: type) -> Any:
        return self if keys is None else self.build(keys)

    def build(self, keys: "Keys") -> T:
        raise NotImplementedError


class SingleKey(Key[str]):
    """A single key below the root of the bot."""

    def build(self, keys: "Keys") -> str:
        return f"{keys.root}:{self.path}"


class KeyFamily(Key[Callable[[str | int], str]]):
    """A key for each id, below the root of the bot."""

    def build(self, keys: "Keys") -> Callable[[str | int], str]:
        before, after = re.split("{.*}", self.path)
        return lambda id: f"{keys.root}:{before}{id}{after}"


class ChatKey(Key[Callable[[int], str]]):
    """A key below the root of a chat."""

    def build(self, keys: "Keys") -> Callable[[int], str]:
        return lambda chat_id: f"{keys.chat(chat_id)}:{self.path}"


class LimitKey(Key[str]):
    """A key below the root of a rate limit; only its script uses it."""


def partner_rate_limit(api_key: str) -> str:
    """Root of the partner's rate limit. Not a bot's own: the partner counts the calls of an API key, so all bots that
    use the key share one limit. The name holds a digest, never the key itself."""
    return f"{_partner(api_key)}:rate_limit"


def partner_prefix(api_key: str, prefix: str) -> str:
    """STRING: id of the bot that uses this REFERENCE_PREFIX with the key; kept for PREFIX_TTL after it was renewed."""
    return f"{_partner(api_key)}:prefix:{prefix}"


PREFIX_TTL = timedelta(minutes=1)


def _partner(api_key: str) -> str:
    return f"{{partner:{hashlib.sha256(api_key.encode()).hexdigest()[:16]}}}"


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def _days(number: int) -> timedelta:
    return timedelta(days=number)


@dataclass(frozen=True)
class Keys:
    """The keys of one bot; `bot_id` is the number before the colon of BOT_TOKEN."""

    bot_id: str

    @property
    def root(self) -> str:
        """The root of everything that belongs to no single chat; KEYS[1] of its scripts."""
        return f"{{orders:{self.bot_id}}}"

    def chat(self, chat_id: int) -> str:
        """The root of a chat's conversation; KEYS[1] of its scripts."""
        return f"{{chat:{self.bot_id}:{chat_id}}}"

    @property
    def patterns(self) -> tuple[str, str]:
        """Which keys belong to the bot, for SCAN."""
        return f"{self.root}:*", f"{{chat:{self.bot_id}:*}}:*"

    # Queues
    queue = KeyFamily("queue:{queue}", "ZSET", "id → when it is due", note="what waits for its work")
    fences = KeyFamily(
        "queue:{queue}:fences", "HASH", "claimed id → fence of its claim, `<process>:<used once>`", note="open claims"
    )
    held = KeyFamily("queue:{queue}:held", "STRING", "while it exists, nobody claims", _seconds(10))
    fence_counter = SingleKey("fence_counter", "STRING", "number of the last fence", note="one number")

    # Confirmations and orders
    intent = KeyFamily(
        "intent:{id}", "HASH", "a confirmation (`orders/models.py`: Intent)", _days(7), "after its end"
    )  # longer than any draft lives, so that an old button finds it
    order = KeyFamily("order:{id}", "HASH", "an order (`orders/models.py`: WatchedOrder)", _days(60), "after its watch")
    order_handle = KeyFamily(
        "order_handle:{handle}", "STRING", "order id that a button means whose data has no room for it", _days(60)
    )
    forgotten = SingleKey("forgotten", "ZSET", "ended order that /forget has deleted → when", _days(8), EACH_ENTRY)
    status_history = KeyFamily("order:{id}:history", "LIST", "`<time> <status>`, the latest 50", _days(90))
    cards = KeyFamily("order:{id}:cards", "ZSET", "inline message id → when it was shared, the latest 20", _days(60))
    frozen = SingleKey("frozen", "ZSET", "frozen intent → since when", note="until an admin decides")
    waiting = SingleKey(
        "waiting", "ZSET", "intent without an order → from when its chat and the admins know that it waits",
        note="open confirmations",
    )  # fmt: skip
    stopped = SingleKey(
        "stopped", "STRING", "why all confirmations are stopped; absent: they are not", note="one reason"
    )
    unseen = SingleKey(
        "unseen",
        "SET",
        "restored confirmations that were not looked up yet: no order is created",
        timedelta(minutes=10),
    )
    refusals = SingleKey("refusals", "STRING", "refusals in a row that no customer caused", note="one number")
    paid = SingleKey("paid", "ZSET", "order that is paid and has not ended → since when", _days(60), EACH_ENTRY)
    missing = SingleKey(
        "missing", "ZSET", "watched order that the partner does not show (404) → since when",
        _days(60), EACH_ENTRY,
    )  # fmt: skip
    found = SingleKey("found", "STRING", "when the partner last showed a watched order", note="one time")
    ended_intents = SingleKey("ended_intents", "HASH", "state → how many intents have ended in it", note="two numbers")
    balance = SingleKey("balance", "STRING", "the partner balance in TON, for the metrics", _seconds(300))
    day = KeyFamily("day:{number}", "HASH", "what was counted on a day since 1970 → how many, or nanotons", _days(400))
    epoch = SingleKey("epoch", "STRING", "when the partner's orders were read; absent: Redis is new", note="one time")
    looks = SingleKey(
        "looks",
        "HASH",
        "`days`, `week` → when so much of the partner's list was compared with Redis; `server` → its run id",
        note="four fields",
    )
    migrated = SingleKey("migrated", "STRING", "the data of release 0.1.0 was moved to these keys", note="one mark")

    # What belongs to a chat, but is written together with its orders
    chat_orders = KeyFamily(
        "chat:{chat}:orders", "ZSET", "order → when it was made; without orders that are gone", _days(180)
    )  # longer than an order is watched and kept
    chat_batches = KeyFamily("chat:{chat}:batches", "ZSET", "batch → when it was opened", _days(6))
    unpaid = KeyFamily(
        "chat:{chat}:unpaid", "HASH", "`intent:<id>` or `order:<id>` that is not paid → fingerprint of what it buys",
        _days(60),
    )  # fmt: skip
    open_intents = KeyFamily(
        "chat:{chat}:open_intents", "HASH",
        "intent that may have an order which is not stored → `<confirmed at> <fingerprint>`", _days(30),
    )  # fmt: skip
    spent = KeyFamily(
        "chat:{chat}:spent", "HASH", "confirmed intent of the last 24 hours → `<confirmed at> <nanotons>`", _days(1)
    )  # only of people with a daily limit
    debts = KeyFamily(
        "chat:{chat}:debts", "ZSET",
        "order that a reseller's client has not paid → when it was made; the order has no lifetime as long",
        note="until the reseller marks it as paid; the latest 10000",
    )  # fmt: skip
    settled = KeyFamily(
        "chat:{chat}:settled", "ZSET", "order that was a debt → when it was marked as paid", _days(60), EACH_ENTRY
    )
    missed = KeyFamily("chat:{chat}:missed", "SET", "notices for a chat that has blocked the bot", _days(60))
    returned = KeyFamily("chat:{chat}:returned", "STRING", "the chat has just unblocked the bot", _seconds(60))
    moved_to = KeyFamily("chat:{chat}:moved_to", "STRING", "id of the supergroup that the group became", _days(365))

    # Resellers and admins
    batch = KeyFamily(
        "batch:{id}", "HASH", "a batch (`orders/batch.py`: Batch)", _days(6), "after it was opened"
    )  # shorter than an intent: a row whose intent is deleted could be ordered twice
    broadcast = KeyFamily("broadcast:{id}", "HASH", "a broadcast (`notifications/broadcasts.py`)", _days(30))
    alerts_started = SingleKey(
        "alerts:started", "ZSET", "`kind:subject` → since when it goes on", note="present alerts"
    )
    alerts_notified = SingleKey(
        "alerts:last_notified", "ZSET", "`kind:subject` → when the admins were last told", note="present alerts"
    )
    alerts_triggered = SingleKey(
        "alerts:last_triggered", "ZSET", "`kind:subject` → when it was last triggered", note="present alerts"
    )
    alerts_held = SingleKey(
        "alerts:held", "ZSET", "`kind:subject` that the next notice of its kind tells with others → since when",
        note="at most 10,000",
    )  # fmt: skip
    maintenance = SingleKey("maintenance", "STRING", "the admin's words; absent: the shop is open", note="one text")
    people = SingleKey("people", "ZSET", "user who has written → when they last did", _days(365), EACH_ENTRY)
    blocked = SingleKey("blocked", "SET", "users whom the admins have blocked", note="until an admin unblocks them")
    denied = SingleKey("denied", "STRING", "how often others tried what only admins may do", note="one number")
    team = SingleKey("team", "HASH", "member → role, limit, end (`operations/team.py`)", note="at most 100 members")
    team_restored = SingleKey("team_restored", "HASH", "the team of a restored backup", note="until an admin decides")
    audit = SingleKey("audit", "LIST", "what admins did, the latest first", note="the latest 1000")
    update = KeyFamily("update:{id}", "HASH", "a Telegram update that takes long; deleted when it is handled", _days(1))
    menus = SingleKey(
        "menus", "HASH", "`<user, 0: everybody>:<language>` → digest of the menu that Telegram has", _days(365)
    )
    own_menus = SingleKey("own_menus", "ZSET", "users with a command menu of their own", note="admins and resellers")

    # Processes
    clock = SingleKey(
        "clock", "HASH", "the time of the last heartbeat, and how far it is ahead of Redis' own", note="two numbers"
    )  # without a lifetime: it must outlive a Redis whose clock is set back
    alive = KeyFamily("alive:{process}", "STRING", "the process lives", _seconds(3))
    lease = KeyFamily("lease:{name}", "STRING", "token of the process that does this work", _seconds(3))

    # The conversation of a chat
    session = ChatKey("session", "STRING", "draft, message, open question (`telegram/session.py`)", _days(1))
    newest = ChatKey("newest", "STRING", "id of the newest message in the chat", _days(2))  # longer than the session
    profile = ChatKey("profile", "STRING", "language, recent recipients, a reseller's settings", _days(365))
    clients = ChatKey(
        "clients", "HASH",
        "`name:<invoice or @name>` → a reseller's client, `note:<client>` → a note",
        note="until the reseller deletes their data; at most 20000",
    )  # fmt: skip
    lock = ChatKey("lock", "STRING", "token of the update that is being handled", _seconds(10), "after it began")
    version = ChatKey(
        "version", "STRING", "how many updates have left the chat; the first that leaves wins", _seconds(3600)
    )
    done = ChatKey("done:{update}", "STRING", "this update was handled", _days(2))  # Telegram repeats it for a day
    minute = ChatKey("rate:{minute}", "STRING", "number of updates in this minute", _seconds(120))
    chat_blocked = ChatKey("blocked", "STRING", "the admins have blocked this person", note="until they unblock them")
    has_missed = ChatKey("has_missed", "STRING", "notices are kept until the chat comes back", _days(60))
    told_unreadable = ChatKey("told_unreadable", "STRING", "told that its message could not be read", _seconds(5))
    write_check = ChatKey(
        "write_check", "STRING", "of no chat: written to find out whether each primary takes writes", _seconds(60)
    )
    linked = ChatKey("linked", "STRING", "the group was told where to order; not again so soon", _seconds(30))

    # Rate limits
    calls = LimitKey("calls", "ZSET", "call of the last window → when it was made", _seconds(120), AT_MOST)
    turns = LimitKey("waiting", "HASH", "priority → until when its place is kept", _seconds(120), AT_MOST)
    next_slot = LimitKey("next_slot", "STRING", "when the next call of a low priority may come", _seconds(120), AT_MOST)
    kept_calls = LimitKey("kept_calls", "ZSET", "calls that watched orders: one call in five is theirs", _seconds(10))
    hold = LimitKey(
        "hold",
        "HASH",
        "until when nobody calls, or nobody an endpoint (Retry-After), and whether a probe is under way",
        _seconds(3900),
        "at most",
    )

    @property
    def telegram_rate_limit(self) -> str:
        """Root of Telegram's rate limit, which counts per bot."""
        return f"{self.root}:rate_limit:telegram"

    def chat_rate_limit(self, chat_id: int) -> str:
        """Root of the rate limit of the notices in a chat."""
        return f"{self.chat(chat_id)}:rate_limit"

    def group_rate_limit(self, chat_id: int) -> str:
        """Root of the rate limit of the notices of a minute in a group."""
        return f"{self.chat(chat_id)}:rate_limit:minute"


SCHEMA: dict[str, Key[Any]] = {name: key for name, key in vars(Keys).items() if isinstance(key, Key)}
"""Every key by its name."""
