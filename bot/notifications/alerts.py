"""Alerts: each is a kind and a subject. The admins are notified when it begins, each hour while it lasts, and at its
end: when it is cleared, or has not been triggered for some minutes. The notifier writes the texts.
"""

import contextlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from redis.exceptions import RedisError

from bot.clock import to_ms
from bot.storage.redis_clock import script_time
from bot.storage.stored import Stored

REPEAT_ALERT_AFTER = timedelta(hours=1)

STALE_AFTER = timedelta(minutes=3)
"""An alert that nobody has triggered for so long is over. Longer than the pause between any two checks."""

UNAUTHORIZED_QUIET_TIME = timedelta(seconds=110)
"""One call takes the key while another may refuse it all the time: the alert ends when no call has refused it for so
long, which is longer than any call pauses."""

RATE_LIMIT_ALERT_AFTER = timedelta(minutes=1)
"""How long the partner may answer "too many calls" before that is an alert."""

LASTING_KINDS = frozenset(
    {
        *("balance", "clocks", "lag", "list-lag", "partner", "rate-limit", "stopped", "stuck", "team", "telegram"),
        *("unauthorized", "updates", "waiting", "webhook"),
    }
)
"""Kinds that are triggered repeatedly while they last. Alerts of other kinds have no end."""

ADDRESS_KINDS = frozenset({"address-checksum", "address-unpinned"})
"""Kinds that probably concern all orders at once: the first order is told, and all others of an hour together."""

PARTNER_KINDS = ADDRESS_KINDS | {
    *("details", "lost-order", "order-missing", "paid-early", "refused", "reversed", "status", "twin"),
    *("unconfirmed", "unreadable", "wrong-order"),
}
"""Kinds with one alert for each order, status word or field: the partner decides how many there are."""

HELP_KIND = "help-"
"""The kind of a customer's question about an order, before the id of the chat: each chat has a kind of its own."""

MAX_SUBJECTS = 10
"""Alerts of one such kind that the admins get in an hour. All others of that hour are one more alert with a count."""

DIRECT_KINDS = frozenset({"lag", "updates", "webhook"})
"""Kinds that are sent at once, past the outbox: it may be what stands still."""

FORGET_AFTER = {"list": timedelta(days=2)}
"""Kinds whose cause is looked at once an hour or a day, and that are told once until it changes."""

SendDirectly = Callable[[str, str, bool], Awaitable[bool]]
"""Alerts the admins without Redis: kind of alert, subject, and whether it is over. False: nobody could be told."""


@dataclass
class Alerts(Stored):
    """`send_directly` is set when the notifier is built."""

    _: KW_ONLY
    send_directly: SendDirectly | None = None

    def __post_init__(self) -> None:
        self._trigger = self.script("alerts/trigger")
        self._clear = self.script("alerts/clear")
        self._triggered_here: set[str] = set()

    async def trigger(
        self,
        kind: str,
        subject: str = "",
        *,
        after: timedelta = timedelta(0),
        repeat_after: timedelta | None = REPEAT_ALERT_AFTER,
    ) -> None:
        """Notifies the admins once the alert has lasted for `after`, and again each `repeat_after` (None: never).

        Of one of PARTNER_KINDS, and of a chat's questions, the admins get MAX_SUBJECTS in an hour, of ADDRESS_KINDS
        one, and then `held` together.
        """
        if kind in LASTING_KINDS:
            self._triggered_here.add(f"{kind}:{subject}")
        is_direct = self.send_directly is not None and kind in DIRECT_KINDS
        is_due = await self._trigger(
            alert=f"{kind}:{subject}",
            now=script_time(self.clock),
            after=int(after.total_seconds() * 1000),
            repeat_after=int(repeat_after.total_seconds() * 1000) if repeat_after else "",
            notify=int(not is_direct),
            max_subjects=_max_subjects(kind),
        )
        if is_due and is_direct and self.send_directly and not await self.send_directly(kind, subject, False):
            await self.redis.zrem(self.keys.alerts_notified, f"{kind}:{subject}")  # the next trigger tries again

    async def trigger_unreadable(self, what: str) -> None:
        """For the partner's client: what the client found stands, even if Redis takes no alert of it."""
        with contextlib.suppress(RedisError):
            await self.trigger("unreadable", what, repeat_after=None)

    async def trigger_help(self, chat_id: int, order_id: str) -> None:
        """Passes a customer's question about their order to the admins, at most once an hour."""
        await self.trigger(f"{HELP_KIND}{chat_id}", order_id)

    async def clear(self, kind: str, subject: str = "", *, quiet_for: timedelta = timedelta(0)) -> None:
        """Ends an alert, unless it was triggered within `quiet_for`. The admins are notified if they were notified of
        it."""
        is_direct = self.send_directly is not None and kind in DIRECT_KINDS
        told = await self._clear(
            alert=f"{kind}:{subject}",
            now=script_time(self.clock),
            notify=int(not is_direct),
            quiet=int(quiet_for.total_seconds() * 1000),
        )
        if told == 1 and is_direct and self.send_directly:
            await self.send_directly(kind, subject, True)
        if told >= 0:
            self._triggered_here.discard(f"{kind}:{subject}")

    async def clear_if_triggered(self, kind: str, subject: str = "", *, quiet_for: timedelta = timedelta(0)) -> None:
        """Like `clear`, but skips Redis unless this process triggered the alert: for calls after every success.
        `workers/monitor.py` clears the alerts of dead processes."""
        if f"{kind}:{subject}" in self._triggered_here:
            await self.clear(kind, subject, quiet_for=quiet_for)

    async def balance(self) -> Decimal | None:
        """The partner's balance in TON as it was a moment ago; None: not known."""
        balance: bytes | None = await self.redis.get(self.keys.balance)
        return Decimal(balance.decode()) if balance else None

    async def active(self) -> list[str]:
        """Alerts of which the admins were notified and that are not over, each as `kind:subject`."""
        rows = [row.decode() for row in await self.redis.zrange(self.keys.alerts_notified, 0, -1)]
        return [row for row in rows if row.partition(":")[0] in LASTING_KINDS | {"frozen"}]

    async def held(self, kind: str) -> list[str]:
        """The subjects of the alerts of this kind that one notice tells together, oldest first."""
        rows = [row.decode().partition(":") for row in await self.redis.zrange(self.keys.alerts_held, 0, -1)]
        return [subject for each, _, subject in rows if each == kind]

    async def set_notified(self, kind: str, subjects: Iterable[str]) -> None:
        """Stores that the admins were notified of these alerts."""
        now, alerts = to_ms(self.clock()), [f"{kind}:{subject}" for subject in subjects]
        async with self.redis.pipeline() as pipe:
            pipe.zadd(self.keys.alerts_notified, dict.fromkeys(alerts, now))
            pipe.zrem(self.keys.alerts_held, *alerts)
            await pipe.execute()

    async def clear_stale(self, now: datetime) -> None:
        """Ends alerts that nobody has triggered for STALE_AFTER. The caller must have checked all that time.

        An alert without an end is forgotten, so that it can begin anew.
        """
        for row in await self.redis.zrangebyscore(self.keys.alerts_triggered, "-inf", to_ms(now - STALE_AFTER)):
            id = row.decode()
            lasting = id.partition(":")[0] in LASTING_KINDS
            kept = FORGET_AFTER.get(id.partition(":")[0], REPEAT_ALERT_AFTER)
            triggered_at = await self.redis.zscore(self.keys.alerts_triggered, id)
            if lasting or (triggered_at is not None and triggered_at <= to_ms(now - kept)):
                await self._clear(alert=id, now=to_ms(now), notify=int(lasting), quiet=0)


def _max_subjects(kind: str) -> int:
    """0: all are told."""
    if kind in ADDRESS_KINDS:
        return 1
    return MAX_SUBJECTS if kind in PARTNER_KINDS or kind.startswith(HELP_KIND) else 0
