"""Every Redis key of a bot, built here and, for the scripts, in `lua/common.lua`; nowhere else.

A bot has one root, `{orders:<bot id>}`, and one per chat, `{chat:<bot id>:<chat id>}`. The braces are the hash tag of
Redis Cluster: all keys of a root lie in one slot, so one script may touch them all. The bot id keeps several bots on
one Redis apart. Times are milliseconds since 1970 (UTC). A key without a lifetime here never expires;
the lifetimes are set where the key is written, mostly by a constant `…_TTL`.
"""

import hashlib
from dataclasses import dataclass


def partner_rate_limit(api_key: str) -> str:
    """Root of the partner's rate limit. Not a bot's own: the partner counts the calls of an API key, so all bots that
    use the key share one limit. The name holds a digest, never the key itself."""
    return f"{_partner(api_key)}:rate_limit"


def partner_prefix(api_key: str, prefix: str) -> str:
    """STRING: id of the bot that uses this REFERENCE_PREFIX with the key; 1 minute after it was last renewed."""
    return f"{_partner(api_key)}:prefix:{prefix}"


def _partner(api_key: str) -> str:
    return f"{{partner:{hashlib.sha256(api_key.encode()).hexdigest()[:16]}}}"


@dataclass(frozen=True)
class Keys:
    """The key schema of one bot; `bot_id` is the number before the colon of BOT_TOKEN."""

    bot_id: str

    @property
    def root(self) -> str:
        """The root of everything that belongs to no single chat; KEYS[1] of its scripts."""
        return f"{{orders:{self.bot_id}}}"

    # Queues

    def queue(self, name: str) -> str:
        """ZSET: id → when it is due."""
        return f"{self.root}:queue:{name}"

    def fences(self, name: str) -> str:
        """HASH: claimed id of the queue → fence of its claim, `<process>:<used once>`."""
        return f"{self.queue(name)}:fences"

    def held(self, name: str) -> str:
        """STRING: while it exists, nobody claims from the queue; expires after the hold."""
        return f"{self.queue(name)}:held"

    # Orders

    def intent(self, id: str) -> str:
        """HASH: a confirmation (`orders/models.py`: Intent); 7 days after its end."""
        return f"{self.root}:intent:{id}"

    def order(self, id: str) -> str:
        """HASH: an order (`orders/models.py`: WatchedOrder); 60 days after its watch ended."""
        return f"{self.root}:order:{id}"

    def order_handle(self, handle: str) -> str:
        """STRING: the order id that a button means whose data has no room for it (`orders/handles.py`); 60 days."""
        return f"{self.root}:order_handle:{handle}"

    def status_history(self, order_id: str) -> str:
        """LIST: `<time> <status>`, the oldest first, at most 50; 90 days."""
        return f"{self.order(order_id)}:history"

    def cards(self, order_id: str) -> str:
        """ZSET: inline message id → when it was shared; 60 days."""
        return f"{self.order(order_id)}:cards"

    @property
    def frozen(self) -> str:
        """ZSET: frozen intent → since when."""
        return f"{self.root}:frozen"

    @property
    def waiting(self) -> str:
        """ZSET: intent that waits for its order for long → since when its chat and the admins know."""
        return f"{self.root}:waiting"

    @property
    def stopped(self) -> str:
        """STRING: why all confirmations are stopped; absent: they are not."""
        return f"{self.root}:stopped"

    @property
    def paid(self) -> str:
        """ZSET: order that is paid and has not ended → since when."""
        return f"{self.root}:paid"

    @property
    def missing(self) -> str:
        """ZSET: watched order that the partner does not show (404) → since when."""
        return f"{self.root}:missing"

    @property
    def found(self) -> str:
        """STRING: when the partner last showed a watched order."""
        return f"{self.root}:found"

    @property
    def ended_intents(self) -> str:
        """HASH: state → how many intents have ended in it."""
        return f"{self.root}:ended_intents"

    def day(self, number: int) -> str:
        """HASH: what was counted on a day (days since 1970, UTC) → how many, or nanotons; 400 days."""
        return f"{self.root}:day:{number}"

    @property
    def epoch(self) -> str:
        """STRING: when the orders were read from the partner; absent: Redis is new, or has lost its data."""
        return f"{self.root}:epoch"

    @property
    def looks(self) -> str:
        """HASH: `days`, `week` → when so much of the partner's list was last compared with Redis."""
        return f"{self.root}:looks"

    @property
    def forgotten(self) -> str:
        """ZSET: ended order that /forget has deleted → when; 8 days."""
        return f"{self.root}:forgotten"

    @property
    def migrated(self) -> str:
        """STRING: the data of release 0.1.0 was moved, or there was none for this bot (`migration.py`)."""
        return f"{self.root}:migrated"

    # What belongs to a chat, but is written together with its orders

    def chat_orders(self, chat_id: int) -> str:
        """ZSET: order → when it was made."""
        return f"{self.root}:chat:{chat_id}:orders"

    def chat_batches(self, chat_id: int) -> str:
        """ZSET: batch → when it was opened; 6 days after the last."""
        return f"{self.root}:chat:{chat_id}:batches"

    def unpaid(self, chat_id: int) -> str:
        """HASH: `intent:<id>` or `order:<id>` that is not paid → fingerprint of what it buys."""
        return f"{self.root}:chat:{chat_id}:unpaid"

    def open_intents(self, chat_id: int) -> str:
        """HASH: intent whose order may exist and is not stored → `<confirmed at> <fingerprint>`; 30 days."""
        return f"{self.root}:chat:{chat_id}:open_intents"

    def missed(self, chat_id: int) -> str:
        """SET: notices for a chat that has blocked the bot; 60 days after the last."""
        return f"{self.root}:chat:{chat_id}:missed"

    @property
    def balance(self) -> str:
        """STRING: the partner balance in TON, as the monitor has read it; 5 minutes."""
        return f"{self.root}:balance"

    # Resellers and admins

    def batch(self, id: str) -> str:
        """HASH: a batch (`orders/batch.py`: Batch); 6 days."""
        return f"{self.root}:batch:{id}"

    def broadcast(self, id: str) -> str:
        """HASH: a broadcast (`notifications/broadcasts.py`: Broadcast); 30 days."""
        return f"{self.root}:broadcast:{id}"

    @property
    def alerts_notified(self) -> str:
        """ZSET: `kind:subject` → when the admins were last told; what is over is removed."""
        return f"{self.root}:alerts:last_notified"

    @property
    def alerts_triggered(self) -> str:
        """ZSET: `kind:subject` → when it was last triggered."""
        return f"{self.root}:alerts:last_triggered"

    @property
    def maintenance(self) -> str:
        """STRING: the admin's words for the customers, perhaps empty; absent: the shop is open."""
        return f"{self.root}:maintenance"

    @property
    def people(self) -> str:
        """ZSET: user who has written to the bot → when they last did."""
        return f"{self.root}:people"

    @property
    def blocked(self) -> str:
        """SET: users whom the admins have blocked."""
        return f"{self.root}:blocked"

    @property
    def denied(self) -> str:
        """STRING: how often somebody tried what only admins may do."""
        return f"{self.root}:denied"

    @property
    def audit(self) -> str:
        """LIST: what admins did (`operations/administration.py`: AuditEntry), the latest first, at most 1000."""
        return f"{self.root}:audit"

    def update(self, id: str) -> str:
        """HASH: a Telegram update that takes long (`telegram/update_store.py`); deleted when it is handled, 1 day."""
        return f"{self.root}:update:{id}"

    @property
    def moved_chats(self) -> str:
        """HASH: group that became a supergroup → its new chat id."""
        return f"{self.root}:moved_chats"

    @property
    def menus(self) -> str:
        """HASH: `<user, or 0 for everybody>:<language>` → digest of the command menu that Telegram has."""
        return f"{self.root}:menus"

    @property
    def own_menus(self) -> str:
        """ZSET: users who were given a command menu of their own → 0."""
        return f"{self.root}:own_menus"

    # Processes

    def alive(self, process: str) -> str:
        """STRING: a process lives; expires 3 seconds after its last heartbeat."""
        return f"{self.root}:alive:{process}"

    def lease(self, name: str) -> str:
        """STRING: token of the process that does this work; expires 3 seconds after it was last renewed."""
        return f"{self.root}:lease:{name}"

    @property
    def write_check(self) -> str:
        """STRING: written to find out whether Redis takes writes; 1 minute."""
        return f"{self.root}:write_check"

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

    # A chat's own root

    def chat(self, chat_id: int) -> str:
        """The root of a chat's conversation; KEYS[1] of its scripts."""
        return f"{{chat:{self.bot_id}:{chat_id}}}"

    def session(self, chat_id: int) -> str:
        """STRING: `telegram/session.py`: ChatSession as JSON; 1 day."""
        return f"{self.chat(chat_id)}:session"

    def profile(self, chat_id: int) -> str:
        """STRING: `telegram/session.py`: Profile as JSON; 1 year."""
        return f"{self.chat(chat_id)}:profile"

    def lock(self, chat_id: int) -> str:
        """STRING: token of the update that is being handled; 10 seconds."""
        return f"{self.chat(chat_id)}:lock"

    def chat_blocked(self, chat_id: int) -> str:
        """STRING: the admins have blocked the person of this private chat."""
        return f"{self.chat(chat_id)}:blocked"

    def has_missed(self, chat_id: int) -> str:
        """STRING: notices of the chat are kept until the chat comes back; 60 days."""
        return f"{self.chat(chat_id)}:has_missed"

    def told_unreadable(self, chat_id: int) -> str:
        """STRING: the chat was told that its message could not be read; 5 seconds."""
        return f"{self.chat(chat_id)}:told_unreadable"

    def linked(self, chat_id: int) -> str:
        """STRING: the group was told where orders are taken; 30 seconds."""
        return f"{self.chat(chat_id)}:linked"
