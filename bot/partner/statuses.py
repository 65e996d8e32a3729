"""The statuses of an order, and the words in which a partner may tell them."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

MAX_WORD_LENGTH = 100
"""Characters of a status that are read: no status that is known is longer."""


class OrderStatus(StrEnum):
    PENDING_PAYMENT = "pending_payment"
    PAID = "paid"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    REFUNDED = "refunded"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # a word that we do not know: the order counts as in progress


_WORDS = {
    OrderStatus.PENDING_PAYMENT: "pending new created unpaid not_paid waiting awaiting initiated awaiting_payment "
    "waiting_payment waiting_for_payment payment_pending payment_required awaiting_deposit wait_payment",
    OrderStatus.PAID: "received payment_received payment_confirmed money_received funded",
    OrderStatus.PROCESSING: "in_progress in_process working executing sending delivering purchasing fulfilling "
    "reserved held",
    OrderStatus.COMPLETED: "complete done finished success successful succeeded sent fulfilled delivered executed",
    OrderStatus.FAILED: "fail error errored failure unsuccessful rejected declined delivery_failed",
    OrderStatus.REFUNDED: "reversed returned money_returned payment_refunded",
    OrderStatus.EXPIRED: "timeout timed_out time_out overdue outdated payment_expired",
    OrderStatus.CANCELLED: "canceled cancel aborted voided void",
}
"""Other words for a status: the provider's text names only `pending_payment`. A word that may mean two things is not
here ("confirmed", "queued", "refunding"): it is OrderStatus.UNKNOWN."""

_STATUSES = {status.value: status for status in OrderStatus} | {
    word: status for status, words in _WORDS.items() for word in words.split()
}


@lru_cache(256)  # a list has few words, and many rows
def normalize_word(raw: str) -> str:
    """A status word of the partner ("Pending Payment") in the form that is compared ("pending_payment")."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", raw.strip())
    return re.sub(r"[\s._-]+", "_", spaced).lower()


def read_aliases(aliases: Mapping[str, str]) -> dict[str, OrderStatus]:
    """The operator's STATUS_ALIASES by normalized word. Raises ValueError for a meaning that is no OrderStatus."""
    return {normalize_word(word): OrderStatus(meaning) for word, meaning in aliases.items()}


def read_status(word: str, aliases: Mapping[str, OrderStatus]) -> OrderStatus:
    """The status that a word of the partner stands for, by the aliases and then by our list; UNKNOWN for any other."""
    word = normalize_word(word[:MAX_WORD_LENGTH])
    known = aliases.get(word) or _STATUSES.get(word)
    return known or _STATUSES.get(re.sub("^(order_)?(status_)?", "", word), OrderStatus.UNKNOWN)
