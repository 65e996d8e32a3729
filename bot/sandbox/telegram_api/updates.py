"""How updates reach the bot: one queue, emptied by long polling or by a webhook, never by both.

An update stays pending until it is confirmed: by an `offset` beyond it, or by a 2xx answer of the webhook.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.sandbox.telegram_api.rules import BotApiError

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret
OPT_IN = {"chat_member", "message_reaction", "message_reaction_count"}  # left out unless asked for by name
WEBHOOK_TIMEOUT = 60.0  # seconds
FUTURE = 10
"""An offset so far beyond the newest update is ignored, as the real server does: the queue is read from its head."""
LONGEST_BACKOFF = 60.0  # seconds
_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Signal:
    """Wakes everybody who waits at this moment; whoever comes later waits for the next one."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, timeout: float | None) -> None:
        """Return at the next `fire()`, or after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._event.wait()
        except TimeoutError:
            pass


@dataclass
class Update:
    id: int
    kind: str
    payload: Json
    attempts: int = 0
    due: float = 0.0  # monotonic seconds; before it the webhook is not tried again
    in_flight: bool = False

    def body(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


@dataclass
class Webhook:
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_at: int | None = None
    last_error: str | None = None


@dataclass
class Updates:
    """The queue between the people's world and the bot."""

    first_id: int
    backoff: float = 1.0  # seconds after the first failed delivery; doubles after each further one
    pending: dict[int, Update] = field(default_factory=dict)
    webhook: Webhook = field(default_factory=Webhook)
    allowed: list[str] = field(default_factory=list)
    changed: Signal = field(default_factory=Signal)
    polls: int = 0
    _poller: object | None = None
    _next: int = 0

    def add(self, kind: str, payload: Json, *, forced: bool = False) -> None:
        """`forced`: also a kind that the bot did not ask for."""
        wanted = kind in self.allowed if self.allowed else kind not in OPT_IN
        if not wanted and not forced:
            return
        self._next = max(self._next + 1, self.first_id)
        self.pending[self._next] = Update(self._next, kind, payload)
        self.changed.fire()

    def confirm(self, offset: int) -> None:
        """Forget everything below `offset`; a negative one keeps only the last `-offset` updates."""
        if offset > self._next + FUTURE:
            return
        if offset < 0:
            offset = next(iter(list(self.pending)[offset:]), 0)
        for update_id in [update_id for update_id in self.pending if update_id < offset]:
            del self.pending[update_id]

    def begin_at(self, update_id: int) -> None:
        """Goes on at that id, as the real server does at a random one after a week without updates."""
        self._next = update_id - 1
        self.first_id = update_id

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Up to `limit` updates, waiting at most `timeout` seconds for the first one.

        As on the real server, a second poller is let in and the first one is sent away with 409.
        """
        if self.webhook.url:
            raise BotApiError(409, _WEBHOOK_ACTIVE)
        me = self._poller = object()
        self.polls += 1
        self.confirm(offset)
        self.changed.fire()
        until = time.monotonic() + timeout
        while not self.pending and (left := until - time.monotonic()) > 0:
            await self.changed.wait(left)
            if self._poller is not me:
                raise BotApiError(409, _OTHER_POLLER)
            if self.webhook.url:
                raise BotApiError(409, "terminated by setWebhook request")
        return [update.body() for update in list(self.pending.values())[:limit]]

    def set_webhook(self, webhook: Webhook, *, drop_pending: bool) -> None:
        self.webhook = webhook
        if drop_pending:
            self.pending.clear()
        for update in self.pending.values():
            update.due, update.attempts = 0.0, 0
        self.changed.fire()


@dataclass
class Courier:
    """Delivers updates to the webhook, at most `max_connections` at once and with no order among them.

    `reply` runs a method that the bot wrote into its answer, as the Bot API allows.
    """

    updates: Updates
    reply: Callable[[str, Json], Awaitable[object]]

    async def run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=WEBHOOK_TIMEOUT)
        async with aiohttp.ClientSession(timeout=timeout) as http, asyncio.TaskGroup() as deliveries:
            while True:
                for update in self._ready():
                    update.in_flight = True
                    deliveries.create_task(self._deliver(http, update, self.updates.webhook))
                await self.updates.changed.wait(self._pause())

    def _ready(self) -> list[Update]:
        if not self.updates.webhook.url:
            return []
        updates = self.updates.pending.values()
        free = self.updates.webhook.max_connections - sum(update.in_flight for update in updates)
        now = time.monotonic()
        ready = [update for update in updates if not update.in_flight and update.due <= now]
        return ready[: max(free, 0)]

    def _pause(self) -> float | None:
        """Seconds until the next redelivery is due; None when only something new can change anything."""
        now = time.monotonic()
        later = [update.due for update in self.updates.pending.values() if update.due > now]
        return min(later) - now if later and self.updates.webhook.url else None

    async def _deliver(self, http: aiohttp.ClientSession, update: Update, webhook: Webhook) -> None:
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        problem: str | None
        try:
            async with http.post(webhook.url, json=update.body(), headers=headers) as answer:
                problem = None if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
                if answer.ok and answer.content_type == "application/json":
                    await self._answer(await answer.json())
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            problem = f"{type(error).__name__}: {error}"
        update.in_flight = False
        if problem is None:
            self.updates.pending.pop(update.id, None)
        else:
            wait = min(self.updates.backoff * 2**update.attempts, LONGEST_BACKOFF)
            update.attempts += 1
            update.due = time.monotonic() + wait
            webhook.last_error, webhook.last_error_at = problem, int(time.time())
        self.updates.changed.fire()

    async def _answer(self, body: Any) -> None:
        if isinstance(body, dict) and isinstance(body.get("method"), str):
            await self.reply(body.pop("method"), body)
