"""How an update ended that no handler has brought to its end, and the type of what a middleware surrounds."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

from aiogram.types import TelegramObject

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
"""The next middleware, or at last the handler."""


class Outcome(StrEnum):
    """What a middleware returns that ends an update by itself; a handler returns nothing."""

    OUTAGE = "outage"
    REPEATED = "repeated"
    THROTTLED = "throttled"
    NOT_ALLOWED = "not_allowed"
    TOLD = "told"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNSHOWN = "unshown"
