"""Trouble on purpose: faults that tests inject, and Telegram's own speed limits when they are switched on."""

import math
import random
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.telegram_api.rules import BotApiError, too_many_requests

KINDS = {"429", "error", "html", "delay", "drop_before", "drop_after"}


@dataclass
class Fault:
    """Trouble for the next `times` calls (None: until removed) of `method` to `chat` (None: of any)."""

    kind: str
    method: str | None = None
    chat: int | None = None
    times: int | None = None
    probability: float = 1.0
    retry_after: int = 1  # seconds, for "429"
    status: int = 500  # for "error" and "html", a page as nginx sends it
    description: str = "Internal Server Error"
    body: str | None = None  # for "html": another body, in Latin-1
    seconds: float = 1.0  # for "delay"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(sorted(KINDS))}")

    def matches(self, method: str, chat: int | None) -> bool:
        same_method = self.method is None or self.method.lower() == method.lower()
        return same_method and self.chat in (None, chat) and self.times != 0

    def error(self) -> BotApiError | None:
        if self.kind == "429":
            return too_many_requests(self.retry_after)
        return BotApiError(self.status, self.description) if self.kind in {"error", "html"} else None


@dataclass
class Faults:
    random: random.Random
    planned: list[Fault] = field(default_factory=list)

    def strike(self, method: str, chat: int | None) -> list[Fault]:
        """The faults that hit this call; each of them is used up by one."""
        struck = []
        for fault in self.planned:
            if fault.matches(method, chat) and self.random.random() < fault.probability:
                fault.times = None if fault.times is None else fault.times - 1
                struck.append(fault)
        self.planned = [fault for fault in self.planned if fault.times != 0]
        return struck

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self.planned]


@dataclass
class Pace:
    """Telegram's limits: so many messages a second in all, about one a second to a chat after a burst, 20 a minute to
    a group."""

    clock: Callable[[], datetime]
    _sent: defaultdict[tuple[str, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(
        self, chat: int | None, overall: int | None, per_chat: float | None, burst: int, per_minute: int | None
    ) -> None:
        """Raise 429 when the call comes too early; a refused call does not count.

        `overall` and `per_chat` are messages per second, `per_minute` those to a group (None = no limit); a chat takes
        `burst` at once.
        """
        now = self.clock().timestamp()
        limits: list[tuple[deque[float], int, float]] = []
        if overall:
            limits.append((self._sent["all", 0], overall, 1.0))
        if per_chat and chat is not None:
            limits.append((self._sent["chat", chat], burst, burst / per_chat))
        if per_minute and chat is not None and chat < 0:
            limits.append((self._sent["group", chat], per_minute, 60.0))
        if (longest := max((_wait(sent, now, count, window) for sent, count, window in limits), default=0.0)) > 0:
            raise too_many_requests(math.ceil(longest))
        for sent, _, _ in limits:
            sent.append(now)


def _wait(sent: deque[float], now: float, count: int, window: float) -> float:
    """Seconds until fewer than `count` messages lie in the last `window` seconds."""
    while sent and sent[0] <= now - window:
        sent.popleft()
    return sent[0] + window - now if len(sent) >= count else 0.0
