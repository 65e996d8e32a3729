"""Structured logs without secrets: one JSON object per line, or readable lines for a terminal.

Fields such as update, chat, intent, order, notice and worker are bound once and appear in each line. Of people the logs
show only ids: their names and what they typed are replaced in every line of their update.
"""

import logging
import math
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, WrappedLogger

HIDDEN = "[hidden]"

_SHAPES = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}|osk_[A-Za-z0-9_-]{6,}|(?<=://)[^/\s@]*:[^/\s@]+(?=@)")
"""Bot tokens, partner keys and passwords in URLs."""

OUTAGE_INTERVAL = 60.0
"""Seconds between two lines of a worker about Redis that is away."""

MAX_SPLIT_LENGTH = 256
"""Characters of a text that are split into words."""

_private: ContextVar[frozenset[str]] = ContextVar("private", default=frozenset())


@contextmanager
def hiding(*texts: object) -> Iterator[None]:
    """Hides these texts, and their words of 4 letters or more, in all lines written inside. Skips what is no text."""
    words = {text for text in texts if isinstance(text, str) and len(text) > 2 and not text.isdecimal()}
    words |= {word for text in words for word in re.findall(r"[^\W\d_]\w{3,}", text[:MAX_SPLIT_LENGTH])}
    token = _private.set(frozenset(words))
    try:
        yield
    finally:
        _private.reset(token)


def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


class Redactor:
    """Replaces secrets in every text of an event, at any depth: known values and known shapes."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = sorted((re.escape(secret) for secret in secrets if secret), key=len, reverse=True)
        self._known = re.compile("|".join(known)) if known else None

    def clean(self, text: str) -> str:
        if self._known:
            text = self._known.sub(HIDDEN, text)
        if private := _private.get():
            text = _any_of(private).sub(HIDDEN, text)
        return _SHAPES.sub(HIDDEN, text)

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        return {name: self._value(value) for name, value in event.items()}

    def _value(self, value: Any) -> Any:
        match value:
            case str():
                return self.clean(value)
            case dict():
                return {name: self._value(item) for name, item in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._value(item) for item in value]
            case None | bool() | int() | float():
                return value
            case BaseException():
                return self.clean(f"{type(value).__name__}: {value}")
            case _:
                return self.clean(str(value))


@dataclass
class OutageFilter:
    """Passes the first line of each worker about Redis, and then one a minute: all loops write such a line each second,
    and they would push the cause of the outage out of the log."""

    passed: dict[tuple[object, ...], float] = field(default_factory=dict)

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        if event["event"] == "redis is unavailable":
            key, now = tuple(event.get(name) for name in ("worker", "queue", "lease")), time.monotonic()
            if now - self.passed.get(key, -math.inf) < OUTAGE_INTERVAL:
                raise structlog.DropEvent
            self.passed[key] = now
        return event


def set_up(*, level: str, format: Literal["json", "console"], secrets: Iterable[str]) -> None:
    """Configures structlog and logging: both go through the same processors to standard error."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    last: list[Any] = (
        [structlog.processors.JSONRenderer()]
        if format == "json"
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    # Tracebacks become text before the redactor, which hides secrets in them.
    after: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        Redactor(secrets),
        *last,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=after, foreign_pre_chain=before))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # These libraries log whole URLs, which contain the bot token and usernames.
    for name in ("httpx", "httpcore", "aiogram.event", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before[:-1],
            OutageFilter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
